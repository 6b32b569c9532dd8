/** The letters and the scalar symbols of a matrix formula. */
import { symbolsOf } from '../expression/traverse.js';
import type { Letter, MatrixExpression } from './matrix-expression.js';
import type { MatrixFormula } from './read-matrix.js';
import { namesOfSize } from './size.js';

export interface FormulaParts {
  /** By name, in order of first use. */
  readonly letters: ReadonlyMap<string, Letter>;
  /** Scalar symbols, the names of sizes among them. */
  readonly symbols: ReadonlySet<string>;
  /** Names that shapes are made of. */
  readonly sizes: ReadonlySet<string>;
}

export function partsOf(formulas: Iterable<MatrixFormula>): FormulaParts {
  const letters = new Map<string, Letter>();
  const symbols = new Set<string>();
  const sizes = new Set<string>();
  const noteSizes = ({ shape }: MatrixExpression): void => {
    for (const size of [shape.rows, shape.columns]) for (const name of namesOfSize(size)) sizes.add(name);
  };
  const visit = (e: MatrixExpression): void => {
    switch (e.kind) {
      case 'letter':
        letters.set(e.name, e);
        noteSizes(e);
        break;
      case 'identity':
      case 'zero':
        noteSizes(e);
        break;
      case 'add':
      case 'subtract':
      case 'multiply':
      case 'kronecker':
        visit(e.left);
        visit(e.right);
        break;
      case 'scale':
        for (const name of symbolsOf(e.by)) symbols.add(name);
        visit(e.of);
        break;
      case 'blocks':
        for (const row of e.rows) row.forEach(visit);
        break;
      default:
        visit(e.of);
    }
  };
  for (const formula of formulas) {
    if (formula.kind === 'matrix') visit(formula.value);
    else for (const name of symbolsOf(formula.value)) symbols.add(name);
    for (const { of } of formula.scalars.values()) visit(of);
    // A scalar that is made of matrices is no symbol of its own.
    for (const name of formula.scalars.keys()) symbols.delete(name);
  }
  for (const name of sizes) symbols.add(name);
  return { letters, symbols, sizes };
}
