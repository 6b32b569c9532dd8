/** What one fuzz trial found. */
import type { Domain } from '../../../src/domain/domain.js';
import { describeDomain } from '../../../src/domain/read-domain.js';

export interface TrialResult {
  /** `kind: verdict`, for the counts. */
  readonly outcome: string;
  /** The claim and its domain, to run it again. */
  readonly claim: string;
  /** Set where a verdict is wrong, something crashed, or two parts contradict each other. */
  readonly wrong?: string;
  readonly ms: number;
  /** Set where the budget of the trial was overrun: the time of {@link stopwatch}, and what it was given. */
  readonly overMs?: number;
  readonly budgetMs?: number;
}

interface Finding {
  readonly verdict: string;
  readonly wrong?: string;
  readonly overMs?: number;
  readonly budgetMs?: number;
}

/** A trial may take this many times its budget, and a moment more: steps that cannot be interrupted end first. */
const LATE_FACTOR = 2;
const LATE_MS = 150;

export const isOverBudget = ({ overMs = 0, budgetMs = 0 }: TrialResult): boolean =>
  overMs > LATE_FACTOR * budgetMs + LATE_MS;

/**
 * Milliseconds of work since the call: wall time, or the processor time of this process where that is less. Budgets are wall
 * times; what other processes do meanwhile is not the trial's, and one that waits for nothing is caught by who waits for it.
 */
export function stopwatch(): () => number {
  const [wall, work] = [performance.now(), process.cpuUsage()];
  return () => {
    const { user, system } = process.cpuUsage(work);
    return Math.min(performance.now() - wall, (user + system) / 1_000);
  };
}

export const claimText = (text: string, domain: Domain): string => `${text}  over  ${describeDomain(domain)}`;

/** Runs a trial; a crash is a finding. */
export async function timed(
  kind: string,
  claim: string,
  run: () => Promise<Finding> | Finding,
): Promise<TrialResult> {
  const start = performance.now();
  try {
    const { verdict, ...rest } = await run();
    return { outcome: `${kind}: ${verdict}`, claim, ms: performance.now() - start, ...rest };
  } catch (error) {
    const text = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
    // A domain without points is no claim.
    if (/no point of the domain|never holds/.test(text))
      return { outcome: `${kind}: no domain`, claim, ms: performance.now() - start };
    return {
      outcome: `${kind}: crash`,
      claim,
      ms: performance.now() - start,
      wrong: `threw ${text.slice(0, 400)}`,
    };
  }
}
