import { decay, decayIntegral } from './decay-integral.js';
import { violated } from './failures.js';
import { isNegligible } from './rank.js';
import type { Setting } from './setting.js';

/** The eigenvalues of F beside its eigenvectors, as columns. */
export interface SpectrumOfF<S, M> {
  readonly values: readonly S[];
  readonly vectors: M;
}

/** F-spectrum: +rho, -rho for every mode, and nu = sgn(No - Ni) lambda/2 as often as the widths differ by. */
export function spectrumOfF<S, M>({ on, sizes, eigen }: Setting<S, M>): SpectrumOfF<S, M> {
  const { algebra } = on;
  const extra = Math.abs(sizes.inputs - sizes.outputs);
  return {
    values: [
      ...eigen.rho,
      ...eigen.rho.map(algebra.negate),
      ...Array.from({ length: extra }, () => eigen.nu),
    ],
    vectors: on.beside(sizes.inputs + sizes.outputs, eigen.growing, eigen.decaying, eigen.middle),
  };
}

/** G(u), the integral of e^(2Fx) over [0, u], as the theory writes it. */
type Integral<S> = (f: S, u: S) => S;

/**
 * P(u) = e^(Fu) Q(0) (I + Q(0)^T G(u) Q(0))^-1 Q(0)^T e^(Fu) as it stands, for every width. Its exponentials grow: it loses digits
 * with K u and overflows float64 beyond K u = 700; {@link import('./qqt.js').qqt} does not.
 */
export function riccatiSolution<S, M>(setting: Setting<S, M>, u: S): M {
  const { algebra } = setting.on;
  return solution(setting, u, (f, time) => decayIntegral(algebra, algebra.negate(f), time));
}

/**
 * The same with G(u) = F^-1 (e^(2Fu) - I)/2.
 * @throws FlowproofError `riccati-singular-F` where F has no inverse: at lambda = 0 with Ni != No or a rank-deficient target.
 */
export function riccatiSolutionByInverse<S, M>(setting: Setting<S, M>, u: S): M {
  const { on, sizes, modes, lambda } = setting;
  const { algebra } = on;
  const { values } = spectrumOfF(setting);
  const zeros = values.filter((f) => isNegligible(algebra, f, setting.eigen.rho[0]));
  if (zeros.length > 0) {
    throw violated({
      statement: 'riccati-singular-F',
      message: 'F is singular, and this form of the Riccati solution needs its inverse',
      expected: 'lambda != 0, or Ni = No and a target of full rank',
      found: `Ni = ${sizes.inputs}, No = ${sizes.outputs}, lambda = ${on.text(lambda)}, singular values ${modes.s.map((s) => on.text(s)).join(', ')}: ${zeros.length} eigenvalues of F are 0`,
      hint: 'use riccatiSolution, where G(u) is an integral and a zero eigenvalue contributes u',
    });
  }
  return solution(setting, u, (f, time) => {
    const rate = algebra.add(f, f);
    return algebra.divide(algebra.subtract(algebra.exp(algebra.multiply(rate, time)), algebra.one), rate);
  });
}

function solution<S, M>(setting: Setting<S, M>, u: S, integral: Integral<S>): M {
  const { on, Q0 } = setting;
  const { algebra } = on;
  const { values, vectors } = spectrumOfF(setting);
  const start = algebra.times(algebra.transpose(vectors), Q0);
  const grown = algebra.times(
    vectors,
    on.rowsScaled(
      values.map((f) => algebra.exp(algebra.multiply(f, u))),
      start,
    ),
  );
  const G = on.diagonal(values.map((f) => integral(f, u)));
  const bracket = on.plus(on.identity(setting.sizes.hidden), on.product(algebra.transpose(start), G, start));
  return on.gramOfSolution(bracket, algebra.transpose(grown));
}

/**
 * The exact weights for one hidden unit, not only their Gram matrices: Q(u) = e^(Fu) Q(0) / sqrt(1 + Q(0)^T G(u) Q(0)).
 * @throws FlowproofError `single-hidden-unit-exact` for more hidden units, where this holds up to a hidden rotation only.
 */
export function singleUnitWeights<S, M>(setting: Setting<S, M>, u: S): M {
  const { on, Q0, sizes } = setting;
  const { algebra } = on;
  if (sizes.hidden !== 1) {
    throw violated({
      statement: 'single-hidden-unit-exact',
      message: 'the weights have this closed form for one hidden unit only',
      expected: 'Nh = 1',
      found: `Nh = ${sizes.hidden}`,
      hint: 'for wider layers P(u) has a closed form (qqt), the weights themselves only up to a hidden rotation',
    });
  }
  const { values, vectors } = spectrumOfF(setting);
  const start = algebra.times(algebra.transpose(vectors), Q0);
  // Both sides over e^(rho u), so that nothing grows.
  const top = setting.eigen.rho[0];
  const grown = on.rowsScaled(
    values.map((f) => algebra.exp(algebra.multiply(algebra.subtract(f, top), u))),
    start,
  );
  const fade = algebra.exp(algebra.negate(algebra.multiply(top, u)));
  const terms = values.map((f, k) => {
    const part = algebra.entry(start, k, 0);
    const grows = algebra.compare(f, algebra.zero) > 0;
    const fading = grows ? decay(algebra, algebra.subtract(top, f), u) : fade;
    const psi = decayIntegral(algebra, grows ? f : algebra.negate(f), u);
    const share = algebra.multiply(part, fading);
    return algebra.multiply(psi, algebra.multiply(share, share));
  });
  const bracket = terms.reduce(algebra.add, algebra.multiply(fade, fade));
  const root = algebra.sqrt(bracket);
  return algebra.times(
    vectors,
    on.map(grown, (value) => algebra.divide(value, root)),
  );
}
