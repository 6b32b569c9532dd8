import {
  balancedDiagonalWeights,
  betaFlow,
  betaOf,
  type Comparison,
  closedFormOf,
  definitionOf,
  derivationOf,
  diagonalNetwork,
  diagonalWeightsOf,
  fineTuning,
  fineTuningWeights,
  followFlow,
  gradientFlowEndPoint,
  integrateWithError,
  measureWithError,
  type Observable,
  proof,
  type RandomGenerator,
  type RegressionTask,
  statementOf,
  valueAt,
} from 'flowproof';
import fineTuningDerivation from '../../derivations/pretraining-finetuning/fine-tuning-penalty.js';
import implicitBiasDerivation from '../../derivations/pretraining-finetuning/implicit-bias.js';

const bias = derivationOf(implicitBiasDerivation);
const tuning = derivationOf(fineTuningDerivation);

/** One Gaussian sample with a feature vector of length at least 1/2, and a target. */
function randomSample(random: RandomGenerator, features: number): RegressionTask {
  for (;;) {
    const x = Array.from({ length: features }, () => random.normal());
    if (Math.hypot(...x) >= 0.5) return { X: [x], y: [2 * random.normal()] };
  }
}

/**
 * A time at which the residual has decayed by at least exp(-`orders`), from |r(t)| <= |r(0)| exp(-2 c_min |x|^2 t) for one
 * sample x.
 */
const settled = ({ X }: RegressionTask, scales: ArrayLike<number>, orders = 40): number =>
  orders / (2 * Math.min(...Array.from(scales)) * Array.from(X[0]).reduce((sum, v) => sum + v * v, 0));

/**
 * How far the end point of one sample may be from the state whose residual is r: beta moves along
 * 2 sqrt(c^2 + beta^2) x r, and r decays at least at the rate 2 c_min |x|^2.
 */
function leftToGo({ X, y }: RegressionTask, scales: ArrayLike<number>, residual: number): number {
  const largest = Math.hypot(
    Math.max(...Array.from(scales)),
    (2 * Math.abs(y[0])) / Math.hypot(...Array.from(X[0])),
  );
  const smallest = Math.min(...Array.from(scales));
  return (Math.abs(residual) * largest) / (smallest * Math.hypot(...Array.from(X[0])));
}

const residualOf = ({ X, y }: RegressionTask, beta: ArrayLike<number>): number =>
  Array.from(X[0]).reduce((r, v, d) => r - v * beta[d], y[0]);

export default proof({
  proof: 'implicit-bias-flow',
  title: 'Where gradient flow ends against the minimiser of the penalty',
  derivation: implicitBiasDerivation,
  confronts: [
    'stationarity-along-the-path',
    'stationarity-two-coordinates',
    'above-the-tangent',
    'tangents-cancel-along-the-null-space',
    'q-derivative',
  ],
  symbols: { features: { is: 'integer', ge: 2, le: 4 }, lambda: { ge: -1, le: 1 }, c: { ge: '1/8', le: 2 } },
  runs: 8,
  confront: ({ features, lambda, c }, random) => {
    const task = randomSample(random, features);
    const scales = Float64Array.from({ length: features }, () => c * (0.5 + random.uniform()));
    const end = gradientFlowEndPoint(task, scales);
    const time = settled(task, scales);
    const weights = balancedDiagonalWeights(scales, lambda, features);
    const betaNow = (state: Float64Array) => betaOf(diagonalWeightsOf(state));
    const rest = integrateWithError(diagonalNetwork(task, weights), { until: time, times: [time] });
    const residual = measureWithError(rest, time, {
      name: 'r',
      measured: (s) => residualOf(task, betaNow(s)),
    });
    const unfinished =
      leftToGo(task, scales, Math.abs(residual.measured) + residual.bound) +
      leftToGo(task, scales, end.residual * Math.abs(task.y[0]) + 4 * Number.EPSILON);
    const slope = statementOf(bias, 'q-derivative', 'derivative').is.expanded;
    const observables = Array.from({ length: features }, (_, d): Observable[] => [
      {
        name: `beta[${d + 1}] at the end`,
        measured: (s) => betaNow(s)[d],
        stated: () => end.beta[d],
        statedError: () => unfinished,
      },
      {
        // The gradient of Q lies in the row space: it is x times one number, that of coordinate 1.
        name: `x_1 q'(beta_${d + 1}) - x_${d + 1} q'(beta_1)`,
        measured: (s) => {
          const beta = betaNow(s);
          const gradient = (k: number) => valueAt(slope, { z: beta[k], c: scales[k] });
          return task.X[0][0] * gradient(d) - task.X[0][d] * gradient(0);
        },
        stated: () => 0,
      },
    ]).flat();
    return followFlow(diagonalNetwork(task, weights), [time / 40, time], observables.slice()).filter(
      // beta is compared at the end only; stationarity holds along the whole path.
      ({ name }) => !name.includes('at the end') || name.endsWith(`= ${time}`),
    );
  },
});

/** Pretraining, re-balancing, fine-tuning; and fine-tuning without re-balancing. */
export const fineTuningFlow = proof({
  proof: 'fine-tuning-flow',
  title: 'Two stages of gradient flow against the fine-tuning penalty',
  derivation: fineTuningDerivation,
  confronts: [
    'rebalance-sum',
    'rebalance-sum-steps',
    'rebalance-norm-variant',
    'rebalance-sum-never-negative',
    'k-formula',
    'k-formula-readout-only',
    'no-rebalance-scale',
    'no-rebalance-start',
    'no-rebalance-scale-from-beta',
    'dead-coordinate-stays',
  ],
  symbols: {
    features: { is: 'integer', ge: 2, le: 3 },
    lambda: { ge: -1, le: 1 },
    c: { ge: '1/8', le: 2 },
    gamma: { ge: '1/4', le: 1 },
  },
  runs: 8,
  confront: ({ features, lambda, c, gamma }, random) => {
    const [first, second] = [randomSample(random, features), randomSample(random, features)];
    const pretraining = diagonalNetwork(first, balancedDiagonalWeights(c, lambda, features));
    const stop = 0.5 + random.uniform();
    const trained = integrateWithError(pretraining, { until: stop, times: [stop] });
    const state = trained.at(stop);
    const pretrained = diagonalWeightsOf(state);
    const comparisons: Comparison[] = [];
    const scales = new Float64Array(features);
    const scaleErrors = new Float64Array(features);
    const flows = betaFlow(first, c);
    const path = integrateWithError(flows, { until: stop, times: [stop] });
    for (let d = 0; d < features; d++) {
      const at = (name: string) => (beta: ArrayLike<number>) =>
        valueAt(definitionOf(tuning, name), { c, lambda, gamma, beta: beta[d] });
      const stated = measureWithError(path, stop, { name: 'c_FT', measured: at('c_FT') });
      const squared = (w: ArrayLike<number>) => (w[d] + w[features + d]) ** 2 + gamma ** 2;
      const measured = measureWithError(trained, stop, { name: '(wp + wm)^2 + gamma^2', measured: squared });
      scales[d] = stated.measured;
      scaleErrors[d] = stated.bound + measured.bound;
      comparisons.push({
        name: `c_FT[${d + 1}]`,
        stated: stated.measured,
        measured: measured.measured,
        bound: scaleErrors[d],
      });
      const norm = (w: ArrayLike<number>) => w[d] ** 2 + w[features + d] ** 2;
      const normMeasured = measureWithError(trained, stop, { name: 'wp^2 + wm^2', measured: norm });
      const variant = statementOf(tuning, 'rebalance-norm-variant', 'equality').right.expanded;
      const normStated = measureWithError(path, stop, {
        name: 'R + lambda c',
        measured: (beta) => valueAt(variant, { c, lambda, beta: beta[d] }),
      });
      comparisons.push({
        name: `wp^2 + wm^2[${d + 1}]`,
        stated: normStated.measured,
        measured: normMeasured.measured,
        bound: normStated.bound + normMeasured.bound,
      });
    }
    // Fine-tuning to its end: the minimiser of the penalty with the scales that the formula states.
    const end = gradientFlowEndPoint(second, scales);
    const time = settled(second, scales);
    const restart = fineTuning(second, pretrained, gamma);
    const last = integrateWithError(restart, { until: time, times: [time] });
    const betaNow = (w: Float64Array) => betaOf(diagonalWeightsOf(w));
    const residual = measureWithError(last, time, {
      name: 'r',
      measured: (w) => residualOf(second, betaNow(w)),
    });
    const unfinished =
      leftToGo(second, scales, Math.abs(residual.measured) + residual.bound) +
      leftToGo(second, scales, end.residual * Math.abs(second.y[0]) + 4 * Number.EPSILON);
    const moved = shiftOfEndPoint(second, scales, scaleErrors, end.beta);
    for (let d = 0; d < features; d++) {
      const beta = measureWithError(last, time, { name: 'beta', measured: (w) => betaNow(w)[d] });
      comparisons.push({
        name: `beta_FT[${d + 1}]`,
        stated: end.beta[d],
        measured: beta.measured,
        bound: beta.bound + unfinished + moved[d],
      });
    }
    return [
      ...comparisons,
      ...withoutRebalancing(second, pretrained, gamma, features),
      ...deadCoordinate(second, gamma),
    ];
  },
});

/** How far the end point moves when every scale moves by its error: differences at a step that rounding does not spoil. */
function shiftOfEndPoint(
  task: RegressionTask,
  scales: Float64Array,
  errors: Float64Array,
  beta: Float64Array,
): Float64Array {
  const step = 2 ** -12;
  const total = new Float64Array(beta.length);
  for (let e = 0; e < scales.length; e++) {
    const disturbed = scales.map((value, d) => (d === e ? value * (1 + step) : value));
    const other = gradientFlowEndPoint(task, disturbed).beta;
    for (let d = 0; d < beta.length; d++) {
      total[d] += (2 * Math.abs(other[d] - beta[d]) * errors[e]) / (step * scales[e]);
    }
  }
  return total;
}

/** The first-layer weights kept as they are: where the flow starts, and the scale it keeps. */
function withoutRebalancing(
  task: RegressionTask,
  pretrained: ReturnType<typeof diagonalWeightsOf>,
  gamma: number,
  features: number,
): Comparison[] {
  const flow = fineTuning(task, pretrained, gamma, 'none');
  const start = fineTuningWeights(pretrained, gamma, 'none');
  const scale = statementOf(tuning, 'no-rebalance-scale', 'equality').right.expanded;
  const origin = statementOf(tuning, 'no-rebalance-start', 'equality').right.expanded;
  const observables = Array.from({ length: features }, (_, d): Observable => {
    const values = { wp: start.wp[d], wm: start.wm[d], gamma };
    return {
      name: `S^2[${d + 1}]`,
      measured: (w) => {
        const [p, m, q, r] = [0, 1, 2, 3].map((k) => w[k * features + d]);
        return (((p + q) ** 2 + (m - r) ** 2) * ((p - q) ** 2 + (m + r) ** 2)) / 4;
      },
      stated: () => valueAt(scale, values),
    };
  });
  const starts = Array.from({ length: features }, (_, d): Comparison => {
    const stated = valueAt(origin, { wp: start.wp[d], wm: start.wm[d], gamma });
    const size = (Math.abs(start.wp[d]) + Math.abs(start.wm[d])) * gamma;
    return {
      name: `beta_FT(0)[${d + 1}]`,
      stated,
      measured: betaOf(start)[d],
      bound: 2 * Number.EPSILON * size + Number.MIN_VALUE,
    };
  });
  return [...starts, ...followFlow(flow, [0.5, 2], observables)];
}

/** A first coordinate with all weights zero beside coordinates that learn: it must stay zero exactly. */
function deadCoordinate(task: RegressionTask, gamma: number): Comparison[] {
  const features = task.X[0].length;
  const layer = () => Float64Array.from({ length: features }, (_, d) => (d === 0 ? 0 : gamma));
  const flow = diagonalNetwork(task, { wp: layer(), wm: layer(), vp: layer(), vm: layer() });
  const dead = closedFormOf(tuning, 'dead-coordinate-stays', 'w_plus');
  const weights = [0, 1, 2, 3].map(
    (k): Observable => ({
      name: `dead weight ${k + 1}`,
      measured: (w) => w[k * features],
      stated: () => valueAt(dead, {}),
    }),
  );
  return followFlow(flow, [1], weights);
}
