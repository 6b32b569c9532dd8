import * as w from './dop853-coefficients.js';
import type { VectorField } from './flow.js';

/** Vectors of one step: slopes at its ends, an argument, two states, and sixteen stages. */
export const DOP853_VECTORS = 21;

/**
 * One step of DOP853 on work space of its own: nothing is allocated after construction.
 *
 * The weighted sums are written out stage by stage: a loop over the tableau is several times slower on the small
 * systems that gradient flows of scalar modes are. Fields made of matrix products have a step of their own, with the same sums.
 */
export class Dop853Step {
  /** Calls of the field so far. */
  evaluations = 0;
  /** Slope at the start of the step; {@link begin} or {@link shift} sets it. */
  slope: Float64Array;
  /** Slope at its end, set by {@link finish}. */
  endSlope: Float64Array;
  /** Room for the states at the two ends of a step: `y` and `next` below must be these. */
  readonly states: readonly [Float64Array, Float64Array];
  protected readonly stages: readonly Float64Array[];
  /** Argument of the last stage evaluated; after {@link advance} that of stage 12, which stands at the end time. */
  protected readonly argument: Float64Array;

  /** @param vectors {@link DOP853_VECTORS} vectors of the field's dimension. */
  constructor(
    readonly field: VectorField,
    vectors: readonly Float64Array[] = Array.from(
      { length: DOP853_VECTORS },
      () => new Float64Array(field.dimension),
    ),
  ) {
    const [slope, endSlope, argument, y, next, ...stages] = vectors;
    this.slope = slope;
    this.endSlope = endSlope;
    this.argument = argument;
    this.states = [y, next];
    this.stages = stages;
  }

  /** Two vectors that are free before a step is taken. */
  get scratch(): readonly [Float64Array, Float64Array] {
    return [this.argument, this.stages[1]];
  }

  /** Gives the work space back: the step may not be used afterwards. */
  release(): void {}

  evaluate(time: number, state: Float64Array, out: Float64Array): void {
    this.evaluations += 1;
    this.field.evaluate(time, state, out);
  }

  /** Evaluates the slope at the start of a step. */
  begin(time: number, y: Float64Array): void {
    this.evaluate(time, y, this.slope);
  }

  /** From `y` at `time` to `next` at `time + h`; needs the slope at `y`. */
  advance(time: number, h: number, y: Float64Array, next: Float64Array): void {
    const { slope: k1, argument: z } = this;
    const [, k2, k3, k4, k5, k6, k7, k8, k9, k10, k11, k12] = this.stages;
    const n = z.length;
    for (let i = 0; i < n; i++) {
      z[i] = y[i] + h * (w.A2_1 * k1[i]);
    }
    this.evaluate(time + w.C2 * h, z, k2);
    for (let i = 0; i < n; i++) {
      z[i] = y[i] + h * (w.A3_1 * k1[i] + w.A3_2 * k2[i]);
    }
    this.evaluate(time + w.C3 * h, z, k3);
    for (let i = 0; i < n; i++) {
      z[i] = y[i] + h * (w.A4_1 * k1[i] + w.A4_3 * k3[i]);
    }
    this.evaluate(time + w.C4 * h, z, k4);
    for (let i = 0; i < n; i++) {
      z[i] = y[i] + h * (w.A5_1 * k1[i] + w.A5_3 * k3[i] + w.A5_4 * k4[i]);
    }
    this.evaluate(time + w.C5 * h, z, k5);
    for (let i = 0; i < n; i++) {
      z[i] = y[i] + h * (w.A6_1 * k1[i] + w.A6_4 * k4[i] + w.A6_5 * k5[i]);
    }
    this.evaluate(time + w.C6 * h, z, k6);
    for (let i = 0; i < n; i++) {
      z[i] = y[i] + h * (w.A7_1 * k1[i] + w.A7_4 * k4[i] + w.A7_5 * k5[i] + w.A7_6 * k6[i]);
    }
    this.evaluate(time + w.C7 * h, z, k7);
    for (let i = 0; i < n; i++) {
      z[i] = y[i] + h * (w.A8_1 * k1[i] + w.A8_4 * k4[i] + w.A8_5 * k5[i] + w.A8_6 * k6[i] + w.A8_7 * k7[i]);
    }
    this.evaluate(time + w.C8 * h, z, k8);
    for (let i = 0; i < n; i++) {
      z[i] =
        y[i] +
        h *
          (w.A9_1 * k1[i] +
            w.A9_4 * k4[i] +
            w.A9_5 * k5[i] +
            w.A9_6 * k6[i] +
            w.A9_7 * k7[i] +
            w.A9_8 * k8[i]);
    }
    this.evaluate(time + w.C9 * h, z, k9);
    for (let i = 0; i < n; i++) {
      z[i] =
        y[i] +
        h *
          (w.A10_1 * k1[i] +
            w.A10_4 * k4[i] +
            w.A10_5 * k5[i] +
            w.A10_6 * k6[i] +
            w.A10_7 * k7[i] +
            w.A10_8 * k8[i] +
            w.A10_9 * k9[i]);
    }
    this.evaluate(time + w.C10 * h, z, k10);
    for (let i = 0; i < n; i++) {
      z[i] =
        y[i] +
        h *
          (w.A11_1 * k1[i] +
            w.A11_4 * k4[i] +
            w.A11_5 * k5[i] +
            w.A11_6 * k6[i] +
            w.A11_7 * k7[i] +
            w.A11_8 * k8[i] +
            w.A11_9 * k9[i] +
            w.A11_10 * k10[i]);
    }
    this.evaluate(time + w.C11 * h, z, k11);
    for (let i = 0; i < n; i++) {
      z[i] =
        y[i] +
        h *
          (w.A12_1 * k1[i] +
            w.A12_4 * k4[i] +
            w.A12_5 * k5[i] +
            w.A12_6 * k6[i] +
            w.A12_7 * k7[i] +
            w.A12_8 * k8[i] +
            w.A12_9 * k9[i] +
            w.A12_10 * k10[i] +
            w.A12_11 * k11[i]);
    }
    this.evaluate(time + h, z, k12);
    for (let i = 0; i < n; i++) {
      next[i] =
        y[i] +
        h *
          (w.B1 * k1[i] +
            w.B6 * k6[i] +
            w.B7 * k7[i] +
            w.B8 * k8[i] +
            w.B9 * k9[i] +
            w.B10 * k10[i] +
            w.B11 * k11[i] +
            w.B12 * k12[i]);
    }
  }

  /** Evaluates the slope at the end of the step. */
  finish(time: number, next: Float64Array): void {
    this.evaluate(time, next, this.endSlope);
  }

  /** The end of this step becomes the start of the next one. */
  shift(): void {
    const start = this.slope;
    this.slope = this.endSlope;
    this.endSlope = start;
  }

  /** Size of the local error in units of the tolerance (accept below 1): Hairer's blend of orders 5 and 3. */
  errorNorm(h: number, y: Float64Array, next: Float64Array, relative: number, absolute: number): number {
    const k1 = this.slope;
    const [, , , , , k6, k7, k8, k9, k10, k11, k12] = this.stages;
    const n = y.length;
    let fifth = 0;
    let third = 0;
    for (let i = 0; i < n; i++) {
      const scale = absolute + relative * Math.max(Math.abs(y[i]), Math.abs(next[i]));
      const e5 =
        (w.E5_1 * k1[i] +
          w.E5_6 * k6[i] +
          w.E5_7 * k7[i] +
          w.E5_8 * k8[i] +
          w.E5_9 * k9[i] +
          w.E5_10 * k10[i] +
          w.E5_11 * k11[i] +
          w.E5_12 * k12[i]) /
        scale;
      const e3 =
        (w.E3_1 * k1[i] +
          w.E3_6 * k6[i] +
          w.E3_7 * k7[i] +
          w.E3_8 * k8[i] +
          w.E3_9 * k9[i] +
          w.E3_10 * k10[i] +
          w.E3_11 * k11[i] +
          w.E3_12 * k12[i]) /
        scale;
      fifth += e5 * e5;
      third += e3 * e3;
    }
    return blendedError(h, fifth, third, n);
  }

  /** Writes h times the fifth-order error weights: which component resists. */
  componentErrors(h: number, out: Float64Array): void {
    const k1 = this.slope;
    const [, , , , , k6, k7, k8, k9, k10, k11, k12] = this.stages;
    for (let i = 0; i < out.length; i++)
      out[i] =
        h *
        (w.E5_1 * k1[i] +
          w.E5_6 * k6[i] +
          w.E5_7 * k7[i] +
          w.E5_8 * k8[i] +
          w.E5_9 * k9[i] +
          w.E5_10 * k10[i] +
          w.E5_11 * k11[i] +
          w.E5_12 * k12[i]);
  }

  /**
   * Hairer's estimate of h times the dominant eigenvalue of the Jacobian, from two slopes at the end time. Above 6.1 the
   * step is held back by stability and not by accuracy. Needs {@link finish}.
   */
  stiffness(h: number, next: Float64Array): number {
    const k12 = this.stages[11];
    const { argument: z, endSlope } = this;
    let slopes = 0;
    let states = 0;
    for (let i = 0; i < next.length; i++) {
      slopes += (endSlope[i] - k12[i]) ** 2;
      states += (next[i] - z[i]) ** 2;
    }
    return states > 0 ? Math.abs(h) * Math.sqrt(slopes / states) : 0;
  }

  /**
   * Writes the seven interpolant coefficients a component (one row of length n a coefficient). Needs the step to have
   * been taken and finished. Costs three evaluations.
   */
  interpolant(time: number, h: number, y: Float64Array, next: Float64Array, out: Float64Array): void {
    const { slope: k1, endSlope: k13, argument: z } = this;
    const [, , , , , k6, k7, k8, k9, k10, k11, k12, , k14, k15, k16] = this.stages;
    const n = z.length;
    for (let i = 0; i < n; i++) {
      z[i] =
        y[i] +
        h *
          (w.A14_1 * k1[i] +
            w.A14_7 * k7[i] +
            w.A14_8 * k8[i] +
            w.A14_9 * k9[i] +
            w.A14_10 * k10[i] +
            w.A14_11 * k11[i] +
            w.A14_12 * k12[i] +
            w.A14_13 * k13[i]);
    }
    this.evaluate(time + w.C14 * h, z, k14);
    for (let i = 0; i < n; i++) {
      z[i] =
        y[i] +
        h *
          (w.A15_1 * k1[i] +
            w.A15_6 * k6[i] +
            w.A15_7 * k7[i] +
            w.A15_8 * k8[i] +
            w.A15_11 * k11[i] +
            w.A15_12 * k12[i] +
            w.A15_13 * k13[i] +
            w.A15_14 * k14[i]);
    }
    this.evaluate(time + w.C15 * h, z, k15);
    for (let i = 0; i < n; i++) {
      z[i] =
        y[i] +
        h *
          (w.A16_1 * k1[i] +
            w.A16_6 * k6[i] +
            w.A16_7 * k7[i] +
            w.A16_8 * k8[i] +
            w.A16_9 * k9[i] +
            w.A16_13 * k13[i] +
            w.A16_14 * k14[i] +
            w.A16_15 * k15[i]);
    }
    this.evaluate(time + w.C16 * h, z, k16);
    const slopes = [k1, ...this.stages.slice(1, 12), k13, k14, k15, k16];
    for (let i = 0; i < n; i++) {
      const rise = next[i] - y[i];
      out[i] = rise;
      out[n + i] = h * k1[i] - rise;
      out[2 * n + i] = 2 * rise - h * (k13[i] + k1[i]);
      for (let r = 0; r < 4; r++) {
        let sum = 0;
        for (let s = 0; s < 16; s++) sum += w.INTERPOLANT[r][s] * slopes[s][i];
        out[(r + 3) * n + i] = h * sum;
      }
    }
  }
}

/** Hairer's blend of the sums of squares of both error estimates. */
export function blendedError(h: number, fifth: number, third: number, n: number): number {
  if (fifth === 0 && third === 0) return 0;
  return (Math.abs(h) * fifth) / Math.sqrt((fifth + 0.01 * third) * n);
}

/** Evaluates the interpolant at the fraction `x` of the step that starts at `y`. */
export function evaluateInterpolant(
  coefficients: Float64Array,
  y: Float64Array,
  x: number,
  out: Float64Array,
): void {
  const n = y.length;
  for (let i = 0; i < n; i++) {
    let sum = 0;
    for (let r = 6; r >= 0; r--) sum = (sum + coefficients[r * n + i]) * (r % 2 === 0 ? x : 1 - x);
    out[i] = y[i] + sum;
  }
}
