/** Limits and orders through the ladder: what is proved, mutants that must be refuted, and traps. */
import { describe, expect, it } from 'vitest';
import type { SymbolsInput } from '../../src/claim/document.js';
import { check } from '../soundness/claim-of.js';

const SYMBOLS: SymbolsInput = {
  x: 'real',
  a: 'positive',
  b: 'real',
  p: 'positive',
  s: 'positive',
  u: 'nonnegative',
  n: { is: 'integer', gt: 0 },
};

type LimitRow = readonly [of: string, as: string, is: string];

const limit = ([of, as, is]: LimitRow, assume: readonly string[] = []) =>
  check(SYMBOLS, { limit: { of, as, is }, ...(assume.length > 0 && { assume: [...assume] }) });

describe('a limit that is proved', () => {
  it.each<LimitRow>([
    // Exponentials that grow.
    ['1/(1 + exp(1/x))', 'x -> 0+', '0'],
    ['1/(1 + exp(1/x))', 'x -> 0-', '1'],
    ['exp(1/x)', 'x -> 0-', '0'],
    ['exp(1/x)', 'x -> 0+', 'inf'],
    ['exp(-1/x)/x^5', 'x -> 0+', '0'],
    ['exp(-1/x^2)/x^40', 'x -> 0', '0'],
    ['exp(x)/exp(2*x)', 'x -> inf', '0'],
    ['sinh(a*x)/cosh(a*x)', 'x -> inf', '1'],
    ['sinh(a*x)/cosh(a*x)', 'x -> -inf', '-1'],
    ['exp(2*s*u)/(1 + exp(2*s*u))', 'u -> inf', '1'],
    ['a/(a + (s - a)*exp(-2*s*u))', 'u -> inf', '1'],
    ['tanh(b*u)', 'u -> inf', 'sign(b)'],
    ['log(1 + exp(x)) - x', 'x -> inf', '0'],
    ['exp(x)*(exp(1/x - exp(-x)) - exp(1/x))', 'x -> inf', '-1'],
    ['exp(1/x + 1/x^7)*exp(-1/x^7)*x', 'x -> 0+', 'inf'],
    ['sqrt(1 + x^2) + exp(-1/x)/x - sqrt(1 + x^2)', 'x -> 0+', '0'],
    ['exp(-exp(x))*exp(x^3)', 'x -> inf', '0'],
    // Symbolic powers and logarithms.
    ['x*log(x)', 'x -> 0+', '0'],
    ['x^p*log(x)', 'x -> 0+', '0'],
    ['log(x)/x^p', 'x -> inf', '0'],
    ['x^p*exp(-x)', 'x -> inf', '0'],
    ['x^x', 'x -> 0+', '1'],
    ['x^(1/x)', 'x -> inf', '1'],
    ['(1 + a/x)^x', 'x -> inf', 'exp(a)'],
    ['x^p*x^(1 - p)/x', 'x -> inf', '1'],
    ['log(log(x))/log(x)', 'x -> inf', '0'],
    ['log(log(x))', 'x -> inf', 'inf'],
    ['1/log(x)', 'x -> 0+', '0'],
    ['exp(sqrt(log(x)))/x^p', 'x -> inf', '0'],
    ['exp(log(x)^2 + log(log(x)))/exp(log(x)^2)', 'x -> inf', 'inf'],
    ['x^log(x)/exp(sqrt(x))', 'x -> inf', '0'],
    ['x*(x^(1/x) - 1)/log(x)', 'x -> inf', '1'],
    // Bounded oscillation.
    ['x*sin(1/x)', 'x -> 0', '0'],
    ['sin(x)/x', 'x -> inf', '0'],
    ['sin(x)/x', 'x -> 0', '1'],
    ['sin(x)^2 + cos(x)^2', 'x -> inf', '1'],
    ['x*(2 + sin(x))', 'x -> inf', 'inf'],
    ['1/(x*(2 + cos(x)))', 'x -> -inf', '0'],
    ['sin(x + 1/x) - sin(x)', 'x -> inf', '0'],
    ['cos(log(x))*x', 'x -> 0+', '0'],
    // Algebraic, with cases by the sign of a parameter.
    ['sqrt(x^2 + x) - x', 'x -> inf', '1/2'],
    ['sqrt(x^2)/x', 'x -> -inf', '-1'],
    ['sqrt(x^2 + b^2)', 'x -> 0', 'abs(b)'],
    ['b*x*log(abs(b*x) + x^2)', 'x -> 0+', '0'],
    ['acos(1 - x)/sqrt(x)', 'x -> 0+', 'sqrt(2)'],
    ['asin(x)', 'x -> 1-', 'pi/2'],
    ['n*sin(a/n)', 'n -> inf', 'a'],
  ])('%s as %s is %s', async (...row) => {
    expect(await limit(row)).toMatchObject({ verdict: 'proved', ok: true });
  });
});

describe('a mutant of a limit is refuted', () => {
  it.each<LimitRow>([
    // Sign.
    ['sqrt(x^2)/x', 'x -> -inf', '1'],
    ['exp(x)*(exp(1/x - exp(-x)) - exp(1/x))', 'x -> inf', '1'],
    ['tanh(b*u)', 'u -> inf', '-sign(b)'],
    ['x*(2 + sin(x))', 'x -> inf', '-inf'],
    // A factor of 2.
    ['sqrt(x^2 + x) - x', 'x -> inf', '1'],
    ['(1 + a/x)^x', 'x -> inf', 'exp(2*a)'],
    ['exp(2*s*u)/(1 + 2*exp(2*s*u))', 'u -> inf', '1'],
    // Off by 1e-20.
    ['exp(2*s*u)/(1 + exp(2*s*u))', 'u -> inf', '1 + 1e-20'],
    ['x^x', 'x -> 0+', '1 - 1e-20'],
    ['x*sin(1/x)', 'x -> 0', '1e-20'],
    ['log(1 + exp(x)) - x', 'x -> inf', '1e-20'],
    // The other side.
    ['1/(1 + exp(1/x))', 'x -> 0+', '1'],
    ['exp(1/x)', 'x -> 0-', 'inf'],
    // Finite for infinite, and the reverse.
    ['exp(1/x)', 'x -> 0+', '0'],
    ['log(log(x))', 'x -> inf', '1'],
    ['x*log(x)', 'x -> 0+', 'inf'],
    ['log(x)', 'x -> 0+', 'inf'],
    ['sin(x)', 'x -> inf', 'inf'],
    ['x^p', 'x -> inf', '0'],
    ['b*x', 'x -> inf', '0'],
    ['exp(log(x)^2 + log(log(x)))/exp(log(x)^2)', 'x -> inf', '1'],
    // An angle that is a multiple of another.
    ['sin(2*x) - 2*sin(x)*cos(x)', 'x -> inf', '1e-20'],
  ])('%s as %s is not %s', async (...row) => {
    const result = await limit(row);
    expect(result.verdict).not.toBe('proved');
    if (row[0] === 'sin(2*x) - 2*sin(x)*cos(x)') return;
    expect(result.verdict).toBe('refuted');
    expect(result.counterexample!.because).not.toBe('');
  });
});

describe('a limit that does not exist is refuted with two sequences', () => {
  it.each<[...LimitRow, readonly (readonly [string, string])[]]>([
    [
      '1/x',
      'x -> 0',
      'inf',
      [
        ['x = 1/n', 'inf'],
        ['x = -1/n', '-inf'],
      ],
    ],
    [
      'sign(x)',
      'x -> 0',
      '1',
      [
        ['x = 1/n', '1'],
        ['x = -1/n', '-1'],
      ],
    ],
    [
      'sign(x)',
      'x -> 0',
      '0',
      [
        ['x = 1/n', '1'],
        ['x = -1/n', '-1'],
      ],
    ],
    [
      'abs(x)/x',
      'x -> 0',
      '-1',
      [
        ['x = 1/n', '1'],
        ['x = -1/n', '-1'],
      ],
    ],
    [
      'atan(1/x)',
      'x -> 0',
      'pi/2',
      [
        ['x = 1/n', '1.57'],
        ['x = -1/n', '-1.57'],
      ],
    ],
    [
      'exp(1/x)',
      'x -> 0',
      'inf',
      [
        ['x = 1/n', 'inf'],
        ['x = -1/n', '0'],
      ],
    ],
    [
      'exp(1/x)',
      'x -> 0',
      '0',
      [
        ['x = 1/n', 'inf'],
        ['x = -1/n', '0'],
      ],
    ],
    [
      'abs(x - a)/(x - a)',
      'x -> a',
      '1',
      [
        ['x = a + 1/n', '1'],
        ['x = a - 1/n', '-1'],
      ],
    ],
    [
      'sin(1/x)',
      'x -> 0+',
      '0',
      [
        ['1/x = pi/2 + 2*pi*k', '1'],
        ['1/x = 3*pi/2 + 2*pi*k', '-1'],
      ],
    ],
    [
      'cos(x)',
      'x -> inf',
      '1',
      [
        ['x = 0 + 2*pi*k', '1'],
        ['x = pi + 2*pi*k', '-1'],
      ],
    ],
    [
      '2 + sin(a*x)',
      'x -> inf',
      '2',
      [
        ['x*a = pi/2 + 2*pi*k', '3'],
        ['x*a = 3*pi/2 + 2*pi*k', '1'],
      ],
    ],
  ])('%s as %s is not %s', async (of, as, is, sequences) => {
    const { verdict, counterexample } = await limit([of, as, is]);
    expect(verdict).toBe('refuted');
    expect(counterexample!.because).toMatch(/there is no limit: along two sequences/);
    expect(counterexample!.values).toHaveLength(2);
    sequences.forEach(([along, value], i) => {
      const found = counterexample!.values[i];
      const normal = (text: string) => text.replace('a*x', 'x*a').replace('= 2*pi*k', '= 0 + 2*pi*k');
      expect(normal(found.label)).toBe(`limit along ${along}`);
      expect(found.value.startsWith(value)).toBe(true);
    });
  });

  it.each<LimitRow>([
    ['2*x', 'x -> inf', '2'],
    // It grows only where the coefficient is not zero.
    ['b*x', 'x -> inf', '2'],
  ])('%s as %s is not %s: it says that the function grows, not its coefficient', async (...row) => {
    const { verdict, counterexample } = await limit(row);
    expect(verdict).toBe('refuted');
    expect(counterexample!.because).toBe('the exact expansion grows without bound');
    expect(counterexample!.values).toEqual([
      { label: 'claimed', value: '2' },
      { label: 'derived', value: 'grows without bound' },
    ]);
  });

  it('names one sequence where the function grows along it', async () => {
    const { verdict, counterexample } = await limit(['x*sin(x)', 'x -> inf', '0']);
    expect(verdict).toBe('refuted');
    expect(counterexample!.because).toMatch(/along a sequence .* grows without bound/);
    const infinite = await limit(['x*sin(x)', 'x -> inf', 'inf']);
    expect(infinite.verdict).toBe('refuted');
    expect(infinite.counterexample!.because).toMatch(/grows with the other sign/);
  });
});

describe('traps: neither proved nor refuted without a reason', () => {
  it.each<LimitRow>([
    // Undefined on the way.
    ['log(x)', 'x -> 0-', '0'],
    ['sqrt(x)', 'x -> 0', '0'],
    ['sqrt(-1 - b^2)*x', 'x -> 0', '0'],
    ['x*log(-a)', 'x -> 0', '0'],
    ['x*sqrt(b)*log(-b)', 'x -> 0', '0'],
    // The divisor vanishes again and again.
    ['1/(x*sin(x))', 'x -> inf', '0'],
    ['tan(x)/x', 'x -> inf', '0'],
    // It may vanish: no limit is claimed wrongly, but none is shown either.
    ['x*(1 + sin(x))', 'x -> inf', 'inf'],
  ])('%s as %s is %s', async (...row) => {
    expect((await limit(row)).verdict).not.toBe('proved');
  });

  it('an integer variable sees no oscillation between integers', async () => {
    expect((await limit(['sin(pi*n)', 'n -> inf', '0'])).verdict).not.toBe('refuted');
    expect((await limit(['n*sin(pi*n)', 'n -> inf', '0'])).verdict).not.toBe('refuted');
  });

  it('a claim without parameters at which the function is defined says nothing', async () => {
    expect((await limit(['x*b', 'x -> 0', '0'], ['a*b > 0', 'b < 0'])).verdict).not.toBe('proved');
  });

  it('one wrong case among the signs of a parameter refutes', async () => {
    const { verdict, counterexample } = await limit(['sqrt(x^2 + b^2)', 'x -> 0', 'b']);
    expect(verdict).toBe('refuted');
    expect(counterexample!.point.b).toMatch(/^-/);
    const atZero = await limit(['sign(b^2 + x^2)*b^2/(b^2 + x^2)', 'x -> 0+', '1']);
    expect(atZero).toMatchObject({ verdict: 'refuted', counterexample: { point: { b: '0' } } });
  });
});

describe('orders', () => {
  const order = (of: string, as: string, exponent: number | string, exact = true) =>
    check(SYMBOLS, { order: { of, as, exponent, exact } });

  it.each<[string, string, number | string, boolean]>([
    ['x - sin(x)', 'x -> 0', 3, true],
    ['sqrt(x + x^2) - sqrt(x)', 'x -> 0+', '3/2', true],
    ['cbrt(x^2 + x^4) - cbrt(x^2)', 'x -> 0', '8/3', true],
    ['x*sin(1/x)', 'x -> 0', 1, false],
    ['x^2*log(x)', 'x -> 0+', 1, false],
    ['exp(-1/x)', 'x -> 0+', 100, false],
    ['sinh(x)*exp(-x)', 'x -> inf', 0, true],
    ['exp(x) - 1 - x - x^2/2 - x^3/6 - x^4/24 - x^5/120', 'x -> 0', 6, true],
    ['sin(tan(x)) - tan(sin(x))', 'x -> 0', 7, true],
    ['sqrt(x^2 + b^2) - abs(b)', 'x -> 0', 1, false],
    ['tanh(x) - 1', 'x -> inf', -50, false],
  ])('%s as %s has the order %s (exact: %s)', async (of, as, exponent, exact) => {
    expect((await order(of, as, exponent, exact)).verdict).toBe('proved');
  });

  it.each<[string, string, number | string, boolean]>([
    ['x - sin(x)', 'x -> 0', 2, true],
    ['x - sin(x)', 'x -> 0', 4, true],
    ['x - sin(x)', 'x -> 0', 4, false],
    ['sqrt(x + x^2) - sqrt(x)', 'x -> 0+', '4/3', true],
    ['x*sin(1/x)', 'x -> 0+', 1, true],
    ['x*sin(1/x)', 'x -> 0+', 2, false],
    ['x^2*log(x)', 'x -> 0+', 2, false],
    ['x^2*log(x)', 'x -> 0+', 2, true],
    ['exp(-1/x)', 'x -> 0+', 100, true],
    ['exp(1/x)', 'x -> 0+', -100, false],
    ['sin(tan(x)) - tan(sin(x))', 'x -> 0', 6, true],
    ['sin(tan(x)) - tan(sin(x))', 'x -> 0', 8, true],
    ['x^(1 + 1e-20)', 'x -> 0+', 1, true],
    ['sqrt(x^2 + b^2) - abs(b)', 'x -> 0', 2, false],
  ])('%s as %s has not the order %s (exact: %s)', async (of, as, exponent, exact) => {
    expect((await order(of, as, exponent, exact)).verdict).toBe('refuted');
  });
});
