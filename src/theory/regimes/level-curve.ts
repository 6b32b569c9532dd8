import { FlowproofError } from '../../errors.js';
import { fineTuningScale } from '../penalty.js';
import type { Axis } from './axis.js';
import { elasticityOf } from './classify.js';
import { continueCurve } from './continue-curve.js';
import {
  type FineTunedCoordinate,
  type RegimeParameter,
  requireParameter,
  requireReadout,
} from './coordinate.js';
import { argumentAtElasticity, levelPoint, type RegimeLevel, requireLevel } from './level.js';
import { missedCurves } from './missed-curves.js';
import { orderArgument } from './order-argument.js';
import { solvePair } from './plane-equations.js';
import { solveForArgument } from './scale-equation.js';
import { type PlanePoint, traceCurve } from './trace-curve.js';

/** Two parameters that vary, and the others, held. */
export interface RegimePlane {
  readonly x: Axis;
  readonly y: Axis;
  /** The values of the two axes' parameters are ignored. */
  readonly at: FineTunedCoordinate;
}

/** Neighbours of a curve lie within this part of the axes. */
const STEP = 1 / 256;
const PLACES = 1024;

/**
 * The level set of ell, PD or ell + PD in a plane: curves of points in the units of the axes, clipped to them. Every point solves
 * closed equations: c_FT and E of a point of the level set give the two parameters ({@link solvePair}); a level of ell, one
 * parameter as a function of the other ({@link solveForArgument}). The inverse of ell(s) is
 * found by bisection; and so are the points where those equations run out of floats ({@link continueCurve}, {@link missedCurves}).
 * @throws FlowproofError as {@link requirePlane}; `theory-domain` for a level that no coordinate reaches.
 */
export function levelCurve(level: RegimeLevel, plane: RegimePlane): PlanePoint[][] {
  requirePlane(plane);
  requireLevel(level);
  const { x, y, at } = plane;
  const isFree = (name: RegimeParameter) => x.parameter === name || y.parameter === name;
  const pointOf = (whole: FineTunedCoordinate): PlanePoint => [axisValue(x, whole), axisValue(y, whole)];
  const trace = (curve: (t: number) => PlanePoint | string, places: readonly number[]) =>
    traceCurve(curve, places, ([px, py]) => [x.placeOf(px), y.placeOf(py)], STEP);

  if (level.of === 'ell' || hasNoElasticity(plane)) {
    if (level.of === 'pd') return [];
    return argumentCurve(plane, Math.sinh(orderArgument(level.value)), trace);
  }
  const follow = (curve: (t: number) => PlanePoint | string, places: readonly number[]) => {
    const found = trace(curve, places).map((traced) => continueCurve(traced, level, plane, STEP));
    return [...found, ...missedCurves(found, level, plane, STEP)];
  };
  if (isFree('betaFT')) {
    const [other, isX] = x.parameter === 'betaFT' ? [y, false] : [x, true];
    return follow(
      (place) => {
        const value = other.valueAt(place);
        const rest = { ...at, [other.parameter]: value };
        const cFT = fineTuningScale(rest);
        if (!(cFT > 0)) return 'c_FT';
        const E = elasticityOf(rest, cFT);
        const s = argumentAtElasticity(level, E.elasticity, E.rest);
        if (s === undefined) return 'E';
        const betaFT = cFT * Math.sinh(s);
        return isX ? [value, betaFT] : [betaFT, value];
      },
      evenly(0, 1),
    );
  }
  const points = levelPoint(level);
  return follow(
    (place) => {
      const { s, elasticity, rest } = points(place);
      const cFT = Math.abs(at.betaFT) / Math.sinh(s);
      if (!(cFT > 0 && Number.isFinite(cFT))) return cFT > 0 ? 's -> 0' : 's -> infinity';
      const whole = solvePair([x.parameter, y.parameter], at, { cFT, elasticity, rest });
      return typeof whole === 'string' ? whole : pointOf(whole);
    },
    evenly(-1, 1),
  );
}

/**
 * A level of ell: c_FT and |beta_FT| are monotone in everything, so the curve is a graph over either axis. It is followed over both,
 * since it may be steep, and the two are put together in the order of the first.
 */
function argumentCurve(
  { x, y, at }: RegimePlane,
  u: number,
  trace: (curve: (t: number) => PlanePoint | string, places: readonly number[]) => PlanePoint[][],
): PlanePoint[][] {
  const over = (from: Axis, to: Axis) => (place: number) => {
    const value = from.valueAt(place);
    const solved = solveForArgument(to.parameter, { ...at, [from.parameter]: value }, u);
    return solved === undefined ? 'no solution' : ([value, solved] as const);
  };
  const overX = trace(over(x, y), evenly(0, 1));
  const overY = trace(
    (place) => {
      const point = over(y, x)(place);
      return typeof point === 'string' ? point : [point[1], point[0]];
    },
    evenly(0, 1),
  );
  const all = [...overX, ...overY].flat();
  if (all.length < 2) return [];
  // u falls in every parameter but beta_FT.
  const rises = x.parameter === 'betaFT' || y.parameter === 'betaFT';
  return [all.sort((a, b) => a[0] - b[0] || (rises ? a[1] - b[1] : b[1] - a[1]))];
}

/** E = 0 all over the plane: new coordinates, and networks whose kept layer started at zero. */
export const hasNoElasticity = ({ x, y, at }: RegimePlane): boolean =>
  (['betaPT', 'lambda'] as const).some(
    (name) => x.parameter !== name && y.parameter !== name && at[name] === (name === 'lambda' ? -1 : 0),
  );

/**
 * @throws FlowproofError `bad-axis` for two axes of one parameter; `theory-domain` for a value held out of range, or beta_FT held at 0;
 *   `dead-coordinate` where lambda = -1 and gamma = 0 are held.
 */
export function requirePlane({ x, y, at }: RegimePlane): void {
  if (x.parameter === y.parameter) {
    throw new FlowproofError({
      code: 'bad-axis',
      message: 'both axes have the same parameter',
      expected: 'two different parameters',
      found: `${x.parameter} twice`,
    });
  }
  const isFree = (name: RegimeParameter) => x.parameter === name || y.parameter === name;
  for (const name of ['c', 'lambda', 'gamma', 'betaPT', 'betaFT'] as const) {
    if (!isFree(name)) requireParameter(name, at[name]);
  }
  if (!isFree('lambda') && !isFree('gamma')) requireReadout(at);
  if (!isFree('betaFT') && at.betaFT === 0) {
    throw new FlowproofError({
      code: 'theory-domain',
      message:
        'a map needs beta_FT different from 0: at beta_FT = 0 the penalty vanishes, and ell = 2 is only a limit',
      expected: '|beta_FT| > 0',
      found: '0',
    });
  }
}

const axisValue = (axis: Axis, whole: FineTunedCoordinate): number => {
  const value = whole[axis.parameter];
  return axis.parameter === 'betaPT' || axis.parameter === 'betaFT' ? Math.abs(value) : value;
};

const evenly = (from: number, to: number): number[] =>
  Array.from({ length: PLACES + 1 }, (_, n) => from + ((to - from) * n) / PLACES);
