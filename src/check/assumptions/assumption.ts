/** An assumption of a claim, the ways to weaken it, and what was found about it. */
import type { Counterexample, Evidence } from '../../claim/verdict.js';
import type { Domain, RelationOperator } from '../../domain/domain.js';
import type { WrittenDomain } from '../../domain/write-domain.js';
import type { Expression } from '../../expression/expression.js';

/** A way to assume less. */
export interface Weakening {
  /** What is assumed instead; absent where nothing is. */
  readonly instead?: string;
  /** The larger domain. */
  readonly weaken: (domain: Domain) => Domain;
  /** Points of the larger domain that are not in the given one: all of them, or a part where that is said. */
  readonly outside: (domain: Domain) => Domain;
}

/** A condition as a comparison of two expressions. */
export interface Condition {
  readonly left: Expression;
  readonly operator: RelationOperator;
  readonly right: Expression;
}

/** One condition of a domain that can be dropped while the others stay. */
export interface Assumption {
  readonly kind: 'bound' | 'relation' | 'integer';
  /** In words of the author: `x > 0`, `a0 < s`, `n an integer`. */
  readonly text: string;
  /** Symbols it speaks of. */
  readonly symbols: readonly string[];
  /** The same as a comparison; a type is none. */
  readonly condition?: Condition;
  /** From the strongest (nothing is assumed instead) to the mildest. */
  readonly weakenings: readonly Weakening[];
}

/**
 * - `needed`: without it the claim is false: a counterexample lies outside the domain;
 * - `not needed`: the claim is proved (or certified) without it;
 * - `vacuous outside`: it is proved without it, and at no draw outside are both sides defined: it restricts nothing;
 * - `needed to prove`: draws support the claim without it, and no proof was found;
 * - `open`: nothing was decided without it;
 * - `not examined`: dropping it makes no sense, for the reason given.
 */
export type AssumptionStatus =
  | 'needed'
  | 'not needed'
  | 'vacuous outside'
  | 'needed to prove'
  | 'open'
  | 'not examined';

/** Draws among the points that the assumption excludes. */
export interface OutsideDraws {
  readonly draws: number;
  /** … at which a side is undefined, so that the claim says nothing. */
  readonly undefinedDraws: number;
  /** … at which the enclosures stayed too wide to compare. */
  readonly undecidedDraws: number;
}

export interface AssumptionFinding {
  readonly assumption: string;
  readonly kind: Assumption['kind'] | 'citation' | 'hypothesis' | 'property';
  /** What was assumed in its place; absent where it was dropped altogether. */
  readonly instead?: string;
  readonly status: AssumptionStatus;
  /** Why the status is what it is, where the evidence does not say it. */
  readonly reason?: string;
  /** For `needed`: a point outside the domain at which the claim is false. */
  readonly counterexample?: Counterexample;
  /** The larger domain the claim was checked over, as an author writes it. */
  readonly over?: WrittenDomain;
  readonly outside?: OutsideDraws;
  /** What was found over the larger domain: for `not needed`, the stronger proof. */
  readonly evidence: readonly Evidence[];
  readonly ms: number;
}

/** The weakest domain found over which the claim is still proved. */
export interface SuggestedDomain extends WrittenDomain {
  /** What changes, in the author's notation: `x: real instead of positive`, `without a0 < s`. */
  readonly changes: readonly string[];
  /** Assumptions that can be dropped alone and not together with those of `changes`. */
  readonly kept: readonly string[];
  /** The proof over this domain. */
  readonly evidence: readonly Evidence[];
}

/** What an examination adds to the result of a claim. */
export interface AssumptionReport {
  /** Every assumption of the claim; absent where none was examined. */
  readonly assumptions?: readonly AssumptionFinding[];
  /** Why the assumptions were not examined. */
  readonly assumptionsSkipped?: string;
  readonly suggestedDomain?: SuggestedDomain;
}
