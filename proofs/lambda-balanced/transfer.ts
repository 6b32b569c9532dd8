import {
  type BalancedNetwork,
  type Bounded,
  balancedNetwork,
  type Comparison,
  type Flow,
  flowFrom,
  followFlow,
  integrateWithError,
  limitOfDoublings,
  measureWithError,
  type Observable,
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
import derivation from '../../derivations/lambda-balanced/transfer.js';

/** One new weight vector w from 0, trained on one item by w' = (y - w h) h. */
function newWeights(h: ArrayLike<number>, y: number): Flow {
  return flowFrom(
    {
      dimension: h.length,
      names: Array.from(h, (_, k) => `w[${k + 1}]`),
      evaluate(_time, state, out) {
        let answer = 0;
        for (let k = 0; k < state.length; k++) answer += state[k] * h[k];
        for (let k = 0; k < state.length; k++) out[k] = (y - answer) * h[k];
      },
    },
    new Float64Array(h.length),
  );
}

/** A square network that has learned its target: the integrated weights, and by how much their Gram matrices are off. */
function learned(lambda: number, random: RandomGenerator, n = random.integer(2, 4)) {
  const singularValues = Array.from({ length: n }, () => 0.5 + random.uniform());
  const sizes = { inputs: n, hidden: n, outputs: n };
  const network = balancedNetwork(sizes, { lambda, singularValues, scale: 0.5 }, random);
  return { network, ...train(network) };
}

function train(network: BalancedNetwork): { weights: TwoLayerWeights; off: number } {
  const { lambda, singularValues } = network;
  const slowest = Math.hypot(lambda, 2 * Math.min(...singularValues));
  const until = (40 + 2 * Math.log(1 + 1 / Math.abs(lambda))) / slowest;
  const flow = twoLayerLinear(network, network.W1, network.W2);
  const options = { until, relativeTolerance: 1e-13, absoluteTolerance: 1e-15 };
  const trajectory = integrateWithError(flow, options);
  const state = trajectory.at(until);
  const largest = state.reduce((most, x) => Math.max(most, Math.abs(x)), 0);
  // What is not learned yet is below rounding; a Gram matrix is off by twice what its weights are.
  const off = (2 * trajectory.errorAt(until)) / largest + 4 * Number.EPSILON;
  return { weights: weightsOf(network, state), off: network.hidden * off };
}

/** What the converged Gram matrices are: V (K - lambda)/2 V^T below, U (K + lambda)/2 U^T above. */
function convergedGram({ U, V, singularValues, lambda }: BalancedNetwork, layer: 'W1' | 'W2'): Rows {
  const [frame, sign] = layer === 'W1' ? [V, -1] : [U, 1];
  const values = singularValues.map((s) => {
    const K = Math.hypot(lambda, 2 * s);
    return sign * lambda >= 0 ? (K + sign * lambda) / 2 : (2 * s * s) / (K - sign * lambda);
  });
  return timesRows(scaleColumns(frame, values), transposeRows(frame));
}

type Item = { readonly G: Rows; readonly codes: Rows; readonly layer: 'W1' | 'W2' };

/** The codes of all items behind one layer: W1 X of samples, or the rows of W2 of outputs, one a column. */
const itemsOf = (weights: TwoLayerWeights, X: Rows, layer: 'W1' | 'W2') =>
  layer === 'W1' ? timesRows(weights.W1, X) : transposeRows(weights.W2);

/** Item 1 is trained; all others follow by G_j1/G_11 (1 - e^(-G_11 u)). */
const generalisationAgainst =
  (share: (item: Item, j: number, u: number) => number): ProofInput['confront'] =>
  (_draw, random) => {
    const lambda = (random.integer(0, 1) === 0 ? 1 : -1) * 10 ** (4 * random.uniform() - 2);
    const { network, weights, off } = learned(lambda, random);
    const X = Array.from({ length: network.inputs }, () =>
      Float64Array.from({ length: 3 }, () => random.normal()),
    );
    const y = 1 + random.uniform();
    return (['W1', 'W2'] as const).flatMap((layer) => {
      const codes = itemsOf(weights, X, layer);
      const gram = convergedGram(network, layer);
      const G = layer === 'W1' ? timesRows(transposeRows(X), gram, X) : gram;
      const flow = newWeights(transposeRows(codes)[0], y);
      const size = Math.max(...G.map((row, i) => row[i]));
      const observables =
        codes[0].length > 0
          ? Array.from(
              codes[0],
              (_, j): Observable => ({
                name: `answer to item ${j + 1} behind ${layer}`,
                measured: (w) => w.reduce((sum, x, k) => sum + x * codes[k][j], 0),
                stated: (u) => y * share({ G, codes, layer }, j, u),
                statedError: () => (4 * y * off * size) / G[0][0],
              }),
            )
          : [];
      return followFlow(flow, [0.3 / G[0][0], 1 / G[0][0], 20 / G[0][0]], observables, { timeName: 'u' });
    });
  };

const stated = ({ G }: Item, j: number, u: number) => (-G[j][0] / G[0][0]) * Math.expm1(-G[0][0] * u);

export default proof({
  proof: 'generalisation-flow',
  title: 'A new output or input of a trained network generalises by the Gram matrix of the frozen layer',
  derivation,
  confronts: ['readout-flow', 'readout-generalisation', 'embedding-flow'],
  source: [
    'lambda-balanced/readout-generalisation',
    'lambda-balanced/embedding-generalisation',
    'lambda-balanced/qqt-limit',
  ],
  symbols: {},
  runs: 12,
  confront: generalisationAgainst(stated),
  controls: {
    'every item learns like the trained one': generalisationAgainst(
      ({ G }, _j, u) => -Math.expm1(-G[0][0] * u),
    ),
    'the share without its denominator': generalisationAgainst(
      ({ G }, j, u) => -G[j][0] * Math.expm1(-G[0][0] * u),
    ),
    'the rate of the other item': generalisationAgainst(
      ({ G }, j, u) => (-G[j][0] / G[0][0]) * Math.expm1(-G[j][j] * u),
    ),
  },
});

const DOUBLINGS = [32, 64, 128, 256];

/** What item 2 learns in the end from item 1, behind the integrated W1, when |lambda| grows: V S^2 V^T above, X^T X below. */
const limitAgainst =
  (above: number, below: number): ProofInput['confront'] =>
  (_draw, random) => {
    const n = random.integer(2, 4);
    const { network } = learned(1, random, n);
    const X = Array.from({ length: n }, () => Float64Array.from({ length: 2 }, () => random.normal()));
    return [1, -1].map((sign): Comparison => {
      const values = DOUBLINGS.map((size): Bounded => {
        const lambda = sign * size;
        const drawn = balancedNetwork(
          network,
          { lambda, singularValues: network.singularValues, scale: 0.5 },
          random,
        );
        const task = { ...drawn, sigma: network.sigma, U: network.U, V: network.V };
        const { weights, off } = train(task);
        const codes = itemsOf(weights, X, 'W1');
        const flow = newWeights(transposeRows(codes)[0], 1);
        const own = codes.reduce((sum, row) => sum + row[0] * row[0], 0);
        const until = 40 / own;
        const trajectory = integrateWithError(flow, { until, relativeTolerance: 1e-12 });
        const found = measureWithError(trajectory, until, {
          name: 'answer to item 2',
          measured: (w) => w.reduce((sum, x, k) => sum + x * codes[k][1], 0),
        });
        return { value: found.measured, bound: found.bound + off };
      });
      const power = sign > 0 ? above : below;
      const metric = timesRows(
        scaleColumns(
          network.V,
          network.singularValues.map((s) => s ** power),
        ),
        transposeRows(network.V),
      );
      const G = timesRows(transposeRows(X), metric, X);
      const { value, bound } = limitOfDoublings(values, 2);
      return {
        name: `share of item 2 as lambda -> ${sign > 0 ? '' : '-'}inf`,
        stated: G[1][0] / G[0][0],
        measured: value,
        bound,
      };
    });
  };

export const structureFlow = proof({
  proof: 'generalisation-limits-flow',
  title:
    'For lambda -> inf a readout generalises by the squared modes of the task, for lambda -> -inf not by the task',
  derivation,
  confronts: ['readout-share-large-lambda', 'readout-share-large-negative-lambda'],
  source: 'lambda-balanced/readout-generalisation',
  symbols: {},
  runs: 5,
  confront: limitAgainst(2, 0),
  controls: { 'S for S^2': limitAgainst(1, 0), 'the signs exchanged': limitAgainst(0, 2) },
});
