/** Curves over one variable, in one or more panels below each other. */
import type { Box, Place, RichText, Scene, Shape } from './scene.js';
import { INK, text, tick } from './strokes.js';
import { type TickAxis, ticksOf, writtenNumber } from './ticks.js';

export interface LineSeries {
  readonly label: string;
  /** Gaps are NaN. */
  readonly points: readonly Place[];
  /** Drawn as dots where they are samples, else as a line. */
  readonly dots?: boolean;
  readonly dash?: boolean;
}

export interface LinePanel {
  readonly title: RichText;
  readonly series: readonly LineSeries[];
  /** Ends of the vertical axis; default: those of the curves. */
  readonly range?: readonly [number, number];
}

export interface LineFigureInput {
  readonly title: string;
  readonly subtitle: string;
  readonly x: {
    readonly label: RichText;
    readonly from: number;
    readonly to: number;
    readonly placeOf: (value: number) => number;
    /** Where the axis is marked; default: round numbers. */
    readonly ticks?: readonly number[];
  };
  readonly panels: readonly LinePanel[];
  /** Values of x that are marked, such as where something changes. */
  readonly marks?: readonly number[];
}

/** Of the palette of Okabe and Ito: told apart with any colour vision. */
const COLOURS = ['#0072b2', '#d55e00', '#009e73', '#cc79a7', '#e69f00', '#56b4e9'];
const FAINT = '#8a8a8a';
const WIDTH = 900;
const LEFT = 92;
const RIGHT = 240;
const TOP = 92;
const PANEL = 250;
const GAP = 58;
const LABEL = 13;

export function lineFigure({ title, subtitle, x, panels, marks = [] }: LineFigureInput): Scene {
  const height = TOP + panels.length * (PANEL + GAP) + 14;
  const shapes: Shape[] = [
    { kind: 'box', x: 0, y: 0, width: WIDTH, height, fill: '#ffffff' },
    text(LEFT, 32, title, 20, { bold: true }),
    text(LEFT, 56, subtitle, 14, { colour: '#555555' }),
  ];
  for (const [k, panel] of panels.entries()) {
    const box: Box = { x: LEFT, y: TOP + k * (PANEL + GAP), width: WIDTH - LEFT - RIGHT, height: PANEL };
    shapes.push(...panelShapes(panel, box, x, marks));
  }
  return {
    width: WIDTH,
    height,
    title,
    description: `${subtitle}. ${panels.map(({ title: name, series }) => `${name}: ${series.map((s) => s.label).join(', ')}`).join('; ')}. Horizontal axis: ${x.label} from ${x.from} to ${x.to}.`,
    shapes,
  };
}

function panelShapes(
  { title, series, range }: LinePanel,
  box: Box,
  x: LineFigureInput['x'],
  marks: readonly number[],
): Shape[] {
  const [low, high] = range ?? extent(series);
  const place = ([px, py]: Place): Place => [
    box.x + x.placeOf(px) * box.width,
    box.y + (1 - (py - low) / (high - low)) * box.height,
  ];
  const vertical: TickAxis = {
    from: low,
    to: high,
    scale: 'linear',
    placeOf: (v) => (v - low) / (high - low),
  };
  const horizontal: TickAxis = { from: x.from, to: x.to, scale: 'linear', placeOf: x.placeOf };
  const shapes: Shape[] = [text(box.x, box.y - 8, title, LABEL, { colour: '#555555' })];
  for (const mark of marks) {
    const at = box.x + x.placeOf(mark) * box.width;
    shapes.push({
      kind: 'line',
      points: [
        [at, box.y],
        [at, box.y + box.height],
      ],
      colour: FAINT,
      width: 1,
      dash: [4, 4],
    });
  }
  const across = x.ticks?.map((value) => ({ value, label: writtenNumber(value) })) ?? ticksOf(horizontal);
  for (const { value, label } of across) {
    const at = box.x + x.placeOf(value) * box.width;
    shapes.push(tick([at, box.y + box.height], [at, box.y + box.height + (label ? 7 : 4)]));
    if (label) shapes.push(text(at, box.y + box.height + 22, label, LABEL, { anchor: 'middle' }));
  }
  for (const { value, label } of ticksOf(vertical)) {
    const [, at] = place([x.from, value]);
    shapes.push(tick([box.x, at], [box.x - (label ? 7 : 4), at]));
    if (label) shapes.push(text(box.x - 11, at + 4.5, label, LABEL, { anchor: 'end' }));
  }
  shapes.push(text(box.x + box.width / 2, box.y + box.height + 42, x.label, LABEL, { anchor: 'middle' }));
  for (const [k, one] of series.entries()) {
    const colour = COLOURS[k % COLOURS.length];
    shapes.push(...curve(one, colour, place, box));
    const y = box.y + 10 + k * 22;
    const start = box.x + box.width + 18;
    shapes.push(...curve({ ...one, points: [] }, colour, place, box), ...legendMark(one, colour, start, y));
    shapes.push(text(start + 30, y + 4.5, one.label, LABEL));
  }
  shapes.push({ kind: 'box', ...box, stroke: INK });
  return shapes;
}

function curve(
  { points, dots, dash }: LineSeries,
  colour: string,
  place: (at: Place) => Place,
  box: Box,
): Shape[] {
  if (dots) {
    return points
      .filter(([px, py]) => Number.isFinite(px) && Number.isFinite(py))
      .map(place)
      .filter(([, y]) => y >= box.y && y <= box.y + box.height)
      .map((centre) => dot(centre, colour));
  }
  const pieces: Place[][] = [[]];
  for (const point of points) {
    if (Number.isFinite(point[1])) pieces[pieces.length - 1].push(place(point));
    else if (pieces[pieces.length - 1].length > 0) pieces.push([]);
  }
  return pieces
    .filter((piece) => piece.length > 1)
    .map((piece) => ({
      kind: 'line',
      points: piece,
      colour,
      width: 2,
      clip: box,
      ...(dash && { dash: [7, 5] as const }),
    }));
}

const legendMark = ({ dots, dash }: LineSeries, colour: string, x: number, y: number): Shape[] =>
  dots
    ? [dot([x + 11, y], colour)]
    : [
        {
          kind: 'line',
          points: [
            [x, y],
            [x + 22, y],
          ],
          colour,
          width: 2,
          ...(dash && { dash: [7, 5] as const }),
        },
      ];

const dot = ([x, y]: Place, colour: string): Shape => ({
  kind: 'box',
  x: x - 2.5,
  y: y - 2.5,
  width: 5,
  height: 5,
  fill: colour,
});

/** The ends of the curves with a little room; a constant gets a unit around it. */
function extent(series: readonly LineSeries[]): readonly [number, number] {
  const values = series.flatMap(({ points }) => points.map(([, y]) => y)).filter(Number.isFinite);
  const [low, high] = [Math.min(...values), Math.max(...values)];
  if (values.length === 0) return [0, 1];
  const room = high > low ? 0.06 * (high - low) : Math.max(1e-12, Math.abs(low)) * 0.5;
  return [low - room, high + room];
}
