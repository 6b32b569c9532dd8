/** What a proof of a matrix statement leaves behind: for every block a combination of what vanishes, in readable form. */
import * as v from 'valibot';

export const MATRIX_FORMAT = 'flowproof matrix certificate 1';

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

/**
 * What is left of the statement when the combinations are taken away are scalar coefficients; that these vanish is
 * proved by certificates of their own.
 */
export interface MatrixCertificate {
  readonly format: typeof MATRIX_FORMAT;
  /** The statement it proves: see {@link statementKey}. */
  readonly statement: string;
  readonly blocks: readonly (readonly CombinationTerm[])[];
}

const text = v.pipe(v.string(), v.minLength(1));

export const MatrixCertificateSchema = v.strictObject({
  format: v.literal(MATRIX_FORMAT),
  statement: v.string(),
  blocks: v.array(
    v.array(
      v.strictObject({
        relation: v.pipe(v.number(), v.safeInteger(), v.minValue(0)),
        by: text,
        left: v.optional(text),
        right: v.optional(text),
        traced: v.optional(v.literal(true)),
      }),
    ),
  ),
});
