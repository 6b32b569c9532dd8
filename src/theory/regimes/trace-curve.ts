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
 * @param at a text where the curve has no point: why. Between two parameters without a point in the square for unlike reasons, one in the
 *   square is looked for; where both lack one for the same reason, the curve is taken to lie outside between them.
 * @param places parameters to begin from, ascending.
 */
export function traceCurve(
  at: (t: number) => PlanePoint | string,
  places: readonly number[],
  project: Project,
  step: number,
): PlanePoint[][] {
  const inside = (t: number): PlanePoint | string => {
    const point = at(t);
    if (typeof point === 'string') return point;
    const [x, y] = project(point);
    if (x >= 0 && x <= 1 && y >= 0 && y <= 1) return point;
    return x < 0 ? 'left' : x > 1 ? 'right' : y < 0 ? 'below' : y > 1 ? 'above' : 'nowhere';
  };
  const distance = (a: PlanePoint, b: PlanePoint): number => {
    const [[ax, ay], [bx, by]] = [project(a), project(b)];
    return Math.max(Math.abs(ax - bx), Math.abs(ay - by));
  };
  /** A parameter in the square between two that are not, for unlike reasons. */
  const between = (from: Sample, to: Sample): Sample | undefined => {
    if (from.point === to.point) return undefined;
    const t = from.t + (to.t - from.t) / 2;
    if (t === from.t || t === to.t) return undefined;
    const middle = { t, point: inside(t) };
    return typeof middle.point === 'string' ? (between(from, middle) ?? between(middle, to)) : middle;
  };
  const curves: PlanePoint[][] = [];
  let current: PlanePoint[] = [];
  const refine = (t0: number, p0: PlanePoint, t1: number, p1: PlanePoint, depth: number): void => {
    const middle = t0 + (t1 - t0) / 2;
    const isOpen = depth > 0 && middle !== t0 && middle !== t1;
    const point = isOpen && distance(p0, p1) > step ? inside(middle) : 'near';
    if (typeof point === 'string') {
      current.push(p1);
      return;
    }
    refine(t0, p0, middle, point, depth - 1);
    refine(middle, point, t1, p1, depth - 1);
  };
  /** The last point inside, between a parameter inside and one outside. */
  const end = (isIn: number, first: PlanePoint, isOut: number): { t: number; point: PlanePoint } => {
    let [a, b, point] = [isIn, isOut, first];
    for (let n = 0; n < END_STEPS; n++) {
      const middle = a + (b - a) / 2;
      const found = inside(middle);
      if (typeof found === 'string') b = middle;
      else [a, point] = [middle, found];
    }
    return { t: a, point };
  };
  const join = (from: Sample, to: Sample): void => {
    const [p0, p1] = [from.point, to.point];
    if (typeof p0 !== 'string' && typeof p1 !== 'string') refine(from.t, p0, to.t, p1, DEPTH);
    else if (typeof p0 !== 'string') {
      const last = end(from.t, p0, to.t);
      refine(from.t, p0, last.t, last.point, DEPTH);
      if (current.length > 1) curves.push(current);
      current = [];
    } else if (typeof p1 !== 'string') {
      const first = end(to.t, p1, from.t);
      current.push(first.point);
      refine(first.t, first.point, to.t, p1, DEPTH);
    } else {
      const middle = between(from, to);
      if (middle === undefined) return;
      join(from, middle);
      join(middle, to);
    }
  };
  const samples = places.map((t): Sample => ({ t, point: inside(t) }));
  if (samples.length > 0 && typeof samples[0].point !== 'string') current.push(samples[0].point);
  for (let n = 1; n < samples.length; n++) join(samples[n - 1], samples[n]);
  if (current.length > 1) curves.push(current);
  return curves;
}

interface Sample {
  readonly t: number;
  readonly point: PlanePoint | string;
}
