/** The linear-algebra room: dense real matrices in float64 and with mantissas of any length. */
export { type BinaryAlgebra, type BinaryMatrix, binaryAlgebra } from './binary-algebra.js';
export type { BinaryNumber } from './binary-numbers.js';
export { completeBasis } from './complete-basis.js';
export { float64Algebra } from './float64.js';
export type { LinearAlgebra, RealNumbers } from './linear-algebra.js';
export { half, hypot, isZero, larger, MatrixOperations, sumOf } from './operations.js';
export { orthonormalFactor } from './orthonormal-factor.js';
