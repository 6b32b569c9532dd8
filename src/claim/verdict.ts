import type { RequiredVerdict } from './claim.js';

/**
 * What the evidence about a claim adds up to (DESIGN §2):
 * `proved` by the exact kernel for every point of the domain where both sides are defined; `certified` by rigorous enclosures
 * of the whole bounded domain; `supported` by draws; `undecided`, with the reason; `refuted` by a point whose
 * enclosures are separated; `error`, the claim is malformed.
 */
export type Verdict = 'proved' | 'certified' | 'supported' | 'undecided' | 'refuted' | 'error';

const STRENGTH: Readonly<Record<Verdict, number>> = {
  error: 0,
  refuted: 0,
  undecided: 1,
  supported: 2,
  certified: 3,
  proved: 4,
};

export const weakest = (verdicts: readonly Verdict[]): Verdict => {
  if (verdicts.includes('error')) return 'error';
  if (verdicts.includes('refuted')) return 'refuted';
  return verdicts.reduce((least, v) => (STRENGTH[v] < STRENGTH[least] ? v : least), 'proved');
};

export const reaches = (verdict: Verdict, required: RequiredVerdict): boolean =>
  STRENGTH[verdict] >= STRENGTH[required];

/** Values of the symbols at a counterexample, as exact rationals in text. */
export interface Counterexample {
  readonly point: Readonly<Record<string, string>>;
  /** Decimal values of the two sides there (or of whatever the statement compares), with what each stands for. */
  readonly values: readonly { readonly label: string; readonly value: string }[];
  /** How the point refutes, in one sentence. */
  readonly because: string;
}

/** One finding about a claim. */
export type Evidence =
  | {
      readonly kind: 'exact-proof';
      readonly method: string;
      readonly certificate: unknown;
      /** Where identities were tested modulo primes and not reduced exactly: log2 of the error probability. */
      readonly log2Error?: number;
      readonly ms: number;
    }
  /** Enclosures that cover the whole box of the domain, and proofs of the tails beyond it where the domain is unbounded. */
  | {
      readonly kind: 'box-cover';
      readonly certificate: {
        readonly boxes: number;
        readonly outside: number;
        readonly bits: number;
        readonly tails: readonly {
          readonly symbol: string;
          readonly from: string;
          readonly side: 'above' | 'below';
        }[];
      };
      readonly ms: number;
    }
  | { readonly kind: 'no-proof'; readonly reason: string; readonly ms: number }
  | {
      readonly kind: 'sampled';
      readonly draws: number;
      /** Draws at which a side was not defined, and nothing could be compared. */
      readonly undefinedDraws: number;
      /** Draws at which the enclosures stayed too wide to compare. */
      readonly undecidedDraws: number;
      readonly digits: number;
      /** Largest relative gap the enclosures leave open, e.g. `1.2e-41`. */
      readonly worstError: string;
      readonly seed: number;
      readonly ms: number;
    }
  /** Concrete matrices that satisfy what is given. */
  | {
      readonly kind: 'instances';
      readonly instances: number;
      /** … at which a side was not defined, … */
      readonly undefinedInstances: number;
      /** … or both sides were found to agree. */
      readonly agreeing: number;
      readonly seed: number;
      readonly ms: number;
    }
  | {
      readonly kind: 'refutation';
      readonly counterexample: Counterexample;
      readonly seed: number;
      readonly ms: number;
    }
  | {
      readonly kind: 'flow';
      readonly proof: string;
      readonly agrees: boolean;
      readonly runs: number;
      /** Largest deviation divided by the integrator's own error bound. */
      readonly worstRatio: number;
      readonly worstDeviation: number;
      /** Wrong variants that the same comparisons rejected: all of them, where `agrees`. */
      readonly rejectedControls?: number;
      readonly seed: number;
      readonly ms: number;
    }
  /** A statistical prediction beside the means of many random runs, case by case. */
  | {
      readonly kind: 'simulation';
      readonly proof: string;
      /** Every case agrees, is decided, and rejects its wrong predictions. */
      readonly agrees: boolean;
      readonly rows: readonly SimulatedRow[];
      readonly seed: number;
      readonly ms: number;
    }
  /** Both sides of a regime boundary on integrated flows, and the flow's own boundary beside the stated one. */
  | {
      readonly kind: 'boundary';
      readonly variable: string;
      readonly draws: number;
      /** Draws at which both sides were decided as stated and the boundary was measured. */
      readonly decided: number;
      /** Draws at which only one side lies in the domain, or was decided. */
      readonly oneSided: number;
      readonly undecided: number;
      /** How near to the boundary both sides were decided at every decided draw, as a share of it. */
      readonly nearest: number;
      /** Largest deviation of the measured boundary from the stated one, divided by its bound. */
      readonly worstRatio: number;
      /** The first measured boundary, with the values of the other symbols. */
      readonly example?: {
        readonly point: Readonly<Record<string, string>>;
        readonly stated: number;
        readonly measured: number;
        readonly bound: number;
      };
      readonly seed: number;
      readonly ms: number;
    }
  | {
      readonly kind: 'second-opinion';
      readonly oracle: string;
      readonly opinion: 'equal' | 'different' | 'none';
      readonly note?: string;
    };

/** One case of a simulation. */
export interface SimulatedRow {
  readonly case: string;
  readonly predicted: number;
  readonly mean: number;
  /** Of the mean. */
  readonly standardError: number;
  readonly runs: number;
  /** Finite-size allowance: absolute. */
  readonly allowance: number;
  /** A prediction off by this much would be rejected, once `decided`. */
  readonly resolution: number;
  /** |mean - predicted| <= 4 standard errors + allowance. */
  readonly agrees: boolean;
  /** The standard error became small enough to tell the prediction from wrong ones. */
  readonly decided: boolean;
  readonly controls: readonly SimulatedControl[];
}

/** A wrong prediction in one case. */
export interface SimulatedControl {
  readonly name: string;
  readonly predicted: number;
  /** Of the mean from it, in standard errors. */
  readonly deviation: number;
  readonly rejected: boolean;
}
