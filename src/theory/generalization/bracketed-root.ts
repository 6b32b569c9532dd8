/** The root of a falling function, by the method of Anderson and Bjorck on a bracket. */

const MAX_STEPS = 200;

/**
 * @param above f(low) >= 0, `below` f(high) <= 0.
 * @returns a point within `tolerance` of the root, absolute.
 */
export function bracketedRoot(
  f: (x: number) => number,
  low: number,
  high: number,
  above: number,
  below: number,
  tolerance: number,
): number {
  if (above === 0) return low;
  if (below === 0) return high;
  let [a, b, fa, fb] = [low, high, above, below];
  for (let step = 0; step < MAX_STEPS && Math.abs(b - a) > tolerance; step++) {
    const x = Math.abs(b - a) < 2 * tolerance ? (a + b) / 2 : b - (fb * (b - a)) / (fb - fa);
    const fx = f(x);
    if (fx === 0) return x;
    if (Math.sign(fx) !== Math.sign(fb)) {
      if (Math.abs(x - b) <= tolerance) return x;
      [a, fa] = [b, fb];
    } else {
      if (Math.abs(x - b) <= tolerance / 4) return x;
      const ratio = 1 - fx / fb;
      fa *= ratio > 0 ? ratio : 0.5;
    }
    [b, fb] = [x, fx];
  }
  return b;
}
