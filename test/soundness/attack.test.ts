/** Minimal cases of wrong verdicts where a formula is defined more rarely than what it stands for. */
import { describe, expect, it } from 'vitest';
import { type ClaimBody, check } from './claim-of.js';

type Symbols = Parameters<typeof check>[0];

const verdictOf = async (symbols: Symbols, body: ClaimBody) => (await check(symbols, body)).verdict;

describe('a derivative exists at points at which its formula says nothing', () => {
  it.each<[string, string]>([
    // The derivative of x·|x| at 0 is 0, what is claimed is 1 there.
    ['x*abs(x)', '2*abs(x) + (1 - sign(x)^2)'],
    // The function is 0 everywhere.
    ['(1 - sign(x)^2)*x', '1 - sign(x)^2'],
  ])('d/dx %s = %s is not proved', async (of, is) => {
    expect(await verdictOf({ x: 'real' }, { derivative: { of, by: 'x', is } })).not.toBe('proved');
  });

  it('and is proved where the formula is defined', async () => {
    const body: ClaimBody = { derivative: { of: 'x*abs(x)', by: 'x', is: '2*abs(x)' } };
    expect(await verdictOf({ x: 'positive' }, body)).toBe('proved');
  });
});

describe('powers of one base with different integer exponents are defined each on its own', () => {
  const solves = { variable: 't', forms: { a: 'x^n + t*x^m' }, field: { a: 'x^m' } };
  const symbols = { x: 'real', t: 'real', n: { is: 'integer', ge: 0 } } as const;
  it('x^m has a pole at 0 where m is negative', async () => {
    expect(await verdictOf({ ...symbols, m: 'integer' }, { solves })).not.toBe('proved');
    expect(await verdictOf({ ...symbols, m: { is: 'integer', ge: 0 } }, { solves })).toBe('proved');
  });
});

describe('a closed form that breaks between the sampled times solves nothing beyond', () => {
  it.each<[string, string, string, string]>([
    ['a pole of even order at an irrational time', '1/(t^2 - 2)^2', '-4*t/(t^2 - 2)*a', '1/4'],
    ['a logarithm of a square', 'log((t^2 - 2)^2)', '4*t/(t^2 - 2)', 'log(4)'],
    ['poles of a squared cosine', '1/cos(t)^2', '2*tan(t)*a', '1'],
    ['a corner', '(t - sqrt(2))^2/abs(t - sqrt(2))', '(t - sqrt(2))/abs(t - sqrt(2))', 'sqrt(2)'],
  ])('%s', async (_, form, field, start) => {
    const solves = {
      variable: 't',
      forms: { a: form },
      field: { a: field },
      initial: { at: 0, values: { a: start } },
    };
    expect(await verdictOf({ t: 'nonnegative' }, { solves })).not.toBe('proved');
  });

  it('a corner at which the field is defined', async () => {
    const initial = { at: -1, values: { a: '1' } };
    const solves = { variable: 't', forms: { a: 'abs(t)' }, field: { a: 'sign(t)' }, initial };
    expect(await verdictOf({ t: 'real' }, { solves })).not.toBe('proved');
  });

  it('and a form that is defined throughout is proved', async () => {
    const solves = {
      variable: 't',
      forms: { a: '1/(1 + t^2)' },
      field: { a: '-2*t*a^2' },
      initial: { at: 0, values: { a: '1' } },
    };
    expect(await verdictOf({ t: 'nonnegative' }, { solves })).toBe('proved');
  });
});

describe('a quantity that jumps across an irrational pole is not conserved', () => {
  it.each([
    'abs(x^2 - 2)/(x^2 - 2)',
    'sqrt((x^2 - 2)^2)/(x^2 - 2)',
    'atan(x - sqrt(2)) + atan(1/(x - sqrt(2)))',
    'atan(tan(x)) - x',
  ])('%s', async (quantity) => {
    expect(await verdictOf({ x: 'real' }, { conserved: { quantity, field: { x: '1' } } })).not.toBe('proved');
  });
});

describe('a limit at a point that moves with a parameter speaks where the variable comes near to it', () => {
  const symbols: Symbols = { x: 'positive', a: 'real' };

  it.each([
    ['abs(x)', 'a'],
    ['x', 'abs(a)'],
    ['abs(x)/x', '1'],
  ])('%s as x -> a is %s for positive x', async (of, is) => {
    expect(await verdictOf(symbols, { limit: { of, as: 'x -> a', is } })).toBe('proved');
  });

  it('and is refuted at such a parameter', async () => {
    const result = await check(symbols, { limit: { of: 'x', as: 'x -> a', is: '-a' } });
    expect(result.verdict).toBe('refuted');
    expect(Number(result.counterexample?.point.a)).toBeGreaterThan(0);
  });
});

describe('the index of an infinite sum is an integer in its limit too', () => {
  const sum = {
    of: 'x^k',
    over: 'k',
    from: 0,
    to: 'inf',
    is: '1/(1 - x)',
    partial: '(1 - x^(k + 1))/(1 - x)',
  };

  it('a geometric series is not summed beyond its circle of convergence', async () => {
    // It diverges for x <= -1.
    expect(await verdictOf({ x: { gt: -2, lt: 1 } }, { sum })).not.toBe('proved');
  });

  it('and is summed within', async () => {
    expect(await verdictOf({ x: { gt: 0, lt: 1 } }, { sum })).toBe('proved');
  });
});

describe('an enclosure over a box knows which exponents are integers', () => {
  it.each<[string, Symbols]>([
    ['x^n >= 0', { x: { ge: -1, le: 1 }, n: { is: 'integer', ge: 0, le: 3 } }],
    ['x^n > -1/2', { x: { ge: -2, le: -1 }, n: { is: 'integer', ge: 1, le: 3 } }],
    // False at x = -1 + 10^-30 only: no draw lies there.
    ['(10^30*(x + 1) - 1)^2 + x^n > -1', { x: { ge: -1, le: 1 }, n: { is: 'integer', ge: 1, le: 3 } }],
  ])('%s is not proved', async (holds, symbols) => {
    expect(['proved', 'certified']).not.toContain(await verdictOf(symbols, { holds }));
  });
});
