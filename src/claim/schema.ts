/**
 * The shape of a derivation as data. One declaration serves three ends: checking what authors write, the JSON Schema
 * editors read, and (by a type-level test) agreement with `DerivationInput`. Messages say what was expected.
 */
import * as v from 'valibot';
import { SYMBOL_TYPE_NAMES } from '../domain/read-domain.js';
import { accumulatedStatements } from './schema-accumulated.js';
import { boundaryStatement } from './schema-boundary.js';
import { matrixStatements } from './schema-matrix.js';
import { minimiserStatement } from './schema-minimiser.js';

const text = (description: string) => v.pipe(v.string('text'), v.description(description));

const id = (description: string) =>
  v.pipe(
    v.string('an id as text'),
    v.maxLength(100, 'an id of at most 100 characters'),
    v.regex(
      /^[A-Za-z0-9][A-Za-z0-9._-]*$/,
      'an id of letters, digits, - _ and ., beginning with a letter or a digit',
    ),
    v.description(description),
  );

const formula = (description: string) =>
  v.pipe(
    v.union([v.string(), v.number()], 'a formula: text, or a number'),
    v.description(`${description} A formula in mathjs's grammar; decimals are exact.`),
  );

const rational = (description: string) =>
  v.pipe(
    v.union([v.string(), v.number()], 'an exact rational: an integer, or text such as 1/10'),
    v.description(`${description} An exact rational: 3, 1/10, -0.25, 1e-20.`),
  );

const formulas = (description: string) =>
  v.pipe(
    v.record(v.string(), formula('The right-hand side.'), 'a map from names to formulas'),
    v.description(description),
  );

const symbolType = v.pipe(
  v.picklist(SYMBOL_TYPE_NAMES, `one of ${SYMBOL_TYPE_NAMES.join(', ')}`),
  v.description('What the symbol may be.'),
);

const symbolDeclaration = v.strictObject(
  {
    is: v.optional(symbolType),
    gt: v.optional(rational('The symbol is greater than this.')),
    ge: v.optional(rational('The symbol is at least this.')),
    lt: v.optional(rational('The symbol is less than this.')),
    le: v.optional(rational('The symbol is at most this.')),
  },
  'a type name, or bounds such as { gt: 1/10, lt: 10 }',
);

/** Symbols with their types and bounds. */
export const SymbolsSchema = v.pipe(
  v.record(
    v.string(),
    v.union([symbolType, symbolDeclaration], 'a type name, or bounds such as { gt: 1/10, lt: 10 }'),
    'a map from symbols to their types',
  ),
  v.description('Every symbol of the formulas, with what it may be.'),
);

/** Conditions between symbols. */
export const AssumeSchema = v.pipe(
  v.array(v.string('a relation as text, such as a0 < s'), 'a list of relations'),
  v.description('Conditions such as a0 < s or lambda != 0; 0 < a < b states two.'),
);

const MATRIX = matrixStatements(formula);

const requirement = (description: string) =>
  v.optional(
    v.pipe(
      v.picklist(['supported', 'certified', 'proved'], 'supported, certified or proved'),
      v.description(description),
    ),
  );

const common = {
  id: id('Names the claim; unique in its derivation.'),
  prose: v.optional(text('What the claim says, for a reader.')),
  source: v.optional(text('Where the formula comes from.')),
  matrices: v.optional(MATRIX.matrices),
  symbols: v.optional(SymbolsSchema),
  assume: v.optional(AssumeSchema),
  using: v.optional(
    v.pipe(
      v.array(v.string('the id of a claim'), 'a list of claim ids'),
      v.description('Earlier claims of this derivation that a proof may use.'),
    ),
  ),
  require: requirement(
    'The weakest verdict that is good enough; what the derivation requires unless stated.',
  ),
  expect: v.optional(
    v.pipe(
      v.picklist(['refuted'], 'refuted, or nothing'),
      v.description('refuted: the claim is an erratum or a mutant, and must be false.'),
    ),
  ),
  right: v.optional(text('For an erratum: what is right instead.')),
};

const approach = v.pipe(
  v.string('text such as lambda -> 0'),
  v.description('x -> 0, x -> 0+ (from above), x -> a-, u -> inf, lambda -> -inf.'),
);

const point = (description: string) =>
  v.pipe(
    v.record(
      v.string(),
      formula('The point: an exact rational, or a formula of other symbols.'),
      'a map from one symbol to its point, such as { lambda: 0 }',
    ),
    v.description(description),
  );

const extensible = {
  extend: v.optional(
    point('{ lambda: 0 }: the claim holds there, too, with each side replaced by its limit there.'),
  ),
};
const ACCUMULATED = accumulatedStatements(formula);

/** The shape of a claim of each kind, by the key that states it. */
export const CLAIM_SCHEMAS = {
  equal: v.strictObject({
    ...common,
    ...extensible,
    equal: v.pipe(
      v.strictTuple([formula('Left side.'), formula('Right side.')], 'a list of two formulas'),
      v.description('The two sides are equal wherever both are defined.'),
    ),
  }),
  chain: v.strictObject({
    ...common,
    ...extensible,
    chain: v.pipe(
      v.array(formula('One line of the chain.'), 'a list of formulas'),
      v.minLength(2, 'at least two formulas'),
      v.description('Each formula equals the one before it.'),
    ),
  }),
  holds: v.strictObject({
    ...common,
    ...extensible,
    holds: v.pipe(
      v.string('one relation as text, such as D0 >= 0'),
      v.description('One inequality: D0 >= 0, K > 2*s.'),
    ),
  }),
  derivative: v.strictObject({
    ...common,
    derivative: v.strictObject(
      {
        of: formula('What is differentiated.'),
        by: v.pipe(v.string('a symbol'), v.description('The symbol to differentiate by.')),
        is: formula('The derivative.'),
      },
      'a map with of, by and is',
    ),
  }),
  solves: v.strictObject({
    ...common,
    solves: v.strictObject(
      {
        variable: v.pipe(v.string('a symbol'), v.description('The independent variable, e.g. u.')),
        forms: formulas('Closed forms of the unknowns, over the variable and symbols.'),
        field: formulas('Their derivatives, over the unknowns, the variable and symbols.'),
        initial: v.optional(
          v.strictObject(
            {
              at: formula('The value of the variable at the start.'),
              values: formulas('The values of the unknowns there.'),
            },
            'a map with at and values',
          ),
        ),
      },
      'a map with variable, forms, field and, where given, initial',
    ),
  }),
  conserved: v.strictObject({
    ...common,
    conserved: v.strictObject(
      {
        quantity: formula('What stays constant along the flow.'),
        field: v.optional(formulas('The vector field: the derivative of each state.')),
        loss: v.optional(formula('The loss whose gradient flow it is.')),
        parameters: v.optional(
          v.pipe(
            v.array(v.string('a symbol'), 'a list of symbols'),
            v.minLength(1, 'at least one parameter'),
            v.description('The symbols that the gradient flow moves.'),
          ),
        ),
      },
      'a map with quantity, and field or loss and parameters',
    ),
  }),
  limit: v.strictObject({
    ...common,
    limit: v.strictObject(
      { of: formula('Whose limit it is.'), as: approach, is: formula('The limit, or inf or -inf.') },
      'a map with of, as and is',
    ),
  }),
  order: v.strictObject({
    ...common,
    order: v.strictObject(
      {
        of: formula('Whose order it is.'),
        as: approach,
        exponent: formula('p in |x - point|^p, or in |x|^p at infinity; a rational.'),
        exact: v.optional(
          v.pipe(
            v.boolean('true or false'),
            v.description(
              'true (default): the ratio tends to a finite nonzero number; false: it stays bounded.',
            ),
          ),
        ),
      },
      'a map with of, as and exponent',
    ),
  }),
  extends: v.strictObject({
    ...common,
    extends: v.strictObject(
      {
        of: formula('What extends continuously to the point, where it is 0/0.'),
        at: point('{ x: 0 } or { b: a }: one symbol and the point it goes to.'),
        is: formula('The value of the extension there.'),
      },
      'a map with of, at and is',
    ),
  }),
  integral: v.strictObject({ ...common, integral: ACCUMULATED.integral }),
  sum: v.strictObject({ ...common, sum: ACCUMULATED.sum }),
  expectation: v.strictObject({ ...common, expectation: ACCUMULATED.expectation }),
  boundary: v.strictObject({ ...common, boundary: boundaryStatement(formula, formulas) }),
  minimiser: v.strictObject({ ...common, minimiser: minimiserStatement(formula) }),
  identity: v.strictObject({ ...common, given: MATRIX.given, identity: MATRIX.identity, at: MATRIX.at }),
  rate: v.strictObject({ ...common, given: MATRIX.given, rate: MATRIX.rate }),
} as const;

/** The key that says what a claim states. */
export type StatementKey = keyof typeof CLAIM_SCHEMAS;

const derivationEntries = {
  $schema: v.optional(text('Where the JSON Schema of claim files is; for editors.')),
  derivation: id('Names the derivation.'),
  title: v.pipe(v.string('text'), v.minLength(1, 'a title that is not empty'), v.description('A title.')),
  source: v.optional(text('The paper or catalogue it belongs to.')),
  prose: v.optional(text('An introduction, for a reader.')),
  require: requirement(
    'The weakest verdict that is good enough for claims that do not say; supported unless stated.',
  ),
  symbols: SymbolsSchema,
  matrices: v.optional(MATRIX.matrices),
  hypotheses: v.optional(MATRIX.hypotheses),
  assume: v.optional(AssumeSchema),
  define: v.optional(
    v.pipe(
      v.record(v.string(), formula('Its meaning.'), 'a map from names to formulas'),
      v.description('Abbreviations; each may use the ones before it.'),
    ),
  ),
  names: v.optional(
    v.pipe(
      v.record(v.string(), v.string('LaTeX as text'), 'a map from names to LaTeX'),
      v.description('LaTeX of symbols, definitions and matrices, where the customary one is not wanted.'),
    ),
  ),
};

/** A derivation whose claims are checked one by one, each against the schema of its kind. */
export const DerivationHeadSchema = v.strictObject({
  ...derivationEntries,
  claims: v.pipe(v.array(v.unknown(), 'a list of claims'), v.minLength(1, 'at least one claim')),
});

/** A whole derivation. */
export const DerivationSchema = v.pipe(
  v.strictObject({
    ...derivationEntries,
    claims: v.pipe(
      v.array(
        v.union([
          CLAIM_SCHEMAS.equal,
          CLAIM_SCHEMAS.chain,
          CLAIM_SCHEMAS.holds,
          CLAIM_SCHEMAS.derivative,
          CLAIM_SCHEMAS.solves,
          CLAIM_SCHEMAS.conserved,
          CLAIM_SCHEMAS.limit,
          CLAIM_SCHEMAS.order,
          CLAIM_SCHEMAS.extends,
          CLAIM_SCHEMAS.integral,
          CLAIM_SCHEMAS.sum,
          CLAIM_SCHEMAS.expectation,
          CLAIM_SCHEMAS.boundary,
          CLAIM_SCHEMAS.minimiser,
          CLAIM_SCHEMAS.identity,
          CLAIM_SCHEMAS.rate,
        ]),
      ),
      v.minLength(1),
      v.description('The claims, in order. Each states exactly one thing.'),
    ),
  }),
  v.title('flowproof claim file'),
  v.description('A derivation: symbols, abbreviations and an ordered list of claims about them.'),
);
