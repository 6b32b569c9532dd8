/** Rigorous quadrature against antiderivatives: the enclosure holds the exact value, and is narrow. */
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parse } from '../../src/expression/parse.js';
import { type Rational, rational } from '../../src/expression/rational.js';
import { ballToText, enclose, hasDigits, integrate, order, subtract } from '../../src/precision/index.js';

const BITS = 192;

/** [integrand, antiderivative, low, high] */
const KNOWN: readonly (readonly [string, string, Rational, Rational])[] = [
  ['exp(-2*x)', '-exp(-2*x)/2', rational(0), rational(1)],
  ['1/(1 + x^2)', 'atan(x)', rational(-2), rational(3)],
  ['x*sin(x)', 'sin(x) - x*cos(x)', rational(0), rational(3)],
  ['cos(3*x)', 'sin(3*x)/3', rational(-1), rational(2)],
  ['log(x)', 'x*log(x) - x', rational(1, 2), rational(2)],
  ['sqrt(x)', '2*x^(3/2)/3', rational(1, 3), rational(2)],
  ['cbrt(x)', '3*x*cbrt(x)/4', rational(-5), rational(-1)],
  ['x^(7/3)', '3*x^(10/3)/10', rational(1, 3), rational(2)],
  ['x^(-3)', '-x^(-2)/2', rational(-3), rational(-1)],
  ['tan(x)', '-log(cos(x))', rational(-1), rational(1, 2)],
  ['tanh(x)', 'log(cosh(x))', rational(-1), rational(2)],
  ['sinh(x) + cosh(2*x)', 'cosh(x) + sinh(2*x)/2', rational(-1), rational(1)],
  ['atan(x)', 'x*atan(x) - log(1 + x^2)/2', rational(-1), rational(2)],
  ['asin(x)', 'x*asin(x) + sqrt(1 - x^2)', rational(-1, 2), rational(1, 4)],
  ['acos(x)', 'x*acos(x) - sqrt(1 - x^2)', rational(-1, 2), rational(1, 3)],
  ['asinh(x)', 'x*asinh(x) - sqrt(1 + x^2)', rational(-1), rational(2)],
  ['acosh(x)', 'x*acosh(x) - sqrt(x^2 - 1)', rational(3, 2), rational(2)],
  ['atanh(x)', 'x*atanh(x) + log(1 - x^2)/2', rational(-1, 2), rational(1, 4)],
  ['2^x', '2^x/log(2)', rational(-1), rational(2)],
  ['x^x*(1 + log(x))', 'x^x', rational(1, 2), rational(2)],
  ['abs(x)', '-x^2/2', rational(-3), rational(-1)],
  ['max(x, 3) + min(x, 3) + sign(x)', 'x^2/2 + 4*x', rational(1), rational(2)],
];

describe('rigorous quadrature', () => {
  it.each(KNOWN)('%s', (f, F, low, high) => {
    const found = integrate(parse(f), 'x', [low, high], new Map(), { bits: BITS });
    if (found.kind !== 'value') throw new Error(`${f}: ${found.kind}`);
    const [a, b] = [low, high].map((x) => enclose(parse(F), new Map([['x', x]]), 2 * BITS));
    if (a.kind !== 'value' || b.kind !== 'value') throw new Error(F);
    const exact = subtract(b.ball, a.ball, 2 * BITS)!;
    expect(['overlap', 'equal'], `${ballToText(found.ball, 30)} ${ballToText(exact, 30)}`).toContain(
      order(found.ball, exact),
    );
    expect(hasDigits(found.ball, 20)).toBe(true);
  });

  it.each<[string, Rational, Rational]>([
    ['1/x', rational(-1), rational(1)],
    ['1/(x - 1/3)^2', rational(0), rational(1)],
    ['tan(x)', rational(1), rational(2)],
    ['log(x)', rational(0), rational(1)],
    ['sqrt(x)', rational(0), rational(1)],
    ['abs(x - 1/3)', rational(0), rational(1)],
    ['acosh(x)', rational(1), rational(2)],
  ])('%s has no value across its singularity', (f, low, high) => {
    expect(integrate(parse(f), 'x', [low, high], new Map(), { bits: 64 }).kind).toBe('singular');
  });

  it('polynomials: holds the exact value and is additive in its interval', () => {
    const small = fc.integer({ min: -20, max: 20 });
    fc.assert(
      fc.property(fc.array(small, { minLength: 1, maxLength: 6 }), small, small, (c, x, w) => {
        const at = new Map(c.map((value, i) => [`c${i}`, rational(value)]));
        const f = parse(c.map((_, i) => `c${i}*x^${i}`).join(' + '));
        const [low, high] = [x, x + Math.abs(w) + 1];
        const value = (a: number, b: number) => {
          const found = integrate(f, 'x', [rational(a), rational(b)], at, { bits: 96 });
          if (found.kind !== 'value') throw new Error(found.kind);
          return found.ball;
        };
        const F = parse(c.map((_, i) => `c${i}*(b^${i + 1} - a^${i + 1})/${i + 1}`).join(' + '));
        const exact = (a: number, b: number) => {
          const place = new Map([...at, ['a', rational(a)], ['b', rational(b)]]);
          const found = enclose(F, place, 200);
          if (found.kind !== 'value') throw new Error(found.kind);
          return found.ball;
        };
        expect(['overlap', 'equal']).toContain(order(value(low, high), exact(low, high)));
        expect(['less', 'greater']).toContain(
          order(
            value(low, high),
            subtract(exact(low, high), { mantissa: 1n, radius: 0n, exponent: -20 }, 200)!,
          ),
        );
      }),
      { numRuns: 40 },
    );
  });

  it('stops when it is told to', () => {
    const options = { bits: BITS, stopped: () => true };
    expect(integrate(parse('exp(x)'), 'x', [rational(0), rational(1)], new Map(), options).kind).toBe(
      'budget',
    );
  });
});
