/** Matrices of exact rationals, as small as a counterexample. */
import {
  add,
  divide,
  equals,
  isZero,
  multiply,
  negate,
  ONE,
  type Rational,
  subtract,
  ZERO,
} from '../expression/rational.js';

/** Entries by rows. */
export interface RationalMatrix {
  readonly rows: number;
  readonly columns: number;
  readonly entries: readonly Rational[];
}

export function matrixOf(
  rows: number,
  columns: number,
  entry: (i: number, j: number) => Rational,
): RationalMatrix {
  const entries: Rational[] = [];
  for (let i = 0; i < rows; i++) for (let j = 0; j < columns; j++) entries.push(entry(i, j));
  return { rows, columns, entries };
}

export const entryOf = (a: RationalMatrix, i: number, j: number): Rational => a.entries[i * a.columns + j];

export const identityOf = (n: number): RationalMatrix => matrixOf(n, n, (i, j) => (i === j ? ONE : ZERO));

export const scaleMatrix = (a: RationalMatrix, by: Rational): RationalMatrix => ({
  ...a,
  entries: a.entries.map((x) => multiply(x, by)),
});

export const addMatrices = (a: RationalMatrix, b: RationalMatrix): RationalMatrix => ({
  ...a,
  entries: a.entries.map((x, k) => add(x, b.entries[k])),
});

export const subtractMatrices = (a: RationalMatrix, b: RationalMatrix): RationalMatrix => ({
  ...a,
  entries: a.entries.map((x, k) => subtract(x, b.entries[k])),
});

export const transposeMatrix = (a: RationalMatrix): RationalMatrix =>
  matrixOf(a.columns, a.rows, (i, j) => entryOf(a, j, i));

export const multiplyMatrices = (a: RationalMatrix, b: RationalMatrix): RationalMatrix =>
  matrixOf(a.rows, b.columns, (i, j) => {
    let total = ZERO;
    for (let k = 0; k < a.columns; k++) total = add(total, multiply(entryOf(a, i, k), entryOf(b, k, j)));
    return total;
  });

export const kroneckerOf = (a: RationalMatrix, b: RationalMatrix): RationalMatrix =>
  matrixOf(a.rows * b.rows, a.columns * b.columns, (i, j) =>
    multiply(
      entryOf(a, Math.floor(i / b.rows), Math.floor(j / b.columns)),
      entryOf(b, i % b.rows, j % b.columns),
    ),
  );

/** The columns one below the other. */
export const stackColumns = (a: RationalMatrix): RationalMatrix =>
  matrixOf(a.rows * a.columns, 1, (k) => entryOf(a, k % a.rows, Math.floor(k / a.rows)));

export const traceOfMatrix = (a: RationalMatrix): Rational => {
  let total = ZERO;
  for (let i = 0; i < a.rows; i++) total = add(total, entryOf(a, i, i));
  return total;
};

export const equalMatrices = (a: RationalMatrix, b: RationalMatrix): boolean =>
  a.rows === b.rows && a.columns === b.columns && a.entries.every((x, k) => equals(x, b.entries[k]));

/** Elimination: the determinant, and the inverse where it is not 0. */
export function eliminate(a: RationalMatrix): {
  readonly determinant: Rational;
  readonly inverse?: RationalMatrix;
} {
  const n = a.rows;
  const work = Array.from({ length: n }, (_, i) => [
    ...Array.from({ length: n }, (_x, j) => entryOf(a, i, j)),
    ...Array.from({ length: n }, (_x, j) => (i === j ? ONE : ZERO)),
  ]);
  let determinant = ONE;
  for (let c = 0; c < n; c++) {
    const pivot = work.findIndex((row, i) => i >= c && !isZero(row[c]));
    if (pivot < 0) return { determinant: ZERO };
    if (pivot !== c) {
      [work[pivot], work[c]] = [work[c], work[pivot]];
      determinant = negate(determinant);
    }
    const lead = work[c][c];
    determinant = multiply(determinant, lead);
    work[c] = work[c].map((x) => divide(x, lead));
    for (let i = 0; i < n; i++) {
      const by = work[i][c];
      if (i !== c && !isZero(by)) work[i] = work[i].map((x, j) => subtract(x, multiply(by, work[c][j])));
    }
  }
  return { determinant, inverse: matrixOf(n, n, (i, j) => work[i][n + j]) };
}

/** The matrices of a grid put together. */
export function joinMatrices(grid: readonly (readonly RationalMatrix[])[]): RationalMatrix {
  const rows = grid.flatMap((band) =>
    Array.from({ length: band[0].rows }, (_, i) =>
      band.flatMap((block) => Array.from({ length: block.columns }, (_x, j) => entryOf(block, i, j))),
    ),
  );
  return { rows: rows.length, columns: rows[0]?.length ?? 0, entries: rows.flat() };
}
