import { FlowproofError } from '../errors.js';
import { type RegressionTask, regressionOf } from '../flow/diagonal-network.js';
import { dot, norm, normalSolver, type RowSpace, rowSpaceOf } from './row-space.js';

/**
 * What to do with targets outside the range of X: `refuse` them (default), or `least-squares`: gradient flow then ends at the
 * minimiser of the penalty among the solutions of X^T X beta = X^T y.
 */
export type OutsideRange = 'refuse' | 'least-squares';

/** A share of |y| that counts as nothing: float64 knows no targets closer to the range than that. */
export const RESIDUAL_TOLERANCE = 1e-9;

/** A task in units of its data: the largest entry of X is 1, and |y| = 1, so that squares neither overflow nor vanish. */
export interface ScaledTask {
  /** X in those units; 0 as it is. */
  readonly X: Float64Array;
  readonly targets: Float64Array;
  /** The largest entry of X. */
  readonly unitX: number;
  readonly space: RowSpace;
  readonly solver: ReturnType<typeof normalSolver>;
  /** Coordinates, in the row space, of the best fit that any beta can give. */
  readonly target: Float64Array;
  /** Distance of the targets from the range of X. */
  readonly unreachable: number;
}

/** @param y not all zero. */
export function scaledTask(task: RegressionTask): ScaledTask {
  const { X, y, samples, features } = regressionOf(task);
  const unitX = X.reduce((largest, x) => Math.max(largest, Math.abs(x)), 0);
  const size = Math.hypot(...y);
  const targets = y.map((value) => value / size);
  const data = unitX > 0 ? X.map((x) => x / unitX) : X;
  const space = rowSpaceOf(data, samples, features);
  const solver = normalSolver(space);
  const target = solver.targetCoordinates(targets);
  const fitted = predictionsOf(data, inFeatures(space, target));
  const unreachable = norm(targets.map((value, s) => value - fitted[s]));
  return { X: data, targets, unitX, space, solver, target, unreachable };
}

/** @throws FlowproofError `target-outside-range` where no beta fits, unless least squares is asked for. */
export function requireReachable(
  { targets, unreachable, space }: ScaledTask,
  outsideRange: OutsideRange = 'refuse',
): void {
  if (outsideRange !== 'refuse' && outsideRange !== 'least-squares') {
    throw new FlowproofError({
      code: 'bad-option',
      message: 'outsideRange says nothing that is known',
      expected: "'refuse' or 'least-squares'",
      found: String(outsideRange),
    });
  }
  if (unreachable <= RESIDUAL_TOLERANCE || outsideRange === 'least-squares') return;
  throw new FlowproofError({
    code: 'target-outside-range',
    message: 'the targets are outside the range of X: no beta fits them',
    expected: 'y = X beta for some beta',
    found: `a distance of ${unreachable.toExponential(3)} |y| from the range (rank ${space.rank}, ${targets.length} samples)`,
    hint: "gradient flow then ends at a least-squares solution: ask for outsideRange: 'least-squares'",
  });
}

/** As {@link requireReachable}, of a task; targets that are all zero are in every range. */
export function requireTargetsInRange(task: RegressionTask, outsideRange?: OutsideRange): void {
  if (task.y.length > 0 && Math.hypot(...Array.from(task.y)) > 0) {
    requireReachable(scaledTask(task), outsideRange);
  }
}

/** V z. */
export const inFeatures = ({ V, rank, features }: RowSpace, z: Float64Array): Float64Array =>
  Float64Array.from({ length: features }, (_, d) => dot(V.subarray(d * rank, (d + 1) * rank), z));

/** X beta. */
export const predictionsOf = (X: Float64Array, beta: Float64Array): Float64Array =>
  Float64Array.from({ length: X.length / beta.length }, (_, s) =>
    dot(X.subarray(s * beta.length, (s + 1) * beta.length), beta),
  );
