/** Implicit bias as display mathematics: the flow, and the constrained problem that its end point solves. */
import type { Formula, MinimiserStatement } from '../claim/claim.js';
import type { SymbolTable } from '../tex/names.js';
import { expressionToLatex } from './expression-to-latex.js';

/** Two lines of an `aligned` environment, or more where a formula is long. */
export function minimiserToLatex(
  { of, state, speed, initial }: MinimiserStatement,
  names: SymbolTable,
  name: (symbol: string) => string,
  sum: (formula: Formula) => readonly string[],
): string[] {
  const beta = name(state);
  const broken = (lines: readonly string[]) =>
    lines.map((line, i) => (i === 0 ? line : `& \\qquad ${line}`)).join(' \\\\ ');
  const gradient = `\\left[X^{\\top} (y - X ${beta})\\right]`;
  return [
    `\\dot{${beta}} &= \\left(${broken(sum(speed))}\\right) \\circ ${gradient}, \\quad ${beta}(0) = ${expressionToLatex(initial.typed, names)}`,
    `\\lim_{t \\to \\infty} ${beta} &= \\operatorname*{arg\\,min}_{X^{\\top} X ${beta} = X^{\\top} y} \\ \\sum_{d} \\left[${broken(sum(of))}\\right]`,
  ];
}
