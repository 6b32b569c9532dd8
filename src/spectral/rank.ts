import type { RealNumbers } from '../linear-algebra/index.js';

/** Bits that stay for rounding when a singular value is called zero. */
const SLACK_BITS = 10;

/** Whether a value is zero to rounding beside another one. */
export const isNegligible = <S>({ log2, bits }: RealNumbers<S>, value: S, beside: S): boolean =>
  !(log2(value) > log2(beside) - bits + SLACK_BITS);

/** How many of the descending singular values are not zero to rounding. */
export const rankOf = <S>(numbers: RealNumbers<S>, values: readonly S[]): number =>
  values.filter((value) => !isNegligible(numbers, value, values[0])).length;
