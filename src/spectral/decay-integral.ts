import { isZero, type RealNumbers } from '../linear-algebra/index.js';

/** The integral of e^(-2 x v) over v in [0, u]: (1 - e^(-2xu))/(2x), and u at x = 0. For x < 0 it grows. */
export function decayIntegral<S>(numbers: RealNumbers<S>, x: S, u: S): S {
  if (isZero(numbers, x)) return u;
  const { negate, add, expm1, multiply, divide } = numbers;
  const rate = add(x, x);
  return negate(divide(expm1(negate(multiply(rate, u))), rate));
}

/** e^(-x u). */
export const decay = <S>({ exp, negate, multiply }: RealNumbers<S>, x: S, u: S): S =>
  exp(negate(multiply(x, u)));
