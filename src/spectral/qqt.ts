import { isZero, orthonormalFactor } from '../linear-algebra/index.js';
import { decayIntegral } from './decay-integral.js';
import { badInput } from './failures.js';
import { isNegligible } from './rank.js';
import type { Setting } from './setting.js';

/** More steps would take seconds. */
const MAX_STEPS = 10_000;

/**
 * A factor Q(u) of P(u) = Q(u) Q(u)^T: for every width, every lambda, every start and every target. The weights are its blocks
 * up to a rotation of the hidden units.
 *
 * With the eigenvalues f and eigenvectors O of F, psi = (e^(2fu) - 1)/(2f) and J = diag(sqrt psi) O^T Q(0), the solution of the
 * Riccati equation is P = (O diag(e^(fu)/sqrt psi) J)(I + J^T J)^-1(…)^T. Where [J; I] = [A; B] R with orthonormal columns,
 * J R^-1 = A, hence Q(u) = O diag(e^(fu)/sqrt psi) A: no inverse is left, and e^(fu)/sqrt psi = sqrt(2f/(1 - e^(-2fu))) is bounded.
 *
 * Where the growth up to u is beyond the numbers of the arithmetic, it goes in steps.
 *
 * At lambda = 0 hidden directions on which b = O_+^T Q(0) vanishes to rounding are held where b vanishes: that is where the
 * exact flow keeps them (det-obstruction), while rounding would let them escape.
 * @throws FlowproofError `spectral-input` for a time that would take too many steps.
 */
export function factorAt<S, M>(setting: Setting<S, M>, u: S): M {
  const { algebra } = setting.on;
  const exponent = algebra.toFloat(algebra.multiply(setting.eigen.rho[0], u));
  const steps = Math.max(1, Math.ceil(exponent / algebra.largestExponent));
  if (!(steps <= MAX_STEPS)) {
    throw badInput(
      'this time is too late for this arithmetic',
      `rho_max u up to ${MAX_STEPS * algebra.largestExponent}, the growth up to u`,
      exponent,
      'use the limit, a stable form where one applies, or an evaluation to digits (spectralToDigits)',
    );
  }
  const step = algebra.divide(u, algebra.ofInteger(steps));
  let Q = setting.Q0;
  for (let k = 0; k < steps; k++) Q = advance(setting, Q, step);
  return Q;
}

/** P(u), for every width: see {@link factorAt}. */
export function qqt<S, M>(setting: Setting<S, M>, u: S): M {
  const { on } = setting;
  return on.gram(on.algebra.transpose(factorAt(setting, u)));
}

/** The flow map of P on factors: a factor of P(u) from one of P(0) (qqt-semigroup). */
export function advance<S, M>(setting: Setting<S, M>, Q: M, u: S): M {
  const { on, eigen } = setting;
  const { algebra } = on;
  const { transpose, times, multiply, divide, compare, one } = algebra;
  if (isZero(algebra, u)) return Q;
  const dimension = setting.sizes.inputs + setting.sizes.outputs;
  const O = on.beside(dimension, eigen.growing, eigen.decaying, eigen.middle);
  const values = [
    ...eigen.rho,
    ...eigen.rho.map(algebra.negate),
    ...Array.from({ length: algebra.columns(eigen.middle) }, () => eigen.nu),
  ];
  const start = held(setting, times(transpose(O), Q));
  const psi = values.map((f) => decayIntegral(algebra, algebra.negate(f), u));
  const growth = values.map((f) => algebra.exp(multiply(f, u)));
  if (compare(multiply(eigen.rho[0], u), one) <= 0) {
    const J = on.rowsScaled(psi.map(algebra.sqrt), start);
    const M = on.plus(on.identity(algebra.columns(Q)), on.gram(J));
    const solved = on.solveLower(M, transpose(on.rowsScaled(growth, start)));
    return times(O, transpose(solved));
  }
  const roots = psi.map(algebra.sqrt);
  const J = on.rowsScaled(roots, start);
  const hidden = algebra.columns(Q);
  const basis = orthonormalFactor(algebra, on.below(hidden, J, on.identity(hidden)));
  const A = on.block(basis, 0, 0, dimension, hidden);
  return times(
    O,
    on.rowsScaled(
      growth.map((value, k) => divide(value, roots[k])),
      A,
    ),
  );
}

/** O^T Q with the directions of the hidden layer that have no part in b set to exactly none, at lambda = 0. */
function held<S, M>({ on, lambda, eigen }: Setting<S, M>, start: M): M {
  const { algebra } = on;
  if (!isZero(algebra, lambda)) return start;
  const m = eigen.rho.length;
  const hidden = algebra.columns(start);
  const b = on.block(start, 0, 0, m, hidden);
  const { U, values, V } = algebra.singularValues(b);
  const size = algebra.sqrt(on.squaredNorm(start));
  const kept = values.map((value) => (isNegligible(algebra, value, size) ? algebra.zero : value));
  if (kept.every((value) => !isZero(algebra, value))) return start;
  const rest = on.block(start, m, 0, algebra.rows(start) - m, hidden);
  return on.below(hidden, on.product(U, on.diagonal(kept), algebra.transpose(V)), rest);
}
