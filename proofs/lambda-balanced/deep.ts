import {
  addRows,
  balancedDeepWeights,
  type Comparison,
  deepInvariants,
  deepLayersOf,
  deepLinear,
  followFlow,
  innerOfRows,
  normOfRows,
  type Observable,
  type ProofInput,
  proof,
  type RandomGenerator,
  type Rows,
  timesRows,
  transposeRows,
} from 'flowproof';
import derivation from '../../derivations/lambda-balanced/deep-mode.js';

const identity = (n: number): Rows =>
  Array.from({ length: n }, (_, i) => Float64Array.from({ length: n }, (__, j) => (i === j ? 1 : 0)));
const productOf = (layers: readonly Rows[]): Rows =>
  layers.reduce((product: Rows, layer, l) => (l === 0 ? layer : timesRows(layer, product)), layers[0]);
const drawn = (rows: number, columns: number, random: RandomGenerator): Rows =>
  Array.from({ length: rows }, () => Float64Array.from({ length: columns }, () => random.normal()));

/** A deep network with balances lambda_l: square with any of them, or of any widths with all of them 0. */
function deepNetwork(random: RandomGenerator) {
  const depth = random.integer(2, 4);
  const square = random.integer(0, 1) === 0;
  const n = random.integer(1, 3);
  const widths = Array.from({ length: depth + 1 }, () => (square ? n : random.integer(1, 3)));
  const balances = Array.from({ length: depth - 1 }, () => (square ? 2 * random.uniform() - 1 : 0));
  const mu = [0];
  for (const balance of balances) mu.push(mu[mu.length - 1] + balance);
  const x = Array.from({ length: Math.min(...widths) }, () => 0.2 + 0.8 * random.uniform() - Math.min(...mu));
  return { depth, widths, balances, mu, layers: balancedDeepWeights(widths, balances, x, random) };
}

/** Entries of a matrix that is stated to vanish. */
function vanishing(
  name: string,
  shape: readonly [number, number],
  matrix: (state: Float64Array) => Rows,
): Observable[] {
  let last: { readonly state: Float64Array; readonly value: Rows } | undefined;
  const valueAt = (state: Float64Array) => {
    if (last === undefined || !last.state.every((x, i) => x === state[i])) {
      last = { state: state.slice(), value: matrix(state) };
    }
    return last.value;
  };
  return Array.from({ length: shape[0] * shape[1] }, (_, k): Observable => {
    const [i, j] = [Math.floor(k / shape[1]), k % shape[1]];
    return {
      name: `${name}[${i + 1},${j + 1}]`,
      measured: (state) => valueAt(state)[i][j],
      stated: () => 0,
      // A few units of rounding of sums of products of the layers.
      statedError: () => 256 * Number.EPSILON,
    };
  });
}

interface EndToEnd {
  readonly sign?: number;
  /** Factors left out of the products of shifted Gram matrices. */
  readonly missing?: number;
}

/** W' and the Gram matrices of W by those of the outer layers, on the integrated weights. */
const endToEnd =
  ({ sign = 1, missing = 0 }: EndToEnd): ProofInput['confront'] =>
  (_draw, random) => {
    const { depth, widths, balances, mu, layers } = deepNetwork(random);
    const [inputs, outputs] = [widths[0], widths[depth]];
    const sigma = drawn(outputs, inputs, random);
    const flow = deepLinear({ sigma }, layers);
    const shifts = mu.map((shift) => sign * shift);
    const chain = (A: Rows, from: number, to: number): Rows => {
      let product = identity(A.length);
      for (let l = from; l < to; l++) product = timesRows(product, addRows(A, identity(A.length), shifts[l]));
      return product;
    };
    const outer = (state: Float64Array) => {
      const now = deepLayersOf(widths, state);
      const last = now[depth - 1];
      return {
        W: productOf(now),
        A: timesRows(transposeRows(now[0]), now[0]),
        B: addRows(timesRows(last, transposeRows(last)), identity(outputs), -shifts[depth - 1]),
      };
    };
    const rates = new Float64Array(flow.field.dimension);
    const rate = (state: Float64Array) => {
      const now = deepLayersOf(widths, state);
      flow.field.evaluate(0, state, rates);
      const moved = deepLayersOf(widths, rates);
      const { W, A, B } = outer(state);
      const E = addRows(sigma, W, -1);
      let difference: Rows = sigma.map((row) => Float64Array.from(row, () => 0));
      for (let j = 0; j < depth; j++) {
        const actual = productOf(now.map((layer, l) => (l === j ? moved[l] : layer)));
        const stated = timesRows(chain(B, j + 1, depth - (j === 0 ? missing : 0)), E, chain(A, 0, j));
        difference = addRows(addRows(difference, actual), stated, -1);
      }
      return difference;
    };
    const observables = [
      ...vanishing("W' - its closed form", [outputs, inputs], rate),
      ...vanishing("product of (A + mu) - W'W", [inputs, inputs], (state) => {
        const { W, A } = outer(state);
        return addRows(chain(A, 0, depth - missing), timesRows(transposeRows(W), W), -1);
      }),
      ...vanishing("product of (B + mu) - WW'", [outputs, outputs], (state) => {
        const { W, B } = outer(state);
        return addRows(chain(B, 0, depth - missing), timesRows(W, transposeRows(W)), -1);
      }),
      ...deepInvariants(widths).map((invariant): Observable => {
        const [, layer, row, column] = /^D(\d+)\[(\d+),(\d+)\]$/.exec(invariant.name) ?? [];
        return {
          name: invariant.name,
          measured: (state) => invariant.value(state),
          stated: () => (row === column ? balances[Number(layer) - 1] : 0),
          statedError: () => 64 * Number.EPSILON,
        };
      }),
    ];
    return followFlow(flow, [0.1, 0.5, 1.5], observables, { timeName: 'u' });
  };

export default proof({
  proof: 'deep-flow',
  title: 'Deep linear networks: what the integrated layers keep, and the equation of their product',
  derivation,
  confronts: ['squares-move-together', 'gradient-of-a-layer', 'flow-of-the-product', 'balanced-end-to-end'],
  source: ['lambda-balanced/deep-invariants', 'lambda-balanced/deep-end-to-end'],
  symbols: {},
  runs: 12,
  confront: endToEnd({}),
  controls: {
    'the shifts with the wrong sign': endToEnd({ sign: -1 }),
    'one factor too few': endToEnd({ missing: 1 }),
  },
});

/** Entries of D_l for data that are not whitened, from any start: they stay what they were. */
const invariantsAgainst =
  (kept: (layers: readonly Rows[], l: number) => Rows): ProofInput['confront'] =>
  (_draw, random) => {
    const widths = Array.from({ length: random.integer(3, 5) }, () => random.integer(1, 4));
    const layers = widths
      .slice(1)
      .map((width, l) => drawn(width, widths[l], random).map((row) => Float64Array.from(row, (x) => x / 2)));
    const X = drawn(widths[0], widths[0] + 2, random);
    const sigmaXX = timesRows(X, transposeRows(X)).map((row) => row.map((x) => x / (widths[0] + 2)));
    const flow = deepLinear({ sigma: drawn(widths[widths.length - 1], widths[0], random), sigmaXX }, layers);
    const observables = Array.from({ length: widths.length - 2 }, (_, l) => {
      const before = kept(layers, l);
      const matrix = (state: Float64Array) => addRows(kept(deepLayersOf(widths, state), l), before, -1);
      return vanishing(`D${l + 1} - its start`, [before.length, before[0].length], matrix);
    }).flat();
    return followFlow(flow, [0.2, 1], observables, { timeName: 'u' });
  };

export const invariantsFlow = proof({
  proof: 'deep-invariants-flow',
  title: 'W_(l+1)^T W_(l+1) - W_l W_l^T stays, for any data and any start',
  derivation,
  confronts: [
    'first-difference-three-layers',
    'second-difference-three-layers',
    'inner-difference-four-layers',
  ],
  source: 'lambda-balanced/deep-invariants',
  symbols: {},
  runs: 12,
  confront: invariantsAgainst((layers, l) =>
    addRows(
      timesRows(transposeRows(layers[l + 1]), layers[l + 1]),
      timesRows(layers[l], transposeRows(layers[l])),
      -1,
    ),
  ),
  controls: {
    'the sum is kept': invariantsAgainst((layers, l) =>
      addRows(
        timesRows(transposeRows(layers[l + 1]), layers[l + 1]),
        timesRows(layers[l], transposeRows(layers[l])),
      ),
    ),
    'the outer Gram matrix is kept': invariantsAgainst((layers, l) =>
      timesRows(transposeRows(layers[l]), layers[l]),
    ),
  },
});

/** The time at which a balanced mode of depth 2 or 4 has come from a0 to a. */
const clock = (depth: number, s: number, a0: number, a: number): number => {
  if (depth === 2) return Math.log((a * (s - a0)) / (a0 * (s - a))) / (2 * s);
  const [S, A, B] = [Math.sqrt(s), Math.sqrt(a), Math.sqrt(a0)];
  return (1 / B - 1 / A + Math.log(((S + A) * (S - B)) / ((S - A) * (S + B))) / (2 * S)) / (2 * s);
};

/** All modes alike: W(0) = a0 O with orthonormal O, and a target s O. The mode's strength tells the time. */
const clockAgainst =
  (time: typeof clock): ProofInput['confront'] =>
  (_draw, random): readonly Comparison[] => {
    const depth = random.integer(0, 1) === 0 ? 2 : 4;
    const widths = Array.from({ length: depth + 1 }, () => random.integer(1, 4));
    const modes = Math.min(...widths);
    const a0 = 0.1 + 0.3 * random.uniform();
    const s = 0.6 + random.uniform();
    const x = Array.from({ length: modes }, () => a0 ** (2 / depth));
    const layers = balancedDeepWeights(
      widths,
      Array.from({ length: depth - 1 }, () => 0),
      x,
      random,
    );
    const W0 = productOf(layers);
    const flow = deepLinear({ sigma: addRows(W0, W0, s / a0 - 1) }, layers);
    const strength = (state: Float64Array) =>
      (innerOfRows(productOf(deepLayersOf(widths, state)), W0) / normOfRows(W0) ** 2) * a0;
    const reads: Observable = {
      name: `time read off a mode of depth ${depth}`,
      measured: (state) => time(depth, s, a0, strength(state)),
      stated: (u) => u,
      statedError: () => 64 * Number.EPSILON,
    };
    return followFlow(
      flow,
      [0.5, 1, 2].map((v) => v / s ** (2 - 2 / depth)),
      [reads],
      { timeName: 'u' },
    );
  };

export const clockFlow = proof({
  proof: 'deep-mode-times-flow',
  title: 'Balanced modes of two and four layers: their strength tells the time',
  derivation,
  confronts: ['balanced-flow', 'time-two-layers', 'time-four-layers', 'time-four-layers-start'],
  source: 'lambda-balanced/deep-scalar',
  symbols: {},
  runs: 12,
  confront: clockAgainst(clock),
  controls: {
    'L - 1 for L': clockAgainst((depth, s, a0, a) => (clock(depth, s, a0, a) * depth) / (depth - 1)),
    'the law of two layers for four': clockAgainst((_depth, s, a0, a) => clock(2, s, a0, a)),
  },
});
