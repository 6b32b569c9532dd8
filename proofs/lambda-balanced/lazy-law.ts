import {
  addRows,
  type Bounded,
  type Comparison,
  innerOfRows,
  integrateWithError,
  limitOfDoublings,
  measureWithError,
  orthonormalColumns,
  type ProofInput,
  proof,
  type RandomGenerator,
  type Rows,
  randomSpectrum,
  randomTarget,
  scaleColumns,
  type TwoLayerWeights,
  timesRows,
  transposeRows,
  twoLayerLinear,
  weightsOf,
} from 'flowproof';
import derivation from '../../derivations/lambda-balanced/regimes.js';

/** 1/2 |K0/|K0| - K/|K||^2 = 1 - cos, without cancellation; K = I (x) R1 + R2 (x) I. */
function kernelDistance(before: { R1: Rows; R2: Rows }, now: { R1: Rows; R2: Rows }): number {
  const trace = (A: Rows) => A.reduce((sum, row, i) => sum + row[i], 0);
  const square = ({ R1, R2 }: { R1: Rows; R2: Rows }) =>
    R2.length * innerOfRows(R1, R1) + 2 * trace(R1) * trace(R2) + R1.length * innerOfRows(R2, R2);
  const [a, b] = [1 / Math.sqrt(square(before)), 1 / Math.sqrt(square(now))];
  const apart = (A: Rows, B: Rows) => addRows(addRows(A, A, a - 1), B, -b);
  return square({ R1: apart(before.R1, now.R1), R2: apart(before.R2, now.R2) }) / 2;
}

const gramsOf = ({ W1, W2 }: TwoLayerWeights) => ({
  R1: timesRows(transposeRows(W1), W1),
  R2: timesRows(W2, transposeRows(W2)),
});

const SIZES = [64, 128, 256, 512];

/** Square weights with the product A diag(a) B^T for every lambda. */
function fixedProduct(random: RandomGenerator) {
  const n = random.integer(2, 4);
  const [A, B, R] = [0, 1, 2].map(() => orthonormalColumns(n, n, random));
  const a = A.map(() => 2 * random.uniform() - 1);
  const { sigma } = randomTarget({ inputs: n, outputs: n }, randomSpectrum(n, random), random);
  const weights = (lambda: number) => {
    const larger = a.map((x) => Math.sqrt((Math.hypot(lambda, 2 * x) + Math.abs(lambda)) / 2));
    const smaller = a.map((x, k) => x / larger[k]);
    const [first, second] = lambda > 0 ? [smaller, larger] : [larger, smaller];
    return {
      W1: timesRows(scaleColumns(R, first), transposeRows(B)),
      W2: timesRows(scaleColumns(A, second), transposeRows(R)),
    };
  };
  return { n, sigma, W0: timesRows(scaleColumns(A, a), transposeRows(B)), weights };
}

/** The coefficient of lambda^-4 of the kernel distance at convergence, from `terms` of the change of the kernel. */
function coefficient(W0: Rows, sigma: Rows, terms: readonly ('input' | 'output')[]): number {
  const n = sigma.length;
  const change = (A: Rows, B: Rows) =>
    addRows(timesRows(transposeRows(A), A), timesRows(transposeRows(B), B), -1);
  const zero = sigma.map((row) => Float64Array.from(row, () => 0));
  const A = terms.includes('input') ? change(sigma, W0) : zero;
  const B = terms.includes('output') ? change(transposeRows(sigma), transposeRows(W0)) : zero;
  const trace = (M: Rows) => M.reduce((sum, row, i) => sum + row[i], 0);
  const square = n * innerOfRows(A, A) + 2 * trace(A) * trace(B) + n * innerOfRows(B, B);
  const mean = n * (trace(A) + trace(B));
  return (square - mean ** 2 / n ** 2) / (2 * n ** 2);
}

const lazyAgainst =
  (order: number, terms: readonly ('input' | 'output')[]): ProofInput['confront'] =>
  (_draw, random) => {
    const { sigma, W0, weights } = fixedProduct(random);
    return [1, -1].map((sign): Comparison => {
      const values = SIZES.map((size): Bounded => {
        const first = weights(sign * size);
        const flow = twoLayerLinear({ sigma }, first.W1, first.W2);
        const until = 40 / size;
        const trajectory = integrateWithError(flow, {
          until,
          relativeTolerance: 1e-13,
          absoluteTolerance: 1e-16,
        });
        const before = gramsOf(first);
        const found = measureWithError(trajectory, until, {
          name: 'kernel distance',
          measured: (state) => size ** order * kernelDistance(before, gramsOf(weightsOf(flow, state))),
        });
        return { value: found.measured, bound: found.bound };
      });
      const { value, bound } = limitOfDoublings(values, 2);
      return {
        name: `limit of |lambda|^${order} times the kernel distance, lambda ${sign > 0 ? '> 0' : '< 0'}`,
        stated: coefficient(W0, sigma, terms),
        measured: value,
        bound,
      };
    });
  };

/** The distance that the kernel has moved in the end, for large |lambda| of either sign. */
export default proof({
  proof: 'lazy-law-flow',
  title: 'The kernel distance of lazy networks falls like lambda^-4, with the stated coefficient',
  derivation,
  confronts: ['lazy-law-coefficient', 'lazy-law', 'lazy-law-negative-lambda', 'lazy-law-order'],
  source: ['lambda-balanced/lazy-law', 'lambda-balanced/ntk-change-large-lambda'],
  symbols: {},
  runs: 6,
  confront: lazyAgainst(4, ['input', 'output']),
  controls: {
    'order lambda^-2': lazyAgainst(2, ['input', 'output']),
    'order lambda^-3': lazyAgainst(3, ['input', 'output']),
    'one Kronecker term': lazyAgainst(4, ['input']),
  },
});
