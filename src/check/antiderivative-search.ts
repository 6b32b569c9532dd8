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
  negation,
  powerOf,
  product,
  quotient,
  sum,
  symbol,
  UNIT,
} from '../expression/expression.js';
import { add, isInteger, ONE, type Rational, rational } from '../expression/rational.js';
import { mentions } from '../expression/traverse.js';
import { constantOf } from './constant-of.js';

const MAX_DEGREE = 12;

/** An antiderivative of `f` in `x`, for the forms of the table. */
export function findAntiderivative(f: Expression, x: string): Expression | undefined {
  let total: Expression | undefined;
  for (const term of termsOf(f)) {
    const found = ofTerm(term, x);
    if (found === undefined) return undefined;
    total = total === undefined ? found : sum(total, found);
  }
  return total;
}

/** The terms of a sum, with their signs. */
function termsOf(e: Expression): Expression[] {
  if (e.kind === 'add') return [...termsOf(e.left), ...termsOf(e.right)];
  if (e.kind === 'subtract') return [...termsOf(e.left), ...termsOf(e.right).map(negation)];
  if (e.kind === 'negate') return termsOf(e.operand).map(negation);
  return [e];
}

interface Factor {
  readonly base: Expression;
  readonly exponent: Rational;
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

function factorsOf(e: Expression, q: Rational): Factor[] {
  switch (e.kind) {
    case 'multiply':
      return [...factorsOf(e.left, q), ...factorsOf(e.right, q)];
    case 'divide':
      return [...factorsOf(e.left, q), ...factorsOf(e.right, rational(-q.numerator, q.denominator))];
    case 'negate':
      return isInteger(q)
        ? [
            ...(q.numerator % 2n === 0n ? [] : [{ base: integer(-1), exponent: ONE }]),
            ...factorsOf(e.operand, q),
          ]
        : [{ base: e, exponent: q }];
    case 'power': {
      const n = constantOf(e.right);
      // (u^n)^q is u^(nq) for every real u only where both are integers.
      if (n !== undefined && isInteger(q) && (isInteger(n) || isOne(q)))
        return factorsOf(e.left, rational(n.numerator * q.numerator, n.denominator));
      if (e.left.kind === 'constant' && e.left.name === 'e')
        return [{ base: call('exp', e.right), exponent: q }];
      return [{ base: e, exponent: q }];
    }
    case 'call':
      if (e.name === 'sqrt' && isInteger(q))
        return [{ base: e.operands[0], exponent: rational(q.numerator, 2n) }];
      return [{ base: e, exponent: q }];
    default:
      return [{ base: e, exponent: q }];
  }
}

/** Coefficients of 1, x, x², …, or undefined. */
function polynomialOf(e: Expression, x: string): readonly Expression[] | undefined {
  if (!mentions(e, x)) return [e];
  switch (e.kind) {
    case 'symbol':
      return [NOUGHT, UNIT];
    case 'negate':
      return polynomialOf(e.operand, x)?.map(negation);
    case 'add':
    case 'subtract': {
      const [a, b] = [polynomialOf(e.left, x), polynomialOf(e.right, x)];
      if (a === undefined || b === undefined) return undefined;
      return Array.from({ length: Math.max(a.length, b.length) }, (_, i) => {
        if (b[i] === undefined) return a[i];
        if (e.kind === 'add') return a[i] === undefined ? b[i] : plus(a[i], b[i]);
        return a[i] === undefined || a[i] === NOUGHT ? negation(b[i]) : difference(a[i], b[i]);
      });
    }
    case 'multiply': {
      const [a, b] = [polynomialOf(e.left, x), polynomialOf(e.right, x)];
      return a && b && a.length + b.length <= MAX_DEGREE + 2 ? multiplied(a, b) : undefined;
    }
    case 'divide': {
      if (mentions(e.right, x)) return undefined;
      return polynomialOf(e.left, x)?.map((c) => (c === NOUGHT ? c : quotient(c, e.right)));
    }
    case 'power': {
      const n = constantOf(e.right);
      const base = polynomialOf(e.left, x);
      if (base === undefined || n === undefined || !isInteger(n) || n.numerator < 0n) return undefined;
      if (n.numerator * BigInt(base.length - 1) > BigInt(MAX_DEGREE)) return undefined;
      let result: readonly Expression[] = [UNIT];
      for (let i = 0n; i < n.numerator; i++) result = multiplied(result, base);
      return result;
    }
    default:
      return undefined;
  }
}

function multiplied(a: readonly Expression[], b: readonly Expression[]): readonly Expression[] {
  const result: Expression[] = Array.from({ length: a.length + b.length - 1 }, () => NOUGHT);
  a.forEach((p, i) => {
    b.forEach((q, j) => {
      result[i + j] = plus(result[i + j], times(p, q));
    });
  });
  return result;
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

const isOne = (q: Rational): boolean => q.numerator === q.denominator;
const plus = (a: Expression, b: Expression): Expression => (a === NOUGHT ? b : b === NOUGHT ? a : sum(a, b));
const times = (a: Expression, b: Expression): Expression =>
  a === NOUGHT || b === NOUGHT ? NOUGHT : a === UNIT ? b : b === UNIT ? a : product(a, b);
