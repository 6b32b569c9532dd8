import type { AssumptionFinding, SuggestedDomain } from '../check/assumptions/assumption.js';
import type { CheckReport, ClaimResult } from '../check/result.js';
import type { Counterexample, Evidence, Verdict } from '../claim/verdict.js';
import type { WrittenDomain } from '../domain/write-domain.js';
import type { FailureFacts } from '../errors.js';

const VERDICTS: readonly Verdict[] = ['proved', 'certified', 'supported', 'undecided', 'refuted', 'error'];

/**
 * The report as one JSON object `{ results, problems, summary }`, keys in a fixed order, absent facts left out.
 * BigInts are written as decimal text, and floats JSON cannot hold as `"NaN"`, `"Infinity"`, `"-Infinity"`: nothing
 * turns into null on the way.
 */
export function reportToJson(report: CheckReport): string {
  const { summary } = report;
  const shaped = {
    results: report.results.map(resultToJson),
    problems: report.problems.map(problemToJson),
    summary: {
      claims: summary.claims,
      ok: summary.ok,
      short: summary.short,
      verdicts: Object.fromEntries(VERDICTS.map((v) => [v, summary.verdicts[v]])),
      problems: summary.problems,
      ignored: summary.ignored,
      seed: summary.seed,
      remembered: summary.remembered,
      ms: milliseconds(summary.ms),
      interrupted: summary.interrupted,
      notChecked: summary.notChecked,
      unchanged: summary.unchanged,
      shard: summary.shard && {
        index: summary.shard.index,
        count: summary.shard.count,
        total: summary.shard.total,
        positions: summary.shard.positions,
        whole: summary.shard.whole,
      },
    },
  };
  return `${JSON.stringify(jsonValue(shaped), undefined, 2)}\n`;
}

/** Is this the text of a report, as {@link reportToJson} writes it? */
export function isReport(text: string): boolean {
  try {
    const data = JSON.parse(text) as {
      results?: unknown;
      problems?: unknown;
      summary?: { verdicts?: unknown };
    } | null;
    return (
      Array.isArray(data?.results) &&
      Array.isArray(data.problems) &&
      typeof data.summary?.verdicts === 'object' &&
      Object.keys(data).length === 3
    );
  } catch {
    return false;
  }
}

/** Times to the microsecond: more digits are noise. */
const milliseconds = (ms: number): number => Math.round(ms * 1_000) / 1_000;

const resultToJson = (r: ClaimResult) => ({
  file: r.file,
  line: r.line,
  derivation: r.derivation,
  claim: r.claim,
  kind: r.kind,
  confronts: r.confronts,
  fingerprint: r.fingerprint,
  verdict: r.verdict,
  expected: r.expected,
  ok: r.ok,
  ms: milliseconds(r.ms),
  remembered: r.remembered,
  reason: r.reason,
  evidence: r.evidence.map(evidenceToJson),
  counterexample: r.counterexample && counterexampleToJson(r.counterexample),
  firstWrongStep: r.firstWrongStep,
  right: r.right,
  assumptions: r.assumptions?.map(assumptionToJson),
  assumptionsSkipped: r.assumptionsSkipped,
  suggestedDomain: r.suggestedDomain && suggestionToJson(r.suggestedDomain),
});

const assumptionToJson = (f: AssumptionFinding) => ({
  assumption: f.assumption,
  kind: f.kind,
  instead: f.instead,
  status: f.status,
  reason: f.reason,
  counterexample: f.counterexample && counterexampleToJson(f.counterexample),
  over: f.over && domainToJson(f.over),
  outside: f.outside && {
    draws: f.outside.draws,
    undefinedDraws: f.outside.undefinedDraws,
    undecidedDraws: f.outside.undecidedDraws,
  },
  evidence: f.evidence.map(evidenceToJson),
  ms: milliseconds(f.ms),
});

const suggestionToJson = ({ symbols, assume, changes, kept, evidence }: SuggestedDomain) => ({
  ...domainToJson({ symbols, assume }),
  changes,
  kept,
  evidence: evidence.map(evidenceToJson),
});

const domainToJson = ({ symbols, assume }: WrittenDomain) => ({ symbols, assume });

const counterexampleToJson = ({ point, values, because }: Counterexample) => ({ point, values, because });

/** Evidence with its kind first and the rest as it was found; what a certificate holds is not this room's business. */
function evidenceToJson(evidence: Evidence): object {
  const { kind, ...facts } = evidence;
  return 'ms' in facts ? { kind, ...facts, ms: milliseconds(facts.ms) } : { kind, ...facts };
}

const problemToJson = ({ code, message, expected, found, place, hint }: FailureFacts) => ({
  code,
  message,
  expected,
  found,
  place: place && { file: place.file, line: place.line, column: place.column },
  hint,
});

type Json = string | number | boolean | null | Json[] | { [key: string]: Json };

/**
 * Any data as JSON can hold it.
 * @throws TypeError for a cycle.
 */
export function jsonValue(value: unknown, within: readonly unknown[] = []): Json {
  switch (typeof value) {
    case 'string':
    case 'boolean':
      return value;
    case 'number':
      return Number.isFinite(value) ? value : String(value);
    case 'bigint':
      return String(value);
    case 'object':
      break;
    default:
      return String(value);
  }
  if (value === null) return null;
  if (within.includes(value))
    throw new TypeError('report: the evidence refers to itself and has no JSON form');
  const inside = [...within, value];
  if (Array.isArray(value) || ArrayBuffer.isView(value)) {
    return Array.from(value as unknown as Iterable<unknown>, (v) => jsonValue(v, inside));
  }
  if (value instanceof Set) return Array.from(value, (v) => jsonValue(v, inside));
  const entries: [string, unknown][] =
    value instanceof Map ? Array.from(value, ([k, v]) => [String(k), v]) : Object.entries(value);
  return Object.fromEntries(
    entries.filter(([, v]) => v !== undefined).map(([k, v]) => [k, jsonValue(v, inside)]),
  );
}
