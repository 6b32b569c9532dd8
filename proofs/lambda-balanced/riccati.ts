import {
  addRows,
  type BalancedNetwork,
  drawBalancedNetwork,
  followFlow,
  formulaOfWeights,
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
} from 'flowproof';
import solutionDerivation from '../../derivations/lambda-balanced/matrix-riccati-solution.js';
import spectrumDerivation from '../../derivations/lambda-balanced/riccati-spectrum.js';

/** How a wrong variant differs from the solution of the Riccati equation. */
interface Variant {
  /** lambda in F, as a multiple of the balance. */
  readonly lambdaFactor?: number;
  /** The integral of e^(2fx) over 0 < x < u. */
  readonly integral?: (f: number, u: number) => number;
  readonly bracket?: 'left out';
}

/** Integral of e^(rate x) over 0 < x < u. */
const integralOf = (rate: number, u: number) => (rate === 0 ? u : Math.expm1(rate * u) / rate);

/** Eigenvectors of F by columns, and its eigenvalues, from the singular vectors that the target was made of. */
function spectrumOfF({ U, V, singularValues, inputs, outputs }: BalancedNetwork, lambda: number) {
  const vectors: number[][] = [];
  const values: number[] = [];
  const stacked = (above: (i: number) => number, below: (o: number) => number) => [
    ...Array.from({ length: inputs }, (_, i) => above(i)),
    ...Array.from({ length: outputs }, (_, o) => below(o)),
  ];
  singularValues.forEach((s, k) => {
    const angle = Math.atan2(2 * s, lambda) / 2;
    const [p, q] = [Math.cos(angle), Math.sin(angle)];
    const rho = Math.hypot(lambda, 2 * s) / 2;
    vectors.push(
      stacked(
        (i) => V[i][k] * q,
        (o) => U[o][k] * p,
      ),
      stacked(
        (i) => V[i][k] * p,
        (o) => -U[o][k] * q,
      ),
    );
    values.push(rho, -rho);
  });
  for (let k = singularValues.length; k < inputs; k++) {
    vectors.push(
      stacked(
        (i) => V[i][k],
        () => 0,
      ),
    );
    values.push(-lambda / 2);
  }
  for (let k = singularValues.length; k < outputs; k++) {
    vectors.push(
      stacked(
        () => 0,
        (o) => U[o][k],
      ),
    );
    values.push(lambda / 2);
  }
  return { O: transposeRows(vectors), values };
}

/** P(u) = e^(Fu) Q0 [I + Q0^T G(u) Q0]^-1 Q0^T e^(Fu), as the catalogue writes it. */
function solution(network: BalancedNetwork, variant: Variant) {
  const { lambdaFactor = 1, integral = (f: number, u: number) => integralOf(2 * f, u) } = variant;
  const { O, values } = spectrumOfF(network, lambdaFactor * network.lambda);
  return ({ W1, W2 }: TwoLayerWeights, u: number): Rows => {
    const start = timesRows(transposeRows(O), [...transposeRows(W1), ...W2]);
    const grown = timesRows(
      scaleColumns(
        O,
        values.map((f) => Math.exp(f * u)),
      ),
      start,
    );
    if (variant.bracket === 'left out') return timesRows(grown, transposeRows(grown));
    const G = values.map((f) => integral(f, u));
    const identity = W1.map((_, i) => W1.map((__, j) => (i === j ? 1 : 0)));
    const bracket = addRows(identity, timesRows(scaleColumns(transposeRows(start), G), start));
    return timesRows(grown, solveRows(bracket, transposeRows(grown)));
  };
}

/** Times in units of the fastest growth: past a few of them the formula as it stands loses its digits. */
const timesOf = ({ lambda, singularValues, W1, W2 }: BalancedNetwork): number[] => {
  const weights = [...W1, ...W2].reduce((sum, row) => sum + row.reduce((part, x) => part + x * x, 0), 0);
  const K = Math.hypot(lambda, 2 * Math.max(...singularValues));
  return [0.5 / Math.max(K, weights), 1 / Math.max(K, 0.5), 4 / Math.max(K, 0.5)];
};

const follow = (
  network: BalancedNetwork,
  formula: (weights: TwoLayerWeights, u: number) => Rows,
  random: RandomGenerator,
) =>
  followFlow(
    twoLayerLinear(network, network.W1, network.W2),
    timesOf(network),
    stackedGramEntries(network, formulaOfWeights(network, formula, random)),
    { timeName: 'u' },
  );

const against =
  (variant: Variant): ProofInput['confront'] =>
  (_draw, random) => {
    const network = drawBalancedNetwork(random);
    return follow(network, solution(network, variant), random);
  };

export default proof({
  proof: 'riccati-solution-flow',
  title: 'The solution of the Riccati equation against gradient flow of both layers, for every shape',
  derivation: solutionDerivation,
  confronts: [
    'numerator-rate',
    'bracket-rate',
    'solution',
    'solution-starts-right',
    'integral-without-half',
    'integral-with-single-exponent',
    'solution-without-bracket',
  ],
  source: ['lambda-balanced/riccati-solution', 'lambda-balanced/riccati-qqt', 'lambda-balanced/F-spectrum'],
  symbols: {},
  runs: 40,
  confront: against({}),
  controls: {
    'lambda with the wrong sign in F': against({ lambdaFactor: -1 }),
    'lambda twice too large in F': against({ lambdaFactor: 2 }),
    'the integral without its factor 1/2': against({ integral: (f, u) => 2 * integralOf(2 * f, u) }),
    'e^(Fu) for e^(2Fu) in the integral': against({ integral: (f, u) => integralOf(f, u) }),
    'no bracket': against({ bracket: 'left out' }),
    'the Gram matrices swapped': (_draw, random) => {
      const network = drawBalancedNetwork(random, { shapes: ['square'] });
      const right = solution(network, {});
      const n = network.inputs;
      return follow(
        network,
        (weights, u) => {
          const P = right(weights, u);
          const swap = (k: number) => (k + n) % (2 * n);
          return P.map((row, p) => Array.from(row, (_, q) => P[swap(q)][swap(p)]));
        },
        random,
      );
    },
  },
});

/** Times from the start to long after convergence, whatever the growth rates are. */
const longTimes = ({ lambda, singularValues }: BalancedNetwork): number[] => {
  const K = Math.max(0.5, Math.hypot(lambda, 2 * Math.max(...singularValues)));
  return [0.25 / K, 2 / K, 12 / K];
};

const stable =
  (lambdaFactor: number): ProofInput['confront'] =>
  (_draw, random) => {
    const network = drawBalancedNetwork(random);
    const { lambda, W1, W2, sigma } = network;
    // A network of other balance with the same weights is refused: the wrong variant has another task's times instead.
    const flow = (weights: TwoLayerWeights) =>
      spectralFloat64.balancedFlow({
        W1: weights.W1.map((row) => [...row]),
        W2: weights.W2.map((row) => [...row]),
        task: { sigma: sigma.map((row) => [...row]) },
        lambda,
      });
    return followFlow(
      twoLayerLinear(network, W1, W2),
      longTimes(network),
      stackedGramEntries(
        network,
        formulaOfWeights(network, (weights, u) => flow(weights).qqt(lambdaFactor * u), random),
      ),
      { timeName: 'u' },
    );
  };

/** The library's forms that stay stable for all times. */
export const stableFlow = proof({
  proof: 'riccati-stable-flow',
  title: 'The stable spectral form of QQ^T against gradient flow of both layers',
  derivation: spectrumDerivation,
  confronts: [
    'eigenvalue-radius',
    'growing-eigenvector-input',
    'shrinking-eigenvector-output',
    'spectral-sum',
  ],
  source: [
    'lambda-balanced/qqt-semigroup',
    'lambda-balanced/F-eigenvectors',
    'lambda-balanced/riccati-solution',
  ],
  symbols: {},
  runs: 30,
  confront: stable(1),
  controls: { 'time in units of tau/2': stable(2) },
});
