import type { LinearAlgebra, RealNumbers } from './linear-algebra.js';

/**
 * An orthonormal basis of the column space of A (rows >= columns, full column rank), A = basis R, by Householder's reflections with the
 * longest rows first and the longest remaining column as pivot. Done so, rows of very different sizes each keep their own
 * relative accuracy (Cox and Higham), which is what exponentials of different rates need.
 */
export function orthonormalFactor<S, M>(algebra: LinearAlgebra<S, M>, A: M): M {
  const { rows, columns, entry, matrix, compare, abs, zero, one } = algebra;
  const [height, width] = [rows(A), columns(A)];
  const sizes = Array.from({ length: height }, (_, i) =>
    Array.from({ length: width }, (_x, j) => abs(entry(A, i, j))).reduce(
      (largest, value) => (compare(value, largest) > 0 ? value : largest),
      zero,
    ),
  );
  const order = [...sizes.keys()].sort((i, j) => compare(sizes[j], sizes[i]));
  const work = Array.from({ length: width }, (_, j) => order.map((i) => entry(A, i, j)));
  const reflections: S[][] = [];
  for (let k = 0; k < width; k++) {
    const tails = work.map((column, j) => (j < k ? zero : squares(algebra, column, k)));
    const pivot = tails.reduce((best, value, j) => (compare(value, tails[best]) > 0 ? j : best), k);
    [work[k], work[pivot]] = [work[pivot], work[k]];
    const reflection = reflectionOf(algebra, work[k], k);
    reflections.push(reflection);
    for (let j = k; j < width; j++) work[j] = reflected(algebra, reflection, work[j], k);
  }
  const basis = Array.from({ length: width }, (_, j) => {
    let column = Array.from({ length: height }, (_x, i) => (i === j ? one : zero));
    for (let k = width - 1; k >= 0; k--) column = reflected(algebra, reflections[k], column, k);
    return column;
  });
  const place = new Map(order.map((row, k) => [row, k]));
  return matrix(height, width, (i, j) => basis[j][place.get(i) ?? 0]);
}

const squares = <S>({ add, multiply, zero }: RealNumbers<S>, v: readonly S[], from: number): S =>
  v.slice(from).reduce((sum, value) => add(sum, multiply(value, value)), zero);

/** The unit vector v, zero before `from`, with (I - 2 v v^T) x a multiple of e_from on the rest. */
function reflectionOf<S>(numbers: RealNumbers<S>, x: readonly S[], from: number): S[] {
  const { add, subtract, divide, sqrt, compare, zero } = numbers;
  const norm = sqrt(squares(numbers, x, from));
  if (compare(norm, zero) === 0) return x.map(() => zero);
  const v = x.map((value, i) => (i < from ? zero : value));
  v[from] = compare(x[from], zero) < 0 ? subtract(v[from], norm) : add(v[from], norm);
  const length = sqrt(squares(numbers, v, from));
  return v.map((value) => divide(value, length));
}

function reflected<S>(numbers: RealNumbers<S>, v: readonly S[], x: readonly S[], from: number): S[] {
  const { add, subtract, multiply, zero } = numbers;
  let share = zero;
  for (let i = from; i < x.length; i++) share = add(share, multiply(v[i], x[i]));
  const twice = add(share, share);
  return x.map((value, i) => (i < from ? value : subtract(value, multiply(twice, v[i]))));
}
