import { FlowproofError } from '../../errors.js';
import type { FineTunedCoordinate } from './coordinate.js';
import { orderArgument } from './order-argument.js';

/**
 * A coordinate with a given order and dependence: the bounds 1 < ell < 2 and 1 - ell < PD <= 0 are sharp, since every such pair is
 * attained. In closed form, at lambda = 0 and gamma = 0 with |beta_PT| = 1 (0 where PD = 0).
 * @throws FlowproofError `theory-domain` for a pair outside of the triangle, or on an edge that is only a limit (ell = 1, ell = 2,
 *   PD = 1 - ell).
 */
export function coordinateWith(ell: number, pd: number): FineTunedCoordinate {
  if (!(ell > 1 && ell < 2 && pd > 1 - ell && pd <= 0)) {
    throw new FlowproofError({
      code: 'theory-domain',
      message: 'no coordinate has this order and this dependence',
      expected:
        '1 < ell < 2 and 1 - ell < PD <= 0; ell = 2 is the limit |beta_FT| -> 0, ell = 1 the limit c_FT -> 0, PD = 1 - ell the limit c -> 0',
      found: `ell = ${ell}, PD = ${pd}`,
    });
  }
  const u = Math.sinh(orderArgument(ell));
  const base = { lambda: 0, gamma: 0 };
  if (pd === 0) return { ...base, c: 0.5, betaPT: 0, betaFT: u };
  // E = 1 - c/R_c at gamma = 0.
  const elasticity = -pd / (ell - 1);
  const ratio = (ell - 1 + pd) / (ell - 1);
  const c = ratio / Math.sqrt(elasticity * (1 + ratio));
  return { ...base, c, betaPT: 1, betaFT: u * (c + Math.hypot(c, 1)) };
}
