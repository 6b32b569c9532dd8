import {
  addRows,
  type BalancedNetwork,
  type Bounded,
  balancedNetwork,
  type Comparison,
  followFlow,
  formulaOfWeights,
  integrateWithError,
  limitOfDoublings,
  measureWithError,
  normOfRows,
  orthonormalColumns,
  type ProofInput,
  proof,
  type RandomGenerator,
  type Rows,
  scaleColumns,
  spectralFloat64,
  stackedGramEntries,
  type TrackedTrajectory,
  type TwoLayerWeights,
  timesRows,
  transposeRows,
  twoLayerLinear,
  weightsOf,
} from 'flowproof';
import convergenceDerivation from '../../derivations/lambda-balanced/riccati-convergence.js';

const lists = (A: Rows) => Array.from(A, (row) => Array.from(row));
const product = ({ W1, W2 }: TwoLayerWeights) => timesRows(W2, W1);

/** The determinant, by elimination with pivots. */
function determinant(A: Rows): number {
  const rows = lists(A);
  let value = 1;
  for (let k = 0; k < rows.length; k++) {
    let pivot = k;
    for (let i = k + 1; i < rows.length; i++) if (Math.abs(rows[i][k]) > Math.abs(rows[pivot][k])) pivot = i;
    if (pivot !== k) value = -value;
    [rows[k], rows[pivot]] = [rows[pivot], rows[k]];
    value *= rows[k][k];
    if (rows[k][k] === 0) return 0;
    for (let i = k + 1; i < rows.length; i++) {
      const share = rows[i][k] / rows[k][k];
      for (let j = k; j < rows.length; j++) rows[i][j] -= share * rows[k][j];
    }
  }
  return value;
}

/** A square network at lambda = 0 whose determinant has the sign of the target's, or the other one. */
function zeroBalanced(random: RandomGenerator, agree: boolean): BalancedNetwork {
  const n = random.integer(2, 4);
  const singularValues = Array.from({ length: n }, (_, k) => (k === 0 ? 0.5 : 1.25 + random.uniform()));
  const network = balancedNetwork(
    { inputs: n, hidden: n, outputs: n },
    { lambda: 0, singularValues },
    random,
  );
  const signs = determinant(product(network)) * determinant(network.sigma);
  if (signs > 0 === agree) return network;
  // The mirror image of the target in its first left singular vector has the other determinant.
  const U = network.U.map((row) => Float64Array.from(row, (x, k) => (k === 0 ? -x : x)));
  return { ...network, U, sigma: timesRows(scaleColumns(U, singularValues), transposeRows(network.V)) };
}

const smallest = ({ singularValues }: BalancedNetwork) => Math.min(...singularValues);

/** The sign of det W stays, and W so ends at Sigma or at Sigma without its smallest mode, where `ends` says. */
const endsAt =
  (ends: (network: BalancedNetwork) => number, agree?: boolean): ProofInput['confront'] =>
  (_draw, random) => {
    const network = zeroBalanced(random, agree ?? random.integer(0, 1) === 1);
    const flow = twoLayerLinear(network, network.W1, network.W2);
    const s = smallest(network);
    // Rounding grows by e^(2 s u) at the saddle, and what is left of the way falls like e^(-2 s u).
    const times = [6, 7, 8].map((x) => x / (2 * s) + 4);
    const distance = (state: Float64Array) =>
      normOfRows(addRows(product(weightsOf(network, state)), network.sigma, -1));
    const [d1, d2, d3] = distances(flow, times, distance);
    const rest = Math.abs(d3.value - d2.value) + Math.abs(d2.value - d1.value);
    const end: Comparison = {
      name: '|W - Sigma| in the end',
      stated: ends(network),
      measured: d3.value,
      bound: rest + d3.bound,
    };
    const formula = formulaOfWeights(
      network,
      ({ W1, W2 }, u) =>
        spectralFloat64
          .balancedFlow({ W1: lists(W1), W2: lists(W2), task: { sigma: lists(network.sigma) }, lambda: 0 })
          .qqt(u),
      random,
    );
    const sign = Math.sign(determinant(product(network)));
    const stays = [0.5, 2, 4].map((time): Comparison => {
      const state = integrateWithError(flow, { until: time }).at(time);
      const measured = Math.sign(determinant(product(weightsOf(network, state))));
      return { name: `sign of det W at u = ${time}`, stated: sign, measured, bound: Number.EPSILON };
    });
    return [
      ...stays,
      end,
      ...followFlow(flow, [0.5, 2], stackedGramEntries(network, formula), { timeName: 'u' }),
    ];
  };

function distances(
  flow: ReturnType<typeof twoLayerLinear>,
  times: readonly number[],
  measured: (state: Float64Array) => number,
): Bounded[] {
  const trajectory = integrateWithError(flow, {
    until: Math.max(...times),
    times,
    relativeTolerance: 1e-13,
    absoluteTolerance: 1e-15,
  });
  return times.map((time) => {
    const found = measureWithError(trajectory, time, { name: '|W - Sigma|', measured });
    return { value: found.measured, bound: found.bound };
  });
}

const agrees = ({ sigma, W1, W2 }: BalancedNetwork) =>
  determinant(timesRows(W2, W1)) * determinant(sigma) > 0;

export default proof({
  proof: 'determinant-obstruction-flow',
  title:
    'At lambda = 0 a square network keeps the sign of det W: it reaches Sigma, or all but its smallest mode',
  derivation: convergenceDerivation,
  confronts: ['sign-conserved-at-lambda-zero', 'log-determinant-slope', 'start-orthogonal-at-lambda-zero'],
  source: ['lambda-balanced/det-obstruction', 'lambda-balanced/lambda0-reduction'],
  symbols: {},
  runs: 10,
  confront: endsAt((network) => (agrees(network) ? 0 : smallest(network))),
  controls: {
    'every start reaches Sigma': endsAt(() => 0),
    'a start of the other sign loses its largest mode': endsAt(
      (network) => (agrees(network) ? 0 : Math.max(...network.singularValues)),
      false,
    ),
  },
});

/** When what is measured passes 0 upwards: by bisection, with the error that the trajectory has there. */
function crossing(trajectory: TrackedTrajectory, measured: (state: Float64Array) => number): Bounded {
  let [low, high] = [0, trajectory.end];
  while (high - low > 4 * Number.EPSILON * high) {
    const middle = (low + high) / 2;
    if (middle <= low || middle >= high) break;
    if (measured(trajectory.at(middle)) < 0) low = middle;
    else high = middle;
  }
  const { bound } = measureWithError(trajectory, high, { name: 'the event', measured });
  const step = 1e-4 * high;
  const slope = (measured(trajectory.at(high)) - measured(trajectory.at(high - step))) / step;
  return { value: high, bound: (2 * bound) / Math.abs(slope) + 8 * Number.EPSILON * high };
}

/** Square weights with the product U diag(a) V^T for every lambda > 0, with entries that stay when lambda goes to 0. */
function startWith(U: Rows, V: Rows, R: Rows, a: readonly number[], lambda: number): TwoLayerWeights {
  const larger = a.map((x) => Math.sqrt((Math.hypot(lambda, 2 * x) + Math.abs(lambda)) / 2));
  const smaller = a.map((x, k) => x / larger[k]);
  const [first, second] = lambda > 0 ? [smaller, larger] : [larger, smaller];
  return {
    W1: timesRows(scaleColumns(R, first), transposeRows(V)),
    W2: timesRows(scaleColumns(U, second), transposeRows(R)),
  };
}

/** What has to happen on the way out, as a number that passes 0 upwards. */
type Event = (facts: {
  readonly W: Rows;
  readonly sigma: Rows;
  readonly mode: number;
  readonly s: number;
}) => number;

/** The sign of det W becomes that of det Sigma: the obstruction is gone. */
const determinantTurns: Event = ({ W, sigma }) => determinant(W) * Math.sign(determinant(sigma));

/** The smallest mode of the target is half learned: the plateau is left. */
const halfLearned: Event = ({ mode, s }) => mode - s / 2;

/** How much later an event comes for every factor by which lambda is smaller, divided by the logarithm of that factor. */
function delayOf(name: string, event: Event, perLog: (s: number) => number) {
  return (random: RandomGenerator): Comparison => {
    const n = random.integer(2, 3);
    const [U, V, R, A, B] = [0, 1, 2, 3, 4].map(() => orthonormalColumns(n, n, random));
    const s = Array.from({ length: n }, (_, k) =>
      k === 0 ? 0.5 + random.uniform() / 4 : 1.25 + random.uniform(),
    );
    const sigma = timesRows(scaleColumns(U, s), transposeRows(V));
    // A start whose determinant has the other sign.
    const turned = determinant(A) * determinant(B) * determinant(sigma) > 0;
    const a = s.map((_, k) => (turned && k === 0 ? -1 : 1) * (0.25 + random.uniform()));
    const sign = random.integer(0, 1) === 0 ? 1 : -1;
    const [u, v] = [[transposeRows(U)[0]], transposeRows([transposeRows(V)[0]])];
    const times = [2, 3, 4, 5].map((k): Bounded => {
      const size = 16 ** -k;
      const weights = startWith(A, B, R, a, sign * size);
      const flow = twoLayerLinear({ sigma }, weights.W1, weights.W2);
      const trajectory = integrateWithError(flow, {
        until: (2 * Math.log(1 / size) + 12) / (2 * s[0]),
        relativeTolerance: 1e-13,
        absoluteTolerance: 1e-15,
      });
      return crossing(trajectory, (state) => {
        const W = product(weightsOf(flow, state));
        return event({ W, sigma, mode: timesRows(u, W, v)[0][0], s: s[0] });
      });
    });
    const slopes = times.slice(1).map(
      ({ value, bound }, k): Bounded => ({
        value: (value - times[k].value) / Math.log(16),
        bound: (bound + times[k].bound) / Math.log(16),
      }),
    );
    const { value, bound } = limitOfDoublings(slopes, 4);
    return { name: `${name}, per ln(1/|lambda|)`, stated: perLog(s[0]), measured: value, bound };
  };
}

const escapes =
  (...delays: ReturnType<typeof delayOf>[]): ProofInput['confront'] =>
  (_draw, random) =>
    delays.map((delay) => delay(random));

/** The sign changes after ln(1/|lambda|)/(2 s_min); the way from there to half of the mode takes as long again. */
export const escapeFlow = proof({
  proof: 'escape-flow',
  title: 'A small lambda of either sign escapes the obstruction: det W turns after ln(1/|lambda|)/(2 s_min)',
  derivation: convergenceDerivation,
  confronts: ['escape-time'],
  source: 'lambda-balanced/det-obstruction',
  symbols: {},
  runs: 6,
  confront: escapes(
    delayOf('time at which det W turns', determinantTurns, (s) => 1 / (2 * s)),
    delayOf('time at which the mode is half learned', halfLearned, (s) => 1 / s),
  ),
  controls: {
    'det W turns twice as late': escapes(delayOf('det W', determinantTurns, (s) => 1 / s)),
    'by the square of the mode': escapes(delayOf('det W', determinantTurns, (s) => 1 / (2 * s * s))),
    'half of the mode is there when det W turns': escapes(delayOf('half', halfLearned, (s) => 1 / (2 * s))),
  },
});
