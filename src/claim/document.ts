/**
 * What an author writes: the same shape in a TypeScript module (through `derivation`) and in a claim file
 * (`*.claims.yaml`, JSON). Plain data; formulas are text in mathjs's grammar, or expressions made with `math`.
 */
import type { RationalInput, SymbolInput, SymbolsInput, SymbolTypeName } from '../domain/read-domain.js';
import type { Expression } from '../expression/expression.js';
import type { LetterProperty } from '../matrix/index.js';
import type { RequiredVerdict } from './claim.js';

/** A formula as text, as an expression, or as an integer. */
export type FormulaInput = string | number | Expression;

export type { RationalInput, SymbolInput, SymbolsInput, SymbolTypeName };

interface ClaimCommon {
  /** Unique in its derivation: letters, digits, `-`, `_`, `.`. */
  readonly id: string;
  readonly prose?: string;
  readonly source?: string;
  /** Adds matrices for this claim. */
  readonly matrices?: MatricesInput;
  /** Narrows or adds symbols for this claim. */
  readonly symbols?: SymbolsInput;
  /** Further conditions, e.g. `['a0 < s', 'lambda != 0']`. */
  readonly assume?: readonly string[];
  /** Ids of earlier claims of this derivation (equalities, chains, inequalities) that a proof may use. */
  readonly using?: readonly string[];
  /** The weakest acceptable verdict; default `supported`. */
  readonly require?: RequiredVerdict;
  /** `refuted`: the claim is an erratum or a mutant and must be false. */
  readonly expect?: 'refuted';
  /** For an erratum: what is right instead. */
  readonly right?: string;
}

/** One symbol and the point it goes to: an exact rational, or a formula of other symbols. */
export type PointInput = Readonly<Record<string, FormulaInput>>;

/** `'Nh x Ni'`, `'n'` for a square matrix, or a square matrix with a property: sizes are names, integers, sums and products. */
export type MatrixDeclaration = string | { readonly shape: string; readonly is?: LetterProperty };
export type MatricesInput = Readonly<Record<string, MatrixDeclaration>>;

interface ComparisonCommon extends ClaimCommon {
  /** `{ lambda: 0 }`: the claim is to hold there, too, with each side replaced by its limit as lambda goes to 0. */
  readonly extend?: PointInput;
}
export interface EqualInput extends ComparisonCommon {
  readonly equal: readonly [FormulaInput, FormulaInput];
}
export interface ChainInput extends ComparisonCommon {
  readonly chain: readonly FormulaInput[];
}
export interface InequalityInput extends ComparisonCommon {
  /** One relation as text: `D0 >= 0`, `K > 2*s`. */
  readonly holds: string;
}
export interface DerivativeInput extends ClaimCommon {
  readonly derivative: { readonly of: FormulaInput; readonly by: string; readonly is: FormulaInput };
}
export interface SolvesInput extends ClaimCommon {
  readonly solves: {
    /** The independent variable, e.g. `u`. */
    readonly variable: string;
    /** Closed forms of the unknowns, e.g. `{ a: 's - delta*…' }`. */
    readonly forms: Readonly<Record<string, FormulaInput>>;
    /** Right-hand sides over the unknowns, e.g. `{ a: 'sqrt(lambda^2 + 4*a^2)*(s - a)' }`. */
    readonly field: Readonly<Record<string, FormulaInput>>;
    readonly initial?: { readonly at: FormulaInput; readonly values: Readonly<Record<string, FormulaInput>> };
  };
}
export interface ConservedInput extends ClaimCommon {
  readonly conserved: {
    readonly quantity: FormulaInput;
    /** The vector field, or … */
    readonly field?: Readonly<Record<string, FormulaInput>>;
    /** … the loss whose gradient flow it is, over these parameters. */
    readonly loss?: FormulaInput;
    readonly parameters?: readonly string[];
  };
}
export interface LimitInput extends ClaimCommon {
  readonly limit: {
    readonly of: FormulaInput;
    /** `lambda -> 0`, `lambda -> 0+`, `x -> a-`, `u -> inf`, `lambda -> -inf`. */
    readonly as: string;
    /** The value, or `inf` / `-inf`. */
    readonly is: FormulaInput;
  };
}
export interface OrderInput extends ClaimCommon {
  readonly order: {
    readonly of: FormulaInput;
    /** As for a limit. */
    readonly as: string;
    /** p in |x - point|^p, or in |x|^p at infinity (p < 0 for decay): a rational. */
    readonly exponent: FormulaInput;
    /** True (default): of/h^p tends to a finite nonzero number. False: it stays bounded. */
    readonly exact?: boolean;
  };
}

export interface ExtendsInput extends ClaimCommon {
  readonly extends: {
    /** Undefined (0/0) at the point. */
    readonly of: FormulaInput;
    /** `{ x: 0 }`, or `{ b: 'a' }`: one symbol, and where it goes. */
    readonly at: PointInput;
    /** The value of the continuous extension there: finite. */
    readonly is: FormulaInput;
  };
}
export interface IntegralInput extends ClaimCommon {
  /** Indefinite: `is` is an antiderivative of `of`. With `from` and `to`: the definite integral; `by` is then bound. */
  readonly integral: {
    readonly of: FormulaInput;
    readonly by: string;
    /** A formula, or `inf` / `-inf`. */
    readonly from?: FormulaInput;
    readonly to?: FormulaInput;
    readonly is: FormulaInput;
    /** An antiderivative in `by`, from which the value is proved. Without it one is looked for. */
    readonly antiderivative?: FormulaInput;
  };
}
export interface SumInput extends ClaimCommon {
  readonly sum: {
    readonly of: FormulaInput;
    /** The index, which is bound. */
    readonly over: string;
    /** The first index; a sum of no terms (to = from - 1) is 0. */
    readonly from: FormulaInput;
    /** The last index, or `inf`. */
    readonly to: FormulaInput;
    readonly is: FormulaInput;
    /** For `to: inf`: the sum up to and including the index. */
    readonly partial?: FormulaInput;
  };
}
export interface ExpectationInput extends ClaimCommon {
  readonly expectation: {
    readonly of: FormulaInput;
    /** Independent variables, which are bound. */
    readonly over: Readonly<
      Record<string, { readonly gaussian: { readonly mean?: FormulaInput; readonly variance: FormulaInput } }>
    >;
    readonly is: FormulaInput;
  };
}

export interface BoundaryInput extends ClaimCommon {
  readonly boundary: {
    /** The symbol whose value decides, e.g. `lambda`. */
    readonly in: string;
    /** Where the boundary lies: a formula without that symbol. */
    readonly at: FormulaInput;
    readonly flow: {
      /** The rate of every state, over the states and symbols. */
      readonly field: Readonly<Record<string, FormulaInput>>;
      /** Their values at time 0. */
      readonly initial: Readonly<Record<string, FormulaInput>>;
      /** The flow is followed up to this time: positive. */
      readonly until: FormulaInput;
    };
    /** What changes across the boundary: over the states and symbols. */
    readonly quantity: FormulaInput;
    /** How many times it is differentiated along the flow: 0 (default) to 3. */
    readonly derivatives?: FormulaInput;
    /** Its largest value along the flow, its smallest, or the one at the end. */
    readonly reduce: 'max' | 'min' | 'end';
    /** What it is compared with: over symbols. */
    readonly level: FormulaInput;
    /** Is it more or less than the level where the symbol is below the boundary? Past it, it is the other. */
    readonly below: 'more' | 'less';
  };
}

/**
 * Implicit bias of linear regression: the flow beta' = speed * (X^T (y - X beta)) from `initial`, coordinate by coordinate, ends
 * for every X and y at the unique minimiser of the summed penalty among the solutions of X^T X beta = X^T y.
 */
export interface MinimiserInput extends ClaimCommon {
  readonly minimiser: {
    /** The penalty of one coordinate, over the state and symbols. */
    readonly of: FormulaInput;
    /** The weight of a coordinate, e.g. `beta`: a symbol that is `real`. */
    readonly state: string;
    /** Positive; over the state and symbols. */
    readonly speed: FormulaInput;
    /** The weight at time 0; default 0. */
    readonly initial?: FormulaInput;
    /** Symbols that may differ from coordinate to coordinate. */
    readonly each?: readonly string[];
  };
}

interface MatrixCommon extends ClaimCommon {
  /** What holds wherever the claim speaks: names of hypotheses, or equations such as `U'*U = I`. */
  readonly given?: readonly string[];
}
export interface IdentityInput extends MatrixCommon {
  /** Each side equals the one before it, for matrices of every size. */
  readonly identity: readonly FormulaInput[];
  /** Letters and symbols that are replaced first: `{ u: 0, G: 0 }`. */
  readonly at?: PointInput;
}
export interface RateInput extends MatrixCommon {
  readonly rate: {
    readonly of: FormulaInput;
    /** How letters and symbols move: `{ W1: "W2'*E", W2: "E*W1'" }`. All others stay. */
    readonly along: Readonly<Record<string, FormulaInput>>;
    /** The derivative of `of` along the flow. */
    readonly is: FormulaInput;
  };
}

export type ClaimInput =
  | EqualInput
  | ChainInput
  | InequalityInput
  | DerivativeInput
  | SolvesInput
  | ConservedInput
  | LimitInput
  | OrderInput
  | ExtendsInput
  | IntegralInput
  | SumInput
  | ExpectationInput
  | BoundaryInput
  | MinimiserInput
  | IdentityInput
  | RateInput;

export interface DerivationInput {
  /** Where the JSON Schema of claim files is; for editors, and otherwise ignored. */
  readonly $schema?: string;
  /** Id of the derivation: letters, digits, `-`, `_`, `.`. */
  readonly derivation: string;
  readonly title: string;
  readonly source?: string;
  readonly prose?: string;
  /** What claims must reach that neither say so themselves nor are errata; `supported` unless stated. */
  readonly require?: RequiredVerdict;
  readonly symbols: SymbolsInput;
  readonly assume?: readonly string[];
  /** Matrices of the formulas, by shape. The names in shapes are sizes: integers from 1 on. */
  readonly matrices?: MatricesInput;
  /** Equations between matrix formulas, by name, for `given`. */
  readonly hypotheses?: Readonly<Record<string, string>>;
  /** Abbreviations, each may use the ones before it. */
  readonly define?: Readonly<Record<string, FormulaInput>>;
  /** LaTeX of symbols, definitions and matrices, where the customary one is not wanted: `{ lambda: '\\bar{\\lambda}' }`. */
  readonly names?: Readonly<Record<string, string>>;
  readonly claims: readonly ClaimInput[];
}
