import { FlowproofError } from '../../errors.js';
import { type AxisInput, axisOf } from './axis.js';
import { CROSSOVER, classifyRegime, PURE, REGIMES } from './classify.js';
import type { FineTunedCoordinate } from './coordinate.js';
import type { RegimeLevel } from './level.js';
import { hasNoElasticity, levelCurve, type RegimePlane, requirePlane } from './level-curve.js';
import type { PlanePoint } from './trace-curve.js';

/** What a map holds fixed unless told otherwise: unit weights, balanced layers, a small readout. */
export const DEFAULT_COORDINATE: FineTunedCoordinate = {
  c: 1e-3,
  lambda: 0,
  gamma: 0.01,
  betaPT: 1,
  betaFT: 1,
};

export interface RegimeMapInput {
  readonly x: AxisInput;
  readonly y: AxisInput;
  /** Values held, of parameters that are on no axis. Default: {@link DEFAULT_COORDINATE}. */
  readonly at?: Partial<FineTunedCoordinate>;
  /** Points along x and y. Default 200 by 200. */
  readonly size?: readonly [columns: number, rows: number];
}

/** A boundary between regimes: a level set, as curves in the units of the axes. */
export interface RegimeBoundary {
  readonly id: 'I' | 'II' | 'III' | 'IV-X';
  readonly level: RegimeLevel;
  readonly curves: readonly (readonly PlanePoint[])[];
}

/**
 * The regimes of a plane: classified points at the centres of cells, rows from the lowest y upwards, and the boundaries from their
 * closed forms, found without the points.
 */
export interface RegimeMap extends RegimePlane {
  readonly columns: number;
  readonly rows: number;
  /** Values of the two parameters at the centres. */
  readonly xs: Float64Array;
  readonly ys: Float64Array;
  /** Index into `REGIMES` of the cell in column i, row j, at j * columns + i; so for the others. */
  readonly regimes: Uint8Array;
  readonly ell: Float64Array;
  readonly pd: Float64Array;
  readonly boundaries: readonly RegimeBoundary[];
}

const MAX_CELLS = 4_000_000;

/**
 * @throws FlowproofError `theory-domain`, `dead-coordinate`, `bad-axis` as the axes and the plane; `bad-map` for a size that is no size.
 */
export function regimeMap({ x, y, at, size = [200, 200] }: RegimeMapInput): RegimeMap {
  const plane: RegimePlane = { x: axisOf(x), y: axisOf(y), at: { ...DEFAULT_COORDINATE, ...at } };
  requirePlane(plane);
  const [columns, rows] = size;
  if (!(isCount(columns) && isCount(rows) && columns * rows <= MAX_CELLS)) {
    throw new FlowproofError({
      code: 'bad-map',
      message: 'the size of the map makes no sense',
      expected: `two whole numbers from 1, at most ${MAX_CELLS} cells together`,
      found: size.join(' by '),
    });
  }
  const centres = (axis: RegimePlane['x'], count: number) =>
    Float64Array.from({ length: count }, (_, n) => axis.valueAt((n + 0.5) / count));
  const [xs, ys] = [centres(plane.x, columns), centres(plane.y, rows)];
  const regimes = new Uint8Array(columns * rows);
  const ell = new Float64Array(columns * rows);
  const pd = new Float64Array(columns * rows);
  const point = { ...plane.at };
  for (let j = 0; j < rows; j++) {
    point[plane.y.parameter] = ys[j];
    for (let i = 0; i < columns; i++) {
      point[plane.x.parameter] = xs[i];
      const found = classifyRegime(point);
      const n = j * columns + i;
      regimes[n] = REGIMES.indexOf(found.regime);
      ell[n] = found.ell;
      pd[n] = found.pd;
    }
  }
  return { ...plane, columns, rows, xs, ys, regimes, ell, pd, boundaries: regimeBoundaries(plane) };
}

/**
 * The boundaries of the regimes in a plane. Where nothing depends on pretraining, neither II nor IV exists, and I borders on the
 * crossover.
 * @throws FlowproofError as `levelCurve`.
 */
export function regimeBoundaries(plane: RegimePlane): RegimeBoundary[] {
  const levels: [RegimeBoundary['id'], RegimeLevel][] = [
    ['I', { of: 'ell', value: 2 - PURE }],
    ['II', { of: 'pd', value: -PURE }],
    ['III', { of: 'ell+pd', value: 1 + PURE }],
    ['IV-X', { of: 'ell+pd', value: 1 + CROSSOVER }],
  ];
  return levels
    .filter(([id]) => id === 'I' || id === 'III' || !hasNoElasticity(plane))
    .map(([id, level]) => ({ id, level, curves: levelCurve(level, plane) }));
}

const isCount = (value: number): boolean => Number.isInteger(value) && value >= 1;
