import type { VectorField } from './flow.js';
import type { LinearAlgebra } from './linear-algebra.js';
import { plainAlgebra } from './plain-algebra.js';
import { linearAlgebra } from './simd-algebra.js';

type Evaluate = VectorField['evaluate'];

/** A vector field written in products of a {@link LinearAlgebra}. */
export interface FieldKernel {
  /** Multiplications of one evaluation, roughly. */
  readonly work: number;
  /** The vectors it needs besides the state and its derivative. */
  readonly lengths: readonly number[];
  /** The field on `own` vectors of an algebra, for states and derivatives that are vectors of it too. */
  bind(algebra: LinearAlgebra, own: readonly Float64Array[]): Evaluate;
}

// Kept beside the fields and not in them: a field that is spread into another one with an evaluation of its own must not
// bring along a kernel that computes something else.
const kernels = new WeakMap<VectorField, FieldKernel>();

/** The kernel of a field made by {@link kernelField}. */
export const kernelOf = (field: VectorField): FieldKernel | undefined => kernels.get(field);

/**
 * From so many multiplications on, an evaluation by SIMD gains more than copying the state there and back costs, and
 * enough more for a memory that lives as long as the field.
 */
const WORK_WORTH_A_COPY = 2048;
export const paysOnCopies = (work: number): boolean => work >= WORK_WORTH_A_COPY;

/** The field with an evaluation for vectors that lie anywhere; integrators that ask {@link kernelOf} do without copies. */
export function kernelField<Facts extends Omit<VectorField, 'evaluate'>>(
  facts: Facts,
  kernel: FieldKernel,
): Facts & VectorField {
  let evaluate: Evaluate | undefined;
  const field: Facts & VectorField = {
    ...facts,
    evaluate(time, state, out) {
      evaluate ??= paysOnCopies(kernel.work) ? copying(facts.dimension, kernel) : direct(kernel);
      evaluate(time, state, out);
    },
  };
  kernels.set(field, kernel);
  return field;
}

function direct(kernel: FieldKernel): Evaluate {
  const algebra = plainAlgebra(kernel.lengths);
  return kernel.bind(algebra, algebra.vectors);
}

function copying(dimension: number, kernel: FieldKernel): Evaluate {
  const algebra = linearAlgebra([dimension, dimension, ...kernel.lengths]);
  const [near, result, ...own] = algebra.vectors;
  const evaluate = kernel.bind(algebra, own);
  return (time, state, out) => {
    near.set(state);
    evaluate(time, near, result);
    out.set(result);
  };
}
