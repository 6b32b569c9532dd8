/** The names a matrix formula may use. */
import type { Letter } from './matrix-expression.js';
import type { MatrixFormula } from './read-matrix.js';

export interface MatrixNames {
  readonly letters: ReadonlyMap<string, Letter>;
  /** Scalar symbols, size names among them. */
  readonly scalars: ReadonlySet<string>;
  /** Names that stand for formulas, which are put in their places. */
  readonly meanings?: ReadonlyMap<string, MatrixFormula>;
}

/** Names with a meaning of their own in matrix formulas. */
export const RESERVED_MATRIX_NAMES: ReadonlySet<string> = new Set([
  'I',
  'T',
  'transpose',
  'inv',
  'trace',
  'tr',
  'det',
  'expm',
  'sqrtm',
  'kron',
  'vec',
  'eye',
  'zeros',
  'inner',
  'sqnorm',
]);
