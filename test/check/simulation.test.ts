import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DEFAULT_OPTIONS } from '../../src/check/options.js';
import { checkFiles } from '../../src/check/run.js';
import { checkSimulation } from '../../src/check/simulate/check-simulation.js';
import { nowhere } from '../../src/claim/places.js';
import { compileSimulation } from '../../src/claim/read-simulation.js';
import { type Simulation, type SimulationInput, simulation } from '../../src/claim/simulation.js';

interface Coin {
  readonly mean: number;
  readonly spread: number;
}

const derivation = {
  derivation: 'coin',
  title: 'A coin',
  symbols: { p: 'real' },
  claims: [{ id: 'trivial', equal: ['p', 'p'] }],
} as const;

const coin = (changes: Partial<SimulationInput<Coin>> = {}): SimulationInput<Coin> =>
  simulation<Coin>({
    simulation: 'coin-mean',
    title: 'The mean of a coin',
    derivation,
    confronts: ['trivial'],
    cases: { heavy: { mean: 2, spread: 1 }, light: { mean: -0.5, spread: 0.3 } },
    predict: ({ mean }) => mean,
    sample: ({ mean, spread }, random) => mean + spread * random.normal(),
    allowance: () => 0.01,
    resolution: () => 0.3,
    runs: { least: 40, most: 4_000 },
    controls: { 'the sign is lost': { predict: ({ mean }) => Math.abs(mean), rejectedIn: ['light'] } },
    ...changes,
  });

function compiled(input: SimulationInput<Coin>): Simulation {
  const found = compileSimulation(input as unknown as SimulationInput, nowhere('coin.ts'));
  if (found.kind === 'simulation') return found.simulation;
  throw found.problems[0];
}

const run = (input: SimulationInput<Coin>, options = {}) =>
  checkSimulation(compiled(input), { ...DEFAULT_OPTIONS, jobs: 1, ...options });

const rowsOf = ({ evidence: [found] }: Awaited<ReturnType<typeof run>>) => {
  if (found?.kind !== 'simulation') throw new Error('no rows');
  return found.rows;
};

describe('a simulation', () => {
  it('supports a right prediction, for every seed, and rejects the wrong one', async () => {
    for (let seed = 1; seed <= 150; seed++) {
      const result = await run(coin(), { seed });
      expect(result, `seed ${seed}`).toMatchObject({ verdict: 'supported', ok: true, kind: 'flow' });
      expect(rowsOf(result).flatMap(({ controls }) => controls)).toEqual([
        expect.objectContaining({ name: 'the sign is lost', predicted: 0.5, rejected: true }),
      ]);
    }
  });

  it.each([0.3, -0.3])('rejects a prediction that is off by the resolution, %s', async (shift) => {
    for (let seed = 1; seed <= 60; seed++) {
      const result = await run(coin({ predict: ({ mean }) => mean + shift }), { seed });
      expect(result).toMatchObject({ verdict: 'undecided', ok: false });
      expect(result.reason).toMatch(/is rejected: \d+ runs give .* \(seed \d+\)/);
    }
  });

  it('runs until the standard error allows the decision, and no longer', async () => {
    const rows = rowsOf(await run(coin({ resolution: () => 0.2, runs: { least: 40, most: 5_000 } })));
    const [heavy, light] = rows;
    expect(light.runs).toBeLessThan(heavy.runs);
    expect(heavy.runs).toBeGreaterThan(200);
    // 0.2 from 2 on either side: 4 standard errors and the allowance must fit, and half as many runs would not do.
    for (const { standardError, mean, predicted } of rows)
      expect(4 * standardError + 0.01 + Math.abs(mean - predicted)).toBeLessThan(0.2);
    expect(4 / Math.sqrt(heavy.runs / 2)).toBeGreaterThan(0.15);
  });

  it('is undecided where the runs end before the decision, and says what could not be told', async () => {
    const blind = await run(coin({ resolution: () => 0.02, runs: { least: 40, most: 40 } }));
    expect(blind).toMatchObject({ verdict: 'undecided' });
    expect(blind.reason).toMatch(/heavy: 40 runs give .* a prediction off by 0\.020 would not be rejected/);
    const alike = await run(
      coin({ controls: { 'much the same': { predict: ({ mean }) => mean + 0.02, rejectedIn: ['light'] } } }),
    );
    expect(alike.reason).toMatch(
      /light: .* the wrong prediction "much the same", -0\.48000, is not rejected/,
    );
  });

  it('rejects what is off by the allowance only beyond the noise', async () => {
    const still = { still: { mean: 1, spread: 0 } };
    const controls = { nought: { predict: () => 0, rejectedIn: ['still'] } };
    const at = (off: number) => run(coin({ cases: still, controls, predict: () => 1 + off }));
    expect(await at(0.0099)).toMatchObject({ verdict: 'supported' });
    expect(await at(0.0101)).toMatchObject({ verdict: 'undecided' });
  });

  it.each<[string, Partial<SimulationInput<Coin>>, RegExp]>([
    ['a run', { sample: () => Number.NaN }, /heavy: run 1 .* found NaN/],
    ['a prediction', { predict: () => Number.POSITIVE_INFINITY }, /heavy: the prediction .* found Infinity/],
    ['an allowance', { allowance: () => -1 }, /allowance of the prediction .* found -1/],
    ['a resolution', { resolution: () => 0.005 }, /the resolution .* above the allowance 0\.01/],
  ])('is an error where %s is no number that can be compared', async (_, changes, message) => {
    const result = await run(coin(changes));
    expect(result).toMatchObject({ verdict: 'error', ok: false });
    expect(result.reason).toMatch(message);
  });

  it('stops when it is told to', async () => {
    const stop = new AbortController();
    stop.abort();
    expect(await run(coin(), { signal: stop.signal })).toMatchObject({ verdict: 'undecided', ok: false });
  });
});

describe('a malformed simulation', () => {
  it.each<[string, object, RegExp]>([
    ['without controls', { controls: {} }, /without a wrong prediction/],
    [
      'with a control that names no case',
      { controls: { c: { predict: Math.abs, rejectedIn: [] } } },
      /no wrong pred/,
    ],
    [
      'with a control of another case',
      { controls: { c: { predict: Math.abs, rejectedIn: ['ligth'] } } },
      /names a case that there is not: ligth/,
    ],
    ['without a function', { sample: 3 }, /needs sample/],
    ['of no case', { cases: {} }, /case/],
    ['of unknown claims', { confronts: ['trivail'] }, /no claim "trivail"/],
    ['of one run', { runs: { least: 1 } }, /not what belongs here/],
    ['of runs that end before they begin', { runs: { least: 80, most: 40 } }, /at most 40 runs are fewer/],
  ])('%s is refused', (_, changes, message) => {
    expect(() => compiled(coin(changes as Partial<SimulationInput<Coin>>))).toThrow(message);
  });
});

describe('threads', () => {
  let folder = '';
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'flowproof-simulation-'));
    const api = JSON.stringify(new URL('../../src/claim/simulation.ts', import.meta.url).pathname);
    const written = (sample: string) => `import { simulation } from ${api};
      export default simulation({
        simulation: 'coin-mean', title: 'T', confronts: ['trivial'],
        derivation: { derivation: 'coin', title: 'C', symbols: { p: 'real' },
          claims: [{ id: 'trivial', equal: ['p', 'p'] }] },
        cases: { a: { mean: 1 }, b: { mean: 2 } },
        predict: ({ mean }) => mean, sample: ${sample},
        allowance: () => 0.01, resolution: () => 0.5, runs: { least: 30, most: 300 },
        controls: { nought: { predict: () => 0, rejectedIn: ['a', 'b'] } },
      });\n`;
    writeFileSync(join(folder, 'coin.ts'), written('({ mean }, random) => mean + random.normal()'));
    writeFileSync(join(folder, 'broken.ts'), written("() => { throw new Error('the die is cast') }"));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('give the same rows, however many there are', async () => {
    const rows = await Promise.all(
      [1, 2, 3].map(async (jobs) => {
        const { results, problems } = await checkFiles([join(folder, 'coin.ts')], { jobs, seed: 5 });
        expect(problems).toEqual([]);
        const found = results.find(({ kind }) => kind === 'flow');
        expect(found).toMatchObject({ claim: 'coin-mean', verdict: 'supported' });
        return rowsOf(found!);
      }),
    );
    expect(rows[1]).toEqual(rows[0]);
    expect(rows[2]).toEqual(rows[0]);
  });

  it.each([1, 2])('report a run that throws, with %s of them', async (jobs) => {
    const { results } = await checkFiles([join(folder, 'broken.ts')], { jobs });
    const found = results.find(({ kind }) => kind === 'flow');
    expect(found).toMatchObject({ verdict: 'error' });
    expect(found?.reason).toMatch(/the die is cast/);
  });
});
