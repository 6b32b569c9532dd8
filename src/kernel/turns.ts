import type { Expression } from '../expression/expression.js';
import { compare, type Rational, rational, subtract } from '../expression/rational.js';
import { divide, enclose, pi, shortEndpoints } from '../precision/index.js';

const BITS = 200;
const NARROW = rational(1n, 1n << 100n);
/** Denominators looked at when an angle is compared with multiples of pi. */
const MAX_TURN_DENOMINATOR = 120n;

/** The multiple of pi nearest to a constant, where it is within the enclosure of it; a guess to be proved. */
export function turnsOf(e: Expression, at: ReadonlyMap<string, Rational> = new Map()): Rational | undefined {
  const value = enclose(e, at, BITS);
  if (value.kind !== 'value') return undefined;
  const ratio = divide(value.ball, pi(BITS), BITS);
  if (ratio === undefined) return undefined;
  const ends = shortEndpoints(ratio);
  if (ends === undefined) return undefined;
  const [low, high] = ends;
  // A wide enclosure would hold many multiples.
  if (compare(subtract(high, low), NARROW) > 0) return undefined;
  for (let q = 1n; q <= MAX_TURN_DENOMINATOR; q++) {
    const p = roundedProduct(low, q);
    const inside = p * low.denominator >= low.numerator * q && p * high.denominator <= high.numerator * q;
    if (inside) return rational(p, q);
  }
  return undefined;
}

/** The integer nearest to x·q. */
function roundedProduct(x: Rational, q: bigint): bigint {
  const twice = 2n * x.numerator * q + x.denominator;
  const divisor = 2n * x.denominator;
  const quotientDown = twice / divisor;
  return twice % divisor < 0n ? quotientDown - 1n : quotientDown;
}
