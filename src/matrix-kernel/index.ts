/** The door of the matrix kernel. */
export type { BlockProof, CombinationTerm, MatrixCertificate } from './matrix-certificate.js';
export { type MatrixProof, proveMatrix } from './prove-matrix.js';
