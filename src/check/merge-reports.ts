/** Puts the reports of the parts of one run together. */
import { FlowproofError } from '../errors.js';
import { attachFlows } from './attach-flows.js';
import type { CheckReport, ClaimResult } from './result.js';
import type { ShardOfRun } from './shard.js';
import { summaryOf } from './summary.js';

export interface NamedReport {
  /** What messages call it: its file. */
  readonly name: string;
  readonly report: CheckReport;
}

interface Part extends NamedReport {
  readonly shard: ShardOfRun;
}

/**
 * The report that one run would have given, times apart.
 * @throws FlowproofError `not-one-run` where a part is missing, given twice, interrupted, or of another run.
 */
export function mergeReports(reports: readonly NamedReport[]): CheckReport {
  const parts = reports.map(partOf);
  const [first] = parts;
  if (first === undefined)
    throw refusal('there is nothing to put together', 'the reports of all parts', 'none');
  for (const part of parts) requireSameRun(first, part);
  requireAllParts(parts);
  const results = attachFlows(inOrder(parts));
  const problems = [
    ...new Map(parts.flatMap(({ report }) => report.problems.map((p) => [JSON.stringify(p), p]))).values(),
  ];
  const { ignored, seed } = first.report.summary;
  return {
    results,
    problems,
    summary: summaryOf(results, {
      problems: problems.length,
      ignored,
      seed,
      ms: parts.reduce((sum, { report }) => sum + report.summary.ms, 0),
      interrupted: false,
    }),
  };
}

function partOf({ name, report }: NamedReport): Part {
  const { shard, interrupted } = report.summary;
  if (shard === undefined) {
    throw refusal(
      `${name} is the report of a whole run`,
      'a report of check --shard',
      'no shard in its summary',
    );
  }
  if (interrupted || report.results.length !== shard.positions.length) {
    throw refusal(
      `${name} is not the report of its whole part`,
      `${shard.positions.length} results`,
      interrupted ? 'an interrupted run' : `${report.results.length} results`,
    );
  }
  return { name, report, shard };
}

function requireSameRun(first: Part, part: Part): void {
  if (part.shard.count !== first.shard.count) {
    throw refusal(
      `${first.name} and ${part.name} are parts of different splits`,
      `a part of ${first.shard.count}`,
      `a part of ${part.shard.count}`,
    );
  }
  if (part.shard.whole !== first.shard.whole || part.shard.total !== first.shard.total) {
    throw refusal(
      `${first.name} and ${part.name} are not of the same run`,
      'the same claims, options and seed, the same flowproof and the same Node in all parts',
      part.report.summary.seed === first.report.summary.seed
        ? 'another run'
        : `seeds ${first.report.summary.seed} and ${part.report.summary.seed}`,
    );
  }
}

function requireAllParts(parts: readonly Part[]): void {
  const byIndex = new Map<number, Part>();
  for (const part of parts) {
    const other = byIndex.get(part.shard.index);
    if (other !== undefined) {
      throw refusal(
        `${other.name} and ${part.name} are the same part`,
        'every part once',
        `part ${part.shard.index} of ${part.shard.count} twice`,
      );
    }
    byIndex.set(part.shard.index, part);
  }
  const { count } = parts[0].shard;
  const missing = Array.from({ length: count }, (_, k) => k + 1).filter((index) => !byIndex.has(index));
  if (missing.length > 0) {
    throw refusal(
      'not all parts are here',
      `the reports of all ${count} parts`,
      `no report of part ${missing.join(', ')}`,
    );
  }
}

/** Every position of the whole run is taken by exactly one result. */
function inOrder(parts: readonly Part[]): ClaimResult[] {
  const { total } = parts[0].shard;
  const slots = new Map<number, ClaimResult>();
  for (const { report, shard } of parts) {
    shard.positions.forEach((position, k) => {
      slots.set(position, report.results[k]);
    });
  }
  const placed = Array.from({ length: total }, (_, position) => slots.get(position));
  const found = placed.filter((result) => result !== undefined);
  const given = parts.reduce((sum, { shard }) => sum + shard.positions.length, 0);
  if (found.length !== total || given !== total) {
    throw refusal(
      'the parts do not fit together',
      `${total} results, one a place`,
      `${given} for ${found.length} places`,
    );
  }
  return found;
}

const refusal = (message: string, expected: string, found: string): FlowproofError =>
  new FlowproofError({
    code: 'not-one-run',
    message,
    expected,
    found,
    hint: 'flowproof merge shard-1.json shard-2.json …, the --json reports of check --shard 1/n to n/n',
  });
