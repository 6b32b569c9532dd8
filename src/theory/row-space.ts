/** An orthonormal basis of the row space of a design matrix, and what targets mean in it. */
import { factorCholesky, solveCholesky } from './cholesky.js';

/** X^T = V R: V (features x rank, row-major) has orthonormal columns, R is rank x samples. */
export interface RowSpace {
  readonly features: number;
  readonly samples: number;
  readonly rank: number;
  /** V, row-major: row d holds what coordinate d has of every basis vector. */
  readonly V: Float64Array;
  /** R, row-major: column s holds the coordinates of sample s. */
  readonly R: Float64Array;
}

/** Directions shorter than this share of the longest sample count as absent. */
const RANK_TOLERANCE = 1e-11;
/** A direction that shrank to less than this share of its sample is projected once more: its digits are mostly rounding. */
const SHRUNK = 0.5;

/**
 * Gram-Schmidt with pivoting; every direction is projected out of the basis twice.
 * @param X samples x features, row-major, with entries whose squares neither overflow nor vanish together.
 */
export function rowSpaceOf(X: Float64Array, samples: number, features: number): RowSpace {
  const rest = X.slice();
  const row = (of: Float64Array, s: number) => of.subarray(s * features, (s + 1) * features);
  const lengths = Float64Array.from({ length: samples }, (_, s) => norm(row(rest, s)));
  const longest = lengths.reduce((a, b) => Math.max(a, b), 0);
  const basis: Float64Array[] = [];
  const left = new Set(lengths.keys());
  while (left.size > 0) {
    let pick = -1;
    for (const s of left) if (pick < 0 || lengths[s] > lengths[pick]) pick = s;
    left.delete(pick);
    const direction = row(rest, pick);
    const size = norm(direction);
    if (!(size > RANK_TOLERANCE * longest)) break;
    for (let d = 0; d < features; d++) direction[d] /= size;
    for (const known of basis) subtract(direction, known, dot(direction, known));
    const again = norm(direction);
    for (let d = 0; d < features; d++) direction[d] /= again;
    basis.push(direction);
    for (const s of left) {
      const other = row(rest, s);
      const share = dot(other, direction);
      subtract(other, direction, share);
      const before = lengths[s];
      const squared = before * before - share * share;
      // What is left of a length by Pythagoras is exact enough only while it is most of it.
      lengths[s] = squared > SHRUNK * before * before ? Math.sqrt(squared) : norm(other);
    }
  }
  const rank = basis.length;
  const V = new Float64Array(features * rank);
  const R = new Float64Array(rank * samples);
  basis.forEach((v, r) => {
    for (let d = 0; d < features; d++) V[d * rank + r] = v[d];
    for (let s = 0; s < samples; s++) R[r * samples + s] = dot(v, row(X, s));
  });
  return { features, samples, rank, V, R };
}

/** The least-squares z of R^T z = y, and the shortest nu of R nu = mu: both through R R^T, refined twice. */
export function normalSolver({ R, rank, samples }: RowSpace) {
  const row = (r: number) => R.subarray(r * samples, (r + 1) * samples);
  const L = new Float64Array(rank * rank);
  for (let r = 0; r < rank; r++) {
    for (let q = 0; q <= r; q++) L[r * rank + q] = dot(row(r), row(q));
  }
  factorCholesky(L, rank);
  const solved = (b: Float64Array) => {
    solveCholesky(L, b);
    return b;
  };
  /** R^T z. */
  const back = (z: Float64Array) => {
    const out = new Float64Array(samples);
    for (let r = 0; r < rank; r++) subtract(out, row(r), -z[r]);
    return out;
  };
  const forth = (y: Float64Array) => Float64Array.from({ length: rank }, (_, r) => dot(row(r), y));
  const minus = (a: Float64Array, b: Float64Array) => a.map((value, i) => value - b[i]);
  return {
    targetCoordinates(y: Float64Array): Float64Array {
      const z = solved(forth(y));
      for (let pass = 0; pass < 2; pass++) subtract(z, solved(forth(minus(y, back(z)))), -1);
      return z;
    },
    shortestDual(mu: Float64Array): Float64Array {
      const nu = back(solved(mu.slice()));
      for (let pass = 0; pass < 2; pass++) subtract(nu, back(solved(minus(mu, forth(nu)))), -1);
      return nu;
    },
  };
}

export function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i] * b[i];
  return sum;
}

/** For vectors whose squares neither overflow nor vanish. */
export const norm = (a: Float64Array): number => Math.sqrt(dot(a, a));

/** a <- a - share b. */
export function subtract(a: Float64Array, b: Float64Array, share: number): void {
  for (let i = 0; i < a.length; i++) a[i] -= share * b[i];
}
