import { type CheckReport, exitCodeOf } from '../check/result.js';

/** What a shell learns from a command. */
export const EXIT = { asRequired: 0, fellShort: 1, badInput: 2, interrupted: 130 } as const;
export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/**
 * A run that checked nothing is no success: it has checked the wrong place. Where nothing has changed, and in a part of a run
 * that has more parts than work, there is nothing to check.
 */
export function exitCodeFor(report: CheckReport): ExitCode {
  if (report.summary.interrupted) return EXIT.interrupted;
  const { unchanged = 0, shard } = report.summary;
  if (report.results.length === 0 && unchanged === 0 && shard === undefined) return EXIT.badInput;
  return exitCodeOf(report);
}
