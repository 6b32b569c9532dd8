/** Matrices cut into blocks, each a polynomial in letters. */
import { ONE, rational } from '../expression/rational.js';
import type { Alphabet } from './alphabet.js';
import { addPolynomials, type Polynomial, ZERO_POLYNOMIAL } from './polynomial.js';
import { type Shape, type Size, sameSize } from './size.js';
import { unsupported } from './unsupported.js';
import { multiplyPolynomials, transposePolynomial } from './words.js';

export interface BlockPolynomial {
  readonly rows: readonly Size[];
  readonly columns: readonly Size[];
  readonly entries: readonly (readonly Polynomial[])[];
}

/** One block. */
export const whole = ({ rows, columns }: Shape, p: Polynomial): BlockPolynomial => ({
  rows: [rows],
  columns: [columns],
  entries: [[p]],
});

export const mapBlocks = (
  a: BlockPolynomial,
  f: (p: Polynomial, i: number, j: number) => Polynomial,
): BlockPolynomial => ({
  ...a,
  entries: a.entries.map((row, i) => row.map((p, j) => f(p, i, j))),
});

const sameCuts = (a: readonly Size[], b: readonly Size[]): boolean =>
  a.length === b.length && a.every((size, i) => sameSize(size, b[i]));

/** The matrix with these cuts: nothing but zeros and multiples of the identity can be cut further. */
function cut(a: BlockPolynomial, rows: readonly Size[], columns: readonly Size[]): BlockPolynomial {
  if (sameCuts(a.rows, rows) && sameCuts(a.columns, columns)) return a;
  const [[p]] = a.entries;
  const isOne = a.rows.length === 1 && a.columns.length === 1;
  if (isOne && p.size === 0) return { rows, columns, entries: rows.map(() => columns.map(() => p)) };
  const isScalar = isOne && [...p.values()].every(({ word }) => word.length === 0);
  if (!isScalar || !sameCuts(rows, columns))
    throw unsupported('a matrix in one piece beside one that is cut into blocks');
  return {
    rows,
    columns,
    entries: rows.map((_, i) => columns.map((_c, j) => (i === j ? p : ZERO_POLYNOMIAL))),
  };
}

const finer = (a: readonly Size[], b: readonly Size[]): readonly Size[] => (a.length >= b.length ? a : b);

export function addBlocks(a: BlockPolynomial, b: BlockPolynomial, times: 1 | -1): BlockPolynomial {
  const [rows, columns] = [finer(a.rows, b.rows), finer(a.columns, b.columns)];
  const [left, right] = [cut(a, rows, columns), cut(b, rows, columns)];
  return mapBlocks(left, (p, i, j) => addPolynomials(p, right.entries[i][j], rational(times)));
}

export function multiplyBlocks(alphabet: Alphabet, a: BlockPolynomial, b: BlockPolynomial): BlockPolynomial {
  const inner = finer(a.columns, b.rows);
  const left = sameCuts(a.columns, inner) ? a : cut(a, a.rows.length === 1 ? inner : a.rows, inner);
  const right = sameCuts(b.rows, inner) ? b : cut(b, inner, b.columns.length === 1 ? inner : b.columns);
  return {
    rows: left.rows,
    columns: right.columns,
    entries: left.entries.map((row) =>
      right.columns.map((_, j) =>
        row.reduce<Polynomial>(
          (total, p, k) => addPolynomials(total, multiplyPolynomials(alphabet, p, right.entries[k][j]), ONE),
          ZERO_POLYNOMIAL,
        ),
      ),
    ),
  };
}

export const transposeBlocks = (alphabet: Alphabet, a: BlockPolynomial): BlockPolynomial => ({
  rows: a.columns,
  columns: a.rows,
  entries: a.columns.map((_, j) => a.rows.map((_r, i) => transposePolynomial(alphabet, a.entries[i][j]))),
});

/** Blocks of blocks as blocks. */
export function joinBlocks(grid: readonly (readonly BlockPolynomial[])[]): BlockPolynomial {
  const columns = grid[0].flatMap((block) => block.columns);
  for (const row of grid)
    if (
      !row.every((block) => sameCuts(block.rows, row[0].rows)) ||
      !sameCuts(
        row.flatMap((block) => block.columns),
        columns,
      )
    )
      throw unsupported('blocks that are cut differently');
  return {
    rows: grid.flatMap(([first]) => first.rows),
    columns,
    entries: grid.flatMap((row) => row[0].rows.map((_, i) => row.flatMap((block) => block.entries[i]))),
  };
}
