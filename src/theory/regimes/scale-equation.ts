import { fineTuningScale } from '../penalty.js';
import type { FineTunedCoordinate, RegimeParameter } from './coordinate.js';

/**
 * The value of one parameter at which u = |beta_FT| / c_FT has a given value, the others held: in closed form, since c_FT is
 * monotone in each. With K = |beta_FT|/u and A = (K - gamma^2)/(1 + lambda) = c + R_c:
 * c = (A - beta_PT^2/A)/2, |beta_PT| = sqrt(A (A - 2c)), lambda = (K - gamma^2)/(c + R_c) - 1,
 * gamma = sqrt(K - (1 + lambda)(c + R_c)), |beta_FT| = u c_FT.
 * @returns undefined where no value of the parameter's range does it.
 */
export function solveForArgument(
  parameter: RegimeParameter,
  at: FineTunedCoordinate,
  u: number,
): number | undefined {
  if (parameter === 'betaFT') return u * fineTuningScale(at);
  const K = Math.abs(at.betaFT) / u;
  const { c, lambda, gamma } = at;
  const b = Math.abs(at.betaPT);
  const kept = c + Math.hypot(c, b);
  if (parameter === 'gamma') {
    const square = K - (1 + lambda) * kept;
    return square >= 0 ? Math.sqrt(square) : undefined;
  }
  const G = K - gamma * gamma;
  if (parameter === 'lambda') {
    const value = G / kept - 1;
    return value >= -1 && value <= 1 ? value : undefined;
  }
  const A = G / (1 + lambda);
  if (!(A > 0 && Number.isFinite(A))) return undefined;
  if (parameter === 'c') return A > b ? ((A - b) / 2) * (1 + b / A) : undefined;
  return A >= 2 * c ? Math.sqrt(A) * Math.sqrt(A - 2 * c) : undefined;
}
