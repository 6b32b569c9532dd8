import {
  balancedWeights,
  boundaryOf,
  type Comparison,
  type Measurement,
  orthonormalColumns,
  proof,
  type RandomGenerator,
  reduceAlongFlow,
  type TwoLayerSizes,
  twoLayerLinear,
} from 'flowproof';
import regimeBoundaries from '../../derivations/lambda-balanced/regime-boundaries.js';

type Rows = readonly ArrayLike<number>[];
type Matrix = number[][];

const times = (a: Rows, b: Rows): Matrix =>
  Array.from(a, (row) =>
    Array.from(b[0], (_, j) => Array.from(row).reduce((sum, x, k) => sum + x * b[k][j], 0)),
  );
const transposed = (a: Rows): Matrix => Array.from(a[0], (_, j) => Array.from(a, (row) => row[j]));
const combined = (a: Rows, b: Rows, factor: number): Matrix =>
  Array.from(a, (row, i) => Array.from(row, (x, j) => x + factor * b[i][j]));
const zeros = (rows: number, columns: number): Matrix =>
  Array.from({ length: rows }, () => new Array<number>(columns).fill(0));

/** W1 and W2 of a state of the flow. */
function weightsOf({ inputs, hidden, outputs }: TwoLayerSizes, state: Float64Array) {
  const rows = (from: number, count: number, width: number): Matrix =>
    Array.from({ length: count }, (_, i) =>
      Array.from(state.subarray(from + i * width, from + (i + 1) * width)),
    );
  return { W1: rows(0, hidden, inputs), W2: rows(hidden * inputs, outputs, hidden) };
}

/** W'' = W2'' W1 + 2 W2' W1' + W2 W1'' of W = W2 W1 along the flow towards sigma. */
function acceleration(sigma: Rows, W1: Rows, W2: Rows): Matrix {
  const E = combined(sigma, times(W2, W1), -1);
  const dW1 = times(transposed(W2), E);
  const dW2 = times(E, transposed(W1));
  const dE = combined(times(dW2, W1), times(W2, dW1), 1).map((row) => row.map((x) => -x));
  const ddW1 = combined(times(transposed(dW2), E), times(transposed(W2), dE), 1);
  const ddW2 = combined(times(dE, transposed(W1)), times(E, transposed(dW1)), 1);
  return combined(combined(times(ddW2, W1), times(dW2, dW1), 2), times(W2, ddW1), 1);
}

/** A square network that starts without a product: one layer is 0, the other an orthogonal matrix times sqrt|lambda|. */
function silentStart(size: number, lambda: number, frame: Rows) {
  const full = Array.from(frame, (row) => Array.from(row, (x) => x * Math.sqrt(Math.abs(lambda))));
  return lambda > 0 ? { W1: zeros(size, size), W2: full } : { W1: full, W2: zeros(size, size) };
}

/** The larger eigenvalue of a symmetric matrix of size 2. */
const largerEigenvalue = ([[a, b], [, d]]: Matrix): number => (a + d + Math.hypot(a - d, 2 * b)) / 2;

/** A random target of size 2 with singular values s and r, and its singular vectors. */
function target(s: number, r: number, random: RandomGenerator) {
  const [U, V] = [orthonormalColumns(2, 2, random), orthonormalColumns(2, 2, random)];
  const sigma = times(
    Array.from(U, (row) => [row[0] * s, row[1] * r]),
    transposed(V),
  );
  return { sigma, left: [transposed(U)[0]], right: transposed([transposed(V)[0]]), frame: U };
}

/** S-shaped or concave: the largest acceleration of the leading mode, measured on the weights. */
function sigmoidThreshold(s: number, r: number, sign: 1 | -1, random: RandomGenerator): Comparison[] {
  const { sigma, left, right } = target(s, r, random);
  const frame = orthonormalColumns(2, 2, random);
  const quantity = (size: number): Measurement => {
    const { W1, W2 } = silentStart(2, sign * size, frame);
    const flow = twoLayerLinear({ sigma }, W1, W2);
    return reduceAlongFlow(flow, {
      name: "u' W'' v",
      reduce: 'max',
      until: 2 / s,
      measured: (state) => {
        const weights = weightsOf(flow, state);
        return times(times(left, acceleration(sigma, weights.W1, weights.W2)), right)[0][0];
      },
    });
  };
  return boundaryOf({ name: '|lambda|', quantity, level: 0, stated: s / Math.SQRT2, below: 'more' });
}

/** Growth of the largest eigenvalue of the kernel I (x) R1 + R2 (x) I, which starts at |lambda|. */
function lazyBoundary(
  { s, r, epsilon, sign }: { s: number; r: number; epsilon: number; sign: 1 | -1 },
  random: RandomGenerator,
): Comparison[] {
  const { sigma } = target(s, r, random);
  const frame = orthonormalColumns(2, 2, random);
  const quantity = (size: number): Measurement => {
    const { W1, W2 } = silentStart(2, sign * size, frame);
    const flow = twoLayerLinear({ sigma }, W1, W2);
    return reduceAlongFlow(flow, {
      name: 'kernel growth',
      reduce: 'end',
      until: 40 / Math.hypot(size, 2 * s),
      measured: (state) => {
        const weights = weightsOf(flow, state);
        const R1 = times(transposed(weights.W1), weights.W1);
        const R2 = times(weights.W2, transposed(weights.W2));
        return (largerEigenvalue(R1) + largerEigenvalue(R2)) / size;
      },
    });
  };
  const stated = (2 * s) / Math.sqrt((1 + epsilon) ** 2 - 1);
  return boundaryOf({ name: '|lambda|', quantity, level: 1 + epsilon, stated, below: 'more' });
}

/** Every admissible shape and sign, with the power of |lambda| by which the kernel's distance decays. */
const TABLE = [
  { shape: 'square', inputs: 2, hidden: 2, outputs: 2, sign: 1, decay: 4 },
  { shape: 'square', inputs: 2, hidden: 2, outputs: 2, sign: -1, decay: 4 },
  { shape: 'funnel, Nh = min', inputs: 3, hidden: 2, outputs: 2, sign: 1, decay: 4 },
  { shape: 'funnel, Nh = min', inputs: 3, hidden: 2, outputs: 2, sign: -1, decay: 0 },
  { shape: 'funnel, Nh = max', inputs: 3, hidden: 3, outputs: 2, sign: -1, decay: 4 },
  { shape: 'anti-funnel, Nh = min', inputs: 2, hidden: 2, outputs: 3, sign: -1, decay: 4 },
  { shape: 'anti-funnel, Nh = min', inputs: 2, hidden: 2, outputs: 3, sign: 1, decay: 0 },
  { shape: 'anti-funnel, Nh = max', inputs: 2, hidden: 3, outputs: 3, sign: 1, decay: 4 },
] as const;

/** The kernel I (x) R1 + R2 (x) I of whitened inputs, entry by entry, scaled to length 1. */
function unitKernel(W1: Rows, W2: Rows): number[] {
  const R1 = times(transposed(W1), W1);
  const R2 = times(W2, transposed(W2));
  const kernel = R2.flatMap((row, o) =>
    row.flatMap((x, p) => R1.flatMap((line, i) => line.map((y, j) => (o === p ? y : 0) + (i === j ? x : 0)))),
  );
  const length = Math.hypot(...kernel);
  return kernel.map((x) => x / length);
}

/** Generators that all draw the same normals: networks that differ in lambda alone. */
function sameNormals(random: RandomGenerator): () => RandomGenerator {
  const drawn: number[] = [];
  return () => {
    let next = 0;
    return {
      ...random,
      normal: () => {
        if (next === drawn.length) drawn.push(random.normal());
        next += 1;
        return drawn[next - 1];
      },
    };
  };
}

/** Kernel distance between the start and a time at which the slow phase is on its way, in the form that does not cancel. */
function kernelDistance(
  sizes: TwoLayerSizes,
  lambda: number,
  sigma: Rows,
  random: RandomGenerator,
): Measurement {
  // The small layer shrinks as the other grows, so that their product stays what it is.
  const { W1, W2 } = balancedWeights(sizes, lambda, random, 1 / Math.sqrt(Math.abs(lambda)));
  const before = unitKernel(W1, W2);
  const flow = twoLayerLinear({ sigma }, W1, W2);
  return reduceAlongFlow(flow, {
    name: 'kernel distance',
    reduce: 'end',
    until: Math.abs(lambda),
    measured: (state) => {
      const weights = weightsOf(flow, state);
      const after = unitKernel(weights.W1, weights.W2);
      return after.reduce((sum, x, i) => sum + (x - before[i]) ** 2, 0) / 2;
    },
  });
}

/** The least |lambda| of the table; the decay is measured at it and at its double. */
const LARGE = 16;

/**
 * The measured power of decay between |lambda| and 2 |lambda| tends to the stated one with an error of order lambda^-2: what it
 * changes by when |lambda| is doubled again bounds what is left.
 */
function regimeTable(random: RandomGenerator): Comparison[] {
  return TABLE.map(({ shape, sign, decay, ...sizes }) => {
    const sigma = Array.from({ length: sizes.outputs }, () =>
      Array.from({ length: sizes.inputs }, () => random.normal()),
    );
    const normals = sameNormals(random);
    const distances = [1, 2, 4].map((factor) =>
      kernelDistance(sizes, sign * factor * LARGE, sigma, normals()),
    );
    const power = (i: number) => Math.log2(distances[i].value / distances[i + 1].value);
    const errors = distances.reduce((sum, { value, bound }) => sum + (2 * bound) / value, 0);
    return {
      name: `power of decay of the kernel distance, ${shape}, lambda ${sign > 0 ? '> 0' : '< 0'}`,
      stated: decay,
      measured: power(1),
      bound: Math.abs(power(1) - power(0)) + errors,
    };
  });
}

export default proof({
  proof: 'regimes-from-weights',
  title: 'Regime boundaries and the table of lazy and delayed-rich shapes, on integrated two-layer networks',
  derivation: regimeBoundaries,
  confronts: [
    'sigmoid-threshold',
    'sigmoid-threshold-negative-balance',
    'lazy-boundary',
    'lazy-boundary-two-modes',
    'lazy-square',
    'lazy-funnel',
    'delayed-rich-funnel',
  ],
  symbols: {
    s: { ge: '1/2', le: 4 },
    r: { ge: '1/10', le: 4 },
    epsilon: { ge: '1/10', le: 2 },
  },
  assume: ['r < 9*s/10'],
  runs: 4,
  confront: ({ s, r, epsilon }, random) => [
    ...([1, -1] as const).flatMap((sign) => [
      ...sigmoidThreshold(s, r, sign, random),
      ...lazyBoundary({ s, r, epsilon, sign }, random),
    ]),
    ...regimeTable(random),
  ],
});
