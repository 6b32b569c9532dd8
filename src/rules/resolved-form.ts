/** Expressions without abs, sign, min and max, where the signs of their operands are known. */
import { nameOf, Rejected } from '../certificate/rejected.js';
import { type Expression, NOUGHT } from '../expression/expression.js';
import { fold, withChildren } from '../expression/traverse.js';
import type { SignsOf } from './operation-signs.js';
import { resolveSigns, SignNeeded } from './resolve-signs.js';
import { NULL, type Signs } from './signs.js';

/**
 * The expression with every symbol that is 0 written as 0, and abs, sign, min and max as what they are. Every node has the value of
 * the node it stands for wherever the expression is defined.
 * @throws SignNeeded where a sign is not known.
 */
export const resolvedForm = (e: Expression, signsOf: SignsOf): Expression =>
  resolveSigns(
    fold<Expression>(e, (node, parts) =>
      node.kind === 'symbol' && signsOf(node) === NULL ? NOUGHT : withChildren(node, parts),
    ),
    signsOf,
  );

/**
 * Signs of `of` by those of `from`, of which it is the resolved form, at points at which both are defined.
 * @throws Rejected where it is another expression.
 */
export function signsOfResolved(of: Expression, from: Expression, signsOf: SignsOf): Signs {
  if (!resolvesTo(of, from, signsOf))
    throw new Rejected(`${nameOf(of)} is not what ${nameOf(from)} was shown to be`);
  return signsOf(from);
}

function resolvesTo(of: Expression, from: Expression, signsOf: SignsOf): boolean {
  try {
    return resolvedForm(from, signsOf) === of;
  } catch (error) {
    if (error instanceof SignNeeded) return false;
    throw error;
  }
}
