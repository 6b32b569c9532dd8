import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  call,
  type Expression,
  type FunctionName,
  fromRational,
  integer,
} from '../../src/expression/expression.js';
import { parse } from '../../src/expression/parse.js';
import { rational, signOf } from '../../src/expression/rational.js';
import { enclose } from '../../src/precision/index.js';
import { elementaryBounds } from '../../src/rules/elementary-bounds.js';
import { withoutInverses } from '../../src/rules/inverse-forms.js';
import { logarithmFacts, logarithmSum } from '../../src/rules/logarithms.js';
import { isSubset, NEGATIVE, NULL, POSITIVE, type Signs } from '../../src/rules/signs.js';

/** Signs that the enclosure of a number leaves open. */
function signsOf(e: Expression): Signs | undefined {
  const value = enclose(e, new Map(), 512);
  if (value.kind !== 'value') return undefined;
  const { mantissa, radius } = value.ball;
  return (
    (mantissa - radius < 0n ? NEGATIVE : 0) |
    (mantissa - radius <= 0n && mantissa + radius >= 0n ? NULL : 0) |
    (mantissa + radius > 0n ? POSITIVE : 0)
  );
}

const rationals = fc
  .tuple(fc.bigInt(-400n, 400n), fc.bigInt(1n, 80n))
  .map(([above, below]) => rational(above, below));
const exact = (e: Expression): Signs =>
  e.kind === 'number' ? [NEGATIVE, NULL, POSITIVE][signOf(e.value) + 1] : (signsOf(e) ?? 7);

describe('rules that hold at every real point', () => {
  it.each<FunctionName>(['exp', 'cosh', 'sinh', 'tanh', 'asinh', 'atan', 'sin', 'cos', 'log', 'abs'])(
    'bounds of %s are not contradicted by enclosures',
    (name) => {
      fc.assert(
        fc.property(rationals, (x) => {
          const node = call(name, fromRational(x));
          for (const { expression, signs } of elementaryBounds(node, exact)) {
            const there = signsOf(expression);
            if (there !== undefined) expect(there & signs).not.toBe(0);
          }
        }),
        { numRuns: 300 },
      );
    },
  );

  it('bounds of sums of logarithms are not contradicted by enclosures', () => {
    const positive = rationals.filter((x) => signOf(x) > 0);
    const coefficient = fc.bigInt(-3n, 3n).filter((n) => n !== 0n);
    fc.assert(
      fc.property(
        fc.array(fc.tuple(positive, coefficient, fc.boolean()), { minLength: 1, maxLength: 3 }),
        (terms) => {
          const total = logarithmSum(
            terms.map(([x, n, log]) => ({
              of: call(log ? 'log' : 'asinh', fromRational(x)),
              coefficient: n,
            })),
          )!;
          const gap = signsOf(total.gap)!;
          for (const { expression, signs } of logarithmFacts(total, () => gap))
            expect(signsOf(expression)! & signs).not.toBe(0);
        },
      ),
      { numRuns: 300 },
    );
    expect(logarithmSum([{ of: integer(2), coefficient: 1n }])).toBeUndefined();
  });

  it.each([
    'tanh(asinh(x)/2)',
    'tanh(1/2*asinh(x))',
    'sinh(-asinh(x))',
    'cosh(asinh(x))',
    'tanh(asinh(x))',
    'exp(asinh(x))',
    'exp(-asinh(x))',
    'asinh(7*sinh(x)/7)',
    'asinh(x*sinh(x)/x)',
    'asinh(-sinh(x))',
    'log(exp(x))',
    'exp(log(x))',
    'tan(atan(x))',
    'tanh(2*(x/2))',
    '2*(x/-2)*3',
    'tanh(atanh(x))',
    'sin(asin(x))',
    'cosh(acosh(x))',
    // Not inverses of each other everywhere: these must stay as they are.
    'asin(sin(x))',
    'atan(tan(x))',
    'acosh(cosh(x))',
    'acos(cos(x))',
    'sinh(2*asinh(x))',
    'exp(2*log(x))',
  ])('%s written with fewer inverse functions has the same values', (text) => {
    fc.assert(
      fc.property(rationals, (x) => {
        const at = (e: Expression) => enclose(e, new Map([['x', x]]), 256);
        const [a, b] = [at(parse(text)), at(withoutInverses(parse(text)))];
        if (a.kind !== 'value') return;
        expect(b.kind).toBe('value');
        if (b.kind !== 'value') return;
        const middle = (v: typeof a): number => Number(v.ball.mantissa) * 2 ** Number(v.ball.exponent);
        expect(middle(b)).toBeCloseTo(middle(a), 8 - Math.ceil(Math.log10(1 + Math.abs(middle(a)))));
      }),
      { numRuns: 100 },
    );
  });
});

it('signs of these tests tell the three apart', () => {
  expect([integer(-1), integer(0), integer(1)].map(signsOf)).toEqual([NEGATIVE, NULL, POSITIVE]);
  expect(isSubset(POSITIVE, signsOf(parse('sqrt(2)'))!)).toBe(true);
});
