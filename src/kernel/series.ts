/**
 * Power series at a point or at infinity, from one side: Σ c_k t^k with exact expressions as coefficients, t → 0+.
 *
 * Every step keeps the promise f(t) = Σ_{k<order} c_k t^k + O(t^order) for every value of the parameters in the domain: what is
 * divided by, or stands under a root or a logarithm, must have a leading coefficient that the sign oracle proves
 * nonzero (positive). Where it cannot, the expansion is given up.
 *
 * Coefficients may hold log(1/t) and sines and cosines of growing angles. They are slow: larger than t^ε and smaller than
 * t^(−ε) for every ε > 0 where they do not vanish, evenly in the angles; O(t^order) is meant up to such factors.
 */

import { type Expression, fromRational, integer, NOUGHT, UNIT } from '../expression/expression.js';
import type { Rational } from '../expression/rational.js';
import { isInteger, multiply } from '../expression/rational.js';
import { rationalValue } from '../rules/core-form.js';
import { minus, negative, over, plus, raised, times } from './light.js';
import { briefly } from './name-parts.js';
import { perfectRoot } from './perfect-square.js';
import { NotProved } from './prove-equality.js';

/** c[i] is the coefficient of t^(valuation + i); everything from t^(valuation + c.length) on is unknown, or zero if exact. */
export interface Series {
  readonly valuation: number;
  readonly coefficients: readonly Expression[];
  /** No remainder: a polynomial in t and 1/t. */
  readonly exact: boolean;
}

/** What an expansion needs to know about its coefficients. */
export interface Coefficients {
  /** Defined for every value of the parameters. */
  isDefined(e: Expression): boolean;
  isZero(e: Expression): boolean;
  isNonzero(e: Expression): boolean;
  isPositive(e: Expression): boolean;
  isNegative(e: Expression): boolean;
}

export const constantSeries = (c: Expression): Series => ({
  valuation: 0,
  coefficients: c === NOUGHT ? [] : [c],
  exact: true,
});
export const monomialSeries = (c: Expression, exponent: number): Series => ({
  valuation: exponent,
  coefficients: [c],
  exact: true,
});
export const ZERO_SERIES: Series = { valuation: 0, coefficients: [], exact: true };
/** Only a bound: O(t^valuation). */
export const boundSeries = (valuation: number): Series => ({ valuation, coefficients: [], exact: false });

/** One past the last known exponent. */
export const endOf = (s: Series): number =>
  s.exact ? Number.POSITIVE_INFINITY : s.valuation + s.coefficients.length;

export const isExactZero = (s: Series): boolean => s.exact && s.coefficients.length === 0;

export function coefficientAt(s: Series, exponent: number): Expression {
  return s.coefficients[exponent - s.valuation] ?? NOUGHT;
}

/** Series arithmetic to a given number of terms. */
export class SeriesArithmetic {
  readonly #terms: number;
  readonly #known: Coefficients;

  constructor(terms: number, known: Coefficients) {
    this.#terms = terms;
    this.#known = known;
  }

  /** Drops leading coefficients that are proved to be zero, and terms beyond the wanted number. */
  normal(s: Series): Series {
    let skip = 0;
    while (skip < s.coefficients.length && this.#isZero(s.coefficients[skip])) skip += 1;
    const rest = s.coefficients.slice(skip);
    if (rest.length === 0 && s.exact) return ZERO_SERIES;
    const cut = rest.slice(0, this.#terms);
    return { valuation: s.valuation + skip, coefficients: cut, exact: s.exact && cut.length === rest.length };
  }

  #isZero(e: Expression): boolean {
    return e === NOUGHT || this.#known.isZero(e);
  }

  add(a: Series, b: Series): Series {
    if (isExactZero(a)) return b;
    if (isExactZero(b)) return a;
    const valuation = Math.min(a.valuation, b.valuation);
    const known = Math.min(endOf(a), endOf(b));
    const last = Math.max(a.valuation + a.coefficients.length, b.valuation + b.coefficients.length);
    const length = Math.max(0, Math.min(known, last) - valuation);
    const coefficients = Array.from({ length }, (_, i) =>
      plus(coefficientAt(a, valuation + i), coefficientAt(b, valuation + i)),
    );
    return this.normal({
      valuation: length === 0 ? Math.min(valuation, known) : valuation,
      coefficients,
      exact: a.exact && b.exact,
    });
  }

  negate = (a: Series): Series => ({ ...a, coefficients: a.coefficients.map(negative) });

  subtract(a: Series, b: Series): Series {
    return this.add(a, this.negate(b));
  }

  scale(a: Series, c: Expression): Series {
    return this.normal({ ...a, coefficients: a.coefficients.map((x) => times(x, c)) });
  }

  multiply(a: Series, b: Series): Series {
    if (isExactZero(a) || isExactZero(b)) return ZERO_SERIES;
    const valuation = a.valuation + b.valuation;
    const known = Math.min(endOf(a) + b.valuation, endOf(b) + a.valuation) - valuation;
    const full = a.coefficients.length + b.coefficients.length - 1;
    const length = Math.max(0, Math.min(known, full, this.#terms + 4));
    const coefficients = Array.from({ length }, (_, k) => {
      let total: Expression = NOUGHT;
      for (let i = 0; i <= k; i++) {
        if (i < a.coefficients.length && k - i < b.coefficients.length) {
          total = plus(total, times(a.coefficients[i], b.coefficients[k - i]));
        }
      }
      return total;
    });
    return this.normal({ valuation, coefficients, exact: a.exact && b.exact && length === full });
  }

  /** The leading coefficient, proved nonzero; the series as leading · t^valuation · (1 + small). */
  split(
    a: Series,
    need: 'nonzero' | 'positive',
    what: string,
  ): { lead: Expression; valuation: number; small: Series } {
    const s = this.normal(a);
    const lead = s.coefficients[0];
    if (lead === undefined) throw new NotProved(`${what}: its expansion vanishes as far as it is known`);
    const ok = need === 'positive' ? this.#known.isPositive(lead) : this.#known.isNonzero(lead);
    if (!ok) throw new SignUndecided(`${what}: its leading coefficient could not be proved ${need}`, lead);
    const small = {
      valuation: 1,
      coefficients: s.coefficients.slice(1).map((c) => over(c, lead)),
      exact: s.exact,
    };
    return { lead, valuation: s.valuation, small: this.normal(small) };
  }

  invert(a: Series): Series {
    const { lead, valuation, small } = this.split(a, 'nonzero', 'a divisor');
    // 1/(1 + w) = Σ (−w)^k
    const sum = this.compose(small, (k) => integer(k % 2 === 0 ? 1 : -1));
    const inverse = this.scale(sum, over(UNIT, lead));
    return { ...inverse, valuation: inverse.valuation - valuation };
  }

  /** s^n for a whole number n. */
  wholePower(a: Series, n: number): Series {
    let result: Series = constantSeries(UNIT);
    const base = n < 0 ? this.invert(a) : a;
    for (let i = 0; i < Math.abs(n); i++) result = this.multiply(result, base);
    return result;
  }

  /** (s/t^valuation)^q, and the valuation: the power of t itself is the caller's. */
  powerWithout(a: Series, q: Expression): { series: Series; valuation: number } {
    const { lead, valuation, small } = this.split(a, 'positive', 'the base of a power');
    // (1 + w)^q = Σ binomial(q, k) w^k
    let binomial: Expression = UNIT;
    const expanded = this.compose(small, (k) => {
      if (k > 0) binomial = over(times(binomial, minus(q, integer(k - 1))), integer(k));
      return binomial;
    });
    return { series: this.scale(expanded, this.#powerOf(lead, q)), valuation };
  }

  /** c^q for c > 0; the root of a perfect square is written without a root, so that later signs are seen. */
  #powerOf(c: Expression, q: Expression): Expression {
    const exponent = rationalValue(q);
    const root = exponent?.denominator === 2n ? perfectRoot(c) : undefined;
    if (exponent === undefined || root === undefined) return raised(c, q);
    const positive = this.#known.isPositive(root)
      ? root
      : this.#known.isNegative(root)
        ? negative(root)
        : undefined;
    if (positive === undefined || !this.#known.isZero(minus(times(positive, positive), c)))
      return raised(c, q);
    return raised(positive, integer(exponent.numerator));
  }

  /** exp(s) for s that vanishes. */
  expOfSmall(a: Series): Series {
    let factorial: Expression = UNIT;
    return this.compose(a, (k) => {
      if (k > 0) factorial = over(factorial, integer(k));
      return factorial;
    });
  }

  /** s = lead · t^valuation · (1 + small): lead, valuation and log(1 + small). */
  logarithm(a: Series): { lead: Expression; valuation: number; rest: Series } {
    const { lead, valuation, small } = this.split(a, 'positive', 'the argument of a logarithm');
    const rest = this.compose(small, logarithmTerm);
    return { lead, valuation, rest };
  }

  /** The constant term and the part that tends to zero. */
  atZero(a: Series): { constant: Expression; small: Series } {
    const s = this.normal(a);
    if (endOf(s) <= 0) throw unresolved('an argument');
    if (s.valuation < 0) throw new NotProved('a function is expanded where its argument grows');
    const skip = Math.max(0, 1 - s.valuation);
    const small = {
      valuation: Math.max(1, s.valuation),
      coefficients: s.coefficients.slice(skip),
      exact: s.exact,
    };
    return { constant: coefficientAt(s, 0), small: this.normal(small) };
  }

  /** Σ_k c(k) w^k for w that tends to zero, by powers; c is asked for k = 0, 1, 2, … in order. */
  compose(w: Series, c: (k: number) => Expression): Series {
    let total = constantSeries(c(0));
    if (isExactZero(w)) return total;
    let power: Series = constantSeries(UNIT);
    const end = Math.min(this.#terms, endOf(w));
    // The constant term counts as one term: go on until the powers of w lie beyond the wanted ones.
    for (let k = 1; k * Math.max(1, w.valuation) < this.#terms; k++) {
      power = this.multiply(power, w);
      total = this.add(total, this.scale(power, c(k)));
      if (power.coefficients.length === 0) break;
    }
    return this.truncate(total, end);
  }

  /** Forgets everything from t^end on. */
  truncate(s: Series, end: number): Series {
    const length = Math.max(0, Math.min(s.coefficients.length, end - s.valuation));
    const padded = [...s.coefficients.slice(0, length)];
    while (s.exact && s.valuation + padded.length < end) padded.push(NOUGHT);
    return this.normal({ valuation: Math.min(s.valuation, end), coefficients: padded, exact: false });
  }
}

/** k-th coefficient of log(1 + w). */
export const logarithmTerm = (k: number): Expression =>
  k === 0 ? NOUGHT : fromRational({ numerator: k % 2 === 1 ? 1n : -1n, denominator: BigInt(k) });

/** Roots of t of a higher order are not adjoined. */
export const MAX_RAMIFICATION = 12;

/**
 * t^(q·valuation) as a whole power of t; undefined where that takes a root of a high order.
 * @throws Ramified where it takes a root of a low one.
 */
export function wholeShift(q: Rational, valuation: number): number | undefined {
  const total = multiply(q, { numerator: BigInt(valuation), denominator: 1n });
  if (isInteger(total)) return Number(total.numerator);
  if (total.denominator > BigInt(MAX_RAMIFICATION)) return undefined;
  throw new Ramified(Number(total.denominator));
}

export const unresolved = (what: string): NotProved =>
  new NotProved(`${what}: not enough terms of its expansion are known`);

/** The expansion needs the sign of a quantity, and the domain does not decide it: cases may. */
export class SignUndecided extends NotProved {
  readonly quantity: Expression;

  constructor(message: string, quantity: Expression) {
    super(`${message}: ${briefly(quantity)}`);
    this.quantity = quantity;
  }
}

/** A root of t is needed: expand again in t = τ^denominator. */
export class Ramified extends Error {
  readonly denominator: number;

  constructor(denominator: number) {
    super('a root of the small parameter is needed');
    this.denominator = denominator;
  }
}
