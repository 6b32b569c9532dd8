import type { MatrixOperations } from '../linear-algebra/index.js';
import { shapeMismatch } from './failures.js';
import type { Grams } from './grams-from-product.js';

/**
 * The neural tangent kernel K = I (x) X^T R1 X + R2 (x) X^T X in parts: rows and columns are ordered output-major, index =
 * output·n + sample.
 */
export interface TangentKernel<S, M> {
  readonly on: MatrixOperations<S, M>;
  readonly outputs: number;
  /** X^T R1 X, n x n. */
  readonly input: M;
  /** R2, No x No. */
  readonly output: M;
  /** X^T X, n x n. */
  readonly samples: M;
}

/** @throws FlowproofError `matrix-shape` where X has not one row for each input. */
export function tangentKernel<S, M>(
  on: MatrixOperations<S, M>,
  { R1, R2 }: Grams<M>,
  X: M,
): TangentKernel<S, M> {
  const { algebra } = on;
  if (algebra.rows(X) !== algebra.rows(R1)) {
    throw shapeMismatch(
      'the samples do not fit the network',
      `${algebra.rows(R1)} rows in X`,
      `${algebra.rows(X)}`,
    );
  }
  return {
    on,
    outputs: algebra.rows(R2),
    input: on.product(algebra.transpose(X), R1, X),
    output: R2,
    samples: on.gram(X),
  };
}

/** The kernel written out, (No n) x (No n). */
export const kernelMatrix = <S, M>({ on, outputs, input, output, samples }: TangentKernel<S, M>): M =>
  on.plus(on.kronecker(on.identity(outputs), input), on.kronecker(output, samples));

export function kernelTrace<S, M>({ on, outputs, input, output, samples }: TangentKernel<S, M>): S {
  const { add, multiply, ofInteger } = on.algebra;
  return add(multiply(ofInteger(outputs), on.trace(input)), multiply(on.trace(output), on.trace(samples)));
}

/** <K, K'> of two kernels on the same samples, without their Kronecker products. */
export function kernelInner<S, M>(a: TangentKernel<S, M>, b: TangentKernel<S, M>): S {
  const { on, samples } = a;
  const { add, multiply, ofInteger } = on.algebra;
  const own = multiply(ofInteger(a.outputs), on.inner(a.input, b.input));
  const mixed = add(
    multiply(on.trace(b.output), on.inner(a.input, samples)),
    multiply(on.trace(a.output), on.inner(b.input, samples)),
  );
  return add(add(own, mixed), multiply(on.inner(a.output, b.output), on.squaredNorm(samples)));
}

/** |K|, Frobenius. */
export const kernelNorm = <S, M>(kernel: TangentKernel<S, M>): S =>
  kernel.on.algebra.sqrt(kernelInner(kernel, kernel));

/**
 * 1 - <K, K'>/(|K||K'|) of two kernels on the same samples, as half the square of the distance of the kernels over their norms:
 * it keeps its digits where the kernels hardly differ. A kernel that vanishes has no direction: undefined.
 */
export function kernelDistance<S, M>(a: TangentKernel<S, M>, b: TangentKernel<S, M>): S | undefined {
  const { on } = a;
  const { compare, divide, ofInteger, zero } = on.algebra;
  const [sizeA, sizeB] = [kernelNorm(a), kernelNorm(b)];
  if (compare(sizeA, zero) === 0 || compare(sizeB, zero) === 0) return undefined;
  const unit = (A: M, size: S) => on.map(A, (value) => divide(value, size));
  const difference = on.plus(
    on.kronecker(on.identity(a.outputs), on.minus(unit(a.input, sizeA), unit(b.input, sizeB))),
    on.kronecker(on.minus(unit(a.output, sizeA), unit(b.output, sizeB)), a.samples),
  );
  return divide(on.squaredNorm(difference), ofInteger(2));
}
