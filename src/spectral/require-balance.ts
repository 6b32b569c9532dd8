import { requireAdmissible, type TwoLayerSizes } from '../flow/index.js';
import type { MatrixOperations } from '../linear-algebra/index.js';
import { violated } from './failures.js';
import { isNegligible } from './rank.js';

interface Checked<S, M> {
  readonly on: MatrixOperations<S, M>;
  readonly tolerance: S;
}

/**
 * The balance lambda of weights, with D W1 = lambda W1 and W2 D = lambda W2 for D = W2^T W2 - W1 W1^T: balance on the active
 * hidden directions, which is what the Riccati theory needs.
 * @param stated what lambda is said to be.
 * @throws FlowproofError `lambda-admissible-dims` where D is not lambda I and no weights of these sizes could have it;
 *   `effective-balance` where the weights have no such lambda, or another one than stated.
 */
export function requireBalance<S, M>(
  { on, tolerance }: Checked<S, M>,
  sizes: TwoLayerSizes,
  W1: M,
  W2: M,
  stated?: S,
): S {
  const { algebra } = on;
  const { times, transpose, add, divide, compare, multiply } = algebra;
  const D = on.minus(on.gram(W2), times(W1, transpose(W1)));
  const size = add(on.inner(W1, W1), on.inner(W2, W2));
  if (compare(size, algebra.zero) === 0) return stated ?? algebra.zero;
  const DW1 = times(D, W1);
  const W2D = times(W2, D);
  const found = divide(add(on.inner(W1, DW1), on.inner(W2, W2D)), size);
  // At 0 the flow is another one than beside it (det-obstruction): what rounding leaves of it counts as 0.
  const lambda = stated ?? (isNegligible(algebra, found, size) ? algebra.zero : found);
  const defect = algebra.sqrt(
    add(
      on.squaredNorm(on.minus(DW1, on.scaled(W1, lambda))),
      on.squaredNorm(on.minus(W2D, on.scaled(W2, lambda))),
    ),
  );
  const scale = multiply(algebra.sqrt(size), add(size, algebra.abs(lambda)));
  if (compare(defect, multiply(tolerance, scale)) <= 0) return lambda;
  if (stated !== undefined) requireAdmissible(sizes, on.float(stated));
  throw violated({
    statement: 'effective-balance',
    message:
      stated === undefined
        ? 'the weights are not lambda-balanced'
        : `the weights are not balanced with lambda = ${on.text(stated)}`,
    expected: 'D W1 = lambda W1 and W2 D = lambda W2 for D = W2^T W2 - W1 W1^T',
    found: `a defect of size ${on.text(defect)} for lambda = ${on.text(lambda)}`,
    hint: 'start from balancedWeights, or integrate the flow of these weights (twoLayerLinear)',
  });
}
