/** The standard normal density and its upper tail. */

export const density = (x: number): number => Math.exp(-0.5 * x * x) / Math.sqrt(2 * Math.PI);

/** Above this the tail is a continued fraction, below it the series of the lower half. */
const FAR = 2.5;
const MOST_TERMS = 400;

/** P(z > x), to about 1e-14 of itself. */
export function upperTail(x: number): number {
  if (x < 0) return 1 - upperTail(-x);
  return x < FAR ? 0.5 - density(x) * oddSeries(x) : density(x) / continuedFraction(x);
}

/** The sum of x^(2k+1)/(1 3 5 … (2k+1)). */
function oddSeries(x: number): number {
  let [term, sum] = [x, x];
  for (let k = 1; k < MOST_TERMS && term > sum * 1e-17; k++) {
    term *= (x * x) / (2 * k + 1);
    sum += term;
  }
  return sum;
}

/** x + 1/(x + 2/(x + 3/(x + …))), from the bottom up. */
function continuedFraction(x: number): number {
  let value = x;
  for (let k = MOST_TERMS; k >= 1; k--) value = x + k / value;
  return value;
}
