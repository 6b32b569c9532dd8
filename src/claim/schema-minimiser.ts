/** The shape of a statement about implicit bias. */
import * as v from 'valibot';

const FormulaSchema = v.union([v.string(), v.number()], 'a formula: text, or a number');

type FormulaOf = (
  description: string,
) => v.SchemaWithPipe<readonly [typeof FormulaSchema, v.DescriptionAction<string | number, string>]>;

export const minimiserStatement = (formula: FormulaOf) =>
  v.strictObject(
    {
      of: formula('The penalty of one coordinate, over the state and symbols.'),
      state: v.pipe(
        v.string('a symbol'),
        v.description('The weight of the coordinate, e.g. beta: a real symbol.'),
      ),
      speed: formula("beta' = speed * (X^T (y - X beta)), coordinate by coordinate; positive."),
      initial: v.optional(formula('The weight at time 0 (default 0).')),
      each: v.optional(
        v.pipe(
          v.array(v.string('a symbol'), 'a list of symbols'),
          v.description(
            'Symbols that may differ from coordinate to coordinate; the others are the same in all.',
          ),
        ),
      ),
    },
    'a map with of, state and speed',
  );
