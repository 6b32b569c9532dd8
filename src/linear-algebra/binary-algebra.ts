/** Linear algebra with mantissas of any length: Jacobi's methods and Cholesky's, for small matrices. */
import { type BinaryNumber, binaryNumbers } from './binary-numbers.js';
import { completeBasis } from './complete-basis.js';
import { diagonalise, dot, orthogonaliseColumns } from './jacobi.js';
import type { LinearAlgebra, RealNumbers, SingularValues, SymmetricEigen } from './linear-algebra.js';

/** A matrix by columns. */
export interface BinaryMatrix {
  readonly rows: number;
  readonly columns: readonly (readonly BinaryNumber[])[];
}

export type BinaryAlgebra = LinearAlgebra<BinaryNumber, BinaryMatrix>;

const transpose = ({ rows, columns }: BinaryMatrix): BinaryMatrix => ({
  rows: columns.length,
  columns: Array.from({ length: rows }, (_, i) => columns.map((column) => column[i])),
});

const mutable = (A: BinaryMatrix): BinaryNumber[][] => A.columns.map((column) => [...column]);

/** Linear algebra with mantissas of `bits` bits; what is orthogonal or zero is so to about 2^-(bits - 12) of the largest. */
export function binaryAlgebra(bits: number): BinaryAlgebra {
  const numbers = binaryNumbers(bits);
  return {
    ...numbers,
    matrix: (rows, columns, entry) => ({
      rows,
      columns: Array.from({ length: columns }, (_, j) =>
        Array.from({ length: rows }, (_x, i) => entry(i, j)),
      ),
    }),
    rows: (A) => A.rows,
    columns: (A) => A.columns.length,
    entry: (A, i, j) => A.columns[j][i],
    times(A, B) {
      const rows = transpose(A).columns;
      return {
        rows: A.rows,
        columns: B.columns.map((column) => rows.map((row) => dot(numbers, row, column))),
      };
    },
    transpose,
    singularValues: (A) => singularValues(numbers, A),
    symmetricEigen: (A) => symmetricEigen(numbers, A),
    cholesky: (A) => cholesky(numbers, A),
  };
}

const orderedBy = (
  keys: readonly BinaryNumber[],
  numbers: RealNumbers<BinaryNumber>,
  sign: 1 | -1,
): number[] => [...keys.keys()].sort((i, j) => sign * numbers.compare(keys[i], keys[j]));

function singularValues(
  numbers: RealNumbers<BinaryNumber>,
  A: BinaryMatrix,
): SingularValues<BinaryNumber, BinaryMatrix> {
  if (A.columns.length > A.rows) {
    const { U, values, V } = singularValues(numbers, transpose(A));
    return { U: V, values, V: U };
  }
  const { columns, V } = orthogonaliseColumns(numbers, mutable(A));
  const norms = columns.map((column) => numbers.sqrt(dot(numbers, column, column)));
  const order = orderedBy(norms, numbers, -1);
  const nonzero = order.filter((k) => norms[k].mantissa !== 0n);
  const left = nonzero.map((k) => columns[k].map((value) => numbers.divide(value, norms[k])));
  left.push(...completeBasis(numbers, left, A.rows, columns.length - left.length));
  return {
    U: { rows: A.rows, columns: left },
    values: order.map((k) => norms[k]),
    V: { rows: columns.length, columns: order.map((k) => V[k]) },
  };
}

function symmetricEigen(
  numbers: RealNumbers<BinaryNumber>,
  A: BinaryMatrix,
): SymmetricEigen<BinaryNumber, BinaryMatrix> {
  const { values, vectors } = diagonalise(numbers, mutable(A));
  const order = orderedBy(values, numbers, 1);
  return {
    values: order.map((k) => values[k]),
    vectors: { rows: A.rows, columns: order.map((k) => vectors[k]) },
  };
}

function cholesky(numbers: RealNumbers<BinaryNumber>, A: BinaryMatrix): BinaryMatrix | undefined {
  const n = A.rows;
  const L = Array.from({ length: n }, () => Array.from({ length: n }, () => numbers.zero));
  for (let j = 0; j < n; j++) {
    for (let i = j; i < n; i++) {
      let rest = A.columns[j][i];
      for (let k = 0; k < j; k++) rest = numbers.subtract(rest, numbers.multiply(L[k][i], L[k][j]));
      if (i > j) L[j][i] = numbers.divide(rest, L[j][j]);
      else if (rest.mantissa <= 0n) return undefined;
      else L[j][j] = numbers.sqrt(rest);
    }
  }
  return { rows: n, columns: L };
}
