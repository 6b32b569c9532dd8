/** `toBeProved` and `toHoldOn`. */
import { checkDerivation } from '../check/check-derivation.js';
import type { CheckOptions } from '../check/options.js';
import type { ClaimResult } from '../check/result.js';
import type { SymbolsInput } from '../claim/document.js';
import { shortfallOf } from '../report/shortfall.js';
import { derivationOfClaimed } from './standalone-claim.js';

export type MatcherOptions = Partial<
  Pick<CheckOptions, 'seed' | 'digits' | 'runs' | 'claimBudgetMs' | 'signal'>
>;

export interface MatcherResult {
  readonly pass: boolean;
  readonly message: () => string;
}
export interface MatcherContext {
  readonly isNot: boolean;
}

/** One result as lines: what was found, and the counterexample or the reason. */
function described(result: ClaimResult, wanted: string): string {
  const fallen = shortfallOf({ ...result, ok: false });
  return [`${result.claim}: expected ${wanted}, found ${result.verdict}`, ...(fallen?.lines ?? [])].join(
    '\n  ',
  );
}

/** Every claim is proved; one that is expected to be refuted is refuted. */
export async function toBeProved(
  this: MatcherContext,
  claimed: unknown,
  symbols?: SymbolsInput,
  options?: MatcherOptions,
): Promise<MatcherResult> {
  const results = await checkDerivation(derivationOfClaimed(claimed, symbols), options);
  const wanted = ({ expected }: ClaimResult) => (expected === 'refuted' ? 'refuted' : 'proved');
  const short = results.filter((result) => result.verdict !== wanted(result));
  return {
    pass: short.length === 0,
    message: () =>
      this.isNot
        ? 'expected no proof, and there is one'
        : short.map((result) => described(result, wanted(result))).join('\n'),
  };
}

/**
 * Nothing found against it over the given domain, and something for it: at least `supported`. Its negation is that it
 * is refuted. A claim that is undecided fulfils neither.
 */
export async function toHoldOn(
  this: MatcherContext,
  claimed: unknown,
  symbols: SymbolsInput,
  options?: MatcherOptions,
): Promise<MatcherResult> {
  const results = await checkDerivation(derivationOfClaimed(claimed, symbols), options);
  const refuted = results.filter(({ verdict }) => verdict === 'refuted');
  const open = results.filter(({ verdict }) => verdict === 'undecided' || verdict === 'error');
  if (open.length > 0) return unfulfilled(this, open.map((r) => described(r, 'a verdict')).join('\n'));
  return {
    pass: refuted.length === 0,
    message: () =>
      this.isNot
        ? `expected a counterexample, and there is none: ${results.map((r) => `${r.claim} is ${r.verdict}`).join(', ')}`
        : refuted.map((result) => described(result, 'no counterexample')).join('\n'),
  };
}

/** A failure with and without `not`. */
export const unfulfilled = ({ isNot }: MatcherContext, message: string): MatcherResult => ({
  pass: isNot,
  message: () => message,
});
