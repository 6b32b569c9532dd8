/** Functions of their own inverses and halves of them, written without: rules that hold at every real point of definition. */
import {
  call,
  difference,
  type Expression,
  type FunctionCall,
  fromRational,
  integer,
  negation,
  powerOf,
  product,
  quotient,
  sum,
  UNIT,
} from '../expression/expression.js';
import { divide, isOne, isZero, multiply, ONE, type Rational, rational } from '../expression/rational.js';
import { fold, withChildren } from '../expression/traverse.js';

/**
 * The same function with fewer inverse functions. Wherever `e` is defined the result is defined and equal to it:
 * f(f⁻¹(u)) = u; asinh(sinh u) = u, log(exp u) = u; and with w = asinh u: cosh w = √(1 + u²), tanh w = u/√(1 + u²),
 * tanh(w/2) = u/(1 + √(1 + u²)), sinh(−w) = −u.
 */
export const withoutInverses = (e: Expression): Expression =>
  fold<Expression>(e, (node, parts) => {
    const own = withChildren(node, parts);
    if (own.kind === 'call') return ofCall(own);
    return own.kind === 'multiply' || own.kind === 'divide' ? scaled(own) : own;
  });

/** q·e for a rational q that stands before or below products and quotients of e. */
function splitScale(e: Expression): readonly [Rational, Expression] {
  const value = e.kind === 'number' ? e.value : undefined;
  if (value !== undefined) return [value, UNIT];
  if (e.kind === 'negate') {
    const [q, rest] = splitScale(e.operand);
    return [multiply(q, rational(-1)), rest];
  }
  if (e.kind === 'multiply') {
    if (e.left.kind === 'number' || e.right.kind === 'number') {
      const [number, other] = e.left.kind === 'number' ? [e.left, e.right] : [e.right, e.left];
      const [q, rest] = splitScale(other);
      return number.kind === 'number' ? [multiply(q, number.value), rest] : [ONE, e];
    }
  }
  if (e.kind === 'divide' && e.right.kind === 'number' && !isZero(e.right.value)) {
    const [q, rest] = splitScale(e.left);
    return [divide(q, e.right.value), rest];
  }
  return [ONE, e];
}

/** Numbers before an expression are gathered; what is multiplied and divided by one quantity stays as it is. */
function scaled(e: Expression): Expression {
  const cancelled = e.kind === 'divide' ? cancel(e.left, e.right) : undefined;
  if (cancelled !== undefined) return cancelled;
  const [q, rest] = splitScale(e);
  if (rest === e || rest === UNIT) return e;
  return isOne(q) ? rest : product(fromRational(q), rest);
}

/** (c·u)/c = u wherever the quotient is defined. */
function cancel(above: Expression, below: Expression): Expression | undefined {
  if (above.kind !== 'multiply') return undefined;
  if (above.left === below) return above.right;
  if (above.right === below) return above.left;
  const inner = cancel(above.left, below);
  return inner && product(inner, above.right);
}

const rootOfSumOfSquares = (u: Expression): Expression => call('sqrt', sum(powerOf(u, integer(2)), UNIT));

function ofCall(node: FunctionCall): Expression {
  const [w] = node.operands;
  const [q, inner] = splitScale(w);
  if (inner.kind !== 'call') return node;
  const [u] = inner.operands;
  const pair = `${node.name} ${inner.name}`;
  if (isOne(q)) {
    switch (pair) {
      case 'sinh asinh':
      case 'asinh sinh':
      case 'tanh atanh':
      case 'atanh tanh':
      case 'cosh acosh':
      case 'exp log':
      case 'log exp':
      case 'tan atan':
      case 'sin asin':
      case 'cos acos':
        return u;
      case 'cosh asinh':
        return rootOfSumOfSquares(u);
      case 'tanh asinh':
        return quotient(u, rootOfSumOfSquares(u));
      case 'exp asinh':
        return sum(u, rootOfSumOfSquares(u));
      default:
        return node;
    }
  }
  if (isOne(multiply(q, rational(-1)))) {
    if (pair === 'sinh asinh' || pair === 'asinh sinh') return negation(u);
    if (pair === 'exp asinh') return difference(rootOfSumOfSquares(u), u);
    return node;
  }
  if (pair === 'tanh asinh' && isOne(multiply(q, rational(2))))
    return quotient(u, sum(UNIT, rootOfSumOfSquares(u)));
  return node;
}
