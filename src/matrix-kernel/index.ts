/** The door of the matrix kernel. */
export { whyNoProof } from './check-proof.js';
export type { MatrixGoal, MatrixProof } from './prove-matrix.js';
export { type MatrixProver, proveMatrix, recordingMatrixProofs, withMatrixProver } from './prover.js';
