/** What an equation states, in the shape of a claim: the keys of a claim file, with formulas that know their places. */
import type { Written } from './written.js';

export type StatementTree =
  | Written
  | string
  | boolean
  | readonly StatementTree[]
  | { readonly [key: string]: StatementTree };

const isWritten = (tree: StatementTree): tree is Written =>
  typeof tree === 'object' && !Array.isArray(tree) && 'marks' in tree && Array.isArray(tree.marks);

export type PlainTree = string | boolean | PlainTree[] | { [key: string]: PlainTree };

/** The tree as plain data. */
export function plainTree(tree: StatementTree): PlainTree {
  if (typeof tree !== 'object') return tree;
  if (Array.isArray(tree)) return tree.map(plainTree);
  if (isWritten(tree)) return tree.text;
  return Object.fromEntries(Object.entries(tree).map(([key, part]) => [key, plainTree(part)]));
}

/** The formula at a path into the tree, or the first one below it. */
export function writtenAt(tree: StatementTree, path: readonly (string | number)[]): Written | undefined {
  if (typeof tree !== 'object') return undefined;
  if (isWritten(tree)) return tree;
  const [key, ...rest] = path;
  const entries: readonly (readonly [string, StatementTree])[] = Object.entries(tree);
  const chosen = entries.find(([name]) => name === String(key));
  if (chosen !== undefined) return writtenAt(chosen[1], rest);
  for (const [, part] of entries) {
    const found = writtenAt(part, []);
    if (found !== undefined) return found;
  }
  return undefined;
}
