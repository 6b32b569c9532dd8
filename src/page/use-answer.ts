import { useEffect, useState } from 'preact/hooks';
import type { FailureAnswer } from './answers.js';

export type Answer<Found> =
  | { readonly kind: 'waiting' }
  | { readonly kind: 'found'; readonly found: Found }
  | { readonly kind: 'failed'; readonly failure: FailureAnswer };

/** What the server answers; an answer that nobody waits for any more is given up. */
export function useAnswer<Found>(
  method: 'GET' | 'POST',
  path: string | undefined,
  attempt = 0,
): Answer<Found> {
  const key = `${path} ${attempt}`;
  const [state, setState] = useState<{ readonly key: string; readonly answer: Answer<Found> }>();
  useEffect(() => {
    if (path === undefined) return undefined;
    const giveUp = new AbortController();
    ask<Found>(method, path, giveUp.signal).then((answer) => {
      if (!giveUp.signal.aborted) setState({ key, answer });
    });
    return () => giveUp.abort();
  }, [key]);
  return state?.key === key ? state.answer : { kind: 'waiting' };
}

async function ask<Found>(method: string, path: string, signal: AbortSignal): Promise<Answer<Found>> {
  try {
    const response = await fetch(path, { method, signal });
    const data = (await response.json()) as unknown;
    return response.ok
      ? { kind: 'found', found: data as Found }
      : { kind: 'failed', failure: data as FailureAnswer };
  } catch {
    const message = 'the program that serves this page does not answer';
    const hint = 'is flowproof explore --open still running?';
    return { kind: 'failed', failure: { code: 'no-server', message, hint } };
  }
}

/** One sentence, and what to do. */
export const failureText = ({ message, expected, hint }: FailureAnswer): string =>
  [message, expected && `expected ${expected}`, hint].filter(Boolean).join('; ');
