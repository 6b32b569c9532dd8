/** Matrix terms of the fuzzer: a tree of their own, written as text and evaluated modulo a prime, with derivatives by dual numbers. */
import type { FuzzDice } from './dice.js';

export type Term =
  | { readonly kind: 'letter'; readonly name: string; readonly rows: string; readonly columns: string }
  | { readonly kind: 'identity' | 'zero'; readonly rows: string; readonly columns: string }
  | {
      readonly kind: 'add' | 'subtract' | 'multiply';
      readonly left: Term;
      readonly right: Term;
      readonly rows: string;
      readonly columns: string;
    }
  /** `by`: a small integer, or the name of a scalar symbol. */
  | {
      readonly kind: 'scale';
      readonly by: number | string;
      readonly of: Term;
      readonly rows: string;
      readonly columns: string;
    }
  | {
      readonly kind: 'transpose' | 'inverse';
      readonly of: Term;
      readonly rows: string;
      readonly columns: string;
    };

export type Letter = Extract<Term, { kind: 'letter' }>;

export const add = (left: Term, right: Term, kind: 'add' | 'subtract' = 'add'): Term => ({
  kind,
  left,
  right,
  rows: left.rows,
  columns: left.columns,
});
export const multiply = (left: Term, right: Term): Term => ({
  kind: 'multiply',
  left,
  right,
  rows: left.rows,
  columns: right.columns,
});
export const scale = (by: number | string, of: Term): Term => ({
  kind: 'scale',
  by,
  of,
  rows: of.rows,
  columns: of.columns,
});
export const transpose = (of: Term): Term => ({ kind: 'transpose', of, rows: of.columns, columns: of.rows });
export const inverse = (of: Term): Term => ({ kind: 'inverse', of, rows: of.rows, columns: of.columns });
export const zero = (rows: string, columns: string): Term => ({ kind: 'zero', rows, columns });

export function textOf(t: Term): string {
  switch (t.kind) {
    case 'letter':
      return t.name;
    case 'identity':
      return `eye(${t.rows})`;
    case 'zero':
      return `zeros(${t.rows}, ${t.columns})`;
    case 'add':
      return `(${textOf(t.left)} + ${textOf(t.right)})`;
    case 'subtract':
      return `(${textOf(t.left)} - ${textOf(t.right)})`;
    case 'multiply':
      return `${textOf(t.left)}*${textOf(t.right)}`;
    case 'scale':
      return `(${typeof t.by === 'number' && t.by < 0 ? `(${t.by})` : t.by}*${textOf(t.of)})`;
    case 'transpose':
      return `(${textOf(t.of)})'`;
    case 'inverse':
      return `inv(${textOf(t.of)})`;
  }
}

const P = 2_147_483_647n;
const mod = (x: bigint): bigint => ((x % P) + P) % P;

/** Entries by rows, modulo the prime. */
export type Values = readonly (readonly bigint[])[];

export interface Place {
  readonly sizes: Readonly<Record<string, number>>;
  readonly letters: Readonly<Record<string, Values>>;
  readonly scalars: Readonly<Record<string, bigint>>;
  /** How letters and scalars move; what is not named stays. */
  readonly rates?: Readonly<Record<string, Values | bigint>>;
}

const filled = (rows: number, columns: number, entry: (i: number, j: number) => bigint): Values =>
  Array.from({ length: rows }, (_, i) => Array.from({ length: columns }, (_x, j) => mod(entry(i, j))));

const plus = (a: Values, b: Values, times: bigint): Values =>
  a.map((row, i) => row.map((x, j) => mod(x + times * b[i][j])));

export const product = (a: Values, b: Values, columns: number): Values =>
  filled(a.length, columns, (i, j) => b.reduce((sum, row, k) => sum + a[i][k] * row[j], 0n));

export const turned = (a: Values, columns: number): Values => filled(columns, a.length, (i, j) => a[j][i]);

function power(x: bigint, n: bigint): bigint {
  let [out, base] = [1n, mod(x)];
  for (let e = n; e > 0n; e >>= 1n) {
    if (e & 1n) out = mod(out * base);
    base = mod(base * base);
  }
  return out;
}

/** Undefined for a singular matrix. */
export function inverted(a: Values): Values | undefined {
  const n = a.length;
  const work = a.map((row, i) => [...row, ...Array.from({ length: n }, (_, j) => (i === j ? 1n : 0n))]);
  for (let c = 0; c < n; c++) {
    const pivot = work.findIndex((row, i) => i >= c && row[c] !== 0n);
    if (pivot < 0) return undefined;
    [work[pivot], work[c]] = [work[c], work[pivot]];
    const lead = power(work[c][c], P - 2n);
    work[c] = work[c].map((x) => mod(x * lead));
    for (let i = 0; i < n; i++) {
      const by = work[i][c];
      if (i !== c && by !== 0n) work[i] = work[i].map((x, j) => mod(x - by * work[c][j]));
    }
  }
  return work.map((row) => row.slice(n));
}

/** A value and how it moves. */
interface Dual {
  readonly value: Values;
  readonly rate: Values;
}

/** Undefined where an inverse is taken of a singular matrix. */
export function dualOf(t: Term, place: Place): Dual | undefined {
  const [rows, columns] = [place.sizes[t.rows], place.sizes[t.columns]];
  const none = filled(rows, columns, () => 0n);
  const both = <U extends Term>(a: U, b: U, join: (x: Dual, y: Dual) => Dual): Dual | undefined => {
    const [x, y] = [dualOf(a, place), dualOf(b, place)];
    return x && y && join(x, y);
  };
  switch (t.kind) {
    case 'letter':
      return { value: place.letters[t.name], rate: (place.rates?.[t.name] as Values | undefined) ?? none };
    case 'identity':
      return { value: filled(rows, rows, (i, j) => (i === j ? 1n : 0n)), rate: none };
    case 'zero':
      return { value: none, rate: none };
    case 'add':
    case 'subtract': {
      const times = t.kind === 'add' ? 1n : -1n;
      return both(t.left, t.right, (x, y) => ({
        value: plus(x.value, y.value, times),
        rate: plus(x.rate, y.rate, times),
      }));
    }
    case 'multiply':
      return both(t.left, t.right, (x, y) => ({
        value: product(x.value, y.value, columns),
        rate: plus(product(x.rate, y.value, columns), product(x.value, y.rate, columns), 1n),
      }));
    case 'scale': {
      const of = dualOf(t.of, place);
      const by = typeof t.by === 'number' ? BigInt(t.by) : place.scalars[t.by];
      const moves = typeof t.by === 'number' ? 0n : ((place.rates?.[t.by] as bigint | undefined) ?? 0n);
      return of && { value: plus(none, of.value, by), rate: plus(plus(none, of.rate, by), of.value, moves) };
    }
    case 'transpose': {
      const of = dualOf(t.of, place);
      return of && { value: turned(of.value, rows), rate: turned(of.rate, rows) };
    }
    case 'inverse': {
      const of = dualOf(t.of, place);
      const value = of && inverted(of.value);
      return value && { value, rate: plus(none, product(product(value, of.rate, rows), value, rows), -1n) };
    }
  }
}

export const drawValues = (rows: number, columns: number, dice: FuzzDice): Values =>
  filled(rows, columns, () => BigInt(dice.integer(0, 2_000_000_000)));

export const isEqual = (a: Values, b: Values): boolean =>
  a.every((row, i) => row.every((x, j) => x === b[i][j]));

export const sumOf = (a: Values, b: Values, times: 1n | -1n): Values => plus(a, b, times);

export const traceOf = (a: Values): bigint => a.reduce((sum, row, i) => mod(sum + row[i]), 0n);
