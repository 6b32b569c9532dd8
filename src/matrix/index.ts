/** Matrix expressions of symbolic sizes: read, print, differentiate along a flow, expand. */

export { NotACombination } from './check-cofactors.js';
export { remaindersOf } from './check-matrix-certificate.js';
export { Derivative, type MatrixField } from './derivative.js';
export { type Drawing, drawInstance } from './draw-instance.js';
export { PointDrawer } from './draw-point.js';
export { encloseFormula } from './enclosed-instance.js';
export { hasMoreNodes } from './formula-size.js';
export { type InstanceValue, type MatrixInstance, valueOfFormula } from './instance.js';
export { scalarText, wordText } from './letter-text.js';
export {
  type CombinationTerm,
  MATRIX_FORMAT,
  type MatrixCertificate,
  MatrixCertificateSchema,
} from './matrix-certificate.js';
export type { Letter, LetterProperty, MatrixExpression, MatrixScalar } from './matrix-expression.js';
export { printMatrix } from './matrix-expression.js';
export { type MatrixNames, RESERVED_MATRIX_NAMES } from './matrix-names.js';
export * as matrixOperations from './matrix-operations.js';
export {
  type Difference,
  type ExpandedStatement,
  expandStatement,
  type MatrixEquation,
  type MatrixStatement,
} from './matrix-statement.js';
export type { Cofactor, Vanishing } from './multiples.js';
export { isAlwaysInvertible, type PartialParts, partialPartsOf } from './partial-parts.js';
export { type FormulaParts, partsOf } from './parts-of-formula.js';
export { single } from './polynomial.js';
export { equalMatrices, type RationalMatrix } from './rational-matrix.js';
export { type MatrixFormula, readMatrix, readMatrixSides } from './read-matrix.js';
export { readShape, readSize } from './read-size.js';
export { isSquare, namesOfSize, type Shape, type Size, shapeText, sizeAsExpression } from './size.js';
export { formulaKey, lettersKey, statementKey } from './statement-key.js';
export { substituteMatrix } from './substitute-matrix.js';
export { unsupported } from './unsupported.js';
export { TooManyTerms } from './words.js';
