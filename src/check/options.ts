import type { ResultCache } from './cache/result-cache.js';
import type { Shard } from './shard.js';

/** Options of a check run; every field has a default in {@link DEFAULT_OPTIONS}. */
export interface CheckOptions {
  /** Seed of everything random in the run. */
  readonly seed: number;
  /** Digits at which sampled sides are compared. */
  readonly digits: number;
  /** Draws of the long sampled search, per elementary question. */
  readonly runs: number;
  /** Draws of every proof against its flow; default: what the proof asks for. */
  readonly proofRuns?: number;
  /** Threads that simulations run in; default: one a core. */
  readonly jobs?: number;
  /** Only claims whose id (or `derivation/id`) contains one of these texts. */
  readonly only: readonly string[];
  /** Only this part of the run. */
  readonly shard?: Shard;
  /** Stop at the first claim or proof that falls short. */
  readonly bail: boolean;
  /** Report only what no earlier run knows, and what falls short: nothing that the others rest on has changed. Needs a cache. */
  readonly changedOnly: boolean;
  /** Ask nerdamer and mathjs for second opinions. They are shown and never decide. */
  readonly secondOpinions: boolean;
  /** Ask of each assumption of a proved claim whether it is needed. Verdicts do not depend on it. */
  readonly assumptions: boolean;
  /** Budget of one claim in milliseconds; each re-check without an assumption has as much. */
  readonly claimBudgetMs: number;
  /** Results of earlier runs; without one, everything is checked. */
  readonly cache?: ResultCache;
  readonly signal?: AbortSignal;
  /** Called before and after programs of the author run (modules, proofs), which nothing but a signal can stop. */
  readonly onUserCode?: (running: boolean) => void;
  /** Called when a claim starts and when its result is known. */
  readonly onProgress?: (event: CheckProgress) => void;
}

export interface CheckProgress {
  readonly done: number;
  readonly total: number;
  readonly current: string;
  /** Set while an assumption of the claim is examined. */
  readonly assumption?: string;
  readonly result?: import('./result.js').ClaimResult;
}

export const DEFAULT_OPTIONS: CheckOptions = {
  seed: 1,
  digits: 50,
  runs: 200,
  only: [],
  bail: false,
  changedOnly: false,
  secondOpinions: false,
  assumptions: false,
  claimBudgetMs: 20_000,
};
