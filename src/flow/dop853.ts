import { dop853StepOf } from './dop853-kernel-step.js';
import { Dop853Step, evaluateInterpolant } from './dop853-step.js';
import type { VectorField } from './flow.js';
import { notFinite, stepUnderflow, tooManySteps } from './flow-failures.js';
import { initialStep } from './initial-step.js';
import { type IntegrationPlan, requireGoing } from './integration-plan.js';
import type { StepInterpolator, StepRecord } from './trajectory.js';

const SAFETY = 0.9;
const MIN_FACTOR = 0.2;
const MAX_FACTOR = 10;
const EXPONENT = -1 / 8;
/** Above this h|eigenvalue| the step leans on the stability boundary of the method. */
const STABILITY_BOUNDARY = 6.1;
/** So many steps in a row on the boundary are called stiff. */
const STIFF_STREAK = 15;
/** A stiff flow with fewer explicit steps to go than this is not worth a change of method. */
const WORTHWHILE_STEPS = 500;

/** The spacing of float64 above `x` >= 0. */
export const ulpAbove = (x: number): number => {
  if (x < 2.2250738585072014e-308) return Number.MIN_VALUE;
  return 2 ** (Math.floor(Math.log2(x)) - 52);
};

/**
 * Integrates with DOP853 from the end of `record` to the end of the plan, with the step control of SciPy's `DOP853`, and
 * lands on each of the plan's times.
 * @returns `stiff` when `leaveWhenStiff` is set and the rest would cost hundreds of steps held back by stability.
 * @throws FlowproofError `flow-not-finite`, `flow-step-underflow`, `flow-too-many-steps`.
 */
export function runDop853(
  record: StepRecord,
  plan: IntegrationPlan,
  leaveWhenStiff: boolean,
): 'finished' | 'stiff' {
  const { landings } = plan;
  if (landings.length === 0 || record.end >= landings[landings.length - 1]) return 'finished';
  const step = dop853StepOf(record.field);
  try {
    return runSteps(step, record, plan, leaveWhenStiff);
  } finally {
    record.evaluations += step.evaluations;
    step.release();
  }
}

function runSteps(
  step: Dop853Step,
  record: StepRecord,
  plan: IntegrationPlan,
  leaveWhenStiff: boolean,
): 'finished' | 'stiff' {
  const { relativeTolerance: relative, absoluteTolerance: absolute, landings } = plan;
  const { field } = record;
  let [y, next] = step.states;
  y.set(record.stateOf(record.steps));
  let time = record.end;
  const until = landings[landings.length - 1];
  step.begin(time, y);
  if (!step.slope.every(Number.isFinite)) throw notFinite(field, time, step.slope);
  let wanted = initialStep(step, time, y, 7, relative, absolute);
  let landing = record.landingAfter(landings);
  let boundary = 0;
  let inside = 0;
  let refused = false;
  while (landing < landings.length) {
    if (record.steps + record.rejected >= plan.maxSteps) {
      throw tooManySteps(field, time, until, plan.maxSteps, step.slope);
    }
    if ((record.steps & 15) === 0) requireGoing(plan);
    const smallest = 10 * ulpAbove(time);
    if (refused && wanted < smallest) {
      step.componentErrors(wanted, next);
      throw next.every(Number.isFinite)
        ? stepUnderflow(field, time, wanted, next)
        : notFinite(field, time, next);
    }
    wanted = Math.max(wanted, smallest);
    const target = landings[landing];
    const lands = time + wanted >= target;
    const stop = lands ? target : time + wanted;
    const h = stop - time;
    step.advance(time, h, y, next);
    const error = step.errorNorm(h, y, next, relative, absolute);
    if (!(error < 1)) {
      wanted = h * shrinkage(SAFETY * error ** EXPONENT);
      refused = true;
      record.rejected += 1;
      continue;
    }
    step.finish(stop, next);
    if (!allFinite(step.endSlope)) {
      wanted = h * MIN_FACTOR;
      refused = true;
      record.rejected += 1;
      if (wanted < smallest) throw notFinite(field, stop, step.endSlope);
      continue;
    }
    const growth = error === 0 ? MAX_FACTOR : Math.min(MAX_FACTOR, SAFETY * error ** EXPONENT);
    const proposal = h * (refused ? Math.min(1, growth) : growth);
    // A step cut short to land on a time says little about the step after it: the earlier wish stands.
    wanted = lands && !refused && landing < landings.length - 1 ? Math.max(proposal, wanted) : proposal;
    refused = false;
    if (leaveWhenStiff && !lands) {
      if (step.stiffness(h, next) > STABILITY_BOUNDARY) {
        inside = 0;
        boundary += 1;
      } else if (boundary > 0 && ++inside === 6) boundary = 0;
    }
    time = stop;
    record.push(time, next, 'explicit');
    [y, next] = [next, y];
    step.shift();
    if (lands) landing += 1;
    if (boundary >= STIFF_STREAK && (until - time) / h > WORTHWHILE_STEPS) {
      return 'stiff';
    }
  }
  return 'finished';
}

/** The factor after a refused step; a step into a region without numbers is retried at a fifth of its size. */
export const shrinkage = (factor: number): number =>
  Number.isNaN(factor) ? MIN_FACTOR : Math.max(MIN_FACTOR, factor);

function allFinite(values: Float64Array): boolean {
  for (let i = 0; i < values.length; i++) if (!Number.isFinite(values[i])) return false;
  return true;
}

/** The 7th order interpolant of DOP853, rebuilt from the two ends of a step. */
export function dop853Interpolator(field: VectorField): StepInterpolator {
  const step = new Dop853Step(field);
  const n = field.dimension;
  const coefficients = new Float64Array(7 * n);
  const y = new Float64Array(n);
  const next = new Float64Array(n);
  return {
    prepare(start, stop, from, to) {
      const h = stop - start;
      y.set(from);
      step.begin(start, y);
      step.advance(start, h, y, next);
      // The recorded end is kept, so that the interpolant passes through the states that `at` returns.
      next.set(to);
      step.finish(stop, next);
      step.interpolant(start, h, y, next, coefficients);
    },
    into: (x, out) => evaluateInterpolant(coefficients, y, x, out),
  };
}
