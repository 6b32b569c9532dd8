/** What a matrix statement is about, as text: equal exactly if the statements are. */
import { print } from '../expression/print.js';
import { type Letter, printMatrix } from './matrix-expression.js';
import type { MatrixStatement } from './matrix-statement.js';
import { partsOf } from './parts-of-formula.js';
import type { MatrixFormula } from './read-matrix.js';
import { shapeText } from './size.js';

/** Formulas over the same letters are equal exactly if their keys are. */
export const formulaKey = (formula: MatrixFormula): string =>
  formula.kind === 'matrix' ? printMatrix(formula.value) : print(formula.value);

/** Letters in order of name, with all that is declared of them. */
export const lettersKey = (
  letters: Iterable<Letter>,
): readonly (readonly [string, string, string | null])[] =>
  [...letters]
    .map(({ name, shape, property }) => [name, shapeText(shape), property ?? null] as const)
    .sort(([a], [b]) => (a < b ? -1 : 1));

export function statementKey({ left, right, given }: MatrixStatement): string {
  const equations = [{ left, right }, ...given];
  const formulas = equations.flatMap((equation) => [equation.left, equation.right]);
  return JSON.stringify([formulas.map(formulaKey), lettersKey(partsOf(formulas).letters.values())]);
}
