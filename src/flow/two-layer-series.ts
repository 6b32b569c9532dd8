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

/**
 * The Taylor coefficients of W1 and W2 to the given order, from
 * E = Sigma - W2 W1 Sigma_xx, W1' = W2^T E, W2' = E W1^T order by order: products of series are sums of products.
 *
 * Coefficients come times h^k, so that near the radius of convergence they shrink and their multiplications with them. Each
 * is off by a few units of 2^-bits.
 */
export function twoLayerSeries(
  task: FixedTask,
  W1: readonly bigint[],
  W2: readonly bigint[],
  h: DyadicStep,
  order: number,
): TwoLayerSeries {
  const { inputs, hidden, outputs, sigma, sigmaXX } = task;
  const bits = BigInt(task.bits);
  const stepBits = BigInt(task.bits + h.exponent);
  const first: (readonly bigint[])[] = [W1];
  const second: (readonly bigint[])[] = [W2];
  const firstTurned = [turned(W1, hidden, inputs)];
  const secondTurned = [turned(W2, outputs, hidden)];
  const residual: (readonly bigint[])[] = [];
  const residualTurned: (readonly bigint[])[] = [];
  for (let k = 0; k < order; k++) {
    // Factors lie so that both are read along their rows.
    let learnt = convolved(second, firstTurned, outputs, hidden, inputs).map((x) => x >> bits);
    if (sigmaXX) {
      learnt = convolved([learnt], [sigmaXX], outputs, inputs, inputs).map((x) => x >> bits);
    }
    const rest = learnt.map((x, i) => (k === 0 ? sigma[i] - x : -x));
    residual.push(rest);
    residualTurned.push(turned(rest, outputs, inputs));
    const n = BigInt(k + 1);
    const integrate = (x: bigint) => ((x * h.m) >> stepBits) / n;
    const next = convolved(secondTurned, residualTurned, hidden, outputs, inputs).map(integrate);
    const after = convolved(residual, first, outputs, inputs, hidden).map(integrate);
    first.push(next);
    second.push(after);
    firstTurned.push(turned(next, hidden, inputs));
    secondTurned.push(turned(after, outputs, hidden));
  }
  return { W1: first, W2: second };
}

/** The last coefficient of the product of the series a and b^T, before it is scaled back: sum over j of a_j b_(k-j)^T. */
function convolved(a: MatrixSeries, b: MatrixSeries, rows: number, inner: number, height: number): bigint[] {
  const k = a.length - 1;
  const out: bigint[] = new Array<bigint>(rows * height);
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < height; j++) {
      let sum = 0n;
      for (let s = 0; s <= k; s++) {
        const x = a[s];
        const y = b[k - s];
        for (let l = 0; l < inner; l++) sum += x[i * inner + l] * y[j * inner + l];
      }
      out[i * height + j] = sum;
    }
  }
  return out;
}

function turned(a: readonly bigint[], rows: number, columns: number): bigint[] {
  const out: bigint[] = new Array<bigint>(a.length);
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < columns; j++) out[j * rows + i] = a[i * columns + j];
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
