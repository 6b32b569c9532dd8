/** How large a matrix expression is, written out as a tree: definitions that use each other twice grow fast. */
import { fail } from '../expression/formula-failure.js';
import type { MatrixExpression } from './matrix-expression.js';

/** A formula with all its definitions in place. */
export const MAX_NODES = 10_000;

/** Does the expression, as a tree, have more nodes than that? No more of them are looked at. */
export function hasMoreNodes(root: MatrixExpression, limit: number): boolean {
  const pending: MatrixExpression[] = [root];
  for (let seen = 0; ; seen++) {
    const e = pending.pop();
    if (e === undefined) return false;
    if (seen >= limit) return true;
    if ('left' in e) pending.push(e.left, e.right);
    else if ('of' in e) pending.push(e.of);
    else if (e.kind === 'blocks') for (const row of e.rows) pending.push(...row);
  }
}

/** @throws FlowproofError `formula-too-large` */
export function refuseTooLarge(e: MatrixExpression, text: string): MatrixExpression {
  if (!hasMoreNodes(e, MAX_NODES)) return e;
  return fail(undefined, {
    code: 'formula-too-large',
    message: `${text.slice(0, 80)} is too large with its definitions and powers written out`,
    expected: `at most ${MAX_NODES} letters and operations`,
    hint: 'state it in steps: name a part by a matrix of its own, and its definition under given',
  });
}
