import { describe, expect, it } from 'vitest';
import { checkClaim } from '../../src/check/check-claim.js';
import { withCited } from '../../src/check/citations.js';
import { DEFAULT_OPTIONS } from '../../src/check/options.js';
import type { ClaimResult } from '../../src/check/result.js';
import type { Claim } from '../../src/claim/claim.js';
import { compileDerivation, derivationOf } from '../../src/claim/compile-derivation.js';
import type { ClaimInput, SymbolsInput } from '../../src/claim/document.js';

const compile = (symbols: SymbolsInput, claims: readonly ClaimInput[]) =>
  derivationOf({ derivation: 'cited', title: 'cited', symbols, claims });

/** Results by id, each claim seeing those above it. */
async function checkAll(
  symbols: SymbolsInput,
  claims: readonly ClaimInput[],
): Promise<Map<string, ClaimResult>> {
  const earlier = new Map<string, { claim: Claim; result: ClaimResult }>();
  for (const claim of compile(symbols, claims).claims) {
    earlier.set(claim.id, { claim, result: await checkClaim(claim, 'cited', DEFAULT_OPTIONS, earlier) });
  }
  return new Map([...earlier].map(([id, { result }]) => [id, result]));
}

/** An equality the kernel proves only with the root opened by another claim. */
const MODE = {
  K: '(sqrt(lambda^2 + 4*s^2))',
  D: '(sqrt(lambda^2 + 4*a0^2)*sqrt(lambda^2 + 4*s^2) + lambda^2 + 4*s*a0)',
  E: '(exp(-sqrt(lambda^2 + 4*s^2)*u))',
};
const DEN = `(${MODE.D}^2 + 8*s*(s-a0)*${MODE.D}*${MODE.E} - 4*lambda^2*(s-a0)^2*${MODE.E}^2)`;
const FORM = `s - (s-a0)*2*${MODE.K}^2*${MODE.D}*${MODE.E}/${DEN}`;
const SPEED: ClaimInput = {
  id: 'speed',
  equal: [
    `sqrt(lambda^2 + 4*(${FORM})^2)`,
    `${MODE.K}*(${MODE.D}^2 + 4*lambda^2*(s-a0)^2*${MODE.E}^2)/${DEN}`,
  ],
};
const solution = (using?: readonly string[]): ClaimInput => ({
  id: using ? 'with' : 'without',
  ...(using && { using }),
  solves: { variable: 'u', forms: { a: FORM }, field: { a: 'sqrt(lambda^2 + 4*a^2)*(s - a)' } },
});
const SYMBOLS: SymbolsInput = { s: 'real', lambda: 'real', a0: 'real', u: 'nonnegative' };

describe('claims that cite claims', () => {
  it('are proved with them and name them', async () => {
    const results = await checkAll(SYMBOLS, [SPEED, solution(), solution(['speed'])]);
    expect(results.get('speed')?.verdict).toBe('proved');
    expect(results.get('without')?.verdict).toBe('supported');
    const cited = results.get('with');
    expect(cited?.verdict).toBe('proved');
    expect(cited?.evidence[0]).toMatchObject({ kind: 'exact-proof', method: 'equality using speed' });
  });

  it('take a bound as a fact about a sign', async () => {
    const bound: ClaimInput = { id: 'bound', holds: 'x - tanh(x) >= 0' };
    const product = (using?: readonly string[]): ClaimInput => ({
      id: using ? 'with' : 'without',
      ...(using && { using }),
      equal: ['sqrt((sin(x) + 2)^2)', 'sin(x) + 2'],
    });
    const positive: ClaimInput = { id: 'positive', holds: 'sin(x) + 2 > 0' };
    const results = await checkAll({ x: 'positive' }, [bound, positive, product(['positive'])]);
    expect(results.get('bound')?.verdict).toBe('proved');
    expect(results.get('with')?.verdict).toBe('proved');
  });

  it('do not use what is only supported, and say so', async () => {
    const [speed, closed] = compile(SYMBOLS, [SPEED, solution(['speed'])]).claims;
    const proved = await checkClaim(speed, 'cited', DEFAULT_OPTIONS);
    const supported = new Map([
      ['speed', { claim: speed, result: { ...proved, verdict: 'supported' as const } }],
    ]);
    const result = await checkClaim(closed, 'cited', DEFAULT_OPTIONS, supported);
    expect(result.verdict).toBe('supported');
    expect(result.reason).toContain('speed is supported, not proved');
  });

  it('never carry a statement to points where it says nothing', async () => {
    // sqrt(x)^2 = x and sqrt(x)^2 >= 0 are proved where sqrt(x) is defined; for x < 0 they are silent.
    const results = await checkAll({ x: 'real' }, [
      { id: 'root', holds: 'sqrt(x)^2 >= 0' },
      { id: 'square', equal: ['x', 'sqrt(x)^2'] },
      { id: 'false-by-bound', using: ['root'], equal: ['abs(x)', 'x'] },
      { id: 'false-by-rewriting', using: ['square'], equal: ['x', 'abs(x)'] },
    ]);
    expect(results.get('root')?.verdict).toBe('proved');
    expect(results.get('square')?.verdict).toBe('proved');
    expect(results.get('false-by-bound')?.verdict).toBe('refuted');
    expect(results.get('false-by-rewriting')?.verdict).toBe('refuted');
  });

  it('never carry a statement beyond its domain', async () => {
    const results = await checkAll({ x: 'real' }, [
      { id: 'half', symbols: { x: 'positive' }, equal: ['abs(x)', 'x'] },
      { id: 'whole', using: ['half'], equal: ['abs(x)', 'x'] },
      {
        id: 'inside',
        using: ['half'],
        symbols: { x: { is: 'positive', lt: 1 } },
        equal: ['abs(x) + 1', 'x + 1'],
      },
    ]);
    expect(results.get('half')?.verdict).toBe('proved');
    expect(results.get('whole')?.verdict).toBe('refuted');
    expect(results.get('inside')?.verdict).toBe('proved');
  });
});

describe('citations', () => {
  const problemOf = (claims: readonly ClaimInput[]) => {
    const compiled = compileDerivation({ derivation: 'd', title: 'd', symbols: { x: 'real' }, claims });
    return compiled.kind === 'problems' ? compiled.problems.map((p) => `${p.code}: ${p.message}`) : [];
  };
  const trivial = (id: string, using?: readonly string[]): ClaimInput => ({
    id,
    ...(using && { using }),
    equal: ['x', 'x'],
  });

  it.each([
    ['itself', [trivial('a', ['a'])], 'does not come before'],
    ['a later claim', [trivial('a', ['b']), trivial('b', ['a'])], 'does not come before'],
    ['no claim', [trivial('first'), trivial('a', ['frist'])], 'there is no claim frist'],
    [
      'an erratum',
      [{ ...trivial('wrong'), expect: 'refuted' as const }, trivial('a', ['wrong'])],
      'the claim wrong cannot be used',
    ],
    [
      'a limit',
      [{ id: 'l', limit: { of: 'x', as: 'x -> 0', is: 0 } }, trivial('a', ['l'])],
      'the claim l cannot be used',
    ],
  ] as [string, ClaimInput[], string][])('of %s are refused', (_, claims, message) => {
    expect(problemOf(claims).join('\n')).toContain(message);
    expect(problemOf(claims).join('\n')).toContain('citation');
  });

  it('bring along what a chosen claim rests on, and nothing else', () => {
    const { claims } = compile({ x: 'real' }, [
      trivial('base'),
      trivial('other'),
      trivial('middle', ['base']),
      trivial('top', ['middle']),
    ]);
    expect(withCited(claims, (claim) => claim.id === 'top').map((c) => c.id)).toEqual([
      'base',
      'middle',
      'top',
    ]);
  });
});
