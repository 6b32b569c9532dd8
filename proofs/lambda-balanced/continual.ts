import {
  addRows,
  type BalancedNetwork,
  balancedNetwork,
  drawBalancedNetwork,
  followFlow,
  formulaOfWeights,
  innerOfRows,
  integrateWithError,
  normOfRows,
  type Observable,
  orthonormalColumns,
  type ProofInput,
  proof,
  type Rows,
  randomSpectrum,
  randomTarget,
  scaleColumns,
  spectralFloat64,
  stackedGramEntries,
  type TwoLayerWeights,
  timesRows,
  transposeRows,
  twoLayerLinear,
  weightEntries,
  weightsOf,
} from 'flowproof';
import timesDerivation from '../../derivations/lambda-balanced/aligned-mode-times.js';
import derivation from '../../derivations/lambda-balanced/continual.js';

const lists = (A: Rows) => Array.from(A, (row) => Array.from(row));
const product = ({ W1, W2 }: TwoLayerWeights) => timesRows(W2, W1);

const closedForm = ({ W1, W2 }: TwoLayerWeights, sigma: Rows, lambda: number) =>
  spectralFloat64.balancedFlow({ W1: lists(W1), W2: lists(W2), task: { sigma: lists(sigma) }, lambda });

const speedOf = ({ lambda, singularValues, W1, W2 }: BalancedNetwork) =>
  Math.max(
    Math.hypot(lambda, 2 * Math.max(...singularValues)),
    normOfRows(W1) ** 2 + normOfRows(W2) ** 2,
    0.25,
  );

interface Forms {
  /** Multiple of what task j loses. */
  readonly loss?: number;
  /** Multiple of the second term of its rate. */
  readonly second?: number;
}

/** Training on one task and what it does to another, from the integrated weights and from the closed form. */
const forgettingAgainst =
  ({ loss = 1, second = 1 }: Forms): ProofInput['confront'] =>
  (_draw, random) => {
    const network = drawBalancedNetwork(random);
    const { sigma, lambda } = network;
    const modes = network.singularValues.length;
    const other = randomTarget(network, randomSpectrum(modes, random), random).sigma;
    const W0 = product(network);
    const flow = twoLayerLinear(network, network.W1, network.W2);
    const of = (f: (weights: TwoLayerWeights, u: number) => number) =>
      formulaOfWeights(network, (weights, u) => [[f(weights, u)]], random);
    const half = (A: Rows) => innerOfRows(A, A) / 2;
    const forgotten = weightEntries(
      network,
      'F(u)',
      (weights) => [[half(addRows(product(weights), other, -1)) - half(addRows(W0, other, -1))]],
      of((weights, u) => loss * closedForm(weights, sigma, lambda).forgetting(u, lists(other))),
    );
    const rates = new Float64Array(flow.field.dimension);
    const rate = weightEntries(
      network,
      "F'(u)",
      (weights) => {
        flow.field.evaluate(
          0,
          Float64Array.from([...weights.W1, ...weights.W2].flatMap((r) => [...r])),
          rates,
        );
        const moved = weightsOf(network, rates);
        const dW = addRows(timesRows(moved.W2, weights.W1), timesRows(weights.W2, moved.W1));
        return [[innerOfRows(dW, addRows(product(weights), other, -1))]];
      },
      of((weights, u) => {
        const closed = closedForm(weights, sigma, lambda);
        const W = closed.product(u);
        const E = addRows(sigma, W, -1);
        const dW = addRows(timesRows(closed.outputGram(u), E), timesRows(E, closed.inputGram(u)), second);
        return innerOfRows(dW, addRows(W, other, -1));
      }),
    );
    const speed = speedOf(network);
    return followFlow(flow, [0.3 / speed, 1 / speed, 4 / speed], [...forgotten, ...rate], {
      timeName: 'u',
    });
  };

export default proof({
  proof: 'forgetting-flow',
  title: 'What the integrated network forgets of another task while it learns one',
  derivation,
  confronts: ['forgetting-two-modes', 'forgetting-starts-at-zero', 'forgetting-rate'],
  source: ['lambda-balanced/forgetting', 'lambda-balanced/forgetting-rate', 'lambda-balanced/W-closed-ode'],
  symbols: {},
  runs: 25,
  confront: forgettingAgainst({}),
  controls: {
    'no 1/2 in the loss': forgettingAgainst({ loss: 2 }),
    'the second term of the rate over a batch of 2': forgettingAgainst({ second: 0.5 }),
    'the rate without its second term': forgettingAgainst({ second: 0 }),
  },
});

/** What is left of the forgetting when training has converged: the same for every lambda. */
const inTheEnd =
  (share: number): ProofInput['confront'] =>
  (_draw, random) => {
    const n = random.integer(1, 4);
    const sizes = { inputs: n, hidden: n, outputs: n };
    const lambda = (random.integer(0, 1) === 0 ? 1 : -1) * 10 ** (3 * random.uniform() - 1);
    const singularValues = Array.from({ length: n }, () => 0.5 + 2 * random.uniform());
    const network = balancedNetwork(sizes, { lambda, singularValues }, random);
    const other = randomTarget(network, randomSpectrum(n, random), random).sigma;
    const half = (A: Rows) => innerOfRows(A, A) / 2;
    const W0 = product(network);
    const before = half(addRows(W0, other, -1));
    // Past the saddle that a small lambda may have on its way.
    const slowest = Math.hypot(lambda, 2 * Math.min(...singularValues));
    const until = (40 + 2 * Math.log(1 + 1 / Math.abs(lambda))) / slowest;
    const end: Observable = {
      name: 'F at convergence',
      measured: (state) => half(addRows(product(weightsOf(network, state)), other, -1)) - before,
      stated: () => share * half(addRows(network.sigma, other, -1)) - share * before,
      statedError: () => 8 * n * Number.EPSILON * (half(addRows(network.sigma, other, -1)) + before),
    };
    return followFlow(twoLayerLinear(network, network.W1, network.W2), [until], [end], { timeName: 'u' });
  };

export const forgottenInTheEnd = proof({
  proof: 'forgetting-limit-flow',
  title: 'What is forgotten in the end does not depend on lambda',
  derivation,
  confronts: ['forgetting-in-the-end'],
  source: ['lambda-balanced/forgetting', 'lambda-balanced/b-nonsingular'],
  symbols: {},
  runs: 12,
  confront: inTheEnd(1),
  controls: { 'no 1/2': inTheEnd(2) },
});

/** Three tasks in a row; the closed form goes on from P at every switch, and lambda stays. */
const chainAgainst =
  (switched: (at: number) => number): ProofInput['confront'] =>
  (_draw, random) => {
    const network = drawBalancedNetwork(random, { largest: 4, decades: 6 });
    const { lambda } = network;
    const modes = network.singularValues.length;
    const tasks = [0, 1].map(() => randomTarget(network, randomSpectrum(modes, random), random).sigma);
    const speed = speedOf(network);
    const span = 1 / speed;
    const after = (flow: ReturnType<typeof twoLayerLinear>) => {
      const trajectory = integrateWithError(flow, {
        until: span,
        relativeTolerance: 1e-12,
        absoluteTolerance: 1e-14,
      });
      const state = trajectory.at(span);
      const largest = state.reduce((most, x) => Math.max(most, Math.abs(x)), 0);
      const relative = trajectory.errorAt(span) / largest;
      return { weights: weightsOf(network, state), relative };
    };
    const first = after(twoLayerLinear(network, network.W1, network.W2));
    const second = after(twoLayerLinear({ sigma: tasks[0] }, first.weights.W1, first.weights.W2));
    const formula = formulaOfWeights(
      network,
      (weights, u) =>
        closedForm(weights, network.sigma, lambda)
          .switchTask(switched(span), { sigma: lists(tasks[0]) })
          .switchTask(span, { sigma: lists(tasks[1]) })
          .qqt(u),
      random,
      // What the integrated weights at the switches are off counts as an error of the start.
      4 * (first.relative + second.relative),
    );
    return followFlow(
      twoLayerLinear({ sigma: tasks[1] }, second.weights.W1, second.weights.W2),
      [0, span],
      stackedGramEntries(network, formula),
      { timeName: 'u' },
    );
  };

export const chainFlow = proof({
  proof: 'continual-chain-flow',
  title: 'Three tasks in a row: only P matters at a switch, and lambda stays',
  derivation,
  confronts: ['switch-keeps-the-balance', 'switch-keeps-the-gram-matrices'],
  source: ['lambda-balanced/continual-chain', 'lambda-balanced/lambda-persistence'],
  symbols: {},
  runs: 12,
  confront: chainAgainst((at) => at),
  controls: { 'every task starts from the first weights': chainAgainst(() => 0) },
});

/** The target turns round, Sigma -> -Sigma, for a network that has learned it: aligned modes a = -s at the switch. */
const reversalAgainst =
  (crossing: (K: number, lambda: number) => number, layer: 1 | -1 = 1): ProofInput['confront'] =>
  (_draw, random) => {
    const n = random.integer(1, 4);
    const s = Array.from({ length: n }, () => 0.5 + 2 * random.uniform());
    const lambda = (random.integer(0, 1) === 0 ? 1 : -1) * 10 ** (4 * random.uniform() - 2);
    const [U, V, R] = [0, 1, 2].map(() => orthonormalColumns(n, n, random));
    const larger = s.map((x) => Math.sqrt((Math.hypot(lambda, 2 * x) + Math.abs(lambda)) / 2));
    const smaller = s.map((x, k) => -x / larger[k]);
    const [first, second] = lambda > 0 ? [smaller, larger] : [larger, smaller];
    const W1 = timesRows(scaleColumns(R, first), transposeRows(V));
    const W2 = timesRows(scaleColumns(U, second), transposeRows(R));
    const sigma = timesRows(scaleColumns(U, s), transposeRows(V));
    const flow = twoLayerLinear({ sigma }, W1, W2);
    return s.flatMap((value, k) => {
      const K = Math.hypot(lambda, 2 * value);
      const time = crossing(K, Math.abs(lambda));
      const [u, v] = [[transposeRows(U)[k]], transposeRows([transposeRows(V)[k]])];
      // The slope of the mode at its crossing is |lambda| s; the stated time is rounded.
      const timeError = 4 * Number.EPSILON * time * Math.abs(lambda) * value;
      const steady = lambda * layer > 0;
      const observables: Observable[] = [
        {
          name: `mode ${k + 1} at its stated crossing`,
          measured: (state) => timesRows(u, product(weightsOf(flow, state)), v)[0][0],
          stated: () => 0,
          statedError: () => timeError + 8 * n * Number.EPSILON * larger[k] ** 2,
        },
        {
          name: `the steady layer's mode ${k + 1} at the crossing`,
          measured: (state) => {
            const weights = weightsOf(flow, state);
            return normOfRows(steady ? timesRows(u, weights.W2) : timesRows(weights.W1, v));
          },
          stated: () => Math.sqrt(Math.abs(lambda)),
          statedError: () => timeError + 8 * n * Number.EPSILON * larger[k],
        },
      ];
      return followFlow(flow, [time], observables, {
        timeName: 'u',
        relativeTolerance: 1e-13,
        absoluteTolerance: 1e-15,
      });
    });
  };

export const reversalFlow = proof({
  proof: 'reversal-flow',
  title:
    'A reversed target: every mode of the integrated network crosses zero when stated, and only one layer turns',
  derivation: timesDerivation,
  confronts: ['reversal-crossing-time', 'reversal-crossing-exact-reversal', 'reversal-crossing-value'],
  source: ['lambda-balanced/reversal-crossing', 'lambda-balanced/reversal-which-layer'],
  symbols: {},
  runs: 15,
  confront: reversalAgainst((K, lambda) => Math.log1p(K / lambda) / K),
  controls: {
    'without the 1 in the logarithm': reversalAgainst((K, lambda) => Math.log(K / lambda) / K),
    'the rate K/2': reversalAgainst((K, lambda) => (2 * Math.log1p(K / lambda)) / K),
    'K without the target': reversalAgainst((_K, lambda) => Math.log(2) / lambda),
    'the other layer stays': reversalAgainst((K, lambda) => Math.log1p(K / lambda) / K, -1),
  },
});
