/** Random matrices of small exact rationals, with a property by construction. */
import type { RandomStream } from '../domain/random-stream.js';
import {
  add,
  divide,
  isZero,
  multiply,
  type Rational,
  rational,
  signOf,
  subtract,
} from '../expression/rational.js';
import type { LetterProperty } from './matrix-expression.js';
import {
  addMatrices,
  eliminate,
  entryOf,
  identityOf,
  matrixOf,
  multiplyMatrices,
  type RationalMatrix,
  scaleMatrix,
  subtractMatrices,
  transposeMatrix,
} from './rational-matrix.js';

interface Sizes {
  readonly rows: number;
  readonly columns: number;
}

const small = (stream: RandomStream): Rational => rational(stream.integer(-3, 3), stream.integer(1, 2));

export const drawMatrix = ({ rows, columns }: Sizes, stream: RandomStream): RationalMatrix =>
  matrixOf(rows, columns, () => small(stream));

function drawSkew(n: number, stream: RandomStream): RationalMatrix {
  const a = drawMatrix({ rows: n, columns: n }, stream);
  return subtractMatrices(a, transposeMatrix(a));
}

/** Cayley: (I − K)(I + K)⁻¹ is orthogonal for a skew K, and I + K is always invertible; signs make reflections too. */
export function drawOrthogonal(n: number, stream: RandomStream): RationalMatrix {
  const one = identityOf(n);
  const k = drawSkew(n, stream);
  const rotation = multiplyMatrices(subtractMatrices(one, k), eliminate(addMatrices(one, k)).inverse!);
  const signs = matrixOf(n, n, (i, j) => rational(i !== j ? 0 : stream.integer(0, 1) * 2 - 1));
  return multiplyMatrices(rotation, signs);
}

/**
 * The matrix moved as little as can be so that matrix·by = is; undefined where the columns of `by` are dependent.
 * Z + (is − Z by) (by'by)⁻¹ by'.
 */
export function movedToFactor(
  matrix: RationalMatrix,
  by: RationalMatrix,
  is: RationalMatrix,
): RationalMatrix | undefined {
  const { inverse } = eliminate(multiplyMatrices(transposeMatrix(by), by));
  if (inverse === undefined) return undefined;
  const missing = subtractMatrices(is, multiplyMatrices(matrix, by));
  return addMatrices(matrix, multiplyMatrices(missing, multiplyMatrices(inverse, transposeMatrix(by))));
}

export function drawWithProperty(
  property: LetterProperty | undefined,
  shape: Sizes,
  stream: RandomStream,
): RationalMatrix {
  const n = shape.rows;
  switch (property) {
    case undefined:
      return drawMatrix(shape, stream);
    case 'symmetric': {
      const a = drawMatrix(shape, stream);
      return addMatrices(a, transposeMatrix(a));
    }
    case 'skew':
      return drawSkew(n, stream);
    case 'orthogonal':
      return drawOrthogonal(n, stream);
    case 'positive-definite': {
      const a = drawMatrix(shape, stream);
      return addMatrices(multiplyMatrices(transposeMatrix(a), a), identityOf(n));
    }
    case 'invertible':
      for (;;) {
        const a = drawMatrix(shape, stream);
        if (!isZero(eliminate(a).determinant)) return a;
      }
  }
}

/** The root of a rational square; undefined for other numbers. */
function squareRoot(q: Rational): Rational | undefined {
  const root = (n: bigint): bigint | undefined => {
    const r = BigInt(Math.round(Math.sqrt(Number(n))));
    return r * r === n ? r : undefined;
  };
  if (signOf(q) < 0) return undefined;
  const [a, b] = [root(q.numerator), root(q.denominator)];
  return a !== undefined && b !== undefined ? rational(a, b) : undefined;
}

/** A with A'A = cI (`columns`) or AA' = cI; undefined where the sizes or c admit none of rationals. */
export function drawGram(
  shape: Sizes,
  columns: boolean,
  c: Rational,
  stream: RandomStream,
): RationalMatrix | undefined {
  const [long, short] = columns ? [shape.rows, shape.columns] : [shape.columns, shape.rows];
  const root = squareRoot(c);
  if (root === undefined || (long < short && !isZero(c))) return undefined;
  const o = drawOrthogonal(Math.max(long, short), stream);
  const part = matrixOf(shape.rows, shape.columns, (i, j) => entryOf(o, i, j));
  return scaleMatrix(part, root);
}

/**
 * B (m x h) and A (h x n) with B'B − AA' = cI: in orthonormal bases both are diagonal, with b² − a² = c on every one of the h
 * directions. Undefined where the sizes or c admit none of rationals.
 */
export function drawBalanced(
  outer: Sizes,
  inner: Sizes,
  c: Rational,
  stream: RandomStream,
): readonly RationalMatrix[] | undefined {
  const [m, h, n] = [outer.rows, outer.columns, inner.columns];
  const pairs: (readonly [b: Rational, a: Rational])[] = [];
  for (let i = 0; i < h; i++) {
    const pair = drawPair(i < m, i < n, c, stream);
    if (pair === undefined) return undefined;
    pairs.push(pair);
  }
  const [left, middle, right] = [m, h, n].map((size) => drawOrthogonal(size, stream));
  const zero = rational(0);
  const b = matrixOf(m, h, (i, j) => (i === j ? pairs[i][0] : zero));
  const a = matrixOf(h, n, (i, j) => (i === j ? pairs[i][1] : zero));
  return [
    multiplyMatrices(multiplyMatrices(left, b), transposeMatrix(middle)),
    multiplyMatrices(multiplyMatrices(middle, a), right),
  ];
}

/** b² − a² = c, where b or a may have to be 0: (b + a)(b − a) = m·(c/m). */
function drawPair(
  hasB: boolean,
  hasA: boolean,
  c: Rational,
  stream: RandomStream,
): readonly [Rational, Rational] | undefined {
  const zero = rational(0);
  if (!hasB && !hasA) return isZero(c) ? [zero, zero] : undefined;
  if (!hasA) {
    const b = squareRoot(c);
    return b && [b, zero];
  }
  if (!hasB) {
    const a = squareRoot(multiply(c, rational(-1)));
    return a && [zero, a];
  }
  const m = rational(stream.integer(1, 4), stream.integer(1, 2));
  const other = divide(c, m);
  const half = rational(1, 2);
  return [multiply(add(m, other), half), multiply(subtract(m, other), half)];
}
