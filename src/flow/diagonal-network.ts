import { FlowproofError } from '../errors.js';
import { fromRows, requireVector } from './dense.js';
import { type Flow, flowFrom, type Invariant, type VectorField } from './flow.js';
import { kernelField, paysOnCopies } from './kernel-field.js';
import { type LinearAlgebra, paddedLength } from './linear-algebra.js';
import { plainAlgebra } from './plain-algebra.js';
import { linearAlgebra } from './simd-algebra.js';

/** A regression task: n samples as the rows of X (n x D), targets y (n). The loss is |y - X beta|^2 / 2. */
export interface RegressionTask {
  readonly X: readonly ArrayLike<number>[];
  readonly y: ArrayLike<number>;
}

/** A checked task; `X` is row-major. */
export interface Regression {
  readonly X: Float64Array;
  readonly y: Float64Array;
  readonly samples: number;
  readonly features: number;
}

/** @throws FlowproofError `matrix-shape` when X is no matrix or y does not fit it. */
export function regressionOf(task: RegressionTask): Regression {
  const X = fromRows('X', task.X);
  return { X: X.data, y: requireVector('y', task.y, X.rows), samples: X.rows, features: X.columns };
}

/** One value for every coordinate, or one a coordinate. */
export type PerCoordinate = number | ArrayLike<number>;

/** @throws FlowproofError `matrix-shape` when the number of values does not fit. */
export const spread = (name: string, value: PerCoordinate, features: number): Float64Array =>
  typeof value === 'number'
    ? requireVector(name, new Float64Array(features).fill(value), features)
    : requireVector(name, value, features);

/** Writes X^T (y - X beta) into `out`. */
export type Correlation = (beta: Float64Array, out: Float64Array) => void;

/** X with padded rows, and y, in vectors of an algebra; {@link correlationLengths} says which. */
function correlationOn(
  { X, y, samples, features }: Regression,
  algebra: LinearAlgebra,
  [matrix, targets]: readonly Float64Array[],
): Correlation {
  const stride = paddedLength(features);
  for (let s = 0; s < samples; s++) matrix.set(X.subarray(s * features, (s + 1) * features), s * stride);
  targets.set(y);
  return (beta, out) => algebra.correlate(out, matrix, targets, beta, samples, features);
}

const correlationLengths = ({ samples, features }: Regression): number[] => [
  samples * paddedLength(features),
  samples,
];

/** The correlation for vectors that lie anywhere; the work space is made when it is first used. */
export function correlationOf(regression: Regression): Correlation {
  const { samples, features } = regression;
  const lengths = [...correlationLengths(regression), features, features];
  let correlate: Correlation | undefined;
  return (beta, out) => {
    if (correlate === undefined) {
      const algebra = paysOnCopies(2 * samples * features) ? linearAlgebra(lengths) : plainAlgebra(lengths);
      const inner = correlationOn(regression, algebra, algebra.vectors);
      const [, , near, result] = algebra.vectors;
      correlate = (from, to) => {
        near.set(from);
        inner(near, result);
        to.set(result);
      };
    }
    correlate(beta, out);
  };
}

/**
 * The gradient flow of a two-layer diagonal network beta = vp wp - vm wm (coordinatewise) on L = |y - X beta|^2 / 2:
 * wp' = vp g, wm' = -vm g, vp' = wp g, vm' = -wm g with g = X^T (y - X beta). The state is wp, wm, vp, vm, D numbers each.
 * @throws FlowproofError `matrix-shape`.
 */
export function diagonalNetworkField(task: RegressionTask): VectorField {
  const regression = regressionOf(task);
  const D = regression.features;
  return kernelField(
    {
      dimension: 4 * D,
      names: ['wp', 'wm', 'vp', 'vm'].flatMap((layer) =>
        Array.from({ length: D }, (_, d) => `${layer}[${d + 1}]`),
      ),
    },
    {
      work: 2 * regression.samples * D,
      lengths: [...correlationLengths(regression), D, D],
      bind(algebra, own) {
        const correlate = correlationOn(regression, algebra, own);
        const [, , beta, g] = own;
        return (_time, state, out) => {
          for (let d = 0; d < D; d++) {
            beta[d] = state[2 * D + d] * state[d] - state[3 * D + d] * state[D + d];
          }
          correlate(beta, g);
          for (let d = 0; d < D; d++) {
            const slope = g[d];
            out[d] = state[2 * D + d] * slope;
            out[D + d] = -state[3 * D + d] * slope;
            out[2 * D + d] = state[d] * slope;
            out[3 * D + d] = -state[D + d] * slope;
          }
        };
      },
    },
  );
}

/** Weights of the two pathways, D numbers each: beta = vp wp - vm wm. */
export interface DiagonalWeights {
  readonly wp: Float64Array;
  readonly wm: Float64Array;
  readonly vp: Float64Array;
  readonly vm: Float64Array;
}

/**
 * Balanced weights: wp = wm = w0 = sqrt(c (1 + lambda) / 2), vp = vm = v0 = sqrt(c (1 - lambda) / 2), so beta = 0.
 * @param c w0^2 + v0^2 > 0. @param lambda (w0^2 - v0^2) / c, in [-1, 1] (normalised).
 * @throws FlowproofError `flow-state` outside these ranges.
 */
export function balancedDiagonalWeights(
  c: PerCoordinate,
  lambda: PerCoordinate,
  features: number,
): DiagonalWeights {
  const cs = spread('c', c, features);
  const lambdas = spread('lambda', lambda, features);
  for (let d = 0; d < features; d++) {
    if (!(cs[d] > 0)) throw rangeFailure('c', 'c > 0', cs[d], 'at c = 0 both layers are zero and stay zero');
    if (!(Math.abs(lambdas[d]) <= 1)) {
      throw rangeFailure('lambda', 'the normalised lambda = (w0^2 - v0^2) / c in [-1, 1]', lambdas[d]);
    }
  }
  const w0 = cs.map((value, d) => Math.sqrt((value * (1 + lambdas[d])) / 2));
  const v0 = cs.map((value, d) => Math.sqrt((value * (1 - lambdas[d])) / 2));
  return { wp: w0, wm: w0.slice(), vp: v0, vm: v0.slice() };
}

/** The flow of a diagonal network from any weights, with its conserved quantities. @throws FlowproofError `matrix-shape`. */
export function diagonalNetwork(task: RegressionTask, weights: DiagonalWeights): Flow {
  const field = diagonalNetworkField(task);
  const D = field.dimension / 4;
  const initial = new Float64Array(4 * D);
  for (const [k, name] of (['wp', 'wm', 'vp', 'vm'] as const).entries()) {
    initial.set(requireVector(name, weights[name], D), k * D);
  }
  return flowFrom(field, initial, diagonalInvariants(D));
}

/**
 * The conserved quantities of coordinate d: wp^2 - vp^2, wm^2 - vm^2 (equal to lambda c from balanced weights),
 * wp wm + vp vm (= c) and wp vm + vp wm (= c sqrt(1 - lambda^2)).
 */
export function diagonalInvariants(D: number): Invariant[] {
  return Array.from({ length: D }, (_, d): Invariant[] => [
    { name: `wp^2-vp^2[${d + 1}]`, value: (s) => s[d] ** 2 - s[2 * D + d] ** 2 },
    { name: `wm^2-vm^2[${d + 1}]`, value: (s) => s[D + d] ** 2 - s[3 * D + d] ** 2 },
    { name: `wp*wm+vp*vm[${d + 1}]`, value: (s) => s[d] * s[D + d] + s[2 * D + d] * s[3 * D + d] },
    { name: `wp*vm+vp*wm[${d + 1}]`, value: (s) => s[d] * s[3 * D + d] + s[2 * D + d] * s[D + d] },
  ]).flat();
}

/** The weights in a state of {@link diagonalNetworkField}. */
export function diagonalWeightsOf(state: Float64Array): DiagonalWeights {
  const D = state.length / 4;
  const part = (k: number) => state.slice(k * D, (k + 1) * D);
  return { wp: part(0), wm: part(1), vp: part(2), vm: part(3) };
}

/** beta = vp wp - vm wm. */
export const betaOf = ({ wp, wm, vp, vm }: DiagonalWeights): Float64Array =>
  wp.map((w, d) => vp[d] * w - vm[d] * wm[d]);

export const rangeFailure = (name: string, expected: string, found: number, hint?: string): FlowproofError =>
  new FlowproofError({
    code: 'flow-state',
    message: `${name} is outside its range`,
    expected,
    found: String(found),
    hint,
  });
