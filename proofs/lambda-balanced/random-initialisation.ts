import { type Comparison, type ProofInput, proof, type RandomGenerator, type Rows } from 'flowproof';
import derivation from '../../derivations/lambda-balanced/random-initialisation.js';

interface Sizes {
  readonly inputs: number;
  readonly hidden: number;
  readonly outputs: number;
}

/** Standard deviations of the entries of W1 and W2, and their kurtosis. */
interface Law {
  readonly first: number;
  readonly second: number;
  readonly kurtosis: number;
}

/** D = W2^T W2 - W1 W1^T of weights given in one list: W1 by rows, then W2 by rows. */
function balanceOf({ inputs, hidden, outputs }: Sizes, w: ArrayLike<number>, D: Rows & Float64Array[]): void {
  const split = hidden * inputs;
  for (let j = 0; j < hidden; j++) {
    for (let k = 0; k < hidden; k++) {
      let sum = 0;
      for (let o = 0; o < outputs; o++) sum += w[split + o * hidden + j] * w[split + o * hidden + k];
      for (let i = 0; i < inputs; i++) sum -= w[j * inputs + i] * w[k * inputs + i];
      D[j][k] = sum;
    }
  }
}

/** Moments of D, each as a function of D whose mean it is. `lambda` is the stated mean of the diagonal. */
interface Moment {
  readonly name: string;
  of(D: readonly Float64Array[], lambda: number): number;
  stated(sizes: Sizes, law: Law, v0: number): number;
  /** Hidden units that it speaks of. */
  readonly units: number;
}

const MOMENTS: readonly Moment[] = [
  { name: 'mean of D_11 - lambda', units: 1, of: (D, lambda) => D[0][0] - lambda, stated: () => 0 },
  {
    name: 'variance of D_11',
    units: 1,
    of: (D, lambda) => (D[0][0] - lambda) ** 2,
    stated: (_sizes, { kurtosis }, v0) => (kurtosis - 1) * v0,
  },
  { name: 'mean of D_12', units: 2, of: (D) => D[0][1], stated: () => 0 },
  { name: 'variance of D_12', units: 2, of: (D) => D[0][1] ** 2, stated: (_sizes, _law, v0) => v0 },
  {
    name: 'covariance of D_11 and D_22',
    units: 2,
    of: (D, lambda) => (D[0][0] - lambda) * (D[1][1] - lambda),
    stated: () => 0,
  },
  {
    name: 'covariance of D_11 and D_12',
    units: 2,
    of: (D, lambda) => (D[0][0] - lambda) * D[0][1],
    stated: () => 0,
  },
  {
    name: 'mean of |D - lambda I|^2',
    units: 1,
    of: (D, lambda) =>
      D.reduce((sum, row, j) => sum + row.reduce((s, x, k) => s + (x - (j === k ? lambda : 0)) ** 2, 0), 0),
    stated: ({ hidden }, { kurtosis }, v0) => hidden * (kurtosis - 1 + hidden - 1) * v0,
  },
];

type Variance = (sizes: Sizes, law: Law) => number;

const v0Of: Variance = ({ inputs, outputs }, { first, second }) =>
  outputs * second ** 4 + inputs * first ** 4;
const lambdaOf = ({ inputs, outputs }: Sizes, { first, second }: Law) =>
  outputs * second ** 2 - inputs * first ** 2;

/** Deviations from a stated moment that chance is granted, in standard errors: one false alarm in three million comparisons. */
const GRANTED = 5.1;
const DRAWS = 20_000;

/** Monte Carlo: means over independent draws with their standard errors. */
function sampled(
  sizes: Sizes,
  law: Law,
  entry: () => number,
  v0: number,
  moments: readonly Moment[],
): Comparison[] {
  const { inputs, hidden, outputs } = sizes;
  const w = new Float64Array(hidden * (inputs + outputs));
  const D = Array.from({ length: hidden }, () => new Float64Array(hidden));
  const lambda = lambdaOf(sizes, law);
  const speaking = moments.filter(({ units }) => units <= hidden);
  const sums = speaking.map(() => ({ first: 0, second: 0 }));
  for (let draw = 0; draw < DRAWS; draw++) {
    for (let k = 0; k < w.length; k++) w[k] = entry() * (k < hidden * inputs ? law.first : law.second);
    balanceOf(sizes, w, D);
    speaking.forEach((moment, m) => {
      const value = moment.of(D, lambda);
      sums[m].first += value;
      sums[m].second += value * value;
    });
  }
  return speaking.map((moment, m): Comparison => {
    const mean = sums[m].first / DRAWS;
    const standardError = Math.sqrt(Math.max(0, sums[m].second / DRAWS - mean * mean) / (DRAWS - 1));
    return {
      name: `${moment.name}, ${inputs}-${hidden}-${outputs}, ${DRAWS} draws`,
      stated: moment.stated(sizes, law, v0),
      measured: mean,
      bound: GRANTED * standardError + Number.MIN_VALUE,
    };
  });
}

/**
 * The exact moments for entries 0 (probability 2/3) and ±sqrt 3 (1/6 each), by enumeration of all weights: mean, variance,
 * third and fourth moment are those of a normal entry, and no higher ones enter.
 */
function enumerated(sizes: Sizes, law: Law, v0: number): Comparison[] {
  const { inputs, hidden, outputs } = sizes;
  const count = hidden * (inputs + outputs);
  const w = new Float64Array(count);
  const D = Array.from({ length: hidden }, () => new Float64Array(hidden));
  const lambda = lambdaOf(sizes, law);
  const speaking = MOMENTS.filter(({ units }) => units <= hidden);
  const sums = speaking.map(() => 0);
  const sizesOfSums = speaking.map(() => 0);
  for (let index = 0; index < 3 ** count; index++) {
    let rest = index;
    let weight = 1;
    for (let k = 0; k < count; k++) {
      const digit = rest % 3;
      rest = (rest - digit) / 3;
      w[k] = [0, Math.sqrt(3), -Math.sqrt(3)][digit] * (k < hidden * inputs ? law.first : law.second);
      weight *= digit === 0 ? 2 / 3 : 1 / 6;
    }
    balanceOf(sizes, w, D);
    speaking.forEach((moment, m) => {
      const value = weight * moment.of(D, lambda);
      sums[m] += value;
      sizesOfSums[m] += Math.abs(value);
    });
  }
  return speaking.map(
    (moment, m): Comparison => ({
      name: `exact ${moment.name}, ${inputs}-${hidden}-${outputs}`,
      stated: moment.stated(sizes, law, v0),
      measured: sums[m],
      // Rounding of a sum of 3^count terms, each of a few roundings.
      bound: (3 ** count + 16) * Number.EPSILON * (sizesOfSums[m] + v0),
    }),
  );
}

const randomLaw = (random: RandomGenerator, kurtosis: number): Law => ({
  first: 0.25 + random.uniform(),
  second: 0.25 + random.uniform(),
  kurtosis,
});

const ENTRIES: readonly { readonly kurtosis: number; draw(random: RandomGenerator): number }[] = [
  { kurtosis: 3, draw: (random) => random.normal() },
  { kurtosis: 9 / 5, draw: (random) => Math.sqrt(12) * (random.uniform() - 0.5) },
];

interface Variant {
  readonly v0?: Variance;
  readonly kurtosis?: number;
  readonly moments?: readonly Moment[];
}

const momentsAgainst =
  ({ v0 = v0Of, kurtosis, moments = MOMENTS }: Variant): ProofInput['confront'] =>
  (_draw, random) => {
    const sizes = {
      inputs: random.integer(1, 5),
      hidden: random.integer(1, 4),
      outputs: random.integer(1, 5),
    };
    const entries = ENTRIES[random.integer(0, 1)];
    const law = randomLaw(random, entries.kurtosis);
    const stated = kurtosis === undefined ? law : { ...law, kurtosis };
    return sampled(sizes, stated, () => entries.draw(random), v0(sizes, law), moments);
  };

const exactAgainst =
  (v0: Variance): ProofInput['confront'] =>
  (_draw, random) => {
    const shapes = [
      [1, 1, 1],
      [2, 1, 2],
      [3, 1, 1],
      [1, 2, 1],
      [2, 2, 1],
      [1, 2, 2],
      [1, 3, 1],
    ];
    const [inputs, hidden, outputs] = shapes[random.integer(0, shapes.length - 1)];
    const law = randomLaw(random, 3);
    const sizes = { inputs, hidden, outputs };
    return enumerated(sizes, law, v0(sizes, law));
  };

const CONFRONTED = [
  'mean-wide',
  'diagonal-variance-wide',
  'off-diagonal-variance-wide',
  'diagonal-entries-uncorrelated',
  'diagonal-off-diagonal-uncorrelated',
  'mean-square-every-width',
];

/** Off-diagonal entries with the variance of the diagonal ones. */
const alike = MOMENTS.map(
  (moment): Moment =>
    moment.name === 'variance of D_12' ? { ...moment, stated: MOMENTS[1].stated } : moment,
);

export default proof({
  proof: 'random-initialisation-moments',
  title:
    'Moments of the balance of random layers, by Monte Carlo: within 5.1 standard errors of 20,000 draws',
  derivation,
  confronts: CONFRONTED,
  source: ['lambda-balanced/random-init-moments', 'lambda-balanced/random-init-concentration'],
  symbols: {},
  runs: 10,
  confront: momentsAgainst({}),
  controls: {
    'twice the variance (4 n sigma^4)': momentsAgainst({ v0: (sizes, law) => 2 * v0Of(sizes, law) }),
    'sigma^2 for sigma^4': momentsAgainst({
      v0: ({ inputs, outputs }, { first, second }) => outputs * second ** 2 + inputs * first ** 2,
    }),
    'every law as if it were normal': momentsAgainst({ kurtosis: 3 }),
    'off the diagonal as on it': momentsAgainst({ moments: alike }),
  },
});

export const exactMoments = proof({
  proof: 'random-initialisation-exact-moments',
  title: 'The same moments exactly, summed over all weights of small networks with three-valued entries',
  derivation,
  confronts: CONFRONTED,
  source: 'lambda-balanced/random-init-moments',
  symbols: {},
  runs: 10,
  confront: exactAgainst(v0Of),
  controls: {
    'twice the variance (4 n sigma^4)': exactAgainst((sizes, law) => 2 * v0Of(sizes, law)),
    'one layer alone': exactAgainst(({ outputs }, { second }) => outputs * second ** 4),
  },
});
