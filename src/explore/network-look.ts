/** One lambda-balanced network while it learns: singular values and kernel movement, by the closed form and as integrated. */
import { determinant } from 'ml-matrix';
import { randomStream } from '../domain/random-stream.js';
import { FlowproofError } from '../errors.js';
import {
  integrate,
  orthonormalColumns,
  productOf,
  type Rows,
  randomTarget,
  type SpectralTarget,
  scaleColumns,
  type TwoLayerSizes,
  type TwoLayerWeights,
  timesRows,
  transposeRows,
  twoLayerLinear,
  weightsOf,
} from '../flow/index.js';
import { float64Algebra, MatrixOperations } from '../linear-algebra/index.js';
import { type BalancedFlow, spectralFloat64 } from '../spectral/index.js';
import { kernelDistance, tangentKernel } from '../spectral/tangent-kernel.js';

export interface NetworkSetting {
  readonly sizes: TwoLayerSizes;
  readonly lambda: number;
  /** The largest singular value of W = W2 W1 at the start, > 0; the k-th is scale / k. */
  readonly scale: number;
  /** Singular values of the target, min(Ni, No) of them. */
  readonly target: readonly number[];
  /** Of the directions of the start and of the target. */
  readonly seed: number;
}

/** What is seen of the network at some times u = t / tau. */
export interface NetworkCurves {
  readonly times: readonly number[];
  /** Singular values of W(u), descending: one list for each. */
  readonly singularValues: readonly (readonly number[])[];
  /** 1 - cos of the tangent kernels at times 0 and u. */
  readonly kernelDistance: readonly number[];
}

export interface NetworkLook {
  readonly closed: NetworkCurves;
  readonly integrated: NetworkCurves;
  /** The largest difference of the two, in any entry of W, at the times of the integrated flow. */
  readonly gap: number;
  /** Steps of the integration. */
  readonly steps: number;
}

const CURVE_TIMES = 97;
/** Every so many times of the curve the integrated flow is set beside it. */
const DOT_EVERY = 6;
/** The look ends where the loss is this share of the first one … */
const LEARNT = 1e-4;
/** … or, for a network that does not get there, after so many doublings. */
const FIRST_TIME = 1 / 64;
const DOUBLINGS = 16;

/**
 * The flow from weights of this balance whose product does not depend on lambda: all lambdas start from one function.
 * @throws FlowproofError `lambda-admissible-dims`, `matrix-shape`, `network-setting`, `flow-*`.
 */
export function lookAtNetwork(setting: NetworkSetting): NetworkLook {
  const { sizes, lambda } = setting;
  const target = randomTarget(sizes, setting.target, randomStream(setting.seed).fork(2));
  const { sigma } = target;
  const weights = startOf(setting, target);
  const flow = spectralFloat64.balancedFlow({
    W1: lists(weights.W1),
    W2: lists(weights.W2),
    task: { sigma: lists(sigma) },
    lambda,
  });
  const until = horizon(flow);
  const times = Array.from({ length: CURVE_TIMES }, (_, k) => (k * until) / (CURVE_TIMES - 1));
  const dots = times.filter((_, k) => k % DOT_EVERY === 0);
  const field = twoLayerLinear({ sigma }, weights.W1, weights.W2);
  const trajectory = integrate(field, { until, times: dots });
  const states = dots.map((time) => trajectory.at(time));
  const X = lists(identity(sizes.inputs));
  const products = dots.map((time) => flow.product(time));
  const gaps = states.flatMap((state, k) => {
    const W = productOf(field, state);
    return products[k].flatMap((row, o) => row.map((value, i) => Math.abs(value - W[o * sizes.inputs + i])));
  });
  return {
    closed: {
      times,
      singularValues: transposeLists(times.map((time) => singularValues(flow.product(time)))),
      kernelDistance: times.map((time) => flow.kernelDistance(time, X)),
    },
    integrated: {
      times: dots,
      singularValues: transposeLists(
        states.map((state) => {
          const { W1, W2 } = weightsOf(sizes, state);
          return singularValues(timesRows(W2, W1));
        }),
      ),
      kernelDistance: distances(states.map((state) => weightsOf(sizes, state))),
    },
    gap: Math.max(...gaps),
    steps: trajectory.steps,
  };
}

/** W1 = R diag(c) V^T and W2 = U diag(d) R^T with d^2 - c^2 = lambda and the c d of the product, 0 where it has no direction left. */
function startOf({ sizes, lambda, scale, seed }: NetworkSetting, target: SpectralTarget): TwoLayerWeights {
  if (!(scale > 0 && Number.isFinite(scale))) {
    throw new FlowproofError({
      code: 'network-setting',
      message: 'the scale of the start makes no sense',
      expected: 'a finite number > 0: a network that starts at 0 stays there',
      found: String(scale),
    });
  }
  const { inputs, hidden, outputs } = sizes;
  const product = Array.from({ length: Math.min(inputs, hidden, outputs) }, (_, k) => scale / (k + 1));
  const { W1: c, W2: d } = spectralFloat64.weightSingularValues(sizes, lambda, product);
  const random = randomStream(seed).fork(1);
  const frame = (rows: number): Float64Array[] => {
    const columns = Math.min(rows, hidden);
    return orthonormalColumns(rows, columns, random).map((row) =>
      Float64Array.from({ length: hidden }, (_, h) => (h < columns ? row[h] : 0)),
    );
  };
  const [R, V] = [frame(hidden), frame(inputs)];
  const U = turnedTowards(frame(outputs), V, target);
  return {
    W1: timesRows(scaleColumns(R, c), transposeRows(V)),
    W2: timesRows(scaleColumns(U, d), transposeRows(R)),
  };
}

/**
 * U with its last direction turned round where U V^T lies on the other side of the target: at lambda = 0 the determinant of a square
 * W keeps its sign, and such a start ends at a saddle, which rounding leaves at some time or other.
 */
function turnedTowards(U: Rows, V: Rows, target: SpectralTarget): Float64Array[] {
  const modes = target.singularValues.length;
  const first = (A: Rows) => Array.from(A, (row) => Array.from(row).slice(0, modes));
  const seen = timesRows(transposeRows(first(target.U)), first(U), transposeRows(first(V)), first(target.V));
  const last = Math.min(modes, U[0].length) - 1;
  const sign = determinant(matrixOf(seen)) < 0 ? -1 : 1;
  return Array.from(U, (row) => Float64Array.from(row, (x, h) => (h === last ? sign * x : x)));
}

function horizon(flow: BalancedFlow<number>): number {
  const first = flow.halfSquaredError(0);
  let time = FIRST_TIME;
  for (let k = 0; k < DOUBLINGS && flow.halfSquaredError(time) > LEARNT * first; k++) time *= 2;
  return time;
}

const on = new MatrixOperations(float64Algebra);
const matrixOf = (A: Rows) => float64Algebra.matrix(A.length, A[0].length, (i, j) => A[i][j]);

const singularValues = (A: Rows): readonly number[] => float64Algebra.singularValues(matrixOf(A)).values;

/** From the first of these weights to each, on inputs that are an identity. A kernel that vanishes has no direction. */
function distances(weights: readonly TwoLayerWeights[]): readonly number[] {
  const kernels = weights.map(({ W1, W2 }) => {
    const [first, second] = [matrixOf(W1), matrixOf(W2)];
    const grams = { R1: on.gram(first), R2: on.product(second, float64Algebra.transpose(second)) };
    return tangentKernel(on, grams, on.identity(W1[0].length));
  });
  return kernels.map((kernel) => kernelDistance(kernels[0], kernel) ?? Number.NaN);
}

const lists = (A: Rows): number[][] => Array.from(A, (row) => Array.from(row));

const identity = (size: number): Rows =>
  Array.from({ length: size }, (_, i) => Float64Array.from({ length: size }, (_, j) => (i === j ? 1 : 0)));

const transposeLists = (A: Rows): number[][] => lists(transposeRows(A));
