/** Regime boundaries: what is right is supported, every deliberate error is caught, and nothing passes without a decision. */
import { describe, expect, it } from 'vitest';
import { checkClaim } from '../../src/check/check-claim.js';
import { DEFAULT_OPTIONS } from '../../src/check/options.js';
import type { ClaimResult } from '../../src/check/result.js';
import type { BoundaryInput, SymbolsInput } from '../../src/claim/document.js';
import type { Evidence } from '../../src/claim/verdict.js';
import { type ClaimBody, claimOf } from '../soundness/claim-of.js';

type Boundary = BoundaryInput['boundary'];

const FIELD = { a: 'sqrt(lambda^2 + 4*a^2)*(s - a)' };
const S: SymbolsInput = { s: { ge: '1/10', le: 10 }, lambda: 'positive' };

/** An aligned mode accelerates at first where lambda is below s/sqrt 2. */
const SIGMOID: Boundary = {
  in: 'lambda',
  at: 's/sqrt(2)',
  flow: { field: FIELD, initial: { a: 0 }, until: '2/s' },
  quantity: 'a',
  derivatives: 2,
  reduce: 'max',
  level: 0,
  below: 'more',
};

/** x = x0 exp(-k t) ends below a half of its start where k > log 2. */
const HALVED: Boundary = {
  in: 'k',
  at: 'log(2)',
  flow: { field: { x: '-k*x' }, initial: { x: 'x0' }, until: 1 },
  quantity: 'x',
  reduce: 'end',
  level: 'x0/2',
  below: 'more',
};
const DECAY: SymbolsInput = { k: { gt: 0, le: 4 }, x0: { ge: '1/4', le: 4 } };

/** x = w sin t and y = w cos t: x has the smallest value -w, and y' = -x the largest value w. */
const ROTATION = {
  in: 'w',
  flow: { field: { x: 'y', y: '-x' }, initial: { x: 0, y: 'w' }, until: 6 },
} as const;

// No verdict here may depend on how busy the machine is.
const check = (symbols: SymbolsInput, body: ClaimBody): Promise<ClaimResult> =>
  checkClaim(claimOf(symbols, body), 'test', { ...DEFAULT_OPTIONS, claimBudgetMs: 100_000 });

const decide = (boundary: Boundary, symbols: SymbolsInput = S): Promise<ClaimResult> =>
  check(symbols, { boundary });

/** x0 exp(-1) times a factor that decides the sign alone: crossings wherever one wants them. */
const factor = (quantity: string, at: string = '1'): Boundary => ({
  in: 'k',
  at,
  flow: { field: { x: '-x' }, initial: { x: 'x0' }, until: 1 },
  quantity: `x*${quantity}`,
  reduce: 'end',
  level: 0,
  below: 'more',
});
const WIDE: SymbolsInput = { k: { gt: 0, le: 10 }, x0: { ge: '1/4', le: 4 } };

/** A peak of width 1/sqrt(sharpness) at t = 7/10 on a slope that starts at k: the largest value is 1.3 k, not k. */
const PEAK: Boundary = {
  in: 'k',
  at: 1,
  flow: { field: { t: 1 }, initial: { t: 0 }, until: 1 },
  quantity: 'k*(1 - t) + k*exp(-10^4*(t - 7/10)^2)',
  reduce: 'max',
  level: 1,
  below: 'less',
};

type BoundaryEvidence = Extract<Evidence, { kind: 'boundary' }>;
const evidenceOf = ({ evidence }: ClaimResult): BoundaryEvidence =>
  evidence.find((e): e is BoundaryEvidence => e.kind === 'boundary')!;

describe('a right boundary is supported, with the measured one beside it', () => {
  it.each<[string, Boundary, SymbolsInput]>([
    ['the sigmoid threshold', SIGMOID, S],
    [
      'the threshold at negative lambda',
      { ...SIGMOID, at: '-s/sqrt(2)', below: 'less' },
      { s: { ge: '1/10', le: 10 }, lambda: 'negative' },
    ],
    ['an end value', HALVED, DECAY],
    [
      'a smallest value',
      { ...ROTATION, quantity: 'x', reduce: 'min', level: '-r', at: 'r', below: 'more' },
      { w: { ge: '1/8', le: 8 }, r: { ge: '1/2', le: 2 } },
    ],
    [
      'a boundary at zero',
      { ...HALVED, at: 0, level: 'x0' },
      { k: { ge: -2, le: 2 }, x0: { ge: '1/4', le: 4 } },
    ],
    ['a jump', factor('sign(1 - k)'), WIDE],
    ['a crossing that only just happens', factor('(1 - k)^3'), WIDE],
    [
      'a domain that hardly reaches across',
      factor('(1 - k)'),
      { ...WIDE, k: { gt: '0.999999', lt: '1.000001' } },
    ],
    ['a narrow domain about zero', factor('(-k)', '0'), { ...WIDE, k: { gt: '-1e-8', lt: '1e-8' } }],
    [
      'a first derivative along two states',
      { ...ROTATION, quantity: 'y', derivatives: 1, reduce: 'max', level: 'r^2', at: 'r^2', below: 'less' },
      { w: { ge: '1/16', le: 16 }, r: { ge: '1/2', le: 2 } },
    ],
  ])('%s', async (_, boundary, symbols) => {
    const result = await decide(boundary, symbols);
    expect(result.verdict, result.reason).toBe('supported');
    const { draws, decided, undecided, nearest, worstRatio, example, seed } = evidenceOf(result);
    expect(decided).toBeGreaterThanOrEqual(5);
    expect(draws).toBeGreaterThanOrEqual(decided + undecided);
    expect(nearest).toBeLessThan(0.02);
    expect(worstRatio).toBeLessThanOrEqual(1);
    expect(seed).toBe(DEFAULT_OPTIONS.seed);
    expect(Math.abs(example!.measured - example!.stated)).toBeLessThanOrEqual(example!.bound);
    expect(example!.bound).toBeLessThan(1e-6);
  });

  it('is never more than supported', async () => {
    const result = await checkClaim(claimOf(DECAY, { boundary: HALVED, require: 'proved' }), 'test', {
      ...DEFAULT_OPTIONS,
    });
    expect([result.verdict, result.ok]).toEqual(['supported', false]);
  });

  it('gives the same numbers from the same seed, and others from another', async () => {
    const at = async (seed: number) => {
      const result = await checkClaim(claimOf(DECAY, { boundary: HALVED }), 'test', {
        ...DEFAULT_OPTIONS,
        seed,
      });
      return { ...evidenceOf(result), ms: 0 };
    };
    expect(await at(7)).toEqual(await at(7));
    expect((await at(7)).seed).toBe(7);
  });
});

describe('a wrong boundary is refuted by enclosures of the flow', () => {
  it.each<[string, Boundary, SymbolsInput]>([
    ['lambda < 2 s', { ...SIGMOID, at: '2*s' }, S],
    ['lambda < s', { ...SIGMOID, at: 's' }, S],
    ['a threshold too low', { ...SIGMOID, at: 's/4' }, S],
    ['the other direction', { ...SIGMOID, below: 'less' }, S],
    ['another number of derivatives', { ...SIGMOID, derivatives: 1 }, S],
    ['a later start', { ...SIGMOID, flow: { ...SIGMOID.flow, initial: { a: '9*s/10' } } }, S],
    ['another reduction', { ...SIGMOID, reduce: 'min' }, S],
    [
      'half of the rate',
      { ...SIGMOID, flow: { ...SIGMOID.flow, field: { a: 'sqrt(lambda^2 + a^2)*(s - a)' } } },
      S,
    ],
    ['an end value', { ...HALVED, at: 1 }, DECAY],
    ['an end value one in a thousand off', { ...HALVED, at: '1.001*log(2)' }, DECAY],
    ['s/sqrt 3', { ...SIGMOID, at: 's/sqrt(3)' }, S],
    ['one in ten thousand off', { ...SIGMOID, at: 's/1.4143' }, S],
    ['both boundaries taken for one', SIGMOID, { ...S, lambda: 'real' }],
    ['a second crossing', factor('(1 - k)*(3 - k)'), WIDE],
    ['a second crossing far out', factor('(1 - k)*(100 - k)'), { ...WIDE, k: 'positive' }],
    ['a crossing there and back', factor('(1 - k)*(9 - k)*(19/2 - k)'), WIDE],
    ['a peak between the steps of the integrator', PEAK, { k: { gt: 0, lt: 4 } }],
    ['a quantity that never crosses', { ...HALVED, level: '-1' }, DECAY],
    ['a quantity that always lies beyond', { ...HALVED, level: '2*x0' }, DECAY],
    ['a quantity that crosses for some draws only', { ...HALVED, level: '1/2' }, DECAY],
  ])('%s', async (_, boundary, symbols) => {
    const result = await decide(boundary, symbols);
    expect(result.verdict, result.reason).toBe('refuted');
    const { point, values, because } = result.counterexample!;
    expect(Object.keys(point)).toContain(boundary.in);
    expect(because).toMatch(/stated boundary.*enclosures of the flow are separated/s);
    expect(values.map(({ label }) => label)).toContain('stated boundary');
  });

  it('prints the boundary of the flow beside the stated one', async () => {
    const { counterexample } = await decide({ ...HALVED, at: 1 }, DECAY);
    const shown = Object.fromEntries(counterexample!.values.map(({ label, value }) => [label, value]));
    expect(shown['stated boundary']).toMatch(/^1(\.0*)?$/);
    expect(Number.parseFloat(shown['boundary of the integrated flow'])).toBeCloseTo(Math.LN2, 6);
  });

  it('counts as an erratum that is refuted as it should be', async () => {
    const result = await check(DECAY, { boundary: { ...HALVED, at: 1 }, expect: 'refuted' });
    expect(result.ok).toBe(true);
    const right = await check(DECAY, { boundary: HALVED, expect: 'refuted' });
    expect(right.ok).toBe(false);
  });
});

describe('what cannot be decided is undecided, with a reason', () => {
  it.each<[string, Boundary, SymbolsInput, RegExp]>([
    [
      'a quantity at its level on one whole side',
      { ...HALVED, quantity: 'max(x, x0/2)' },
      DECAY,
      /none of \d+ draws were both sides/,
    ],
    [
      'a boundary the domain does not reach across',
      { ...HALVED, at: 'x0 + 5', level: 'x0/1000' },
      DECAY,
      /inside the domain/,
    ],
    [
      'a flow that blows up',
      { ...HALVED, flow: { field: { x: 'x^2 + 100' }, initial: { x: 'x0' }, until: 5 }, quantity: 'k*x' },
      DECAY,
      /decided nothing/,
    ],
    [
      'a largest value of a flow that ends before its time',
      {
        ...HALVED,
        at: 1,
        flow: { field: { x: 'x^2' }, initial: { x: 'x0' }, until: 5 },
        quantity: 'k*x',
        reduce: 'max',
      },
      DECAY,
      /not integrated to its end/,
    ],
    [
      'a flow that many solutions begin',
      {
        ...HALVED,
        at: 1,
        flow: { field: { x: '2*sqrt(abs(x))' }, initial: { x: 0 }, until: 1 },
        quantity: 'k*x',
        level: 1,
      },
      DECAY,
      /no enclosure confirmed it/,
    ],
    ['a boundary without a value', { ...HALVED, at: 'log(-x0)' }, DECAY, /decided nothing.*defined/],
  ])('%s', async (_, boundary, symbols, reason) => {
    const result = await decide(boundary, symbols);
    expect(result.verdict, JSON.stringify(result.counterexample)).toBe('undecided');
    expect(result.reason).toMatch(reason);
  });

  it('ends by a signal', async () => {
    const controller = new AbortController();
    const running = checkClaim(claimOf(S, { boundary: SIGMOID }), 'test', {
      ...DEFAULT_OPTIONS,
      signal: controller.signal,
    });
    setImmediate(() => controller.abort());
    const result = await running;
    expect([result.verdict, result.reason]).toEqual([
      'undecided',
      'interrupted before the draws were finished',
    ]);
  });

  it('ends within one integration when the budget does', async () => {
    const flow = { field: { x: '1000*y', y: '-1000*x' }, initial: { x: 0, y: 'w' }, until: 1_000 };
    const boundary: Boundary = {
      ...ROTATION,
      flow,
      quantity: 'x',
      reduce: 'max',
      level: 1,
      at: 1,
      below: 'less',
    };
    const options = { ...DEFAULT_OPTIONS, claimBudgetMs: 50 };
    const result = await checkClaim(claimOf({ w: { gt: 0, le: 4 } }, { boundary }), 'test', options);
    expect(result.verdict).toBe('undecided');
    expect(result.reason).toMatch(/the budget ended before the first draw was finished/);
  });

  it('has no verdict without time', async () => {
    const options = { ...DEFAULT_OPTIONS, claimBudgetMs: 0 };
    const result = await checkClaim(claimOf(S, { boundary: SIGMOID }), 'test', options);
    expect(result.verdict).toBe('undecided');
    expect(result.reason).toMatch(/budget/);
  });

  it('is an error where the flow would end before it began', async () => {
    const flow = { ...HALVED.flow, until: 'x0 - 1' };
    const result = await decide({ ...HALVED, flow }, DECAY);
    expect([result.verdict, result.reason]).toEqual([
      'error',
      expect.stringMatching(/until is not positive/),
    ]);
  });
});
