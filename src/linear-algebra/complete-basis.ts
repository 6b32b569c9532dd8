import { dot } from './jacobi.js';
import type { RealNumbers } from './linear-algebra.js';

/**
 * `count` vectors that continue orthonormal ones of R^n: unit vectors, the one farthest from the span first, made orthogonal
 * twice. Only their span is determined by what they complete.
 */
export function completeBasis<S>(
  numbers: RealNumbers<S>,
  basis: readonly (readonly S[])[],
  n: number,
  count: number,
): S[][] {
  const { add, subtract, multiply, divide, sqrt, compare, zero, one } = numbers;
  const known = basis.map((vector) => [...vector]);
  const added: S[][] = [];
  while (added.length < count) {
    const shares = Array.from({ length: n }, (_, i) =>
      known.reduce((sum, vector) => add(sum, multiply(vector[i], vector[i])), zero),
    );
    const axis = shares.reduce((best, share, i) => (compare(share, shares[best]) < 0 ? i : best), 0);
    let next = Array.from({ length: n }, (_, i) => (i === axis ? one : zero));
    for (let pass = 0; pass < 2; pass++) {
      for (const vector of known) {
        const share = dot(numbers, vector, next);
        next = next.map((value, i) => subtract(value, multiply(share, vector[i])));
      }
      const norm = sqrt(dot(numbers, next, next));
      next = next.map((value) => divide(value, norm));
    }
    known.push(next);
    added.push(next);
  }
  return added;
}
