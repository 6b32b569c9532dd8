/** Many fuzz trials from one seed, with counts and every wrong verdict. */
import { claimTrial } from './claim-trials.js';
import { type FuzzDice, fuzzDice } from './dice.js';
import { equalityTrial } from './equality-trials.js';
import { asymptoticTrial } from './limit-trials.js';
import { matrixTrial } from './matrix-trials.js';
import { inequalityTrial, signTrial } from './sign-trials.js';
import { Tally } from './tally.js';
import type { TrialResult } from './trial.js';

/** Trials by their share in a hundred. */
const TRIALS: readonly (readonly [number, string, (dice: FuzzDice) => Promise<TrialResult>])[] = [
  [76, 'claims', claimTrial],
  [6, 'matrices', matrixTrial],
  [8, 'equality', equalityTrial],
  [4, 'signs', signTrial],
  [3, 'inequality', inequalityTrial],
  [3, 'asymptotics', asymptoticTrial],
];

export interface CampaignOptions {
  readonly seed: number;
  readonly runs: number;
  /** Wall time after which no trial is started. */
  readonly seconds?: number;
  /** Start at this trial, to run one again. */
  readonly from?: number;
  readonly onTrial?: (index: number, result: TrialResult) => void;
}

/** The trial of a campaign with this index: it depends on the seed and the index alone. */
export function trial(seed: number, index: number): Promise<TrialResult> {
  const dice = fuzzDice(fuzzDice(seed).stream.fork(index).seed);
  let left = dice.integer(0, 99);
  for (const [share, , run] of TRIALS) {
    if (left < share) return run(dice);
    left -= share;
  }
  throw new Error('campaign: the shares do not add up to 100');
}

export async function campaign(options: CampaignOptions): Promise<Tally> {
  const start = performance.now();
  const tally = new Tally();
  for (let index = options.from ?? 0; tally.trials < options.runs; index++) {
    if (performance.now() - start > 1_000 * (options.seconds ?? Number.POSITIVE_INFINITY)) break;
    const result = await trial(options.seed, index);
    tally.add(index, result);
    options.onTrial?.(index, result);
  }
  return tally;
}
