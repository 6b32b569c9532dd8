/** Standard bounds of elementary functions, true for every real argument at which the function is defined. */
import { call, difference, type Expression, sum, UNIT } from '../expression/expression.js';
import type { SignFact } from './sign-facts.js';
import { NONNEGATIVE, NONZERO, POSITIVE, type Signs } from './signs.js';

/**
 * Facts about f(u), given the possible signs of u:
 * e^u − 1, u − tanh u, sinh u − u, u − asinh u and u − atan u have the sign of u; e^u ≥ 1 + u; cosh u ≥ 1;
 * |tanh u| < 1; |sin u|, |cos u| ≤ 1; log u ≤ u − 1. Where u ≠ 0 the bounds that are sharp at 0 are strict.
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
      return [fact(difference(node, UNIT), sharp())];
    case 'tanh':
      return [
        fact(difference(UNIT, node), POSITIVE),
        fact(sum(UNIT, node), POSITIVE),
        fact(difference(u, node), signsOf(u)),
      ];
    case 'sinh':
      return [fact(difference(node, u), signsOf(u)), fact(difference(call('cosh', u), node), POSITIVE)];
    case 'asinh':
    case 'atan':
      return [fact(difference(u, node), signsOf(u))];
    case 'sin':
    case 'cos':
      return [fact(difference(UNIT, node), NONNEGATIVE), fact(sum(UNIT, node), NONNEGATIVE)];
    case 'log':
      return [fact(difference(difference(u, UNIT), node), NONNEGATIVE)];
    default:
      return [];
  }
}
