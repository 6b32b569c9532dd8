import { FlowproofError } from '../errors.js';
import { checkFlow, type Flow } from './flow.js';
import { lostAccuracy } from './flow-failures.js';
import { recordOf, runPlan } from './integrate.js';
import {
  type IntegrationOptions,
  type IntegrationPlan,
  planIntegration,
  requireGoing,
} from './integration-plan.js';
import { type MeshSteppers, meshSteppers } from './mesh-step.js';
import type { StepRecord, Trajectory } from './trajectory.js';

/** A trajectory with a bound on its own global error. */
export interface TrackedTrajectory extends Trajectory {
  /** Bound on the error of every component of `at(time)`: the largest of {@link errorsAt}. */
  errorAt(time: number): number;
  /** Bound on the error of each component of `at(time)`. */
  errorsAt(time: number): Float64Array;
  /** The same flow on the mesh of twice the steps' length: what the bound was measured against. */
  readonly companion: Trajectory;
}

/** Rounding is imitated this many times larger than it is, so that its propagation stands out of the noise. */
const MAGNIFICATION = 1024;
/** Rounding error of one step, in units of the state's last place. */
const ROUNDING_PER_STEP = 4;
/**
 * Where in a step the two interpolants are compared, as fractions: the error of each vanishes at places of its own, so
 * their difference at one time may be the error of neither.
 */
const PROBES = [1 / 8, 3 / 8, 5 / 8, 7 / 8];
/** The share of the largest relative error that every component is granted: errors travel between components. */
const COUPLING = 1 / 8;
/** Components smaller than this share of the state are measured on its scale. */
const NEGLIGIBLE = 2 ** -20;

/**
 * Integrates a flow and bounds the global error of the result, component by component.
 *
 * The flow is integrated adaptively, then walked a second time with every step of that mesh halved; the second run is
 * the result. On one and the same family of meshes the global error is h^p times a smooth function, so the second
 * run's error is 2^-8 (explicit) or 2^-5 (implicit) of the difference of the two, wherever that difference changes
 * sign; runs at two unrelated tolerances do not have this property. The whole difference is taken as the bound on
 * truncation, that is a safety factor of about 255 or 31.
 *
 * Rounding, that of the initial state included, is measured and not assumed: two more runs on the first mesh are
 * disturbed before each step by 1024 times the rounding error of a step, one always away from the undisturbed run (what
 * errors of one sign add up to), one with random signs (every direction is excited); a 1024th of where they end up, added
 * up, is the bound. An unstable flow so reports the error that rounding really grows to.
 *
 * Both parts are widened by their neighbours in time and by an eighth of the largest relative error of any component,
 * because a difference may vanish where the error does not. Between mesh times the largest difference of the two
 * interpolants over the step is added.
 *
 * The bound is an estimate with wide margins, not an enclosure, and it rests on a smooth field: where a step crosses
 * a kink (|x|, min, max, ReLU) the error does not follow the mesh, and has been seen at up to sixteen times the bound.
 * Tolerances mean what they mean for `integrate`, on the first mesh.
 *
 * Where rounding has grown past what the mesh can follow, the bound is infinite from there on.
 * @throws FlowproofError as `integrate`; `flow-lost-accuracy` where the two meshes part so far that the finer one fails.
 */
export function integrateWithError(flow: Flow, options: IntegrationOptions): TrackedTrajectory {
  checkFlow(flow);
  const plan = planIntegration(options);
  const coarse = runPlan(flow, plan);
  const steppers = meshSteppers(flow.field, plan.relativeTolerance, plan.absoluteTolerance);
  try {
    const fine = walkHalved(flow, coarse, plan, steppers);
    const rounding = new Float64Array((coarse.steps + 1) * flow.field.dimension);
    walkDisturbed(flow, coarse, plan, steppers, undefined, rounding);
    walkDisturbed(flow, coarse, plan, steppers, coinFlips(), rounding);
    return withBounds(coarse, fine, boundsOnMesh(coarse, fine, rounding));
  } finally {
    steppers.release();
  }
}

const isLost = (error: unknown): error is FlowproofError =>
  error instanceof FlowproofError &&
  (error.code === 'flow-not-finite' || error.code === 'flow-step-underflow');

/** The flow on the mesh of half the steps' length. */
function walkHalved(
  flow: Flow,
  coarse: StepRecord,
  plan: IntegrationPlan,
  steppers: MeshSteppers,
): StepRecord {
  const fine = recordOf(flow);
  const { times } = coarse;
  let y = Float64Array.from(flow.initial);
  let next = new Float64Array(y.length);
  for (let k = 0; k < coarse.steps; k++) {
    if ((k & 15) === 0) requireGoing(plan);
    const method = coarse.methodOf(k);
    const middle = times[k] + 0.5 * (times[k + 1] - times[k]);
    // Two representable times may have none between them: such a step cannot be halved.
    const stops = middle > times[k] && middle < times[k + 1] ? [middle, times[k + 1]] : [times[k + 1]];
    let time = times[k];
    for (const stop of stops) {
      try {
        steppers.of(method).step(time, stop - time, y, next);
      } catch (error) {
        throw isLost(error) ? lostAccuracy(`${error.message} on the finer mesh only`, stop) : error;
      }
      fine.push(stop, next, method);
      time = stop;
      [y, next] = [next, y];
    }
  }
  fine.rejected = coarse.rejected;
  fine.evaluations = coarse.evaluations + steppers.of('explicit').evaluations();
  return fine;
}

/** Adds |disturbed - coarse| / 1024 a mesh time and component to `drift`. */
function walkDisturbed(
  flow: Flow,
  coarse: StepRecord,
  plan: IntegrationPlan,
  steppers: MeshSteppers,
  randomUp: (() => boolean) | undefined,
  drift: Float64Array,
): void {
  const n = flow.field.dimension;
  const { times } = coarse;
  const size = ROUNDING_PER_STEP * MAGNIFICATION * 0.5 * Number.EPSILON;
  let y = Float64Array.from(flow.initial);
  let next = new Float64Array(n);
  for (let k = 0; k <= coarse.steps; k++) {
    const reference = coarse.stateOf(k);
    for (let i = 0; i < n; i++) {
      const away = y[i] - reference[i];
      const up = randomUp === undefined ? away > 0 || (away === 0 && i % 2 === 0) : randomUp();
      const sign = up ? 1 : -1;
      y[i] += sign * size * Math.abs(reference[i]);
      drift[k * n + i] += Math.abs(y[i] - reference[i]) / MAGNIFICATION;
    }
    if (k === coarse.steps) break;
    if ((k & 15) === 0) requireGoing(plan);
    try {
      steppers.of(coarse.methodOf(k)).step(times[k], times[k + 1] - times[k], y, next);
    } catch (error) {
      if (!isLost(error)) throw error;
      // The disturbed run left the undisturbed one so far that this mesh does not serve it: nothing is known after.
      drift.fill(Number.POSITIVE_INFINITY, (k + 1) * n);
      return;
    }
    [y, next] = [next, y];
  }
}

/** Coin flips that are part of the method (xorshift, fixed start): the same flow always has the same bound. */
function coinFlips(): () => boolean {
  let word = 0x2545_f491;
  return () => {
    word ^= word << 13;
    word ^= word >>> 17;
    word ^= word << 5;
    return word > 0;
  };
}

/** Bounds at the coarse mesh times, one row a time. */
function boundsOnMesh(coarse: StepRecord, fine: StepRecord, rounding: Float64Array): Float64Array {
  const n = coarse.field.dimension;
  const rows = coarse.steps + 1;
  const raw = new Float64Array(rows * n);
  for (let k = 0; k < rows; k++) {
    const a = coarse.stateOf(k);
    const b = fine.stateOf(fine.indexBefore(coarse.times[k]));
    for (let i = 0; i < n; i++) raw[k * n + i] = Math.abs(a[i] - b[i]) + rounding[k * n + i];
  }
  const bounds = new Float64Array(rows * n);
  const scale = new Float64Array(n);
  for (let k = 0; k < rows; k++) {
    const state = coarse.stateOf(k);
    let largest = 0;
    for (let i = 0; i < n; i++) {
      scale[i] = Math.max(scale[i], Math.abs(state[i]));
      largest = Math.max(largest, scale[i]);
    }
    let relative = 0;
    let lost = false;
    for (let i = 0; i < n; i++) {
      let widest = 0;
      for (let m = Math.max(0, k - 1); m <= Math.min(rows - 1, k + 1); m++) {
        widest = Math.max(widest, raw[m * n + i]);
      }
      // At the start only the rounding of the initial state itself counts.
      bounds[k * n + i] = k === 0 ? raw[i] : widest;
      lost ||= !Number.isFinite(widest);
      const size = Math.max(scale[i], NEGLIGIBLE * largest);
      if (size > 0) relative = Math.max(relative, bounds[k * n + i] / size);
    }
    if (k === 0) continue;
    if (lost) {
      bounds.fill(Number.POSITIVE_INFINITY, k * n);
      return bounds;
    }
    for (let i = 0; i < n; i++) {
      bounds[k * n + i] += COUPLING * relative * scale[i] + Number.EPSILON * largest;
    }
  }
  return bounds;
}

function withBounds(coarse: StepRecord, fine: StepRecord, bounds: Float64Array): TrackedTrajectory {
  const n = coarse.field.dimension;
  const errorsAt = (time: number): Float64Array => {
    const state = fine.at(time);
    const index = coarse.indexBefore(time);
    if (coarse.times[index] === time) return bounds.slice(index * n, (index + 1) * n);
    const [start, stop] = [coarse.times[index], coarse.times[index + 1]];
    const widest = new Float64Array(n);
    for (const sample of [time, ...PROBES.map((x) => start + x * (stop - start))]) {
      const [a, b] = [coarse.at(sample), fine.at(sample)];
      for (let i = 0; i < n; i++) widest[i] = Math.max(widest[i], Math.abs(a[i] - b[i]));
    }
    return Float64Array.from(state, (value, i) => {
      const ends = Math.max(bounds[index * n + i], bounds[(index + 1) * n + i]);
      return ends + widest[i] + Number.EPSILON * Math.abs(value);
    });
  };
  return {
    field: fine.field,
    get times() {
      return fine.times;
    },
    end: fine.end,
    steps: fine.steps,
    rejected: fine.rejected,
    evaluations: fine.evaluations,
    methodOf: (step) => fine.methodOf(step),
    at: (time) => fine.at(time),
    into: (time, out) => fine.into(time, out),
    companion: coarse,
    errorsAt,
    errorAt: (time) => errorsAt(time).reduce((a, b) => Math.max(a, b), 0),
  };
}
