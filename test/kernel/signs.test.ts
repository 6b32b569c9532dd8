import { describe, expect, it } from 'vitest';
import { domainOf } from '../../src/domain/read-domain.js';
import { parse } from '../../src/expression/parse.js';
import { factsOfDomain, SignOracle } from '../../src/kernel/sign-oracle.js';
import { Budget } from '../../src/rules/budget.js';
import {
  ANY_SIGN,
  flip,
  isSubset,
  NEGATIVE,
  NONNEGATIVE,
  NONZERO,
  NULL,
  POSITIVE,
  type Signs,
  signsOfMaximum,
  signsOfMinimum,
  signsOfPower,
  signsOfProduct,
  signsOfSum,
} from '../../src/rules/signs.js';

const NUMBERS = [-3, -2, -1, 0, 1, 2, 3];
const SETS: readonly Signs[] = [0, 1, 2, 3, 4, 5, 6, 7];
const bit = (x: number): Signs => (x > 0 ? POSITIVE : x < 0 ? NEGATIVE : NULL);
const members = (set: Signs) => NUMBERS.filter((x) => bit(x) & set);

/** The least set that holds the signs of all results. */
const image = (a: Signs, b: Signs, of: (x: number, y: number) => number): Signs =>
  members(a).reduce((all, x) => members(b).reduce((m, y) => m | bit(of(x, y)), all), 0);

describe('sets of signs', () => {
  it.each<[string, (a: Signs, b: Signs) => Signs, (x: number, y: number) => number]>([
    ['sum', signsOfSum, (x, y) => x + y],
    ['product', signsOfProduct, (x, y) => x * y],
    ['maximum', signsOfMaximum, Math.max],
    ['minimum', signsOfMinimum, Math.min],
  ])('%s: exactly the signs that occur', (_, of, on) => {
    for (const a of SETS) for (const b of SETS) expect(of(a, b), `${a} ${b}`).toBe(image(a, b, on));
  });

  it('negation and powers', () => {
    for (const a of SETS) {
      expect(flip(a)).toBe(image(a, POSITIVE, (x) => -x));
      for (const k of [0, 1, 2, 3])
        expect(signsOfPower(a, k)).toBe(k === 0 ? POSITIVE : image(a, POSITIVE, (x) => x ** k));
      for (const k of [-1, -2]) expect(signsOfPower(a, k)).toBe(image(a & NONZERO, POSITIVE, (x) => x ** k));
    }
    expect(isSubset(POSITIVE, NONNEGATIVE) && !isSubset(NONNEGATIVE, POSITIVE)).toBe(true);
  });
});

describe('the sign oracle', () => {
  const domain = domainOf({ a: 'positive', b: 'positive', x: 'real', y: 'real', u: { gt: 0, lt: 1 } }, [
    'a < b',
    'x != 0',
  ]);
  const oracle = () => new SignOracle(factsOfDomain(domain), new Budget(1e6, 5e3));

  it.each([
    ['a + b', POSITIVE],
    ['b - a', POSITIVE],
    ['a^2 - b^2', NEGATIVE],
    ['x^2', POSITIVE],
    ['y^2', NONNEGATIVE],
    ['x^2 + y^2', POSITIVE],
    ['sqrt(y^2 + a) - y', POSITIVE],
    ['exp(y) - 1 - y', NONNEGATIVE],
    ['1 - tanh(y)', POSITIVE],
    ['log(u)', NEGATIVE],
    ['sqrt(2) + sqrt(3) - sqrt(10)', NEGATIVE],
    ['u - u^2', POSITIVE],
  ])('%s', (text, signs) => {
    expect(oracle().signs(parse(text))).toBe(signs);
  });

  it.each(['y', 'x + y', 'x*y', 'a - x', 'sin(y)', 'y^3 - y', 'x^2 - 3*x*y + y^2', 'a^2 - u', 'exp(y) - 2'])(
    'guesses nothing about %s',
    (text) => {
      expect(isSubset(NONZERO, oracle().signs(parse(text)))).toBe(true);
      expect(oracle().signs(parse(text)) & ~ANY_SIGN).toBe(0);
    },
  );
});
