/** Sets of possible signs, as bits. */
export type Signs = number;

export const NEGATIVE: Signs = 1;
export const NULL: Signs = 2;
export const POSITIVE: Signs = 4;
export const NONNEGATIVE: Signs = NULL | POSITIVE;
export const NONPOSITIVE: Signs = NULL | NEGATIVE;
export const NONZERO: Signs = NEGATIVE | POSITIVE;
export const ANY_SIGN: Signs = 7;

export const isSubset = (a: Signs, b: Signs): boolean => (a & ~b) === 0;

export const flip = (a: Signs): Signs =>
  (a & NULL) | (a & NEGATIVE ? POSITIVE : 0) | (a & POSITIVE ? NEGATIVE : 0);

const LIST = [NEGATIVE, NULL, POSITIVE] as const;

const combine = (a: Signs, b: Signs, of: (x: Signs, y: Signs) => Signs): Signs => {
  let out = 0;
  for (const x of LIST) for (const y of LIST) if (a & x && b & y) out |= of(x, y);
  return out;
};

export const signsOfSum = (a: Signs, b: Signs): Signs =>
  combine(a, b, (x, y) => (x === NULL ? y : y === NULL || x === y ? x : ANY_SIGN));

export const signsOfProduct = (a: Signs, b: Signs): Signs =>
  combine(a, b, (x, y) => (x === NULL || y === NULL ? NULL : x === y ? POSITIVE : NEGATIVE));

/** Signs of the larger of two quantities. */
export const signsOfMaximum = (a: Signs, b: Signs): Signs => combine(a, b, (x, y) => Math.max(x, y));
export const signsOfMinimum = (a: Signs, b: Signs): Signs => combine(a, b, (x, y) => Math.min(x, y));

/** Signs of an integer power (positive exponent, or a nonzero base). */
export const signsOfPower = (a: Signs, exponent: number): Signs => {
  if (exponent === 0) return POSITIVE;
  const base = exponent < 0 ? a & NONZERO : a;
  if (exponent % 2 !== 0) return base;
  return (base & NULL) | (base & NONZERO ? POSITIVE : 0);
};
