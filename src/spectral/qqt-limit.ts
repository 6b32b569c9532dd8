import { completeBasis, type MatrixOperations } from '../linear-algebra/index.js';
import { violated } from './failures.js';
import { isNegligible } from './rank.js';
import type { Setting } from './setting.js';
import { requireRank } from './stable-form.js';

/**
 * P at convergence: O_+ K O_+^T, and |lambda| on a projector inside the span of M for the hidden units beyond min(Ni, No).
 * Then W = Sigma, R1 = V (K - lambda)/2 V^T and R2 = U (K + lambda)/2 U^T, apart from that projector.
 * @throws FlowproofError `qqt-limit` for a bottleneck, and where a zero singular value of the target leaves the limit to the start
 *   in ways this form does not tell; what the stable form says where b is singular (the flow converges elsewhere).
 */
export function qqtLimit<S, M>(setting: Setting<S, M>): M {
  const { on, sizes, eigen, modes, Q0 } = setting;
  const { algebra } = on;
  const { transpose, times, compare, zero } = algebra;
  const { inputs, hidden, outputs } = sizes;
  const m = eigen.rho.length;
  if (hidden < m) {
    throw violated({
      statement: 'qqt-limit',
      message: 'a bottleneck converges to a part of the target, which depends on the start',
      expected: `Nh >= min(Ni, No) = ${m}`,
      found: `Nh = ${hidden}`,
      hint: 'use qqt at a late time',
    });
  }
  const side = compare(setting.lambda, zero);
  const smallest = modes.s[m - 1];
  const deficient = isNegligible(algebra, smallest, modes.s[0]);
  const delayed = side > 0 ? hidden < outputs : side < 0 && hidden < inputs;
  if (deficient && (delayed || side === 0)) {
    throw violated({
      statement: 'qqt-limit',
      message: 'a singular value 0 of the target leaves the limit to the start',
      expected: side === 0 ? 'a target of full rank' : 'a target of full rank, or lambda on the lazy side',
      found: `s_min = ${on.text(smallest)}, lambda = ${on.text(setting.lambda)}`,
      hint: 'use qqt at a late time',
    });
  }
  const b = times(transpose(eigen.growing), Q0);
  const { V } = requireRank(setting, b);
  const limit = on.spectral(eigen.growing, modes.K);
  const slack = hidden - m;
  if (slack === 0 || side === 0 || inputs === outputs) return limit;
  // Hidden directions without a part in b grow along M only, if nu > 0.
  const free = on.fromColumns(hidden, completeBasis(algebra, on.columnsOf(V), hidden, slack));
  const grown = on.product(transpose(eigen.middle), Q0, free);
  const { U, values } = algebra.singularValues(grown);
  const kept = values.map((value) =>
    isNegligible(algebra, value, values[0]) ? zero : algebra.abs(setting.lambda),
  );
  return on.plus(limit, on.spectral(times(eigen.middle, U), kept));
}

/** Rates at which the components of W - Sigma along u_i v_j^T and beyond decay near the optimum, for every pair. */
export interface ConvergenceRates<S> {
  /** (K_i + K_j)/2, by rows. */
  readonly pairs: readonly (readonly S[])[];
  /** Along u_i v_perp (Ni > No) or u_perp v_i (No > Ni): one for each mode; empty for Ni = No. */
  readonly rest: readonly S[];
  /** The slowest of all: the loss decays at twice this rate. */
  readonly slowest: S;
}

/**
 * Convergence rates for Nh = min(Ni, No) or Nh = max(Ni, No); for other widths the ones along the rest depend on the start.
 * They are the eigenvalues of the tangent kernel over n at the optimum (whitened inputs), so gradient descent is stable for
 * steps below 2 / K_max in square networks.
 * @throws FlowproofError `convergence-rates` for other widths.
 */
export function convergenceRates<S, M>(setting: Setting<S, M>): ConvergenceRates<S> {
  const { on, sizes, modes, eigen } = setting;
  const { algebra } = on;
  const { inputs, hidden, outputs } = sizes;
  const wide = hidden === Math.max(inputs, outputs);
  if (!wide && hidden !== Math.min(inputs, outputs)) {
    throw violated({
      statement: 'convergence-rates',
      message: 'the rates along the rest of the space depend on the start for this width',
      expected: 'Nh = min(Ni, No) or Nh = max(Ni, No)',
      found: `Nh = ${hidden}`,
      hint: 'measure the rate from qqt at two late times',
    });
  }
  const pairs = modes.K.map((k) => modes.K.map((other) => halfSum(on, k, other)));
  const rest = inputs === outputs ? [] : modes.K.map((k, index) => restRate(k, index));
  const all = [...pairs.flat(), ...rest];
  return {
    pairs,
    rest,
    slowest: all.reduce((least, rate) => (algebra.compare(rate, least) < 0 ? rate : least)),
  };

  /** rho - nu; rho + |lambda|/2 for Nh = max. */
  function restRate(k: S, index: number): S {
    const delayed = algebra.compare(eigen.nu, algebra.zero) > 0;
    return delayed && !wide ? eigen.gap[index] : halfSum(on, k, algebra.abs(setting.lambda));
  }
}

const halfSum = <S, M>({ algebra }: MatrixOperations<S, M>, a: S, b: S): S =>
  algebra.divide(algebra.add(a, b), algebra.ofInteger(2));
