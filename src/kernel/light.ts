/** Constructors that drop zeros and ones and fold numbers, so that series coefficients stay readable and small. */
import {
  difference,
  type Expression,
  fromRational,
  NOUGHT,
  negation,
  powerOf,
  product,
  quotient,
  sum,
  UNIT,
} from '../expression/expression.js';
import { add, divide, isZero, multiply, negate, type Rational, subtract } from '../expression/rational.js';
import { rationalValue } from '../rules/core-form.js';

const smallValue = (e: Expression): Rational | undefined => (e.size <= 7 ? rationalValue(e) : undefined);

const both = (
  a: Expression,
  b: Expression,
  of: (x: Rational, y: Rational) => Rational,
): Expression | undefined => {
  const [x, y] = [smallValue(a), smallValue(b)];
  return x !== undefined && y !== undefined ? fromRational(of(x, y)) : undefined;
};

export const plus = (a: Expression, b: Expression): Expression =>
  a === NOUGHT ? b : b === NOUGHT ? a : (both(a, b, add) ?? sumOfProducts(a, b));

/** Products with more factors are taken as they are. */
const MAX_FACTORS = 16;

/** A sum with the factors that both products share in front: its sign is that of its factors then. */
function sumOfProducts(a: Expression, b: Expression): Expression {
  const [left, right] = [factorsOf(a), factorsOf(b)];
  const shared: Expression[] = [];
  for (const factor of [...left]) {
    const i = right.indexOf(factor);
    if (i < 0 || factor.kind === 'number') continue;
    shared.push(factor);
    right.splice(i, 1);
    left.splice(left.indexOf(factor), 1);
  }
  if (shared.length === 0) return sum(a, b);
  return times(shared.reduce(times), plus(left.reduce(times, UNIT), right.reduce(times, UNIT)));
}

function factorsOf(e: Expression): Expression[] {
  const factors: Expression[] = [];
  const stack = [e];
  while (stack.length > 0) {
    const top = stack.pop()!;
    if (top.kind === 'multiply') stack.push(top.right, top.left);
    else factors.push(top);
    if (factors.length + stack.length > MAX_FACTORS) return [e];
  }
  return factors;
}

export const minus = (a: Expression, b: Expression): Expression =>
  b === NOUGHT
    ? a
    : a === NOUGHT
      ? negative(b)
      : a === b
        ? NOUGHT
        : (both(a, b, subtract) ?? difference(a, b));

export const negative = (a: Expression): Expression => {
  const value = smallValue(a);
  if (value !== undefined) return fromRational(negate(value));
  return a.kind === 'negate' ? a.operand : negation(a);
};

export const times = (a: Expression, b: Expression): Expression =>
  a === NOUGHT || b === NOUGHT
    ? NOUGHT
    : a === UNIT
      ? b
      : b === UNIT
        ? a
        : (both(a, b, multiply) ?? product(a, b));

/** a/b for b that is not zero. */
export const over = (a: Expression, b: Expression): Expression => {
  if (a === NOUGHT || b === UNIT) return a;
  const [x, y] = [smallValue(a), smallValue(b)];
  return x !== undefined && y !== undefined && !isZero(y) ? fromRational(divide(x, y)) : quotient(a, b);
};

export const raised = (a: Expression, exponent: Expression): Expression =>
  exponent === UNIT || a === UNIT ? a : exponent === NOUGHT ? UNIT : powerOf(a, exponent);
