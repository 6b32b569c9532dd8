import type { CheckReport, ClaimResult } from '../../src/check/result.js';
import type { Verdict } from '../../src/claim/verdict.js';

/** A result that is as it should be, with some facts changed. */
export const result = (facts: Partial<ClaimResult>): ClaimResult => ({
  file: 'derivations/mode.ts',
  derivation: 'mode',
  claim: 'product',
  kind: 'equality',
  fingerprint: 'f0',
  verdict: 'proved',
  expected: 'supported',
  ok: true,
  ms: 41.26,
  evidence: [],
  ...facts,
});

export const PROVED = result({
  evidence: [
    { kind: 'exact-proof', method: 'modular zero test, 3 primes', certificate: { primes: [7n] }, ms: 40 },
  ],
});

export const SUPPORTED = result({
  claim: 'threshold',
  verdict: 'supported',
  ms: 1234,
  evidence: [
    { kind: 'no-proof', reason: 'a symbolic exponent', ms: 3 },
    {
      kind: 'sampled',
      draws: 200,
      undefinedDraws: 3,
      undecidedDraws: 0,
      digits: 50,
      worstError: '1.2e-61',
      seed: 1,
      ms: 1200,
    },
    { kind: 'second-opinion', oracle: 'mathjs', opinion: 'none', note: 'failed: no' },
  ],
});

const counterexample = {
  point: { lambda: '-1/2', s: '1' },
  values: [
    { label: 'left', value: '2.0000' },
    { label: 'right', value: '4.0000' },
  ],
  because: 'the enclosures of the two sides are separated',
};

export const REFUTED = result({
  claim: 'wrong-sign',
  line: 12,
  verdict: 'refuted',
  ok: false,
  kind: 'chain',
  counterexample,
  firstWrongStep: 3,
  evidence: [{ kind: 'refutation', counterexample, seed: 1, ms: 2 }],
});

export const ERRATUM = result({
  claim: 'published-factor',
  verdict: 'refuted',
  expected: 'refuted',
  counterexample,
  right: '2*s',
});

export const UNDECIDED = result({
  claim: 'hard',
  verdict: 'undecided',
  ok: false,
  reason: 'the budget of 20 s ended',
});

export const FLOW = result({
  file: 'proofs/mode.ts',
  claim: 'mode-follows-flow',
  kind: 'flow',
  verdict: 'supported',
  evidence: [
    {
      kind: 'flow',
      proof: 'mode-follows-flow',
      agrees: true,
      runs: 40,
      worstRatio: 0.031,
      worstDeviation: 3e-11,
      seed: 1,
      ms: 800,
    },
  ],
});

/** A report over these results, its summary counted from them. */
export function reportOf(results: readonly ClaimResult[], facts: Partial<CheckReport> = {}): CheckReport {
  const verdicts: Record<Verdict, number> = {
    proved: 0,
    certified: 0,
    supported: 0,
    undecided: 0,
    refuted: 0,
    error: 0,
  };
  for (const r of results) verdicts[r.verdict] += 1;
  const ok = results.filter((r) => r.ok).length;
  const problems = facts.problems ?? [];
  return {
    results,
    problems,
    summary: {
      claims: results.length,
      ok,
      short: results.length - ok,
      verdicts,
      problems: problems.length,
      ignored: [],
      seed: 1,
      remembered: 0,
      ms: 4321,
      interrupted: false,
      ...facts.summary,
    },
  };
}
