import type { StoredCertificate } from '../certificate/stored-form.js';
import type { Claim } from '../claim/claim.js';
import { claimFingerprint } from '../claim/fingerprint.js';
import { isMatrixStatement } from '../claim/matrix-claim.js';
import { type Evidence, reaches, type Verdict, weakest } from '../claim/verdict.js';
import { FlowproofError } from '../errors.js';
import { type Recorder, recordingProofs } from '../kernel/index.js';
import type { MatrixCertificate } from '../matrix/index.js';
import { recordingMatrixProofs } from '../matrix-kernel/index.js';
import { askForOpinions } from './ask-for-opinions.js';
import { type Citations, citationsOf, type EarlierClaims } from './citations.js';
import { reservationOf } from './continuation.js';
import { decideExtension } from './decide-extension.js';
import { decideMatrix } from './decide-matrix.js';
import { type Decision, decideQuestion } from './decide-question.js';
import { decideWhole } from './decide-whole.js';
import { questionsOf } from './lower-claim.js';
import { matrixCitationsOf } from './matrix-citations.js';
import type { CheckOptions } from './options.js';
import { remainingMs } from './remaining-ms.js';
import type { ClaimResult } from './result.js';
import { expansionKey } from './statement-keys.js';

/** Takes one claim up the ladder. Malformed domains end as verdict `error`; a contradiction (`unsound`) is thrown. */
export async function checkClaim(
  claim: Claim,
  file: string,
  options: CheckOptions,
  earlier: EarlierClaims = new Map(),
): Promise<ClaimResult> {
  const start = performance.now();
  const expected = claim.expect ?? claim.require;
  const finish = (
    part: Omit<
      ClaimResult,
      'file' | 'derivation' | 'claim' | 'kind' | 'fingerprint' | 'expected' | 'ok' | 'ms'
    >,
  ): ClaimResult => ({
    file,
    line: claim.place.line,
    derivation: claim.derivation,
    claim: claim.id,
    kind: claim.statement.kind,
    fingerprint: claimFingerprint(claim, (id) => earlier.get(id)?.result.fingerprint),
    expected,
    ok: expected === 'refuted' ? part.verdict === 'refuted' : reaches(part.verdict, expected),
    ms: performance.now() - start,
    ...(claim.right === undefined ? {} : { right: claim.right }),
    ...part,
  });
  const certificates = new Map<string, StoredCertificate>();
  const matrixCertificates = new Map<string, MatrixCertificate>();
  const cases: Record<string, readonly string[]> = {};
  try {
    const recorder: Recorder = {
      proved: (certificate) => certificates.set(certificate.digest, certificate),
      undecided: (goal, names) => {
        cases[expansionKey(goal)] = names;
      },
    };
    const decided = await recordingMatrixProofs(
      (certificate) => matrixCertificates.set(certificate.statement, certificate),
      () => recordingProofs(recorder, () => decide(claim, options, start, earlier)),
    );
    return finish(
      decided.verdict === 'proved'
        ? {
            ...decided,
            certificates: [...certificates.values()],
            matrixCertificates: [...matrixCertificates.values()],
            cases,
          }
        : decided,
    );
  } catch (error) {
    if (!(error instanceof FlowproofError) || error.code === 'unsound') throw error;
    return finish({ verdict: 'error', evidence: [], reason: error.describe() });
  }
}

async function decide(claim: Claim, options: CheckOptions, start: number, earlier: EarlierClaims) {
  const { statement } = claim;
  const isMatrix = isMatrixStatement(statement);
  const { lemmas, missing }: Citations = isMatrix ? { lemmas: [], missing: [] } : citationsOf(claim, earlier);
  const matrices = isMatrix ? matrixCitationsOf(claim, earlier, options.seed) : undefined;
  const budget = () => ({
    seed: options.seed,
    digits: options.digits,
    runs: options.runs,
    ms: remainingMs(options.claimBudgetMs, start),
    signal: options.signal,
  });
  const questions = questionsOf(claim).map((q) => (lemmas.length > 0 ? { ...q, lemmas } : q));
  const decisions: Part[] = [];
  if (isMatrixStatement(statement)) {
    decisions.push(...decideMatrix(claim, statement, matrices?.cited ?? [], budget()));
  } else if (questions.length === 0) {
    decisions.push({ label: '', decision: await decideWhole(claim, lemmas, budget()) });
  }
  for (const [i, question] of questions.entries()) {
    const decision = await decideQuestion(question, budget());
    if (question.refuteOnly && decision.verdict !== 'refuted') continue;
    const step = claim.statement.kind === 'chain' && !question.refuteOnly ? { step: i + 1 } : {};
    decisions.push({ label: question.label, decision, ...step });
    // The first wrong line is what a reader needs; later ones may only repeat it.
    if (decision.verdict === 'refuted') break;
    if (options.signal?.aborted) break;
  }
  if (!options.signal?.aborted && decisions.every(({ decision }) => decision.verdict !== 'refuted')) {
    decisions.push(...(await decideExtension(claim, budget())));
  }
  const decided: Verdict = weakest(decisions.map(({ decision }) => decision.verdict));
  const reservation = isPositive(decided) ? reservationOf(claim, budget(), lemmas) : undefined;
  const verdict = reservation === undefined ? decided : weakest([decided, reservation.cap]);
  const wrong = decisions.find(({ decision }) => decision.verdict === 'refuted');
  const evidence: Evidence[] = decisions.flatMap(({ decision }) => decision.evidence);
  if (options.secondOpinions) evidence.push(...(await askForOpinions(questions, options.signal)));
  return {
    verdict,
    evidence,
    ...(wrong === undefined ? {} : { counterexample: labelled(wrong) }),
    ...(wrong?.step === undefined ? {} : { firstWrongStep: wrong.step }),
    ...(verdict === decided
      ? reasonOf(decisions, verdict, [...missing, ...(matrices?.missing ?? [])])
      : { reason: reservation?.reason }),
  };
}

const isPositive = (verdict: Verdict): boolean => reaches(verdict, 'supported');

/** One part of a claim with its decision. `step`: of a chain, the step from one line to the next, counting from 1. */
interface Part {
  readonly label: string;
  readonly step?: number;
  readonly decision: Decision;
}

function labelled({ label, decision }: Part) {
  const counterexample = decision.counterexample!;
  return label === ''
    ? counterexample
    : { ...counterexample, because: `${label}: ${counterexample.because}` };
}

/** Why the verdict is not stronger: the reason of the weakest part, and citations that could not serve. */
function reasonOf(decisions: readonly Part[], verdict: Verdict, missing: readonly string[]) {
  const weak = decisions.find(
    ({ decision }) => decision.verdict === verdict && decision.reason !== undefined,
  );
  if (weak === undefined) return {};
  const reason = weak.label === '' ? weak.decision.reason : `${weak.label}: ${weak.decision.reason}`;
  return { reason: [reason, ...missing].join('; ') };
}
