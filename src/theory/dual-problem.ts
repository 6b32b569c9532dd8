import { linearAlgebra } from '../flow/simd-algebra.js';
import { factorCholesky, solveCholesky } from './cholesky.js';
import { dot, norm, type RowSpace } from './row-space.js';

/** A point of the dual of a penalty, with what Newton's method asks of it. */
export interface DualPoint {
  /** The dual variable in the basis of the row space; eta = V mu. */
  readonly mu: Float64Array;
  readonly eta: Float64Array;
  /** target - V^T (c sinh 2 eta): minus the gradient. */
  readonly gap: Float64Array;
  /** 2 c cosh(2 eta): the Hessian is V^T diag(weight) V. */
  readonly weight: Float64Array;
  /** sum (c/2)(cosh 2 eta - 1) - target.mu. */
  psi: number;
  /** |gap|. */
  error: number;
}

/**
 * Psi(mu) = sum (c/2)(cosh(2 V mu) - 1) - target.mu, whose minimiser gives the end point of a diagonal network's flow,
 * beta = c sinh(2 V mu). Its vectors are made once; nothing is allocated a step.
 */
export class DualProblem {
  private readonly algebra;
  private readonly step: Float64Array;
  private readonly space: RowSpace;
  private readonly target: Float64Array;

  constructor(space: RowSpace, target: Float64Array) {
    const { rank, features, V } = space;
    this.space = space;
    this.target = target;
    this.algebra = linearAlgebra([features * rank, features * rank, rank * rank]);
    this.algebra.vectors[0].set(V);
    this.step = new Float64Array(rank);
  }

  point(): DualPoint {
    const { rank, features } = this.space;
    const of = (length: number) => new Float64Array(length);
    return { mu: of(rank), eta: of(features), gap: of(rank), weight: of(features), psi: 0, error: 0 };
  }

  /** Fills in everything but mu. */
  evaluate(c: Float64Array, point: DualPoint): void {
    const { rank, features, V } = this.space;
    const { mu, eta, gap, weight } = point;
    gap.set(this.target);
    point.psi = -dot(this.target, mu);
    for (let d = 0; d < features; d++) {
      const row = d * rank;
      let sum = 0;
      for (let r = 0; r < rank; r++) sum += V[row + r] * mu[r];
      eta[d] = sum;
      const beta = c[d] * Math.sinh(2 * sum);
      weight[d] = 2 * c[d] * Math.cosh(2 * sum);
      point.psi += c[d] * Math.sinh(sum) ** 2;
      for (let r = 0; r < rank; r++) gap[r] -= V[row + r] * beta;
    }
    point.error = norm(gap);
  }

  /** The Newton step at a point, the decrease of Psi a unit of it promises, and the largest change of any 2 eta on it. */
  newtonStep({ weight, gap }: DualPoint): { step: Float64Array; slope: number; reach: number } {
    const { rank, features, V } = this.space;
    const { step, algebra } = this;
    const [, weighted, hessian] = algebra.vectors;
    for (let d = 0; d < features; d++) {
      for (let r = d * rank, end = r + rank; r < end; r++) weighted[r] = weight[d] * V[r];
    }
    const entries = (k: number) => ({ vector: algebra.vectors[k], at: 0 });
    algebra.transposeMultiply(entries(2), entries(0), entries(1), features, rank, rank);
    factorCholesky(hessian, rank);
    step.set(gap);
    solveCholesky(hessian, step);
    let reach = 0;
    for (let d = 0; d < features; d++) {
      let sum = 0;
      for (let r = 0; r < rank; r++) sum += V[d * rank + r] * step[r];
      reach = Math.max(reach, Math.abs(2 * sum));
    }
    return { step, slope: dot(step, gap), reach };
  }

  release(): void {
    this.algebra.release();
  }
}
