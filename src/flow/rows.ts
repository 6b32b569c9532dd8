/** Matrices as lists of rows: what tasks and weights are given as, and what a proof computes its formulas with. */
import { FlowproofError } from '../errors.js';

/** A matrix by rows. */
export type Rows = readonly ArrayLike<number>[];

/** The product of matrices, from the left. @throws FlowproofError `matrix-shape` where inner widths differ. */
export function timesRows(first: Rows, ...others: readonly Rows[]): Float64Array[] {
  let product = Array.from(first, (row) => Float64Array.from(row));
  for (const factor of others) {
    const inner = product[0]?.length ?? 0;
    if (inner !== factor.length) {
      throw new FlowproofError({
        code: 'matrix-shape',
        message: 'these matrices cannot be multiplied',
        expected: `${inner} rows in the right factor`,
        found: `${factor.length} rows`,
      });
    }
    const columns = factor[0]?.length ?? 0;
    product = product.map((row) =>
      Float64Array.from({ length: columns }, (_, j) => {
        let sum = 0;
        for (let k = 0; k < inner; k++) sum += row[k] * factor[k][j];
        return sum;
      }),
    );
  }
  return product;
}

export const transposeRows = (A: Rows): Float64Array[] =>
  Array.from(A[0] ?? [], (_, j) => Float64Array.from(A, (row) => row[j]));

/** A + factor B. @throws FlowproofError `matrix-shape` where the shapes differ. */
export function addRows(A: Rows, B: Rows, factor = 1): Float64Array[] {
  const shape = (M: Rows) => `${M.length} x ${M[0]?.length ?? 0}`;
  if (shape(A) !== shape(B)) {
    throw new FlowproofError({
      code: 'matrix-shape',
      message: 'these matrices cannot be added',
      expected: shape(A),
      found: shape(B),
    });
  }
  return Array.from(A, (row, i) => Float64Array.from(row, (x, j) => x + factor * B[i][j]));
}

/** A diag(values). */
export const scaleColumns = (A: Rows, values: ArrayLike<number>): Float64Array[] =>
  Array.from(A, (row) => Float64Array.from(row, (x, j) => x * values[j]));

/** <A, B>: the sum of the products of the entries. */
export const innerOfRows = (A: Rows, B: Rows): number =>
  A.reduce((sum, row, i) => sum + Array.from(row).reduce((part, x, j) => part + x * B[i][j], 0), 0);

/** |A|: the Frobenius norm. */
export const normOfRows = (A: Rows): number => Math.sqrt(innerOfRows(A, A));

/**
 * A^-1 B by elimination with pivots.
 * @throws FlowproofError `matrix-singular` where a pivot vanishes; `matrix-shape` where A is not square or B does not fit.
 */
export function solveRows(A: Rows, B: Rows): Float64Array[] {
  const n = A.length;
  if (B.length !== n || !Array.from(A).every((row) => row.length === n)) {
    throw new FlowproofError({
      code: 'matrix-shape',
      message: 'these equations cannot be solved',
      expected: 'a square matrix, and as many rows on the right',
      found: `${n} x ${A[0]?.length ?? 0} and ${B.length} rows`,
    });
  }
  const rows = Array.from(A, (row, i) => Float64Array.from([...Array.from(row), ...Array.from(B[i])]));
  for (let k = 0; k < n; k++) {
    let pivot = k;
    for (let i = k + 1; i < n; i++) if (Math.abs(rows[i][k]) > Math.abs(rows[pivot][k])) pivot = i;
    [rows[k], rows[pivot]] = [rows[pivot], rows[k]];
    if (rows[k][k] === 0) {
      throw new FlowproofError({
        code: 'matrix-singular',
        message: 'the matrix of these equations is singular',
        found: `no pivot in column ${k + 1}`,
      });
    }
    for (let i = 0; i < n; i++) {
      const share = i === k ? 0 : rows[i][k] / rows[k][k];
      if (share !== 0) for (let j = k; j < rows[i].length; j++) rows[i][j] -= share * rows[k][j];
    }
  }
  return rows.map((row, k) => row.slice(n).map((x) => x / row[k]));
}
