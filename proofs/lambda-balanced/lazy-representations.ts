import {
  addRows,
  type Bounded,
  type Comparison,
  integrateWithError,
  measureWithError,
  normOfRows,
  type Observable,
  orderOfDoublings,
  orthonormalColumns,
  type ProofInput,
  proof,
  type RandomGenerator,
  type Rows,
  scaleColumns,
  type TwoLayerWeights,
  timesRows,
  transposeRows,
  twoLayerLinear,
  weightsOf,
} from 'flowproof';
import derivation from '../../derivations/lambda-balanced/representations.js';

/** Square weights with the product U diag(a) V^T for every lambda: W1 = R S1 V^T, W2 = U S2 R^T. */
function squareStart(random: RandomGenerator) {
  const size = random.integer(2, 4);
  const [U, V, R] = [0, 1, 2].map(() => orthonormalColumns(size, size, random));
  const a = Array.from({ length: size }, () => 2 * random.uniform() - 1);
  const sigma = timesRows(
    scaleColumns(
      orthonormalColumns(size, size, random),
      a.map(() => 0.5 + random.uniform()),
    ),
    transposeRows(orthonormalColumns(size, size, random)),
  );
  const weights = (lambda: number): TwoLayerWeights => {
    const larger = a.map((x) => Math.sqrt((Math.hypot(lambda, 2 * x) + Math.abs(lambda)) / 2));
    const smaller = a.map((x, k) => x / larger[k]);
    const [first, second] = lambda > 0 ? [smaller, larger] : [larger, smaller];
    return {
      W1: timesRows(scaleColumns(R, first), transposeRows(V)),
      W2: timesRows(scaleColumns(U, second), transposeRows(R)),
    };
  };
  return { size, sigma, product: timesRows(scaleColumns(U, a), transposeRows(V)), weights };
}

type Start = ReturnType<typeof squareStart>;

/** A nonnegative distance of the weights from what is stated for large |lambda|, at |lambda| u = v. */
type Distance = (facts: {
  readonly weights: TwoLayerWeights;
  readonly start: Start;
  readonly first: TwoLayerWeights;
  readonly lambda: number;
  readonly v: number;
}) => number;

const LAMBDAS = [16, 32, 64, 128];

/** The order in |lambda| at which a distance vanishes, measured at |lambda| = 16 … 128. */
function orderOf(name: string, order: number, distance: Distance, v = 1.5) {
  return (start: Start, sign: number): Comparison => {
    const errors = LAMBDAS.map((size): Bounded => {
      const lambda = sign * size;
      const first = start.weights(lambda);
      const flow = twoLayerLinear(start, first.W1, first.W2);
      const time = v / size;
      const trajectory = integrateWithError(flow, {
        until: time,
        relativeTolerance: 1e-12,
        absoluteTolerance: 1e-14,
      });
      const observable: Pick<Observable, 'name' | 'measured'> = {
        name,
        measured: (state) => distance({ weights: weightsOf(flow, state), start, first, lambda, v }),
      };
      const { measured, bound } = measureWithError(trajectory, time, observable);
      return { value: measured, bound };
    });
    const { value, bound } = orderOfDoublings(errors, 2);
    return { name: `order of ${name}`, stated: order, measured: value, bound };
  };
}

const product = ({ W1, W2 }: TwoLayerWeights) => timesRows(W2, W1);
const smallGram = ({ W1, W2 }: TwoLayerWeights, lambda: number): Rows =>
  lambda > 0 ? timesRows(transposeRows(W1), W1) : timesRows(W2, transposeRows(W2));
const largeGram = ({ W1, W2 }: TwoLayerWeights, lambda: number): Rows =>
  lambda > 0 ? timesRows(W2, transposeRows(W2)) : timesRows(transposeRows(W1), W1);
const gramOfProduct = (W: Rows, lambda: number): Rows =>
  lambda > 0 ? timesRows(transposeRows(W), W) : timesRows(W, transposeRows(W));
const scaled = (A: Rows, factor: number): Rows => addRows(A, A, factor - 1);
const identity = (n: number): Rows =>
  Array.from({ length: n }, (_, i) => Float64Array.from({ length: n }, (__, j) => (i === j ? 1 : 0)));

const fromShallow =
  (rate: number): Distance =>
  ({ weights, start, v }) => {
    const shallow = addRows(start.sigma, addRows(start.product, start.sigma, -1), Math.exp(-rate * v));
    return normOfRows(addRows(product(weights), shallow, -1));
  };

const smallLayer: Distance = ({ weights, lambda }) =>
  normOfRows(
    addRows(
      scaled(smallGram(weights, lambda), Math.abs(lambda)),
      gramOfProduct(product(weights), lambda),
      -1,
    ),
  );

const largeLayer: Distance = ({ weights, lambda, start }) =>
  normOfRows(addRows(scaled(largeGram(weights, lambda), 1 / Math.abs(lambda)), identity(start.size), -1));

const largeMoves: Distance = ({ weights, first, lambda }) =>
  lambda > 0 ? normOfRows(addRows(weights.W2, first.W2, -1)) : normOfRows(addRows(weights.W1, first.W1, -1));

const smallMoves: Distance = ({ weights, first, lambda }) =>
  lambda > 0 ? normOfRows(addRows(weights.W1, first.W1, -1)) : normOfRows(addRows(weights.W2, first.W2, -1));

const signOf = (random: RandomGenerator) => (random.integer(0, 1) === 0 ? 1 : -1);

const confront =
  (...orders: ReturnType<typeof orderOf>[]): ProofInput['confront'] =>
  (_draw, random) => {
    const start = squareStart(random);
    const sign = signOf(random);
    return orders.map((order) => order(start, sign));
  };

const shallow = 'W from the one-layer network of rate |lambda|';

export default proof({
  proof: 'lazy-representations-flow',
  title: 'Square networks of large |lambda| beside their limits: the orders at which they get there',
  derivation,
  confronts: ['shallow-flow', 'small-gram', 'large-gram', 'small-layer-keeps-structure'],
  source: [
    'lambda-balanced/shallow-compare',
    'lambda-balanced/exponential-limit',
    'lambda-balanced/semi-structured-lazy',
    'lambda-balanced/grams-large-lambda',
    'lambda-balanced/big-layer-frozen',
  ],
  symbols: {},
  runs: 8,
  confront: confront(
    orderOf(shallow, 2, fromShallow(1)),
    orderOf("|lambda| times the small layer's Gram matrix from that of W", 2, smallLayer),
    orderOf("the large layer's Gram matrix over |lambda| from I", 2, largeLayer),
    orderOf('the way of the large layer', 1.5, largeMoves),
    orderOf('the way of the small layer', 0.5, smallMoves),
  ),
  controls: {
    'rate 2 |lambda|': confront(orderOf(shallow, 2, fromShallow(2))),
    'rate |lambda|/2': confront(orderOf(shallow, 2, fromShallow(0.5))),
    'order 1 in 1/|lambda|': confront(orderOf(shallow, 1, fromShallow(1))),
    'S for S^2 in the Gram matrix of the small layer': confront(
      orderOf('small layer', 2, ({ weights, lambda }) =>
        normOfRows(addRows(scaled(smallGram(weights, lambda), Math.abs(lambda)), product(weights), -1)),
      ),
    ),
    'both layers move alike': confront(orderOf('the way of the large layer', 0.5, largeMoves)),
  },
});
