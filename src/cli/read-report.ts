import { readFileSync, statSync } from 'node:fs';
import * as v from 'valibot';
import type { ClaimResult } from '../check/result.js';
import { FlowproofError } from '../errors.js';

const WHOLE = v.pipe(v.number(), v.integer(), v.minValue(0));
const FLOAT = v.union([v.number(), v.picklist(['NaN', 'Infinity', '-Infinity'])]);
const VERDICT = v.picklist(['proved', 'certified', 'supported', 'undecided', 'refuted', 'error']);

const COUNTEREXAMPLE = v.object({
  point: v.record(v.string(), v.string()),
  values: v.array(v.object({ label: v.string(), value: v.string() })),
  because: v.string(),
});

const number = v.pipe(FLOAT, v.transform(Number));

const EVIDENCE = v.variant('kind', [
  v.object({ kind: v.literal('exact-proof'), method: v.string(), certificate: v.unknown(), ms: number }),
  v.object({
    kind: v.literal('box-cover'),
    certificate: v.object({
      boxes: WHOLE,
      outside: WHOLE,
      bits: WHOLE,
      tails: v.array(
        v.object({ symbol: v.string(), from: v.string(), side: v.picklist(['above', 'below']) }),
      ),
    }),
    ms: number,
  }),
  v.object({ kind: v.literal('no-proof'), reason: v.string(), ms: number }),
  v.object({
    kind: v.literal('sampled'),
    draws: WHOLE,
    undefinedDraws: WHOLE,
    undecidedDraws: WHOLE,
    digits: WHOLE,
    worstError: v.string(),
    seed: v.number(),
    ms: number,
  }),
  v.object({ kind: v.literal('refutation'), counterexample: COUNTEREXAMPLE, seed: v.number(), ms: number }),
  v.object({
    kind: v.literal('flow'),
    proof: v.string(),
    agrees: v.boolean(),
    runs: WHOLE,
    worstRatio: number,
    worstDeviation: number,
    rejectedControls: v.optional(WHOLE),
    seed: v.number(),
    ms: number,
  }),
  v.object({
    kind: v.literal('boundary'),
    variable: v.string(),
    draws: WHOLE,
    decided: WHOLE,
    oneSided: WHOLE,
    undecided: WHOLE,
    nearest: number,
    worstRatio: number,
    example: v.optional(
      v.object({
        point: v.record(v.string(), v.string()),
        stated: number,
        measured: number,
        bound: number,
      }),
    ),
    seed: v.number(),
    ms: number,
  }),
  v.object({
    kind: v.literal('second-opinion'),
    oracle: v.string(),
    opinion: v.picklist(['equal', 'different', 'none']),
    note: v.optional(v.string()),
  }),
]);

const RESULT = v.object({
  file: v.string(),
  line: v.optional(v.number()),
  derivation: v.string(),
  claim: v.string(),
  kind: v.picklist([
    'equality',
    'chain',
    'inequality',
    'derivative',
    'solves',
    'conserved',
    'limit',
    'order',
    'extends',
    'integral',
    'sum',
    'expectation',
    'boundary',
    'minimiser',
    'flow',
  ]),
  // A report without fingerprints fits no claim.
  fingerprint: v.optional(v.string(), ''),
  verdict: VERDICT,
  expected: v.picklist(['supported', 'certified', 'proved', 'refuted']),
  ok: v.boolean(),
  ms: number,
  reason: v.optional(v.string()),
  evidence: v.array(EVIDENCE),
  counterexample: v.optional(COUNTEREXAMPLE),
  firstWrongStep: v.optional(v.number()),
  right: v.optional(v.string()),
});

const REPORT = v.object({
  results: v.array(RESULT),
  problems: v.array(v.unknown()),
  summary: v.object({ interrupted: v.boolean() }),
});

/** What a report that `flowproof check --json` wrote says, and when that was. */
export interface StoredReport {
  readonly results: readonly ClaimResult[];
  /** How many problems of the input it reports. */
  readonly problems: number;
  readonly interrupted: boolean;
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
  const parsed = v.safeParse(REPORT, data);
  if (parsed.success) {
    const { results, problems, summary } = parsed.output;
    return { results, problems: problems.length, interrupted: summary.interrupted, writtenMs };
  }
  const [issue] = parsed.issues;
  return fail(`${v.getDotPath(issue) ?? 'the file'}: ${issue.message}`);
}
