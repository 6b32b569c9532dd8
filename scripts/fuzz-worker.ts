/** A child process of `scripts/fuzz.ts`: runs the trials it is told to, one message for each. */
import { trial } from '../test/soundness/fuzz/campaign.js';
import type { TrialResult } from '../test/soundness/fuzz/trial.js';

/** Trials `from` to `to`, the last one not included. */
export interface Chunk {
  readonly seed: number;
  readonly from: number;
  readonly to: number;
}

export type WorkerMessage =
  | { readonly kind: 'result'; readonly index: number; readonly result: TrialResult }
  | { readonly kind: 'idle' };

function send(message: WorkerMessage): void {
  process.send?.(message);
}

process.on('message', async ({ seed, from, to }: Chunk) => {
  for (let index = from; index < to; index++) {
    send({ kind: 'result', index, result: await trial(seed, index) });
  }
  send({ kind: 'idle' });
});
// Ctrl-C reaches the whole process group: the parent decides what becomes of it.
process.on('SIGINT', () => {});
process.on('disconnect', () => process.exit());
send({ kind: 'idle' });
