/** When a long look at a boundary has to end, and how it lets timers and signals in. */
import type { Side } from '../../flow/measured-boundary.js';
import type { QuestionBudget } from '../decide-question.js';

export interface Watch {
  /** Is the budget spent, or the check interrupted? */
  readonly stopped: () => boolean;
  /** Gives timers and signals a turn. */
  readonly breathe: () => Promise<void>;
}

/** Ends when a share of the budget, counted from `start`, is spent. */
export const watchOf = ({ signal, ms }: QuestionBudget, start: number, share: number): Watch => ({
  stopped: () => signal?.aborted === true || performance.now() - start > share * ms,
  breathe: () => new Promise((resolve) => setImmediate(resolve)),
});

/** Takes a search that asks for sides to its end; undefined where the watch ended it. */
export async function answering<Found>(
  search: Generator<number, Found, Side>,
  sideAt: (value: number) => Side,
  { stopped, breathe }: Watch,
): Promise<Found | undefined> {
  let next = search.next();
  while (!next.done) {
    await breathe();
    if (stopped()) return undefined;
    const side = sideAt(next.value);
    // A side that the end of the budget left open says nothing about the flow.
    if (stopped()) return undefined;
    next = search.next(side);
  }
  return next.value;
}
