import { requireAdmissible, type TwoLayerSizes } from '../flow/index.js';
import { half, hypot, isZero, type RealNumbers } from '../linear-algebra/index.js';
import { shapeMismatch } from './failures.js';

/** Singular values of the layers, Nh of each: one pair for every hidden direction, 0 where a layer has none. */
export interface WeightSingularValues<S> {
  readonly W1: readonly S[];
  readonly W2: readonly S[];
}

/** sigma(W1) = c and sigma(W2) = d with c d = a and d^2 - c^2 = lambda: the larger one as a root, the smaller one as a quotient. */
export function pairOf<S>(numbers: RealNumbers<S>, lambda: S, a: S): { readonly c: S; readonly d: S } {
  const { add, abs, sqrt, divide, compare, zero } = numbers;
  const larger = sqrt(half(numbers, add(hypot(numbers, lambda, add(a, a)), abs(lambda))));
  const smaller = isZero(numbers, larger) ? zero : divide(a, larger);
  return compare(lambda, zero) >= 0 ? { c: smaller, d: larger } : { c: larger, d: smaller };
}

/**
 * Singular values of balanced layers from those of their product: sqrt((k -+ lambda)/2) with k = sqrt(lambda^2 + 4 a^2), and
 * sqrt|lambda| beside 0 on the hidden directions that the product does not see.
 * @param product the min(Ni, Nh, No) largest singular values of W.
 * @throws FlowproofError `lambda-admissible-dims`; `matrix-shape` for another number of singular values.
 */
export function weightSingularValues<S>(
  numbers: RealNumbers<S>,
  sizes: TwoLayerSizes,
  lambda: S,
  product: readonly S[],
): WeightSingularValues<S> {
  requireAdmissible(sizes, numbers.toFloat(lambda));
  const seen = Math.min(sizes.inputs, sizes.hidden, sizes.outputs);
  if (product.length !== seen) {
    throw shapeMismatch(
      'the singular values of the product do not fit the sizes',
      `min(Ni, Nh, No) = ${seen} values`,
      `${product.length}`,
    );
  }
  const values = [...product, ...Array.from({ length: sizes.hidden - seen }, () => numbers.zero)];
  const pairs = values.map((a) => pairOf(numbers, lambda, a));
  return { W1: pairs.map((pair) => pair.c), W2: pairs.map((pair) => pair.d) };
}
