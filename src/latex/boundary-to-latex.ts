/** A regime boundary as display mathematics: what is more or less than the level on either side, and along which flow. */
import type { BoundaryStatement, Formula } from '../claim/claim.js';
import type { SymbolTable } from '../tex/names.js';
import { expressionToLatex, printedFormula } from './expression-to-latex.js';
import { bound, STRENGTH } from './printed.js';

/** A line of an `aligned` environment: left side, relation, and the lines of the right side. */
export interface BoundaryLine {
  readonly left: string;
  readonly relation: string;
  readonly right: readonly string[];
}

/**
 * @param name how a symbol is written.
 * @param sum a formula on as many lines as it needs.
 */
export function boundaryToLatex(
  statement: BoundaryStatement,
  names: SymbolTable,
  name: (symbol: string) => string,
  sum: (formula: Formula) => readonly string[],
): BoundaryLine[] {
  const { variable, at, field, initial, level, below } = statement;
  const tex = (formula: Formula) => expressionToLatex(formula.typed, names);
  const side = (relation: string, place: string): BoundaryLine => ({
    left: relation === first ? reduced(statement, names) : '',
    relation,
    right: [`${tex(level)} \\quad \\text{for } ${name(variable)} ${place} ${tex(at)}`],
  });
  const first = below === 'more' ? '>' : '<';
  return [
    side(first, '<'),
    side(first === '>' ? '<' : '>', '>'),
    ...[...field].map(([state, rate]) => ({
      left: `\\frac{\\mathrm{d}${name(state)}}{\\mathrm{d}t}`,
      relation: '=',
      right: sum(rate),
    })),
    ...[...initial].map(([state, value]) => ({
      left: `${name(state)}\\big|_{t = 0}`,
      relation: '=',
      right: sum(value),
    })),
  ];
}

/** The largest or smallest value along the flow, or the one at the end, of the quantity or its derivative. */
function reduced({ quantity, derivatives, reduce, until }: BoundaryStatement, names: SymbolTable): string {
  const order = derivatives === 1 ? '' : `^{${derivatives}}`;
  const body =
    derivatives === 0
      ? bound(printedFormula(quantity.typed, names), STRENGTH.product).tex
      : `\\frac{\\mathrm{d}${order}}{\\mathrm{d}t${order}} \\left[${expressionToLatex(quantity.typed, names)}\\right]`;
  const end = expressionToLatex(until.typed, names);
  if (reduce === 'end') return `\\left[${body}\\right]_{t = ${end}}`;
  return `\\${reduce}_{0 \\le t \\le ${end}} ${body}`;
}
