/** Segments along which one symbol moves and all others stay: what is known on them, and where mean values exist. */
import { constant, difference, type Expression, NOUGHT, symbol } from '../expression/expression.js';
import { signOf } from '../expression/rational.js';
import { fold, mentions, subexpressions, substitute } from '../expression/traverse.js';
import { rationalValue } from './core-form.js';
import type { SignsOf } from './operation-signs.js';
import { ANY_SIGN, NONZERO, type Signs, signsOfSum } from './signs.js';

/** The segment from `variable` = `from` to the point; `from` does not mention the variable. */
export interface Segment {
  readonly variable: string;
  readonly from: Expression;
}

/** How far the point lies from the start: variable − from. */
export const offsetOf = ({ variable, from }: Segment): Expression =>
  from === NOUGHT ? symbol(variable) : difference(symbol(variable), from);

/** The expression at the start of the segment. */
export const atStart = (e: Expression, { variable, from }: Segment): Expression =>
  substitute(e, new Map([[variable, from]]));

/** A·x + B by its shape, where x occurs neither in A nor in B. */
export const isAffineIn = (root: Expression, x: string): boolean =>
  fold<boolean>(root, (node, parts) => {
    if (!mentions(node, x)) return true;
    switch (node.kind) {
      case 'symbol':
        return true;
      case 'negate':
      case 'add':
      case 'subtract':
        return parts.every(Boolean);
      case 'multiply':
        return parts.every(Boolean) && !(mentions(node.left, x) && mentions(node.right, x));
      case 'divide':
        return parts[0] && !mentions(node.right, x);
      default:
        return false;
    }
  });

/**
 * Signs strictly between the start of the segment and the point, where the start is another point, from the signs `at` the
 * point. What does not mention the variable is the same there. What is affine in it lies strictly between its values at the
 * ends: it is (1 − t)·(value at the start) + t·(value at the point) with 0 < t < 1.
 */
export function signsAlong(e: Expression, segment: Segment, at: SignsOf): Signs {
  if (!mentions(e, segment.variable)) return at(e);
  if (e === offsetOf(segment)) return at(e) & NONZERO;
  return isAffineIn(e, segment.variable) ? signsOfSum(at(atStart(e, segment)), at(e)) : ANY_SIGN;
}

const KINKED = new Set(['sign', 'abs', 'min', 'max']);

/**
 * Is the expression continuous in x on every segment on which all its parts are defined, and differentiable wherever its
 * formal derivative is defined too? Kinks and steps are not, and a power with a moving exponent may not be where its
 * base is 0.
 */
export const isSmoothIn = (root: Expression, x: string): boolean =>
  subexpressions(root).every((node) => {
    if (!mentions(node, x)) return true;
    if (node.kind === 'call') return !KINKED.has(node.name);
    if (node.kind !== 'power' || !mentions(node.right, x)) return true;
    const base = rationalValue(node.left);
    return node.left === constant('e') || (base !== undefined && signOf(base) > 0);
  });
