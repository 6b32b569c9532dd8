/** Small integers n_i with Σ n_i x_i = 0, for real numbers given to many digits: a proposal, to be proved. */
import type { Point } from '../domain/domain.js';
import type { Expression } from '../expression/expression.js';
import { compare, rational, subtract } from '../expression/rational.js';
import { enclose, shortEndpoints } from '../precision/index.js';

const BITS = 512;
/** Digits of the numbers that take part in the search; the rest of the precision is slack. */
const SCALE_BITS = 400n;
/** Larger coefficients are no discovery. */
const MAX_COEFFICIENT = 1_000_000n;
/** More numbers make the reduction slow. */
const MAX_NUMBERS = 10;

/** Coefficients of a relation in which the first number takes part, or undefined where none is seen. */
export function integerRelation(numbers: readonly Expression[], at: Point = new Map()): bigint[] | undefined {
  if (numbers.length < 2 || numbers.length > MAX_NUMBERS) return undefined;
  const values = numbers.map((e) => scaledValue(e, at));
  if (values.some((v) => v === undefined)) return undefined;
  const rows = values.map((value, i) => [...values.map((_, j) => (i === j ? 1n : 0n)), value!]);
  for (const row of reduced(rows)) {
    const relation = row.slice(0, -1);
    const small = relation.every((n) => n < MAX_COEFFICIENT && n > -MAX_COEFFICIENT);
    if (small && relation[0] !== 0n && magnitude(row[row.length - 1]) < MAX_COEFFICIENT * 64n)
      return relation;
  }
  return undefined;
}

const magnitude = (n: bigint): bigint => (n < 0n ? -n : n);

/** x·2^SCALE_BITS, rounded; undefined where x is not known that well. */
function scaledValue(e: Expression, at: Point): bigint | undefined {
  const value = enclose(e, at, BITS);
  if (value.kind !== 'value' || value.defined !== 'everywhere') return undefined;
  const ends = shortEndpoints(value.ball);
  if (ends === undefined) return undefined;
  const [low, high] = ends;
  if (compare(subtract(high, low), rational(1n, 1n << SCALE_BITS)) > 0) return undefined;
  return (low.numerator << SCALE_BITS) / low.denominator;
}

/** A basis of the same lattice with short vectors (Lenstra, Lenstra and Lovász; all in integers). */
function reduced(rows: readonly (readonly bigint[])[]): bigint[][] {
  const b = rows.map((row) => [...row]);
  const n = b.length;
  const dot = (x: readonly bigint[], y: readonly bigint[]): bigint =>
    x.reduce((total, v, i) => total + v * y[i], 0n);
  // d[i + 1] is the determinant of the first i + 1 rows, l[i][j] = d[j + 1]·μ[i][j].
  const d: bigint[] = [1n, ...new Array<bigint>(n).fill(0n)];
  const l: bigint[][] = b.map(() => new Array<bigint>(n).fill(0n));
  const orthogonalise = (k: number): void => {
    for (let j = 0; j <= k; j++) {
      let u = dot(b[k], b[j]);
      for (let i = 0; i < j; i++) u = (d[i + 1] * u - l[k][i] * l[j][i]) / d[i];
      if (j < k) l[k][j] = u;
      else d[k + 1] = u;
    }
  };
  const shorten = (k: number, j: number): void => {
    if (2n * magnitude(l[k][j]) <= d[j + 1]) return;
    const q = nearest(l[k][j], d[j + 1]);
    b[k] = b[k].map((x, i) => x - q * b[j][i]);
    l[k][j] -= q * d[j + 1];
    for (let i = 0; i < j; i++) l[k][i] -= q * l[j][i];
  };
  const exchange = (k: number, high: number): void => {
    [b[k], b[k - 1]] = [b[k - 1], b[k]];
    for (let j = 0; j < k - 1; j++) [l[k][j], l[k - 1][j]] = [l[k - 1][j], l[k][j]];
    const mu = l[k][k - 1];
    const next = (d[k - 1] * d[k + 1] + mu * mu) / d[k];
    for (let i = k + 1; i <= high; i++) {
      const t = l[i][k];
      l[i][k] = (d[k + 1] * l[i][k - 1] - mu * t) / d[k];
      l[i][k - 1] = (next * t + mu * l[i][k]) / d[k + 1];
    }
    d[k] = next;
  };
  orthogonalise(0);
  let known = 0;
  for (let k = 1; k < n; ) {
    if (k > known) {
      known = k;
      orthogonalise(k);
    }
    shorten(k, k - 1);
    if (4n * (d[k + 1] * d[k - 1] + l[k][k - 1] ** 2n) < 3n * d[k] * d[k]) {
      exchange(k, known);
      k = Math.max(1, k - 1);
    } else {
      for (let j = k - 2; j >= 0; j--) shorten(k, j);
      k += 1;
    }
  }
  return b;
}

/** The integer nearest to a/b, for b > 0. */
const nearest = (a: bigint, b: bigint): bigint => {
  const twice = 2n * a + b;
  const quotient = twice / (2n * b);
  return twice % (2n * b) < 0n ? quotient - 1n : quotient;
};
