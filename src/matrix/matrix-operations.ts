/** What other rooms build matrix expressions with. */
export { add, multiply, negate, printMatrix, scale, subtract, transpose } from './matrix-expression.js';
export { sameShape } from './size.js';
