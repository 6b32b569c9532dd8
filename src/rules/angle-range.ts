/** Where a sum of arctangents, multiples of pi and bounded quantities lies, in units of pi. */

import type { Term } from '../certificate/certificate.js';
import type { Domain } from '../domain/domain.js';
import {
  call,
  constant,
  difference,
  type Expression,
  integer,
  powerOf,
  quotient,
  sum,
  UNIT,
} from '../expression/expression.js';
import { add, compare, multiply, type Rational, rational, signOf, ZERO } from '../expression/rational.js';
import { symbolsOf } from '../expression/traverse.js';
import { divide, enclose, pi, shortEndpoints } from '../precision/index.js';
import type { SignsOf } from '../rules/operation-signs.js';
import { boxOf } from '../rules/sign-facts.js';
import { isSubset, NEGATIVE, NONNEGATIVE, NONPOSITIVE, POSITIVE } from '../rules/signs.js';
import { argumentOf } from './evaluation.js';

/** An end of a range; `open` where it is not taken. */
interface End {
  readonly at: Rational;
  readonly open: boolean;
}

interface Range {
  readonly low: End;
  readonly high: End;
}

const BITS = 128;

/** Is |Σ coefficient·of| < least·π everywhere on the domain, by the signs that are known? */
export function isWithin(terms: readonly Term[], least: Rational, signs: SignsOf, domain: Domain): boolean {
  let total: Range = { low: { at: ZERO, open: false }, high: { at: ZERO, open: false } };
  for (const { of, coefficient } of terms) {
    if (signOf(coefficient) === 0) continue;
    const range = rangeOf(of, signs, domain);
    if (range === undefined) return false;
    const [low, high] = signOf(coefficient) > 0 ? [range.low, range.high] : [range.high, range.low];
    total = { low: plus(total.low, low, coefficient), high: plus(total.high, high, coefficient) };
  }
  const below = ({ at, open }: End, sign: bigint): boolean => {
    const order = compare(multiply(at, rational(sign)), least);
    return order < 0 || (order === 0 && open);
  };
  return below(total.high, 1n) && below(total.low, -1n);
}

const plus = (a: End, b: End, times: Rational): End => ({
  at: add(a.at, multiply(b.at, times)),
  open: a.open || b.open,
});

function rangeOf(e: Expression, signs: SignsOf, domain: Domain): Range | undefined {
  if (e === constant('pi')) return { low: closed(1n), high: closed(1n) };
  const b = argumentOf(e, 'atan');
  if (b !== undefined) return rangeOfArctangent(b, signs);
  const { ranges, integers } = boxOf(domain);
  if (symbolsOf(e).some((name) => !ranges.has(name))) return undefined;
  const value = enclose(e, ranges, BITS, { integers });
  if (value.kind !== 'value' || value.defined !== 'everywhere') return undefined;
  const turns = divide(value.ball, pi(BITS), BITS);
  if (turns === undefined) return undefined;
  const ends = shortEndpoints(turns);
  if (ends === undefined) return undefined;
  const [low, high] = ends;
  return { low: { at: low, open: false }, high: { at: high, open: false } };
}

const closed = (at: bigint, below = 1n): End => ({ at: rational(at, below), open: false });
const open = (at: bigint, below = 1n): End => ({ at: rational(at, below), open: true });

/** atan increases; at −∞, −1, 0, 1 and ∞ it is −1/2, −1/4, 0, 1/4 and 1/2. */
function rangeOfArctangent(b: Expression, signsOf: SignsOf): Range {
  let [low, high] = [open(-1n, 2n), open(1n, 2n)];
  if (isHalfTangent(b)) [low, high] = [closed(-1n, 4n), closed(1n, 4n)];
  const marks: readonly (readonly [Expression, bigint])[] = [
    [sum(UNIT, b), -1n],
    [b, 0n],
    [difference(b, UNIT), 1n],
  ];
  for (const [gap, quarters] of marks) {
    const signs = signsOf(gap);
    if (isSubset(signs, NONNEGATIVE)) low = later(low, { ...closed(quarters, 4n), open: signs === POSITIVE });
    if (isSubset(signs, NONPOSITIVE))
      high = earlier(high, { ...closed(quarters, 4n), open: signs === NEGATIVE });
  }
  return { low, high };
}

const later = (a: End, b: End): End => {
  const order = compare(a.at, b.at);
  return order > 0 || (order === 0 && a.open) ? a : b;
};

const earlier = (a: End, b: End): End => {
  const order = compare(a.at, b.at);
  return order < 0 || (order === 0 && a.open) ? a : b;
};

/** tan(atan(a)/2). */
export const halfTangent = (a: Expression): Expression =>
  quotient(a, sum(UNIT, call('sqrt', sum(UNIT, powerOf(a, integer(2))))));

/** tan(asin(a)/2). */
export const halfTangentOfArcsine = (a: Expression): Expression =>
  quotient(a, sum(UNIT, call('sqrt', difference(UNIT, powerOf(a, integer(2))))));

/** Of one of these two forms it is at most 1 in magnitude: |a| ≤ √(1 + a²), and |a| ≤ 1 where √(1 − a²) is defined. */
const isHalfTangent = (b: Expression): boolean =>
  b.kind === 'divide' && (b === halfTangent(b.left) || b === halfTangentOfArcsine(b.left));
