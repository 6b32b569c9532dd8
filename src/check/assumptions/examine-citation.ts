/** Is a cited claim needed? The proof is tried without it; the domain stays as it is. */
import { checkClaim } from '../check-claim.js';
import type { AssumptionFinding } from './assumption.js';
import { differsInEndsOnly, type Examination, holds, placeOf } from './examine-assumption.js';

export async function examineCitation(examination: Examination, cited: string): Promise<AssumptionFinding> {
  const start = performance.now();
  const { claim, file, options, earlier } = examination;
  const finding = (facts: Pick<AssumptionFinding, 'status' | 'evidence'> & Partial<AssumptionFinding>) => ({
    assumption: `using ${cited}`,
    kind: 'citation' as const,
    ...facts,
    ms: performance.now() - start,
  });
  const verdict = earlier.get(cited)?.result.verdict;
  if (verdict !== 'proved') {
    const reason = `no proof rests on it: it is ${verdict ?? 'not checked'}, not proved`;
    return finding({ status: 'not needed', reason, evidence: [] });
  }
  const { expect, right, using = [], ...plain } = claim;
  const result = await checkClaim(
    { ...plain, require: 'supported', using: using.filter((id) => id !== cited) },
    file,
    { ...options, secondOpinions: false },
    earlier,
  );
  // The domain is the same: a counterexample here is a contradiction, and throws.
  if (result.counterexample !== undefined)
    placeOf(claim, result.counterexample, differsInEndsOnly(claim, result));
  const { evidence, reason } = result;
  if (holds(result)) return finding({ status: 'not needed', evidence });
  return finding({
    status: result.verdict === 'supported' ? 'needed to prove' : 'open',
    ...(reason === undefined ? {} : { reason }),
    evidence,
  });
}
