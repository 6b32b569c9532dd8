/** The parts of a matrix formula that are not defined for all values of its letters: inverses, roots, partial scalars. */
import type { Expression } from '../expression/expression.js';
import { symbolsOf } from '../expression/traverse.js';
import { type MatrixExpression, printMatrix } from './matrix-expression.js';
import type { MatrixFormula } from './read-matrix.js';

export interface PartialParts {
  /** Matrices that have to be invertible for the formula to be defined, as text. */
  readonly inverted: ReadonlySet<string>;
  /** Matrices that have to be positive semidefinite and symmetric, as text. */
  readonly rooted: ReadonlySet<string>;
  /** All scalar expressions of the formula; scalars that are made of matrices stand in them as symbols. */
  readonly scalars: readonly Expression[];
}

/** Is every value of the matrix invertible, by what is declared of its letters? */
export function isAlwaysInvertible(e: MatrixExpression): boolean {
  switch (e.kind) {
    case 'letter':
      return e.property === 'orthogonal' || e.property === 'positive-definite' || e.property === 'invertible';
    case 'identity':
    case 'exponential':
      return true;
    case 'multiply':
      return isAlwaysInvertible(e.left) && isAlwaysInvertible(e.right);
    case 'transpose':
    case 'inverse':
    case 'negate':
      return isAlwaysInvertible(e.of);
    default:
      return false;
  }
}

const isAlwaysRooted = (e: MatrixExpression): boolean =>
  e.kind === 'identity' || e.kind === 'zero' || (e.kind === 'letter' && e.property === 'positive-definite');

/** Only what has to be evaluated counts: a scalar in the table of a formula that stands nowhere in it does not. */
export function partialPartsOf(formulas: Iterable<MatrixFormula>): PartialParts {
  const [inverted, rooted, scalars] = [new Set<string>(), new Set<string>(), new Set<Expression>()];
  let made: MatrixFormula['scalars'] = new Map();
  const visitScalar = (e: Expression): void => {
    if (scalars.has(e)) return;
    scalars.add(e);
    for (const name of symbolsOf(e)) {
      const scalar = made.get(name);
      if (scalar !== undefined) visit(scalar.of);
    }
  };
  const visit = (e: MatrixExpression): void => {
    if (e.kind === 'inverse' && !isAlwaysInvertible(e.of)) inverted.add(printMatrix(e.of));
    if (e.kind === 'root' && !isAlwaysRooted(e.of)) rooted.add(printMatrix(e.of));
    if (e.kind === 'scale') visitScalar(e.by);
    if ('left' in e) {
      visit(e.left);
      visit(e.right);
    } else if ('of' in e) visit(e.of);
    else if (e.kind === 'blocks') for (const row of e.rows) row.forEach(visit);
  };
  for (const formula of formulas) {
    made = formula.scalars;
    if (formula.kind === 'matrix') visit(formula.value);
    else visitScalar(formula.value);
  }
  return { inverted, rooted, scalars: [...scalars] };
}
