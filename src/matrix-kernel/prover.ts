/** The door of the matrix kernel: what stands behind it is a search, unless somebody set another prover there. */
import { AsyncLocalStorage } from 'node:async_hooks';
import type { KernelOptions } from '../kernel/index.js';
import type { MatrixCertificate } from '../matrix/index.js';
import { type MatrixGoal, type MatrixProof, searchMatrixProof } from './prove-matrix.js';

export type MatrixProver = (goal: MatrixGoal, options: KernelOptions) => MatrixProof;

const scope = new AsyncLocalStorage<MatrixProver>();

/**
 * Proves left = right for matrices of every size that fit, or says why it could not.
 * @throws FlowproofError `matrix-unsupported`
 */
export const proveMatrix: MatrixProver = (goal, options) =>
  (scope.getStore() ?? searchMatrixProof)(goal, options);

/** Does some work with another prover behind the door, for this work only. */
export const withMatrixProver = <Value>(prover: MatrixProver, work: () => Promise<Value>): Promise<Value> =>
  scope.run(prover, work);

/** Does some work while every proof that succeeds is taken down. */
export function recordingMatrixProofs<Value>(
  proved: (certificate: MatrixCertificate) => void,
  work: () => Promise<Value>,
): Promise<Value> {
  const outer = scope.getStore() ?? searchMatrixProof;
  return withMatrixProver((goal, options) => {
    const result = outer(goal, options);
    if (result.kind === 'proved') proved(result.certificate);
    return result;
  }, work);
}
