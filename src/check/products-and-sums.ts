/** An expression in one variable as a sum of products, as far as its shape shows it. Nothing is simplified. */
import {
  call,
  difference,
  type Expression,
  integer,
  NOUGHT,
  negation,
  product,
  quotient,
  sum,
  UNIT,
} from '../expression/expression.js';
import { isInteger, ONE, type Rational, rational } from '../expression/rational.js';
import { mentions } from '../expression/traverse.js';
import { constantOf } from './constant-of.js';

/** Polynomials of a higher degree are not read. */
export const MAX_DEGREE = 12;

/** Terms whose sum is the expression wherever it is defined; factors without x are multiplied in. */
export function termsOf(e: Expression, x: string): Expression[] {
  switch (e.kind) {
    case 'add':
      return [...termsOf(e.left, x), ...termsOf(e.right, x)];
    case 'subtract':
      return [...termsOf(e.left, x), ...termsOf(e.right, x).map(negation)];
    case 'negate':
      return termsOf(e.operand, x).map(negation);
    case 'multiply':
      if (!mentions(e.left, x)) return termsOf(e.right, x).map((term) => product(e.left, term));
      return mentions(e.right, x) ? [e] : termsOf(e.left, x).map((term) => product(term, e.right));
    case 'divide':
      return mentions(e.right, x) ? [e] : termsOf(e.left, x).map((term) => quotient(term, e.right));
    default:
      return [e];
  }
}

export interface Factor {
  readonly base: Expression;
  readonly exponent: Rational;
}

/** Powers whose product is e^q wherever it is defined. */
export function factorsOf(e: Expression, q: Rational): Factor[] {
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
export function polynomialOf(e: Expression, x: string): readonly Expression[] | undefined {
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

export function multiplied(a: readonly Expression[], b: readonly Expression[]): readonly Expression[] {
  const result: Expression[] = Array.from({ length: a.length + b.length - 1 }, () => NOUGHT);
  a.forEach((p, i) => {
    b.forEach((q, j) => {
      result[i + j] = plus(result[i + j], times(p, q));
    });
  });
  return result;
}

export const isOne = (q: Rational): boolean => q.numerator === q.denominator;
export const plus = (a: Expression, b: Expression): Expression =>
  a === NOUGHT ? b : b === NOUGHT ? a : sum(a, b);
export const times = (a: Expression, b: Expression): Expression =>
  a === NOUGHT || b === NOUGHT ? NOUGHT : a === UNIT ? b : b === UNIT ? a : product(a, b);
