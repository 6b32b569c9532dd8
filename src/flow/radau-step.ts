import type { VectorField } from './flow.js';
import { jacobianOf } from './jacobian.js';
import { factorise, factoriseComplex, solveFactored, solveFactoredComplex } from './linear-solve.js';

const S6 = Math.sqrt(6);
const THIRD = Math.cbrt(3);
const C = [(4 - S6) / 10, (4 + S6) / 10, 1] as const;
/** Weights of the embedded third-order error estimate. */
const E = [(-13 - 7 * S6) / 3, (-13 + 7 * S6) / 3, -1 / 3] as const;
// The inverse tableau has one real and a pair of complex eigenvalues; TI and T change to that basis and back.
const MU_REAL = 3 + THIRD * THIRD - THIRD;
const MU_RE = 3 + 0.5 * (THIRD - THIRD * THIRD);
const MU_IM = -0.5 * (3 ** (5 / 6) + 3 ** (7 / 6));
const T = [
  [0.09443876248897524, -0.1412552950209542, 0.03002919410514742],
  [0.2502131229653333, 0.2041293522937999, -0.3829421127572619],
  [1, 1, 0],
] as const;
const TI = [
  [4.178718591551905, 0.3276828207610624, 0.5233764454994495],
  [-4.178718591551905, -0.3276828207610624, 0.4766235545005505],
  [0.5028726349457868, -2.571926949855605, 0.5960392048248249],
] as const;
/** The collocation polynomial through the stages. */
const P = [
  [13 / 3 + (7 * S6) / 3, -23 / 3 - (22 * S6) / 3, 10 / 3 + 5 * S6],
  [13 / 3 - (7 * S6) / 3, -23 / 3 + (22 * S6) / 3, 10 / 3 - 5 * S6],
  [1 / 3, -8 / 3, 10 / 3],
] as const;

export const NEWTON_ITERATIONS = 6;

/** How Newton's iteration for the stages of one step ended. */
export interface NewtonOutcome {
  readonly converged: boolean;
  readonly iterations: number;
  /** Last contraction of the corrections; undefined after a single iteration. */
  readonly rate?: number;
}

/**
 * One step of Radau IIA of order 5 (three stages, L-stable) on work space of its own.
 * Source: Hairer, Wanner, "Solving Ordinary Differential Equations II", section IV.8.
 */
export class RadauStep {
  evaluations = 0;
  factorisations = 0;
  readonly slope: Float64Array;
  /** The three stage increments, one row each. */
  readonly stages: readonly [Float64Array, Float64Array, Float64Array];
  private readonly jacobian: Float64Array;
  private readonly writeJacobian: ReturnType<typeof jacobianOf>;
  private readonly real: Float64Array;
  private readonly re: Float64Array;
  private readonly im: Float64Array;
  private readonly realPivots: Int32Array;
  private readonly complexPivots: Int32Array;
  private readonly basis: readonly [Float64Array, Float64Array, Float64Array];
  private readonly correction: readonly [Float64Array, Float64Array, Float64Array];
  private readonly slopes: readonly [Float64Array, Float64Array, Float64Array];
  private readonly probe: Float64Array;
  private factoredFor = 0;

  constructor(readonly field: VectorField) {
    const n = field.dimension;
    const vector = () => new Float64Array(n);
    const triple = () => [vector(), vector(), vector()] as const;
    this.slope = vector();
    this.stages = triple();
    this.basis = triple();
    this.correction = triple();
    this.slopes = triple();
    this.probe = vector();
    this.jacobian = new Float64Array(n * n);
    this.real = new Float64Array(n * n);
    this.re = new Float64Array(n * n);
    this.im = new Float64Array(n * n);
    this.realPivots = new Int32Array(n);
    this.complexPivots = new Int32Array(n);
    this.writeJacobian = jacobianOf(field);
  }

  get scratch(): readonly [Float64Array, Float64Array] {
    return [this.probe, this.slopes[0]];
  }

  evaluate(time: number, state: Float64Array, out: Float64Array): void {
    this.evaluations += 1;
    this.field.evaluate(time, state, out);
  }

  begin(time: number, y: Float64Array): void {
    this.evaluate(time, y, this.slope);
  }

  /** Takes the Jacobian at the start of the step; needs the slope there. */
  linearise(time: number, y: Float64Array): void {
    this.evaluations += this.writeJacobian(time, y, this.slope, this.jacobian);
    this.factoredFor = 0;
  }

  /** Factors the two linear systems for the step `h`. @returns false when one is singular. */
  prepare(h: number): boolean {
    if (this.factoredFor === h) return true;
    const n = this.slope.length;
    for (let i = 0; i < n * n; i++) {
      this.real[i] = -this.jacobian[i];
      this.re[i] = -this.jacobian[i];
      this.im[i] = 0;
    }
    for (let i = 0; i < n * n; i += n + 1) {
      this.real[i] += MU_REAL / h;
      this.re[i] += MU_RE / h;
      this.im[i] = MU_IM / h;
    }
    this.factorisations += 1;
    this.factoredFor = h;
    const regular =
      factorise(this.real, this.realPivots) && factoriseComplex(this.re, this.im, this.complexPivots);
    if (!regular) this.factoredFor = 0;
    return regular;
  }

  /**
   * Solves for the stages by simplified Newton, starting from what `stages` holds. The corrections are measured against
   * absolute + relative |y|, and must fall below `tolerance`.
   */
  solve(
    time: number,
    h: number,
    y: Float64Array,
    relative: number,
    absolute: number,
    tolerance: number,
  ): NewtonOutcome {
    const { stages: z, basis: b, correction: d, slopes: f } = this;
    const n = y.length;
    for (let r = 0; r < 3; r++) {
      for (let i = 0; i < n; i++) b[r][i] = TI[r][0] * z[0][i] + TI[r][1] * z[1][i] + TI[r][2] * z[2][i];
    }
    let before: number | undefined;
    let rate: number | undefined;
    for (let k = 0; k < NEWTON_ITERATIONS; k++) {
      for (let s = 0; s < 3; s++) {
        for (let i = 0; i < n; i++) this.probe[i] = y[i] + z[s][i];
        this.evaluate(time + C[s] * h, this.probe, f[s]);
      }
      for (let i = 0; i < n; i++) {
        const combine = (r: 0 | 1 | 2) => TI[r][0] * f[0][i] + TI[r][1] * f[1][i] + TI[r][2] * f[2][i];
        d[0][i] = combine(0) - (MU_REAL / h) * b[0][i];
        d[1][i] = combine(1) - (MU_RE * b[1][i] - MU_IM * b[2][i]) / h;
        d[2][i] = combine(2) - (MU_RE * b[2][i] + MU_IM * b[1][i]) / h;
      }
      solveFactored(this.real, this.realPivots, d[0]);
      solveFactoredComplex(this.re, this.im, this.complexPivots, d[1], d[2]);
      let size = 0;
      for (let i = 0; i < n; i++) {
        const scale = absolute + relative * Math.abs(y[i]);
        size += (d[0][i] / scale) ** 2 + (d[1][i] / scale) ** 2 + (d[2][i] / scale) ** 2;
      }
      size = Math.sqrt(size / (3 * n));
      if (!Number.isFinite(size)) return { converged: false, iterations: k + 1, rate };
      if (before !== undefined) rate = size / before;
      if (rate !== undefined) {
        const expected = (rate ** (NEWTON_ITERATIONS - k) / (1 - rate)) * size;
        if (rate >= 1 || expected > tolerance) return { converged: false, iterations: k + 1, rate };
      }
      for (let r = 0; r < 3; r++) for (let i = 0; i < n; i++) b[r][i] += d[r][i];
      for (let r = 0; r < 3; r++) {
        for (let i = 0; i < n; i++) z[r][i] = T[r][0] * b[0][i] + T[r][1] * b[1][i] + T[r][2] * b[2][i];
      }
      if (size === 0 || (rate !== undefined && (rate / (1 - rate)) * size < tolerance)) {
        return { converged: true, iterations: k + 1, rate };
      }
      before = size;
    }
    return { converged: false, iterations: NEWTON_ITERATIONS, rate };
  }

  /**
   * The estimated error of the solved step in units of the tolerance. `refine` filters it once more through the field,
   * which damps the overestimate that a first or refused step of a stiff flow has.
   */
  errorNorm(
    time: number,
    h: number,
    y: Float64Array,
    next: Float64Array,
    relative: number,
    absolute: number,
    refine: boolean,
  ): number {
    const { stages: z, probe: error } = this;
    const n = y.length;
    const weigh = (slope: Float64Array) => {
      for (let i = 0; i < n; i++) {
        error[i] = slope[i] + (E[0] * z[0][i] + E[1] * z[1][i] + E[2] * z[2][i]) / h;
      }
      solveFactored(this.real, this.realPivots, error);
      let size = 0;
      for (let i = 0; i < n; i++) {
        size += (error[i] / (absolute + relative * Math.max(Math.abs(y[i]), Math.abs(next[i])))) ** 2;
      }
      return Math.sqrt(size / n);
    };
    const first = weigh(this.slope);
    if (!refine || first <= 1) return first;
    const shifted = this.correction[0];
    for (let i = 0; i < n; i++) error[i] += y[i];
    this.evaluate(time, error, shifted);
    return weigh(shifted);
  }

  /** Writes the estimate's components, as {@link errorNorm} left them. */
  componentErrors(out: Float64Array): void {
    out.set(this.probe);
  }

  /** The collocation polynomial of the last solved step, at the fraction `x` (which may lie beyond 1). */
  collocation(x: number, y: Float64Array, out: Float64Array): void {
    const { stages: z } = this;
    for (let i = 0; i < y.length; i++) {
      let sum = 0;
      for (let p = 2; p >= 0; p--) {
        sum = (sum + P[0][p] * z[0][i] + P[1][p] * z[1][i] + P[2][p] * z[2][i]) * x;
      }
      out[i] = y[i] + sum;
    }
  }
}

/** The stage abscissae as fractions of the step. */
export const RADAU_ABSCISSAE = C;
