/** The shape of a report of `flowproof check --json`, for whoever reads one. */
import * as v from 'valibot';
import type { ClaimResult } from '../check/result.js';
import type { Evidence, Verdict } from '../claim/verdict.js';

/** The keys of a record that has one for every member of a union: none can be forgotten. */
const every = <Name extends string>(names: Readonly<Record<Name, true>>): [Name, ...Name[]] =>
  Object.keys(names) as [Name, ...Name[]];

const whole = v.pipe(v.number(), v.integer(), v.minValue(0));
/** Floats that JSON cannot hold are written as text. */
const float = v.pipe(
  v.union([v.number(), v.picklist(['NaN', 'Infinity', '-Infinity'])]),
  v.transform(Number),
);
const texts = v.record(v.string(), v.string());

const VERDICTS = every<Verdict>({
  proved: true,
  certified: true,
  supported: true,
  undecided: true,
  refuted: true,
  error: true,
});
const VERDICT = v.picklist(VERDICTS);
const KIND = v.picklist(
  every<ClaimResult['kind']>({
    equality: true,
    chain: true,
    inequality: true,
    derivative: true,
    solves: true,
    conserved: true,
    limit: true,
    order: true,
    extends: true,
    integral: true,
    sum: true,
    expectation: true,
    boundary: true,
    minimiser: true,
    identity: true,
    rate: true,
    flow: true,
  }),
);

const COUNTEREXAMPLE = v.looseObject({
  point: texts,
  values: v.array(v.looseObject({ label: v.string(), value: v.string() })),
  because: v.string(),
});

const SIMULATED_ROW = v.looseObject({
  case: v.string(),
  predicted: float,
  mean: float,
  standardError: float,
  runs: whole,
  allowance: float,
  resolution: float,
  agrees: v.boolean(),
  decided: v.boolean(),
  controls: v.array(
    v.looseObject({ name: v.string(), predicted: float, deviation: float, rejected: v.boolean() }),
  ),
});

/** One schema a kind of evidence; the type asks for every kind. */
const EVIDENCE_KINDS = {
  'exact-proof': v.looseObject({
    kind: v.literal('exact-proof'),
    method: v.string(),
    certificate: v.unknown(),
    log2Error: v.optional(float),
    ms: float,
  }),
  'box-cover': v.looseObject({
    kind: v.literal('box-cover'),
    certificate: v.looseObject({
      kind: v.optional(v.literal('box-cover')),
      boxes: whole,
      outside: whole,
      bits: whole,
      tails: v.array(
        v.looseObject({ symbol: v.string(), from: v.string(), side: v.picklist(['above', 'below']) }),
      ),
    }),
    ms: float,
  }),
  'no-proof': v.looseObject({ kind: v.literal('no-proof'), reason: v.string(), ms: float }),
  sampled: v.looseObject({
    kind: v.literal('sampled'),
    draws: whole,
    undefinedDraws: whole,
    undecidedDraws: whole,
    digits: whole,
    worstError: v.string(),
    seed: whole,
    ms: float,
  }),
  instances: v.looseObject({
    kind: v.literal('instances'),
    instances: whole,
    undefinedInstances: whole,
    agreeing: whole,
    seed: whole,
    ms: float,
  }),
  refutation: v.looseObject({
    kind: v.literal('refutation'),
    counterexample: COUNTEREXAMPLE,
    seed: whole,
    ms: float,
  }),
  flow: v.looseObject({
    kind: v.literal('flow'),
    proof: v.string(),
    agrees: v.boolean(),
    runs: whole,
    worstRatio: float,
    worstDeviation: float,
    rejectedControls: v.optional(whole),
    seed: whole,
    ms: float,
  }),
  simulation: v.looseObject({
    kind: v.literal('simulation'),
    proof: v.string(),
    agrees: v.boolean(),
    rows: v.array(SIMULATED_ROW),
    seed: whole,
    ms: float,
  }),
  boundary: v.looseObject({
    kind: v.literal('boundary'),
    variable: v.string(),
    draws: whole,
    decided: whole,
    oneSided: whole,
    undecided: whole,
    nearest: float,
    worstRatio: float,
    example: v.optional(v.looseObject({ point: texts, stated: float, measured: float, bound: float })),
    seed: whole,
    ms: float,
  }),
  'second-opinion': v.looseObject({
    kind: v.literal('second-opinion'),
    oracle: v.string(),
    opinion: v.picklist(['equal', 'different', 'none']),
    note: v.optional(v.string()),
  }),
} satisfies { readonly [Kind in Evidence['kind']]: v.GenericSchema<unknown, { kind: Kind }> };

const EVIDENCE = v.variant('kind', Object.values(EVIDENCE_KINDS));

const DOMAIN = { symbols: v.record(v.string(), v.unknown()), assume: v.optional(v.array(v.string())) };

const ASSUMPTION = v.looseObject({
  assumption: v.string(),
  kind: v.string(),
  instead: v.optional(v.string()),
  status: v.string(),
  reason: v.optional(v.string()),
  counterexample: v.optional(COUNTEREXAMPLE),
  evidence: v.array(EVIDENCE),
  ms: float,
});

const RESULT = v.looseObject({
  file: v.string(),
  line: v.optional(v.pipe(v.number(), v.integer())),
  derivation: v.string(),
  claim: v.pipe(v.string(), v.description('Id of the claim; for kind flow, of the proof or the simulation.')),
  kind: KIND,
  confronts: v.optional(v.array(v.string())),
  // A report without fingerprints fits no claim.
  fingerprint: v.optional(v.string(), ''),
  verdict: VERDICT,
  expected: v.picklist(['supported', 'certified', 'proved', 'refuted']),
  ok: v.boolean(),
  ms: float,
  remembered: v.optional(v.literal(true)),
  reason: v.optional(v.string()),
  evidence: v.array(EVIDENCE),
  counterexample: v.optional(COUNTEREXAMPLE),
  firstWrongStep: v.optional(whole),
  right: v.optional(v.string()),
  assumptions: v.optional(v.array(ASSUMPTION)),
  assumptionsSkipped: v.optional(v.string()),
  suggestedDomain: v.optional(
    v.looseObject({
      ...DOMAIN,
      changes: v.array(v.string()),
      kept: v.array(v.string()),
      evidence: v.array(EVIDENCE),
    }),
  ),
});

const PROBLEM = v.looseObject({
  code: v.string(),
  message: v.string(),
  expected: v.optional(v.string()),
  found: v.optional(v.string()),
  place: v.optional(
    v.looseObject({
      file: v.optional(v.string()),
      line: v.optional(v.number()),
      column: v.optional(v.number()),
    }),
  ),
  hint: v.optional(v.string()),
});

const SHARD = v.looseObject({
  index: whole,
  count: whole,
  total: whole,
  positions: v.array(whole),
  whole: v.string(),
});

/** A report of `check --json` (or of `merge --json`). */
export const ReportSchema = v.looseObject({
  results: v.array(RESULT),
  problems: v.array(PROBLEM),
  summary: v.looseObject({
    claims: whole,
    ok: whole,
    short: whole,
    verdicts: v.looseObject(v.entriesFromList(VERDICTS, whole)),
    problems: whole,
    ignored: v.array(v.string()),
    seed: whole,
    remembered: whole,
    ms: float,
    interrupted: v.boolean(),
    notChecked: v.optional(whole),
    unchanged: v.optional(whole),
    shard: v.optional(SHARD),
  }),
});
