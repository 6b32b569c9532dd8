import {
  difference,
  type Expression,
  integer,
  NOUGHT,
  negation,
  quotient,
  sum,
  UNIT,
} from '../expression/expression.js';
import { fold, withChildren } from '../expression/traverse.js';
import type { SignsOf } from './operation-signs.js';
import { isSubset, NEGATIVE, NONNEGATIVE, NONPOSITIVE, NULL, POSITIVE, type Signs } from './signs.js';

/** The proof needs the sign of this quantity, and the domain does not determine it: split the domain there. */
export class SignNeeded extends Error {
  readonly quantity: Expression;

  constructor(quantity: Expression) {
    super('a sign is needed');
    this.quantity = quantity;
  }
}

/** A part of the domain: the sign assumed on it. */
export interface Assumption {
  readonly quantity: Expression;
  readonly signs: Signs;
}

/**
 * Replaces abs, sign, min and max by what they are on this part of the domain.
 * @throws SignNeeded where the domain must be split first.
 */
export function resolveSigns(root: Expression, signsOf: SignsOf): Expression {
  return fold<Expression>(root, (node, parts) => {
    if (node.kind !== 'call') return withChildren(node, parts);
    switch (node.name) {
      case 'abs':
        return magnitude(parts[0], signsOf);
      case 'sign': {
        const signs = signsOf(parts[0]);
        if (signs === POSITIVE) return UNIT;
        if (signs === NEGATIVE) return negation(UNIT);
        if (signs === NULL) return NOUGHT;
        throw new SignNeeded(parts[0]);
      }
      case 'min':
      case 'max':
        return parts.reduce((a, b) => select(node.name === 'max', a, b, signsOf));
      default:
        return withChildren(node, parts);
    }
  });
}

function magnitude(u: Expression, signsOf: SignsOf): Expression {
  const signs = signsOf(u);
  if (isSubset(signs, NONNEGATIVE)) return u;
  if (isSubset(signs, NONPOSITIVE)) return negation(u);
  throw new SignNeeded(u);
}

/** max(a, b) = (a + b + |a − b|)/2, min with the other sign. */
function select(largest: boolean, a: Expression, b: Expression, signsOf: SignsOf): Expression {
  const gap = magnitude(difference(a, b), signsOf);
  const total = sum(a, b);
  return quotient(largest ? sum(total, gap) : difference(total, gap), integer(2));
}
