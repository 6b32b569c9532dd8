/** Jacobi's rotations: slow and simple, and accurate at any precision. Matrices are lists of columns here. */
import type { RealNumbers } from './linear-algebra.js';

type Columns<S> = S[][];

/** Sweeps double the number of right digits near the end; this many are never needed. */
const MAX_SWEEPS = 100;
/** Bits that stay for rounding when columns are called orthogonal, or a value zero. */
const SLACK_BITS = 12;

interface Rotation<S> {
  readonly c: S;
  readonly s: S;
}

/** c, s with c² + s² = 1 that diagonalise [[a, g], [g, b]]: the smaller angle. */
function rotationFor<S>(numbers: RealNumbers<S>, a: S, b: S, g: S): Rotation<S> {
  const { add, multiply, divide, subtract, sqrt, one, abs, negate, compare, zero } = numbers;
  const zeta = divide(subtract(b, a), add(g, g));
  const size = abs(zeta);
  const t = divide(one, add(size, sqrt(add(one, multiply(size, size)))));
  const c = divide(one, sqrt(add(one, multiply(t, t))));
  const s = multiply(c, t);
  return { c, s: compare(zeta, zero) < 0 ? negate(s) : s };
}

function rotate<S>(
  numbers: RealNumbers<S>,
  columns: Columns<S>,
  p: number,
  q: number,
  by: Rotation<S>,
): void {
  const { add, multiply, subtract } = numbers;
  const [x, y] = [columns[p], columns[q]];
  columns[p] = x.map((value, i) => subtract(multiply(by.c, value), multiply(by.s, y[i])));
  columns[q] = x.map((value, i) => add(multiply(by.s, value), multiply(by.c, y[i])));
}

export function dot<S>(numbers: RealNumbers<S>, a: readonly S[], b: readonly S[]): S {
  return a.reduce((sum, value, i) => numbers.add(sum, numbers.multiply(value, b[i])), numbers.zero);
}

const identityColumns = <S>(numbers: RealNumbers<S>, n: number): Columns<S> =>
  Array.from({ length: n }, (_, j) =>
    Array.from({ length: n }, (_x, i) => (i === j ? numbers.one : numbers.zero)),
  );

const unsettled = () => new RangeError(`Jacobi's rotations did not settle in ${MAX_SWEEPS} sweeps`);

/**
 * One-sided Jacobi of a matrix with at least as many rows as columns: rotates the columns of A until they are orthogonal.
 * @returns the orthogonal columns A V and V. Columns below the rounding of the longest are set to zero.
 */
export function orthogonaliseColumns<S>(
  numbers: RealNumbers<S>,
  A: Columns<S>,
): { readonly columns: Columns<S>; readonly V: Columns<S> } {
  const { zero, log2 } = numbers;
  const columns = A.map((column) => [...column]);
  const V = identityColumns(numbers, columns.length);
  const norm2 = (column: readonly S[]) => log2(dot(numbers, column, column));
  const largest = Math.max(...columns.map(norm2)) + Math.log2(columns.length);
  const floor = largest - 2 * (numbers.bits - SLACK_BITS);
  for (let sweep = 0; sweep < MAX_SWEEPS; sweep++) {
    let rotated = false;
    for (let p = 0; p < columns.length; p++) {
      for (let q = p + 1; q < columns.length; q++) {
        const g = dot(numbers, columns[p], columns[q]);
        const a = dot(numbers, columns[p], columns[p]);
        const b = dot(numbers, columns[q], columns[q]);
        const [sizeP, sizeQ] = [log2(a), log2(b)];
        if (sizeP <= floor || sizeQ <= floor) continue;
        if (log2(g) <= (sizeP + sizeQ) / 2 - (numbers.bits - SLACK_BITS)) continue;
        const by = rotationFor(numbers, a, b, g);
        rotate(numbers, columns, p, q, by);
        rotate(numbers, V, p, q, by);
        rotated = true;
      }
    }
    if (!rotated) {
      return {
        columns: columns.map((column) => (norm2(column) <= floor ? column.map(() => zero) : column)),
        V,
      };
    }
  }
  throw unsettled();
}

/** Cyclic Jacobi of a symmetric matrix. @returns its eigenvalues and orthonormal eigenvectors, as columns. */
export function diagonalise<S>(
  numbers: RealNumbers<S>,
  A: Columns<S>,
): { readonly values: S[]; readonly vectors: Columns<S> } {
  const n = A.length;
  let work = A.map((column) => [...column]);
  const vectors = identityColumns(numbers, n);
  const transposed = (columns: Columns<S>): Columns<S> =>
    columns.map((_, j) => columns.map((column) => column[j]));
  const largest = Math.max(...work.flat().map(numbers.log2));
  const floor = largest - (numbers.bits - SLACK_BITS);
  for (let sweep = 0; sweep < MAX_SWEEPS; sweep++) {
    let rotated = false;
    for (let p = 0; p < n; p++) {
      for (let q = p + 1; q < n; q++) {
        if (!(numbers.log2(work[p][q]) > floor)) continue;
        const by = rotationFor(numbers, work[p][p], work[q][q], work[p][q]);
        rotate(numbers, work, p, q, by);
        work = transposed(work);
        rotate(numbers, work, p, q, by);
        rotate(numbers, vectors, p, q, by);
        rotated = true;
      }
    }
    if (!rotated) return { values: work.map((column, j) => column[j]), vectors };
  }
  throw unsettled();
}
