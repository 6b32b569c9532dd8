import type { MatrixOperations } from '../linear-algebra/index.js';

/** A matrix by rows. */
export const matrixRows = <S, M>({ algebra }: MatrixOperations<S, M>, A: M): S[][] =>
  Array.from({ length: algebra.rows(A) }, (_, i) =>
    Array.from({ length: algebra.columns(A) }, (_x, j) => algebra.entry(A, i, j)),
  );
