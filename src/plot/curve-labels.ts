import { textWidth } from './font.js';
import type { Box, Place, RichText, TextShape } from './scene.js';

export interface LabelledCurve {
  readonly text: RichText;
  readonly points: readonly Place[];
}

/** A curve that makes room for its label. */
export interface InterruptedCurve {
  readonly pieces: readonly (readonly Place[])[];
  readonly label?: TextShape;
}

/** Space between a label and its curve, on either side. */
const SPACE = 5;

/** Fractions of a curve's length at which its label is tried, the middle first. */
const TRIES = [0.5, 0.4, 0.6, 0.3, 0.7, 0.22, 0.78, 0.15, 0.85, 0.1, 0.9];

/**
 * Labels in curves, as in the contours of a map: each where it fits inside the frame and clear of what has its place already. A curve too
 * short, too bent or too crowded has none.
 */
export function labelCurves(
  curves: readonly LabelledCurve[],
  frame: Box,
  taken: readonly Box[],
  size: number,
  colour: string,
): InterruptedCurve[] {
  const occupied = [...taken];
  return curves.map(({ text, points }) => {
    const width = textWidth(text) * size;
    const lengths = cumulative(points);
    const whole = lengths[lengths.length - 1] ?? 0;
    if (whole < 1.6 * width) return { pieces: [points] };
    for (const part of TRIES) {
      const [from, centre, to] = [-0.5, 0, 0.5].map((offset) =>
        pointAt(points, lengths, part * whole + offset * width),
      );
      const chord = Math.hypot(to[0] - from[0], to[1] - from[1]);
      // A bent piece would leave its label.
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
      const drop = 0.36 * size;
      const [x, y] = [centre[0] - Math.sin(radians) * drop, centre[1] + Math.cos(radians) * drop];
      const gap = width / 2 + SPACE;
      return {
        pieces: [
          section(points, lengths, 0, part * whole - gap),
          section(points, lengths, part * whole + gap, whole),
        ],
        label: { kind: 'text', x, y, text, size, anchor: 'middle', colour, turn },
      };
    }
    return { pieces: [points] };
  });
}

/** The part of a curve between two lengths along it. */
function section(points: readonly Place[], lengths: readonly number[], from: number, to: number): Place[] {
  const between = points.filter((_, n) => lengths[n] > from && lengths[n] < to);
  return [pointAt(points, lengths, from), ...between, pointAt(points, lengths, to)];
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
