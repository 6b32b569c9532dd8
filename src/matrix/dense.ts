/** Dense matrices over a ring or field: plain loops, for matrices as small as a counterexample. */

/** Entries by rows. */
export interface Dense<E> {
  readonly rows: number;
  readonly columns: number;
  readonly entries: readonly E[];
}

/** The arithmetic of entries. */
export interface Field<E> {
  readonly zero: E;
  readonly one: E;
  add(a: E, b: E): E;
  subtract(a: E, b: E): E;
  multiply(a: E, b: E): E;
  /** By a number that is certainly not 0. */
  divide(a: E, b: E): E;
  /** Undefined where that is not known. */
  isZero(a: E): boolean | undefined;
}

export function denseOf<E>(rows: number, columns: number, entry: (i: number, j: number) => E): Dense<E> {
  const entries: E[] = [];
  for (let i = 0; i < rows; i++) for (let j = 0; j < columns; j++) entries.push(entry(i, j));
  return { rows, columns, entries };
}

export const entryOf = <E>(a: Dense<E>, i: number, j: number): E => a.entries[i * a.columns + j];

export const transposeOf = <E>(a: Dense<E>): Dense<E> =>
  denseOf(a.columns, a.rows, (i, j) => entryOf(a, j, i));

/** The columns one below the other. */
export const stackColumns = <E>(a: Dense<E>): Dense<E> =>
  denseOf(a.rows * a.columns, 1, (k) => entryOf(a, k % a.rows, Math.floor(k / a.rows)));

/** The matrices of a grid put together. */
export function joinBlocksOf<E>(grid: readonly (readonly Dense<E>[])[]): Dense<E> {
  const rows = grid.flatMap((band) =>
    Array.from({ length: band[0].rows }, (_, i) =>
      band.flatMap((block) => Array.from({ length: block.columns }, (_x, j) => entryOf(block, i, j))),
    ),
  );
  return { rows: rows.length, columns: rows[0]?.length ?? 0, entries: rows.flat() };
}

/** The determinant, and the inverse where it is not 0; undefined where no entry of a column is known not to be 0. */
export interface Elimination<E> {
  readonly determinant: E;
  readonly inverse?: Dense<E>;
}

export class DenseAlgebra<E> {
  readonly #field: Field<E>;

  constructor(field: Field<E>) {
    this.#field = field;
  }

  identity(n: number): Dense<E> {
    const { one, zero } = this.#field;
    return denseOf(n, n, (i, j) => (i === j ? one : zero));
  }

  zero(rows: number, columns: number): Dense<E> {
    return denseOf(rows, columns, () => this.#field.zero);
  }

  scale(a: Dense<E>, by: E): Dense<E> {
    return { ...a, entries: a.entries.map((x) => this.#field.multiply(x, by)) };
  }

  add(a: Dense<E>, b: Dense<E>): Dense<E> {
    return { ...a, entries: a.entries.map((x, k) => this.#field.add(x, b.entries[k])) };
  }

  subtract(a: Dense<E>, b: Dense<E>): Dense<E> {
    return { ...a, entries: a.entries.map((x, k) => this.#field.subtract(x, b.entries[k])) };
  }

  multiply(a: Dense<E>, b: Dense<E>): Dense<E> {
    const { zero, add, multiply } = this.#field;
    return denseOf(a.rows, b.columns, (i, j) => {
      let total = zero;
      for (let k = 0; k < a.columns; k++) total = add(total, multiply(entryOf(a, i, k), entryOf(b, k, j)));
      return total;
    });
  }

  kronecker(a: Dense<E>, b: Dense<E>): Dense<E> {
    return denseOf(a.rows * b.rows, a.columns * b.columns, (i, j) =>
      this.#field.multiply(
        entryOf(a, Math.floor(i / b.rows), Math.floor(j / b.columns)),
        entryOf(b, i % b.rows, j % b.columns),
      ),
    );
  }

  trace(a: Dense<E>): E {
    let total = this.#field.zero;
    for (let i = 0; i < a.rows; i++) total = this.#field.add(total, entryOf(a, i, i));
    return total;
  }

  eliminate(a: Dense<E>): Elimination<E> | undefined {
    const { zero, one, subtract, multiply, divide, isZero } = this.#field;
    const n = a.rows;
    const work = Array.from({ length: n }, (_, i) => [
      ...Array.from({ length: n }, (_x, j) => entryOf(a, i, j)),
      ...Array.from({ length: n }, (_x, j) => (i === j ? one : zero)),
    ]);
    let determinant = one;
    for (let c = 0; c < n; c++) {
      const pivot = work.findIndex((row, i) => i >= c && isZero(row[c]) === false);
      if (pivot < 0) {
        const vanishes = work.every((row, i) => i < c || isZero(row[c]) === true);
        return vanishes ? { determinant: zero } : undefined;
      }
      if (pivot !== c) {
        [work[pivot], work[c]] = [work[c], work[pivot]];
        determinant = subtract(zero, determinant);
      }
      const lead = work[c][c];
      determinant = multiply(determinant, lead);
      work[c] = work[c].map((x) => divide(x, lead));
      for (let i = 0; i < n; i++) {
        const by = work[i][c];
        if (i !== c && isZero(by) !== true)
          work[i] = work[i].map((x, j) => subtract(x, multiply(by, work[c][j])));
      }
    }
    return { determinant, inverse: denseOf(n, n, (i, j) => work[i][n + j]) };
  }
}
