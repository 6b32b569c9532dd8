import { isZero, type MatrixOperations } from '../linear-algebra/index.js';
import { badInput } from './failures.js';
import type { Grams } from './grams-from-product.js';
import type { Network } from './read-network.js';

/** 1/2 |W - Sigma|^2: the loss of whitened inputs above its least value. */
export function halfSquaredError<S, M>(on: MatrixOperations<S, M>, W: M, sigma: M): S {
  return on.algebra.divide(on.squaredNorm(on.minus(W, sigma)), on.algebra.ofInteger(2));
}

/** W' = R2 (Sigma - W) + (Sigma - W) R1: how the product moves (whitened inputs). */
export function productRate<S, M>(on: MatrixOperations<S, M>, W: M, sigma: M, { R1, R2 }: Grams<M>): M {
  const E = on.minus(sigma, W);
  return on.plus(on.algebra.times(R2, E), on.algebra.times(E, R1));
}

/** What training on one task does to another: F(u) = L_other(W(u)) - L_other(W(0)). */
export function forgetting<S, M>(on: MatrixOperations<S, M>, before: M, now: M, other: M): S {
  return on.algebra.subtract(halfSquaredError(on, now, other), halfSquaredError(on, before, other));
}

/** F' = tr(W' (W - Sigma_other)^T) of {@link forgetting}, for the rate W' of the product. */
export const forgettingRate = <S, M>(on: MatrixOperations<S, M>, rate: M, W: M, other: M): S =>
  on.inner(rate, on.minus(W, other));

/** Which layer stays as it is. */
export type FrozenLayer = 'W1' | 'W2';

/**
 * W(u) where one layer is frozen: Sigma - (Sigma - W(0)) e^(-R1 u) for W1, Sigma - e^(-R2 u)(Sigma - W(0)) for W2.
 * What lies in the kernel of the frozen layer is never learned.
 */
export function frozenLayerProduct<S, M>({ on, W1, W2, sigma }: Network<S, M>, frozen: FrozenLayer, u: S): M {
  const { algebra } = on;
  const E = on.minus(sigma, algebra.times(W2, W1));
  const decayed = (gram: M): M => {
    const { values, vectors } = algebra.symmetricEigen(gram);
    return on.spectral(
      vectors,
      values.map((value) => algebra.exp(algebra.negate(algebra.multiply(value, u)))),
    );
  };
  const left =
    frozen === 'W1'
      ? algebra.times(E, decayed(on.gram(W1)))
      : algebra.times(decayed(on.gram(algebra.transpose(W2))), E);
  return on.minus(sigma, left);
}

/**
 * Generalisation of a new output (G = X^T R1 X, hidden code frozen) or of a new input (G = R2) that is trained on item `trained`
 * alone: the answers for every item, as a share of the trained target, G_ji/G_ii (1 - e^(-G_ii u)).
 * @throws FlowproofError `spectral-input` for an item that is not there, and for one whose code vanishes.
 */
export function generalisation<S, M>(on: MatrixOperations<S, M>, G: M, trained: number, u: S): S[] {
  const { algebra } = on;
  const { entry, rows, expm1, negate, multiply, divide } = algebra;
  if (!(Number.isInteger(trained) && trained >= 0 && trained < rows(G))) {
    throw badInput('there is no such item', `an index from 0 to ${rows(G) - 1}`, trained);
  }
  const own = entry(G, trained, trained);
  if (isZero(algebra, own)) {
    throw badInput(
      'the trained item has no hidden code: nothing is ever learned from it',
      'G_ii > 0',
      on.text(own),
    );
  }
  const learned = negate(expm1(negate(multiply(own, u))));
  return Array.from({ length: rows(G) }, (_, j) => multiply(divide(entry(G, j, trained), own), learned));
}
