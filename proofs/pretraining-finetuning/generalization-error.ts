import {
  type Channel,
  errorOfChannels,
  fineTuningScale,
  generalizationError,
  type SimulationSetting,
  simulatedError,
  simulatedErrors,
  simulation,
  spikeAndSlab,
  type TaskComponent,
} from 'flowproof';
import penaltyDerivation from '../../derivations/pretraining-finetuning/fine-tuning-penalty.js';

/** Shares of the features: of pretraining, of those that fine-tuning uses again, of the others that it uses. */
const TASKS = {
  subset: spikeAndSlab({ rhoPT: 0.2, rhoShared: 0.25, rhoNew: 0 }),
  full: spikeAndSlab({ rhoPT: 0.2, rhoShared: 1, rhoNew: 0 }),
  new: spikeAndSlab({ rhoPT: 0.2, rhoShared: 0, rhoNew: 0.1 }),
  mixed: spikeAndSlab({ rhoPT: 0.2, rhoShared: 0.5, rhoNew: 0.05 }),
};

/** Features of the simulated networks; `flowproof simulate --set features=400` takes others. */
const FEATURES = 200;

const setting = (
  tasks: readonly TaskComponent[],
  c: number,
  lambda: number,
  gamma: number,
  alpha: number,
  noise = 0,
): SimulationSetting => ({ tasks, c, lambda, gamma, alpha, noise, features: FEATURES });

/** Named by the regime of features that both tasks use (mid: none of the corners). */
const CONFIGURATIONS = {
  'I-a': setting(TASKS.subset, 1e-3, -0.9999, 1e-4, 0.15),
  'I-b': setting(TASKS.new, 1e-3, -0.9999, 1e-4, 0.3),
  'I-c': setting(TASKS.mixed, 1e-4, -1, 1e-3, 0.3),
  'I-d': setting(TASKS.subset, 1e-3, -0.97, 1e-2, 0.1),
  'II-a': setting(TASKS.full, 1e-3, 1, 1e-2, 0.15),
  'II-b': setting(TASKS.subset, 1e-3, 1, 1e-2, 0.1),
  'II-c': setting(TASKS.mixed, 1e-2, 1, 0, 0.3),
  'II-d': setting(TASKS.full, 1e-3, 1, 1e-2, 0.3, 0.1),
  'III-a': setting(TASKS.subset, 20, 0, 0.1, 0.3),
  'III-b': setting(TASKS.mixed, 1e-3, 0, 6, 0.6),
  'III-c': setting(TASKS.new, 20, 0.5, 0, 0.5, 0.2),
  'IV-a': setting(TASKS.subset, 1e-3, -0.9, 1e-3, 0.1),
  'IV-c': setting(TASKS.mixed, 1e-2, -0.8, 5e-2, 0.25),
  'IV-d': setting(TASKS.full, 1e-2, -0.9, 1e-2, 0.15, 0.05),
  'mid-a': setting(TASKS.mixed, 0.3, 0, 0.3, 0.4),
  'mid-b': setting(TASKS.subset, 0.1, 0.5, 0.5, 0.2, 0.02),
  'mid-c': setting(TASKS.new, 0.5, -0.5, 0.2, 0.7),
  'mid-d': setting(TASKS.full, 1, 0, 1, 0.9),
};

/** The error, if every coordinate had the given scale of fine-tuning. */
const withScale =
  (scale: (betaPT: number, at: SimulationSetting) => number) =>
  (at: SimulationSetting): number => {
    const channels = at.tasks.map(
      ({ weight, betaPT, betaFT }): Channel => ({ weight, beta: betaFT, c: scale(betaPT, at) }),
    );
    return errorOfChannels(channels, at.alpha, at.noise ?? 0).error;
  };

const scaleOf = (betaPT: number, { c, lambda, gamma }: SimulationSetting): number =>
  fineTuningScale({ betaPT, c, lambda, gamma });

/** The finite-size allowance of an error: 1 % and 2/D of it. */
const allowance = ({ features }: SimulationSetting, error: number): number => error * (0.01 + 2 / features);

export default simulation({
  simulation: 'error-table',
  title: 'The error of fine-tuning in the high-dimensional limit against networks of finite size',
  derivation: penaltyDerivation,
  confronts: ['k-formula', 'rebalance-sum'],
  source: ['pretraining-finetuning/agreement', 'pretraining-finetuning/fixed-point'],
  cases: CONFIGURATIONS,
  predict: (at) => generalizationError(at).error,
  sample: (at, random) => simulatedError(at, random).fineTuning,
  allowance,
  resolution: (_at, error) => 0.3 * error,
  runs: { least: 40, most: 400 },
  controls: {
    'the penalty of 2c (half of the argument)': {
      predict: withScale((betaPT, at) => 2 * scaleOf(betaPT, at)),
      rejectedIn: ['IV-d', 'mid-c'],
    },
    'gamma^2 for 2 gamma^2 in the root of k': {
      predict: withScale((betaPT, at) => scaleOf(betaPT, at) - at.gamma ** 2 / 2),
      rejectedIn: ['mid-b', 'mid-d'],
    },
    'lambda ignored': {
      predict: withScale((betaPT, at) => scaleOf(betaPT, { ...at, lambda: 0 })),
      rejectedIn: ['I-b', 'IV-d', 'mid-c'],
    },
    'lambda with the other sign': {
      predict: (at) => generalizationError({ ...at, lambda: -at.lambda }).error,
      rejectedIn: ['II-a', 'II-b', 'mid-c', 'IV-d'],
    },
    're-balancing by the norm of the first layer': {
      predict: withScale((betaPT, { c, lambda, gamma }) => Math.hypot(c, betaPT) + lambda * c + gamma ** 2),
      rejectedIn: ['I-b', 'IV-d', 'mid-a', 'mid-d'],
    },
  },
});

interface Comparison extends SimulationSetting {
  /** The other imbalance, on the same data. */
  readonly otherLambda: number;
}

const COMPARISONS: Record<string, Comparison> = {
  'subset: small for balanced': { ...setting(TASKS.subset, 1e-3, -0.9, 1e-2, 0.15), otherLambda: 0 },
  'subset: small for large': { ...setting(TASKS.subset, 1e-3, -0.9, 1e-2, 0.15), otherLambda: 1 },
  'subset: small for none': { ...setting(TASKS.subset, 1e-3, -0.9, 1e-2, 0.15), otherLambda: -1 },
  'all reused: small for balanced': { ...setting(TASKS.full, 1e-3, -0.9, 1e-2, 0.15), otherLambda: 0 },
  'all reused: large for balanced': { ...setting(TASKS.full, 1e-3, 1, 1e-2, 0.15), otherLambda: 0 },
  'new features: none for balanced': { ...setting(TASKS.new, 1e-3, -1, 1e-2, 0.3), otherLambda: 0 },
  'new features: small for large': { ...setting(TASKS.new, 1e-3, -0.9, 1e-2, 0.3), otherLambda: 1 },
  'subset, large readout: small for large': {
    ...setting(TASKS.subset, 1e-3, -0.9, 0.3, 0.15),
    otherLambda: 1,
  },
};
const PAIRS = Object.keys(COMPARISONS);

const difference = (at: Comparison): number =>
  generalizationError(at).error - generalizationError({ ...at, lambda: at.otherLambda }).error;

/** Errors at lambda minus errors at another lambda, on the same data. */
export const smallFirstLayer = simulation({
  simulation: 'small-first-layer',
  title: 'A small first layer against a balanced and a large one, on the same data',
  derivation: penaltyDerivation,
  confronts: ['k-formula'],
  source: 'pretraining-finetuning/subset-claim',
  cases: COMPARISONS,
  predict: difference,
  sample: (at, random) => {
    const [first, second] = simulatedErrors(at, [at, { ...at, lambda: at.otherLambda }], random);
    return first.fineTuning - second.fineTuning;
  },
  allowance: (at) =>
    allowance(at, generalizationError(at).error) +
    allowance(at, generalizationError({ ...at, lambda: at.otherLambda }).error),
  resolution: (_at, difference) => Math.abs(difference),
  runs: { least: 40, most: 640 },
  controls: {
    'lambda ignored': { predict: () => 0, rejectedIn: PAIRS },
    'the other way round': { predict: (at) => -difference(at), rejectedIn: PAIRS },
  },
});
