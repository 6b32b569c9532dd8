import { dop853Interpolator, runDop853 } from './dop853.js';
import { checkFlow, type Flow } from './flow.js';
import {
  type IntegrationOptions,
  type IntegrationPlan,
  planIntegration,
  requireGoing,
} from './integration-plan.js';
import { radauInterpolator, runRadau } from './radau.js';
import { StepRecord, type Trajectory } from './trajectory.js';

/**
 * Integrates a flow from time 0 to `options.until`.
 * @throws FlowproofError `flow-state`, `flow-options` for the input; `flow-not-finite`, `flow-step-underflow`,
 *   `flow-too-many-steps` where the integration ends early, naming time and component.
 * @throws the signal's reason when it is aborted; `flow-stopped` where the caller wants no more.
 */
export function integrate(flow: Flow, options: IntegrationOptions): Trajectory {
  checkFlow(flow);
  return runPlan(flow, planIntegration(options));
}

/** An empty record of the flow that knows how to interpolate the steps of both methods. */
export const recordOf = (flow: Flow): StepRecord =>
  new StepRecord(flow.field, flow.initial, {
    explicit: () => dop853Interpolator(flow.field),
    implicit: () => radauInterpolator(flow.field),
  });

export function runPlan(flow: Flow, plan: IntegrationPlan): StepRecord {
  const record = recordOf(flow);
  requireGoing(plan);
  if (plan.method === 'implicit') {
    runRadau(record, plan);
    return record;
  }
  if (runDop853(record, plan, plan.method === 'auto') === 'stiff') runRadau(record, plan);
  return record;
}
