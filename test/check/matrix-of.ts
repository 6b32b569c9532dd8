/** Derivations about matrices, checked claim by claim as a run does. */
import { checkClaim } from '../../src/check/check-claim.js';
import { DEFAULT_OPTIONS } from '../../src/check/options.js';
import type { ClaimResult } from '../../src/check/result.js';
import type { Claim, Derivation } from '../../src/claim/claim.js';
import { derivationOf } from '../../src/claim/compile-derivation.js';
import type { DerivationInput } from '../../src/claim/document.js';

export type MatrixInput = Pick<DerivationInput, 'matrices' | 'hypotheses' | 'define' | 'claims'> &
  Partial<Pick<DerivationInput, 'symbols' | 'assume'>>;

export const matrixDerivation = (input: MatrixInput): Derivation =>
  derivationOf({ derivation: 'test', title: 'Test', symbols: {}, ...input });

/** The results of all claims, by id. */
export async function resultsOf(input: MatrixInput, runs = 60): Promise<ReadonlyMap<string, ClaimResult>> {
  const derivation = matrixDerivation(input);
  const earlier = new Map<string, { readonly claim: Claim; readonly result: ClaimResult }>();
  for (const claim of derivation.claims) {
    const result = await checkClaim(claim, derivation.file, { ...DEFAULT_OPTIONS, runs }, earlier);
    earlier.set(claim.id, { claim, result });
  }
  return new Map([...earlier].map(([id, { result }]) => [id, result]));
}

/** The result of the last claim. */
export async function resultOf(input: MatrixInput): Promise<ClaimResult> {
  const results = [...(await resultsOf(input)).values()];
  return results[results.length - 1];
}
