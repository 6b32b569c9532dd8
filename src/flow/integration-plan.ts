import { badOption, stoppedEarly } from './flow-failures.js';
import type { StepMethod } from './trajectory.js';

/** What an integration is asked for. */
export interface IntegrationOptions {
  /** The end time, >= 0. */
  readonly until: number;
  /** Times in [0, until] on which a step must end, so that no interpolation enters there. */
  readonly times?: ArrayLike<number>;
  /** Local error a step, relative to the component; at least 2.3e-14. Default 1e-10. */
  readonly relativeTolerance?: number;
  /** Local error a step, absolute; positive. Default 1e-12. */
  readonly absoluteTolerance?: number;
  /** Accepted and refused steps together. Default 100,000. */
  readonly maxSteps?: number;
  readonly signal?: AbortSignal;
  /** Asked every few steps: is the integration to end, e.g. because a budget is spent? */
  readonly stopped?: () => boolean;
  /**
   * `explicit`: DOP853 (order 8). `implicit`: Radau IIA (order 5), for stiff flows. `auto` (default): explicit, until
   * stability and not accuracy holds the steps back and hundreds of them are left.
   */
  readonly method?: StepMethod | 'auto';
}

/** Checked options. */
export interface IntegrationPlan {
  /** Increasing, positive; the last one is the end. Empty when the end is 0. */
  readonly landings: Float64Array;
  readonly relativeTolerance: number;
  readonly absoluteTolerance: number;
  readonly maxSteps: number;
  readonly signal?: AbortSignal;
  readonly stopped?: () => boolean;
  readonly method: StepMethod | 'auto';
}

/** The finest relative tolerance that float64 can serve. */
export const FINEST_RELATIVE_TOLERANCE = 100 * Number.EPSILON;

/** @throws FlowproofError `flow-options`. */
export function planIntegration(options: IntegrationOptions): IntegrationPlan {
  const { until, times = [], relativeTolerance = 1e-10, absoluteTolerance = 1e-12 } = options;
  const { maxSteps = 100_000, signal, stopped, method = 'auto' } = options;
  if (!(until >= 0 && until < Number.POSITIVE_INFINITY)) {
    throw badOption('until', 'a finite time >= 0', until);
  }
  if (!(relativeTolerance >= FINEST_RELATIVE_TOLERANCE && relativeTolerance < 1)) {
    throw badOption('relativeTolerance', `a number in [${FINEST_RELATIVE_TOLERANCE}, 1)`, relativeTolerance);
  }
  if (!(absoluteTolerance > 0 && absoluteTolerance < Number.POSITIVE_INFINITY)) {
    throw badOption('absoluteTolerance', 'a finite number > 0', absoluteTolerance);
  }
  if (!(Number.isInteger(maxSteps) && maxSteps > 0)) throw badOption('maxSteps', 'an integer > 0', maxSteps);
  if (method !== 'explicit' && method !== 'implicit' && method !== 'auto') {
    throw badOption('method', "'explicit', 'implicit' or 'auto'", method);
  }
  const wanted = Array.from(times);
  for (const time of wanted) {
    if (!(time >= 0 && time <= until)) throw badOption('times', `times in [0, ${until}]`, time);
  }
  const landings = [...new Set([...wanted, until])].filter((time) => time > 0).sort((a, b) => a - b);
  return {
    landings: Float64Array.from(landings),
    relativeTolerance,
    absoluteTolerance,
    maxSteps,
    signal,
    stopped,
    method,
  };
}

/** @throws the signal's reason when it is aborted; FlowproofError `flow-stopped` where the caller wants no more. */
export function requireGoing({ signal, stopped }: Pick<IntegrationOptions, 'signal' | 'stopped'>): void {
  signal?.throwIfAborted();
  if (stopped?.()) throw stoppedEarly();
}
