import type { TwoLayerSizes } from '../flow/index.js';
import { half, isZero, type MatrixOperations } from '../linear-algebra/index.js';
import type { TargetModes } from './target-modes.js';

/**
 * The eigen-structure of F = [[-lambda/2 I, Sigma^T], [Sigma, lambda/2 I]]:
 * F = growing diag(rho) growing^T - decaying diag(rho) decaying^T + nu middle middle^T.
 */
export interface EigenvectorsOfF<S, M> {
  /** rho = K/2, descending. */
  readonly rho: readonly S[];
  /** O_+ (eigenvalues rho): (Ni + No) x m. */
  readonly growing: M;
  /** O_- (eigenvalues -rho). */
  readonly decaying: M;
  /** M (eigenvalue nu): |Ni - No| columns. */
  readonly middle: M;
  /** sgn(No - Ni) lambda/2; of no meaning where Ni = No. */
  readonly nu: S;
  /** rho - |lambda|/2 without cancellation: 2 s^2 / (K + |lambda|). */
  readonly gap: readonly S[];
}

/**
 * The eigenvectors from the modes of the target, with p = sqrt((K + lambda)/(2K)) and q = sqrt((K - lambda)/(2K)): the larger one
 * as a root, the smaller one as s / (K·larger), which loses no digits at large |lambda|.
 */
export function eigenvectorsOfF<S, M>(
  on: MatrixOperations<S, M>,
  { inputs, outputs }: TwoLayerSizes,
  lambda: S,
  { s, U, V, restU, restV, K }: TargetModes<S, M>,
): EigenvectorsOfF<S, M> {
  const { algebra } = on;
  const { add, multiply, divide, negate, sqrt, compare, zero, one, ofInteger } = algebra;
  const size = algebra.abs(lambda);
  const pairs = K.map((k, index) => {
    if (isZero(algebra, k)) {
      const both = sqrt(half(algebra, one));
      return { p: both, q: both };
    }
    const large = sqrt(divide(add(k, size), add(k, k)));
    const small = divide(s[index], multiply(k, large));
    return compare(lambda, zero) >= 0 ? { p: large, q: small } : { p: small, q: large };
  });
  const p = pairs.map((pair) => pair.p);
  const q = pairs.map((pair) => pair.q);
  const m = s.length;
  const extra = Math.abs(inputs - outputs);
  const middle =
    inputs > outputs
      ? on.below(extra, restV, on.zeros(outputs, extra))
      : on.below(extra, on.zeros(inputs, extra), restU);
  return {
    rho: K.map((k) => half(algebra, k)),
    growing: on.below(m, on.columnsScaled(V, q), on.columnsScaled(U, p)),
    decaying: on.below(m, on.columnsScaled(V, p), on.columnsScaled(U, q.map(negate))),
    middle,
    nu: half(algebra, outputs >= inputs ? lambda : negate(lambda)),
    gap: K.map((k, index) =>
      isZero(algebra, k) ? zero : divide(multiply(ofInteger(2), multiply(s[index], s[index])), add(k, size)),
    ),
  };
}

/** F itself, (Ni + No) x (Ni + No). */
export function matrixF<S, M>(on: MatrixOperations<S, M>, sigma: M, lambda: S): M {
  const { algebra } = on;
  const [outputs, inputs] = [algebra.rows(sigma), algebra.columns(sigma)];
  const corner = half(algebra, lambda);
  return algebra.matrix(inputs + outputs, inputs + outputs, (i, j) => {
    if (i === j) return i < inputs ? algebra.negate(corner) : corner;
    if (i < inputs === j < inputs) return algebra.zero;
    return i < inputs ? algebra.entry(sigma, j - inputs, i) : algebra.entry(sigma, i - inputs, j);
  });
}
