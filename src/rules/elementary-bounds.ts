/** Standard bounds of elementary functions, true for every real argument at which the function is defined. */
import {
  call,
  difference,
  type Expression,
  integer,
  powerOf,
  product,
  quotient,
  sum,
  UNIT,
} from '../expression/expression.js';
import type { SignFact } from './sign-facts.js';
import {
  isSubset,
  NEGATIVE,
  NONNEGATIVE,
  NONPOSITIVE,
  NONZERO,
  NULL,
  POSITIVE,
  type Signs,
} from './signs.js';

const halfSquare = (u: Expression): Expression => quotient(powerOf(u, integer(2)), integer(2));

/**
 * Facts about f(u), given the possible signs of u:
 * e^u − 1, u − tanh u, sinh u − u, u cosh u − sinh u, u − asinh u, u − atan u and u − sin u have the sign of u; e^u ≥ 1 + u;
 * cosh u ≥ 1 + u²/2; cosh u > |sinh u|; |tanh u| < 1; |sin u|, |cos u| ≤ 1; cos u ≥ 1 − u²/2; log u ≤ u − 1;
 * |u| ≥ ±u, and |u| = ±u where u has that sign. Where u ≠ 0 the bounds that are sharp at 0 are strict.
 */
export function elementaryBounds(node: Expression, signsOf: (e: Expression) => Signs): SignFact[] {
  if (node.kind !== 'call') return [];
  const [u] = node.operands;
  const fact = (expression: Expression, signs: Signs): SignFact => ({ expression, signs });
  const sharp = (): Signs => ((signsOf(u) & ~NONZERO) === 0 ? POSITIVE : NONNEGATIVE);
  switch (node.name) {
    case 'exp':
      return [fact(difference(node, UNIT), signsOf(u)), fact(difference(node, sum(UNIT, u)), sharp())];
    case 'cosh':
      return [
        fact(difference(node, UNIT), sharp()),
        fact(difference(difference(node, UNIT), halfSquare(u)), sharp()),
      ];
    case 'tanh':
      return [
        fact(difference(UNIT, node), POSITIVE),
        fact(sum(UNIT, node), POSITIVE),
        fact(difference(u, node), signsOf(u)),
      ];
    case 'sinh':
      return [
        fact(difference(node, u), signsOf(u)),
        fact(difference(call('cosh', u), node), POSITIVE),
        fact(sum(call('cosh', u), node), POSITIVE),
        fact(difference(product(u, call('cosh', u)), node), signsOf(u)),
      ];
    case 'asinh':
    case 'atan':
      return [fact(difference(u, node), signsOf(u))];
    case 'abs': {
      const signs = signsOf(u);
      const [below, above] = [difference(node, u), sum(node, u)];
      return [
        fact(below, isSubset(signs, NONNEGATIVE) ? NULL : isSubset(signs, NEGATIVE) ? POSITIVE : NONNEGATIVE),
        fact(above, isSubset(signs, NONPOSITIVE) ? NULL : isSubset(signs, POSITIVE) ? POSITIVE : NONNEGATIVE),
      ];
    }
    case 'sin':
      return [
        fact(difference(UNIT, node), NONNEGATIVE),
        fact(sum(UNIT, node), NONNEGATIVE),
        fact(difference(u, node), signsOf(u)),
      ];
    case 'cos':
      return [
        fact(difference(UNIT, node), NONNEGATIVE),
        fact(sum(UNIT, node), NONNEGATIVE),
        fact(sum(difference(node, UNIT), halfSquare(u)), sharp()),
      ];
    case 'log':
      return [fact(difference(difference(u, UNIT), node), NONNEGATIVE)];
    default:
      return [];
  }
}
