import { childrenOf, type Expression, symbol } from '../expression/expression.js';
import { fold, subexpressions, withChildren } from '../expression/traverse.js';
import type { SymbolTable } from '../tex/names.js';
import { printedFormula, printedWidths } from './expression-to-latex.js';

/** A formula that an abbreviation stands for, and its name in LaTeX. */
export interface Abbreviation {
  readonly tex: string;
  readonly meaning: Expression;
}

export interface Abbreviated {
  readonly formulas: readonly Expression[];
  /** In order: each may use the ones before it. */
  readonly where: readonly Abbreviation[];
  readonly names: SymbolTable;
}

const MOST = 12;
/** Shorter parts are not worth a name. */
const LEAST_WIDTH = 7;

/**
 * Names parts of formulas that no line can hold, until each fits `width`: first what recurs, then what is long.
 *
 * Where nothing is too wide the formulas come back as they are. The names `Q_{1}, Q_{2}, …` avoid those of `names`.
 */
export function abbreviate(formulas: readonly Expression[], names: SymbolTable, width: number): Abbreviated {
  let current = formulas;
  const table = new Map(names);
  const where: Abbreviation[] = [];
  const taken = new Set(names.values());
  for (let k = 1; where.length < MOST && current.some((f) => widestTerm(f, table) > width); k++) {
    const tex = `Q_{${k}}`;
    if (taken.has(tex)) continue;
    const part = worthNaming(current, table, width);
    if (part === undefined) break;
    // No author's symbol can hold a space, so the name cannot meet one.
    const name = symbol(`abbreviation ${k}`);
    table.set(name.name, tex);
    where.push({ tex, meaning: part });
    current = current.map((f) => replace(f, part, name));
  }
  return { formulas: current, where, names: table };
}

/** A sum is broken between its terms: what must fit a line is one term. */
function widestTerm(root: Expression, names: SymbolTable): number {
  let widest = 0;
  let rest = root;
  while (rest.kind === 'add' || rest.kind === 'subtract') {
    widest = Math.max(widest, printedFormula(rest.right, names).width);
    rest = rest.left;
  }
  return Math.max(widest, printedFormula(rest, names).width);
}

/** The part whose name saves most; where nothing recurs, the longest that itself fits a line. */
function worthNaming(
  formulas: readonly Expression[],
  names: SymbolTable,
  width: number,
): Expression | undefined {
  const roots = new Set(formulas);
  const counts = occurrences(formulas);
  const widths = printedWidths(formulas, names);
  let best: Expression | undefined;
  let most = 0;
  for (const [part, count] of counts) {
    if (roots.has(part) || childrenOf(part).length === 0 || part.kind === 'negate') continue;
    const wide = widths.get(part) ?? 0;
    if (wide < LEAST_WIDTH || wide > width) continue;
    const saved = count > 1 ? width + (count - 1) * wide : wide;
    if (saved > most) {
      most = saved;
      best = part;
    }
  }
  return best;
}

/** How often each distinct part occurs in the trees as they are printed. */
function occurrences(formulas: readonly Expression[]): Map<Expression, number> {
  const counts = new Map<Expression, number>();
  const count = (e: Expression, more: number) => counts.set(e, (counts.get(e) ?? 0) + more);
  for (const formula of formulas) count(formula, 1);
  for (const node of subexpressions(...formulas).reverse()) {
    for (const child of childrenOf(node)) count(child, counts.get(node) ?? 0);
  }
  return counts;
}

const replace = (root: Expression, part: Expression, by: Expression): Expression =>
  fold<Expression>(root, (node, children) => (node === part ? by : withChildren(node, children)));
