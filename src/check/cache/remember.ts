import type { Claim, Derivation } from '../../claim/claim.js';
import type { Confrontation } from '../../claim/confrontation.js';
import type { EarlierClaims } from '../citations.js';
import type { CheckOptions } from '../options.js';
import type { ClaimResult } from '../result.js';
import { cacheKeys } from './cache-keys.js';

/** A check that gives nothing was interrupted. */
type Check = () => Promise<ClaimResult | undefined>;

export interface Memory {
  readonly ofClaim: (
    claim: Claim,
    file: string,
    earlier: EarlierClaims,
    check: Check,
  ) => Promise<ClaimResult | undefined>;
  readonly ofProof: (proof: Confrontation, check: Check) => Promise<ClaimResult | undefined>;
}

/**
 * Takes a result from the cache where nothing that it rests on has changed, and keeps new ones. Only what is as required, or
 * refuted, is kept: where a claim fell short, more time may bring more.
 */
export function remember(options: CheckOptions, derivations: readonly Derivation[]): Memory {
  const { cache, signal } = options;
  if (cache === undefined)
    return { ofClaim: (_claim, _file, _earlier, check) => check(), ofProof: (_, check) => check() };
  const keys = cacheKeys(options, new Map(derivations.map(({ id, claims }) => [id, claims])));
  const recall = async (key: string, file: string, line: number | undefined, check: Check) => {
    const known = cache.find(key);
    if (known !== undefined) return { file, line, ...known, remembered: true as const };
    const result = await check();
    if (result !== undefined && signal?.aborted !== true && (result.ok || result.verdict === 'refuted'))
      cache.keep(key, result);
    return result;
  };
  return {
    ofClaim: (claim, file, earlier, check) =>
      recall(keys.ofClaim(claim, earlier), file, claim.place.line, check),
    ofProof: (proof, check) => recall(keys.ofProof(proof), proof.file, proof.place.line, check),
  };
}
