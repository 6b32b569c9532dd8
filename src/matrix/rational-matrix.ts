/** Matrices of exact rationals. */
import {
  add,
  divide,
  equals,
  isZero,
  multiply,
  ONE,
  type Rational,
  subtract,
  ZERO,
} from '../expression/rational.js';
import { type Dense, DenseAlgebra, denseOf, type Elimination, transposeOf } from './dense.js';

export type RationalMatrix = Dense<Rational>;

export const RATIONALS = new DenseAlgebra<Rational>({
  zero: ZERO,
  one: ONE,
  add,
  subtract,
  multiply,
  divide,
  isZero,
});

export { entryOf } from './dense.js';

export const matrixOf = denseOf<Rational>;
export const identityOf = (n: number): RationalMatrix => RATIONALS.identity(n);
export const transposeMatrix = transposeOf<Rational>;
export const scaleMatrix = (a: RationalMatrix, by: Rational): RationalMatrix => RATIONALS.scale(a, by);
export const addMatrices = (a: RationalMatrix, b: RationalMatrix): RationalMatrix => RATIONALS.add(a, b);
export const subtractMatrices = (a: RationalMatrix, b: RationalMatrix): RationalMatrix =>
  RATIONALS.subtract(a, b);
export const multiplyMatrices = (a: RationalMatrix, b: RationalMatrix): RationalMatrix =>
  RATIONALS.multiply(a, b);
/** Rationals are always known to be 0 or not. */
export const eliminate = (a: RationalMatrix): Elimination<Rational> => RATIONALS.eliminate(a)!;

export const equalMatrices = (a: RationalMatrix, b: RationalMatrix): boolean =>
  a.rows === b.rows && a.columns === b.columns && a.entries.every((x, k) => equals(x, b.entries[k]));
