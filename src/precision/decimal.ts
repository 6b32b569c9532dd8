/** Balls as decimal text and as decimal.js numbers: the doors of the room. */
import { Decimal } from 'decimal.js';
import { FlowproofError } from '../errors.js';
import { type Rational, rational } from '../expression/rational.js';
import { divide, multiply, scale } from './arithmetic.js';
import type { Ball } from './ball.js';
import { relativeGapBound } from './compare.js';
import { type Dyadic, lowerEnd, topOf, upperEnd } from './dyadic.js';
import { bitLength, magnitude, shifted } from './integers.js';
import { integerPower } from './power.js';
import { exactBall } from './rounding.js';

const LOG10_2 = Math.log10(2);
/** Binary exponents up to this are expanded exactly; beyond it a power of ten is enclosed. */
const MAX_EXPANSION = 1 << 14;
/** Ends of balls with a larger exponent do not fit in memory as fractions. */
const MAX_RATIONAL_EXPONENT = 1 << 24;

/** A decimal number: ± digits·10^exponent. */
interface DecimalDigits {
  readonly negative: boolean;
  readonly digits: bigint;
  readonly exponent: number;
}

/**
 * The first `count` digits of x ≠ 0, off by at most 0.51 units in the last place, rounded to nearest, up (away from
 * zero) or down.
 */
function digitsOf(x: Dyadic, count: number, mode: 'nearest' | 'up' | 'down' = 'nearest'): DecimalDigits {
  const size = magnitude(x.mantissa);
  let order = Math.floor((topOf(x) - 1) * LOG10_2);
  for (;;) {
    const exponent = order - count + 1;
    const digits = scaledInteger(size, x.exponent, -exponent, mode);
    const length = digits.toString().length;
    const negative = x.mantissa < 0n;
    if (length === count) return { negative, digits, exponent };
    // Rounding carried into a new digit: 9.99… became 10.0…
    if (digits === 10n ** BigInt(count)) return { negative, digits: digits / 10n, exponent: exponent + 1 };
    order += length > count ? 1 : -1;
  }
}

/** size·2^exponent·10^ten as an integer. */
function scaledInteger(size: bigint, exponent: number, ten: number, mode: 'nearest' | 'up' | 'down'): bigint {
  if (Math.abs(exponent) <= MAX_EXPANSION && Math.abs(ten) <= MAX_EXPANSION) {
    const top = size * 10n ** BigInt(Math.max(0, ten)) * (1n << BigInt(Math.max(0, exponent)));
    const bottom = 10n ** BigInt(Math.max(0, -ten)) * (1n << BigInt(Math.max(0, -exponent)));
    if (mode === 'down') return top / bottom;
    if (mode === 'up') return (top + bottom - 1n) / bottom;
    return (2n * top + bottom) / (2n * bottom);
  }
  const bits = bitLength(size) + 64 + Math.ceil(Math.log2(Math.abs(ten) + 2));
  const five = integerPower(exactBall(5n), BigInt(Math.abs(ten)), bits);
  const scaled =
    five && (ten >= 0 ? multiply(exactBall(size), five, bits) : divide(exactBall(size), five, bits));
  if (scaled === undefined) throw outOfReach(exponent);
  const value = scale(scaled, exponent + ten);
  if (mode === 'down') return shifted(value.mantissa - value.radius, value.exponent);
  if (mode === 'up') return shifted(value.mantissa + value.radius, value.exponent) + 1n;
  return (shifted(value.mantissa, value.exponent + 1) + 1n) >> 1n;
}

const outOfReach = (exponent: number): FlowproofError =>
  new FlowproofError({
    code: 'magnitude-too-large',
    message: 'the number is too large or too small to be written out',
    expected: `a binary exponent within ±${MAX_RATIONAL_EXPONENT} as a fraction, ±2^40 as decimal text`,
    found: `${exponent}`,
  });

/** Plain notation for moderate numbers, scientific otherwise. */
function written({ negative, digits, exponent }: DecimalDigits): string {
  const text = digits.toString();
  const order = exponent + text.length - 1;
  const sign = negative ? '-' : '';
  if (exponent <= 0 && order >= 0) {
    const whole = text.slice(0, order + 1);
    return `${sign}${whole}${exponent < 0 ? `.${text.slice(order + 1)}` : ''}`;
  }
  if (order < 0 && order >= -6) return `${sign}0.${'0'.repeat(-order - 1)}${text}`;
  return `${sign}${text[0]}${text.length > 1 ? `.${text.slice(1)}` : ''}e${order < 0 ? '' : '+'}${order}`;
}

/**
 * True where `count` significant digits of the centre, rounded to nearest, are within one unit of the last place of every
 * number in the ball: the radius is below 0.47 units where |centre| < 10^(k+1), so the rounding's half fits beside it.
 */
export const hasDigits = (x: Ball, count: number): boolean =>
  x.radius === 0n || x.radius * 22n * 10n ** BigInt(count) <= 10n * magnitude(x.mantissa);

/** How many significant digits the ball guarantees, at most `limit`. */
export function guaranteedDigits(x: Ball, limit: number): number {
  if (x.radius === 0n) return limit;
  const bits = bitLength(x.mantissa) - bitLength(x.radius) + 1;
  let count = Math.min(limit, Math.max(0, Math.ceil(bits * LOG10_2) + 1));
  while (count > 0 && !hasDigits(x, count)) count -= 1;
  return count;
}

/**
 * The centre of a ball as text, with at most `digits` significant digits and only as many as the ball guarantees (the
 * last one to within a unit); where it guarantees none, the interval `[low, high]`, rounded outward.
 */
export function ballToText(x: Ball, digits: number): string {
  if (x.mantissa === 0n && x.radius === 0n) return '0';
  const count = guaranteedDigits(x, Math.max(1, digits));
  if (count === 0) return `[${endText(lowerEnd(x), 'down')}, ${endText(upperEnd(x), 'up')}]`;
  const centre = digitsOf({ mantissa: x.mantissa, exponent: x.exponent }, count);
  return written(x.radius === 0n ? withoutZeros(centre, x) : centre);
}

/** An exact number shorter than the wanted digits is written without trailing zeros. */
function withoutZeros(value: DecimalDigits, x: Ball): DecimalDigits {
  if (x.exponent < -MAX_EXPANSION || x.exponent > MAX_EXPANSION || !isExactly(value, x)) return value;
  let { digits, exponent } = value;
  while (exponent < 0 && digits % 10n === 0n) {
    digits /= 10n;
    exponent += 1;
  }
  return { ...value, digits, exponent };
}

function isExactly({ digits, exponent }: DecimalDigits, x: Ball): boolean {
  const left =
    magnitude(x.mantissa) * (1n << BigInt(Math.max(0, x.exponent))) * 10n ** BigInt(Math.max(0, -exponent));
  const right = digits * (1n << BigInt(Math.max(0, -x.exponent))) * 10n ** BigInt(Math.max(0, exponent));
  return left === right;
}

const END_DIGITS = 4;

/** An end of an interval, rounded outward. */
function endText(x: Dyadic, direction: 'down' | 'up'): string {
  if (x.mantissa === 0n) return '0';
  const away = x.mantissa < 0n === (direction === 'down');
  return written(digitsOf(x, END_DIGITS, away ? 'up' : 'down'));
}

/** The centre of a ball rounded to `digits` significant digits, exactly that whatever decimal.js's global precision is. */
export function toDecimal(x: Ball, digits: number): Decimal {
  if (x.mantissa === 0n) return new Decimal(0);
  const {
    negative,
    digits: value,
    exponent,
  } = digitsOf({ mantissa: x.mantissa, exponent: x.exponent }, digits);
  // The constructor keeps every digit it is given; only operations round to the global precision.
  return new Decimal(`${negative ? '-' : ''}${value}e${exponent}`);
}

/** The ends of a ball as exact fractions. @throws FlowproofError `magnitude-too-large` where they would fill memory. */
export function endpoints(x: Ball): readonly [Rational, Rational] {
  return [exactRational(lowerEnd(x)), exactRational(upperEnd(x))];
}

/** Longer fractions are not worth comparing. */
const MAX_SHORT_EXPONENT = 4_096;

/** The same, or undefined where a fraction would be long: the ball is huge, or close to 0 beyond all use. */
export function shortEndpoints(x: Ball): readonly [Rational, Rational] | undefined {
  return Math.abs(x.exponent) > MAX_SHORT_EXPONENT ? undefined : endpoints(x);
}

function exactRational(x: Dyadic): Rational {
  if (Math.abs(x.exponent) > MAX_RATIONAL_EXPONENT) throw outOfReach(x.exponent);
  return x.exponent >= 0
    ? rational(x.mantissa << BigInt(x.exponent))
    : fromPowerOfTwo(x.mantissa, -x.exponent);
}

/** m/2^k in lowest terms; counting trailing zeros spares the gcd. */
function fromPowerOfTwo(m: bigint, k: number): Rational {
  if (m === 0n) return rational(0n);
  const zeros = Math.min(k, bitLength(m & -m) - 1);
  return { numerator: m >> BigInt(zeros), denominator: 1n << BigInt(k - zeros) };
}

/** An upper bound of |x − y|/max(|x|, |y|) over both balls as text such as `1.2e-41`; `0` for the same single number. */
export function relativeGap(a: Ball, b: Ball): string {
  const bound = relativeGapBound(a, b);
  if (bound.mantissa === 0n) return '0';
  const { digits, exponent } = digitsOf(bound, 2, 'up');
  const text = digits.toString();
  const order = exponent + text.length - 1;
  return `${text[0]}.${text[1]}e${order < 0 ? '' : '+'}${order}`;
}

/** The largest n for which the relative gap certainly is ≤ 10^-n; Infinity for the same single number. */
export function agreeingDigits(a: Ball, b: Ball): number {
  const bound = relativeGapBound(a, b);
  if (bound.mantissa === 0n) return Infinity;
  const { digits, exponent } = digitsOf(bound, 2, 'up');
  return Math.max(0, -(exponent + (digits === 10n ? 1 : 2)));
}
