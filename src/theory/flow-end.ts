/** Follows a flow of a diagonal network until it has converged, by integration alone. */
import { FlowproofError } from '../errors.js';
import { type PerCoordinate, type RegressionTask, regressionOf, spread } from '../flow/diagonal-network.js';
import type { Flow } from '../flow/flow.js';
import { measureWithError } from '../flow/follow-flow.js';
import { integrate } from '../flow/integrate.js';
import { integrateWithError } from '../flow/tracked-trajectory.js';
import { factorCholesky, solveCholesky } from './cholesky.js';
import { normalSolver, type RowSpace, rowSpaceOf } from './row-space.js';

export interface FlowEndOptions {
  /** The error that beta may have at the end, as a share of its largest coordinate. Default 1e-8. */
  readonly tolerance?: number;
  readonly signal?: AbortSignal;
}

/** Where an integrated flow has come to rest. */
export interface FlowEnd {
  readonly beta: Float64Array;
  readonly state: Float64Array;
  /** The time that was integrated. */
  readonly time: number;
  /** |X beta - y|, in the row space where the targets lie outside the range of X. */
  readonly residual: number;
  /** Estimated bound on the error of every coordinate of beta: of the integration, and of what was left to go. */
  readonly error: number;
}

/** Doublings of the time: the slowest direction may be 2^60 times slower than the fastest. */
const MOST_DOUBLINGS = 64;
/** What may be left to go, as a share of the largest coordinate, however large the tolerance: the last digits are cheap. */
const SETTLED = 1e-10;
/** What is left to go is known to first order: this much more is reported. */
const SECOND_ORDER = 2;

/**
 * Integrates until what is left to go is below the tolerance, then once more with a bound on the error.
 *
 * At a state beta the flow still has about 2 D X^T (X 2 D X^T)^+ (y - X beta) to go, D = diag(sqrt(c^2 + beta^2)): one
 * step of Newton's method, which is used to know when to stop and nowhere else.
 * @param betaOf the coefficients in a state of the flow.
 * @param c the conserved scale of each coordinate.
 * @throws FlowproofError `flow-not-settled` where the time allowed is not enough; `flow-lost-accuracy` where the bound on
 *   the error exceeds the tolerance; as `integrateWithError`. The signal's reason when it is aborted.
 */
export function followToEnd(
  flow: Flow,
  betaOf: (state: Float64Array) => Float64Array,
  task: RegressionTask,
  c: PerCoordinate,
  { tolerance = 1e-8, signal }: FlowEndOptions = {},
): FlowEnd {
  const rest = remainingOf(task, spread('c', c, regressionOf(task).features));
  const size = (beta: Float64Array) => largest(beta) || Number.MIN_VALUE;
  const absoluteTolerance = flow.initial.every((x) => x === 0) ? 1e-15 * rest.firstMove : Number.MIN_VALUE;
  const precise = { relativeTolerance: 1e-12, absoluteTolerance, signal };
  let state = flow.initial;
  let time = 0;
  for (let doubling = 0, window = rest.shortestTime; ; doubling++, window *= 2) {
    const beta = betaOf(state);
    const { toGo } = rest.at(beta);
    if (toGo <= Math.min(tolerance / 16, SETTLED) * size(beta)) break;
    if (doubling === MOST_DOUBLINGS) throw notSettled(time, toGo, SETTLED * size(beta));
    state = integrate({ field: flow.field, initial: state }, { ...precise, until: window }).at(window);
    time += window;
  }
  if (time === 0) return { beta: betaOf(state), state, time, residual: 0, error: 0 };
  const tracked = integrateWithError(flow, { ...precise, until: time });
  state = tracked.at(time);
  const beta = betaOf(state);
  const { toGo, residual } = rest.at(beta);
  const integration = beta.reduce((worst, _, d) => {
    const coordinate = { name: `beta[${d + 1}]`, measured: (s: Float64Array) => betaOf(s)[d] };
    return Math.max(worst, measureWithError(tracked, time, coordinate).bound);
  }, 0);
  const error = integration + SECOND_ORDER * toGo;
  if (!(error <= tolerance * size(beta))) {
    throw new FlowproofError({
      code: 'flow-lost-accuracy',
      message: `the integrated flow does not reach the accuracy asked for by time ${time}`,
      expected: `an error of beta of at most ${(tolerance * size(beta)).toExponential(2)}`,
      found: `${error.toExponential(2)}, of which ${integration.toExponential(2)} by integration`,
      hint: 'ask for a larger tolerance, or take the minimiser of the convex dual (gradientFlowEndPoint)',
    });
  }
  return { beta, state, time, residual, error };
}

/** What is left to go from a state, the scale of its numbers and of time. */
function remainingOf(task: RegressionTask, scales: Float64Array) {
  const { X, y, samples, features } = regressionOf(task);
  const space = rowSpaceOf(X, samples, features);
  const { V, rank } = space;
  const target = rank === 0 ? new Float64Array(0) : normalSolver(space).targetCoordinates(y);
  const squares = X.reduce((sum, x) => sum + x * x, 0);
  const length = Math.hypot(...y);
  const unit = Math.max(length / (Math.sqrt(squares) || 1), Number.MIN_VALUE);
  const shortestTime = 1 / (Math.hypot(largest(scales), unit) * (squares || 1));
  return {
    shortestTime,
    /** How far the dual variable goes in that time. */
    firstMove: Math.max(length * shortestTime, Number.MIN_VALUE),
    at(beta: Float64Array): { readonly toGo: number; readonly residual: number } {
      const missing = target.slice();
      for (let d = 0; d < features; d++) {
        for (let r = 0; r < rank; r++) missing[r] -= V[d * rank + r] * beta[d];
      }
      const residual = Math.hypot(...predictions(space, missing));
      const speed = beta.map((b, d) => 2 * Math.hypot(scales[d], b));
      const step = missing.slice();
      solveWeighted(space, speed, step);
      let toGo = 0;
      for (let d = 0; d < features; d++) {
        let move = 0;
        for (let r = 0; r < rank; r++) move += V[d * rank + r] * step[r];
        toGo = Math.max(toGo, Math.abs(speed[d] * move));
      }
      return { toGo, residual };
    },
  };
}

/** R^T z: what a point of the row space predicts. */
const predictions = ({ R, rank, samples }: RowSpace, z: Float64Array): Float64Array =>
  Float64Array.from({ length: samples }, (_, s) => {
    let sum = 0;
    for (let r = 0; r < rank; r++) sum += R[r * samples + s] * z[r];
    return sum;
  });

/** Solves V^T diag(weights) V x = b in place. */
function solveWeighted({ V, rank, features }: RowSpace, weights: Float64Array, b: Float64Array): void {
  const A = new Float64Array(rank * rank);
  for (let d = 0; d < features; d++) {
    const row = V.subarray(d * rank, (d + 1) * rank);
    for (let r = 0; r < rank; r++) {
      for (let q = 0; q <= r; q++) A[r * rank + q] += weights[d] * row[r] * row[q];
    }
  }
  factorCholesky(A, rank);
  solveCholesky(A, b);
}

const largest = (values: Float64Array): number =>
  values.reduce((worst, value) => Math.max(worst, Math.abs(value)), 0);

const notSettled = (time: number, toGo: number, wanted: number): FlowproofError =>
  new FlowproofError({
    code: 'flow-not-settled',
    message: `the flow is still moving at time ${time.toExponential(2)}`,
    expected: `at most ${wanted.toExponential(2)} left to go`,
    found: `about ${toGo.toExponential(2)}`,
    hint: 'ask for a larger tolerance, or take the minimiser of the convex dual (gradientFlowEndPoint)',
  });
