/** Logarithms of numbers as rational combinations of other logarithms, such as log(3 + 2√2) = 2 log(1 + √2). */
import type { Point } from '../domain/domain.js';
import {
  call,
  difference,
  type Expression,
  integer,
  powerOf,
  product,
  UNIT,
} from '../expression/expression.js';
import { isZero, type Rational, rational } from '../expression/rational.js';
import { symbolsOf } from '../expression/traverse.js';
import { integerRelation } from './integer-relation.js';
import type { Resolver } from './resolver.js';

/** coefficient·log(of), or coefficient itself for `of` = e. */
export interface LogarithmTerm {
  readonly of: Expression;
  readonly coefficient: Rational;
}

const E = call('exp', UNIT);
/** Primes that are tried beside the numbers that the claim has logarithms of. */
const PRIMES = [2, 3, 5].map(integer);
const MAX_BASES = 7;

/**
 * log(a) for a positive quantity that is constant, over logarithms of primes, of the constants met so far, and 1: seen in
 * its digits at a point, and proved by the zero test.
 */
export function constantLogarithm(
  resolver: Resolver,
  a: Expression,
  at: Point | undefined,
): readonly LogarithmTerm[] | undefined {
  const constants = resolver.tower
    .find('logarithm')
    .filter(({ generator }) => !generator.probed && symbolsOf(generator.argument).length === 0)
    .map(({ generator }) => generator.argument);
  const hasUnit = resolver.tower.find('exponential').some(({ generator }) => generator.argument === UNIT);
  const bases = [...new Set([...constants, ...PRIMES])].slice(0, MAX_BASES);
  const numbers = [...bases.map((b) => call('log', b)), ...(hasUnit ? [UNIT] : [])];
  const relation = integerRelation([call('log', a), ...numbers], at);
  if (relation === undefined) return undefined;
  const [own, ...others] = relation[0] > 0n ? relation.map((n) => -n) : relation;
  const terms = others.map((n, i) => ({ of: bases[i] ?? E, coefficient: rational(n, -own) }));
  // a^n·Π b^(−…) = Π b^(+…), all of it positive.
  const side = (sign: bigint): Expression =>
    others.reduce<Expression>(
      (total, n, i) =>
        n * sign > 0n ? product(total, powerOf(bases[i] ?? E, integer(Number(n * sign)))) : total,
      sign > 0n ? UNIT : powerOf(a, integer(Number(-own))),
    );
  if (!resolver.isZero(difference(side(-1n), side(1n)))) return undefined;
  return terms.filter(({ coefficient }) => !isZero(coefficient));
}
