import { regimeShares } from './classify.js';
import type { RegimeLevel } from './level.js';
import type { RegimePlane } from './level-curve.js';
import type { PlanePoint } from './trace-curve.js';

/** How near to its end an axis counts as reached, and how far the other place may move in one step. */
const AT_END = 1e-9;
/** Never the lower end itself: lambda = -1 and gamma = 0 are dead together. */
const LOWEST = AT_END / 2;

/**
 * Goes on with the two ends of a curve that stops inside of the plane: where a parameter fades out (c -> 0, beta_FT -> 0), the parameter of
 * the curve runs out of floats long before the axis ends. Step by step along the axis in which the curve runs, the other value
 * is solved for by bisection, as long as the level lies between its neighbours.
 */
export function continueCurve(
  curve: readonly PlanePoint[],
  level: RegimeLevel,
  plane: RegimePlane,
  step: number,
): PlanePoint[] {
  const before = onwards([...curve].reverse(), level, plane, step).reverse();
  return [...before, ...curve, ...onwards(curve, level, plane, step)];
}

function onwards(
  curve: readonly PlanePoint[],
  level: RegimeLevel,
  { x, y, at }: RegimePlane,
  step: number,
): PlanePoint[] {
  const placeOf = ([px, py]: PlanePoint): PlanePoint => [x.placeOf(px), y.placeOf(py)];
  const last = placeOf(curve[curve.length - 1]);
  // The last points lie where floats are coarse: the direction is that from one farther back.
  const offsets = curve.map(placeOf).map(([px, py]) => [last[0] - px, last[1] - py] as const);
  const [dx, dy] = offsets.findLast((offset) => Math.hypot(...offset) > step) ?? offsets[0];
  const alongX = Math.abs(dx) >= Math.abs(dy);
  const forward = (alongX ? dx : dy) > 0;
  const isEnd = (place: number) => place < AT_END || place > 1 - AT_END;
  let [along, across] = alongX ? last : [last[1], last[0]];
  const points: PlanePoint[] = [];
  const pointAt = (a: number, b: number): PlanePoint =>
    alongX ? [x.valueAt(a), y.valueAt(b)] : [x.valueAt(b), y.valueAt(a)];
  const excessAt = levelExcess(level, { x, y, at });
  const excess = (a: number, b: number): number => (alongX ? excessAt(a, b) : excessAt(b, a));
  while (!isEnd(along) && !isEnd(across)) {
    const next = forward ? Math.min(1, along + step) : Math.max(LOWEST, along - step);
    let [low, high] = [Math.max(LOWEST, across - step), Math.min(1, across + step)];
    const rises = excess(next, high) > 0;
    if (rises === excess(next, low) > 0) break;
    for (;;) {
      const middle = low + (high - low) / 2;
      if (middle <= low || middle >= high) break;
      if (excess(next, middle) > 0 === rises) high = middle;
      else low = middle;
    }
    [along, across] = [next, low];
    points.push(pointAt(along, across));
  }
  return points;
}

/** How far the quantity of a level is above it, at places of the two axes. */
export function levelExcess(
  { of, value }: RegimeLevel,
  { x, y, at }: RegimePlane,
): (placeX: number, placeY: number) => number {
  return (placeX, placeY) => {
    const whole = { ...at, [x.parameter]: x.valueAt(placeX), [y.parameter]: y.valueAt(placeY) };
    const { aI, aII, aIII } = regimeShares(whole);
    return (of === 'ell' ? 2 - aI : of === 'pd' ? 0 - aII : 1 + aIII) - value;
  };
}
