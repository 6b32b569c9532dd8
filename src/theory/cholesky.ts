/** Cholesky factors of symmetric positive matrices: flat, row-major, in place. */

/**
 * Writes the lower triangular L with L L^T = A over the lower triangle of A (n x n). A pivot lost to rounding is lifted to the
 * rounding of its diagonal entry.
 */
export function factorCholesky(A: Float64Array, n: number): void {
  for (let i = 0; i < n; i++) {
    const row = i * n;
    for (let j = 0; j <= i; j++) {
      const other = j * n;
      let sum = A[row + j];
      for (let k = 0; k < j; k++) sum -= A[row + k] * A[other + k];
      if (j < i) A[row + j] = sum / A[other + j];
      else A[row + j] = Math.sqrt(Math.max(sum, Number.EPSILON * A[row + j], Number.MIN_VALUE));
    }
  }
}

/** Solves A x = b in place with the factor of {@link factorCholesky}. */
export function solveCholesky(L: Float64Array, x: Float64Array): void {
  const n = x.length;
  for (let i = 0; i < n; i++) {
    let sum = x[i];
    for (let k = 0; k < i; k++) sum -= L[i * n + k] * x[k];
    x[i] = sum / L[i * n + i];
  }
  for (let i = n - 1; i >= 0; i--) {
    const value = x[i] / L[i * n + i];
    x[i] = value;
    for (let k = 0; k < i; k++) x[k] -= L[i * n + k] * value;
  }
}
