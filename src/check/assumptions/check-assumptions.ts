/** The public door: the assumptions of one claim of a derivation. */
import type { Claim, Derivation } from '../../claim/claim.js';
import { FlowproofError } from '../../errors.js';
import { nearest } from '../../expression/nearest.js';
import { checkClaim } from '../check-claim.js';
import { withCited } from '../citations.js';
import { type CheckOptions, DEFAULT_OPTIONS } from '../options.js';
import type { ClaimResult } from '../result.js';
import type { AssumptionReport } from './assumption.js';
import { examineClaim } from './examine-claim.js';

/**
 * Checks a claim (and what it cites) and asks of each of its assumptions whether it is needed.
 * @returns the result of the claim with what was found about its assumptions.
 * @throws FlowproofError `unknown-claim`; `interrupted` where the signal ended it; `unsound`.
 */
export async function checkAssumptions(
  derivation: Derivation,
  id: string,
  options: Partial<CheckOptions> = {},
): Promise<ClaimResult & AssumptionReport> {
  const settings: CheckOptions = { ...DEFAULT_OPTIONS, ...options };
  if (!derivation.claims.some((claim) => claim.id === id)) {
    const ids = derivation.claims.map((claim) => claim.id);
    const guess = nearest(id, ids);
    throw new FlowproofError({
      code: 'unknown-claim',
      message: `the derivation ${derivation.id} has no claim ${id}`,
      expected: `one of ${ids.join(', ')}`,
      hint: guess && `did you mean ${guess}?`,
    });
  }
  const earlier = new Map<string, { claim: Claim; result: ClaimResult }>();
  for (const claim of withCited(derivation.claims, (c) => c.id === id)) {
    const result = await checkClaim(claim, derivation.file, settings, earlier);
    if (claim.id !== id) {
      earlier.set(claim.id, { claim, result });
      continue;
    }
    const examination = { claim, file: derivation.file, options: settings, earlier };
    const report = await examineClaim(examination, result);
    if (report !== undefined) return { ...result, ...report };
  }
  throw new FlowproofError({
    code: 'interrupted',
    message: `the examination of ${derivation.id}/${id} was interrupted`,
  });
}
