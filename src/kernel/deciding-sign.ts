/** Where a sign is needed: the part of the quantity on which it turns. */
import type { Expression } from '../expression/expression.js';
import { isInteger } from '../expression/rational.js';
import { rationalValue } from '../rules/core-form.js';
import type { SignsOf } from '../rules/operation-signs.js';
import { isSubset, NEGATIVE, NONNEGATIVE, NONPOSITIVE, NULL, POSITIVE, type Signs } from '../rules/signs.js';

/** Functions that have the sign of their argument. */
const ODD = new Set(['cbrt', 'sinh', 'tanh', 'asinh', 'atanh', 'asin', 'atan', 'sign']);

/**
 * The innermost quantity whose sign is not known and decides that of the whole: a factor of a product, the argument of a
 * function that keeps signs. Splitting there settles the whole, and every other product of the same factors with it.
 * @param strict is zero a case of its own?
 */
export function decidingQuantity(whole: Expression, signsOf: SignsOf, strict: boolean): Expression {
  const isOpen = (e: Expression): boolean => !isSettled(signsOf(e), strict);
  let quantity = whole;
  for (;;) {
    const next = partsOf(quantity).find(isOpen);
    if (next === undefined) return quantity;
    quantity = next;
  }
}

const isSettled = (signs: Signs, strict: boolean): boolean =>
  strict
    ? signs === POSITIVE || signs === NEGATIVE || signs === NULL
    : isSubset(signs, NONNEGATIVE) || isSubset(signs, NONPOSITIVE);

function partsOf(e: Expression): readonly Expression[] {
  switch (e.kind) {
    case 'negate':
      return [e.operand];
    case 'multiply':
    case 'divide':
      return [e.left, e.right];
    case 'power': {
      const exponent = rationalValue(e.right);
      return exponent !== undefined && isInteger(exponent) && exponent.numerator % 2n !== 0n ? [e.left] : [];
    }
    case 'call':
      return ODD.has(e.name) ? [e.operands[0]] : [];
    default:
      return [];
  }
}
