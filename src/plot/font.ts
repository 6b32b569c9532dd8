import { GLYPHS, UNITS_PER_EM } from './glyphs.js';
import { type Place, type RichText, runsOf, SHIFT, SMALL_SIZE, type TextShape } from './scene.js';

interface Glyph {
  readonly advance: number;
  readonly contours: readonly (readonly Place[])[];
}

/** Straight pieces of a quadratic curve: enough at the sizes of figures. */
const PIECES = 6;
const BOLD = 0.035;

let font: ReadonlyMap<string, Glyph> | undefined;

/** The outlines, read when they are first needed. */
function glyphs(): ReadonlyMap<string, Glyph> {
  font ??= new Map(
    GLYPHS.trim()
      .split('\n')
      .map((line) => {
        const [, code, advance, path] = /^(\d+) (\d+) ?(.*)$/.exec(line)!;
        return [
          String.fromCodePoint(Number(code)),
          { advance: Number(advance) / UNITS_PER_EM, contours: flatten(path) },
        ];
      }),
  );
  return font;
}

/** Contours of straight lines, in units of the size. */
function flatten(path: string): Place[][] {
  const contours: Place[][] = [];
  for (const [, command, numbers] of path.matchAll(/([MLQ])([-\d ]+)/g)) {
    const values = numbers
      .trim()
      .split(' ')
      .map((text) => Number(text) / UNITS_PER_EM);
    if (command === 'M') contours.push([]);
    const contour = contours[contours.length - 1];
    if (command !== 'Q') {
      contour.push([values[0], values[1]]);
      continue;
    }
    const [x0, y0] = contour[contour.length - 1];
    const [x1, y1, x2, y2] = values;
    for (let n = 1; n <= PIECES; n++) {
      const t = n / PIECES;
      const [a, b, c] = [(1 - t) ** 2, 2 * t * (1 - t), t * t];
      contour.push([a * x0 + b * x1 + c * x2, a * y0 + b * y1 + c * y2]);
    }
  }
  return contours;
}

const glyphOf = (character: string): Glyph => glyphs().get(character) ?? glyphs().get('?')!;

/** Width of a text in units of its size. */
export function textWidth(text: RichText, bold = false): number {
  let width = 0;
  for (const run of runsOf(text)) {
    const scale = run.level === 'base' ? 1 : SMALL_SIZE;
    for (const character of run.text) width += (glyphOf(character).advance + (bold ? BOLD : 0)) * scale;
  }
  return width;
}

/** The outlines of a text where it stands, as closed contours, a list for each character; and the rim that makes it bold. */
export function textOutlines(shape: TextShape): { readonly glyphs: Place[][][]; readonly rim: number } {
  const { text, size, anchor, turn = 0, bold = false } = shape;
  const angle = (turn * Math.PI) / 180;
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  const start = { start: 0, middle: 0.5, end: 1 }[anchor] * textWidth(text, bold);
  let along = -start;
  const all: Place[][][] = [];
  for (const run of runsOf(text)) {
    const scale = run.level === 'base' ? 1 : SMALL_SIZE;
    for (const character of run.text) {
      const glyph = glyphOf(character);
      const place = ([gx, gy]: Place): Place => {
        const x = (along + (gx + (bold ? BOLD / 2 : 0)) * scale) * size;
        const y = (SHIFT[run.level] - gy * scale) * size;
        return [shape.x + x * cos - y * sin, shape.y + x * sin + y * cos];
      };
      all.push(glyph.contours.map((contour) => contour.map(place)));
      along += (glyph.advance + (bold ? BOLD : 0)) * scale;
    }
  }
  return { glyphs: all, rim: bold ? BOLD * size : 0 };
}
