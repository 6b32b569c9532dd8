/** Sizes of matrices: sums of products of size names and integers, such as `Ni`, `3`, `Ni + No`, `No*n`. */
import { type Expression, integer, NOUGHT, product, sum, symbol } from '../expression/expression.js';

/** An integer polynomial in size names. Two sizes are equal for all values of the names exactly if their keys are. */
export interface Size {
  /** Canonical text, which is also how the size is shown. */
  readonly key: string;
  /** Products of names in order, joined by `*`, with their coefficients, which are not 0; the constant has the key ''. */
  readonly terms: ReadonlyMap<string, bigint>;
}

function sizeOf(terms: ReadonlyMap<string, bigint>): Size {
  const kept = [...terms].filter(([, c]) => c !== 0n).sort(([a], [b]) => (a < b ? -1 : 1));
  const text = ([name, c]: readonly [string, bigint]): string =>
    name === '' ? `${c}` : c === 1n ? name : `${c}*${name}`;
  const ordered = [...kept.filter(([name]) => name !== ''), ...kept.filter(([name]) => name === '')];
  return { key: ordered.length === 0 ? '0' : ordered.map(text).join(' + '), terms: new Map(kept) };
}

export const fixedSize = (n: number | bigint): Size => sizeOf(new Map([['', BigInt(n)]]));

export const namedSize = (name: string): Size => sizeOf(new Map([[name, 1n]]));

export const ONE_SIZE = fixedSize(1);

export function addSizes(...sizes: readonly Size[]): Size {
  const terms = new Map<string, bigint>();
  for (const size of sizes) for (const [name, c] of size.terms) terms.set(name, (terms.get(name) ?? 0n) + c);
  return sizeOf(terms);
}

export function multiplySizes(a: Size, b: Size): Size {
  const terms = new Map<string, bigint>();
  for (const [x, c] of a.terms)
    for (const [y, d] of b.terms) {
      const name = [...x.split('*'), ...y.split('*')].filter(Boolean).sort().join('*');
      terms.set(name, (terms.get(name) ?? 0n) + c * d);
    }
  return sizeOf(terms);
}

export const sameSize = (a: Size, b: Size): boolean => a.key === b.key;

/** The names a size is made of. */
export const namesOfSize = (size: Size): string[] => [
  ...new Set([...size.terms.keys()].flatMap((name) => name.split('*')).filter(Boolean)),
];

/** The size as a scalar expression over its names. */
export function sizeAsExpression(size: Size): Expression {
  const terms = [...size.terms].map(([name, c]) => {
    const names = name.split('*').filter(Boolean).map(symbol);
    const factors = c === 1n && names.length > 0 ? names : [integer(c), ...names];
    return factors.reduce((e, factor) => product(e, factor));
  });
  return terms.length === 0 ? NOUGHT : terms.reduce((a, b) => sum(a, b));
}

/** The size at integer values of its names; undefined where one of them has no value. */
export function sizeAt(size: Size, values: ReadonlyMap<string, number>): number | undefined {
  let total = 0;
  for (const [name, c] of size.terms) {
    let term = Number(c);
    for (const part of name.split('*').filter(Boolean)) {
      const value = values.get(part);
      if (value === undefined) return undefined;
      term *= value;
    }
    total += term;
  }
  return total;
}

/** Rows and columns. */
export interface Shape {
  readonly rows: Size;
  readonly columns: Size;
}

export const shapeText = ({ rows, columns }: Shape): string => `${rows.key} x ${columns.key}`;

export const sameShape = (a: Shape, b: Shape): boolean =>
  sameSize(a.rows, b.rows) && sameSize(a.columns, b.columns);

export const isSquare = ({ rows, columns }: Shape): boolean => sameSize(rows, columns);

export const transposedShape = ({ rows, columns }: Shape): Shape => ({ rows: columns, columns: rows });

/** The shape of a product; undefined where its factors do not fit. */
export function shapeOfProduct(first: Shape, ...others: readonly Shape[]): Shape | undefined {
  let shape = first;
  for (const next of others) {
    if (!sameSize(shape.columns, next.rows)) return undefined;
    shape = { rows: shape.rows, columns: next.columns };
  }
  return shape;
}
