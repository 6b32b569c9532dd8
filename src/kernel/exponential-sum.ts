/**
 * Σ_j exp(Q_j)·f_j: exponents Q_j that grow as t → 0+, and functions f_j of which power series are known.
 *
 * A summand without terms is only a bound, exp(Q)·O(t^valuation). Which summand is the largest is decided by proved signs; what
 * is divided by, or stands under a root or a logarithm, has one that outgrows all others.
 */
import { call, type Expression, integer, NOUGHT, UNIT } from '../expression/expression.js';
import { isInteger, type Rational } from '../expression/rational.js';
import { rationalValue } from '../rules/core-form.js';
import {
  expOfConstant,
  exponentFormula,
  type Growth,
  growthOf,
  polarPart,
  type Scale,
  withoutLog,
} from './exponents.js';
import { minus, negative, over, plus, raised, times } from './light.js';
import { NotProved } from './prove-equality.js';
import {
  boundSeries,
  coefficientAt,
  constantSeries,
  endOf,
  isExactZero,
  logarithmTerm,
  monomialSeries,
  type Series,
  SeriesArithmetic,
  SignUndecided,
  unresolved,
  wholeShift,
  ZERO_SERIES,
} from './series.js';

export interface Summand {
  readonly exponent: Series;
  readonly series: Series;
  /** f_j itself as a formula in t, where it is known: whether it is zero can be asked then. */
  readonly of?: Expression;
}
export type Sum = readonly Summand[];

/** More summands than this are not followed. */
const MAX_SUMMANDS = 40;
/** Whole powers up to this are products. */
const MAX_WHOLE_POWER = 64;

const plain = (series: Series, of?: Expression): Sum =>
  isExactZero(series) ? [] : [{ exponent: ZERO_SERIES, series, ...(of === undefined ? {} : { of }) }];

export class SumArithmetic {
  readonly series: SeriesArithmetic;
  readonly scale: Scale;
  /** Exponents are never cut: a term that is left out of one would change everything. */
  readonly exponents: SeriesArithmetic;
  readonly #terms: number;

  constructor(terms: number, scale: Scale) {
    this.#terms = terms;
    this.scale = scale;
    this.series = new SeriesArithmetic(terms, scale.known);
    this.exponents = new SeriesArithmetic(Number.POSITIVE_INFINITY, scale.known);
  }

  constant = (c: Expression): Sum => plain(constantSeries(c), withoutLog(c, this.scale));
  monomial = (c: Expression, exponent: number, of: Expression): Sum => plain(monomialSeries(c, exponent), of);

  /** Without the summands that are proved to be zero. */
  settled(a: Sum): Sum {
    return a
      .map((s) => ({ ...s, series: this.series.normal(s.series) }))
      .filter(({ series, of }) => {
        if (series.coefficients.length > 0) return true;
        return !series.exact && !(of !== undefined && this.scale.known.isZero(of));
      });
  }

  add(a: Sum, b: Sum): Sum {
    const total = [...a];
    for (const s of b) {
      const i = total.findIndex(({ exponent }) => this.#same(exponent, s.exponent));
      if (i < 0) total.push(s);
      else {
        const series = this.series.add(total[i].series, s.series);
        const of = both(total[i].of, s.of, plus);
        if (isExactZero(series)) total.splice(i, 1);
        else total[i] = { exponent: total[i].exponent, series, ...(of === undefined ? {} : { of }) };
      }
    }
    if (total.length > MAX_SUMMANDS) throw new NotProved('the expansion has too many exponentials');
    return this.#absorbed(total);
  }

  #same(a: Series, b: Series): boolean {
    return a === b || isExactZero(this.exponents.normal(this.exponents.subtract(a, b)));
  }

  /** Bounds swallow what they exceed exponentially. */
  #absorbed(a: Sum): Sum {
    const bounds = a.filter(({ series, of }) => of === undefined && series.coefficients.length === 0);
    if (bounds.length === 0 || a.length === 1) return a;
    return a.filter(
      (s) =>
        !bounds.some((b) => b !== s && this.#growth(s, b)?.kind === 'exponential' && this.#exceeds(b, s)),
    );
  }

  /** Does a outgrow b, by the least that either may be? */
  #exceeds(a: Summand, b: Summand): boolean {
    const growth = this.#growth(b, a);
    switch (growth?.kind) {
      case 'none':
        return b.series.valuation > a.series.valuation;
      case 'exponential':
        return growth.sign < 0;
      case 'power': {
        const gap = integer(b.series.valuation - a.series.valuation);
        return this.scale.known.isPositive(plus(growth.power, gap));
      }
      default:
        return false;
    }
  }

  /** exp(Q) as t → 0+. @throws NotProved */
  growth = (exponent: Series): Growth => growthOf(exponent, this.exponents, this.scale);

  /** exp(Q_a − Q_b) as t → 0+, where the signs decide it. */
  #growth(a: Summand, b: Summand): Growth | undefined {
    try {
      return this.growth(this.exponents.subtract(a.exponent, b.exponent));
    } catch (error) {
      if (error instanceof SignUndecided) return undefined;
      throw error;
    }
  }

  negate = (a: Sum): Sum => this.scaled(a, negative(UNIT));

  subtract(a: Sum, b: Sum): Sum {
    return this.add(a, this.negate(b));
  }

  scaled(a: Sum, c: Expression): Sum {
    return a.map(({ exponent, series, of }) => ({
      exponent,
      series: this.series.scale(series, c),
      ...(of === undefined ? {} : { of: times(withoutLog(c, this.scale), of) }),
    }));
  }

  multiply(a: Sum, b: Sum): Sum {
    let total: Sum = [];
    for (const s of a) total = this.add(total, this.#times(b, s));
    return total;
  }

  #times(a: Sum, s: Summand): Sum {
    return a.map(({ exponent, series, of }) => {
      const product = both(of, s.of, times);
      return this.#reduced({
        exponent: this.exponents.add(exponent, s.exponent),
        series: this.series.multiply(series, s.series),
        ...(product === undefined ? {} : { of: product }),
      });
    });
  }

  /** What a sum of exponents leaves over that is no larger than log(1/t) goes into the series: powers of t and slow factors. */
  #reduced(s: Summand): Summand {
    const { polar, constant } = polarPart(s.exponent);
    if (constant === NOUGHT) return s;
    const split = expOfConstant(constant, this.scale);
    const series = this.series.scale(s.series, split.factor);
    const kept = coefficientAt(split.exponent, 0);
    const left = minus(withoutLog(constant, this.scale), withoutLog(kept, this.scale));
    return {
      exponent: this.exponents.add(polar, split.exponent),
      series: { ...series, valuation: series.valuation + split.valuation },
      ...(s.of === undefined ? {} : { of: left === NOUGHT ? s.of : times(s.of, call('exp', left)) }),
    };
  }

  /** The summand that outgrows all others. Whether its leading coefficient is nonzero is left to who needs it. */
  dominant(a: Sum, what: string): { lead: Summand; others: Sum } {
    const sum = this.settled(a);
    for (const lead of sum) {
      const others = sum.filter((s) => s !== lead);
      if (lead.series.coefficients.length > 0 && others.every((s) => this.#exceeds(lead, s)))
        return { lead, others };
    }
    if (sum.length > 1) {
      // Say which sign is missing, so that cases can be made.
      for (const s of sum) this.growth(this.exponents.subtract(s.exponent, sum[0].exponent));
    }
    throw new NotProved(
      sum.some(({ series }) => series.coefficients.length > 0)
        ? `${what}: which of its terms is the largest is not decided`
        : `${what}: its expansion vanishes as far as it is known`,
    );
  }

  /** The sum as lead · (1 + w). */
  #split(a: Sum, what: string): { lead: Summand; w: Sum } {
    const { lead, others } = this.dominant(a, what);
    return { lead, w: others.length === 0 ? [] : this.multiply(others, [this.#inverseOf(lead)]) };
  }

  #inverseOf({ exponent, series, of }: Summand): Summand {
    return {
      exponent: this.exponents.negate(exponent),
      series: this.series.invert(series),
      ...(of === undefined ? {} : { of: over(UNIT, of) }),
    };
  }

  invert(a: Sum): Sum {
    const { lead, w } = this.#split(a, 'a divisor');
    const series = this.compose(w, (k) => this.constant(integer(k % 2 === 0 ? 1 : -1)));
    return this.#times(series, this.#inverseOf(lead));
  }

  /** a^q for q without the variable; positive a, unless q is whole. */
  power(a: Sum, q: Expression): Sum {
    const value = rationalValue(q);
    if (value !== undefined && isInteger(value) && Math.abs(Number(value.numerator)) <= MAX_WHOLE_POWER) {
      const n = Math.abs(Number(value.numerator));
      const base = value.numerator < 0n ? this.invert(a) : a;
      let result = this.constant(UNIT);
      for (let i = 0; i < n; i++) result = this.multiply(result, base);
      return result;
    }
    const { lead, w } = this.#split(a, 'the base of a power');
    let binomial: Expression = UNIT;
    const expanded = this.compose(w, (k) => {
      if (k > 0) binomial = over(times(binomial, minus(q, integer(k - 1))), integer(k));
      return this.constant(binomial);
    });
    return this.#times(expanded, this.#powerOf(lead, q, value));
  }

  #powerOf({ exponent, series, of }: Summand, q: Expression, value: Rational | undefined): Summand {
    const { series: unit, valuation } = this.series.powerWithout(series, q);
    const power = of === undefined ? {} : { of: raised(of, q) };
    const grown = this.exponents.scale(exponent, q);
    const shift = value === undefined ? (valuation === 0 ? 0 : undefined) : wholeShift(value, valuation);
    if (shift !== undefined)
      return this.#reduced({
        exponent: grown,
        series: { ...unit, valuation: unit.valuation + shift },
        ...power,
      });
    // t^(valuation·q) = exp(−valuation·q·log(1/t)); the formula keeps the whole, so it no longer belongs to f_j alone.
    const slope = times(integer(-valuation), q);
    const alone = of === undefined ? {} : { of: times(raised(of, q), raised(this.scale.small, slope)) };
    return this.#reduced({
      exponent: this.exponents.add(grown, constantSeries(times(slope, this.scale.log))),
      series: unit,
      ...alone,
    });
  }

  exp(a: Sum): Sum {
    const sum = this.settled(a);
    const main = sum.find(({ exponent }) => isExactZero(exponent));
    const others = sum.filter((s) => s !== main);
    const growing = others.filter((s) => !this.vanishes(s));
    if (growing.length > 0) return this.#doubleExponential(sum);
    const small = this.compose(others, (k) => this.constant(over(UNIT, factorial(k))));
    return main === undefined ? small : this.#times(small, this.#expOfSeries(main));
  }

  #expOfSeries({ series, of }: Summand): Summand {
    if (endOf(series) <= 0) throw unresolved('an exponent');
    const { polar, constant } = polarPart(series);
    const split = expOfConstant(constant, this.scale);
    const exponent = this.exponents.add(polar, split.exponent);
    const skip = Math.max(0, 1 - series.valuation);
    const rest = this.series.expOfSmall(
      this.series.normal({
        valuation: Math.max(1, series.valuation),
        coefficients: series.coefficients.slice(skip),
        exact: series.exact,
      }),
    );
    const scaled = this.series.scale(rest, split.factor);
    // exp(u) without exp(Q)
    const alone =
      of === undefined ? {} : { of: call('exp', minus(of, exponentFormula(exponent, this.scale))) };
    return { exponent, series: { ...scaled, valuation: scaled.valuation + split.valuation }, ...alone };
  }

  /** exp of what falls faster than any polynomial in 1/t: of it only a bound is kept. */
  #doubleExponential(sum: Sum): Sum {
    const { lead } = this.dominant(sum, 'an exponent');
    const growth = this.growth(lead.exponent);
    const [c] = lead.series.coefficients;
    if (growth.kind !== 'exponential' || growth.sign < 0 || !this.scale.known.isNegative(c))
      throw new NotProved('an exponential of an exponential grows faster than what is compared');
    return [{ exponent: monomialSeries(negative(UNIT), -8 * this.#terms), series: boundSeries(0) }];
  }

  log(a: Sum): Sum {
    const { lead, w } = this.#split(a, 'the argument of a logarithm');
    const { lead: c, valuation, rest } = this.series.logarithm(lead.series);
    let constant: Expression = c === UNIT ? NOUGHT : call('log', c);
    if (valuation !== 0) constant = minus(constant, times(integer(valuation), this.scale.log));
    const main = this.series.add(this.series.add(rest, constantSeries(constant)), lead.exponent);
    const of =
      lead.of === undefined
        ? undefined
        : plus(call('log', lead.of), exponentFormula(lead.exponent, this.scale));
    return this.add(
      plain(main, of),
      this.compose(w, (k) => this.constant(logarithmTerm(k))),
    );
  }

  /** g(a) for a function that is analytic at the limit of a, from its Taylor coefficients there. */
  analytic(a: Sum, taylor: (at: Expression, k: number) => Expression): Sum {
    const sum = this.settled(a);
    const main = sum.find(({ exponent }) => isExactZero(exponent)) ?? {
      exponent: ZERO_SERIES,
      series: ZERO_SERIES,
      of: NOUGHT,
    };
    const others = sum.filter((s) => s !== main);
    if (!others.every((s) => this.vanishes(s)))
      throw new NotProved('a function is expanded where its argument grows');
    const { constant, small } = this.series.atZero(main.series);
    return this.compose(others, (k) => {
      // g^(k)(main)/k!, itself a power series.
      const series = this.series.compose(small, (j) =>
        times(taylor(constant, j + k), integer(binomialOf(j + k, k))),
      );
      const at = main.of;
      return plain(series, at === undefined ? undefined : taylor(at, k));
    });
  }

  /** Does the summand tend to zero, whatever its coefficients? */
  vanishes({ exponent, series }: Summand): boolean {
    const growth = this.growth(exponent);
    switch (growth.kind) {
      case 'none':
        return series.valuation > 0;
      case 'exponential':
        return growth.sign < 0;
      case 'power':
        return this.scale.known.isPositive(plus(growth.power, integer(series.valuation)));
    }
  }

  /** Σ_k c(k) w^k for w that tends to zero faster than c(k) can tell, with the bound of the rest. */
  compose(w: Sum, c: (k: number) => Sum): Sum {
    let total = c(0);
    if (w.length === 0) return total;
    let power: Sum = this.constant(UNIT);
    for (let k = 1; k < this.#terms; k++) {
      power = this.multiply(power, w);
      total = this.add(total, this.multiply(power, c(k)));
      if (power.every(({ series, of }) => of === undefined && series.coefficients.length === 0)) return total;
    }
    const rest = this.multiply(power, w).map(({ exponent, series }) => ({
      exponent,
      series: boundSeries(series.valuation),
    }));
    return this.add(total, rest);
  }
}

const both = (
  a: Expression | undefined,
  b: Expression | undefined,
  of: (x: Expression, y: Expression) => Expression,
): Expression | undefined => (a === undefined || b === undefined ? undefined : of(a, b));

function factorial(k: number): Expression {
  let value = 1n;
  for (let i = 2n; i <= BigInt(k); i++) value *= i;
  return integer(value);
}

function binomialOf(n: number, k: number): bigint {
  let value = 1n;
  for (let i = 1; i <= k; i++) value = (value * BigInt(n - k + i)) / BigInt(i);
  return value;
}
