/** What a proof of a matrix statement leaves behind: for every block a combination of what vanishes, in readable form. */
import type { StoredCertificate } from '../certificate/stored-form.js';

/** by · left · (relation) · right, or its trace: formulas over the letters of the statement. */
export interface CombinationTerm {
  /** Counts what vanishes: the blocks of the hypotheses, then what holds of letters by their meaning, each before its transpose. */
  readonly relation: number;
  readonly by: string;
  /** Products of letters; left out where there is none. */
  readonly left?: string;
  readonly right?: string;
  readonly traced?: true;
}

export interface BlockProof {
  readonly combination: readonly CombinationTerm[];
  /** Proofs that the scalar coefficients vanish which the combination leaves. */
  readonly scalars: readonly StoredCertificate[];
}

export interface MatrixCertificate {
  readonly format: 'flowproof matrix certificate 1';
  readonly blocks: readonly BlockProof[];
}
