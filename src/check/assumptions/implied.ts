/** Do the other assumptions imply this one? Then dropping it changes no point of the domain. */
import type { Domain } from '../../domain/domain.js';
import type { Expression } from '../../expression/expression.js';
import { isInteger, signOf } from '../../expression/rational.js';
import { subexpressions } from '../../expression/traverse.js';
import { proveInequality } from '../../kernel/index.js';
import type { Condition } from './assumption.js';

const MS = 1_000;

/** Is the condition proved over the domain? An inequality is proved only where its sides are defined: they must be total. */
export function implies(domain: Domain, condition: Condition | undefined, seed: number): boolean {
  if (condition === undefined || condition.operator === '!=') return false;
  const { left, operator, right } = condition;
  if (!isTotal(left) || !isTotal(right)) return false;
  return proveInequality({ left, operator, right, domain }, { seed, ms: MS }).kind === 'proved';
}

/** Is the expression defined for all real values of its symbols? Decided by shape. */
export function isTotal(root: Expression): boolean {
  const total = new Set('exp sinh cosh tanh asinh sin cos atan cbrt abs sign min max'.split(' '));
  return subexpressions(root).every((node) => {
    if (node.kind === 'divide') return false;
    if (node.kind === 'power') {
      const { right } = node;
      return right.kind === 'number' && isInteger(right.value) && signOf(right.value) >= 0;
    }
    return node.kind !== 'call' || total.has(node.name);
  });
}
