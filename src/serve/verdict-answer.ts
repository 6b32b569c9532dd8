import type { CheckReport, ClaimResult } from '../check/result.js';
import { FlowproofError } from '../errors.js';
import type { FoundVerdict, VerdictAnswer } from '../page/answers.js';
import { decisiveEvidence, evidenceAtLength } from '../report/evidence.js';

/**
 * What a report says of one claim, and of the flows that confront it.
 * @throws FlowproofError `not-checked` where it says nothing.
 */
export function verdictAnswer(report: CheckReport, derivation: string, id: string): VerdictAnswer {
  const own = report.results.filter((result) => result.derivation === derivation);
  const result = own.find(({ kind, claim }) => kind !== 'flow' && claim === id);
  if (result === undefined) {
    throw new FlowproofError({
      code: 'not-checked',
      message: `nothing was found about ${derivation}/${id}`,
      expected: 'a claim of the files as they are now',
      ...(report.problems[0] && { found: report.problems[0].message }),
      hint: 'the files have changed: read them again',
    });
  }
  const { counterexample } = result;
  return {
    ...found(result),
    expected: result.expected,
    fingerprint: result.fingerprint,
    seconds: result.ms / 1000,
    remembered: result.remembered === true,
    ...(counterexample && { counterexample }),
    flows: own.filter(({ kind, confronts }) => kind === 'flow' && confronts?.includes(id)).map(found),
  };
}

const found = (result: ClaimResult): FoundVerdict => ({
  id: result.claim,
  verdict: result.verdict,
  ok: result.ok,
  ...(result.reason !== undefined && { reason: result.reason }),
  headline: decisiveEvidence(result),
  evidence: result.evidence.flatMap((evidence) => evidenceAtLength(evidence).slice(0, 1)),
});
