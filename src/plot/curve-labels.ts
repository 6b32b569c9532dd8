import { textWidth } from './font.js';
import type { Box, Place, RichText, Shape } from './scene.js';

export interface LabelledCurve {
  readonly text: RichText;
  readonly points: readonly Place[];
  readonly halo: string;
}

/** Fractions of a curve's length at which its label is tried, the middle first. */
const TRIES = [0.5, 0.4, 0.6, 0.3, 0.7, 0.22, 0.78, 0.15, 0.85, 0.1, 0.9];

/**
 * Labels along curves, each where it fits inside the frame and clear of what has its place already; a curve too short or too crowded has
 * none.
 */
export function placeCurveLabels(
  curves: readonly LabelledCurve[],
  frame: Box,
  taken: readonly Box[],
  size: number,
): Shape[] {
  const shapes: Shape[] = [];
  const occupied = [...taken];
  for (const { text, points, halo } of curves) {
    const width = textWidth(text) * size;
    const lengths = cumulative(points);
    const whole = lengths[lengths.length - 1] ?? 0;
    if (whole < 1.6 * width) continue;
    for (const part of TRIES) {
      const [from, centre, to] = [-0.5, 0, 0.5].map((offset) =>
        pointAt(points, lengths, part * whole + offset * width),
      );
      const chord = Math.hypot(to[0] - from[0], to[1] - from[1]);
      // A bent piece would run through the letters.
      if (chord < 0.97 * width) continue;
      const turn = upright((Math.atan2(to[1] - from[1], to[0] - from[0]) * 180) / Math.PI);
      const box = turnedBox(centre, width, size, turn);
      if (!inside(box, frame) || occupied.some((other) => overlaps(box, other))) continue;
      // No other line through the letters.
      const crossed = curves.some(
        (other) =>
          other.points !== points && other.points.some((point) => near(point, centre, width, size, turn)),
      );
      if (crossed) continue;
      occupied.push(box);
      const radians = (turn * Math.PI) / 180;
      // The middle of the letters, not their base line, lies on the curve.
      const [x, y] = [
        centre[0] - Math.sin(radians) * 0.36 * size,
        centre[1] + Math.cos(radians) * 0.36 * size,
      ];
      shapes.push({ kind: 'text', x, y, text, size, anchor: 'middle', colour: '#1a1a1a', turn, halo });
      break;
    }
  }
  return shapes;
}

function cumulative(points: readonly Place[]): number[] {
  let sum = 0;
  return points.map(([x, y], n) => {
    if (n > 0) sum += Math.hypot(x - points[n - 1][0], y - points[n - 1][1]);
    return sum;
  });
}

function pointAt(points: readonly Place[], lengths: readonly number[], at: number): Place {
  const n = Math.max(
    1,
    lengths.findIndex((length) => length >= at),
  );
  const step = lengths[n] - lengths[n - 1];
  const t = step > 0 ? (at - lengths[n - 1]) / step : 0;
  const [[x0, y0], [x1, y1]] = [points[n - 1], points[n]];
  return [x0 + t * (x1 - x0), y0 + t * (y1 - y0)];
}

/** Never upside down. */
const upright = (turn: number): number => (turn > 90 ? turn - 180 : turn < -90 ? turn + 180 : turn);

function turnedBox([x, y]: Place, width: number, height: number, turn: number): Box {
  const [cos, sin] = [Math.abs(Math.cos((turn * Math.PI) / 180)), Math.abs(Math.sin((turn * Math.PI) / 180))];
  const [w, h] = [width * cos + 1.4 * height * sin + 6, width * sin + 1.4 * height * cos + 6];
  return { x: x - w / 2, y: y - h / 2, width: w, height: h };
}

const inside = (box: Box, frame: Box): boolean =>
  box.x >= frame.x &&
  box.y >= frame.y &&
  box.x + box.width <= frame.x + frame.width &&
  box.y + box.height <= frame.y + frame.height;

const overlaps = (a: Box, b: Box): boolean =>
  a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;

/** Is a point within the turned frame of letters? */
function near([px, py]: Place, [x, y]: Place, width: number, size: number, turn: number): boolean {
  const radians = (turn * Math.PI) / 180;
  const [dx, dy] = [px - x, py - y];
  const along = dx * Math.cos(radians) + dy * Math.sin(radians);
  const across = -dx * Math.sin(radians) + dy * Math.cos(radians);
  return Math.abs(along) < width / 2 + 4 && Math.abs(across) < size * 0.75;
}
