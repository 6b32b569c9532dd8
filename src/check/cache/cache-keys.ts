/** What a result is about, in one hash: equal keys have equal results. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { dirname, relative, resolve } from 'node:path';
import type { Claim } from '../../claim/claim.js';
import type { Confrontation } from '../../claim/confrontation.js';
import { claimFingerprints, proofFingerprint } from '../../claim/fingerprint.js';
import { formulasOf } from '../../claim/formulas-of.js';
import { isMatrixStatement, sidesOf } from '../../claim/matrix-claim.js';
import type { EarlierClaims } from '../citations.js';
import type { CheckOptions } from '../options.js';
import { filesBehind } from './files-behind.js';
import { toolFingerprint } from './tool-fingerprint.js';

export interface CacheKeys {
  /** @param earlier results of the claims above it: some it may cite. */
  readonly ofClaim: (claim: Claim, earlier: EarlierClaims) => string;
  readonly ofProof: (proof: Confrontation) => string;
}

/** @param derivations all claims of each derivation, by its id: claims may cite others. */
export function cacheKeys(
  options: CheckOptions,
  derivations: ReadonlyMap<string, readonly Claim[]>,
): CacheKeys {
  const tool = toolFingerprint();
  const { seed, digits, runs, proofRuns, secondOpinions, assumptions, claimBudgetMs } = options;
  const fingerprints = new Map<string, ReadonlyMap<string, string>>();
  const keyOf = (...facts: readonly unknown[]): string =>
    createHash('sha256')
      .update(JSON.stringify([tool, seed, ...facts]))
      .digest('hex');
  return {
    ofClaim(claim, earlier) {
      const known =
        fingerprints.get(claim.derivation) ?? claimFingerprints(derivations.get(claim.derivation) ?? [claim]);
      fingerprints.set(claim.derivation, known);
      const { derivation, id, right, using = [], statement } = claim;
      const cited = using.map((name) => [name, earlier.get(name)?.result.verdict ?? null]);
      // Reports print formulas as they were typed.
      const texts = isMatrixStatement(statement)
        ? sidesOf(statement).map(({ text }) => text)
        : formulasOf(statement).map(({ text }) => text);
      const settings = [digits, runs, secondOpinions, assumptions, claimBudgetMs];
      return keyOf('claim', settings, derivation, id, right ?? null, cited, texts, known.get(id));
    },
    ofProof(proof) {
      const hash = createHash('sha256');
      const folder = dirname(resolve(proof.file));
      for (const file of filesBehind(proof.file))
        hash.update(`${relative(folder, file)}\n`).update(readFileSync(file));
      const own = [proof.derivation.id, proof.id, proofFingerprint(proof), hash.digest('hex')];
      return keyOf('proof', [proofRuns ?? null, assumptions], own);
    },
  };
}
