import { FlowproofError } from '../errors.js';
import type { VectorField } from './flow.js';

/** `flow-not-finite`: the field left the numbers at a state that was reached. */
export function notFinite(field: VectorField, time: number, values: Float64Array): FlowproofError {
  const index = Math.max(
    0,
    values.findIndex((x) => !Number.isFinite(x)),
  );
  return new FlowproofError({
    code: 'flow-not-finite',
    message: `the flow is not finite at time ${time}: d(${field.names[index]})/dt is ${values[index]}`,
    expected: 'a finite vector field along the whole flow',
    found: `${values[index]} in component ${index} (${field.names[index]})`,
    hint: 'the solution blows up, leaves the domain of its field, or starts outside of it',
  });
}

/** `flow-step-underflow`: the error control wants a step that no longer changes the time. */
export function stepUnderflow(
  field: VectorField,
  time: number,
  step: number,
  error: Float64Array,
): FlowproofError {
  let index = 0;
  for (let i = 1; i < error.length; i++) if (Math.abs(error[i]) > Math.abs(error[index])) index = i;
  return new FlowproofError({
    code: 'flow-step-underflow',
    message: `the integrator cannot pass time ${time}: component ${field.names[index]} asks for a step below ${step}`,
    expected: 'a step that changes the time',
    found: `a step of ${step} at time ${time}`,
    hint: 'the solution is singular there, or the tolerances are below what float64 can give',
  });
}

/** `flow-too-many-steps`. */
export function tooManySteps(
  field: VectorField,
  time: number,
  until: number,
  maxSteps: number,
  slope: Float64Array,
): FlowproofError {
  let index = 0;
  for (let i = 1; i < slope.length; i++) if (Math.abs(slope[i]) > Math.abs(slope[index])) index = i;
  return new FlowproofError({
    code: 'flow-too-many-steps',
    message: `the integrator used all ${maxSteps} steps at time ${time} of ${until}`,
    expected: `the end at time ${until} within ${maxSteps} steps`,
    found: `time ${time}; the fastest component is ${field.names[index]}, with slope ${slope[index]}`,
    hint: "raise maxSteps, loosen the tolerances, or choose method: 'implicit' if the flow is stiff",
  });
}

/** `flow-stopped`. */
export const stoppedEarly = (): FlowproofError =>
  new FlowproofError({
    code: 'flow-stopped',
    message: 'the integration was stopped before its end',
    expected: 'an integration that ends within what it is given',
    hint: 'give it more time, or an earlier end',
  });

/** `flow-options`: an option outside its range. */
export const badOption = (name: string, expected: string, found: unknown): FlowproofError =>
  new FlowproofError({
    code: 'flow-options',
    message: `the option ${name} of the integration is out of range`,
    expected,
    found: String(found),
  });

/** `flow-time`: a time the trajectory does not cover. */
export const outsideTrajectory = (time: number, end: number): FlowproofError =>
  new FlowproofError({
    code: 'flow-time',
    message: 'the trajectory does not cover this time',
    expected: `a time in [0, ${end}]`,
    found: String(time),
  });

/** `flow-lost-accuracy`: the error bound is too large for the number to mean anything. */
export const lostAccuracy = (found: string, time: number): FlowproofError =>
  new FlowproofError({
    code: 'flow-lost-accuracy',
    message: `the integrated flow has lost its accuracy by time ${time}`,
    expected: 'an error bound well below the size of what is measured',
    found,
    hint: 'the flow amplifies rounding (an unstable point): compare at earlier times, or tighten the tolerances',
  });
