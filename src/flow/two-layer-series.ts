import { bitLength } from '../precision/integers.js';
import type { TwoLayerSizes } from './two-layer-linear.js';

/** Task and precision of a two-layer linear flow in fixed point: every number is a mantissa over 2^bits. */
export interface FixedTask extends TwoLayerSizes {
  readonly bits: number;
  /** No x Ni, row-major. */
  readonly sigma: readonly bigint[];
  /** The transpose of Sigma_xx (Ni x Ni); left out for whitened inputs. */
  readonly sigmaXX?: readonly bigint[];
}

/** A step length m / 2^exponent. */
export interface DyadicStep {
  readonly m: bigint;
  readonly exponent: number;
}

/** Taylor coefficients of one quantity: one row-major matrix an order, the k-th already times h^k. */
export type MatrixSeries = readonly (readonly bigint[])[];

export interface TwoLayerSeries {
  readonly W1: MatrixSeries;
  readonly W2: MatrixSeries;
}

/** A coefficient this many bits longer than those of order 0 shows a step far beyond the radius of convergence. */
const GROWTH_BITS = 4;

/**
 * The Taylor coefficients of W1 and W2 to the given order, from
 * E = Sigma - W2 W1 Sigma_xx, W1' = W2^T E, W2' = E W1^T order by order: products of series are sums of products.
 *
 * Coefficients come times h^k, so that near the radius of convergence they shrink and their multiplications with them. Each
 * is off by a few units of 2^-bits.
 * @returns undefined where the coefficients grow: the step is too long.
 */
export function twoLayerSeries(
  task: FixedTask,
  W1: readonly bigint[],
  W2: readonly bigint[],
  h: DyadicStep,
  order: number,
): TwoLayerSeries | undefined {
  const { inputs, hidden, outputs, sigma, sigmaXX } = task;
  const bits = BigInt(task.bits);
  const stepBits = BigInt(task.bits + h.exponent);
  const residualOf = (product: readonly bigint[], k: number): bigint[] => {
    const learnt = sigmaXX ? timesTransposed(product, sigmaXX, outputs, inputs, bits) : product;
    return learnt.map((x, i) => (k === 0 ? sigma[i] - x : -x));
  };
  const start = residualOf(timesTransposed(W2, turned(W1, hidden, inputs), outputs, hidden, bits), 0);
  const longest = Math.max(largestBits(W1), largestBits(W2), largestBits(start)) + GROWTH_BITS;
  const limit = 1n << BigInt(longest);
  const terms = order * Math.max(inputs, hidden, outputs);
  const slot = 2 * longest + Math.ceil(Math.log2(terms)) + 2;

  const first = new SeriesRows(hidden, inputs, slot);
  const firstTurned = new SeriesRows(inputs, hidden, slot);
  const residual = new SeriesRows(outputs, inputs, slot);
  const secondTurned: (readonly bigint[])[] = [];
  const second: (readonly bigint[])[] = [];
  const push = (before: readonly bigint[], after: readonly bigint[]): void => {
    first.push(before);
    firstTurned.push(turned(before, hidden, inputs));
    second.push(after);
    secondTurned.push(turned(after, outputs, hidden));
  };
  push(W1, W2);
  for (let k = 0; k < order; k++) {
    const rest =
      k === 0
        ? start
        : residualOf(
            first.product(second, outputs).map((x) => x >> bits),
            k,
          );
    residual.push(rest);
    const n = BigInt(k + 1);
    const integrate = (x: bigint) => ((x * h.m) >> stepBits) / n;
    const before = residual.product(secondTurned, hidden).map(integrate);
    const after = firstTurned.product(residual.series, outputs).map(integrate);
    // Entries that outgrow their slots would spill into their neighbours.
    if (!(within(rest, limit) && within(before, limit) && within(after, limit))) return undefined;
    push(before, after);
  }
  return { W1: first.series, W2: second };
}

/**
 * A series of matrices whose rows are also kept as one long integer each, an entry a slot: a number times a row is then
 * one multiplication.
 */
class SeriesRows {
  readonly series: (readonly bigint[])[] = [];
  private readonly packed: (readonly bigint[])[] = [];
  private readonly shift: bigint;

  constructor(
    readonly rows: number,
    readonly columns: number,
    private readonly slot: number,
  ) {
    this.shift = BigInt(slot);
  }

  push(matrix: readonly bigint[]): void {
    this.series.push(matrix);
    const packed: bigint[] = [];
    for (let i = 0; i < this.rows; i++) {
      let row = 0n;
      for (let j = this.columns - 1; j >= 0; j--) row = (row << this.shift) + matrix[i * this.columns + j];
      packed.push(row);
    }
    this.packed.push(packed);
  }

  /** The last coefficient of (left times this), not scaled back: the sum over j of left_j this_(k-j). */
  product(left: MatrixSeries, height: number): bigint[] {
    const { packed, rows, columns, slot, shift } = this;
    const k = packed.length - 1;
    const out: bigint[] = [];
    for (let i = 0; i < height; i++) {
      let sum = 0n;
      for (let s = 0; s <= k; s++) {
        const factors = left[s];
        const lines = packed[k - s];
        for (let l = 0; l < rows; l++) sum += factors[i * rows + l] * lines[l];
      }
      for (let j = 0; j < columns; j++) {
        const entry = BigInt.asIntN(slot, sum);
        out.push(entry);
        sum = (sum - entry) >> shift;
      }
    }
    return out;
  }
}

const within = (entries: readonly bigint[], limit: bigint): boolean =>
  entries.every((x) => x < limit && x > -limit);

/** a b^T for a (rows x inner), scaled back; b has as many rows as it takes. */
function timesTransposed(
  a: readonly bigint[],
  b: readonly bigint[],
  rows: number,
  inner: number,
  bits: bigint,
): bigint[] {
  const height = b.length / inner;
  const out: bigint[] = [];
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < height; j++) {
      let sum = 0n;
      for (let l = 0; l < inner; l++) sum += a[i * inner + l] * b[j * inner + l];
      out.push(sum >> bits);
    }
  }
  return out;
}

export const largestBits = (entries: readonly bigint[]): number =>
  entries.reduce((most, x) => Math.max(most, bitLength(x)), 0);

function turned(a: readonly bigint[], rows: number, columns: number): bigint[] {
  const out: bigint[] = [];
  for (let j = 0; j < columns; j++) {
    for (let i = 0; i < rows; i++) out.push(a[i * columns + j]);
  }
  return out;
}

/** The series at the fraction `x` / 2^`xBits` of its step. */
export function seriesAt(series: MatrixSeries, x: bigint, xBits: number): bigint[] {
  const shift = BigInt(xBits);
  const last = series.length - 1;
  return series[0].map((_, i) => {
    let sum = series[last][i];
    for (let k = last - 1; k >= 0; k--) sum = ((sum * x) >> shift) + series[k][i];
    return sum;
  });
}
