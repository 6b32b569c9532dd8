import { shrinkage, ulpAbove } from './dop853.js';
import type { VectorField } from './flow.js';
import { notFinite, stepUnderflow, tooManySteps } from './flow-failures.js';
import { initialStep } from './initial-step.js';
import { type IntegrationPlan, requireGoing } from './integration-plan.js';
import { NEWTON_ITERATIONS, RADAU_ABSCISSAE, RadauStep } from './radau-step.js';
import type { StepInterpolator, StepRecord } from './trajectory.js';

const MAX_FACTOR = 10;

/** How exactly the stages are solved, in units of the step's tolerance. */
export const newtonTolerance = (relative: number): number =>
  Math.max((10 * Number.EPSILON) / relative, Math.min(0.03, Math.sqrt(relative)));

/**
 * Integrates with Radau IIA of order 5 from the end of `record` to the end of the plan, with the predictive step control
 * of Hairer and Wanner, and lands on each of the plan's times.
 * @throws FlowproofError `flow-not-finite`, `flow-step-underflow`, `flow-too-many-steps`.
 */
export function runRadau(record: StepRecord, plan: IntegrationPlan): void {
  const { relativeTolerance: relative, absoluteTolerance: absolute, landings } = plan;
  const { field } = record;
  const step = new RadauStep(field);
  const n = field.dimension;
  let y = Float64Array.from(record.stateOf(record.steps));
  let next = new Float64Array(n);
  let time = record.end;
  let landing = record.landingAfter(landings);
  if (landing >= landings.length) return;
  const until = landings[landings.length - 1];
  step.begin(time, y);
  if (!step.slope.every(Number.isFinite)) throw notFinite(field, time, step.slope);
  step.linearise(time, y);
  const tolerance = newtonTolerance(relative);
  let wanted = initialStep(step, time, y, 3, relative, absolute);
  let fresh = true;
  let refused = false;
  let lastStep = 0;
  let lastError = 0;
  while (landing < landings.length) {
    if (record.steps + record.rejected >= plan.maxSteps) {
      throw tooManySteps(field, time, until, plan.maxSteps, step.slope);
    }
    if ((record.steps & 15) === 0) requireGoing(plan);
    const smallest = 10 * ulpAbove(time);
    if (wanted < smallest) {
      if (refused) {
        step.componentErrors(next);
        throw next.every(Number.isFinite)
          ? stepUnderflow(field, time, wanted, next)
          : notFinite(field, time, next);
      }
      wanted = smallest;
    }
    const lands = time + wanted >= landings[landing];
    const stop = lands ? landings[landing] : time + wanted;
    const h = stop - time;
    // The collocation polynomial of the last step, continued, is a good first guess for the stages of this one.
    if (lastStep === 0) for (const stage of step.stages) stage.fill(0);
    else predictStages(step, h / lastStep, next, y);
    const kept = step.stages.map((stage) => stage.slice());
    let outcome = step.prepare(h) ? step.solve(time, h, y, relative, absolute, tolerance) : undefined;
    if (!outcome?.converged && !fresh) {
      step.linearise(time, y);
      fresh = true;
      step.stages.forEach((stage, s) => {
        stage.set(kept[s]);
      });
      outcome = step.prepare(h) ? step.solve(time, h, y, relative, absolute, tolerance) : undefined;
    }
    if (!outcome?.converged) {
      wanted = 0.5 * h;
      refused = true;
      lastStep = 0;
      record.rejected += 1;
      continue;
    }
    for (let i = 0; i < n; i++) next[i] = y[i] + step.stages[2][i];
    const first = record.steps === 0 || refused;
    const error = step.errorNorm(time, h, y, next, relative, absolute, first);
    const safety = (0.9 * (2 * NEWTON_ITERATIONS + 1)) / (2 * NEWTON_ITERATIONS + outcome.iterations);
    const factor = predictedFactor(h, lastStep, error, lastError);
    if (!(error <= 1)) {
      wanted = h * shrinkage(safety * factor);
      refused = true;
      lastStep = 0;
      record.rejected += 1;
      continue;
    }
    record.push(stop, next, 'implicit');
    let growth = Math.min(MAX_FACTOR, safety * factor);
    // A new Jacobian where Newton converged slowly, or with the new factors a larger step needs.
    const renew = outcome.iterations > 2 && (outcome.rate ?? 0) > 1e-3;
    if (!renew && growth < 1.2) growth = 1;
    const proposal = h * growth;
    wanted = lands && !refused && landing < landings.length - 1 ? Math.max(proposal, wanted) : proposal;
    refused = false;
    lastStep = h;
    lastError = error;
    time = stop;
    [y, next] = [next, y];
    step.begin(time, y);
    if (!step.slope.every(Number.isFinite)) throw notFinite(field, time, step.slope);
    fresh = renew;
    if (renew) step.linearise(time, y);
    if (lands) landing += 1;
  }
  record.evaluations += step.evaluations;
}

function predictedFactor(h: number, before: number, error: number, errorBefore: number): number {
  const multiplier =
    before === 0 || errorBefore === 0 || error === 0 ? 1 : (h / before) * (errorBefore / error) ** 0.25;
  return Math.min(1, multiplier) * error ** -0.25;
}

/** Continues the last step's polynomial over the next one; `from` and `y` are the last step's start and end. */
function predictStages(step: RadauStep, ratio: number, from: Float64Array, y: Float64Array): void {
  const guesses = RADAU_ABSCISSAE.map((c) => {
    const out = new Float64Array(y.length);
    step.collocation(1 + c * ratio, from, out);
    return out;
  });
  guesses.forEach((guess, s) => {
    for (let i = 0; i < y.length; i++) step.stages[s][i] = guess[i] - y[i];
  });
}

/** The collocation polynomial (order 3 between the steps), rebuilt from the two ends of a step. */
export function radauInterpolator(field: VectorField): StepInterpolator {
  const step = new RadauStep(field);
  const n = field.dimension;
  const y = new Float64Array(n);
  return {
    prepare(start, stop, from, to) {
      const h = stop - start;
      y.set(from);
      step.begin(start, y);
      step.linearise(start, y);
      step.stages.forEach((stage, s) => {
        for (let i = 0; i < n; i++) stage[i] = RADAU_ABSCISSAE[s] * (to[i] - from[i]);
      });
      if (!step.prepare(h) || !step.solve(start, h, y, 1e-13, 1e-15, 1).converged) {
        // Newton may stall at the rounding floor: the stages are then as exact as they can be.
        step.solve(start, h, y, 1e-9, 1e-12, 1);
      }
      // Pass through the recorded end exactly.
      for (let i = 0; i < n; i++) step.stages[2][i] = to[i] - from[i];
    },
    into: (x, out) => step.collocation(x, y, out),
  };
}
