/** Judges mutants: a checker that accepts one is blind to that slip. */
import { checkClaim } from '../check/check-claim.js';
import type { CheckOptions } from '../check/options.js';
import type { ClaimResult } from '../check/result.js';
import type { Claim, Derivation } from '../claim/claim.js';
import { randomStream } from '../domain/random-stream.js';
import { type ClaimMutant, claimMutants } from './claim-mutants.js';
import type { Slip } from './slip.js';

/**
 * - `caught`: refuted, with a counterexample;
 * - `true`: proved or certified, or the changed formula is proved to equal the old one: the slip left a true statement;
 * - `says nothing`: undecided, because both sides are defined at next to no point, or malformed: no requirement accepts it;
 * - `survived`: none of these.
 */
export type Fate = 'caught' | 'true' | 'says nothing' | 'survived';

export interface JudgedMutant {
  readonly derivation: string;
  readonly claim: string;
  readonly slip: Slip;
  readonly before: string;
  readonly after: string;
  readonly fate: Fate;
  readonly verdict: ClaimResult['verdict'];
  /** Why it is not decided. */
  readonly reason?: string;
}

export interface MutationOptions {
  /** Mutants of one claim: as many as there are, or a sample. */
  readonly sample: number;
  readonly check: CheckOptions;
  readonly onMutant?: (event: {
    readonly done: number;
    readonly total: number;
    readonly current: string;
  }) => void;
}

export interface MutationScore {
  readonly mutants: readonly JudgedMutant[];
  /** Claims that must be refuted: nobody relies on them. */
  readonly errata: number;
  /** Claims that a slip could not be put into. */
  readonly unchanged: readonly string[];
  readonly interrupted: boolean;
}

/** Mutates every claim that is to hold, and checks each mutant by itself. */
export async function mutationScore(
  derivations: readonly Derivation[],
  { sample, check, onMutant }: MutationOptions,
): Promise<MutationScore> {
  const unchanged: string[] = [];
  let errata = 0;
  const work: { readonly file: string; readonly mutant: ClaimMutant }[] = [];
  for (const { claims, definitions, file } of derivations) {
    for (const claim of claims) {
      if (claim.expect === 'refuted') {
        errata += 1;
        continue;
      }
      const all = claimMutants(claim, definitions);
      if (all.length === 0) unchanged.push(`${claim.derivation}/${claim.id}`);
      for (const mutant of sampled(all, sample, check.seed, claim)) work.push({ file, mutant });
    }
  }
  const mutants: JudgedMutant[] = [];
  for (const [done, { file, mutant }] of work.entries()) {
    if (check.signal?.aborted) break;
    onMutant?.({ done, total: work.length, current: `${mutant.claim.derivation}/${mutant.claim.id}` });
    const judged = await judge(mutant, file, check);
    if (!check.signal?.aborted) mutants.push(judged);
    // Refutations come so fast that a Ctrl-C would never get its turn.
    if (done % 16 === 0) await new Promise((resolve) => setImmediate(resolve));
  }
  return { mutants, errata, unchanged, interrupted: check.signal?.aborted ?? false };
}

async function judge(mutant: ClaimMutant, file: string, check: CheckOptions): Promise<JudgedMutant> {
  const { slip, before, after, claim } = mutant;
  const result = await checkClaim(claim, file, check);
  const { verdict, reason } = result;
  const fate = fateOf(result);
  const isSame = fate === 'survived' && (await isEquivalent(mutant, file, check));
  return {
    derivation: claim.derivation,
    claim: claim.id,
    slip,
    before,
    after,
    fate: isSame ? 'true' : fate,
    verdict,
    ...(reason === undefined ? {} : { reason }),
  };
}

/** Is it proved that the slip changes nothing? */
async function isEquivalent(
  { equivalence }: ClaimMutant,
  file: string,
  check: CheckOptions,
): Promise<boolean> {
  if (equivalence === undefined) return false;
  return (await checkClaim(equivalence, file, check)).verdict === 'proved';
}

function fateOf({ verdict, reason = '' }: ClaimResult): Fate {
  switch (verdict) {
    case 'refuted':
      return 'caught';
    case 'proved':
    case 'certified':
      return 'true';
    case 'error':
      return 'says nothing';
    case 'undecided':
      return NOTHING_TO_COMPARE.test(reason) ? 'says nothing' : 'survived';
    case 'supported':
      return 'survived';
  }
}

/** How the checker says that a part of a claim has values at no point, or at so few that they support nothing. */
const NOTHING_TO_COMPARE =
  /the claim says nothing|no point was found at which it could be compared|only \d+ (?:draws|instances) could be compared/;

/** A sample without repetition, in the order of the whole; it depends on the seed and the claim only. */
function sampled(
  all: readonly ClaimMutant[],
  size: number,
  seed: number,
  { derivation, id }: Claim,
): readonly ClaimMutant[] {
  if (all.length <= size) return all;
  const random = randomStream(seed).fork(labelOf(`${derivation}/${id}`));
  const positions = [...all.keys()];
  for (let k = 0; k < size; k++) {
    const other = random.integer(k, positions.length - 1);
    [positions[k], positions[other]] = [positions[other], positions[k]];
  }
  return positions
    .slice(0, size)
    .sort((a, b) => a - b)
    .map((position) => all[position]);
}

/** A number of a text (FNV-1a). */
const labelOf = (text: string): number => {
  let hash = 0x811c9dc5;
  for (const letter of text) hash = Math.imul(hash ^ (letter.codePointAt(0) ?? 0), 0x01000193) >>> 0;
  return hash;
};
