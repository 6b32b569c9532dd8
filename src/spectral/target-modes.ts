import { completeBasis, hypot, type MatrixOperations } from '../linear-algebra/index.js';

/** The modes of a target: Sigma = U diag(s) V^T. */
export interface TargetModes<S, M> {
  /** Singular values, descending: m = min(Ni, No) of them. */
  readonly s: readonly S[];
  /** No x m. */
  readonly U: M;
  /** Ni x m. */
  readonly V: M;
  /** The rest of the output space: No x (No - m). */
  readonly restU: M;
  /** The rest of the input space: Ni x (Ni - m). */
  readonly restV: M;
  /** K = sqrt(lambda^2 + 4 s^2). */
  readonly K: readonly S[];
}

export function targetModes<S, M>(on: MatrixOperations<S, M>, sigma: M, lambda: S): TargetModes<S, M> {
  const { algebra } = on;
  const { U, values, V } = algebra.singularValues(sigma);
  const rest = (A: M): M => {
    const n = algebra.rows(A);
    return on.fromColumns(n, completeBasis(algebra, on.columnsOf(A), n, n - values.length));
  };
  return {
    s: values,
    U,
    V,
    restU: rest(U),
    restV: rest(V),
    K: values.map((s) => hypot(algebra, lambda, algebra.add(s, s))),
  };
}
