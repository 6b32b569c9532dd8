/** All assumptions of one claim: which it needs, which it does not, and how weak its domain may be. */
import { reaches } from '../../claim/verdict.js';
import type { ClaimResult } from '../result.js';
import type { AssumptionFinding, AssumptionReport } from './assumption.js';
import { assumptionsOf } from './enumerate-assumptions.js';
import { type Examination, examineAssumption } from './examine-assumption.js';
import { examineCitation } from './examine-citation.js';
import { examineWeakened, weakenedClaims } from './examine-matrices.js';
import { type Examined, suggestDomain } from './suggest-domain.js';

/**
 * Examines the claim of a result, which neither changes nor loses anything: no verdict and no exit code rests on it.
 * @param onAssumption told before each assumption is examined.
 * @returns undefined where the examination was interrupted.
 * @throws FlowproofError `unsound` where a counterexample lies inside the domain of the proved claim.
 */
export async function examineClaim(
  examination: Examination,
  result: ClaimResult,
  onAssumption: (assumption: string) => void = () => {},
): Promise<AssumptionReport | undefined> {
  const { claim, options } = examination;
  const skipped = reasonToSkip(result, claim.expect);
  if (skipped !== undefined) return { assumptionsSkipped: skipped };
  const findings: AssumptionFinding[] = [];
  const examined: Examined[] = [];
  for (const assumption of assumptionsOf(claim, options.seed)) {
    onAssumption(assumption.text);
    if ('fixed' in assumption) {
      const { kind, text, fixed } = assumption;
      findings.push({ assumption: text, kind, status: 'not examined', reason: fixed, evidence: [], ms: 0 });
      continue;
    }
    const found = await examineAssumption(examination, assumption);
    if (options.signal?.aborted) return undefined;
    findings.push(...found);
    examined.push({ assumption, findings: found });
  }
  for (const weakened of weakenedClaims(claim)) {
    onAssumption(weakened.text);
    findings.push(await examineWeakened(examination, weakened));
    if (options.signal?.aborted) return undefined;
  }
  for (const cited of claim.using ?? []) {
    onAssumption(`using ${cited}`);
    findings.push(await examineCitation(examination, cited));
    if (options.signal?.aborted) return undefined;
  }
  onAssumption('the weakest domain');
  const suggestedDomain = await suggestDomain(examination, examined);
  if (options.signal?.aborted) return undefined;
  return { assumptions: findings, ...(suggestedDomain === undefined ? {} : { suggestedDomain }) };
}

function reasonToSkip({ verdict }: ClaimResult, expect: 'refuted' | undefined): string | undefined {
  if (expect === 'refuted') return 'an erratum has no proof whose assumptions could be examined';
  if (reaches(verdict, 'certified')) return undefined;
  return `the claim is ${verdict}: only what is proved or certified is examined`;
}
