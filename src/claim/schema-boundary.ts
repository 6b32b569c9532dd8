/** The shape of a regime boundary. */
import * as v from 'valibot';

const FormulaSchema = v.union([v.string(), v.number()], 'a formula: text, or a number');

type FormulaOf = (
  description: string,
) => v.SchemaWithPipe<readonly [typeof FormulaSchema, v.DescriptionAction<string | number, string>]>;

type Described<Schema extends v.GenericSchema> = v.SchemaWithPipe<
  readonly [Schema, v.DescriptionAction<v.InferOutput<Schema>, string>]
>;

type FormulasOf = (
  description: string,
) => Described<v.RecordSchema<v.StringSchema<undefined>, ReturnType<FormulaOf>, string>>;

export const boundaryStatement = (formula: FormulaOf, formulas: FormulasOf) =>
  v.strictObject(
    {
      in: v.pipe(v.string('a symbol'), v.description('The symbol whose value decides, e.g. lambda.')),
      at: formula('Where the boundary lies; without that symbol.'),
      flow: v.strictObject(
        {
          field: formulas('The rate of each state, over the states and symbols.'),
          initial: formulas('The value of each state at time 0.'),
          until: formula('The flow is followed up to this time; positive.'),
        },
        'a map with field, initial and until',
      ),
      quantity: formula('What changes across the boundary, over the states and symbols.'),
      derivatives: v.optional(
        formula('How many times the quantity is differentiated along the flow: 0 (default), 1, 2 or 3.'),
      ),
      reduce: v.pipe(
        v.picklist(['max', 'min', 'end'], 'max, min or end'),
        v.description('max, min: its largest or smallest value along the flow; end: its value at the end.'),
      ),
      level: formula('What the quantity is compared with.'),
      below: v.pipe(
        v.picklist(['more', 'less'], 'more or less'),
        v.description('Is it more or less than the level below the boundary? Past it, it is the other.'),
      ),
    },
    'a map with in, at, flow, quantity, reduce, level and below',
  );
