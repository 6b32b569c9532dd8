import { outside } from '../penalty.js';

/** Below this, s - 2 tanh(s/2) is summed as a series: the difference loses digits. */
const SERIES_BELOW = 0.5;

/** s - 2 tanh(s/2) = s^3/12 - s^5/120 + 17 s^7/20160 - ..., for s >= 0. */
function deficitNumerator(s: number): number {
  if (s >= SERIES_BELOW) return s - 2 * Math.tanh(s / 2);
  const t = s * s;
  // Taylor coefficients of -2 tanh(s/2) from s^3 on; the first one left out is below 1e-17 of the sum.
  let sum = -4722116521 / 51090942171709440000;
  sum = sum * t + 221930581 / 243290200817664000;
  sum = sum * t - 3202291 / 355687428096000;
  sum = sum * t + 929569 / 10461394944000;
  sum = sum * t - 5461 / 6227020800;
  sum = sum * t + 691 / 79833600;
  sum = sum * t - 31 / 362880;
  sum = sum * t + 17 / 20160;
  sum = sum * t - 1 / 120;
  return s * t * (sum * t + 1 / 12);
}

/** 2 - ell as a function of s = asinh(|beta_FT| / c_FT) >= 0, without cancellation: s^2/6 at 0, increasing to 1. */
export function orderDeficit(s: number): number {
  if (s === 0) return 0;
  return s < 1e-8 ? (s * s) / 6 : deficitNumerator(s) / (s - Math.tanh(s / 2));
}

/** ell - 1 as a function of s: 1 at 0, decreasing to 0 like 1/(s - 1). */
export function orderExcess(s: number): number {
  if (s < 1e-8) return 1;
  const half = Math.tanh(s / 2);
  return half / (s - half);
}

/** ell - 1 <= 1/2 is inverted by itself, the rest by 2 - ell: each by the one that keeps its digits. */
const LARGEST_ARGUMENT = 1e308;

/**
 * s = asinh(|beta_FT| / c_FT) at which ell - 1 has a given value in (0, 1]: the inverse of `orderExcess`.
 * @throws FlowproofError `theory-domain`; so does {@link argumentOfDeficit}.
 */
export function argumentOfExcess(excess: number): number {
  if (!(excess > 0 && excess <= 1)) throw outside('ell - 1', 'a number in (0, 1]', excess);
  if (excess > 0.5) return argumentOfDeficit(1 - excess);
  // s = T (1 + 1/excess) with T = tanh(s/2) <= 1.
  return bisectLogarithmically((s) => orderExcess(s) < excess, 1, Math.min(2 + 1 / excess, LARGEST_ARGUMENT));
}

/** s at which 2 - ell has a given value in [0, 1): the inverse of `orderDeficit`. */
export function argumentOfDeficit(deficit: number): number {
  if (!(deficit >= 0 && deficit < 1)) throw outside('2 - ell', 'a number in [0, 1)', deficit);
  if (deficit > 0.5) return argumentOfExcess(1 - deficit);
  // s^2/6 bounds the deficit from above.
  const least = Math.sqrt(6 * deficit);
  return least < 1e-8 ? least : bisectLogarithmically((s) => orderDeficit(s) > deficit, least / 2, 8 * least);
}

/**
 * The argument s = asinh(|beta_FT| / c_FT) at which the order ell has a given value: the root of tanh(s/2)/s = 1 - 1/ell.
 * @throws FlowproofError `theory-domain` unless 1 < ell <= 2.
 */
export function orderArgument(ell: number): number {
  if (!(ell > 1 && ell <= 2))
    throw outside('ell', 'a number in (1, 2]: 1 is reached only in the limit c_FT -> 0', ell);
  // Differences of neighbours are exact here.
  return ell > 1.5 ? argumentOfDeficit(2 - ell) : argumentOfExcess(ell - 1);
}

/** Where a predicate that is false at `low` and true at `high` (both > 0) turns, to the last bits. */
export function bisectLogarithmically(isAbove: (x: number) => boolean, low: number, high: number): number {
  let [a, b] = [low, high];
  while (b / a > 4) {
    const middle = Math.sqrt(a) * Math.sqrt(b);
    if (isAbove(middle)) b = middle;
    else a = middle;
  }
  for (;;) {
    const middle = a + (b - a) / 2;
    if (middle <= a || middle >= b) return middle;
    if (isAbove(middle)) b = middle;
    else a = middle;
  }
}
