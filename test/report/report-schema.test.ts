import { readFileSync } from 'node:fs';
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { REPORT_SCHEMA_FILE, reportSchemaText } from '../../scripts/write-schema.js';
import type { ClaimResult } from '../../src/check/result.js';
import type { Evidence } from '../../src/claim/verdict.js';
import { ReportSchema, reportToJson } from '../../src/report/index.js';
import { ERRATUM, FLOW, PROVED, REFUTED, reportOf, result, SUPPORTED, UNDECIDED } from './sample-report.js';

const timed = { seed: 1, ms: 0.5 };
/** One of every kind: the type asks for all. */
const EVIDENCE: { readonly [Kind in Evidence['kind']]: Extract<Evidence, { kind: Kind }> } = {
  'exact-proof': {
    kind: 'exact-proof',
    method: 'equality',
    certificate: { big: 3n },
    log2Error: -133,
    ms: 1,
  },
  'box-cover': {
    kind: 'box-cover',
    certificate: { boxes: 3, outside: 0, bits: 53, tails: [{ symbol: 'x', from: '8', side: 'above' }] },
    ms: 1,
  },
  'no-proof': { kind: 'no-proof', reason: 'the budget ended', ms: 1 },
  sampled: {
    kind: 'sampled',
    draws: 9,
    undefinedDraws: 1,
    undecidedDraws: 0,
    digits: 50,
    worstError: '1e-60',
    ...timed,
  },
  instances: { kind: 'instances', instances: 4, undefinedInstances: 0, agreeing: 4, ...timed },
  refutation: {
    kind: 'refutation',
    counterexample: { point: { x: '1/3' }, values: [{ label: 'left', value: '2' }], because: 'it is so' },
    ...timed,
  },
  flow: {
    kind: 'flow',
    proof: 'p',
    agrees: false,
    runs: 2,
    worstRatio: Number.POSITIVE_INFINITY,
    worstDeviation: Number.NaN,
    ...timed,
  },
  simulation: {
    kind: 'simulation',
    proof: 's',
    agrees: true,
    rows: [
      {
        case: 'I-a',
        predicted: 0.1,
        mean: 0.11,
        standardError: 0.01,
        runs: 40,
        allowance: 0.002,
        resolution: 0.05,
        agrees: true,
        decided: true,
        controls: [{ name: 'wrong', predicted: 1, deviation: -89, rejected: true }],
      },
    ],
    ...timed,
  },
  boundary: {
    kind: 'boundary',
    variable: 'lambda',
    draws: 8,
    decided: 8,
    oneSided: 0,
    undecided: 0,
    nearest: 1e-4,
    worstRatio: 0.4,
    example: { point: { s: '1' }, stated: 0.7, measured: 0.7, bound: 1e-6 },
    ...timed,
  },
  'second-opinion': { kind: 'second-opinion', oracle: 'nerdamer', opinion: 'none', note: 'silent' },
};
const RESULTS: readonly ClaimResult[] = [
  PROVED,
  SUPPORTED,
  REFUTED,
  ERRATUM,
  UNDECIDED,
  FLOW,
  ...Object.values(EVIDENCE).map((evidence) => result({ evidence: [evidence] })),
];

describe('the schema of reports', () => {
  it('is committed as it is generated', () => {
    expect(readFileSync(REPORT_SCHEMA_FILE, 'utf8')).toBe(reportSchemaText());
  });

  it('reads every kind of evidence back, and what it reads is written again as it was', () => {
    const text = reportToJson(reportOf(RESULTS));
    const parsed = v.safeParse(ReportSchema, JSON.parse(text));
    expect(parsed.issues).toBeUndefined();
    expect(reportToJson(parsed.output as unknown as ReturnType<typeof reportOf>)).toBe(text);
  });

  it.each([
    ['"verdict": "proved"', '"verdict": "proven"'],
    ['"kind": "simulation"', '"kind": "imagination"'],
    ['"rows": [', '"row": ['],
    ['"seed": 1', '"seed": -1'],
  ])('refuses %s as %s', (right, wrong) => {
    const text = reportToJson(reportOf(RESULTS));
    expect(text).toContain(right);
    expect(v.safeParse(ReportSchema, JSON.parse(text.replace(right, wrong))).success).toBe(false);
  });
});
