import { isZero } from '../linear-algebra/index.js';
import { decay, decayIntegral } from './decay-integral.js';
import { violated } from './failures.js';
import { isNegligible } from './rank.js';
import type { Setting } from './setting.js';

/** The eigenvectors of F in the roles of the stable form. */
interface Roles<S, M> {
  /** As many columns as hidden units; b = growing^T Q(0) is square. */
  readonly growing: M;
  readonly growingRates: readonly S[];
  readonly middle: M;
  /** growingRates - nu, without cancellation; used where nu > 0. */
  readonly gap: readonly S[];
}

/** P(u) = Q(u) Q(u)^T at any time. */
export type StableForm<S, M> = (u: S) => M;

/**
 * The stable form of P(u) for Nh = min(Ni, No), square networks among them:
 * P = Z Y^-1 Z^T, Z = O_+ + O_- D C D + M N e^(nu u) D, D = diag(e^(-rho u)), C = c b^-1, N = mu b^-1. No exponential grows.
 * @throws FlowproofError `qqt-stable-min` for other widths; `b-nonsingular`, `b-singular-delayed` or `det-obstruction` where b
 *   is singular.
 */
export function qqtStableMin<S, M>(setting: Setting<S, M>): StableForm<S, M> {
  const { sizes, eigen } = setting;
  const { inputs, hidden, outputs } = sizes;
  if (hidden !== Math.min(inputs, outputs)) {
    throw violated({
      statement: 'qqt-stable-min',
      message: 'this stable form needs a hidden layer as wide as the narrower end',
      expected: `Nh = min(Ni, No) = ${Math.min(inputs, outputs)}`,
      found: `Nh = ${hidden}`,
      hint: 'use qqt, which holds for every width, or qqtStableMax for Nh = max(Ni, No)',
    });
  }
  return stableForm(setting, {
    growing: eigen.growing,
    growingRates: eigen.rho,
    middle: eigen.middle,
    gap: eigen.gap,
  });
}

/**
 * The stable form of P(u) for Nh = max(Ni, No) with lambda on its only side, sgn(lambda) = sgn(No - Ni): the eigenvectors of
 * +|lambda|/2 join the growing ones.
 * @throws FlowproofError `qqt-stable-max` for other widths or signs; `b-nonsingular` where b is singular.
 */
export function qqtStableMax<S, M>(setting: Setting<S, M>): StableForm<S, M> {
  const { on, sizes, eigen } = setting;
  const { inputs, hidden, outputs } = sizes;
  const { algebra } = on;
  const lazy = inputs === outputs || algebra.compare(eigen.nu, algebra.zero) > 0;
  if (hidden !== Math.max(inputs, outputs) || !lazy) {
    throw violated({
      statement: 'qqt-stable-max',
      message: 'this stable form needs a hidden layer as wide as the wider end, and lambda on its side',
      expected: `Nh = max(Ni, No) = ${Math.max(inputs, outputs)} and sgn(lambda) = sgn(No - Ni)`,
      found: `Nh = ${hidden}, lambda = ${on.text(setting.lambda)}`,
      hint: 'use qqt, which holds for every width, or qqtStableMin for Nh = min(Ni, No)',
    });
  }
  const dimension = inputs + outputs;
  const extra = algebra.columns(eigen.middle);
  const growingRates = [...eigen.rho, ...Array.from({ length: extra }, () => eigen.nu)];
  return stableForm(setting, {
    growing: on.beside(dimension, eigen.growing, eigen.middle),
    growingRates,
    middle: on.zeros(dimension, 0),
    gap: growingRates,
  });
}

function stableForm<S, M>(setting: Setting<S, M>, roles: Roles<S, M>): StableForm<S, M> {
  const { on, Q0, eigen } = setting;
  const { algebra } = on;
  const { transpose, times, compare, zero } = algebra;
  const { growing, growingRates, middle, gap } = roles;
  const b = times(transpose(growing), Q0);
  const { U, values, V } = requireRank(setting, b);
  const inverse = times(
    on.columnsScaled(
      V,
      values.map((value) => algebra.divide(algebra.one, value)),
    ),
    transpose(U),
  );
  const C = on.product(transpose(eigen.decaying), Q0, inverse);
  const N = on.product(transpose(middle), Q0, inverse);
  const start = on.spectral(
    U,
    values.map((value) => algebra.divide(algebra.one, algebra.multiply(value, value))),
  );
  const gramN = on.gram(N);
  const hasMiddle = algebra.columns(middle) > 0;
  const delayed = compare(eigen.nu, zero) > 0;
  return (u) => {
    const fading = growingRates.map((rate) => decay(algebra, rate, u));
    const slow = eigen.rho.map((rate) => decay(algebra, rate, u));
    const between = on.map(C, (value, i, j) => algebra.multiply(algebra.multiply(slow[i], value), fading[j]));
    let Z = on.plus(growing, times(eigen.decaying, between));
    const integrals = growingRates.map((rate) => decayIntegral(algebra, rate, u));
    const weighted = on.rowsScaled(
      eigen.rho.map((rate) => algebra.sqrt(decayIntegral(algebra, rate, u))),
      on.columnsScaled(C, fading),
    );
    const inner = (A: M, by: readonly S[]) => on.columnsScaled(on.rowsScaled(by, A), by);
    let Y = on.plus(on.plus(inner(start, fading), on.diagonal(integrals)), on.gram(weighted));
    if (hasMiddle) {
      // e^(nu u) e^(-rho u) is combined before the exponential is taken, or it would overflow where it is of order 1.
      const rates = delayed ? gap.map((rate) => decay(algebra, rate, u)) : fading;
      const stays = isZero(algebra, eigen.nu) ? u : decayIntegral(algebra, algebra.abs(eigen.nu), u);
      const outer = delayed
        ? rates
        : fading.map((value) => algebra.multiply(value, decay(algebra, algebra.abs(eigen.nu), u)));
      Z = on.plus(Z, times(middle, on.columnsScaled(N, outer)));
      Y = on.plus(Y, on.scaled(inner(gramN, rates), stays));
    }
    return on.gramOfSolution(Y, transpose(Z));
  };
}

/** Singular values of b, all certainly not zero. @throws FlowproofError where one is, named as in {@link qqtStableMin}. */
export function requireRank<S, M>(setting: Setting<S, M>, b: M) {
  const { on, lambda, sizes } = setting;
  const { algebra } = on;
  const decomposition = algebra.singularValues(b);
  const smallest = decomposition.values[decomposition.values.length - 1];
  const scale = algebra.sqrt(on.squaredNorm(setting.Q0));
  if (!isNegligible(algebra, smallest, scale)) return decomposition;
  const { inputs, hidden, outputs } = sizes;
  const side = algebra.compare(lambda, algebra.zero);
  const delayed = side > 0 ? hidden < outputs : side < 0 && hidden < inputs;
  const obstructed = side === 0 && inputs === outputs;
  const statement = delayed ? 'b-singular-delayed' : obstructed ? 'det-obstruction' : 'b-nonsingular';
  throw violated({
    statement,
    message: 'the matrix b = O_+^T Q(0) is singular: the flow does not reach the target',
    expected: 'a start with a component along every growing direction of the task',
    found: `a smallest singular value of b of ${on.text(smallest)}, beside weights of size ${on.text(scale)}`,
    hint:
      statement === 'det-obstruction'
        ? 'at lambda = 0 a start whose determinant has the other sign than the target stays there; use qqt, or lambda != 0'
        : 'use qqt, which needs no inverse of b',
  });
}
