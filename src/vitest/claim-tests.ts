/** Claims and proofs as test cases. */
import { describe, it } from 'vitest';
import { claimChecker } from '../check/check-derivation.js';
import { checkProof } from '../check/check-proof.js';
import { type CheckOptions, DEFAULT_OPTIONS } from '../check/options.js';
import type { ClaimResult } from '../check/result.js';
import { checkSimulation } from '../check/simulate/check-simulation.js';
import type { Derivation } from '../claim/claim.js';
import { derivationOf } from '../claim/compile-derivation.js';
import type { Confrontation } from '../claim/confrontation.js';
import type { DerivationInput } from '../claim/document.js';
import { nowhere } from '../claim/places.js';
import type { ProofInput } from '../claim/proof.js';
import { readFiles } from '../claim/read-files.js';
import { compileProof } from '../claim/read-proof.js';
import { FlowproofError } from '../errors.js';
import { shortfallOf } from '../report/shortfall.js';

/** Files and folders, or what modules export. */
export type ClaimSource = string | DerivationInput | ProofInput;

export type ClaimTestOptions = Partial<
  Pick<CheckOptions, 'seed' | 'digits' | 'runs' | 'proofRuns' | 'claimBudgetMs' | 'jobs'>
> & {
  /** Milliseconds that one test may take; default ten minutes, since a budget of its own ends each claim. */
  readonly timeout?: number;
};

const TEN_MINUTES = 600_000;

/**
 * Declares one test a claim, in a group a derivation, and one test a proof: each passes where `flowproof check` would
 * say ok. `await` it at the top of a test file: files are read before tests run.
 * @throws FlowproofError `nothing-to-check` where there is no claim and no proof; as `derivationOf` for a malformed derivation.
 */
export async function claimTests(
  sources: ClaimSource | readonly ClaimSource[],
  options: ClaimTestOptions = {},
): Promise<void> {
  const { timeout = TEN_MINUTES, ...rest } = options;
  const settings: CheckOptions = { ...DEFAULT_OPTIONS, ...rest };
  const found = await Promise.all([sources].flat().map(readSource));
  const derivations = found.flatMap((source) => source.derivations);
  const proofs = found.flatMap((source) => source.proofs);
  const problems = found.flatMap((source) => source.problems);
  if (derivations.length + proofs.length + problems.length === 0) {
    throw new FlowproofError({
      code: 'nothing-to-check',
      message: 'there is neither a derivation nor a proof here',
      expected: 'files or folders with derivations or proofs, or what derivation(…) and proof(…) return',
      found: [sources].flat().map(String).join(', ') || 'nothing',
    });
  }
  for (const problem of problems) {
    it(`${problem.place?.file ?? 'a file'} can be read`, () => {
      throw new Error(problem.describe());
    });
  }
  for (const derivation of derivations) {
    const check = claimChecker(derivation, settings);
    describe(derivation.id, () => {
      for (const { id, expect, require } of derivation.claims)
        it(`${id} is ${expect ?? require}`, async () => passes(await check(id)), timeout);
    });
  }
  for (const proof of proofs) {
    const run = () =>
      proof.kind === 'flow' ? checkProof(proof, settings) : checkSimulation(proof, settings);
    describe(proof.derivation.id, () => {
      it(`${proof.id}: ${proof.title}`, async () => passes(await run()), timeout);
    });
  }
}

interface ReadSource {
  readonly derivations: readonly Derivation[];
  readonly proofs: readonly Confrontation[];
  readonly problems: readonly FlowproofError[];
}

async function readSource(source: ClaimSource): Promise<ReadSource> {
  if (typeof source === 'string') return await readFiles([source]);
  if (!('proof' in source)) return { derivations: [derivationOf(source)], proofs: [], problems: [] };
  const compiled = compileProof(source, nowhere('(test)'));
  return compiled.kind === 'proof'
    ? { derivations: [], proofs: [compiled.proof], problems: [] }
    : { derivations: [], proofs: [], problems: compiled.problems };
}

function passes(result: ClaimResult | undefined): void {
  if (result === undefined) throw new Error('this claim was not checked');
  const fallen = shortfallOf(result);
  if (fallen !== undefined) throw new Error([fallen.title, ...fallen.lines].join('\n  '));
}
