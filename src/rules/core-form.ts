import {
  type BinaryOperation,
  call,
  childrenOf,
  constant,
  difference,
  type Expression,
  integer,
  negation,
  powerOf,
  product,
  quotient,
  sum,
  UNIT,
} from '../expression/expression.js';
import { isIntegerValued } from '../expression/integer-valued.js';
import {
  add,
  bitLength,
  divide,
  isInteger,
  isZero,
  multiply,
  negate,
  power,
  type Rational,
  subtract,
} from '../expression/rational.js';
import { fold, subexpressions, symbolsOf } from '../expression/traverse.js';

/** Integer powers with larger exponents, or of more bits, are not folded into one number. */
const MAX_FOLDED_EXPONENT = 4096n;
const MAX_FOLDED_BITS = 1_000_000;

/** The exact value of an expression made of numbers and + − × ÷ and integer powers only; otherwise undefined. */
export const rationalValue = (root: Expression): Rational | undefined => rationalValues(root).get(root);

/** The exact values of all subexpressions that have one. */
export function rationalValues(root: Expression): ReadonlyMap<Expression, Rational> {
  const values = new Map<Expression, Rational>();
  for (const node of subexpressions(root)) {
    const [a, b] = childrenOf(node).map((child) => values.get(child));
    const value = valueOfNode(node, a, b);
    if (value !== undefined) values.set(node, value);
  }
  return values;
}

function valueOfNode(
  node: Expression,
  a: Rational | undefined,
  b: Rational | undefined,
): Rational | undefined {
  if (node.kind === 'number') return node.value;
  if (a === undefined) return undefined;
  if (node.kind === 'negate') return negate(a);
  if (b === undefined) return undefined;
  switch (node.kind) {
    case 'add':
      return add(a, b);
    case 'subtract':
      return subtract(a, b);
    case 'multiply':
      return multiply(a, b);
    case 'divide':
      return isZero(b) ? undefined : divide(a, b);
    case 'power': {
      const magnitude = b.numerator < 0n ? -b.numerator : b.numerator;
      if (!isInteger(b) || magnitude > MAX_FOLDED_EXPONENT || (isZero(a) && b.numerator < 0n))
        return undefined;
      if ((bitLength(a.numerator) + bitLength(a.denominator)) * Number(magnitude) > MAX_FOLDED_BITS)
        return undefined;
      return power(a, b.numerator);
    }
    default:
      return undefined;
  }
}

/** What rewriting needs to know about the claim. */
export interface CoreContext {
  /** Symbols that take integer values only. */
  readonly integers: ReadonlySet<string>;
  readonly isPositive: (e: Expression) => boolean;
}

/**
 * Rewrites hyperbolic functions and their inverses, `tan`, `asin`, `acos`, `e` and symbolic powers into exp, log, sqrt, sin, cos and atan.
 * Each rule holds for every real point at which the left side is defined:
 * asinh u = log(u + √(u²+1)); acosh u = log(u + √(u²−1)) for u ≥ 1; atanh u = ½ log((1+u)/(1−u)) for |u| < 1;
 * x^y = exp(y log x) for x > 0, which is where a symbolic power is defined, unless its exponent takes integer values only
 * (or is an irrational constant): then x may be negative (or zero), and the power stays as it is.
 *
 * `abs`, `sign`, `min`, `max` stay: they are resolved by sign (see `prove-equality.ts`).
 */
export function toCore(root: Expression, context: CoreContext): Expression {
  return fold<Expression>(root, (node, parts) => {
    const [u] = parts;
    switch (node.kind) {
      case 'number':
      case 'symbol':
        return node;
      case 'constant':
        return node.name === 'e' ? call('exp', UNIT) : node;
      case 'negate':
        return negation(u);
      case 'add':
        return sum(u, parts[1]);
      case 'subtract':
        return difference(u, parts[1]);
      case 'multiply':
        return product(u, parts[1]);
      case 'divide':
        return quotient(u, parts[1]);
      case 'power':
        // e^u is exp(u); any other non-constant exponent needs a positive base.
        if (node.left === constant('e')) return call('exp', parts[1]);
        return rationalValue(parts[1]) === undefined && hasPositiveBase(node, context)
          ? call('exp', product(parts[1], call('log', u)))
          : powerOf(u, parts[1]);
      case 'call':
        return functionToCore(node.name, parts);
    }
  });
}

function hasPositiveBase(node: BinaryOperation, { integers, isPositive }: CoreContext): boolean {
  const symbolic = symbolsOf(node.right).length > 0 && !isIntegerValued(node.right, integers);
  return symbolic || isPositive(node.left);
}

const inverseOf = (e: Expression): Expression => quotient(UNIT, e);
const half = (e: Expression): Expression => quotient(e, integer(2));
const squared = (e: Expression): Expression => powerOf(e, integer(2));

/** asin u = 2 atan(u/(1 + √(1−u²))), for |u| ≤ 1. */
const arcsine = (u: Expression): Expression =>
  product(integer(2), call('atan', quotient(u, sum(UNIT, call('sqrt', difference(UNIT, squared(u)))))));

function functionToCore(name: Parameters<typeof call>[0], parts: readonly Expression[]): Expression {
  const [u] = parts;
  switch (name) {
    case 'sinh': {
      const e = call('exp', u);
      return half(difference(e, inverseOf(e)));
    }
    case 'cosh': {
      const e = call('exp', u);
      return half(sum(e, inverseOf(e)));
    }
    case 'tanh': {
      const e = squared(call('exp', u));
      return quotient(difference(e, UNIT), sum(e, UNIT));
    }
    case 'asinh':
      return call('log', sum(u, call('sqrt', sum(squared(u), UNIT))));
    case 'acosh':
      return call('log', sum(u, call('sqrt', difference(squared(u), UNIT))));
    case 'atanh':
      return half(call('log', quotient(sum(UNIT, u), difference(UNIT, u))));
    case 'asin':
      return arcsine(u);
    case 'acos':
      return difference(half(constant('pi')), arcsine(u));
    case 'tan':
      return quotient(call('sin', u), call('cos', u));
    default:
      return call(name, ...parts);
  }
}
