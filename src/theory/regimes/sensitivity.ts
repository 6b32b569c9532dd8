import { asinhRatio } from '../penalty.js';
import { elasticityOf, scaleOf } from './classify.js';
import type { FineTunedCoordinate, RegimeParameter } from './coordinate.js';
import { orderExcess } from './order-argument.js';

/** Partial derivatives by each parameter; by |beta_PT| and |beta_FT|. */
export type Sensitivities = Readonly<Record<RegimeParameter, number>>;

/** Signs for lambda > -1, gamma > 0 and both weights different from zero: they hold strictly at every such coordinate. */
export const MONOTONICITY: Readonly<Record<'ell' | 'pd', Readonly<Record<RegimeParameter, 1 | -1>>>> = {
  ell: { c: 1, lambda: 1, gamma: 1, betaPT: 1, betaFT: -1 },
  // |PD| falls in c, gamma and |beta_FT|: it has no peak in between.
  pd: { c: 1, lambda: -1, gamma: 1, betaPT: -1, betaFT: 1 },
};

/**
 * Partial derivatives of ell and PD in closed form. Every one is a sum of terms of one sign, so none loses digits, and its sign is
 * that of {@link MONOTONICITY}.
 * @throws FlowproofError `theory-domain`, `dead-coordinate`.
 */
export function orderSensitivity(at: FineTunedCoordinate): {
  readonly ell: Sensitivities;
  readonly pd: Sensitivities;
} {
  const cFT = scaleOf(at);
  const { c, lambda, gamma } = at;
  const [b, z] = [Math.abs(at.betaPT), Math.abs(at.betaFT)];
  const R = Math.hypot(c, b);
  const s = asinhRatio(z, cFT);
  const excess = orderExcess(s);
  const { elasticity: E, rest } = elasticityOf(at, cFT);
  // d log c_FT by each parameter but beta_FT.
  const scale = {
    c: ((1 + lambda) / cFT) * (1 + c / R),
    lambda: (c + R) / cFT,
    gamma: 2 * (gamma / cFT),
    betaPT: ((1 + lambda) / cFT) * (b / R),
  };
  // -d ell / d log u, with u = |beta_FT| / c_FT; du/u = ds/tanh s.
  const fall = orderFall(s) * Math.tanh(s);
  const ell = {
    c: fall * scale.c,
    lambda: fall * scale.lambda,
    gamma: fall * scale.gamma,
    betaPT: fall * scale.betaPT,
    betaFT: z === 0 ? 0 : 0 - fall / z,
  };
  // |PD| = M(s) (1 + lambda) b^2 / (R |beta_FT|), M = u (ell - 1) increasing: for c and gamma.
  const rise = excessGrowth(s);
  const share = excess * E;
  const pd = {
    c: share * (rise * scale.c + c / R / R),
    gamma: share * rise * scale.gamma,
    // |PD| = (ell - 1) E: for the others.
    lambda: 0 - (excess * (b / R) * (b / cFT) * gamma * (gamma / cFT) + E * ell.lambda),
    betaPT: 0 - (excess * (1 + lambda) * (b / R / cFT) * ((c / R) ** 2 + rest) + E * ell.betaPT),
    betaFT: z === 0 ? 0 : E * (fall / z),
  };
  return { ell, pd };
}

/** -d ell / d s = (sinh s - s) / ((1 + cosh s)(s - T)^2), T = tanh(s/2). */
function orderFall(s: number): number {
  if (s < 1e-4) return s / 3;
  const half = Math.tanh(s / 2);
  const numerator = s < 0.5 ? sinhRest(s) / (1 + Math.cosh(s)) : half - s / (1 + Math.cosh(s));
  return numerator / (s - half) ** 2;
}

/** sinh s - s for 0 <= s < 1/2, as a series. */
function sinhRest(s: number): number {
  let [term, sum] = [s, 0];
  for (let n = 2; n < 18; n += 2) {
    term *= (s * s) / (n * (n + 1));
    sum += term;
  }
  return sum;
}

/** d log M / d log u for M = u (ell - 1): (s/T - 2 + 1/(1 + cosh s)) tanh(s) / (s - T), in (0, 1]. */
function excessGrowth(s: number): number {
  if (s < 1e-8) return 1;
  const half = Math.tanh(s / 2);
  return ((s / half - 2 + 1 / (1 + Math.cosh(s))) * Math.tanh(s)) / (s - half);
}
