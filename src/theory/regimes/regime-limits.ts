import { asinhRatio } from '../penalty.js';
import { elasticityOf, type Regime, regimeShares, scaleOf } from './classify.js';
import type { FineTunedCoordinate } from './coordinate.js';
import { orderExcess } from './order-argument.js';

/** What a quantity does as a coordinate goes into a corner of the triangle. */
export interface RegimeLimit {
  readonly id: string;
  readonly regime: Regime;
  readonly towards: string;
  readonly quantity: string;
  /** The coordinate moved to t > 0 from the limit, which is at t = 0; what else the limit asks for is set, too. */
  readonly along: (at: FineTunedCoordinate, t: number) => FineTunedCoordinate;
  readonly exact: (at: FineTunedCoordinate) => number;
  /** The leading term: exact / leading - 1 = O(t^order), up to a logarithm. */
  readonly leading: (at: FineTunedCoordinate) => number;
  readonly order: 1 | 2;
}

const trust = (at: FineTunedCoordinate): number => 1 + at.lambda;
const radius = (at: FineTunedCoordinate): number => Math.hypot(at.c, at.betaPT);
const argument = (at: FineTunedCoordinate): number => Math.abs(at.betaFT) / scaleOf(at);
const deficit = (at: FineTunedCoordinate): number => regimeShares(at).aI;
const dependence = (at: FineTunedCoordinate): number => 0 - regimeShares(at).aII;

/**
 * The limits of ell and PD with their leading terms. The limit of I is logarithmically slow: ell = 1.1 needs |beta_FT| = 29926 c_FT.
 * c -> 0 with lambda -> 1 alone does not lead to II: |beta_FT| must be small against (1 + lambda) |beta_PT|. lambda = -1 with
 * gamma = 0 is no limit of these, but dead.
 */
export function regimeLimits(): readonly RegimeLimit[] {
  return [
    {
      id: 'sparse-order',
      regime: 'I',
      towards: '|beta_FT| -> infinity (the same as c_FT -> 0)',
      quantity: 'ell - 1 ~ 1/(log(2 |beta_FT|/c_FT) - 1)',
      along: (at, t) => ({ ...at, betaFT: 1 / t }),
      exact: (at) => orderExcess(asinhRatio(Math.abs(at.betaFT), scaleOf(at))),
      leading: (at) => 1 / (Math.LN2 + Math.log(argument(at)) - 1),
      order: 1,
    },
    {
      id: 'small-first-layer-dependence',
      regime: 'I',
      towards: 'lambda -> -1, gamma > 0',
      quantity: 'PD ~ -(1 + lambda)(ell_0 - 1) beta_PT^2/(R_c gamma^2), ell_0 at c_FT = gamma^2',
      along: (at, t) => ({ ...at, lambda: -1 + t }),
      exact: dependence,
      leading: (at) => {
        const square = at.gamma * at.gamma;
        const excess = orderExcess(asinhRatio(Math.abs(at.betaFT), square));
        return (-trust(at) * excess * at.betaPT * at.betaPT) / (radius(at) * square);
      },
      order: 1,
    },
    {
      id: 'rich-pretraining-elasticity',
      regime: 'II',
      towards: 'c -> 0, gamma = 0',
      quantity: '1 - E ~ c/|beta_PT|',
      along: (at, t) => ({ ...at, c: t, gamma: 0 }),
      exact: (at) => elasticityOf(at, scaleOf(at)).rest,
      leading: (at) => at.c / Math.abs(at.betaPT),
      order: 2,
    },
    {
      id: 'small-target-order',
      regime: 'II',
      towards: '|beta_FT| -> 0',
      quantity: '2 - ell ~ (|beta_FT|/c_FT)^2/6',
      along: (at, t) => ({ ...at, betaFT: t }),
      exact: deficit,
      leading: (at) => argument(at) ** 2 / 6,
      order: 2,
    },
    {
      id: 'lazy-order',
      regime: 'III',
      towards: 'c -> infinity, lambda > -1',
      quantity: '2 - ell ~ beta_FT^2/(24 (1 + lambda)^2 c^2)',
      along: (at, t) => ({ ...at, c: 1 / t }),
      exact: deficit,
      leading: (at) => (at.betaFT / (trust(at) * at.c)) ** 2 / 24,
      order: 1,
    },
    {
      id: 'lazy-dependence',
      regime: 'III',
      towards: 'c -> infinity, lambda > -1',
      quantity: 'PD ~ -beta_PT^2/(2 c^2)',
      along: (at, t) => ({ ...at, c: 1 / t }),
      exact: dependence,
      leading: (at) => -((at.betaPT / at.c) ** 2) / 2,
      order: 1,
    },
    {
      id: 'large-readout-order',
      regime: 'III',
      towards: 'gamma -> infinity',
      quantity: '2 - ell ~ beta_FT^2/(6 gamma^4)',
      along: (at, t) => ({ ...at, gamma: 1 / t }),
      exact: deficit,
      leading: (at) => (at.betaFT / (at.gamma * at.gamma)) ** 2 / 6,
      order: 2,
    },
    {
      id: 'large-readout-dependence',
      regime: 'III',
      towards: 'gamma -> infinity',
      quantity: 'PD ~ -(1 + lambda) beta_PT^2/(R_c gamma^2)',
      along: (at, t) => ({ ...at, gamma: 1 / t }),
      exact: dependence,
      leading: (at) => (-trust(at) * at.betaPT * at.betaPT) / (radius(at) * at.gamma * at.gamma),
      order: 2,
    },
  ];
}
