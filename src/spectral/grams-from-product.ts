import { requireAdmissible, type TwoLayerSizes } from '../flow/index.js';
import { completeBasis, half, hypot, type MatrixOperations } from '../linear-algebra/index.js';
import { violated } from './failures.js';
import { rankOf } from './rank.js';

/** The Gram matrices R1 = W1^T W1 and R2 = W2 W2^T. */
export interface Grams<M> {
  readonly R1: M;
  readonly R2: M;
}

/**
 * Both Gram matrices of exactly balanced weights from their product W and lambda: eigenvalues (k - lambda)/2 and (k + lambda)/2 with
 * k = sqrt(lambda^2 + 4 a^2) for a singular value a of W. On the kernels the value is |lambda| for one layer, but 0 on the kernel of
 * W1 (lambda < 0) or of W2^T (lambda > 0), whose dimension is Ni - Nh or No - Nh.
 * @throws FlowproofError `lambda-admissible-dims`; `gram-from-product` where W has a larger rank than Nh allows, or too small a
 *   rank to tell that kernel.
 */
export function gramsFromProduct<S, M>(
  on: MatrixOperations<S, M>,
  W: M,
  lambda: S,
  hidden: number,
): Grams<M> {
  const { algebra } = on;
  const { rows, columns, compare, zero } = algebra;
  const sizes: TwoLayerSizes = { inputs: columns(W), hidden, outputs: rows(W) };
  requireAdmissible(sizes, on.float(lambda));
  const { U, values, V } = algebra.singularValues(W);
  const rank = rankOf(algebra, values);
  const side = compare(lambda, zero);
  const kernel = side < 0 ? sizes.inputs - hidden : side > 0 ? sizes.outputs - hidden : 0;
  if (rank > hidden || (kernel > 0 && rank < hidden)) {
    throw violated({
      statement: 'gram-from-product',
      message:
        rank > hidden
          ? 'no hidden layer of this width has such a product'
          : 'the product does not determine the Gram matrix of the wider side',
      expected: rank > hidden ? `rank W <= Nh = ${hidden}` : `rank W = Nh = ${hidden}`,
      found: `rank W = ${rank}`,
      hint:
        rank > hidden
          ? 'a product of two layers has at most rank Nh'
          : 'the kernel of the layer with |lambda| on its kernel is not that of W: compute the Gram matrices from the weights',
    });
  }
  const grams = values.map((a) => gramEigenvalues(algebra, lambda, a));
  // The directions of the kernel projector lie among the modes with a = 0 and the rest of the space.
  const gram = (own: M, basisValues: readonly S[], onRest: S, projected: boolean): M => {
    const n = rows(own);
    const rest = on.fromColumns(n, completeBasis(algebra, on.columnsOf(own), n, n - values.length));
    const kept = basisValues.map((value, k) => (projected && k >= rank ? zero : value));
    const whole = on.spectral(own, kept);
    return n === values.length
      ? whole
      : on.plus(
          whole,
          on.spectral(
            rest,
            Array.from({ length: n - values.length }, () => (projected ? zero : onRest)),
          ),
        );
  };
  const size = algebra.abs(lambda);
  return {
    R1: gram(
      V,
      grams.map((value) => value.R1),
      side < 0 ? size : zero,
      side < 0 && kernel > 0,
    ),
    R2: gram(
      U,
      grams.map((value) => value.R2),
      side > 0 ? size : zero,
      side > 0 && kernel > 0,
    ),
  };
}

/** (k - lambda)/2 and (k + lambda)/2 for k = sqrt(lambda^2 + 4 a^2), the smaller one as 2 a^2/(k + |lambda|). */
export function gramEigenvalues<S>(
  numbers: MatrixOperations<S, unknown>['algebra'],
  lambda: S,
  a: S,
): { readonly R1: S; readonly R2: S } {
  const { add, multiply, divide, compare, zero, abs } = numbers;
  const k = hypot(numbers, lambda, add(a, a));
  const sum = add(k, abs(lambda));
  const large = half(numbers, sum);
  const small = compare(sum, zero) === 0 ? zero : divide(multiply(add(a, a), a), sum);
  return compare(lambda, zero) >= 0 ? { R1: small, R2: large } : { R1: large, R2: small };
}
