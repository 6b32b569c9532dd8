/** Splitting one check among several runs: a CI matrix, a Slurm array, an indexed Kubernetes job. */
import { createHash } from 'node:crypto';
import type { Claim } from '../claim/claim.js';
import type { Confrontation } from '../claim/confrontation.js';
import { claimFingerprints, proofFingerprint } from '../claim/fingerprint.js';
import { toolFingerprint } from './cache/tool-fingerprint.js';
import type { CheckOptions } from './options.js';

/** Part `index` of `count`, counted from 1. */
export interface Shard {
  readonly index: number;
  readonly count: number;
}

/** What the report of a part says of the whole, so that parts can be put together. */
export interface ShardOfRun extends Shard {
  /** Claims and proofs of the whole run. */
  readonly total: number;
  /** Place of each result of this part in the whole run, from 0. */
  readonly positions: readonly number[];
  /** SHA-256 over the tool, the options that results depend on, and every claim and proof of the whole run. */
  readonly whole: string;
}

/** One claim or proof of a run. */
export type WorkItem =
  | { readonly kind: 'claim'; readonly claim: Claim; readonly file: string }
  | { readonly kind: 'proof'; readonly proof: Confrontation };

/**
 * The positions of the items that part `index` checks: claims that cite each other stay together, and such groups are dealt
 * like cards, so that slow neighbours do not meet in one part.
 */
export function positionsOfShard(items: readonly WorkItem[], { index, count }: Shard): readonly number[] {
  const groups = groupsOf(items);
  const numbers = new Map<number, number>();
  for (const group of groups) if (!numbers.has(group)) numbers.set(group, numbers.size);
  return items.flatMap((_, position) =>
    (numbers.get(groups[position]) ?? 0) % count === index - 1 ? [position] : [],
  );
}

/** For each item the first position of its group. */
function groupsOf(items: readonly WorkItem[]): readonly number[] {
  const first = items.map((_, position) => position);
  const root = (position: number): number =>
    first[position] === position ? position : root(first[position]);
  const positions = new Map<string, number>();
  items.forEach((item, position) => {
    if (item.kind !== 'claim') return;
    const { derivation, id, using = [] } = item.claim;
    const key = (name: string) => JSON.stringify([item.file, derivation, name]);
    positions.set(key(id), position);
    for (const cited of using) {
      const other = positions.get(key(cited));
      if (other === undefined) continue;
      const [a, b] = [root(other), root(position)];
      first[Math.max(a, b)] = Math.min(a, b);
    }
  });
  return items.map((_, position) => root(position));
}

/** The same for two runs only if they would report the same. */
export function wholeFingerprint(items: readonly WorkItem[], options: CheckOptions): string {
  const { seed, digits, runs, proofRuns, secondOpinions, assumptions, claimBudgetMs } = options;
  const settings = [seed, digits, runs, proofRuns ?? null, secondOpinions, assumptions, claimBudgetMs];
  const named = items.map((item) =>
    item.kind === 'claim'
      ? [item.claim.derivation, item.claim.id]
      : [item.proof.derivation.id, item.proof.id, proofFingerprint(item.proof)],
  );
  const prints = [...claimsByDerivation(items).values()].map((claims) => [...claimFingerprints(claims)]);
  return createHash('sha256')
    .update(JSON.stringify([toolFingerprint(), settings, named, prints]))
    .digest('hex');
}

function claimsByDerivation(items: readonly WorkItem[]): ReadonlyMap<string, readonly Claim[]> {
  const groups = new Map<string, Claim[]>();
  for (const item of items) {
    if (item.kind !== 'claim') continue;
    const key = JSON.stringify([item.file, item.claim.derivation]);
    const group = groups.get(key);
    if (group) group.push(item.claim);
    else groups.set(key, [item.claim]);
  }
  return groups;
}
