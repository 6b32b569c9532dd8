/** A claim: one statement over a domain. This is the checked, compiled form that every later stage works on. */
import type { Domain } from '../domain/domain.js';
import type { SourcePlace } from '../errors.js';
import type { Expression } from '../expression/expression.js';
import type { Letter } from '../matrix/index.js';
import type { GivenEquation, IdentityStatement, MatrixSide, RateStatement } from './matrix-claim.js';

/** A formula in the author's words and as an expression. */
export interface Formula {
  /** As typed. */
  readonly text: string;
  /** The tree of the typed text, definitions kept as symbols: what is printed. */
  readonly typed: Expression;
  /** The same with every `define`d name replaced by its meaning: what is checked. */
  readonly expanded: Expression;
  readonly place: SourcePlace;
}

export type InequalityOperator = '<' | '<=' | '>' | '>=';

/** Where the variable of a limit or an order goes. `side` is from which side a finite point is approached. */
export type Approach =
  | { readonly kind: 'point'; readonly value: Formula; readonly side: 'left' | 'right' | 'both' }
  | { readonly kind: 'infinity'; readonly sign: 1 | -1 };

export type PointApproach = Extract<Approach, { kind: 'point' }>;

/** Where the two sides of a comparison are to be read as their limits, besides what they say where they are defined. */
export interface Extension {
  readonly variable: string;
  readonly approach: PointApproach;
}

export type LimitValue =
  | { readonly kind: 'finite'; readonly value: Formula }
  | { readonly kind: 'infinite'; readonly sign: 1 | -1 };

export type Statement =
  | {
      readonly kind: 'equality';
      readonly left: Formula;
      readonly right: Formula;
      readonly extend?: Extension;
    }
  | { readonly kind: 'chain'; readonly steps: readonly Formula[]; readonly extend?: Extension }
  | {
      readonly kind: 'inequality';
      readonly left: Formula;
      readonly operator: InequalityOperator;
      readonly right: Formula;
      readonly extend?: Extension;
    }
  /** d(of)/d(by) = is, wherever `of` is defined. */
  | { readonly kind: 'derivative'; readonly of: Formula; readonly by: string; readonly is: Formula }
  /** The closed forms satisfy d(form_i)/d(variable) = field_i(forms) and take the initial values at `at`. */
  | {
      readonly kind: 'solves';
      readonly variable: string;
      readonly forms: ReadonlyMap<string, Formula>;
      readonly field: ReadonlyMap<string, Formula>;
      readonly initial?: { readonly at: Formula; readonly values: ReadonlyMap<string, Formula> };
    }
  /** The quantity is constant along d(state_i)/dt = field_i. */
  | {
      readonly kind: 'conserved';
      readonly quantity: Formula;
      readonly field: ReadonlyMap<string, Formula>;
      /** Set where the field is the gradient flow of this loss. */
      readonly loss?: Formula;
    }
  | {
      readonly kind: 'limit';
      readonly of: Formula;
      readonly variable: string;
      readonly approach: Approach;
      readonly is: LimitValue;
    }
  /**
   * |of| behaves like h^exponent, h = |variable − point|, or like |variable|^exponent at infinity (exponent < 0 decays).
   * `exact`: of/h^exponent tends to a finite nonzero number. Otherwise only: it stays bounded (big O).
   */
  | {
      readonly kind: 'order';
      readonly of: Formula;
      readonly variable: string;
      readonly approach: Approach;
      readonly exponent: Formula;
      readonly exact: boolean;
    }
  /**
   * `of` extends continuously to variable = point with the value `is`: its limit from every side on which the domain has
   * points near it is `is`, and so is its value there, where the domain holds the point and `of` is defined at it.
   */
  | {
      readonly kind: 'extends';
      readonly of: Formula;
      readonly variable: string;
      readonly approach: PointApproach;
      readonly is: Formula;
    }
  | IntegralStatement
  | SumStatement
  | ExpectationStatement
  | BoundaryStatement
  | MinimiserStatement
  | IdentityStatement
  | RateStatement;

/**
 * Without a range: d(is)/d(by) = of wherever both are defined. With one: the integral of `of` over `by` from `from` to `to`
 * exists, improper at an end where need be, and is `is`; `by` is then bound and runs between the ends.
 */
export interface IntegralStatement {
  readonly kind: 'integral';
  readonly of: Formula;
  readonly by: string;
  readonly is: Formula;
  readonly range?: {
    readonly from: LimitValue;
    readonly to: LimitValue;
    readonly antiderivative?: Formula;
  };
}

/**
 * The sum of `of` over the integers from `from` to `to`; `over` is bound. A sum of no terms (to = from − 1) is 0; where
 * `to` is less than that, the sum has no agreed meaning and the claim must exclude it by its domain.
 */
export interface SumStatement {
  readonly kind: 'sum';
  readonly of: Formula;
  readonly over: string;
  readonly from: Formula;
  readonly to: LimitValue;
  readonly is: Formula;
  /** The sum up to and including `over`, where `to` is infinite. */
  readonly partial?: Formula;
}

/** The expectation of `of` over independent Gaussian variables, which are bound. */
export interface ExpectationStatement {
  readonly kind: 'expectation';
  readonly of: Formula;
  readonly over: ReadonlyMap<string, Gaussian>;
  readonly is: Formula;
}

export interface Gaussian {
  readonly mean: Formula;
  readonly variance: Formula;
}

/**
 * Where `variable` is below `at`, the reduced quantity is more (or less) than the level; where it is beyond, it is the other.
 * The states are functions of the time, from 0 to `until`.
 */
export interface BoundaryStatement {
  readonly kind: 'boundary';
  readonly variable: string;
  readonly at: Formula;
  readonly field: ReadonlyMap<string, Formula>;
  readonly initial: ReadonlyMap<string, Formula>;
  readonly until: Formula;
  readonly quantity: Formula;
  /** How many times the quantity is differentiated along the flow. */
  readonly derivatives: number;
  readonly reduce: 'max' | 'min' | 'end';
  readonly level: Formula;
  readonly below: 'more' | 'less';
}

/**
 * For every X and y, the flow state' = speed * (X^T (y - X state)), coordinate by coordinate from `initial`, ends at the unique
 * minimiser of the sum of `of` over the coordinates, among the solutions of X^T X state = X^T y.
 */
export interface MinimiserStatement {
  readonly kind: 'minimiser';
  /** The penalty of one coordinate. */
  readonly of: Formula;
  /** The weight of a coordinate. */
  readonly state: string;
  readonly speed: Formula;
  readonly initial: Formula;
  /** Symbols that may differ from coordinate to coordinate. */
  readonly each: readonly string[];
}

export type ClaimKind = Statement['kind'];

/** What a claim asks of the check. */
export type RequiredVerdict = 'supported' | 'certified' | 'proved';

export interface Claim {
  readonly id: string;
  readonly derivation: string;
  readonly statement: Statement;
  readonly domain: Domain;
  /** The weakest verdict the author accepts. */
  readonly require: RequiredVerdict;
  /** `refuted` for errata and mutants: the claim must be false. */
  readonly expect?: 'refuted';
  /** For an erratum: the right form, in words or as a formula. */
  readonly right?: string;
  /** Ids of earlier claims of the derivation that a proof may use. */
  readonly using?: readonly string[];
  readonly prose?: string;
  /** Where the formula comes from: `arXiv:…`, or a catalogue id. */
  readonly source?: string;
  readonly place: SourcePlace;
}

/** A named abbreviation of a derivation, in order of definition. */
export interface Definition {
  readonly name: string;
  readonly formula: Formula;
}

export interface MatrixVocabulary {
  readonly letters: readonly Letter[];
  readonly definitions: readonly { readonly name: string; readonly side: MatrixSide }[];
  readonly hypotheses: readonly GivenEquation[];
}

/** An ordered list of claims with a title, a source, symbols and prose: a paper section. */
export interface Derivation {
  readonly id: string;
  readonly title: string;
  readonly source?: string;
  readonly prose?: string;
  readonly domain: Domain;
  readonly definitions: readonly Definition[];
  /** The matrices of its formulas, definitions with matrices in them, and the hypotheses it names. */
  readonly matrices: MatrixVocabulary;
  /** LaTeX of names, where the author wants another than the customary one. */
  readonly notation: ReadonlyMap<string, string>;
  readonly claims: readonly Claim[];
  /** The file it was read from. */
  readonly file: string;
  /** Where its id stands. */
  readonly place?: SourcePlace;
}
