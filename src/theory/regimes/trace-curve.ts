/** A point of a plane, in the units of its axes. */
export type PlanePoint = readonly [x: number, y: number];

/** Places of a point on the two axes, each 0..1 inside. */
type Project = (point: PlanePoint) => PlanePoint;

/** Halvings of a parameter: to the last bits, where a curve is steep. */
const DEPTH = 48;
const END_STEPS = 60;

/**
 * Follows a curve that is given by a parameter through the unit square of two axes: refined until neighbours are within `step` of
 * each other, cut where it leaves the square or ends, the cut found by bisection.
 * @param at undefined where the curve has no point.
 * @param places parameters to begin from, ascending; no part between two neighbours that lie outside is found.
 */
export function traceCurve(
  at: (t: number) => PlanePoint | undefined,
  places: readonly number[],
  project: Project,
  step: number,
): PlanePoint[][] {
  const inside = (t: number): PlanePoint | undefined => {
    const point = at(t);
    if (point === undefined) return undefined;
    const [x, y] = project(point);
    return x >= 0 && x <= 1 && y >= 0 && y <= 1 ? point : undefined;
  };
  const distance = (a: PlanePoint, b: PlanePoint): number => {
    const [[ax, ay], [bx, by]] = [project(a), project(b)];
    return Math.max(Math.abs(ax - bx), Math.abs(ay - by));
  };
  const curves: PlanePoint[][] = [];
  let current: PlanePoint[] = [];
  const close = (): void => {
    if (current.length > 1) curves.push(current);
    current = [];
  };
  const refine = (t0: number, p0: PlanePoint, t1: number, p1: PlanePoint, depth: number): void => {
    const middle = t0 + (t1 - t0) / 2;
    const isOpen = depth > 0 && middle !== t0 && middle !== t1;
    const between = isOpen && distance(p0, p1) > step ? inside(middle) : undefined;
    if (between === undefined) {
      current.push(p1);
      return;
    }
    refine(t0, p0, middle, between, depth - 1);
    refine(middle, between, t1, p1, depth - 1);
  };
  /** The last point inside, between a parameter inside and one outside. */
  const end = (isIn: number, isOut: number): { t: number; point: PlanePoint } => {
    let [a, b] = [isIn, isOut];
    for (let n = 0; n < END_STEPS; n++) {
      const middle = a + (b - a) / 2;
      if (inside(middle) === undefined) b = middle;
      else a = middle;
    }
    return { t: a, point: inside(a)! };
  };
  let before: { t: number; point: PlanePoint | undefined } | undefined;
  for (const t of places) {
    const point = inside(t);
    if (before !== undefined) {
      if (before.point !== undefined && point !== undefined) refine(before.t, before.point, t, point, DEPTH);
      else if (before.point !== undefined) {
        const last = end(before.t, t);
        refine(before.t, before.point, last.t, last.point, DEPTH);
        close();
      } else if (point !== undefined) {
        const first = end(t, before.t);
        current.push(first.point);
        refine(first.t, first.point, t, point, DEPTH);
      }
    } else if (point !== undefined) current.push(point);
    before = { t, point };
  }
  close();
  return curves;
}
