import { FlowproofError } from '../errors.js';
import { type PerCoordinate, type RegressionTask, regressionOf, spread } from '../flow/diagonal-network.js';
import { type DualPoint, DualProblem } from './dual-problem.js';
import { outside } from './penalty.js';
import { norm, type RowSpace, subtract } from './row-space.js';
import {
  inFeatures,
  type OutsideRange,
  predictionsOf,
  RESIDUAL_TOLERANCE,
  requireReachable,
  scaledTask,
} from './target-range.js';

export interface EndPointOptions {
  readonly outsideRange?: OutsideRange;
  /** Newton steps over all stages of the continuation. Default 2000. */
  readonly maxIterations?: number;
}

/** Where the gradient flow of a diagonal network ends from balanced weights. */
export interface EndPoint {
  readonly beta: Float64Array;
  /** The dual variable: beta = c sinh(2 X^T nu); the shortest one where X has dependent rows. */
  readonly nu: Float64Array;
  /** X^T nu. */
  readonly eta: Float64Array;
  /** |X beta - y| / |y|; in the least-squares case |X^T (X beta - y)| / |X^T y|. 0 for y = 0. */
  readonly residual: number;
  readonly iterations: number;
}

/**
 * The end point of the flow beta' = 2 sqrt(c^2 + beta^2) X^T (y - X beta), beta(0) = 0, which is the minimiser of
 * sum q(beta_d; c_d) subject to X beta = y. Found as the minimiser of the convex dual
 * Psi(nu) = sum (c/2)(cosh(2 X^T nu) - 1) - y.nu by damped Newton; log c is lowered from the lazy side, where Psi is
 * quadratic, to its target. It works in an orthonormal basis of the row space, so X may have dependent rows.
 * @throws FlowproofError `matrix-shape`; `theory-domain` for c <= 0; `target-outside-range`; `dual-not-converged`.
 */
export function gradientFlowEndPoint(
  task: RegressionTask,
  c: PerCoordinate,
  options: EndPointOptions = {},
): EndPoint {
  const { y, samples, features } = regressionOf(task);
  const scale = spread('c', c, features);
  const dead = scale.find((value) => !(value > 0));
  if (dead !== undefined) throw outside('c', 'c > 0 in every coordinate', dead);
  const size = Math.hypot(...y);
  if (size === 0) {
    const zero = () => new Float64Array(features);
    return { beta: zero(), nu: new Float64Array(samples), eta: zero(), residual: 0, iterations: 0 };
  }
  const inUnits = scaledTask(task);
  const { X: data, targets, unitX, space, solver, target, unreachable } = inUnits;
  // beta and c carry the unit |y| / |X|, nu carries 1 / |X|.
  const unit = size / unitX;
  const scaled = scale.map((value) => value / unit);
  if (unitX > 0 && !scaled.every((value) => value > 0 && Number.isFinite(value))) {
    throw outside('c', 'c within float64 range of |y| / |X|', `c / (|y| / |X|) = ${scaled.join(', ')}`);
  }
  requireReachable(inUnits, options.outsideRange);
  if (norm(target) <= RESIDUAL_TOLERANCE * unreachable) {
    const zero = () => new Float64Array(features);
    return { beta: zero(), nu: new Float64Array(samples), eta: zero(), residual: 0, iterations: 0 };
  }
  const { mu, iterations } = minimiseDual(space, scaled, target, options.maxIterations ?? 2000);
  const eta = inFeatures(space, mu);
  const relative = eta.map((value, d) => scaled[d] * Math.sinh(2 * value));
  const residual = relativeResidual(data, targets, relative, unreachable > RESIDUAL_TOLERANCE);
  if (!(residual <= RESIDUAL_TOLERANCE)) throw notConverged(residual, iterations);
  const beta = relative.map((value) => value * unit);
  const nu = solver.shortestDual(mu).map((value) => value / unitX);
  if (![...beta, ...nu].every(Number.isFinite)) {
    throw outside('the end point', 'beta and nu within float64 range', `|y| / |X| = ${unit}`);
  }
  return { beta, nu, eta, residual, iterations };
}

/** Largest change of any 2 eta a step: beyond it the quadratic model of cosh means nothing. */
const STEP_CAP = 2;
/** Residual at which a stage before the last one is good enough to go on from. */
const STAGE_TOLERANCE = 1e-3;
const MOST_HALVINGS = 40;

/** mu with V^T (c sinh(2 V mu)) = target. */
function minimiseDual(space: RowSpace, scale: Float64Array, target: Float64Array, budget: number) {
  const problem = new DualProblem(space, target);
  try {
    return continued(problem, space, scale, target, budget);
  } finally {
    problem.release();
  }
}

/** On the lazy side c >> |beta| the dual is quadratic. Continuation lowers c by a factor of ten at a time. */
function continued(
  problem: DualProblem,
  space: RowSpace,
  scale: Float64Array,
  target: Float64Array,
  budget: number,
) {
  const size = norm(target);
  const smallest = scale.reduce((a, b) => Math.min(a, b));
  let lift = Math.min(Math.max(1, (10 * size) / smallest), Number.MAX_VALUE);
  let [now, trial] = [problem.point(), problem.point()];
  let iterations = 0;
  for (;;) {
    const c = scale.map((value) => value * lift);
    const tolerance = lift === 1 ? 0 : STAGE_TOLERANCE * size;
    problem.evaluate(c, now);
    while (iterations < budget && now.error > tolerance) {
      iterations += 1;
      const before = now.error;
      if (!descends(problem, c, now, trial)) break;
      [now, trial] = [trial, now];
      if (now.error >= 0.5 * before && now.error < 1e-12 * size) break;
    }
    if (lift === 1) return { mu: now.mu, iterations };
    const lower = Math.max(1, lift / 10);
    // Keep beta, not eta: at large eta, c sinh(2 eta) falls with c unless eta grows by log(10)/2 in the active ones.
    const kept = now.eta.map((eta, d) => 0.5 * Math.asinh((c[d] * Math.sinh(2 * eta)) / (scale[d] * lower)));
    projectInto(now.mu, space, kept);
    lift = lower;
  }
}

/** Writes a better point into `trial`: a damped Newton step. False where none is found. */
function descends(problem: DualProblem, c: Float64Array, now: DualPoint, trial: DualPoint): boolean {
  const { step, slope, reach } = problem.newtonStep(now);
  let damping = Math.min(1, STEP_CAP / reach);
  for (let halvings = 0; halvings < MOST_HALVINGS; halvings++) {
    for (let r = 0; r < step.length; r++) trial.mu[r] = now.mu[r] + damping * step[r];
    problem.evaluate(c, trial);
    // Psi decides far from the minimum; near it Psi is flat to rounding and the gradient decides.
    if (trial.psi <= now.psi - 1e-4 * damping * slope && trial.psi < now.psi) return true;
    if (trial.error < now.error) return true;
    damping /= 2;
  }
  return false;
}

/** V^T eta. */
function projectInto(mu: Float64Array, { V, rank, features }: RowSpace, eta: Float64Array): void {
  mu.fill(0);
  for (let d = 0; d < features; d++) subtract(mu, V.subarray(d * rank, (d + 1) * rank), -eta[d]);
}

function relativeResidual(
  X: Float64Array,
  y: Float64Array,
  beta: Float64Array,
  leastSquares: boolean,
): number {
  const r = predictionsOf(X, beta).map((value, s) => value - y[s]);
  if (!leastSquares) return norm(r) / norm(y);
  const pull = (v: Float64Array) => {
    const out = new Float64Array(beta.length);
    v.forEach((value, s) => {
      subtract(out, X.subarray(s * beta.length, (s + 1) * beta.length), -value);
    });
    return norm(out);
  };
  const reachable = pull(y);
  return reachable === 0 ? pull(r) : pull(r) / reachable;
}

const notConverged = (residual: number, iterations: number): FlowproofError =>
  new FlowproofError({
    code: 'dual-not-converged',
    message: 'the dual of the penalty was not minimised to the accuracy that an end point needs',
    expected: `a relative residual of at most ${RESIDUAL_TOLERANCE}`,
    found: `${residual.toExponential(3)} after ${iterations} Newton steps`,
    hint: 'X is nearly rank deficient, or c is too small beside the targets for float64',
  });
