/** Identities in exact arithmetic, where they are small enough: fractions of integer polynomials in the generators. */
import type { Rational } from '../expression/rational.js';
import type { Budget } from '../rules/budget.js';
import { cyclotomic } from '../rules/cyclotomic.js';
import {
  addPolynomials,
  constantPolynomial,
  multiplyPolynomials,
  type Polynomial,
  type PowerRelation,
  powerPolynomial,
  reducePowers,
  scalePolynomial,
  variable,
  withoutCommonContent,
  ZERO_POLYNOMIAL,
} from '../rules/polynomial.js';
import type { Arithmetic } from './arithmetic.js';

export interface Fraction {
  readonly above: Polynomial;
  readonly below: Polynomial;
}

/** A division by what is zero, or a power that is too high to be written out. */
export class NotExact extends Error {}

const MAX_EXPONENT = 24n;

/**
 * Fractions A/B, where a root R of a radicand P/Q stands for R·Q, so that its power is the polynomial P·Q^(n−1). A fraction with
 * A = 0 after reduction is zero for every choice of the roots, wherever it is defined.
 */
export class ExactArithmetic implements Arithmetic<Fraction> {
  readonly #budget: Budget;
  readonly #relations: (PowerRelation | undefined)[] = [];

  /** @param budget ends the attempt with BudgetExhausted. */
  constructor(budget: Budget) {
    this.#budget = budget;
  }

  rational = ({ numerator, denominator }: Rational): Fraction => ({
    above: constantPolynomial(numerator),
    below: constantPolynomial(denominator),
  });

  free = (): Fraction => ({ above: this.#variable(undefined), below: ONE });

  negate = (a: Fraction): Fraction => ({ ...a, above: scalePolynomial(a.above, -1n) });

  add(a: Fraction, b: Fraction): Fraction {
    if (a.below === b.below) return this.#lowest(addPolynomials(a.above, b.above), a.below);
    return this.#lowest(
      addPolynomials(this.#times(a.above, b.below), this.#times(b.above, a.below)),
      this.#times(a.below, b.below),
    );
  }

  multiply(a: Fraction, b: Fraction): Fraction {
    return this.#lowest(this.#times(a.above, b.above), this.#times(a.below, b.below));
  }

  power(a: Fraction, exponent: bigint): Fraction {
    if (exponent < 0n && a.above.size === 0) throw new NotExact();
    const base = exponent < 0n ? { above: a.below, below: a.above } : a;
    const n = exponent < 0n ? -exponent : exponent;
    if (n > MAX_EXPONENT) throw new NotExact();
    return this.#lowest(
      this.#reduce(powerPolynomial(base.above, Number(n), this.#budget)),
      this.#reduce(powerPolynomial(base.below, Number(n), this.#budget)),
    );
  }

  root(order: bigint, { above, below }: Fraction): Fraction {
    if (order === 1n) return { above, below };
    if (order > MAX_EXPONENT) throw new NotExact();
    let radicand = above;
    for (let i = 1n; i < order; i++) radicand = this.#times(radicand, below);
    return { above: this.#variable({ order: Number(order), replacement: radicand }), below };
  }

  unity(order: bigint): Fraction {
    const lower = cyclotomic(Number(order));
    const own = this.#relations.length;
    const replacement = lower.reduce<Polynomial>(
      (total, c, i) => addPolynomials(total, powerPolynomial(variable(own), i, this.#budget), -c),
      ZERO_POLYNOMIAL,
    );
    return { above: this.#variable({ order: lower.length, replacement }), below: ONE };
  }

  #variable(relation: PowerRelation | undefined): Polynomial {
    this.#relations.push(relation);
    return variable(this.#relations.length - 1);
  }

  #times(a: Polynomial, b: Polynomial): Polynomial {
    return this.#reduce(multiplyPolynomials(a, b, this.#budget));
  }

  #reduce(p: Polynomial): Polynomial {
    return reducePowers(p, (i) => this.#relations[i], this.#budget);
  }

  #lowest(numerator: Polynomial, denominator: Polynomial): Fraction {
    if (denominator.size === 0) throw new NotExact();
    const [above, below] = withoutCommonContent(numerator, denominator);
    return { above, below };
  }
}

const ONE = constantPolynomial(1n);
