/** Matrix expressions of symbolic sizes: read, print, differentiate along a flow, expand. */
export { Derivative, type MatrixField } from './derivative.js';
export type { Letter, LetterProperty, MatrixExpression, MatrixScalar } from './matrix-expression.js';
export { printMatrix } from './matrix-expression.js';
export { type MatrixNames, RESERVED_MATRIX_NAMES } from './matrix-names.js';
export type { MatrixEquation, MatrixStatement } from './matrix-statement.js';
export { type MatrixFormula, readMatrix, readMatrixSides } from './read-matrix.js';
export { readShape, readSize } from './read-size.js';
export { namesOfSize, type Shape, type Size, shapeText } from './size.js';
