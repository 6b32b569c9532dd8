import {
  balancedDiagonalWeights,
  betaOf,
  type Comparison,
  closedFormOf,
  type DiagonalWeights,
  definitionOf,
  derivationOf,
  diagonalNetwork,
  diagonalWeightsOf,
  type Expression,
  etaFlow,
  type Flow,
  flowFrom,
  followFlow,
  integrateWithError,
  math,
  measureWithError,
  type Observable,
  onGrid,
  proof,
  type RandomGenerator,
  type RegressionTask,
  type TrackedTrajectory,
  valueAt,
} from 'flowproof';
import scalarDynamicsDerivation from '../../derivations/pretraining-finetuning/scalar-dynamics.js';
import twoLayerDerivation from '../../derivations/pretraining-finetuning/two-layer-dynamics.js';
import generalStartDerivation from '../../derivations/pretraining-finetuning/two-layer-general-start.js';

const twoLayer = derivationOf(twoLayerDerivation);
const generalStart = derivationOf(generalStartDerivation);
const scalar = derivationOf(scalarDynamicsDerivation);

const LAYERS = ['wp', 'wm', 'vp', 'vm'] as const;
const TIMES = [0.25, 1, 2];

/** Gaussian data with `samples` rows and `features` columns. */
function randomTask(random: RandomGenerator, samples: number, features: number): RegressionTask {
  const row = () => Array.from({ length: features }, () => random.normal());
  return {
    X: Array.from({ length: samples }, row),
    y: Array.from({ length: samples }, () => 2 * random.normal()),
  };
}

/**
 * A formula in eta beside a component of the network's state: eta is integrated by its own flow, and the error of
 * that second integration is carried through the formula.
 */
function besideEta(
  name: string,
  formula: Expression,
  values: Readonly<Record<string, number>>,
  eta: TrackedTrajectory,
  coordinate: number,
  measured: Observable['measured'],
): Observable {
  const at = (state: ArrayLike<number>) => valueAt(formula, { ...values, eta: state[coordinate] });
  return {
    name: `${name}[${coordinate + 1}]`,
    measured,
    stated: (time) => at(eta.at(time)),
    statedError: (time) => measureWithError(eta, time, { name, measured: at }).bound,
  };
}

/** Observables of all four weights of a coordinate, and of beta, against formulas in eta. */
function weightObservables(
  formulas: Readonly<Record<(typeof LAYERS)[number] | 'beta', Expression>>,
  values: Readonly<Record<string, number>>,
  eta: TrackedTrajectory,
  d: number,
  features: number,
): Observable[] {
  return [
    ...LAYERS.map((layer, k) =>
      besideEta(layer, formulas[layer], values, eta, d, (state) => state[k * features + d]),
    ),
    besideEta('beta', formulas.beta, values, eta, d, (state) => betaOf(diagonalWeightsOf(state))[d]),
  ];
}

/** The network's invariants must keep the values they start with. */
const invariants = (flow: Flow): Observable[] =>
  (flow.invariants ?? []).map((invariant) => ({
    name: invariant.name,
    measured: (state) => invariant.value(state),
    stated: () => invariant.value(flow.initial),
    statedError: () => 8 * Number.EPSILON * flow.initial.reduce((sum, w) => sum + w * w, 0),
  }));

function weightsOfClaim(id: string): Record<(typeof LAYERS)[number], Expression> {
  const layer = (name: string) => closedFormOf(twoLayer, id, name);
  return { wp: layer('wp'), wm: layer('wm'), vp: layer('vp'), vm: layer('vm') };
}

const BALANCED = weightsOfClaim('weights-closed-form');

/** The closed form at the two ends of lambda, where one layer starts at zero. */
const PURE = {
  first: weightsOfClaim('weights-first-layer-start'),
  readout: weightsOfClaim('weights-readout-start'),
};

export default proof({
  proof: 'two-layer-dynamics-flow',
  title: 'Weights of the diagonal network on random data against their closed form in eta',
  derivation: twoLayerDerivation,
  confronts: [
    'gradient-wp',
    'gradient-vp',
    'gradient-wm',
    'gradient-vm',
    'gradient-second-coordinate',
    'layer-difference-plus',
    'layer-difference-minus',
    'layer-difference-of-loss',
    'layer-difference-of-loss-two-coordinates',
    'cross-sum',
    'cross-twist',
    'cross-sum-of-loss',
    'cross-sum-of-loss-two-coordinates',
    'cross-twist-of-loss-two-coordinates',
    'weights-closed-form',
    'weights-exponential-form',
    'weights-first-layer-start',
    'weights-readout-start',
    'beta-sinh',
    'readout-flips-for-positive-lambda',
    'first-layer-flips-for-negative-lambda',
  ],
  symbols: { c: { ge: '1/64', le: 4 }, lambda: { ge: -1, le: 1 }, features: { is: 'integer', ge: 1, le: 4 } },
  runs: 10,
  confront: ({ c, lambda, features }, random) => {
    const task = randomTask(random, random.integer(1, features), features);
    const flow = diagonalNetwork(task, balancedDiagonalWeights(c, lambda, features));
    const eta = integrateWithError(etaFlow(task, c), { until: 2, times: TIMES });
    const pure = Math.abs(lambda) === 1 ? PURE[lambda > 0 ? 'first' : 'readout'] : undefined;
    const beta = math`${BALANCED.vp}*${BALANCED.wp} - ${BALANCED.vm}*${BALANCED.wm}`;
    const sinh = math`c*sinh(2*eta)`;
    const observables = Array.from({ length: features }, (_, d) => [
      ...weightObservables({ ...(pure ?? BALANCED), beta }, { c, lambda }, eta, d, features),
      besideEta('c sinh 2 eta', sinh, { c }, eta, d, (state) => betaOf(diagonalWeightsOf(state))[d]),
    ]).flat();
    return followFlow(flow, TIMES, [...observables, ...invariants(flow)]);
  },
});

const GENERAL = {
  wp: closedFormOf(generalStart, 'general-weights', 'w_plus'),
  wm: closedFormOf(generalStart, 'general-weights', 'w_minus'),
  vp: closedFormOf(generalStart, 'general-weights', 'v_plus'),
  vm: closedFormOf(generalStart, 'general-weights', 'v_minus'),
  beta: math`(${definitionOf(generalStart, 'A')}*exp(2*eta) - ${definitionOf(generalStart, 'B')}*exp(-2*eta))/4`,
};

/** eta' = X^T (y - X beta(eta)) for the general start; beta(eta) as {@link GENERAL} has it. */
function generalEtaFlow({ X, y }: RegressionTask, { wp, wm, vp, vm }: DiagonalWeights): Flow {
  const features = wp.length;
  const beta = new Float64Array(features);
  return flowFrom(
    {
      dimension: features,
      names: Array.from({ length: features }, (_, d) => `eta[${d + 1}]`),
      evaluate(_time, eta, out) {
        for (let d = 0; d < features; d++) {
          const A = (wp[d] + vp[d]) ** 2 + (wm[d] - vm[d]) ** 2;
          const B = (wp[d] - vp[d]) ** 2 + (wm[d] + vm[d]) ** 2;
          beta[d] = (A * Math.exp(2 * eta[d]) - B * Math.exp(-2 * eta[d])) / 4;
        }
        out.fill(0);
        for (let i = 0; i < X.length; i++) {
          let residual = y[i];
          for (let d = 0; d < features; d++) residual -= X[i][d] * beta[d];
          for (let d = 0; d < features; d++) out[d] += X[i][d] * residual;
        }
      },
    },
    new Float64Array(features),
  );
}

/** The network from arbitrary weights of any sign. */
export const generalStartFlow = proof({
  proof: 'two-layer-general-start-flow',
  title: 'The diagonal network from arbitrary weights against its closed form in eta',
  derivation: generalStartDerivation,
  confronts: [
    'general-weights',
    'general-beta',
    'general-beta-start',
    'general-beta-sinh',
    'general-product',
    'general-product-by-imbalance',
    'beta-ode',
    'beta-ode-from-weights',
    'beta-ode-speed',
    'residual-ode',
    'residual-rate-bound',
  ],
  symbols: { features: { is: 'integer', ge: 1, le: 3 }, size: { ge: '1/16', le: 1 } },
  runs: 8,
  confront: ({ features, size }, random) => {
    const task = randomTask(random, 1, features);
    const layer = () => Float64Array.from({ length: features }, () => size * random.normal());
    const weights: DiagonalWeights = { wp: layer(), wm: layer(), vp: layer(), vm: layer() };
    const flow = diagonalNetwork(task, weights);
    const eta = integrateWithError(generalEtaFlow(task, weights), { until: 2, times: TIMES });
    const observables = Array.from({ length: features }, (_, d) => {
      const { wp, wm, vp, vm } = weights;
      const values = { wp: wp[d], wm: wm[d], vp: vp[d], vm: vm[d] };
      const product: Observable = {
        name: `A B[${d + 1}]`,
        measured: (s) => {
          const [p, m, q, r] = LAYERS.map((_, k) => s[k * features + d]);
          return ((p + q) ** 2 + (m - r) ** 2) * ((p - q) ** 2 + (m + r) ** 2);
        },
        stated: () =>
          valueAt(math`${definitionOf(generalStart, 'A')}*${definitionOf(generalStart, 'B')}`, values),
      };
      return [...weightObservables(GENERAL, values, eta, d, features), product];
    }).flat();
    return followFlow(flow, TIMES, [...observables, ...invariants(flow)]);
  },
});

/** One coordinate, one sample: the closed form in time, and the bound on its residual. */
export const scalarFlow = proof({
  proof: 'scalar-dynamics-flow',
  title: 'Exact dynamics of one coordinate against gradient flow of its four weights',
  derivation: scalarDynamicsDerivation,
  confronts: [
    'scalar-dynamics',
    'scalar-riccati',
    'scalar-gap',
    'scalar-weights',
    'scalar-odd-in-the-target',
    'scalar-target-zero',
    'scalar-residual-never-rises',
    'scalar-residual-starts-at-the-target',
    'scalar-tanh-form-solves',
    'scalar-half-time',
    'scalar-half-time-value',
  ],
  symbols: {
    c: { ge: '1/64', le: 16 },
    lambda: { ge: -1, le: 1 },
    b: { ge: -4, le: 4 },
    x: { ge: '1/2', le: 2 },
  },
  runs: 15,
  confront: (draw, random) => {
    // On a grid, so that s = x^2 and y = x b are exact.
    const [b, x] = [onGrid(draw.b, 16), onGrid(draw.x, 8)];
    const c = draw.c * 2 ** -random.integer(0, 10);
    const values = { b, c, lambda: draw.lambda, s: x * x };
    const flow = diagonalNetwork({ X: [[x]], y: [x * b] }, balancedDiagonalWeights(c, draw.lambda, 1));
    const rate = 2 * values.s * Math.hypot(b, c);
    const betaOfState = (w: ArrayLike<number>) => w[2] * w[0] - w[3] * w[1];
    const at = (formula: Expression) => (t: number) => valueAt(formula, { ...values, t });
    const decay = math`abs(b)*exp(-2*c*s*t)`;
    const observables: Observable[] = [
      { name: 'beta(t)', measured: betaOfState, stated: at(definitionOf(scalar, 'beta')) },
      { name: 'b - beta(t)', measured: (w) => b - betaOfState(w), stated: at(definitionOf(scalar, 'gap')) },
      ...LAYERS.map(
        (layer, k): Observable => ({
          name: `${layer}(t)`,
          measured: (w) => w[k],
          stated: at(closedFormOf(scalar, 'scalar-weights', layer)),
        }),
      ),
    ];
    if (b > 0) {
      const hyperbolic = closedFormOf(scalar, 'scalar-tanh-form-solves', 'x');
      const growth = (w: ArrayLike<number>) => (betaOfState(w) + Math.hypot(c, betaOfState(w))) / c;
      observables.push({ name: 'exp(2 eta)', measured: growth, stated: at(hyperbolic) });
    }
    const half = b > 0 ? valueAt(definitionOf(scalar, 'half_time'), values) : 0;
    const shares = [0.5, 2, 6].map((share) => share / rate);
    const growth = Math.log(1 + Math.abs(b) / c) / rate;
    const times = [...shares, ...shares.map((t) => t + growth)].sort((p, q) => p - q);
    const comparisons: Comparison[] = followFlow(flow, times, observables);
    const excess = integrateWithError(flow, { until: times[times.length - 1], times });
    for (const time of times) {
      const residual = measureWithError(excess, time, {
        name: '|r|',
        measured: (w) => Math.abs(b - betaOfState(w)),
      });
      comparisons.push({
        name: `excess of |b - beta| over its bound at t = ${time}`,
        stated: 0,
        measured: Math.max(0, residual.measured - at(decay)(time)),
        bound: residual.bound,
      });
    }
    if (half > 0) {
      const arrival: Observable = {
        name: 'beta at the stated half time',
        measured: betaOfState,
        stated: () => b / 2,
        statedError: () => rate * Math.hypot(b, c) * half * Number.EPSILON,
      };
      comparisons.push(...followFlow(flow, [half], [arrival]));
    }
    return comparisons;
  },
});
