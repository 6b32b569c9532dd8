/** Linear algebra in float64, on ml-matrix. */
import {
  CholeskyDecomposition,
  EigenvalueDecomposition,
  Matrix,
  SingularValueDecomposition,
} from 'ml-matrix';
import { toNumber } from '../expression/rational.js';
import type { LinearAlgebra } from './linear-algebra.js';

const matrix = (rows: number, columns: number, entry: (i: number, j: number) => number): Matrix => {
  const A = new Matrix(rows, columns);
  for (let i = 0; i < rows; i++) for (let j = 0; j < columns; j++) A.set(i, j, entry(i, j));
  return A;
};

/** `columns` of A in the order given. */
const pick = (A: Matrix, columns: readonly number[]): Matrix =>
  matrix(A.rows, columns.length, (i, j) => A.get(i, columns[j]));

/** @throws RangeError: a decomposition of what is not finite would not end well. */
function requireFinite(A: Matrix): Matrix {
  for (let i = 0; i < A.rows; i++)
    for (let j = 0; j < A.columns; j++)
      if (!Number.isFinite(A.get(i, j))) throw new RangeError('an entry of a matrix is not finite');
  return A;
}

/** Singular values and eigenvalues are accurate to a few units of rounding of the largest, repeated and zero ones too. */
export const float64Algebra: LinearAlgebra<number, Matrix> = {
  bits: 53,
  largestExponent: 300,
  zero: 0,
  one: 1,
  of: toNumber,
  ofInteger: (value) => value,
  add: (a, b) => a + b,
  subtract: (a, b) => a - b,
  multiply: (a, b) => a * b,
  divide(a, b) {
    if (b === 0) throw new RangeError('division by zero');
    return a / b;
  },
  negate: (a) => -a,
  abs: Math.abs,
  sqrt: (a) => (a > 0 ? Math.sqrt(a) : 0),
  exp: Math.exp,
  expm1: Math.expm1,
  log(a) {
    if (!(a > 0)) throw new RangeError('a logarithm of what is not positive');
    return Math.log(a);
  },
  compare: (a, b) => (a < b ? -1 : a > b ? 1 : 0),
  log2: (a) => Math.log2(Math.abs(a)),
  toFloat: (a) => a,

  matrix,
  rows: (A) => A.rows,
  columns: (A) => A.columns,
  entry: (A, i, j) => A.get(i, j),
  times: (A, B) => A.mmul(B),
  transpose: (A) => A.transpose(),
  singularValues(A) {
    const decomposition = new SingularValueDecomposition(requireFinite(A), { autoTranspose: true });
    const count = Math.min(A.rows, A.columns);
    const all = decomposition.diagonal.slice(0, count);
    const order = [...all.keys()].sort((i, j) => all[j] - all[i]);
    return {
      U: pick(decomposition.leftSingularVectors, order),
      values: order.map((k) => all[k]),
      V: pick(decomposition.rightSingularVectors, order),
    };
  },
  symmetricEigen(A) {
    const decomposition = new EigenvalueDecomposition(requireFinite(A), { assumeSymmetric: true });
    const all = decomposition.realEigenvalues;
    const order = [...all.keys()].sort((i, j) => all[i] - all[j]);
    return { values: order.map((k) => all[k]), vectors: pick(decomposition.eigenvectorMatrix, order) };
  },
  cholesky(A) {
    // Of a matrix that is symmetric up to rounding, the lower triangle counts.
    const symmetric = matrix(A.rows, A.rows, (i, j) => A.get(Math.max(i, j), Math.min(i, j)));
    const decomposition = new CholeskyDecomposition(requireFinite(symmetric));
    return decomposition.isPositiveDefinite() ? decomposition.lowerTriangularMatrix : undefined;
  },
};
