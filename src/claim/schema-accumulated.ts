/** The shape of what accumulates: integrals, sums and expectations. */
import * as v from 'valibot';

const FormulaSchema = v.union([v.string(), v.number()], 'a formula: text, or a number');

/** A formula with its description, as the schema of derivations writes it. */
export type FormulaOf = (
  description: string,
) => v.SchemaWithPipe<readonly [typeof FormulaSchema, v.DescriptionAction<string | number, string>]>;

const boundName = (description: string) =>
  v.pipe(v.string('a symbol'), v.description(`${description} It is bound, and need not be declared.`));

export const accumulatedStatements = (formula: FormulaOf) => ({
  integral: v.strictObject(
    {
      of: formula('The integrand.'),
      by: v.pipe(
        v.string('a symbol'),
        v.description('The variable of integration. With from and to it is bound, and need not be declared.'),
      ),
      from: v.optional(formula('The lower end: a formula, inf or -inf.')),
      to: v.optional(formula('The upper end: a formula, inf or -inf.')),
      is: formula('The value; without from and to, an antiderivative.'),
      antiderivative: v.optional(formula('An antiderivative, from which the value is proved.')),
    },
    'a map with of, by and is, and from and to for a definite integral',
  ),
  sum: v.strictObject(
    {
      of: formula('The summand.'),
      over: boundName('The index.'),
      from: formula('The first index, integer-valued.'),
      to: formula('The last index, integer-valued, or inf.'),
      is: formula('The sum.'),
      partial: v.optional(formula('For to: inf, the sum up to and including the index.')),
    },
    'a map with of, over, from, to and is',
  ),
  expectation: v.strictObject(
    {
      of: formula('What is averaged.'),
      over: v.pipe(
        v.record(
          v.string(),
          v.strictObject(
            {
              gaussian: v.strictObject(
                {
                  mean: v.optional(formula('The mean; 0 unless stated.')),
                  variance: formula('The variance, nonnegative.'),
                },
                'a map with mean and variance',
              ),
            },
            'a distribution: { gaussian: { mean: 0, variance: s^2 } }',
          ),
          'a map from variables to their distributions',
        ),
        v.description('The independent random variables. They are bound, and need not be declared.'),
      ),
      is: formula('The expectation.'),
    },
    'a map with of, over and is',
  ),
});
