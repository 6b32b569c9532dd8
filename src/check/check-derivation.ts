/** Checks the claims of one derivation that is already in memory. */
import type { Derivation } from '../claim/claim.js';
import { checkClaim } from './check-claim.js';
import { type EarlierClaims, withCited } from './citations.js';
import { type CheckOptions, DEFAULT_OPTIONS } from './options.js';
import type { ClaimResult } from './result.js';

/**
 * Checks claims one at a time, in any order; a claim that another one cites is checked before it, and each only once.
 * `options` as for `checkFiles`; those that choose, remember or show (`only`, `cache`, `onProgress`) have no meaning here.
 * @throws FlowproofError `unsound` where the kernel and an enclosure contradict each other.
 */
export function claimChecker(
  { claims, file }: Derivation,
  options: Partial<CheckOptions> = {},
): (id: string) => Promise<ClaimResult | undefined> {
  const settings: CheckOptions = { ...DEFAULT_OPTIONS, ...options };
  const known = new Map<string, NonNullable<ReturnType<EarlierClaims['get']>>>();
  const check = async (id: string): Promise<ClaimResult | undefined> => {
    for (const claim of withCited(claims, (candidate) => candidate.id === id)) {
      if (known.has(claim.id)) continue;
      known.set(claim.id, { claim, result: await checkClaim(claim, file, settings, known) });
    }
    return known.get(id)?.result;
  };
  // One after another: two callers at once must not check a claim twice.
  let last: Promise<unknown> = Promise.resolve();
  return (id) => {
    const next = last.then(() => check(id));
    last = next.catch(() => undefined);
    return next;
  };
}

/** The results of all claims, in their order. @throws FlowproofError `unsound`; the signal's reason when it is aborted. */
export async function checkDerivation(
  derivation: Derivation,
  options: Partial<CheckOptions> = {},
): Promise<readonly ClaimResult[]> {
  const check = claimChecker(derivation, options);
  const results: ClaimResult[] = [];
  for (const { id } of derivation.claims) {
    options.signal?.throwIfAborted();
    const result = await check(id);
    if (result !== undefined) results.push(result);
  }
  return results;
}
