import type { Box, Place } from './scene.js';

/** RGB pixels to draw on, with smooth edges. */
export class Canvas {
  readonly width: number;
  readonly height: number;
  readonly pixels: Uint8Array;
  readonly #coverage: Float32Array;

  constructor(width: number, height: number, background: string) {
    this.width = width;
    this.height = height;
    this.pixels = new Uint8Array(3 * width * height);
    this.#coverage = new Float32Array((width + 1) * height + 1);
    this.fillBox({ x: 0, y: 0, width, height }, background);
  }

  /** The box's edges are rounded to pixels. */
  fillBox({ x, y, width, height }: Box, colour: string): void {
    const [r, g, b] = rgbOf(colour);
    const right = Math.min(this.width, Math.round(x + width));
    const bottom = Math.min(this.height, Math.round(y + height));
    for (let row = Math.max(0, Math.round(y)); row < bottom; row++) {
      for (let column = Math.max(0, Math.round(x)); column < right; column++) {
        const at = 3 * (row * this.width + column);
        this.pixels[at] = r;
        this.pixels[at + 1] = g;
        this.pixels[at + 2] = b;
      }
    }
  }

  /**
   * Fills closed contours by the signed area each edge cuts off every pixel: exact coverage, holes by winding.
   */
  fillContours(contours: readonly (readonly Place[])[], colour: string): void {
    const area = this.#extent(contours.flat(), 1);
    if (area === undefined) return;
    const { left, top, right, bottom } = area;
    const stride = right - left + 1;
    const cover = this.#coverage.subarray(0, stride * (bottom - top) + 1).fill(0);
    for (const contour of contours) {
      for (let n = 0; n < contour.length; n++) {
        const [x0, y0] = contour[n];
        const [x1, y1] = contour[(n + 1) % contour.length];
        addEdge(cover, stride, bottom - top, x0 - left, y0 - top, x1 - left, y1 - top);
      }
    }
    const rgb = rgbOf(colour);
    for (let row = top; row < bottom; row++) {
      let sum = 0;
      for (let column = left; column < right; column++) {
        sum += cover[(row - top) * stride + (column - left)];
        const share = Math.min(1, Math.abs(sum));
        if (share > 1e-3) this.#blend(row * this.width + column, rgb, share);
      }
    }
  }

  /** A line with round joints; each pixel is covered once, however often the line passes. */
  strokeLine(points: readonly Place[], width: number, colour: string, clip?: Box): void {
    const reach = width / 2 + 0.5;
    const area = this.#extent(points, reach + 1, clip);
    if (area === undefined) return;
    const { left, top, right, bottom } = area;
    const stride = right - left;
    const cover = this.#coverage.subarray(0, stride * (bottom - top)).fill(0);
    for (let n = 1; n < points.length; n++) {
      const [x0, y0] = points[n - 1];
      const [dx, dy] = [points[n][0] - x0, points[n][1] - y0];
      const square = dx * dx + dy * dy;
      const rowFrom = Math.max(top, Math.floor(Math.min(y0, y0 + dy) - reach));
      const rowTo = Math.min(bottom - 1, Math.ceil(Math.max(y0, y0 + dy) + reach));
      const columnFrom = Math.max(left, Math.floor(Math.min(x0, x0 + dx) - reach));
      const columnTo = Math.min(right - 1, Math.ceil(Math.max(x0, x0 + dx) + reach));
      for (let row = rowFrom; row <= rowTo; row++) {
        for (let column = columnFrom; column <= columnTo; column++) {
          const [px, py] = [column + 0.5 - x0, row + 0.5 - y0];
          const t = square === 0 ? 0 : Math.min(1, Math.max(0, (px * dx + py * dy) / square));
          const share = Math.min(1, reach - Math.hypot(px - t * dx, py - t * dy));
          const at = (row - top) * stride + (column - left);
          if (share > cover[at]) cover[at] = share;
        }
      }
    }
    const rgb = rgbOf(colour);
    for (let row = top; row < bottom; row++) {
      for (let column = left; column < right; column++) {
        const share = cover[(row - top) * stride + (column - left)];
        if (share > 1e-3)
          this.#blend(row * this.width + column, rgb, Math.min(1, share * Math.min(1, width)));
      }
    }
  }

  #blend(pixel: number, rgb: readonly number[], share: number): void {
    for (let k = 0; k < 3; k++) {
      const at = 3 * pixel + k;
      this.pixels[at] = Math.round(this.pixels[at] + (rgb[k] - this.pixels[at]) * share);
    }
  }

  /** Whole pixels around points, on the canvas and in the clip. */
  #extent(points: readonly Place[], rim: number, clip?: Box) {
    if (points.length === 0) return undefined;
    let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
    for (const [x, y] of points) {
      left = Math.min(left, x);
      right = Math.max(right, x);
      top = Math.min(top, y);
      bottom = Math.max(bottom, y);
    }
    const within = clip ?? { x: 0, y: 0, width: this.width, height: this.height };
    const box = {
      left: Math.max(0, Math.round(within.x), Math.floor(left - rim)),
      top: Math.max(0, Math.round(within.y), Math.floor(top - rim)),
      right: Math.min(this.width, Math.round(within.x + within.width), Math.ceil(right + rim)),
      bottom: Math.min(this.height, Math.round(within.y + within.height), Math.ceil(bottom + rim)),
    };
    return box.left < box.right && box.top < box.bottom ? box : undefined;
  }
}

/** Adds an edge to the table of differences whose running sum along a row is the covered area. */
function addEdge(
  cover: Float32Array,
  stride: number,
  rows: number,
  ax: number,
  ay: number,
  bx: number,
  by: number,
): void {
  if (ay === by) return;
  const sign = ay < by ? 1 : -1;
  const [x0, y0, x1, y1] = ay < by ? [ax, ay, bx, by] : [bx, by, ax, ay];
  const slope = (x1 - x0) / (y1 - y0);
  const lastColumn = stride - 1;
  for (let row = Math.max(0, Math.floor(y0)); row < Math.min(rows, Math.ceil(y1)); row++) {
    const [from, to] = [Math.max(y0, row), Math.min(y1, row + 1)];
    const height = (to - from) * sign;
    const clampX = (x: number) => Math.min(lastColumn, Math.max(0, x));
    const xa = clampX(x0 + (from - y0) * slope);
    const xb = clampX(x0 + (to - y0) * slope);
    const [left, right] = xa < xb ? [xa, xb] : [xb, xa];
    const first = Math.floor(left);
    const last = Math.max(first + 1, Math.ceil(right));
    const at = row * stride;
    let before = 0;
    for (let column = first; column < last; column++) {
      // Area to the right of the edge inside this column, of the strip's height.
      const filled = right === left ? column + 1 - left : stripArea(column + 1, left, right);
      cover[at + column] += height * (filled - before);
      before = filled;
    }
    cover[at + last] += height * (1 - before);
  }
}

/** Mean over the edge's x in [left, right] of the length of [x, end] within one pixel ending at `end`. */
function stripArea(end: number, left: number, right: number): number {
  const lengthIntegral = (x: number) => {
    // Integral of clamp(end - t, 0, 1) for t up to x.
    if (x <= end - 1) return x;
    const t = Math.min(x, end) - (end - 1);
    return end - 1 + t - (t * t) / 2;
  };
  return (lengthIntegral(right) - lengthIntegral(left)) / (right - left);
}

/** `#rrggbb`. */
export function rgbOf(colour: string): readonly [number, number, number] {
  const value = Number.parseInt(colour.slice(1), 16);
  return [(value >> 16) & 255, (value >> 8) & 255, value & 255];
}
