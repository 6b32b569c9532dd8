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
  type ProofInput,
  proof,
  type RandomGenerator,
  type Rows,
  scaleColumns,
  solveRows,
  spectralFloat64,
  stackedGramEntries,
  type TwoLayerWeights,
  timesRows,
  transposeRows,
  twoLayerLinear,
  weightsOf,
} from 'flowproof';
import convergenceDerivation from '../../derivations/lambda-balanced/riccati-convergence.js';
import modeDerivation from '../../derivations/lambda-balanced/riccati-single-mode.js';

const lists = (A: Rows) => Array.from(A, (row) => Array.from(row));

/** Nh = min(Ni, No) or Nh = max(Ni, No) > min, with a lambda that it admits; both sides of Nh = min. */
function extremeNetwork(kind: 'min' | 'max', random: RandomGenerator): BalancedNetwork {
  const [a, b] = [random.integer(1, 6), random.integer(1, 6)];
  const [inputs, outputs] = kind === 'max' && a === b ? [a, a + 1] : [a, b];
  const hidden = kind === 'min' ? Math.min(inputs, outputs) : Math.max(inputs, outputs);
  const drawnSign = random.integer(0, 1) === 0 ? 1 : -1;
  const sign = kind === 'min' ? drawnSign : Math.sign(outputs - inputs);
  const lambda = sign * 10 ** (12 * random.uniform() - 6);
  return balancedNetwork({ inputs, hidden, outputs }, { lambda }, random);
}

/** How a wrong variant differs in the exponents of what the target does not see (nu), and elsewhere. */
interface Variant {
  /** Exponent in Z and in Y, as multiples of nu. */
  readonly inZ?: number;
  readonly inY?: number;
  /** In the term of c: e^(-rate rho u) with this rate. */
  readonly decay?: number;
}

/** The stable form for Nh = min: P = Z Y^-1 Z^T, from the singular vectors that the target was made of. */
function stableMin(network: BalancedNetwork, { inZ = 1, inY = 2, decay = 2 }: Variant) {
  const { inputs, outputs, lambda, singularValues, U, V } = network;
  const m = singularValues.length;
  const columns = (A: Rows, from: number) => Array.from(A, (row) => Array.from(row).slice(from));
  const angles = singularValues.map((s) => Math.atan2(2 * s, lambda) / 2);
  const rho = singularValues.map((s) => Math.hypot(lambda, 2 * s) / 2);
  const [p, q] = [angles.map(Math.cos), angles.map(Math.sin)];
  const head = (A: Rows) => Array.from(A, (row) => Array.from(row).slice(0, m));
  const growing = [...scaleColumns(head(V), q), ...scaleColumns(head(U), p)];
  const shrinking = [
    ...scaleColumns(head(V), p),
    ...scaleColumns(
      head(U),
      q.map((x) => -x),
    ),
  ];
  const zeros = (rows: number, width: number) =>
    Array.from({ length: rows }, () => new Array<number>(width).fill(0));
  const width = Math.abs(inputs - outputs);
  const unseen =
    inputs >= outputs
      ? [...columns(V, m), ...zeros(outputs, width)]
      : [...zeros(inputs, width), ...columns(U, m)];
  const nu = (Math.sign(outputs - inputs) * lambda) / 2;
  const integral = (rate: number, u: number) => (rate === 0 ? u : -Math.expm1(-rate * u) / rate);
  return ({ W1, W2 }: TwoLayerWeights, u: number): Rows => {
    const Q0 = [...transposeRows(W1), ...W2];
    const b = timesRows(transposeRows(growing), Q0);
    const inverse = solveRows(
      b,
      b.map((_, i) => b.map((__, j) => (i === j ? 1 : 0))),
    );
    const C = timesRows(transposeRows(shrinking), Q0, inverse);
    const N = width === 0 ? [] : timesRows(transposeRows(unseen), Q0, inverse);
    const delta = rho.map((r) => Math.exp(-r * u));
    const both = (A: Rows) => transposeRows(scaleColumns(transposeRows(scaleColumns(A, delta)), delta));
    let Z: Rows = addRows(growing, timesRows(shrinking, both(C)));
    const phi = rho.map((r) => integral(decay * r, u));
    let Y: Rows = addRows(
      both(timesRows(transposeRows(inverse), inverse)),
      both(timesRows(scaleColumns(transposeRows(C), phi), C)),
    );
    Y = addRows(
      Y,
      rho.map((r, i) => rho.map((_, j) => (i === j ? integral(2 * r, u) : 0))),
    );
    if (width > 0) {
      // Exponents are put together before they are raised, so that nothing overflows.
      const grown = rho.map((r) => Math.exp((inZ * nu - r) * u));
      Z = addRows(Z, timesRows(unseen, scaleColumns(N, grown)));
      const NN = timesRows(transposeRows(N), N);
      Y = addRows(
        Y,
        NN.map((row, i) =>
          row.map((x, j) => {
            const rate = inY * nu;
            const growth = Math.exp((Math.max(rate, 0) - rho[i] - rho[j]) * u);
            return x * growth * integral(Math.abs(rate), u);
          }),
        ),
      );
    }
    return timesRows(Z, solveRows(Y, transposeRows(Z)));
  };
}

/** From the first moves to convergence, and on the delayed side on to its slow time. */
function timesOf({ lambda, singularValues, W1, W2 }: BalancedNetwork): number[] {
  const K = Math.hypot(lambda, 2 * Math.max(...singularValues));
  const speed = Math.max(K, normOfRows(W1) ** 2 + normOfRows(W2) ** 2, 0.25);
  const slow = Math.abs(lambda) < 30 ? [Math.abs(lambda) + 2] : [];
  return [0.3 / speed, 2 / Math.max(K, 0.5), 10 / Math.max(K, 0.5), ...slow];
}

const follow = (
  network: BalancedNetwork,
  formula: (weights: TwoLayerWeights, u: number) => Rows,
  random: RandomGenerator,
) =>
  followFlow(
    twoLayerLinear(network, network.W1, network.W2),
    timesOf(network),
    stackedGramEntries(network, formulaOfWeights(network, formula, random)),
    { timeName: 'u', relativeTolerance: 1e-11 },
  );

const flowOf = (network: BalancedNetwork, { W1, W2 }: TwoLayerWeights) =>
  spectralFloat64.balancedFlow({
    W1: lists(W1),
    W2: lists(W2),
    task: { sigma: lists(network.sigma) },
    lambda: network.lambda,
  });

const againstOwn =
  (variant: Variant): ProofInput['confront'] =>
  (_draw, random) => {
    const network = extremeNetwork('min', random);
    return follow(network, stableMin(network, variant), random);
  };

export default proof({
  proof: 'stable-form-flow',
  title: 'The stable form for Nh = min(Ni, No), on the lazy and on the delayed side, against the flow',
  derivation: convergenceDerivation,
  confronts: ['funnel-solution', 'funnel-stable-form', 'delayed-exponent'],
  source: ['lambda-balanced/qqt-stable-min', 'lambda-balanced/F-eigenvectors'],
  symbols: {},
  runs: 25,
  confront: againstOwn({}),
  controls: {
    'nu also in the integral of Y': againstOwn({ inY: 1 }),
    'nu with the wrong sign': againstOwn({ inZ: -1, inY: -2 }),
    'e^(-rho u) for e^(-2 rho u) in the term of C': againstOwn({ decay: 1 }),
  },
});

const library =
  (kind: 'min' | 'max', share: number): ProofInput['confront'] =>
  (_draw, random) => {
    const network = extremeNetwork(kind, random);
    const form = (weights: TwoLayerWeights, u: number) => {
      const flow = flowOf(network, weights);
      return kind === 'min' ? flow.qqtStableMin(share * u) : flow.qqtStableMax(share * u);
    };
    return follow(network, form, random);
  };

export const libraryMin = proof({
  proof: 'stable-form-min-flow',
  title: "The library's stable form for Nh = min(Ni, No) against the flow",
  derivation: modeDerivation,
  confronts: ['stable-product', 'stable-input-gram', 'stable-output-gram'],
  source: 'lambda-balanced/qqt-stable-min',
  symbols: {},
  runs: 20,
  confront: library('min', 1),
  controls: { 'half of the time': library('min', 0.5) },
});

export const libraryMax = proof({
  proof: 'stable-form-max-flow',
  title: "The library's stable form for Nh = max(Ni, No) against the flow",
  derivation: modeDerivation,
  confronts: ['stable-product', 'stable-input-gram', 'stable-output-gram'],
  source: 'lambda-balanced/qqt-stable-max',
  symbols: {},
  runs: 20,
  confront: library('max', 1),
  controls: { 'half of the time': library('max', 0.5) },
});

/** P at convergence of a square network: V (K - lambda)/2 V^T, Sigma, U (K + lambda)/2 U^T. */
const limitAgainst =
  (sign: 1 | -1): ProofInput['confront'] =>
  (_draw, random) => {
    const n = random.integer(1, 5);
    const lambda = (random.integer(0, 1) === 0 ? 1 : -1) * 10 ** (6 * random.uniform() - 2);
    const singularValues = Array.from({ length: n }, (_, k) => (k === 1 ? 0 : 0.5 + 2 * random.uniform()));
    const network = balancedNetwork({ inputs: n, hidden: n, outputs: n }, { lambda, singularValues }, random);
    const { U, V } = network;
    const K = singularValues.map((s) => Math.hypot(lambda, 2 * s));
    const gram = (A: Rows, side: number) => {
      const values = K.map((x, k) =>
        side * lambda >= 0 ? (x + side * lambda) / 2 : (2 * singularValues[k] ** 2) / (x - side * lambda),
      );
      return timesRows(scaleColumns(A, values), transposeRows(A));
    };
    const [R1, R2] = [gram(V, -sign), gram(U, sign)];
    const { sigma } = network;
    const P = [
      ...R1.map((row, i) => [...row, ...transposeRows(sigma)[i]]),
      ...R2.map((row, o) => [...sigma[o], ...row]),
    ];
    const slowest = Math.min(...K);
    const until = (44 + 2 * Math.log(1 + 1 / Math.abs(lambda))) / slowest;
    const size = Math.max(...P.flat().map(Math.abs));
    const observables = stackedGramEntries(network, {
      stated: () => P,
      statedError: () => P.map((row) => row.map(() => 8 * n * Number.EPSILON * size)),
    });
    return followFlow(twoLayerLinear(network, network.W1, network.W2), [until], observables, {
      timeName: 'u',
      relativeTolerance: 1e-12,
    });
  };

export const limitFlow = proof({
  proof: 'converged-grams-flow',
  title: 'The Gram matrices of a square network at convergence, zero modes included',
  derivation: modeDerivation,
  confronts: [
    'stable-limit-input-gram',
    'stable-limit-product',
    'stable-limit-output-gram',
    'limit-is-balanced',
  ],
  source: ['lambda-balanced/qqt-limit', 'lambda-balanced/b-nonsingular'],
  symbols: {},
  runs: 12,
  confront: limitAgainst(1),
  controls: { 'the Gram matrices swapped': limitAgainst(-1) },
});

/** The rate of W - Sigma between modes i and j near the optimum, from ever smaller deviations. */
const ratesAgainst =
  (rate: (Ki: number, Kj: number) => number): ProofInput['confront'] =>
  (_draw, random): readonly Comparison[] => {
    const n = random.integer(2, 3);
    const lambda = (random.integer(0, 1) === 0 ? 1 : -1) * 10 ** (2 * random.uniform() - 1);
    const singularValues = Array.from({ length: n }, () => 0.5 + random.uniform());
    const { U, V, sigma } = balancedNetwork(
      { inputs: n, hidden: n, outputs: n },
      { lambda: 0, singularValues },
      random,
    );
    const K = singularValues.map((s) => Math.hypot(lambda, 2 * s));
    const second = K.map((x) => Math.sqrt((x + lambda) / 2));
    const first = K.map((x) => Math.sqrt((x - lambda) / 2));
    const noise = [0, 1].map(() => U.map(() => U.map(() => random.normal())));
    const until = 1 / Math.max(...K);
    const [i, j] = [random.integer(0, n - 1), random.integer(0, n - 1)];
    const values = [12, 13, 14, 15].map((power): Bounded => {
      const W1 = addRows(transposeRows(scaleColumns(V, first)), noise[0], 2 ** -power);
      const W2 = addRows(scaleColumns(U, second), noise[1], 2 ** -power);
      const flow = twoLayerLinear({ sigma }, W1, W2);
      const trajectory = integrateWithError(flow, {
        until,
        relativeTolerance: 1e-13,
        absoluteTolerance: 1e-16,
      });
      const [u, v] = [[transposeRows(U)[i]], transposeRows([transposeRows(V)[j]])];
      const off = (state: Float64Array) => {
        const weights = weightsOf(flow, state);
        return timesRows(u, addRows(timesRows(weights.W2, weights.W1), sigma, -1), v)[0][0];
      };
      const [start, end] = [0, until].map((time) =>
        measureWithError(trajectory, time, { name: 'W - Sigma', measured: off }),
      );
      const relative = start.bound / Math.abs(start.measured) + end.bound / Math.abs(end.measured);
      return { value: Math.log(start.measured / end.measured) / until, bound: (2 * relative) / until };
    });
    const { value, bound } = limitOfDoublings(values, 1);
    return [
      {
        name: `rate of W - Sigma between modes ${i + 1} and ${j + 1}`,
        stated: rate(K[i], K[j]),
        measured: value,
        bound,
      },
    ];
  };

export const ratesFlow = proof({
  proof: 'convergence-rates-flow',
  title: 'Near the optimum the modes i and j of W - Sigma decay at the rate (K_i + K_j)/2',
  derivation: convergenceDerivation,
  confronts: ['rate-of-a-mode', 'rate-of-a-pair'],
  source: ['lambda-balanced/convergence-rates', 'lambda-balanced/ntk-spectrum-optimum'],
  symbols: {},
  runs: 10,
  confront: ratesAgainst((Ki, Kj) => (Ki + Kj) / 2),
  controls: {
    'half of the rate': ratesAgainst((Ki, Kj) => (Ki + Kj) / 4),
    'the slower mode alone': ratesAgainst((Ki, Kj) => Math.min(Ki, Kj)),
  },
});
