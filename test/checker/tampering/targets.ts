/** Stored certificates with the claims they prove, with everything verified that these cite. */

import { checkClaim } from '../../../src/check/check-claim.js';
import { type ClaimCertificates, certificatesOf } from '../../../src/check/claim-certificates.js';
import { DEFAULT_OPTIONS } from '../../../src/check/options.js';
import type { ClaimResult } from '../../../src/check/result.js';
import { verifyClaim } from '../../../src/check/verify-claim.js';
import type { Claim, Derivation } from '../../../src/claim/claim.js';
import { claimFingerprints } from '../../../src/claim/fingerprint.js';
import type { Target } from './campaign.js';

/** @param storedFor the certificates of a claim, if there are any. */
export async function targetsOf(
  { claims, file }: Pick<Derivation, 'claims' | 'file'>,
  storedFor: (claim: Claim) => ClaimCertificates | undefined,
): Promise<Target[]> {
  const fingerprints = claimFingerprints(claims);
  const earlier = new Map<string, { readonly claim: Claim; readonly result: ClaimResult }>();
  const targets: Target[] = [];
  for (const claim of claims) {
    const stored = storedFor(claim);
    if (stored === undefined) continue;
    const name = `${claim.derivation}/${claim.id}`;
    const fingerprint = fingerprints.get(claim.id)!;
    const toVerify = { claim, file, fingerprint, earlier: new Map(earlier) };
    const verification = await verifyClaim(stored, toVerify, { seed: 1 });
    if (verification.kind !== 'verified')
      throw new Error(`${name} is ${verification.kind}: ${verification.reason}`);
    earlier.set(claim.id, { claim, result: verification.result });
    targets.push({ name, stored, claim: toVerify });
  }
  return targets;
}

/** Checks the claims and takes what that stores. */
export async function checkedTargets(derivation: Pick<Derivation, 'claims' | 'file'>): Promise<Target[]> {
  const earlier = new Map<string, { readonly claim: Claim; readonly result: ClaimResult }>();
  const stored = new Map<string, ClaimCertificates>();
  for (const claim of derivation.claims) {
    const result = await checkClaim(claim, derivation.file, { ...DEFAULT_OPTIONS, runs: 20 }, earlier);
    earlier.set(claim.id, { claim, result });
    const certificates = certificatesOf(result);
    if (certificates !== undefined) stored.set(claim.id, certificates);
  }
  return targetsOf(derivation, (claim) => stored.get(claim.id));
}
