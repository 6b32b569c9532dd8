import { continueCurve, levelExcess } from './continue-curve.js';
import type { RegimeLevel } from './level.js';
import type { RegimePlane } from './level-curve.js';
import type { PlanePoint } from './trace-curve.js';

/** Places along each axis at which the side of the level is looked at. */
const GRID = 48;

/**
 * Curves of a level set that its parametrisation cannot resolve: where c is far below |beta_PT| only (1 + lambda)|beta_PT| counts, and a
 * whole curve lies at one value of the parameter. A coarse grid shows where the level is crossed; crossings far from every known
 * curve are solved for by bisection and followed.
 */
export function missedCurves(
  known: readonly (readonly PlanePoint[])[],
  level: RegimeLevel,
  plane: RegimePlane,
  step: number,
): PlanePoint[][] {
  const { x, y } = plane;
  const excess = levelExcess(level, plane);
  const covered = new Set<number>();
  const cellOf = (place: number) => Math.floor(place * GRID);
  const key = (i: number, j: number) => (j + 2) * (GRID + 4) + i + 2;
  const cover = (curve: readonly PlanePoint[]): void => {
    for (const [px, py] of curve) {
      const [i, j] = [cellOf(x.placeOf(px)), cellOf(y.placeOf(py))];
      for (const di of [-1, 0, 1]) for (const dj of [-1, 0, 1]) covered.add(key(i + di, j + dj));
    }
  };
  for (const curve of known) cover(curve);
  const centre = (n: number) => (n + 0.5) / GRID;
  const isAbove = Array.from(
    { length: GRID * GRID },
    (_, n) => excess(centre(n % GRID), centre(Math.floor(n / GRID))) > 0,
  );
  const found: PlanePoint[][] = [];
  /** Where the level is crossed between two places, the one above it first. */
  const crossing = (above: PlanePoint, below: PlanePoint): PlanePoint => {
    let [a, b] = [above, below];
    for (let n = 0; n < 50; n++) {
      const middle: PlanePoint = [(a[0] + b[0]) / 2, (a[1] + b[1]) / 2];
      if (excess(...middle) > 0) a = middle;
      else b = middle;
    }
    return a;
  };
  /** The crossing between neighbours, and one a little beside it. */
  const follow = (here: PlanePoint, other: PlanePoint): void => {
    const along: PlanePoint = here[0] === other[0] ? [step, 0] : [0, step];
    const moved = ([a, b]: PlanePoint): PlanePoint => [a + along[0], b + along[1]];
    const [first, second] = [here, other].map(moved);
    if (excess(...first) > 0 === excess(...second) > 0) return;
    const order = (a: PlanePoint, b: PlanePoint) => (excess(...a) > 0 ? crossing(a, b) : crossing(b, a));
    const seed = [order(here, other), order(first, second)].map(
      ([a, b]): PlanePoint => [x.valueAt(a), y.valueAt(b)],
    );
    const curve = continueCurve(seed, level, plane, step);
    cover(curve);
    found.push(curve);
  };
  for (let j = 0; j < GRID; j++) {
    for (let i = 0; i < GRID; i++) {
      for (const [di, dj] of [
        [1, 0],
        [0, 1],
      ]) {
        if (i + di >= GRID || j + dj >= GRID) continue;
        if (isAbove[j * GRID + i] === isAbove[(j + dj) * GRID + i + di] || covered.has(key(i, j))) continue;
        follow([centre(i), centre(j)], [centre(i + di), centre(j + dj)]);
      }
    }
  }
  return found;
}
