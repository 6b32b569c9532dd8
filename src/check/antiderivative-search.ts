/**
 * Candidates for an antiderivative: polynomials times exp of a linear form, and rational powers of linear forms. A candidate
 * counts for nothing until it is proved to be one.
 */
import {
  call,
  difference,
  type Expression,
  fromRational,
  integer,
  NOUGHT,
  powerOf,
  product,
  quotient,
  sum,
  symbol,
  UNIT,
} from '../expression/expression.js';
import { add, isInteger, ONE } from '../expression/rational.js';
import { mentions } from '../expression/traverse.js';
import {
  type Factor,
  factorsOf,
  isOne,
  MAX_DEGREE,
  multiplied,
  plus,
  polynomialOf,
  termsOf,
  times,
} from './products-and-sums.js';

/** An antiderivative of `f` in `x`, for the forms of the table. */
export function findAntiderivative(f: Expression, x: string): Expression | undefined {
  let total: Expression | undefined;
  for (const term of termsOf(f, x)) {
    const found = ofTerm(term, x);
    if (found === undefined) return undefined;
    total = total === undefined ? found : sum(total, found);
  }
  return total;
}

/** A product as a factor without x, a polynomial in x, exponents of e, and powers of linear forms. */
function ofTerm(term: Expression, x: string): Expression | undefined {
  let coefficient: Expression = UNIT;
  let exponent: Expression | undefined;
  let polynomial: readonly Expression[] = [UNIT];
  let power: Factor | undefined;
  for (const { base, exponent: q } of factorsOf(term, ONE)) {
    if (!mentions(base, x)) {
      coefficient = times(coefficient, isOne(q) ? base : powerOf(base, fromRational(q)));
      continue;
    }
    if (base.kind === 'call' && base.name === 'exp') {
      const inner = isOne(q) ? base.operands[0] : product(fromRational(q), base.operands[0]);
      exponent = exponent === undefined ? inner : sum(exponent, inner);
      continue;
    }
    const line = polynomialOf(base, x);
    if (line === undefined) return undefined;
    if (isInteger(q) && q.numerator > 0n && q.numerator <= BigInt(MAX_DEGREE)) {
      for (let i = 0n; i < q.numerator; i++) polynomial = multiplied(polynomial, line);
      if (polynomial.length > MAX_DEGREE + 1) return undefined;
    } else if (line.length === 2 && power === undefined) power = { base, exponent: q };
    else return undefined;
  }
  if (power !== undefined) {
    if (exponent !== undefined || polynomial.length > 1) return undefined;
    return times(times(coefficient, polynomial[0]), ofPower(power, polynomialOf(power.base, x)![1]));
  }
  if (exponent === undefined) return times(coefficient, integrated(polynomial, x));
  const line = polynomialOf(exponent, x);
  if (line === undefined || line.length > 2) return undefined;
  const rate = line[1] ?? NOUGHT;
  return times(coefficient, product(call('exp', exponent), partsOf(polynomial, rate, x)));
}

const integrated = (polynomial: readonly Expression[], x: string): Expression =>
  polynomialIn([NOUGHT, ...polynomial.map((c, i) => (i === 0 ? c : quotient(c, integer(i + 1))))], x);

/** Q with Q' + rate·Q = P: then Q·exp(rate·x) is an antiderivative of P·exp(rate·x). */
function partsOf(polynomial: readonly Expression[], rate: Expression, x: string): Expression {
  const q: Expression[] = [];
  for (let i = polynomial.length - 1; i >= 0; i--) {
    const next = q[i + 1];
    const rest = next === undefined ? polynomial[i] : difference(polynomial[i], times(integer(i + 1), next));
    q[i] = quotient(rest, rate);
  }
  return polynomialIn(q, x);
}

/** Of base^q, where base has the slope `slope`. */
function ofPower({ base, exponent }: Factor, slope: Expression): Expression {
  const raised = add(exponent, ONE);
  if (raised.numerator === 0n) return quotient(call('log', call('abs', base)), slope);
  return quotient(powerOf(base, fromRational(raised)), times(fromRational(raised), slope));
}

function polynomialIn(polynomial: readonly Expression[], x: string): Expression {
  const variable = symbol(x);
  return polynomial.reduceRight((total, c) => plus(times(total, variable), c), NOUGHT as Expression);
}
