/** `import 'flowproof/vitest'`: matchers for claims and flows, and claims as test cases. */
import { expect } from 'vitest';
import type { SymbolsInput } from '../claim/document.js';
import { type MatcherOptions, toBeProved, toHoldOn } from './claim-matchers.js';
import { type FollowedFlow, toFollowFlow } from './flow-matcher.js';

export type { MatcherOptions } from './claim-matchers.js';
export { type ClaimSource, type ClaimTestOptions, claimTests } from './claim-tests.js';
export type { ClosedForms, FollowedFlow } from './flow-matcher.js';
export type { Claimed, StandaloneClaim } from './standalone-claim.js';

export interface FlowproofMatchers {
  /** Of a claim, a derivation, or text `a = b`: the kernel proves it (all of it). Asynchronous: `await` it. */
  toBeProved(symbols?: SymbolsInput, options?: MatcherOptions): Promise<void>;
  /** The same, over this domain: at least supported; with `not`, refuted by a counterexample. Asynchronous. */
  toHoldOn(symbols: SymbolsInput, options?: MatcherOptions): Promise<void>;
  /** Of closed forms by state: they follow the integrated flow within the bound of its error; with `not`, they depart. */
  toFollowFlow(followed: FollowedFlow): void;
}

declare module 'vitest' {
  // The parameter is vitest's own.
  // biome-ignore lint/suspicious/noExplicitAny: an interface is only merged with the same type parameters.
  interface Matchers<T = any> extends FlowproofMatchers {}
}

expect.extend({ toBeProved, toHoldOn, toFollowFlow });
