/** A claim of known truth, with what a judge needs to convict it without the kernel. */
import type { SymbolsInput } from '../../../src/domain/read-domain.js';
import type { Expression } from '../../../src/expression/expression.js';
import type { ClaimBody } from '../claim-of.js';

export type Relation = '=' | '<' | '<=' | '>' | '>=';

/** What the claim comes down to: it is false where one of these is violated at a point at which it speaks. */
export interface Comparison {
  readonly left: Expression;
  readonly relation: Relation;
  readonly right: Expression;
}

export interface MadeClaim {
  readonly kind: string;
  readonly symbols: SymbolsInput;
  readonly body: ClaimBody;
  readonly isTrue: boolean;
  readonly comparisons: readonly Comparison[];
  /** The claim was made true only where all of these are defined. */
  readonly through: readonly Expression[];
  /** The claim speaks only where all of these are defined, besides the sides of the comparisons. */
  readonly speaks: readonly Expression[];
  readonly trace: readonly string[];
  /** Points of the domain, as exact rationals, that a false claim is judged at before drawn ones. */
  readonly witnesses?: readonly Readonly<Record<string, string>>[];
  /** A strict inequality whose sides are exactly equal at the first witness: no enclosure can tell. */
  readonly equalAtWitness?: boolean;
}
