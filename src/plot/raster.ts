import { Canvas } from './canvas.js';
import { textOutlines } from './font.js';
import { encodePng } from './png.js';
import type { CellsShape, LineShape, Place, Scene, TextShape } from './scene.js';

/** Pixels a point: figures are seen on screens of twice the usual density, and from the back of a room. */
export const DEFAULT_PIXELS = 2;
const POINTS_PER_INCH = 96;

/** A scene as a PNG file. */
export function sceneToPng(scene: Scene, pixels = DEFAULT_PIXELS): Uint8Array {
  const canvas = drawScene(scene, pixels);
  return encodePng(canvas, {
    pixelsPerInch: pixels * POINTS_PER_INCH,
    texts: { Title: scene.title, Description: scene.description },
  });
}

/** A scene on a canvas. */
export function drawScene(scene: Scene, pixels: number): Canvas {
  const canvas = new Canvas(Math.round(scene.width * pixels), Math.round(scene.height * pixels), '#ffffff');
  for (const shape of scene.shapes) {
    if (shape.kind === 'cells') drawCells(canvas, shape, pixels);
    else if (shape.kind === 'line') drawLine(canvas, shape, pixels);
    else if (shape.kind === 'text') drawText(canvas, shape, pixels);
    else {
      if (shape.fill) canvas.fillBox(scaledBox(shape, pixels), shape.fill);
      if (shape.stroke) {
        const { x, y, width, height } = shape;
        const corners: Place[] = [
          [x, y],
          [x + width, y],
          [x + width, y + height],
          [x, y + height],
          [x, y],
        ];
        canvas.strokeLine(scaled(corners, pixels), pixels, shape.stroke);
      }
    }
  }
  return canvas;
}

function drawCells(canvas: Canvas, shape: CellsShape, pixels: number): void {
  const { x, y, width, height, columns, rows, cells, colours } = shape;
  const edge = (from: number, extent: number, n: number, count: number) =>
    (from + (extent * n) / count) * pixels;
  for (let row = 0; row < rows; row++) {
    const top = edge(y, height, rows - row - 1, rows);
    const bottom = edge(y, height, rows - row, rows);
    for (let from = 0; from < columns; ) {
      const colour = cells[row * columns + from];
      let to = from + 1;
      while (to < columns && cells[row * columns + to] === colour) to++;
      const left = edge(x, width, from, columns);
      canvas.fillBox(
        { x: left, y: top, width: edge(x, width, to, columns) - left, height: bottom - top },
        colours[colour],
      );
      from = to;
    }
  }
}

function drawLine(canvas: Canvas, { points, colour, width, dash, clip }: LineShape, pixels: number): void {
  const box = clip && scaledBox(clip, pixels);
  const parts = dash === undefined ? [points] : dashes(points, dash);
  for (const part of parts) canvas.strokeLine(scaled(part, pixels), width * pixels, colour, box);
}

function drawText(canvas: Canvas, shape: TextShape, pixels: number): void {
  const { glyphs, rim } = textOutlines({
    ...shape,
    x: shape.x * pixels,
    y: shape.y * pixels,
    size: shape.size * pixels,
  });
  const closed = (contour: readonly Place[]) => [...contour, contour[0]];
  for (const contours of glyphs) {
    canvas.fillContours(contours, shape.colour);
    if (rim > 0) for (const contour of contours) canvas.strokeLine(closed(contour), rim, shape.colour);
  }
}

/** The drawn parts of a dashed line. */
export function dashes(points: readonly Place[], [on, off]: readonly [number, number]): Place[][] {
  const parts: Place[][] = [];
  let current: Place[] = points.length > 0 ? [points[0]] : [];
  let isOn = true;
  let left = on;
  for (let n = 1; n < points.length; n++) {
    let [x, y] = points[n - 1];
    const [ex, ey] = points[n];
    for (let rest = Math.hypot(ex - x, ey - y); rest > 0; ) {
      const step = Math.min(rest, left);
      x += ((ex - x) * step) / rest;
      y += ((ey - y) * step) / rest;
      rest -= step;
      left -= step;
      if (isOn) current.push([x, y]);
      if (left > 0) break;
      if (isOn) parts.push(current);
      isOn = !isOn;
      left = isOn ? on : off;
      current = isOn ? [[x, y]] : [];
    }
  }
  if (current.length > 1) parts.push(current);
  return parts;
}

const scaled = (points: readonly Place[], pixels: number): Place[] =>
  points.map(([x, y]) => [x * pixels, y * pixels]);

const scaledBox = <B extends { x: number; y: number; width: number; height: number }>(
  box: B,
  pixels: number,
) => ({
  x: box.x * pixels,
  y: box.y * pixels,
  width: box.width * pixels,
  height: box.height * pixels,
});
