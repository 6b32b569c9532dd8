/**
 * Real numbers with mantissas of any length: the centres of the balls of the precision room. They carry no bound; who uses them
 * compares two precisions.
 */
import { bitLength, type Rational } from '../expression/rational.js';
import {
  add,
  type Ball,
  divide,
  exactBall,
  exp,
  expm1,
  fromRational,
  log,
  multiply,
  roundBall,
  sqrt,
} from '../precision/index.js';
import type { RealNumbers } from './linear-algebra.js';

/** The number mantissa·2^exponent. */
export interface BinaryNumber {
  readonly mantissa: bigint;
  readonly exponent: number;
}

const ball = (a: BinaryNumber): Ball => ({ mantissa: a.mantissa, radius: 0n, exponent: a.exponent });

/** log2 |a| from the leading bits, without overflow. */
function log2(a: BinaryNumber): number {
  const size = a.mantissa < 0n ? -a.mantissa : a.mantissa;
  if (size === 0n) return Number.NEGATIVE_INFINITY;
  const drop = Math.max(0, bitLength(size) - 53);
  return Math.log2(Number(size >> BigInt(drop))) + drop + a.exponent;
}

/** The leading 64 bits, scaled in two steps so that the scale itself stays in range. */
function toFloat(a: BinaryNumber): number {
  const size = a.mantissa < 0n ? -a.mantissa : a.mantissa;
  const drop = Math.max(0, bitLength(size) - 64);
  const exponent = a.exponent + drop;
  const first = Math.max(-1000, Math.min(1000, exponent));
  const rest = Math.max(-1000, Math.min(1000, exponent - first));
  return Number(a.mantissa >> BigInt(drop)) * 2 ** rest * 2 ** first;
}

/** Arithmetic with mantissas of `bits` bits, each operation right to a few units of 2^-bits. */
export function binaryNumbers(bits: number): RealNumbers<BinaryNumber> {
  const centre = (x: Ball | undefined): BinaryNumber => {
    if (x === undefined) throw new RangeError('a number out of reach: a magnitude beyond 2^(2^40)');
    // An underflow is a ball around 0.
    if (x.radius > 0n && (x.mantissa < 0n ? -x.mantissa : x.mantissa) <= x.radius) return ZERO;
    const { mantissa, exponent } = roundBall({ ...x, radius: 0n }, bits);
    return { mantissa, exponent };
  };
  const sum = (a: BinaryNumber, b: BinaryNumber) => centre(add(ball(a), ball(b), bits));
  const negate = (a: BinaryNumber) => ({ mantissa: -a.mantissa, exponent: a.exponent });
  return {
    bits,
    largestExponent: 2 ** 38,
    zero: ZERO,
    one: { mantissa: 1n, exponent: 0 },
    of: (value: Rational) => centre(fromRational(value, bits)),
    ofInteger: (value) => ({ mantissa: BigInt(value), exponent: 0 }),
    add: sum,
    subtract: (a, b) => sum(a, negate(b)),
    multiply: (a, b) => centre(multiply(ball(a), ball(b), bits)),
    divide(a, b) {
      if (b.mantissa === 0n) throw new RangeError('division by zero');
      return centre(divide(ball(a), ball(b), bits));
    },
    negate,
    abs: (a) => (a.mantissa < 0n ? negate(a) : a),
    sqrt: (a) => (a.mantissa > 0n ? centre(sqrt(ball(a), bits)) : ZERO),
    exp: (a) => centre(exp(ball(a), bits)),
    expm1: (a) => centre(expm1(ball(a), bits)),
    log(a) {
      if (a.mantissa <= 0n) throw new RangeError('a logarithm of what is not positive');
      return centre(log(ball(a), bits));
    },
    compare(a, b) {
      const { mantissa } = sum(a, negate(b));
      return mantissa > 0n ? 1 : mantissa < 0n ? -1 : 0;
    },
    log2,
    toFloat,
  };
}

const ZERO: BinaryNumber = exactBall(0n);
