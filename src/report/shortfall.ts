/** What is wrong with a result, in plain lines for readers that are programs. */
import type { ClaimResult } from '../check/result.js';
import type { FailureFacts } from '../errors.js';
import { FlowproofError } from '../errors.js';
import { oneLine } from './style.js';

/** Verdict, reason and counterexample of a result that fell short; undefined for one that is as required. */
export function shortfallOf(
  result: ClaimResult,
): { readonly title: string; readonly lines: readonly string[] } | undefined {
  if (result.ok) return undefined;
  const { verdict, expected, reason, counterexample, firstWrongStep, right } = result;
  const lines: string[] = [];
  if (firstWrongStep !== undefined)
    lines.push(`line ${firstWrongStep + 1} does not equal line ${firstWrongStep}`);
  if (counterexample !== undefined) {
    const { point, values, because } = counterexample;
    const place = Object.entries(point).map(([name, value]) => `${name} = ${value}`);
    lines.push(`at ${place.length > 0 ? place.join(', ') : 'numbers (there are no symbols)'}`);
    for (const { label, value } of values) lines.push(`  ${label}: ${value}`);
    lines.push(because);
  }
  if (reason !== undefined) lines.push(`why: ${reason}`);
  if (right !== undefined) lines.push(`right is: ${right}`);
  return {
    title: `${nameOf(result)}: expected ${expected}, found ${verdict}`,
    lines: lines.map(oneLine),
  };
}

export const nameOf = ({ derivation, claim }: ClaimResult): string =>
  `${oneLine(derivation)}/${oneLine(claim)}`;

/** A problem of the input as one sentence; its hint stands apart. */
export const problemSentence = ({ code, message, expected, found, hint }: FailureFacts): string =>
  oneLine(new FlowproofError({ code, message, expected, found, hint }).describe());
