/** Checks a claim again with nothing behind the doors of the kernel but its stored certificates. */

import type { Certificate, ComparisonCertificate, ExpansionCertificate } from '../certificate/certificate.js';
import { Rejected } from '../certificate/rejected.js';
import type { StoredCertificate } from '../certificate/stored-form.js';
import { verify } from '../checker/stored-certificate.js';
import type { Claim } from '../claim/claim.js';
import {
  type AsymptoticGoal,
  type Asymptotics,
  type ComparisonGoal,
  type KernelOptions,
  type ProofResult,
  type Prover,
  replayExpansion,
  withProver,
  witnessesOf,
} from '../kernel/index.js';
import { type MatrixCertificate, statementKey } from '../matrix/index.js';
import { type MatrixGoal, type MatrixProof, whyNoProof, withMatrixProver } from '../matrix-kernel/index.js';
import { checkClaim } from './check-claim.js';
import type { EarlierClaims } from './citations.js';
import { type ClaimCertificates, isUnchanged } from './claim-certificates.js';
import { type CheckOptions, DEFAULT_OPTIONS } from './options.js';
import type { ClaimResult } from './result.js';
import { comparisonKey, expansionKey, hypothesisKey } from './statement-keys.js';

export type Verification =
  | { readonly kind: 'verified'; readonly certificates: number; readonly result: ClaimResult }
  /** The claim is not the one that was proved. */
  | { readonly kind: 'stale'; readonly reason: string }
  | { readonly kind: 'rejected'; readonly reason: string };

const rejected = (reason: string): Verification => ({ kind: 'rejected', reason });

/** A claim as it is written now. */
export interface ClaimToVerify {
  readonly claim: Claim;
  readonly file: string;
  readonly fingerprint: string;
  /** Claims of the derivation that are verified already: only these may be cited. */
  readonly earlier: EarlierClaims;
}

/**
 * Every stored certificate is checked on its own, with the primes of its statement and with fresh ones; then the claim is
 * taken up the ladder, where a question counts as proved only if a certificate states just that. Nothing is searched for.
 */
export async function verifyClaim(
  stored: ClaimCertificates,
  { claim, file, fingerprint, earlier }: ClaimToVerify,
  options: Pick<CheckOptions, 'seed' | 'signal'> = DEFAULT_OPTIONS,
): Promise<Verification> {
  const { seed, signal } = options;
  if (!isUnchanged(stored)) return rejected('the document was changed: its digest does not fit');
  if (stored.derivation !== claim.derivation || stored.claim !== claim.id)
    return rejected(`it speaks of ${stored.derivation}/${stored.claim}`);
  if (stored.fingerprint !== fingerprint)
    return {
      kind: 'stale',
      reason: 'the claim, or one that it cites, is not what it was when it was proved',
    };
  if (stored.kind !== claim.statement.kind)
    return rejected(
      `it is said to prove a claim of kind ${stored.kind}, and the claim states ${claim.statement.kind}`,
    );
  const proofs = new StoredProofs(stored.cases, stored.matrices);
  if (proofs.repeated) return rejected('two of its combinations are for the same statement');
  for (const [i, certificate] of stored.certificates.entries()) {
    try {
      proofs.add(verify(certificate), certificate);
    } catch (error) {
      const reason = reasonToReject(error);
      if (reason === undefined) throw error;
      return rejected(`certificate ${i + 1} of ${stored.certificates.length}: ${reason}`);
    }
  }
  const settings: CheckOptions = { ...DEFAULT_OPTIONS, seed, runs: VERIFY_DRAWS, signal };
  const result = await withMatrixProver(
    (goal, options) => proofs.matrix(goal, options),
    () => withProver(proofs, () => checkClaim(claim, file, settings, earlier)),
  );
  if (result.verdict !== 'proved')
    return rejected(`the certificates do not make the claim proved: ${result.reason ?? result.verdict}`);
  const { unused } = proofs;
  if (unused > 0)
    return rejected(
      unused === 1
        ? 'a part of the certificates serves no purpose'
        : `${unused} parts of the certificates serve no purpose`,
    );
  return { kind: 'verified', certificates: stored.certificates.length + stored.matrices.length, result };
}

/** Why a certificate cannot be accepted; undefined for an error of the checker itself. */
function reasonToReject(error: unknown): string | undefined {
  if (error instanceof Rejected) return error.message;
  // A hostile document nests deeper, or holds longer numbers, than the machine can take.
  return error instanceof RangeError ? `it is too large to check (${error.message})` : undefined;
}

/** The sampled search only looks for a contradiction here. */
const VERIFY_DRAWS = 32;

interface Accepted<Checked> {
  readonly checked: Checked;
  readonly stored: StoredCertificate;
}

/** A prover that knows what its certificates state, and nothing else. */
class StoredProofs implements Prover {
  readonly #comparisons = new Map<string, Accepted<ComparisonCertificate>[]>();
  readonly #expansions = new Map<string, Accepted<ExpansionCertificate>>();
  readonly #cases: ReadonlyMap<string, readonly string[]>;
  readonly #matrices: ReadonlyMap<string, MatrixCertificate>;
  /** Are there two combinations for one statement? */
  readonly repeated: boolean;
  readonly #digests = new Set<string>();
  readonly #used = new Set<unknown>();

  /** @param cases where to go on by the signs of which parameters; any cases would do, if their proofs are here. */
  constructor(cases: ClaimCertificates['cases'], matrices: ClaimCertificates['matrices']) {
    this.#cases = new Map(Object.entries(cases));
    this.#matrices = new Map(matrices.map((certificate) => [certificate.statement, certificate]));
    this.repeated = this.#matrices.size < matrices.length;
  }

  /** @throws Rejected where the same certificate is here already. */
  add(checked: Certificate, stored: StoredCertificate): void {
    if (this.#digests.has(stored.digest)) throw new Rejected('it is the same as one before it');
    this.#digests.add(stored.digest);
    if (checked.kind === 'expansion') {
      const key = expansionKey(checked.statement);
      if (this.#expansions.has(key)) throw new Rejected('it expands the same as one before it');
      this.#expansions.set(key, { checked, stored });
      return;
    }
    const key = comparisonKey(checked.statement);
    this.#comparisons.set(key, [...(this.#comparisons.get(key) ?? []), { checked, stored }]);
  }

  /** Certificates and cases that nothing was taken from. */
  get unused(): number {
    return this.#digests.size + this.#cases.size + this.#matrices.size - this.#used.size;
  }

  compare(goal: ComparisonGoal): ProofResult {
    const cited = new Set((goal.lemmas ?? []).map(hypothesisKey));
    const foreignTo = ({ checked }: Accepted<ComparisonCertificate>) =>
      checked.statement.hypotheses.find((h) => !cited.has(hypothesisKey(h)));
    const stating = this.#comparisons.get(comparisonKey(goal)) ?? [];
    // Two searches for the same may have ended with different proofs: each of them was of use.
    const serving = stating.filter((accepted) => foreignTo(accepted) === undefined);
    for (const { stored } of serving) this.#used.add(stored);
    const [found] = serving;
    if (found !== undefined) {
      const using = [...new Set(found.checked.statement.hypotheses.map((h) => h.id))];
      return { kind: 'proved', certificate: found.stored, method: 'certificate', using };
    }
    const foreign = stating.length === 0 ? undefined : foreignTo(stating[0]);
    return {
      kind: 'not-proved',
      reason:
        foreign === undefined
          ? 'no certificate states this'
          : `its certificate rests on ${foreign.id}, which the claim does not cite, or which is not verified`,
    };
  }

  /** The scalar coefficients that a combination leaves come back to {@link compare}. */
  matrix({ domain, ...statement }: MatrixGoal, options: KernelOptions): MatrixProof {
    const certificate = this.#matrices.get(statementKey(statement));
    if (certificate === undefined) return { kind: 'not-proved', reason: 'no certificate states this' };
    this.#used.add(certificate);
    const why = whyNoProof(statement, certificate, domain, options);
    return why === undefined ? { kind: 'proved', certificate } : { kind: 'not-proved', reason: why };
  }

  expand(goal: AsymptoticGoal): Asymptotics {
    const key = expansionKey(goal);
    const found = this.#expansions.get(key);
    if (found !== undefined) {
      this.#used.add(found.stored);
      return replayExpansion(goal, found.checked, found.stored);
    }
    const names = this.#cases.get(key);
    if (names !== undefined) this.#used.add(names);
    // A symbol without a sign would make no cases at all, and nothing that is left to prove.
    const undecided = (names ?? []).filter((name) => goal.domain.symbols.has(name) && name !== goal.variable);
    return {
      kind: 'unknown',
      reason: 'no certificate states this',
      undecided,
      alsoDefined: witnessesOf(goal),
    };
  }
}
