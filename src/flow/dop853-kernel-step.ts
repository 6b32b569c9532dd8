import * as coefficients from './dop853-coefficients.js';
import { blendedError, DOP853_VECTORS, Dop853Step } from './dop853-step.js';
import type { VectorField } from './flow.js';
import { type FieldKernel, kernelOf } from './kernel-field.js';
import type { Combination, LinearAlgebra } from './linear-algebra.js';
import { linearAlgebra } from './simd-algebra.js';

/** The step for a field: on the memory of its kernel where it has one that is large enough to gain by it. */
export function dop853StepOf(field: VectorField): Dop853Step {
  const kernel = kernelOf(field);
  return kernel !== undefined && field.dimension >= LEAST_DIMENSION
    ? new Dop853KernelStep(field, kernel)
    : new Dop853Step(field);
}

/** Below this dimension, making the tables of the weighted sums costs more than they save. */
const LEAST_DIMENSION = 8;

const WEIGHTS: ReadonlyMap<string, unknown> = new Map(Object.entries(coefficients));

const weight = (name: string): number | undefined => {
  const value = WEIGHTS.get(name);
  return typeof value === 'number' ? value : undefined;
};

/** Stages of a step that takes no interpolant. */
const STAGES = 12;

/**
 * A step of DOP853 whose field and weighted sums run on the vectors of one {@link LinearAlgebra}, so that nothing is
 * copied. The sums are those of {@link Dop853Step}, term by term in the same order: both take the same step, to the bit.
 */
class Dop853KernelStep extends Dop853Step {
  private readonly algebra: LinearAlgebra;
  private readonly slopeAt: VectorField['evaluate'];
  /** The argument of stage k + 2. */
  private readonly argumentOf: readonly Combination[];
  private readonly abscissae: Float64Array;
  private readonly end: Combination;
  private readonly fifthOrder: Combination;
  private readonly thirdOrder: Combination;
  private readonly fifth: Float64Array;
  private readonly third: Float64Array;
  private readonly zero: Float64Array;

  constructor(field: VectorField, kernel: FieldKernel) {
    const own = new Array<number>(DOP853_VECTORS + 3).fill(field.dimension);
    const algebra = linearAlgebra([...own, ...kernel.lengths]);
    super(field, algebra.vectors.slice(0, DOP853_VECTORS));
    this.algebra = algebra;
    [this.fifth, this.third, this.zero] = algebra.vectors.slice(DOP853_VECTORS);
    this.slopeAt = kernel.bind(algebra, algebra.vectors.slice(own.length));
    const { slope, stages } = this;
    const sum = (name: string): Combination => {
      const terms = [slope, ...stages.slice(1, STAGES)].flatMap((vector, k) => {
        const factor = weight(`${name}${k + 1}`);
        return factor === undefined ? [] : [{ weight: factor, vector }];
      });
      return algebra.combination(terms);
    };
    const later = Array.from({ length: STAGES - 1 }, (_, k) => k + 2);
    this.argumentOf = later.map((stage) => sum(`A${stage}_`));
    // The last stage stands at the end of the step and has no abscissa of its own.
    this.abscissae = Float64Array.from(later, (stage) => weight(`C${stage}`) ?? 1);
    this.end = sum('B');
    this.fifthOrder = sum('E5_');
    this.thirdOrder = sum('E3_');
  }

  override release(): void {
    this.algebra.release();
  }

  override evaluate(time: number, state: Float64Array, out: Float64Array): void {
    this.evaluations += 1;
    this.slopeAt(time, state, out);
  }

  override advance(time: number, h: number, y: Float64Array, next: Float64Array): void {
    const { argument, argumentOf, abscissae, stages } = this;
    for (let k = 0; k < argumentOf.length; k++) {
      argumentOf[k](argument, y, h);
      this.evaluate(time + abscissae[k] * h, argument, stages[k + 1]);
    }
    this.end(next, y, h);
  }

  override shift(): void {
    // The sums hold on to the vector of the first slope.
    this.slope.set(this.endSlope);
  }

  override errorNorm(
    h: number,
    y: Float64Array,
    next: Float64Array,
    relative: number,
    absolute: number,
  ): number {
    const { algebra, fifth: e5, third: e3, zero } = this;
    this.fifthOrder(e5, zero, 1);
    this.thirdOrder(e3, zero, 1);
    const fifth = algebra.scaledSquares(e5, y, next, relative, absolute);
    const third = algebra.scaledSquares(e3, y, next, relative, absolute);
    return blendedError(h, fifth, third, y.length);
  }
}
