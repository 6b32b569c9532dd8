/** The shape of statements about matrices. */
import * as v from 'valibot';
import type { FormulaOf } from './schema-accumulated.js';

const PROPERTIES = ['symmetric', 'skew', 'orthogonal', 'positive-definite', 'invertible'] as const;

/** @param formula the schema of a formula with this description. */
export function matrixStatements(formula: FormulaOf) {
  const shape = (description: string) =>
    v.pipe(v.string('a shape such as Nh x Ni'), v.description(description));
  const declaration = v.strictObject(
    {
      shape: shape('Rows x columns, or one size for a square matrix.'),
      is: v.optional(
        v.pipe(
          v.picklist(PROPERTIES, `one of ${PROPERTIES.join(', ')}`),
          v.description('What is known of every value of the matrix.'),
        ),
      ),
    },
    'a shape such as Nh x Ni, or a map with shape and is',
  );
  const moves = (description: string) =>
    v.pipe(
      v.record(v.string(), formula('Its value.'), 'a map from matrices and symbols to formulas'),
      v.description(description),
    );
  return {
    matrices: v.pipe(
      v.record(
        v.string(),
        v.union([v.string(), declaration], 'a shape such as Nh x Ni, or a map with shape and is'),
        'a map from matrices to their shapes',
      ),
      v.description('The matrices of the formulas: Nh x Ni, or one size for a square one.'),
    ),
    hypotheses: v.pipe(
      v.record(v.string(), v.string('an equation as text'), 'a map from names to equations'),
      v.description("Equations that claims may take as given, such as W2'*W2 - W1*W1' = lambda*I."),
    ),
    given: v.optional(
      v.pipe(
        v.array(v.string('the name of a hypothesis, or an equation as text'), 'a list of equations'),
        v.description('What holds wherever the claim speaks: hypotheses by name, or equations.'),
      ),
    ),
    identity: v.pipe(
      v.array(formula('One side.'), 'a list of formulas'),
      v.minLength(2, 'at least two formulas'),
      v.description('Each formula equals the one before it, for matrices of every size.'),
    ),
    at: v.optional(moves('Matrices and symbols that are replaced first, such as { u: 0 }.')),
    rate: v.strictObject(
      {
        of: formula('What changes along the flow.'),
        along: moves("How matrices and symbols move, such as { W1: W2'*E }; all others stay."),
        is: formula('Its derivative.'),
      },
      'a map with of, along and is',
    ),
  };
}
