/** What follows from the primitives of any {@link LinearAlgebra}. */
import type { LinearAlgebra, RealNumbers } from './linear-algebra.js';

/** sqrt(a² + b²), scaled so that nothing overflows. */
export function hypot<S>(
  { abs, compare, divide, multiply, add, sqrt, one, zero }: RealNumbers<S>,
  a: S,
  b: S,
): S {
  const [p, q] = [abs(a), abs(b)];
  const [large, small] = compare(p, q) >= 0 ? [p, q] : [q, p];
  if (compare(large, zero) === 0) return zero;
  const ratio = divide(small, large);
  return multiply(large, sqrt(add(one, multiply(ratio, ratio))));
}

/** a / 2. */
export const half = <S>(numbers: RealNumbers<S>, a: S): S => numbers.divide(a, numbers.ofInteger(2));

/** The larger of two numbers. */
export const larger = <S>({ compare }: RealNumbers<S>, a: S, b: S): S => (compare(a, b) >= 0 ? a : b);

export const sumOf = <S>(numbers: RealNumbers<S>, values: readonly S[]): S =>
  values.reduce((sum, value) => numbers.add(sum, value), numbers.zero);

export const isZero = <S>(numbers: RealNumbers<S>, a: S): boolean => numbers.compare(a, numbers.zero) === 0;

/** Matrices put together, subtracted, scaled and measured, over one algebra. */
export class MatrixOperations<S, M> {
  constructor(readonly algebra: LinearAlgebra<S, M>) {}

  identity(n: number): M {
    const { matrix, one, zero } = this.algebra;
    return matrix(n, n, (i, j) => (i === j ? one : zero));
  }

  zeros(rows: number, columns: number): M {
    return this.algebra.matrix(rows, columns, () => this.algebra.zero);
  }

  diagonal(values: readonly S[]): M {
    const n = values.length;
    return this.algebra.matrix(n, n, (i, j) => (i === j ? values[i] : this.algebra.zero));
  }

  combine(A: M, B: M, by: (a: S, b: S) => S): M {
    const { matrix, rows, columns, entry } = this.algebra;
    return matrix(rows(A), columns(A), (i, j) => by(entry(A, i, j), entry(B, i, j)));
  }

  plus(A: M, B: M): M {
    return this.combine(A, B, this.algebra.add);
  }

  minus(A: M, B: M): M {
    return this.combine(A, B, this.algebra.subtract);
  }

  scaled(A: M, by: S): M {
    return this.map(A, (value) => this.algebra.multiply(value, by));
  }

  map(A: M, f: (value: S, i: number, j: number) => S): M {
    const { matrix, rows, columns, entry } = this.algebra;
    return matrix(rows(A), columns(A), (i, j) => f(entry(A, i, j), i, j));
  }

  /** diag(values) A. */
  rowsScaled(values: readonly S[], A: M): M {
    return this.map(A, (value, i) => this.algebra.multiply(value, values[i]));
  }

  /** A diag(values). */
  columnsScaled(A: M, values: readonly S[]): M {
    return this.map(A, (value, _i, j) => this.algebra.multiply(value, values[j]));
  }

  /** A diag(values) A^T. */
  spectral(A: M, values: readonly S[]): M {
    const { times, transpose } = this.algebra;
    return times(this.columnsScaled(A, values), transpose(A));
  }

  /** A^T A. */
  gram(A: M): M {
    return this.algebra.times(this.algebra.transpose(A), A);
  }

  product(first: M, ...others: readonly M[]): M {
    return others.reduce((A, B) => this.algebra.times(A, B), first);
  }

  block(A: M, top: number, left: number, height: number, width: number): M {
    return this.algebra.matrix(height, width, (i, j) => this.algebra.entry(A, top + i, left + j));
  }

  /** Matrices beside each other. */
  beside(rows: number, ...parts: readonly M[]): M {
    const { columns, entry, matrix } = this.algebra;
    const places = parts.flatMap((part) => Array.from({ length: columns(part) }, (_, j) => ({ part, j })));
    return matrix(rows, places.length, (i, j) => entry(places[j].part, i, places[j].j));
  }

  /** Matrices below each other. */
  below(columnCount: number, ...parts: readonly M[]): M {
    const { rows, entry, matrix } = this.algebra;
    const places = parts.flatMap((part) => Array.from({ length: rows(part) }, (_, i) => ({ part, i })));
    return matrix(places.length, columnCount, (i, j) => entry(places[i].part, places[i].i, j));
  }

  column(A: M, j: number): S[] {
    return Array.from({ length: this.algebra.rows(A) }, (_, i) => this.algebra.entry(A, i, j));
  }

  columnsOf(A: M): S[][] {
    return Array.from({ length: this.algebra.columns(A) }, (_, j) => this.column(A, j));
  }

  fromColumns(rows: number, columns: readonly (readonly S[])[]): M {
    return this.algebra.matrix(rows, columns.length, (i, j) => columns[j][i]);
  }

  trace(A: M): S {
    return sumOf(
      this.algebra,
      Array.from({ length: this.algebra.rows(A) }, (_, i) => this.algebra.entry(A, i, i)),
    );
  }

  /** <A, B> = tr(A^T B). */
  inner(A: M, B: M): S {
    const { rows, columns, entry, multiply } = this.algebra;
    const terms: S[] = [];
    for (let i = 0; i < rows(A); i++) {
      for (let j = 0; j < columns(A); j++) terms.push(multiply(entry(A, i, j), entry(B, i, j)));
    }
    return sumOf(this.algebra, terms);
  }

  /** |A|^2, the sum of squares of entries. */
  squaredNorm(A: M): S {
    return this.inner(A, A);
  }

  /** The largest absolute value of an entry. */
  largest(A: M): S {
    const { abs, compare, zero } = this.algebra;
    let found = zero;
    this.entriesOf(A).forEach((value) => {
      if (compare(abs(value), found) > 0) found = abs(value);
    });
    return found;
  }

  /** The entries by rows. */
  entriesOf(A: M): S[] {
    const { rows, columns, entry } = this.algebra;
    return Array.from({ length: rows(A) * columns(A) }, (_, k) =>
      entry(A, Math.floor(k / columns(A)), k % columns(A)),
    );
  }

  /** A (x) B. */
  kronecker(A: M, B: M): M {
    const { rows, columns, entry, matrix, multiply } = this.algebra;
    const [height, width] = [rows(B), columns(B)];
    return matrix(rows(A) * height, columns(A) * width, (i, j) =>
      multiply(entry(A, Math.floor(i / height), Math.floor(j / width)), entry(B, i % height, j % width)),
    );
  }

  /** A number as the float next to it, without more than its leading digits; ±Infinity beyond float64. */
  float(a: S): number {
    return this.algebra.toFloat(a);
  }

  /** A number as text for messages. */
  text(a: S): string {
    return `${Number(this.float(a).toPrecision(6))}`;
  }

  /**
   * B^T Y^-1 B for a positive definite Y, through Cholesky's factor: symmetric to the last bit of its rounding.
   * @throws RangeError where Y is not positive definite to rounding.
   */
  gramOfSolution(Y: M, B: M): M {
    return this.gram(this.solveLower(Y, B));
  }

  /** L^-1 B for Cholesky's factor L of Y. @throws RangeError as {@link gramOfSolution}. */
  solveLower(Y: M, B: M): M {
    const L = this.algebra.cholesky(Y);
    if (L === undefined) throw new RangeError('a matrix that is not positive definite to rounding');
    return this.forwardSolve(L, B);
  }

  /** L^-1 B for a lower triangular L. */
  forwardSolve(L: M, B: M): M {
    const { entry, subtract, multiply, divide, rows } = this.algebra;
    const n = rows(L);
    const solved = this.columnsOf(B).map((column) => {
      const x = [...column];
      for (let i = 0; i < n; i++) {
        for (let k = 0; k < i; k++) x[i] = subtract(x[i], multiply(entry(L, i, k), x[k]));
        x[i] = divide(x[i], entry(L, i, i));
      }
      return x;
    });
    return this.fromColumns(n, solved);
  }
}
