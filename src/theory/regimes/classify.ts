import { asinhRatio, fineTuningScale, outside } from '../penalty.js';
import { type FineTunedCoordinate, requireCoordinate } from './coordinate.js';
import { orderDeficit, orderExcess } from './order-argument.js';

/**
 * - `I`: lasso-like, pretraining irrelevant: a_I >= 2/3 (ell <= 4/3).
 * - `II`: ridge-like in a geometry set by pretraining: a_II >= 2/3 (PD <= -2/3).
 * - `III`: ridge-like, pretraining irrelevant: a_III >= 2/3 (ell + PD >= 5/3).
 * - `IV`: between I and II, sparse *and* dependent: none of these, and a_III < 1/3.
 * - `X`: the crossover to III, all else.
 */
export type Regime = 'I' | 'II' | 'III' | 'IV' | 'X';
export const REGIMES: readonly Regime[] = ['I', 'II', 'III', 'IV', 'X'];

/** Share of a corner that makes its regime. */
export const PURE = 2 / 3;
/** Share of III from which a mixture is a crossover to it. */
export const CROSSOVER = 1 / 3;

/**
 * (ell, PD) as a mixture of the corners of the triangle it cannot leave:
 * (ell, PD) = a_I (1, 0) + a_II (2, -1) + a_III (2, 0), all shares >= 0, with sum 1.
 */
export interface RegimeShares {
  /** 2 - ell. */
  readonly aI: number;
  /** -PD. */
  readonly aII: number;
  /** ell - 1 + PD. */
  readonly aIII: number;
}

export interface RegimePoint extends RegimeShares {
  readonly regime: Regime;
  /** d log q / d log |beta_FT|, in (1, 2]. */
  readonly ell: number;
  /** d log q / d log |beta_PT| at fixed beta_FT, in [1 - ell, 0]. */
  readonly pd: number;
  /** How far the shares are from the nearest boundary of the regime: near 1e-16 the regime is decided by rounding. */
  readonly margin: number;
  /** Scale at which fine-tuning starts. */
  readonly cFT: number;
}

/**
 * The shares of a coordinate. Every one keeps its digits where it is small: 1 - E is
 * ((1 + lambda) c (1 + c/R_c) + gamma^2) / c_FT, not a difference.
 * @throws FlowproofError `theory-domain`, `dead-coordinate`.
 */
export function regimeShares(at: FineTunedCoordinate): RegimeShares {
  return sharesOf(at, scaleOf(at));
}

/**
 * c_FT of a coordinate, known to be a positive float.
 * @throws FlowproofError `theory-domain`, `dead-coordinate`.
 */
export function scaleOf(at: FineTunedCoordinate): number {
  requireCoordinate(at);
  const cFT = fineTuningScale(at);
  if (cFT > 0 && Number.isFinite(cFT)) return cFT;
  throw outside('c_FT', 'parameters whose c_FT is a positive number of double precision', cFT);
}

function sharesOf(at: FineTunedCoordinate, cFT: number): RegimeShares {
  const s = asinhRatio(Math.abs(at.betaFT), cFT);
  const { elasticity, rest } = elasticityOf(at, cFT);
  const excess = orderExcess(s);
  return { aI: orderDeficit(s), aII: excess * elasticity, aIII: excess * rest };
}

/** E = d log sqrt(k) / d log |beta_PT| and 1 - E, each without cancellation. */
export function elasticityOf(
  { c, lambda, gamma, betaPT }: Omit<FineTunedCoordinate, 'betaFT'>,
  cFT: number,
): { readonly elasticity: number; readonly rest: number } {
  const b = Math.abs(betaPT);
  const R = Math.hypot(c, b);
  return {
    elasticity: (1 + lambda) * (b / R) * (b / cFT),
    rest: (1 + lambda) * (c / cFT) * (1 + c / R) + gamma * (gamma / cFT),
  };
}

/** The regime of given shares, by the definition at {@link Regime}. */
export function regimeOfShares({ aI, aII, aIII }: RegimeShares): Regime {
  if (aI >= PURE) return 'I';
  if (aII >= PURE) return 'II';
  if (aIII >= PURE) return 'III';
  return aIII < CROSSOVER ? 'IV' : 'X';
}

/**
 * The regime of a coordinate, with the order and the dependence that decide it. At beta_FT = 0 the order is its limit 2.
 * @throws FlowproofError `theory-domain` for a parameter out of its range; `dead-coordinate` where c_FT = 0.
 */
export function classifyRegime(at: FineTunedCoordinate): RegimePoint {
  const cFT = scaleOf(at);
  const shares = sharesOf(at, cFT);
  const { aI, aII, aIII } = shares;
  const regime = regimeOfShares(shares);
  const ell = aI > 0.5 ? 1 + (aII + aIII) : 2 - aI;
  // 0 - x is no -0, where there is nothing to depend on.
  return { aI, aII, aIII, regime, ell, pd: 0 - aII, margin: marginOf(shares, regime), cFT };
}

function marginOf({ aI, aII, aIII }: RegimeShares, regime: Regime): number {
  if (regime === 'I') return aI - PURE;
  if (regime === 'II') return aII - PURE;
  if (regime === 'III') return aIII - PURE;
  const impure = Math.min(PURE - aI, PURE - aII);
  return regime === 'IV'
    ? Math.min(impure, CROSSOVER - aIII)
    : Math.min(impure, aIII - CROSSOVER, PURE - aIII);
}
