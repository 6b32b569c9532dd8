/** A row-major matrix inside a vector of a workspace, from the given entry on. */
export interface Entries {
  readonly vector: Float64Array;
  readonly at: number;
}

/** One term of a weighted sum. */
export interface WeightedVector {
  readonly weight: number;
  readonly vector: Float64Array;
}

/** Writes y + h (w1 k1 + w2 k2 + ...) for the terms it was made for. */
export type Combination = (out: Float64Array, y: Float64Array, h: number) => void;

/**
 * Dense float64 products on vectors of its own.
 *
 * There are two of these, on WebAssembly SIMD and on plain loops, and they give the same bits (of numbers; which bits a
 * NaN has is left open): every entry of a product is the sum over the inner index in rising order, started from zero, with products and sums rounded one by one; other sums say below how they are taken.
 * No operation allocates. Targets must not overlap operands.
 */
export interface LinearAlgebra {
  /** The vectors that were asked for, in that order; all zero. */
  readonly vectors: readonly Float64Array[];
  /** out (columns x rows) <- a^T for a (rows x columns). */
  transpose(out: Entries, a: Entries, rows: number, columns: number): void;
  /**
   * out (columns x width) <- a^T b for a (rows x columns), b (rows x width): the one product there is, since it reads both
   * factors row by row. Others are made of it and {@link transpose}.
   */
  transposeMultiply(out: Entries, a: Entries, b: Entries, rows: number, columns: number, width: number): void;
  /**
   * g <- X^T (y - X beta), row by row, so that X is read once. The rows of `X` lie {@link paddedLength} entries apart, padded
   * with zeros. A product x.beta is four sums over the indices modulo four, (s0 + s2) + (s1 + s3).
   */
  correlate(
    g: Float64Array,
    X: Float64Array,
    y: Float64Array,
    beta: Float64Array,
    samples: number,
    features: number,
  ): void;
  /** The sum of these terms, from the first to the last, times h, plus y; terms and targets are vectors of this workspace. */
  combination(terms: readonly WeightedVector[]): Combination;
  /** The sum of (e / (absolute + relative max(|y|, |next|)))^2 in rising order, of vectors of this workspace; absolute > 0. */
  scaledSquares(
    e: Float64Array,
    y: Float64Array,
    next: Float64Array,
    relative: number,
    absolute: number,
  ): number;
  /** Gives the memory back: neither the vectors nor the operations may be used afterwards. */
  release(): void;
}

/** Entries between the starts of two padded rows of this length. */
export const paddedLength = (length: number): number => Math.ceil(length / 4) * 4;
