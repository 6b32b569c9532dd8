/** The weakest domain over which the claim is still proved, found by assuming less and less, in order. */
import type { Evidence } from '../../claim/verdict.js';
import type { Domain } from '../../domain/domain.js';
import { rangeNotation, writeDomain } from '../../domain/write-domain.js';
import type { Assumption, AssumptionFinding, SuggestedDomain } from './assumption.js';
import { checkOver, differsInEndsOnly, type Examination, holds, placeOf } from './examine-assumption.js';
import { compared, lookOutside } from './look-outside.js';

/** An assumption, and what was found about its weakenings one by one. */
export interface Examined {
  readonly assumption: Assumption;
  readonly findings: readonly AssumptionFinding[];
}

/** A domain over which the claim is proved, and the proof. */
interface Reached {
  readonly domain: Domain;
  readonly evidence: readonly Evidence[];
}

/**
 * Greedy, in the order of the assumptions: each that is not needed alone is weakened as far as the claim is still proved
 * together with the weakenings before it. What two assumptions can do without one at a time, they may need between them.
 * @returns undefined where no assumption can be weakened, or the examination was interrupted.
 */
export async function suggestDomain(
  examination: Examination,
  examined: readonly Examined[],
): Promise<SuggestedDomain | undefined> {
  const { claim, options } = examination;
  const candidates = examined.filter(addsPoints);
  let reached: Reached = { domain: claim.domain, evidence: [] };
  // What the others imply adds no point until one of those is gone: it waits, and is asked again after each success.
  let waiting = [...candidates.filter((c) => !isImplied(c)), ...candidates.filter(isImplied)];
  const kept: string[] = [];
  for (let progress = true; progress; ) {
    progress = false;
    const still: Examined[] = [];
    for (const candidate of waiting) {
      if (options.signal?.aborted) return undefined;
      const next = await weakened(examination, candidate, reached);
      if (next === 'implied') still.push(candidate);
      else if (next === 'refused') kept.push(candidate.assumption.text);
      else {
        reached = next;
        progress = true;
      }
    }
    waiting = still;
  }
  if (reached.domain === claim.domain || options.signal?.aborted) return undefined;
  const { domain, evidence } = reached;
  return { ...writeDomain(domain), changes: changesBetween(claim.domain, domain), kept, evidence };
}

/** Not needed; and where points outside were drawn, the claim says something at some of them. */
function addsPoints({ findings }: Examined): boolean {
  const last = findings.at(-1);
  return last?.status === 'not needed' && (last.outside === undefined || compared(last.outside) > 0);
}

const isImplied = ({ findings }: Examined): boolean => findings.at(-1)?.outside === undefined;

/** One assumption weakened on top of what was reached, as far as the claim is still proved. */
async function weakened(
  examination: Examination,
  { assumption, findings }: Examined,
  { domain }: Reached,
): Promise<Reached | 'implied' | 'refused'> {
  const { claim, options } = examination;
  // Alone, this weakening was proved, and those before it were not.
  const first = findings.length - 1;
  for (const [i, { weaken, outside }] of assumption.weakenings.slice(first).entries()) {
    const region = outside(domain);
    const seen = await lookOutside({ ...claim, domain }, region, assumption.symbols, options);
    if (seen.kind === 'no-point') return 'implied';
    if (seen.kind === 'refuted') continue;
    const larger = weaken(domain);
    if (domain === claim.domain && i === 0) return { domain: larger, evidence: findings[first].evidence };
    const result = await checkOver(examination, larger);
    if (result.counterexample !== undefined)
      placeOf(claim, result.counterexample, differsInEndsOnly(claim, result));
    if (holds(result)) return { domain: larger, evidence: result.evidence };
  }
  return 'refused';
}

/** In the author's notation: `x: real instead of positive`, `without a0 < s`, `a0 <= s instead of a0 < s`. */
function changesBetween(from: Domain, to: Domain): string[] {
  const changes: string[] = [];
  for (const range of from.symbols.values()) {
    const [before, after] = [rangeNotation(range), rangeNotation(to.symbols.get(range.name)!)];
    if (before !== after) changes.push(`${range.name}: ${after} instead of ${before}`);
  }
  const fresh = to.relations.filter((relation) => !from.relations.includes(relation));
  for (const relation of from.relations.filter((r) => !to.relations.includes(r))) {
    const milder = fresh.find((r) => r.left === relation.left && r.right === relation.right);
    changes.push(
      milder === undefined ? `without ${relation.text}` : `${milder.text} instead of ${relation.text}`,
    );
  }
  return changes;
}
