import { describe, expect, it } from 'vitest';
import { checkProof } from '../../src/check/check-proof.js';
import { DEFAULT_OPTIONS } from '../../src/check/options.js';
import { derivationOf } from '../../src/claim/compile-derivation.js';
import type { Comparison, Draw, Proof } from '../../src/claim/proof.js';
import { domainOf } from '../../src/domain/read-domain.js';

const derivation = derivationOf({
  derivation: 'decay',
  title: 'Decay',
  symbols: { w: 'real' },
  claims: [{ id: 'trivial', equal: ['w', 'w'] }],
});

const proofOf = (confront: Proof['confront'], runs = 8): Proof => ({
  kind: 'flow',
  id: 'decay-flow',
  title: 'Decay',
  derivation,
  confronts: ['trivial'],
  domain: domainOf({ a: { gt: '1/10', lt: 10 }, k: { gt: '1/10', lt: 2 } }),
  runs,
  confront,
  file: 'decay.ts',
  place: {},
});

const STEPS = 2_000;

/** dw/dt = −k w from a, to t = 1, by the midpoint rule; its global error is below (k/n)²·a. */
function integrated({ a, k }: Draw): { measured: number; bound: number } {
  let w = a;
  for (let i = 0; i < STEPS; i++) w += (-k * (w - (k * w) / (2 * STEPS))) / STEPS;
  return { measured: w, bound: a * k * (k / STEPS) ** 2 + 1e-12 * a };
}

const against =
  (stated: (draw: Draw) => number): Proof['confront'] =>
  (draw) => [{ name: 'w(1)', stated: stated(draw), ...integrated(draw) }];

const run = (proof: Proof, options = {}) => checkProof(proof, { ...DEFAULT_OPTIONS, ...options });

describe('a proof against an integrated flow', () => {
  it('supports the right closed form, and reports how near it came', async () => {
    const result = await run(proofOf(against(({ a, k }) => a * Math.exp(-k))));
    expect(result).toMatchObject({ verdict: 'supported', ok: true, kind: 'flow' });
    expect(result.evidence[0]).toMatchObject({ kind: 'flow', agrees: true, runs: 8 });
    const [flow] = result.evidence;
    if (flow.kind === 'flow') expect(flow.worstRatio).toBeGreaterThan(0);
  });

  it.each<[string, (draw: Draw) => number]>([
    ['a missing factor 2', ({ a, k }) => a * Math.exp(-2 * k)],
    ['a wrong sign', ({ a, k }) => a * Math.exp(k)],
    ['a swapped symbol', ({ a, k }) => k * Math.exp(-a)],
    ['an error of 1e-4', ({ a, k }) => a * Math.exp(-k) * 1.0001],
  ])('catches %s', async (_, stated) => {
    const result = await run(proofOf(against(stated)));
    expect(result).toMatchObject({ verdict: 'undecided', ok: false });
    expect(result.reason).toMatch(/w\(1\): stated .* the flow gives/);
    expect(result.evidence[0]).toMatchObject({ agrees: false });
  });

  it.each<[string, () => readonly Comparison[]]>([
    ['compares nothing', () => []],
    ['is not a number', () => [{ name: 'w', stated: Number.NaN, measured: 1, bound: 1 }]],
    ['measures infinity', () => [{ name: 'w', stated: 1, measured: Number.POSITIVE_INFINITY, bound: 1 }]],
    ['has a negative bound', () => [{ name: 'w', stated: 1, measured: 1, bound: -1 }]],
    ['has a bound that is not a number', () => [{ name: 'w', stated: 1, measured: 1, bound: Number.NaN }]],
    [
      'throws',
      () => {
        throw new Error('singular');
      },
    ],
  ])('is an error where it %s', async (_, confront) => {
    const result = await run(proofOf(confront));
    expect(result).toMatchObject({ verdict: 'error', ok: false });
    expect(result.reason).not.toBe('');
  });

  it('does not pass with a bound of 0 and a deviation', async () => {
    const result = await run(proofOf(() => [{ name: 'w', stated: 1, measured: 1 + 1e-15, bound: 0 }]));
    expect(result.ok).toBe(false);
  });

  it('draws the same for the same seed, inside the domain', async () => {
    const draws = async (seed: number) => {
      const seen: [number, number, number][] = [];
      await run(
        proofOf(({ a, k }, random) => {
          seen.push([a, k, random.normal()]);
          return [{ name: 'w', stated: 1, measured: 1, bound: 0 }];
        }),
        { seed },
      );
      return seen;
    };
    const first = await draws(1);
    expect(await draws(1)).toEqual(first);
    expect(await draws(2)).not.toEqual(first);
    for (const [a, k] of first) expect(a > 0.1 && a < 10 && k > 0.1 && k < 2).toBe(true);
  });

  it('is not supported when interrupted before its first draw', async () => {
    const result = await run(proofOf(against(() => 0)), { signal: AbortSignal.abort() });
    expect(result).toMatchObject({ ok: false });
    expect(result.reason).toMatch(/interrupted/);
  });
});
