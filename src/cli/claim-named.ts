import type { Claim } from '../claim/claim.js';
import { FlowproofError } from '../errors.js';
import { nearest } from '../expression/nearest.js';

/**
 * The claim with this id, or `derivation/id`.
 * @throws FlowproofError `unknown-claim` with the nearest ones, `ambiguous-claim`.
 */
export function claimNamed(name: string, claims: readonly Claim[]): Claim {
  const fullName = (claim: Claim) => `${claim.derivation}/${claim.id}`;
  const found = claims.filter((claim) => fullName(claim) === name || claim.id === name);
  if (found.length === 1) return found[0];
  if (found.length > 1) {
    throw new FlowproofError({
      code: 'ambiguous-claim',
      message: `several claims are called ${name}`,
      expected: found.map(fullName).join(', or '),
    });
  }
  const guess = nearest(
    name,
    claims.flatMap((claim) => [fullName(claim), claim.id]),
  );
  const containing = claims
    .map(fullName)
    .filter((text) => text.includes(name))
    .slice(0, 5);
  throw new FlowproofError({
    code: 'unknown-claim',
    message: `there is no claim ${name}`,
    expected: 'the id of a claim, or derivation/id',
    hint:
      guess !== undefined
        ? `did you mean ${guess}?`
        : containing.length > 0
          ? `these contain it: ${containing.join(', ')}`
          : 'flowproof check lists all claims',
  });
}
