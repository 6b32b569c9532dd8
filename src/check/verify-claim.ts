/** Checks a claim again with nothing behind the doors of the kernel but its stored certificates. */
import type { Certificate, ComparisonCertificate, ExpansionCertificate } from '../certificate/certificate.js';
import { Rejected } from '../certificate/rejected.js';
import { type StoredCertificate, verify } from '../checker/stored-certificate.js';
import type { Claim } from '../claim/claim.js';
import {
  type AsymptoticGoal,
  type Asymptotics,
  type ComparisonGoal,
  type ProofResult,
  type Prover,
  replayExpansion,
  withProver,
  witnessesOf,
} from '../kernel/index.js';
import { checkClaim } from './check-claim.js';
import type { EarlierClaims } from './citations.js';
import type { ClaimCertificates } from './claim-certificates.js';
import { type CheckOptions, DEFAULT_OPTIONS } from './options.js';
import type { ClaimResult } from './result.js';
import { comparisonKey, expansionKey, hypothesisKey } from './statement-keys.js';

export type Verification =
  | { readonly kind: 'verified'; readonly certificates: number; readonly result: ClaimResult }
  /** The claim is not the one that was proved. */
  | { readonly kind: 'stale'; readonly reason: string }
  | { readonly kind: 'rejected'; readonly reason: string };

const rejected = (reason: string): Verification => ({ kind: 'rejected', reason });

/**
 * Every stored certificate is checked on its own, with the primes of its statement and with fresh ones; then the claim is
 * taken up the ladder, where a question counts as proved only if a certificate states just that. Nothing is searched for.
 * @param earlier claims of the derivation that are verified already: only these may be cited.
 */
export async function verifyClaim(
  claim: Claim,
  file: string,
  stored: ClaimCertificates,
  earlier: EarlierClaims,
  options: Pick<CheckOptions, 'seed' | 'signal'> = DEFAULT_OPTIONS,
): Promise<Verification> {
  const { seed, signal } = options;
  const proofs = new StoredProofs(stored.cases);
  for (const [i, certificate] of stored.certificates.entries()) {
    try {
      proofs.add(verify(certificate), certificate);
    } catch (error) {
      if (!(error instanceof Rejected)) throw error;
      return rejected(`certificate ${i + 1} of ${stored.certificates.length}: ${error.message}`);
    }
  }
  if (stored.kind !== claim.statement.kind)
    return rejected(
      `it is said to prove a claim of kind ${stored.kind}, and the claim states ${claim.statement.kind}`,
    );
  const settings: CheckOptions = { ...DEFAULT_OPTIONS, seed, runs: VERIFY_DRAWS, signal };
  const result = await withProver(proofs, () => checkClaim(claim, file, settings, earlier));
  if (result.fingerprint !== stored.fingerprint)
    return {
      kind: 'stale',
      reason: 'the claim, or one that it cites, is not what it was when it was proved',
    };
  if (result.verdict !== 'proved')
    return rejected(`the certificates do not make the claim proved: ${result.reason ?? result.verdict}`);
  if (proofs.unused > 0) return rejected(`${proofs.unused} parts of the certificates serve no purpose`);
  return { kind: 'verified', certificates: stored.certificates.length, result };
}

/** The sampled search only looks for a contradiction here. */
const VERIFY_DRAWS = 32;

interface Accepted<Checked> {
  readonly checked: Checked;
  readonly stored: StoredCertificate;
}

/** A prover that knows what its certificates state, and nothing else. */
class StoredProofs implements Prover {
  readonly #comparisons = new Map<string, Accepted<ComparisonCertificate>>();
  readonly #expansions = new Map<string, Accepted<ExpansionCertificate>>();
  readonly #cases: ReadonlyMap<string, readonly string[]>;
  readonly #used = new Set<string>();

  /** @param cases where to go on by the signs of which parameters; any cases would do, if their proofs are here. */
  constructor(cases: ClaimCertificates['cases']) {
    this.#cases = new Map(Object.entries(cases));
  }

  add(checked: Certificate, stored: StoredCertificate): void {
    if (checked.kind === 'comparison')
      this.#comparisons.set(comparisonKey(checked.statement), { checked, stored });
    else this.#expansions.set(expansionKey(checked.statement), { checked, stored });
  }

  get unused(): number {
    return this.#comparisons.size + this.#expansions.size + this.#cases.size - this.#used.size;
  }

  compare(goal: ComparisonGoal): ProofResult {
    const key = comparisonKey(goal);
    const found = this.#comparisons.get(key);
    if (found === undefined) return { kind: 'not-proved', reason: 'no certificate states this' };
    const cited = new Set((goal.lemmas ?? []).map(hypothesisKey));
    const { hypotheses } = found.checked.statement;
    const foreign = hypotheses.find((h) => !cited.has(hypothesisKey(h)));
    if (foreign !== undefined)
      return {
        kind: 'not-proved',
        reason: `its certificate rests on ${foreign.id}, which the claim does not cite`,
      };
    this.#used.add(key);
    const using = [...new Set(hypotheses.map((h) => h.id))];
    return { kind: 'proved', certificate: found.stored, method: 'certificate', using };
  }

  expand(goal: AsymptoticGoal): Asymptotics {
    const key = expansionKey(goal);
    const found = this.#expansions.get(key);
    const names = this.#cases.get(key);
    if (found !== undefined || names !== undefined) this.#used.add(key);
    if (found === undefined)
      return {
        kind: 'unknown',
        reason: 'no certificate states this',
        undecided: names ?? [],
        alsoDefined: witnessesOf(goal),
      };
    return replayExpansion(goal, found.checked, found.stored);
  }
}
