import type { FineTunedCoordinate, RegimeParameter } from './coordinate.js';

/** What a point of a level curve asks for: the scale of fine-tuning, the elasticity E, and 1 - E with its own digits. */
export interface CurveTarget {
  readonly cFT: number;
  readonly elasticity: number;
  readonly rest: number;
}

type Pair = Readonly<Partial<Record<RegimeParameter, number>>>;
type Solve = (at: FineTunedCoordinate, target: CurveTarget) => Pair | string;

/**
 * The two parameters that give c_FT = (1 + lambda)(c + R) + gamma^2 and E c_FT = (1 + lambda) b^2/R together, the rest held:
 * b = |beta_PT|, R = sqrt(c^2 + b^2). Closed forms, by the ratio kappa = c/R = 1 - E c_FT/(c_FT - gamma^2) where gamma is held.
 */
const PAIRS: ReadonlyMap<string, Solve> = new Map<string, Solve>([
  [
    'c,lambda',
    (at, target) => {
      const ratio = keptRatio(at.gamma, target);
      if (typeof ratio === 'string') return ratio;
      const R = Math.abs(at.betaPT) / ratio.betaShare;
      const c = R * ratio.kappa;
      return { c, lambda: ratio.kept / (c + R) - 1 };
    },
  ],
  [
    'lambda,betaPT',
    (at, target) => {
      const ratio = keptRatio(at.gamma, target);
      if (typeof ratio === 'string') return ratio;
      if (ratio.kappa === 0) return 'c/R';
      const R = at.c / ratio.kappa;
      return { lambda: ratio.kept / (at.c + R) - 1, betaPT: R * ratio.betaShare };
    },
  ],
  [
    'c,betaPT',
    (at, target) => {
      const ratio = keptRatio(at.gamma, target);
      if (typeof ratio === 'string') return ratio;
      // c + R = R (1 + kappa).
      const R = ratio.kept / (1 + at.lambda) / (1 + ratio.kappa);
      return { c: R * ratio.kappa, betaPT: R * ratio.betaShare };
    },
  ],
  [
    'c,gamma',
    (at, { cFT, elasticity }) => {
      const b = Math.abs(at.betaPT);
      const R = (((1 + at.lambda) * b) / (elasticity * cFT)) * b;
      if (!(R > b && Number.isFinite(R))) return 'c';
      const c = Math.sqrt(R - b) * Math.sqrt(R + b);
      return withReadout(cFT - (1 + at.lambda) * (c + R), { c });
    },
  ],
  [
    'lambda,gamma',
    (at, { cFT, elasticity }) => {
      const b = Math.abs(at.betaPT);
      const R = Math.hypot(at.c, b);
      const trust = ((elasticity * cFT) / b) * (R / b);
      return withReadout(cFT - trust * (at.c + R), { lambda: trust - 1 });
    },
  ],
  [
    'gamma,betaPT',
    (at, { cFT, elasticity }) => {
      // b^2 = p R and R^2 = c^2 + b^2.
      const p = (elasticity * cFT) / (1 + at.lambda);
      const R = (p + Math.hypot(p, 2 * at.c)) / 2;
      return withReadout(cFT - (1 + at.lambda) * (at.c + R), { betaPT: Math.sqrt(p) * Math.sqrt(R) });
    },
  ],
]);

/**
 * The two parameters of a plane (not beta_FT) at which c_FT and E have given values.
 * @returns a text where no values in the parameters' ranges do it: which of them is out of its range, and at which end.
 */
export function solvePair(
  pair: readonly [RegimeParameter, RegimeParameter],
  at: FineTunedCoordinate,
  target: CurveTarget,
): FineTunedCoordinate | string {
  const solve = PAIRS.get(pair.join()) ?? PAIRS.get([...pair].reverse().join());
  const found = solve?.(at, target) ?? 'no such plane';
  if (typeof found === 'string') return found;
  const whole = { ...at, ...found };
  if (!(whole.lambda >= -1)) return 'lambda < -1';
  if (!(whole.lambda <= 1)) return 'lambda > 1';
  return whole.c > 0 && Object.values(whole).every(Number.isFinite) ? whole : 'no number';
}

/** kappa = c/R, b/R and (1 + lambda)(c + R) where gamma is held. */
function keptRatio(gamma: number, { cFT, elasticity, rest }: CurveTarget) {
  const square = gamma * gamma;
  const kept = cFT - square;
  const kappa = (rest * cFT - square) / kept;
  const ratio = (elasticity * cFT) / kept;
  if (!(kept > 0)) return 'gamma';
  if (!(kappa >= 0 && ratio > 0 && ratio <= 1)) return 'c/R';
  // b/R = sqrt(1 - kappa^2) with 1 - kappa = ratio.
  return { kept, kappa, betaShare: Math.sqrt(ratio * (1 + kappa)) };
}

const withReadout = (square: number, pair: Pair): Pair | string =>
  square >= 0 ? { ...pair, gamma: Math.sqrt(square) } : 'gamma';
