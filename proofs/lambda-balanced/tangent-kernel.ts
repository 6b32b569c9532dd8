import {
  addRows,
  type BalancedNetwork,
  drawBalancedNetwork,
  followFlow,
  formulaOfWeights,
  innerOfRows,
  normOfRows,
  type Observable,
  orthonormalColumns,
  type ProofInput,
  proof,
  type RandomGenerator,
  type Rows,
  spectralFloat64,
  type TwoLayerWeights,
  timesRows,
  transposeRows,
  twoLayerLinear,
  weightEntries,
  weightsOf,
} from 'flowproof';
import kernelDerivation from '../../derivations/lambda-balanced/tangent-kernel.js';

const lists = (A: Rows) => Array.from(A, (row) => Array.from(row));

/** The closed form of the flow from given weights. */
const closedForm = (network: BalancedNetwork, { W1, W2 }: TwoLayerWeights) =>
  spectralFloat64.balancedFlow({
    W1: lists(W1),
    W2: lists(W2),
    task: { sigma: lists(network.sigma) },
    lambda: network.lambda,
  });

/** n samples with X X^T = n I. */
const whitened = (inputs: number, random: RandomGenerator) => {
  const n = inputs + random.integer(0, 2);
  const X = transposeRows(orthonormalColumns(n, inputs, random));
  return addRows(X, X, Math.sqrt(n) - 1);
};

/** The tangent kernel J J^T of f = W2 W1 X from the derivatives by every weight; rows by output, then sample. */
function kernelFromDerivatives({ W1, W2 }: TwoLayerWeights, X: Rows): Rows {
  const columns: number[][] = [];
  const hiddenCode = timesRows(W1, X);
  const outputs = W2.length;
  for (let h = 0; h < W1.length; h++) {
    for (let i = 0; i < X.length; i++) {
      columns.push(W2.flatMap((row) => Array.from(X[i], (x) => row[h] * x)));
    }
    for (let o = 0; o < outputs; o++) {
      columns.push(W2.flatMap((_, k) => Array.from(hiddenCode[h], (x) => (k === o ? x : 0))));
    }
  }
  return timesRows(transposeRows(columns), columns);
}

/** Smaller networks than elsewhere: kernels have (No n)^2 entries. */
const small = (random: RandomGenerator) => drawBalancedNetwork(random, { largest: 3 });

const speedOf = ({ lambda, singularValues, W1, W2 }: BalancedNetwork) =>
  Math.max(
    Math.hypot(lambda, 2 * Math.max(...singularValues)),
    normOfRows(W1) ** 2 + normOfRows(W2) ** 2,
    0.25,
  );

type KernelForm = (grams: { R1: Rows; R2: Rows }, X: Rows) => Rows;

/** K = I (x) X^T A X + B (x) X^T X. */
const kronecker =
  (
    first: (g: { R1: Rows; R2: Rows }) => Rows,
    second: (g: { R1: Rows; R2: Rows }) => Rows,
    share = 1,
  ): KernelForm =>
  (grams, X) => {
    const n = X[0].length;
    const inner = timesRows(transposeRows(X), first(grams), X);
    const outer = second(grams);
    const data = timesRows(transposeRows(X), X);
    const size = grams.R2.length * n;
    return Array.from({ length: size }, (_, p) =>
      Float64Array.from({ length: size }, (__, q) => {
        const [o, l, i, j] = [Math.floor(p / n), Math.floor(q / n), p % n, q % n];
        return (o === l ? share * inner[i][j] : 0) + outer[o][l] * data[i][j];
      }),
    );
  };

const right = kronecker(
  ({ R1 }) => R1,
  ({ R2 }) => R2,
);

const kernelAgainst =
  (form: KernelForm, shapes?: readonly 'square'[]): ProofInput['confront'] =>
  (_draw, random) => {
    const network = shapes ? drawBalancedNetwork(random, { largest: 3, shapes }) : small(random);
    const X = whitened(network.inputs, random);
    const stated = formulaOfWeights(
      network,
      (weights, u) => {
        const flow = closedForm(network, weights);
        return form({ R1: flow.inputGram(u), R2: flow.outputGram(u) }, X);
      },
      random,
    );
    const speed = speedOf(network);
    return followFlow(
      twoLayerLinear(network, network.W1, network.W2),
      [0.5 / speed, 3 / speed],
      weightEntries(network, 'K', (weights) => kernelFromDerivatives(weights, X), stated),
      { timeName: 'u' },
    );
  };

/** What the network answers moves by -1/n K (f - Y). */
const functionAgainst =
  (factor: (n: number) => number): ProofInput['confront'] =>
  (_draw, random) => {
    const network = small(random);
    const X = whitened(network.inputs, random);
    const n = X[0].length;
    // Targets with Y X^T / n = Sigma, and a part that no linear network can answer.
    const noise = Array.from(network.sigma, () => Array.from(X[0], () => random.normal()));
    const seen = timesRows(noise, transposeRows(X), addRows(X, X, 1 / n - 1));
    const Y = addRows(addRows(noise, seen, -1), timesRows(network.sigma, X));
    const flow = twoLayerLinear({ X, Y }, network.W1, network.W2);
    const rate = new Float64Array(flow.field.dimension);
    const observables = weightEntries(
      network,
      "f'",
      (weights) => {
        const state = Float64Array.from([...weights.W1, ...weights.W2].flatMap((row) => [...row]));
        flow.field.evaluate(0, state, rate);
        const rates = weightsOf(network, rate);
        return timesRows(addRows(timesRows(rates.W2, weights.W1), timesRows(weights.W2, rates.W1)), X);
      },
      formulaOfWeights(
        network,
        (weights, u) => {
          const closed = closedForm(network, weights);
          const residual = addRows(timesRows(closed.product(u), X), Y, -1).flatMap((row) => [...row]);
          const K = closed.tangentKernel(u, lists(X));
          const moved = timesRows(
            K,
            residual.map((x) => [x]),
          ).map(([x]) => -factor(n) * x);
          return Array.from(Y, (_, o) => moved.slice(o * n, (o + 1) * n));
        },
        random,
      ),
    );
    const speed = speedOf(network);
    return followFlow(flow, [0.25 / speed, 2 / speed], observables, { timeName: 'u' });
  };

export default proof({
  proof: 'tangent-kernel-flow',
  title: 'The tangent kernel of the integrated network, from its derivatives, against its closed form',
  derivation: kernelDerivation,
  confronts: ['feature-first-layer', 'feature-second-layer', 'kernel-same-output', 'kernel-two-outputs'],
  source: ['lambda-balanced/ntk-formula', 'lambda-balanced/ntk-lambda-balanced'],
  symbols: {},
  runs: 15,
  confront: kernelAgainst(right),
  controls: {
    'the Gram matrices swapped': kernelAgainst(
      kronecker(
        ({ R2 }) => R2,
        ({ R1 }) => R1,
      ),
      ['square'],
    ),
    'one Kronecker term': kernelAgainst(
      kronecker(
        ({ R1 }) => R1,
        ({ R2 }) => R2,
        0,
      ),
    ),
  },
});

export const functionFlow = proof({
  proof: 'network-function-flow',
  title: 'The answers of the integrated network move by the tangent kernel',
  derivation: kernelDerivation,
  confronts: ['function-flow'],
  source: 'lambda-balanced/ntk-function-flow',
  symbols: {},
  runs: 15,
  confront: functionAgainst((n) => 1 / n),
  controls: { 'no 1/n': functionAgainst(() => 1) },
});

/** 1/2 |K0/|K0| - K/|K||^2 = 1 - cos, without cancellation; K = I (x) R1 + R2 (x) I. */
function kernelDistance(before: { R1: Rows; R2: Rows }, now: { R1: Rows; R2: Rows }): number {
  const trace = (A: Rows) => A.reduce((sum, row, i) => sum + row[i], 0);
  const square = ({ R1, R2 }: { R1: Rows; R2: Rows }) =>
    R2.length * innerOfRows(R1, R1) + 2 * trace(R1) * trace(R2) + R1.length * innerOfRows(R2, R2);
  const [a, b] = [1 / Math.sqrt(square(before)), 1 / Math.sqrt(square(now))];
  const apart = (A: Rows, B: Rows) => addRows(addRows(A, A, a - 1), B, -b);
  return square({ R1: apart(before.R1, now.R1), R2: apart(before.R2, now.R2) }) / 2;
}

const gramsOf = ({ W1, W2 }: TwoLayerWeights) => ({
  R1: timesRows(transposeRows(W1), W1),
  R2: timesRows(W2, transposeRows(W2)),
});

/** Kernel distance along every kind of network, lambda over 12 decades. */
const distanceAgainst =
  (share: number): ProofInput['confront'] =>
  (_draw, random) => {
    const network = small(random);
    const X = whitened(network.inputs, random);
    const before = gramsOf(network);
    const observable: Observable = {
      name: 'kernel distance',
      measured: (state) => kernelDistance(before, gramsOf(weightsOf(network, state))),
      stated: (u) => share * closedForm(network, network).kernelDistance(u, lists(X)),
      // 1 - cos of numbers that are rounded.
      statedError: () => 64 * Number.EPSILON,
    };
    const speed = speedOf(network);
    return followFlow(twoLayerLinear(network, network.W1, network.W2), [1 / speed, 4 / speed], [observable], {
      timeName: 'u',
      relativeTolerance: 1e-12,
    });
  };

export const distanceFlow = proof({
  proof: 'kernel-distance-flow',
  title: 'The kernel distance of the integrated network against its closed form',
  derivation: kernelDerivation,
  confronts: ['inner-product-from-grams', 'distance-as-difference'],
  source: 'lambda-balanced/kernel-distance',
  symbols: {},
  runs: 20,
  confront: distanceAgainst(1),
  controls: { 'half of it': distanceAgainst(0.5) },
});
