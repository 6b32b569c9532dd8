/** A proof (folder `proofs/`): the confrontation of claims with an integrated flow, as a property over random draws. */
import type { Domain } from '../domain/domain.js';
import type { RandomGenerator } from '../domain/random.js';
import type { SourcePlace } from '../errors.js';
import type { Derivation } from './claim.js';
import type { DerivationInput, SymbolsInput } from './document.js';

/** Drawn values of the symbols: exact binary fractions, so the float64 is the number itself. */
export type Draw = Readonly<Record<string, number>>;

/** One number of a closed form beside the same number measured on an integrated flow. */
export interface Comparison {
  /** What is compared, e.g. `a(u) at u = 1.5`. */
  readonly name: string;
  readonly stated: number;
  readonly measured: number;
  /** Bound on |stated − measured| that the integrator's own error estimate (and rounding) explains. */
  readonly bound: number;
}

export interface ProofInput {
  readonly proof: string;
  readonly title: string;
  /** The derivation whose claims are confronted. */
  readonly derivation: DerivationInput;
  /** Ids of the claims this proof speaks of. */
  readonly confronts: readonly string[];
  /** Statements of a catalogue it shows besides those that its claims come from: `lambda-balanced/regime-table`. */
  readonly source?: string | readonly string[];
  /** What is drawn: symbols with their domains, independent of the derivation's. */
  readonly symbols: SymbolsInput;
  readonly assume?: readonly string[];
  /** Draws, unless the command line says otherwise. */
  readonly runs?: number;
  /** Integrates for one draw and compares. `random` is seeded by the draw: weights and data come from it. */
  readonly confront: (draw: Draw, random: RandomGenerator) => readonly Comparison[];
  /**
   * Wrong variants by what is wrong with them, each confronted in the same draws: one that never departs from the flow by more
   * than ten bounds shows that the comparison tells nothing. A variant may return no comparison for a draw it says nothing of.
   */
  readonly controls?: Readonly<Record<string, ProofInput['confront']>>;
}

/** A checked proof: the form that later stages run. */
export interface Proof {
  readonly kind: 'flow';
  readonly id: string;
  readonly title: string;
  readonly derivation: Derivation;
  /** Ids of claims of the derivation. */
  readonly confronts: readonly string[];
  /** Where else the formulas come from, besides the sources of those claims. */
  readonly sources?: readonly string[];
  /** What is drawn. */
  readonly domain: Domain;
  readonly runs?: number;
  readonly confront: ProofInput['confront'];
  readonly controls?: ProofInput['controls'];
  /** The file it was read from. */
  readonly file: string;
  readonly place: SourcePlace;
}

/** Marks an object as a proof; the marker survives a second copy of the package. */
export const PROOF_MARK = Symbol.for('flowproof.proof');

/** Declares a proof: the default export of a file in `proofs/`. */
export function proof(input: ProofInput): ProofInput {
  return Object.defineProperty({ ...input }, PROOF_MARK, { value: true });
}
