/** Rigorous quadrature: the integral of an analytic function over a closed interval, as a ball. */
import type { Expression } from '../expression/expression.js';
import {
  add as addRationals,
  HALF,
  multiply as multiplyRationals,
  type Rational,
  subtract as subtractRationals,
} from '../expression/rational.js';
import { add, divide, fromInteger, fromRational, multiply } from './arithmetic.js';
import type { Ball } from './ball.js';
import type { Place } from './enclose.js';
import { fromInterval } from './interval.js';
import { jetOf } from './jet.js';

export interface QuadratureOptions {
  readonly bits: number;
  readonly integers?: ReadonlySet<string>;
  /** Pieces the interval may be cut into. */
  readonly pieces?: number;
  /** True when the budget is spent. */
  readonly stopped?: () => boolean;
}

/** The order that makes pieces about a tenth of the distance to a singularity; even, so that h^order keeps its sign. */
const orderFor = (bits: number): number => 2 * Math.ceil(bits / 12);
const PIECES = 200;
/** Halvings of the interval at the most. */
const MAX_DEPTH = 24;
/** A piece that is still not analytic after so many halvings is taken to hold a singularity. */
const SINGULAR_DEPTH = 12;

/**
 * `singular`: near `near` the integrand was not shown to be defined and analytic, however small the piece; it may have a pole, a
 * kink or a branch point there. `budget`: too many pieces, or no time.
 */
export type Quadrature =
  | { readonly kind: 'value'; readonly ball: Ball }
  | { readonly kind: 'singular'; readonly near: Rational }
  | { readonly kind: 'budget' };

/**
 * Encloses the integral of `f` over [low, high]. On each piece f is its Taylor polynomial about the middle, up to
 * c_N h^N with c_N enclosed over the whole piece; pieces are halved until this rest is as small as the precision.
 */
export function integrate(
  f: Expression,
  variable: string,
  [low, high]: readonly [Rational, Rational],
  place: Place,
  options: QuadratureOptions,
): Quadrature {
  const { bits, pieces = PIECES } = options;
  const pending: { readonly low: Rational; readonly high: Rational; readonly depth: number }[] = [
    { low, high, depth: 0 },
  ];
  let total: Ball | undefined = fromInteger(0);
  let done = 0;
  while (pending.length > 0) {
    const piece = pending.pop()!;
    if (done + pending.length >= pieces || options.stopped?.()) return { kind: 'budget' };
    const found = onPiece(f, variable, piece.low, piece.high, place, options);
    if (found !== undefined && isNarrow(found, bits)) {
      total = add(total, found, bits);
      if (total === undefined) return { kind: 'budget' };
      done += 1;
      continue;
    }
    const middle = multiplyRationals(addRationals(piece.low, piece.high), HALF);
    if (found === undefined && piece.depth >= SINGULAR_DEPTH) return { kind: 'singular', near: middle };
    if (piece.depth >= MAX_DEPTH) return { kind: 'budget' };
    const depth = piece.depth + 1;
    pending.push({ low: middle, high: piece.high, depth }, { low: piece.low, high: middle, depth });
  }
  return { kind: 'value', ball: total };
}

/** Half the working precision, relative to the value or absolutely where that is small. */
function isNarrow({ mantissa, radius, exponent }: Ball, bits: number): boolean {
  const size = mantissa < 0n ? -mantissa : mantissa;
  if (radius << BigInt(bits >> 1) <= size) return true;
  return radius === 0n || exponent + radius.toString(2).length < -(bits >> 1);
}

function onPiece(
  f: Expression,
  variable: string,
  low: Rational,
  high: Rational,
  place: Place,
  { bits, integers }: QuadratureOptions,
): Ball | undefined {
  const middle = fromRational(multiplyRationals(addRationals(low, high), HALF), bits);
  const reach = fromRational(multiplyRationals(subtractRationals(high, low), HALF), bits);
  const order = orderFor(bits);
  // The wide jet first: it fails where the function is not analytic.
  const wide = jetOf(f, variable, fromInterval(low, high, bits), place, { order, bits, integers });
  if (wide === undefined) return undefined;
  const thin = jetOf(f, variable, middle, place, { order, bits, integers });
  if (thin === undefined) return undefined;
  let power: Ball | undefined = reach;
  let total: Ball | undefined = fromInteger(0);
  const square = multiply(reach, reach, bits);
  // ∫ c_k h^k over −r ≤ h ≤ r is 2 c_k r^(k+1)/(k+1) for even k, and 0 for odd k.
  for (let k = 0; k <= order; k += 2) {
    const coefficient = k === order ? wide[k] : thin[k];
    if (power === undefined || square === undefined || total === undefined) return undefined;
    const term: Ball | undefined = multiply(coefficient, power, bits);
    const share: Ball | undefined =
      term && divide(multiply(term, fromInteger(2), bits), fromInteger(k + 1), bits);
    total = share && add(total, share, bits);
    power = multiply(power, square, bits);
  }
  return total;
}
