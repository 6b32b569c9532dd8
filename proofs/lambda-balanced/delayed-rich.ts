import {
  addRows,
  type Bounded,
  type Comparison,
  innerOfRows,
  integrateWithError,
  measureWithError,
  normOfRows,
  orderOfDoublings,
  orthonormalColumns,
  type ProofInput,
  proof,
  type RandomGenerator,
  type Rows,
  scaleColumns,
  solveRows,
  type TwoLayerWeights,
  timesRows,
  transposeRows,
  twoLayerLinear,
  weightsOf,
} from 'flowproof';
import derivation from '../../derivations/lambda-balanced/regimes.js';

/** A network on the delayed side: Nh < Ni and lambda < 0, or its transpose. */
interface Delayed {
  /** Nh < No and lambda > 0: everything below is of the transposed network. */
  readonly mirrored: boolean;
  readonly sigma: Rows;
  /** V diag(s) V^T with the power `of` the singular values: V, s of Sigma. */
  readonly power: (of: (s: number) => number) => Rows;
  /** Row space of W1(0), as orthonormal columns. */
  readonly frame: Rows;
  weights(size: number): TwoLayerWeights;
}

/** Weights with D = -size I whose product hardly depends on it: W2 = G/sqrt(size), W1 = (size I + W2^T W2)^(1/2) O^T. */
function delayed(random: RandomGenerator): Delayed {
  const inputs = random.integer(2, 4);
  const hidden = random.integer(1, inputs - 1);
  const outputs = random.integer(1, inputs);
  const modes = Math.min(inputs, outputs);
  const s = Array.from({ length: modes }, () => 0.5 + random.uniform());
  const U = orthonormalColumns(outputs, modes, random);
  const V = orthonormalColumns(inputs, inputs, random);
  const sigma = timesRows(scaleColumns(U, s), transposeRows(V).slice(0, modes));
  const frame = orthonormalColumns(inputs, hidden, random);
  const active = Math.min(hidden, outputs);
  const g = Array.from({ length: hidden }, (_, k) => (k < active ? 0.5 + random.uniform() : 0));
  const A = orthonormalColumns(outputs, active, random);
  const R = orthonormalColumns(hidden, hidden, random);
  return {
    mirrored: random.integer(0, 1) === 1,
    sigma,
    power: (of) =>
      timesRows(
        scaleColumns(
          V,
          Array.from({ length: inputs }, (_, k) => of(s[k] ?? 0)),
        ),
        transposeRows(V),
      ),
    frame,
    weights: (size) => {
      const W2 = Array.from(A, (row) => g.map((x, k) => ((row[k] ?? 0) * x) / Math.sqrt(size)));
      const W1 = scaleColumns(
        frame,
        g.map((x) => Math.sqrt(size + (x * x) / size)),
      );
      return { W1: timesRows(R, transposeRows(W1)), W2: timesRows(W2, transposeRows(R)) };
    },
  };
}

/** The projector on the columns of B. */
const projector = (B: Rows): Rows =>
  timesRows(B, solveRows(timesRows(transposeRows(B), B), transposeRows(B)));

type Distance = (facts: {
  readonly weights: TwoLayerWeights;
  readonly first: TwoLayerWeights;
  readonly network: Delayed;
  readonly size: number;
}) => number;

const SIZES = [20, 40, 80, 160];

/** The order in |lambda| at which a distance vanishes, at the time that `timeAt` gives for |lambda|. */
function orderOf(name: string, order: number, timeAt: (size: number) => number, distance: Distance) {
  return (network: Delayed): Comparison => {
    const errors = SIZES.map((size): Bounded => {
      const first = network.weights(size);
      const flow = network.mirrored
        ? twoLayerLinear(
            { sigma: transposeRows(network.sigma) },
            transposeRows(first.W2),
            transposeRows(first.W1),
          )
        : twoLayerLinear({ sigma: network.sigma }, first.W1, first.W2);
      const until = timeAt(size);
      const trajectory = integrateWithError(flow, {
        until,
        relativeTolerance: 1e-11,
        absoluteTolerance: 1e-13,
      });
      const measured = (state: Float64Array) => {
        const now = weightsOf(flow, state);
        const weights = network.mirrored ? { W1: transposeRows(now.W2), W2: transposeRows(now.W1) } : now;
        return distance({ weights, first, network, size });
      };
      const found = measureWithError(trajectory, until, { name, measured });
      return { value: found.measured, bound: found.bound };
    });
    const { value, bound } = orderOfDoublings(errors, 2);
    return { name: `order of ${name}`, stated: order, measured: value, bound };
  };
}

const product = ({ W1, W2 }: TwoLayerWeights) => timesRows(W2, W1);
const inputGram = ({ W1 }: TwoLayerWeights) => timesRows(transposeRows(W1), W1);

/** Fast phase, at |lambda| u = v: W = Sigma Pi0 + (W0 - Sigma Pi0) e^-v. */
const fast =
  (seen: (network: Delayed) => Rows, v: number): Distance =>
  ({ weights, first, network }) => {
    const target = seen(network);
    const stated = addRows(target, addRows(product(first), target, -1), Math.exp(-v));
    return normOfRows(addRows(product(weights), stated, -1));
  };

const seenAtFirst = ({ sigma, frame }: Delayed) => timesRows(sigma, projector(frame));

/** Slow phase, at u = |lambda| v: the row space of W1 turns to e^(v Sigma^T Sigma) row(W1(0)). */
const turned = (network: Delayed, v: number, exponent: (s: number) => number) =>
  projector(
    timesRows(
      network.power((s) => Math.exp(v * exponent(s))),
      network.frame,
    ),
  );

const square = (s: number) => s * s;

const slowProduct =
  (v: number, exponent = square): Distance =>
  ({ weights, network }) =>
    normOfRows(addRows(product(weights), timesRows(network.sigma, turned(network, v, exponent)), -1));

const slowGram =
  (v: number): Distance =>
  ({ weights, network, size }) =>
    normOfRows(addRows(turned(network, v, square), inputGram(weights), -1 / size));

const kernel = (weights: TwoLayerWeights) => ({
  R1: inputGram(weights),
  R2: timesRows(weights.W2, transposeRows(weights.W2)),
});
const trace = (A: Rows) => A.reduce((sum, row, i) => sum + row[i], 0);

/** <K, K'> of K = I (x) R1 + R2 (x) I, from the Gram matrices alone. */
function inner(a: ReturnType<typeof kernel>, b: ReturnType<typeof kernel>): number {
  return (
    a.R2.length * innerOfRows(a.R1, b.R1) +
    trace(a.R1) * trace(b.R2) +
    trace(a.R2) * trace(b.R1) +
    a.R1.length * innerOfRows(a.R2, b.R2)
  );
}

/** Kernel distance from the start, from what is stated: 1 - tr(Pi0 Pi(v))/Nh. */
const slowKernel =
  (v: number): Distance =>
  ({ weights, first, network }) => {
    const [before, now] = [kernel(first), kernel(weights)];
    const distance = 1 - inner(before, now) / Math.sqrt(inner(before, before) * inner(now, now));
    const overlap = innerOfRows(projector(network.frame), turned(network, v, square));
    return Math.abs(distance - (1 - overlap / network.frame[0].length));
  };

const V_FAST = 1.25;
const V_SLOW = 0.5;
const fastTime = (size: number) => V_FAST / size;
const slowTime = (size: number) => V_SLOW * size;

const confront =
  (...orders: ReturnType<typeof orderOf>[]): ProofInput['confront'] =>
  (_draw, random) => {
    const network = delayed(random);
    return orders.map((order) => order(network));
  };

export default proof({
  proof: 'delayed-rich-flow',
  title: 'Networks on the delayed side: a fast phase, a plateau, and the slow turn of the row space',
  derivation,
  confronts: [
    'fast-phase',
    'plateau',
    'slow-rate',
    'slow-time',
    'slow-turn',
    'time-scales',
    'delayed-kernel-distance',
    'delayed-kernel-distance-order',
  ],
  source: [
    'lambda-balanced/delayed-rich-dynamics',
    'lambda-balanced/delayed-rich-kernel',
    'lambda-balanced/grams-large-lambda',
  ],
  symbols: {},
  runs: 5,
  confront: confront(
    orderOf('W in the fast phase', 2, fastTime, fast(seenAtFirst, V_FAST)),
    orderOf('W in the slow phase', 2, slowTime, slowProduct(V_SLOW)),
    orderOf('R1/|lambda| in the slow phase', 2, slowTime, slowGram(V_SLOW)),
    orderOf('the kernel distance in the slow phase', 2, slowTime, slowKernel(V_SLOW)),
  ),
  controls: {
    'all of Sigma is learned in the fast phase': confront(
      orderOf(
        'W in the fast phase',
        2,
        fastTime,
        fast(({ sigma }) => sigma, V_FAST),
      ),
    ),
    'slow time tau/|lambda|': confront(orderOf('W in the slow phase', 2, fastTime, slowProduct(V_SLOW))),
    'exp(v Sigma) for exp(v Sigma^T Sigma)': confront(
      orderOf(
        'W in the slow phase',
        2,
        slowTime,
        slowProduct(V_SLOW, (s) => s),
      ),
    ),
    'slow time twice as long': confront(orderOf('W in the slow phase', 2, slowTime, slowProduct(2 * V_SLOW))),
    'no kernel distance': confront(
      orderOf('the kernel distance', 2, slowTime, ({ weights, first }) => {
        const [before, now] = [kernel(first), kernel(weights)];
        return 1 - inner(before, now) / Math.sqrt(inner(before, before) * inner(now, now));
      }),
    ),
  },
});
