/** Outcomes of many trials, counted by kind and verdict. */
import type { TrialResult } from './trial.js';

export interface Found {
  readonly index: number;
  readonly result: TrialResult;
}

export class Tally {
  trials = 0;
  readonly counts = new Map<string, number>();
  readonly wrong: Found[] = [];
  slowest: Found | undefined;

  add(index: number, result: TrialResult): void {
    this.trials += 1;
    this.counts.set(result.outcome, (this.counts.get(result.outcome) ?? 0) + 1);
    if (result.wrong !== undefined) this.wrong.push({ index, result });
    if (this.slowest === undefined || result.ms > this.slowest.result.ms) this.slowest = { index, result };
  }

  /** One line a kind, with the count of each verdict. */
  table(): string {
    const kinds = new Map<string, string[]>();
    const totals = new Map<string, number>();
    for (const [outcome, count] of [...this.counts].sort()) {
      const at = outcome.indexOf(': ');
      const [kind, verdict] = [outcome.slice(0, at), outcome.slice(at + 2)];
      kinds.set(kind, [...(kinds.get(kind) ?? []), `${count} ${verdict}`]);
      totals.set(kind, (totals.get(kind) ?? 0) + count);
    }
    return [...kinds]
      .map(
        ([kind, verdicts]) =>
          `  ${kind.padEnd(32)} ${`${totals.get(kind)}`.padStart(7)}  ${verdicts.join(', ')}`,
      )
      .join('\n');
  }
}
