import { labelledCentre } from '../plot/largest-square.js';
import { REGIME_COLOURS } from '../plot/regime-figure.js';
import { runsOf } from '../plot/scene.js';
import { ticksOf } from '../plot/ticks.js';
import type { Axis } from '../theory/regimes/axis.js';
import { REGIMES } from '../theory/regimes/classify.js';
import type { DrawnMap } from './tasks.js';

const INK = '#222222';
const MARGIN = { left: 52, right: 14, top: 10, bottom: 34 };
const FONT = '12px system-ui, sans-serif';

/** Draws a map at the size that the canvas has on the screen, with a cross at a place. */
export function drawMap(
  canvas: HTMLCanvasElement,
  map: DrawnMap,
  x: Axis,
  y: Axis,
  [crossX, crossY]: readonly [number, number],
): void {
  const { clientWidth, clientHeight } = canvas;
  const density = devicePixelRatio;
  canvas.width = clientWidth * density;
  canvas.height = clientHeight * density;
  const pen = canvas.getContext('2d');
  if (pen === null) return;
  pen.scale(density, density);
  const width = clientWidth - MARGIN.left - MARGIN.right;
  const height = clientHeight - MARGIN.top - MARGIN.bottom;
  const toX = (place: number) => MARGIN.left + place * width;
  const toY = (place: number) => MARGIN.top + (1 - place) * height;
  drawCells(pen, map, toX, toY);
  pen.strokeStyle = INK;
  pen.lineWidth = 1.75;
  pen.save();
  pen.beginPath();
  pen.rect(MARGIN.left, MARGIN.top, width, height);
  pen.clip();
  for (const { id, curves } of map.boundaries) {
    pen.setLineDash(id === 'IV-X' ? [6, 5] : []);
    for (const curve of curves) {
      pen.beginPath();
      for (const [a, b] of curve) pen.lineTo(toX(a), toY(b));
      pen.stroke();
    }
  }
  pen.restore();
  pen.setLineDash([]);
  pen.lineWidth = 1;
  pen.strokeRect(MARGIN.left, MARGIN.top, width, height);
  drawNames(pen, map, width / height, toX, toY);
  drawTicks(pen, x, y, toX, toY);
  drawCross(pen, toX(Math.min(1, Math.max(0, crossX))), toY(Math.min(1, Math.max(0, crossY))));
}

type ToScreen = (place: number) => number;

function drawCells(
  pen: CanvasRenderingContext2D,
  { columns, rows, regimes }: DrawnMap,
  toX: ToScreen,
  toY: ToScreen,
): void {
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      pen.fillStyle = REGIME_COLOURS[REGIMES[regimes[row * columns + column]]];
      const [left, top] = [toX(column / columns), toY((row + 1) / rows)];
      // A little more than a cell: no seams between them.
      pen.fillRect(left, top, toX((column + 1) / columns) - left + 0.6, toY(row / rows) - top + 0.6);
    }
  }
}

function drawNames(
  pen: CanvasRenderingContext2D,
  { columns, rows, regimes }: DrawnMap,
  aspect: number,
  toX: ToScreen,
  toY: ToScreen,
): void {
  pen.fillStyle = INK;
  pen.font = 'bold 22px system-ui, sans-serif';
  pen.textAlign = 'center';
  pen.textBaseline = 'middle';
  for (const [k, regime] of REGIMES.entries()) {
    const centre = labelledCentre(regimes, columns, rows, k, aspect);
    if (centre !== undefined && centre.side > 0.08) pen.fillText(regime, toX(centre.x), toY(centre.y));
  }
}

function drawTicks(pen: CanvasRenderingContext2D, x: Axis, y: Axis, toX: ToScreen, toY: ToScreen): void {
  pen.fillStyle = INK;
  pen.font = FONT;
  for (const { value, label } of ticksOf(x)) {
    const at = toX(x.placeOf(value));
    line(pen, at, toY(0), at, toY(0) + (label ? 6 : 3));
    pen.textBaseline = 'top';
    if (label !== undefined) write(pen, label, at, toY(0) + 10, 'center');
  }
  for (const { value, label } of ticksOf(y)) {
    const at = toY(y.placeOf(value));
    line(pen, toX(0) - (label ? 6 : 3), at, toX(0), at);
    pen.textBaseline = 'middle';
    if (label !== undefined) write(pen, label, toX(0) - 9, at, 'right');
  }
}

/** Text with raised parts. */
function write(
  pen: CanvasRenderingContext2D,
  text: string,
  x: number,
  y: number,
  align: 'center' | 'right',
): void {
  const runs = runsOf(text);
  const widths = runs.map((run) => pen.measureText(run.text).width);
  const total = widths.reduce((sum, width) => sum + width, 0);
  let at = align === 'center' ? x - total / 2 : x - total;
  pen.textAlign = 'left';
  for (const [k, run] of runs.entries()) {
    pen.fillText(run.text, at, y - (run.level === 'high' ? 5 : 0));
    at += widths[k];
  }
}

function line(pen: CanvasRenderingContext2D, x1: number, y1: number, x2: number, y2: number): void {
  pen.beginPath();
  pen.moveTo(x1, y1);
  pen.lineTo(x2, y2);
  pen.stroke();
}

function drawCross(pen: CanvasRenderingContext2D, x: number, y: number): void {
  for (const [colour, width] of [
    ['#ffffff', 5],
    ['#c00000', 2.5],
  ] as const) {
    pen.strokeStyle = colour;
    pen.lineWidth = width;
    line(pen, x - 9, y, x + 9, y);
    line(pen, x, y - 9, x, y + 9);
  }
}
