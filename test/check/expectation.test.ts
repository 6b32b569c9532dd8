/** Expectations over Gaussian variables. */
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ExpectationInput, SymbolsInput } from '../../src/claim/document.js';
import { check } from '../soundness/claim-of.js';

type Expectation = ExpectationInput['expectation'];
const decide = (symbols: SymbolsInput, expectation: Expectation) => check(symbols, { expectation });

const gaussian = (mean: string | number, variance: string | number) => ({ gaussian: { mean, variance } });
const S = { s: 'positive', m: 'real', t: 'real', a: 'real' } as const;

const PROVED: readonly { readonly name: string; readonly expectation: Expectation }[] = [
  {
    name: 'a fourth moment and an independent product',
    expectation: { of: 'a*x^4 + x*y', over: { x: gaussian(0, 's^2'), y: gaussian(0, 1) }, is: '3*a*s^4' },
  },
  {
    name: 'a product of means',
    expectation: { of: 'x^2*y', over: { x: gaussian('m', 's^2'), y: gaussian('a', 1) }, is: 'a*(m^2 + s^2)' },
  },
  {
    name: 'the moment generating function',
    expectation: { of: 'exp(t*x)', over: { x: gaussian('m', 's^2') }, is: 'exp(m*t + t^2*s^2/2)' },
  },
  {
    name: 'a moment under an exponential',
    expectation: {
      of: 'x*exp(t*x)',
      over: { x: gaussian('m', 's^2') },
      is: '(m + t*s^2)*exp(m*t + t^2*s^2/2)',
    },
  },
  {
    name: 'a hyperbolic cosine of a linear form',
    expectation: {
      of: 'cosh(t*x + a*y)',
      over: { x: gaussian(0, 's^2'), y: gaussian(0, 1) },
      is: 'exp((t^2*s^2 + a^2)/2)',
    },
  },
  {
    name: 'a sixth moment',
    expectation: { of: '(x - m)^6', over: { x: gaussian('m', 's') }, is: '15*s^3' },
  },
  {
    name: 'a variance of zero is allowed',
    expectation: { of: 'x^2', over: { x: gaussian('m', 0) }, is: 'm^2' },
  },
];

describe('expectations', () => {
  it.each(PROVED)('$name: proved', async ({ expectation }) => {
    const result = await decide(S, expectation);
    expect(result.verdict, result.reason).toBe('proved');
  });

  it.each(PROVED)('$name: a wrong value is refuted', async ({ expectation }) => {
    for (const mutant of ['-($)', '2*($)', '($)*(1 + 1e-20)', '($) + 1e-20']) {
      const is = mutant.replace('$', String(expectation.is));
      expect((await decide(S, { ...expectation, is })).verdict, is).toBe('refuted');
    }
  });

  it.each<[string, SymbolsInput, Expectation, string]>([
    [
      'a variance that may be negative',
      { v: 'real' },
      { of: 'x^2', over: { x: gaussian(0, 'v') }, is: 'v' },
      'nonnegative',
    ],
    [
      'a modulus',
      { v: 'positive' },
      { of: 'abs(x)', over: { x: gaussian(0, 'v') }, is: 'sqrt(2*v/pi)' },
      'abs',
    ],
    ['a quotient', {}, { of: 'x/y', over: { x: gaussian(0, 1), y: gaussian(0, 1) }, is: 0 }, 'divides'],
    ['a divergent one', {}, { of: 'exp(x^2)', over: { x: gaussian(0, 1) }, is: 1 }, 'linear'],
    [
      'an exponent in two variables',
      {},
      { of: 'exp(x*y)', over: { x: gaussian(0, 1), y: gaussian(0, 1) }, is: 1 },
      'linear',
    ],
    [
      'a declared range of the bound name',
      { x: 'positive' },
      { of: 'sqrt(x^2)', over: { x: gaussian(0, 1) }, is: 0 },
      'sqrt',
    ],
  ])('%s: undecided, with the reason', async (_, symbols, expectation, reason) => {
    const result = await decide(symbols, expectation);
    expect(result.verdict).toBe('undecided');
    expect(result.reason).toContain(reason);
  });

  it('a declared symbol of the bound name has no say', async () => {
    const result = await decide({ x: { gt: 5 } }, { of: 'x', over: { x: gaussian(0, 1) }, is: 0 });
    expect(result.verdict).toBe('proved');
  });

  it('is linear, and its moments are those of the recursion E[x^(n+1)] = μ E[x^n] + n v E[x^(n−1)]', async () => {
    const number = fc.integer({ min: -4, max: 4 });
    await fc.assert(
      fc.asyncProperty(
        fc.array(number, { minLength: 1, maxLength: 6 }),
        number,
        fc.integer({ min: 0, max: 5 }),
        async (c, mean, variance) => {
          const moments = [1, mean];
          for (let n = 1; n < c.length; n++) moments.push(mean * moments[n] + n * variance * moments[n - 1]);
          const is = c.reduce((total, value, i) => total + value * moments[i], 0);
          const of = c.map((value, i) => `(${value})*x^${i}`).join(' + ');
          const over = { x: gaussian(mean, variance) };
          const [good, bad] = [
            await decide({}, { of, over, is }),
            await decide({}, { of, over, is: is + 1 }),
          ];
          expect([good.verdict, bad.verdict]).toEqual(['proved', 'refuted']);
        },
      ),
      { numRuns: 30 },
    );
  });
});
