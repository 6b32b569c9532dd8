import { readFileSync, statSync } from 'node:fs';
import * as v from 'valibot';
import type { CheckReport } from '../check/result.js';
import { FlowproofError } from '../errors.js';
import { ReportSchema } from '../report/index.js';

/** A report that `flowproof check --json` wrote, and when that was. */
export interface StoredReport {
  readonly report: CheckReport;
  readonly writtenMs: number;
}

/**
 * @throws FlowproofError `bad-report` for a file that is no report, with the place in it.
 */
export function readReport(path: string): StoredReport {
  const fail = (found: string): never => {
    throw new FlowproofError({
      code: 'bad-report',
      message: 'this is not a report of flowproof',
      expected: 'a file written by flowproof check --json report.json',
      found,
      place: { file: path },
    });
  };
  let data: unknown;
  let writtenMs: number;
  try {
    const facts = statSync(path);
    // A fifo would keep us waiting for ever.
    if (!facts.isFile()) return fail('something that is not a regular file');
    writtenMs = facts.mtimeMs;
    data = JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    return fail(error instanceof Error ? error.message : String(error));
  }
  const parsed = v.safeParse(ReportSchema, data);
  // Nothing that the schema lets through besides is read by anybody; a report that is written again keeps it.
  if (parsed.success) return { report: parsed.output as unknown as CheckReport, writtenMs };
  const [issue] = parsed.issues;
  return fail(`${v.getDotPath(issue) ?? 'the file'}: ${issue.message}`);
}
