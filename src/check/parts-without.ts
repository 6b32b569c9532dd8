import { childrenOf, type Expression } from '../expression/expression.js';
import { subexpressions } from '../expression/traverse.js';

/** The largest subexpressions in which none of the symbols occurs: they are defined wherever the whole is. */
export function partsWithout(root: Expression, ...names: readonly string[]): Expression[] {
  const moving = new Set<Expression>();
  const all = subexpressions(root);
  for (const node of all) {
    const named = node.kind === 'symbol' && names.includes(node.name);
    if (named || childrenOf(node).some((child) => moving.has(child))) moving.add(node);
  }
  if (!moving.has(root)) return [root];
  const fixed = all
    .filter((node) => moving.has(node))
    .flatMap((node) => childrenOf(node).filter((c) => !moving.has(c)));
  return [...new Set(fixed)].filter((part) => childrenOf(part).length > 0);
}
