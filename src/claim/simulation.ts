/** A simulation (folder `proofs/`): a statistical prediction beside the average over many random runs. */
import type { RandomGenerator } from '../domain/random.js';
import type { SourcePlace } from '../errors.js';
import type { Derivation } from './claim.js';
import type { DerivationInput } from './document.js';

/** Plain data that one case is made with. */
export type Setting = Readonly<Record<string, unknown>>;

/** A wrong prediction that the same test must reject. */
export interface WrongPrediction<Case> {
  readonly predict: (setting: Case) => number;
  /** Names of the cases in which it must be rejected: at least one. */
  readonly rejectedIn: readonly string[];
}

export interface SimulationInput<Case extends object = Setting> {
  readonly simulation: string;
  readonly title: string;
  /** The derivation whose claims are confronted. */
  readonly derivation: DerivationInput;
  /** Ids of the claims this simulation speaks of. */
  readonly confronts: readonly string[];
  /** Statements of a catalogue it shows besides those that its claims come from. */
  readonly source?: string | readonly string[];
  /** What is simulated, by name: plain data. */
  readonly cases: Readonly<Record<string, Case>>;
  /** What the theory says of a case. */
  readonly predict: (setting: Case) => number;
  /** One run. Everything random comes from `random`, which is seeded by the case and the number of the run. */
  readonly sample: (setting: Case, random: RandomGenerator) => number;
  /** How far the mean over many runs may be from the prediction because the case is finite: an absolute number >= 0. */
  readonly allowance: (setting: Case, predicted: number) => number;
  /**
   * Runs go on until both the prediction lowered and the prediction raised by this much are rejected: an absolute number,
   * more than the allowance.
   */
  readonly resolution: (setting: Case, predicted: number) => number;
  /** Runs a case: at least (default 40), and at most (default 400). */
  readonly runs?: { readonly least?: number; readonly most?: number };
  /** Wrong predictions by what is wrong with them: at least one. */
  readonly controls: Readonly<Record<string, WrongPrediction<Case>>>;
}

/** A checked simulation: the form that later stages run. */
export interface Simulation {
  readonly kind: 'simulation';
  readonly id: string;
  readonly title: string;
  readonly derivation: Derivation;
  readonly confronts: readonly string[];
  readonly sources?: readonly string[];
  readonly cases: ReadonlyMap<string, Setting>;
  readonly predict: (setting: Setting) => number;
  readonly sample: (setting: Setting, random: RandomGenerator) => number;
  readonly allowance: (setting: Setting, predicted: number) => number;
  readonly resolution: (setting: Setting, predicted: number) => number;
  readonly runs: { readonly least: number; readonly most: number };
  readonly controls: ReadonlyMap<string, WrongPrediction<Setting>>;
  readonly file: string;
  readonly place: SourcePlace;
}

/** Marks an object as a simulation; the marker survives a second copy of the package. */
export const SIMULATION_MARK = Symbol.for('flowproof.simulation');

/** Declares a simulation: an export of a file in `proofs/`. */
export function simulation<Case extends object>(input: SimulationInput<Case>): SimulationInput<Case> {
  return Object.defineProperty({ ...input }, SIMULATION_MARK, { value: true });
}
