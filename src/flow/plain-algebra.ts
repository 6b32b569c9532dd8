import { type Combination, type LinearAlgebra, paddedLength, type WeightedVector } from './linear-algebra.js';

/** The operations of {@link LinearAlgebra} as plain loops. @param lengths of the vectors wanted. */
export function plainAlgebra(lengths: readonly number[]): LinearAlgebra {
  return {
    vectors: lengths.map((length) => new Float64Array(length)),
    transpose(out, a, rows, columns) {
      const [to, from] = [out.vector, a.vector];
      for (let i = 0; i < rows; i++) {
        for (let j = 0; j < columns; j++) to[out.at + j * rows + i] = from[a.at + i * columns + j];
      }
    },
    transposeMultiply(out, a, b, rows, columns, width) {
      const [c, x, y] = [out.vector, a.vector, b.vector];
      c.fill(0, out.at, out.at + columns * width);
      for (let i = 0; i < columns; i++) {
        const row = out.at + i * width;
        for (let k = 0; k < rows; k++) {
          const factor = x[a.at + k * columns + i];
          const from = b.at + k * width;
          for (let j = 0; j < width; j++) c[row + j] += factor * y[from + j];
        }
      }
    },
    correlate(g, X, y, beta, samples, features) {
      g.fill(0, 0, features);
      const stride = paddedLength(features);
      for (let s = 0; s < samples; s++) {
        const row = s * stride;
        const r = y[s] - dot(X, row, beta, features);
        for (let d = 0; d < features; d++) g[d] += r * X[row + d];
      }
    },
    combination: combinationOf,
    scaledSquares(e, y, next, relative, absolute) {
      let sum = 0;
      for (let i = 0; i < e.length; i++) {
        const ratio = e[i] / (absolute + relative * Math.max(Math.abs(y[i]), Math.abs(next[i])));
        sum += ratio * ratio;
      }
      return sum;
    },
    release() {},
  };
}

function dot(X: Float64Array, row: number, beta: Float64Array, length: number): number {
  let s0 = 0;
  let s1 = 0;
  let s2 = 0;
  let s3 = 0;
  let d = 0;
  for (; d + 3 < length; d += 4) {
    s0 += X[row + d] * beta[d];
    s1 += X[row + d + 1] * beta[d + 1];
    s2 += X[row + d + 2] * beta[d + 2];
    s3 += X[row + d + 3] * beta[d + 3];
  }
  if (d < length) s0 += X[row + d] * beta[d];
  if (d + 1 < length) s1 += X[row + d + 1] * beta[d + 1];
  if (d + 2 < length) s2 += X[row + d + 2] * beta[d + 2];
  return s0 + s2 + (s1 + s3);
}

function combinationOf(terms: readonly WeightedVector[]): Combination {
  const weights = Float64Array.from(terms, (term) => term.weight);
  const vectors = terms.map((term) => term.vector);
  return (out, y, h) => {
    for (let i = 0; i < out.length; i++) {
      let sum = weights[0] * vectors[0][i];
      for (let t = 1; t < vectors.length; t++) sum += weights[t] * vectors[t][i];
      out[i] = y[i] + h * sum;
    }
  };
}
