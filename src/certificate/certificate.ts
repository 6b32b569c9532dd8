/**
 * What a proof leaves behind, so that code which knows no heuristics can check it again.
 *
 * A certificate states what is proved and how: the domain is split into parts, each part has sign steps (each follows from the
 * ones before it by one rule), definitions that give every root, exponential, logarithm and angle a meaning over
 * generators, and a conclusion. What all of this rests on are identities; the checker evaluates them at random points modulo
 * random primes.
 */
import type { Domain, Point } from '../domain/domain.js';
import type { Expression } from '../expression/expression.js';
import type { Rational } from '../expression/rational.js';

/** A set of signs as bits: 1 negative, 2 zero, 4 positive. */
type Signs = number;

export type ComparisonOperator = '=' | '<' | '<=' | '>' | '>=';

export interface Comparison {
  readonly relation: ComparisonOperator;
  readonly left: Expression;
  readonly right: Expression;
}

/** A proved claim that the proof cites. */
export interface Hypothesis extends Comparison {
  readonly id: string;
  readonly domain: Domain;
}

/** What is proved: the comparison, at every point of the domain where both sides and `alsoDefined` are defined. */
export interface Statement extends Comparison {
  readonly domain: Domain;
  readonly alsoDefined: readonly Expression[];
  readonly hypotheses: readonly Hypothesis[];
}

/** of^exponent; the exponent is an integer, or that of a root. */
export interface Factor {
  readonly of: Expression;
  readonly exponent: Rational;
}

/** coefficient · of */
export interface Term {
  readonly of: Expression;
  readonly coefficient: Rational;
}

/**
 * What a node that is no field operation is made of. Only expressions defined earlier may occur.
 * - `free`: a quantity of which nothing is used.
 * - `product`: a root is scale · Π of^exponent; a fractional exponent stands for the principal root of `of`.
 * - `sum`: for exp, sin and cos, what the argument is; for log and atan, what the node itself is. A term `log(b)` or
 *   `atan(b)` is opened (b^q, (1 + i b)^n); any other term m stands for exp(m) or exp(i m). `at` is a point of the part at which a
 *   moving angle is fixed.
 * - `same`: the same function of operands that are equal.
 */
export type Definition =
  | { readonly kind: 'free'; readonly node: Expression }
  | {
      readonly kind: 'product';
      readonly node: Expression;
      readonly scale: Rational;
      readonly factors: readonly Factor[];
    }
  | {
      readonly kind: 'sum';
      readonly node: Expression;
      readonly terms: readonly Term[];
      readonly at?: Point;
    }
  | { readonly kind: 'same'; readonly node: Expression; readonly as: Expression };

/** scale · Π of^exponent with integer exponents. */
export interface Monomial {
  readonly scale: Rational;
  readonly factors: readonly Factor[];
}

/** `of` has one of the signs `is` wherever the claim speaks and `of` is defined. */
export type SignStep = { readonly of: Expression; readonly is: Signs } & (
  | /** A fact of the domain, of the part, of a hypothesis, or that everything in the claim is defined. */
  { readonly by: 'given' }
  /** From the outermost operation of `of` and the signs of its operands (for log u, of u − 1). */
  | { readonly by: 'operation' }
  /** Enclosed at this precision, over the box of the domain. */
  | { readonly by: 'enclosure'; readonly bits: number }
  /** `of` is written with fewer inverse functions: another form of the same function. */
  | { readonly by: 'rewriting' }
  /** `of` is `from` with abs, sign, min and max replaced by what they are where the step holds, and what is 0 there by 0. */
  | { readonly by: 'resolution'; readonly from: Expression }
  /** `of` = 0 at every point at which it and the claim are defined: an equality with a proof of its own. */
  | { readonly by: 'identity'; readonly proof: Proof }
  /**
   * By the mean value theorem, on the segment on which `variable` moves from `from` to the point: of = its value at the
   * start + (variable − from)·(its derivative somewhere inside). `along` are steps that hold strictly inside.
   */
  | {
      readonly by: 'monotone';
      readonly variable: string;
      readonly from: Expression;
      readonly along: readonly SignStep[];
    }
  /** L = Σ coefficient·log(argument) with arguments whose product with these exponents is P: sign of L, L ≤ P − 1, L ≥ 1 − 1/P. */
  | { readonly by: 'logarithms'; readonly terms: readonly Term[] }
  /** A standard bound of the function `about`. */
  | { readonly by: 'bound'; readonly about: Expression }
  /** times · of = Σ terms, and `times` does not vanish. */
  | { readonly by: 'combination'; readonly times: Monomial; readonly terms: readonly Monomial[] }
  /** below · of = above, and below is the product of `divisors`, which `of` divides by. */
  | {
      readonly by: 'fraction';
      readonly above: Expression;
      readonly below: Expression;
      readonly divisors: Monomial;
    }
  /** of = a x² + b x + c with gap = 4ac − b². */
  | {
      readonly by: 'quadratic';
      readonly x: Expression;
      readonly a: Expression;
      readonly b: Expression;
      readonly c: Expression;
      readonly gap: Expression;
    }
  /** of = (1 − x)·from + x·to − bend·x·(1 − x) with 0 ≤ x ≤ 1. */
  | {
      readonly by: 'chord';
      readonly x: Expression;
      readonly from: Expression;
      readonly to: Expression;
      readonly bend: Expression;
    }
  /** of = larger + rest with gap = larger² − rest². */
  | {
      readonly by: 'dominance';
      readonly larger: Expression;
      readonly rest: Expression;
      readonly gap: Expression;
      /** Where gap = m·v² vanishes, rest has the sign of larger: scale·rest = q·v + there. */
      readonly touch?: {
        readonly m: Expression;
        readonly v: Expression;
        readonly scale: Rational;
        readonly q: Expression;
        readonly there: Expression;
      };
    }
);

/** How one part of the domain is settled. */
export interface Part {
  readonly kind: 'part';
  readonly signs: readonly SignStep[];
  /** Sign steps that hold on the whole domain, whether anything is defined there or not: for continuity. */
  readonly continuity: readonly SignStep[];
  readonly definitions: readonly Definition[];
  /**
   * `empty`: an assumption of the part contradicts the domain; `difference`: left − right is zero; `squares`: left² − right² is
   * zero and the sides have one sign; `sign`: the difference has the sign that the relation asks for.
   */
  readonly conclusion: 'empty' | 'difference' | 'squares' | 'sign';
}

/** The domain split by the sign of a quantity. */
export interface Split {
  readonly kind: 'split';
  readonly on: Expression;
  /** That the quantity is defined wherever the claim speaks. */
  readonly signs: readonly SignStep[];
  readonly parts: readonly { readonly signs: Signs; readonly proof: Proof }[];
}

export type Proof = Part | Split;

/** Where a variable goes: x = value + side·h, or x = sign/h, with h → 0 from above. */
export type Path =
  | { readonly kind: 'point'; readonly value: Expression; readonly side: 1 | -1 }
  | { readonly kind: 'infinity'; readonly sign: 1 | -1 };

/** The expansion of a function whose variable moves along a path, for all parameters at which its parts are defined. */
export interface ExpansionStatement {
  readonly of: Expression;
  readonly variable: string;
  readonly path: Path;
  readonly domain: Domain;
}

/**
 * What an expansion rests on: signs of coefficients and coefficients that vanish. With these answers the arithmetic of
 * series gives the expansion again.
 */
export interface ExpansionCertificate {
  readonly kind: 'expansion';
  readonly statement: ExpansionStatement;
  readonly signs: readonly SignStep[];
  readonly continuity: readonly SignStep[];
  readonly definitions: readonly Definition[];
  readonly zeros: readonly Expression[];
  /** What is known of this quantity contradicts itself: there are no parameters, and nothing to expand. */
  readonly contradiction?: Expression;
}

export type Certificate = ComparisonCertificate | ExpansionCertificate;

export interface ComparisonCertificate {
  readonly kind: 'comparison';
  readonly statement: Statement;
  /** That both sides of every hypothesis are defined wherever the claim speaks. */
  readonly grounds: readonly SignStep[];
  readonly proof: Proof;
}
