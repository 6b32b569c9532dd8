/**
 * Dense real linear algebra over some arithmetic: formulas are written once against it, and run in float64 or with a mantissa
 * of any length.
 */
import type { Rational } from '../expression/rational.js';

/** Real numbers of one arithmetic. Every operation is rounded to that arithmetic's precision. */
export interface RealNumbers<S> {
  /** Bits of a mantissa: the unit of rounding is 2^-bits. */
  readonly bits: number;
  /** exp(±x) stays far from what can be held, even squared, for x up to this. */
  readonly largestExponent: number;
  readonly zero: S;
  readonly one: S;
  of(value: Rational): S;
  ofInteger(value: number): S;
  add(a: S, b: S): S;
  subtract(a: S, b: S): S;
  multiply(a: S, b: S): S;
  /** a / b. @throws RangeError for b = 0. */
  divide(a: S, b: S): S;
  negate(a: S): S;
  abs(a: S): S;
  /** The square root of a >= 0; what rounding has left below zero counts as zero. */
  sqrt(a: S): S;
  exp(a: S): S;
  expm1(a: S): S;
  /** The natural logarithm of a > 0. @throws RangeError otherwise. */
  log(a: S): S;
  compare(a: S, b: S): -1 | 0 | 1;
  /** log2 |a| as a float; -Infinity for 0. It never overflows. */
  log2(a: S): number;
  /** A float64 next to a, right to a few units of rounding; ±Infinity or 0 beyond its range. */
  toFloat(a: S): number;
}

/** A = U diag(values) V^T with min(rows, columns) orthonormal columns in U and V; values >= 0, descending. */
export interface SingularValues<S, M> {
  readonly U: M;
  readonly values: readonly S[];
  readonly V: M;
}

/** A = vectors diag(values) vectors^T; values ascending. */
export interface SymmetricEigen<S, M> {
  readonly values: readonly S[];
  readonly vectors: M;
}

/** Numbers and the matrices M over them. Shapes are the caller's business. */
export interface LinearAlgebra<S, M> extends RealNumbers<S> {
  matrix(rows: number, columns: number, entry: (i: number, j: number) => S): M;
  rows(A: M): number;
  columns(A: M): number;
  entry(A: M, i: number, j: number): S;
  times(A: M, B: M): M;
  transpose(A: M): M;
  singularValues(A: M): SingularValues<S, M>;
  /** Eigenvalues and orthonormal eigenvectors of a symmetric matrix. */
  symmetricEigen(A: M): SymmetricEigen<S, M>;
  /** Lower triangular L with L L^T = A; undefined where A is not positive definite to rounding. */
  cholesky(A: M): M | undefined;
}
