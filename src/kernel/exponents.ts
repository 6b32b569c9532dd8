/**
 * Exponents of a growing or decaying exponential: polynomials in 1/t, exact, with a constant term that is a function of
 * log(1/t) at least as large as log(1/t) itself, or 0. They are compared by the proved signs of leading coefficients.
 */
import { differentiate } from '../expression/differentiate.js';
import {
  call,
  type Expression,
  fromRational,
  integer,
  NOUGHT,
  powerOf,
  type SymbolReference,
  UNIT,
} from '../expression/expression.js';
import { isInteger, negate, type Rational, rational, signOf, ZERO } from '../expression/rational.js';
import { fold, mentions, substitute, withChildren } from '../expression/traverse.js';
import { rationalValue } from '../rules/core-form.js';
import { minus, negative, over, plus, times } from './light.js';
import {
  type Coefficients,
  coefficientAt,
  constantSeries,
  type Series,
  type SeriesArithmetic,
  SignUndecided,
  wholeShift,
} from './series.js';

/** Where a function of log(1/t) goes as t → 0+. */
export type SlowTendency =
  | { readonly kind: 'finite'; readonly value: Expression }
  | { readonly kind: 'infinite'; readonly sign: 1 | -1 | undefined };

/** One scale of comparison. */
export interface Scale {
  readonly known: Coefficients;
  /** The symbols for log(1/t) and t. */
  readonly log: SymbolReference;
  readonly small: SymbolReference;
  /** Limit of a function of log(1/t). @throws NotProved */
  tendency(e: Expression): SlowTendency;
}

/** How exp of an exponent compares with 1: it is 1; outgrows (or falls below) every power of t; or is t^power up to slow factors. */
export type Growth =
  | { readonly kind: 'none' }
  | { readonly kind: 'exponential'; readonly sign: 1 | -1 }
  | { readonly kind: 'power'; readonly power: Expression };

/** @throws NotProved where a sign is not decided. */
export function growthOf(exponent: Series, arithmetic: SeriesArithmetic, scale: Scale): Growth {
  const s = arithmetic.normal(exponent);
  const [lead] = s.coefficients;
  if (lead === undefined) return { kind: 'none' };
  if (s.valuation < 0) {
    if (scale.known.isPositive(lead)) return { kind: 'exponential', sign: 1 };
    if (scale.known.isNegative(lead)) return { kind: 'exponential', sign: -1 };
    throw new SignUndecided('the sign of a growing exponent is not decided', lead);
  }
  const rate = rateOf(lead, scale);
  if (rate.kind === 'finite') return { kind: 'power', power: negative(rate.value) };
  if (rate.sign === undefined) throw new SignUndecided('the sign of a growing exponent is not decided', lead);
  return { kind: 'exponential', sign: rate.sign };
}

/** Limit of c/log(1/t). */
function rateOf(c: Expression, scale: Scale): SlowTendency {
  const slope = slopeOf(c, scale);
  return slope === undefined ? scale.tendency(over(c, scale.log)) : { kind: 'finite', value: slope };
}

/** c = slope · log(1/t) + something constant, read off the formula: the slope. */
function slopeOf(c: Expression, scale: Scale): Expression | undefined {
  const { log, known } = scale;
  if (!mentions(c, log.name)) return NOUGHT;
  if (!isPolynomial(c, log.name)) return undefined;
  const slope = differentiate(c, log.name);
  if (mentions(slope, log.name) && !known.isZero(differentiate(slope, log.name))) return undefined;
  // A polynomial that does not change has one value everywhere.
  return withLogAs(slope, UNIT, log.name);
}

/** Sums, products and whole powers of the symbol, and quotients by what does not hold it: such a formula has no branches. */
function isPolynomial(root: Expression, name: string): boolean {
  return (
    fold<'constant' | 'polynomial' | 'other'>(root, (node, parts) => {
      if (node.kind === 'symbol') return node.name === name ? 'polynomial' : 'constant';
      if (parts.every((part) => part === 'constant')) return 'constant';
      if (parts.includes('other') || node.kind === 'call') return 'other';
      if (node.kind === 'divide') return parts[1] === 'constant' ? 'polynomial' : 'other';
      if (node.kind !== 'power') return 'polynomial';
      const exponent = rationalValue(node.right);
      return exponent !== undefined && isInteger(exponent) && exponent.numerator > 0n
        ? 'polynomial'
        : 'other';
    }) !== 'other'
  );
}

/** A polynomial in the symbol at a number, folded on the way. */
function withLogAs(c: Expression, value: Expression, name: string): Expression {
  return fold<Expression>(c, (node, parts) => {
    const [a, b] = parts;
    switch (node.kind) {
      case 'symbol':
        return node.name === name ? value : node;
      case 'negate':
        return negative(a);
      case 'add':
        return plus(a, b);
      case 'subtract':
        return minus(a, b);
      case 'multiply':
        return times(a, b);
      case 'divide':
        return over(a, b);
      default:
        return withChildren(node, parts);
    }
  });
}

/** The same coefficient without log(1/t), where it does not change with it. */
export function withoutIdleLog(c: Expression, { log, known }: Scale): Expression {
  if (!mentions(c, log.name) || !isPolynomial(c, log.name)) return c;
  return known.isZero(differentiate(c, log.name)) ? withLogAs(c, NOUGHT, log.name) : c;
}

/** exp(c) as exp(exponent) · t^valuation · factor, the factor slow. @throws NotProved, Ramified */
export function expOfConstant(
  c: Expression,
  scale: Scale,
): { exponent: Series; valuation: number; factor: Expression } {
  const none = constantSeries(NOUGHT);
  const factorOf = (e: Expression): Expression => (e === NOUGHT ? UNIT : call('exp', e));
  if (!mentions(c, scale.log.name)) return { exponent: none, valuation: 0, factor: factorOf(c) };
  const rate = rateOf(c, scale);
  if (rate.kind === 'infinite') return { exponent: constantSeries(c), valuation: 0, factor: UNIT };
  const linear = slopeOf(c, scale) !== undefined;
  const rest = linear ? withLogAs(c, NOUGHT, scale.log.name) : minus(c, times(rate.value, scale.log));
  const value = simpleValue(rate.value, scale);
  // exp(α log(1/t)) = t^(−α)
  const shift = value && wholeShift(value, -1);
  if (shift !== undefined) return { exponent: none, valuation: shift, factor: factorOf(rest) };
  return { exponent: constantSeries(times(rate.value, scale.log)), valuation: 0, factor: factorOf(rest) };
}

/** Values a rate is tried for when its formula does not show that it is a number. */
const SIMPLE_RATES: readonly Rational[] = [1, 2, 3, 4, 5, 6, 8].flatMap((n) =>
  [1, 2, 3].flatMap((d) => [rational(n, d), rational(-n, d)]),
);

/** The rational number a formula is for all parameters, where that is recognised. */
function simpleValue(e: Expression, { known }: Scale): Rational | undefined {
  const value = rationalValue(e);
  if (value !== undefined) return value;
  if (known.isZero(e)) return ZERO;
  return SIMPLE_RATES.find((q) => known.isZero(minus(e, signedNumber(q))));
}

const signedNumber = (q: Rational): Expression =>
  signOf(q) < 0 ? negative(fromRational(negate(q))) : fromRational(q);

/** The exponent as a formula in t. */
export function exponentFormula(exponent: Series, scale: Scale): Expression {
  let total: Expression = NOUGHT;
  exponent.coefficients.forEach((c, i) => {
    const power = exponent.valuation + i;
    const t = power === 0 ? UNIT : powerOf(scale.small, integer(power));
    total = plus(total, times(withoutLog(c, scale), t));
  });
  return total;
}

/** log(1/t) written out. */
export const withoutLog = (e: Expression, { log, small }: Scale): Expression =>
  mentions(e, log.name) ? substitute(e, new Map([[log.name, negative(call('log', small))]])) : e;

/** The terms with negative exponents, and the constant term. */
export function polarPart(s: Series): { polar: Series; constant: Expression } {
  const length = Math.max(0, -s.valuation);
  return {
    polar: { valuation: s.valuation, coefficients: s.coefficients.slice(0, length), exact: true },
    constant: coefficientAt(s, 0),
  };
}
