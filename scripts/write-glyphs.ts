/**
 * Writes src/plot/glyphs.ts from a TrueType font: the outlines of the characters that figures use.
 *   npx tsx scripts/write-glyphs.ts DejaVuSans.ttf
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const CHARACTERS = `${String.fromCharCode(...Array.from({ length: 95 }, (_, n) => 32 + n))}∂βγλℓ−≤≥≠·×√–…²`;
const TARGET = fileURLToPath(new URL('../src/plot/glyphs.ts', import.meta.url));

const [path] = process.argv.slice(2);
if (path === undefined) throw new Error('expected the path of a TrueType font');
const data = readFileSync(path);

const tables = new Map<string, number>();
for (let n = 0; n < data.readUInt16BE(4); n++) {
  const record = 12 + 16 * n;
  tables.set(data.toString('latin1', record, record + 4), data.readUInt32BE(record + 8));
}
const table = (name: string): number => {
  const offset = tables.get(name);
  if (offset === undefined) throw new Error(`the font has no table ${name}`);
  return offset;
};
const unitsPerEm = data.readUInt16BE(table('head') + 18);
const longOffsets = data.readInt16BE(table('head') + 50) === 1;
const metrics = data.readUInt16BE(table('hhea') + 34);

/** Index of a glyph, by the format 4 subtable of `cmap`. */
function glyphOf(code: number): number {
  const cmap = table('cmap');
  for (let n = 0; n < data.readUInt16BE(cmap + 2); n++) {
    const sub = cmap + data.readUInt32BE(cmap + 4 + 8 * n + 4);
    if (data.readUInt16BE(sub) !== 4) continue;
    const count = data.readUInt16BE(sub + 6);
    for (let at = 0; at < count; at += 2) {
      const end = data.readUInt16BE(sub + 14 + at);
      if (code > end) continue;
      const start = data.readUInt16BE(sub + 16 + count + at);
      const delta = data.readUInt16BE(sub + 16 + 2 * count + at);
      const rangeAt = sub + 16 + 3 * count + at;
      const range = data.readUInt16BE(rangeAt);
      if (code < start) return 0;
      if (range === 0) return (code + delta) & 0xffff;
      const glyph = data.readUInt16BE(rangeAt + range + 2 * (code - start));
      return glyph === 0 ? 0 : (glyph + delta) & 0xffff;
    }
  }
  return 0;
}

interface OutlinePoint {
  readonly x: number;
  readonly y: number;
  readonly on: boolean;
}

function contoursOf(glyph: number): OutlinePoint[][] {
  const loca = table('loca');
  const offset = (n: number) =>
    longOffsets ? data.readUInt32BE(loca + 4 * n) : 2 * data.readUInt16BE(loca + 2 * n);
  if (offset(glyph) === offset(glyph + 1)) return [];
  const at = table('glyf') + offset(glyph);
  const count = data.readInt16BE(at);
  return count < 0 ? composite(at + 10) : simple(at + 10, count);
}

function simple(from: number, count: number): OutlinePoint[][] {
  const ends = Array.from({ length: count }, (_, n) => data.readUInt16BE(from + 2 * n));
  const total = ends[count - 1] + 1;
  let at = from + 2 * count;
  at += 2 + data.readUInt16BE(at);
  const flags: number[] = [];
  while (flags.length < total) {
    const flag = data[at++];
    flags.push(flag);
    if (flag & 8) for (let repeat = data[at++]; repeat > 0; repeat--) flags.push(flag);
  }
  const coordinates = (short: number, same: number): number[] => {
    let value = 0;
    return flags.map((flag) => {
      if (flag & short) value += flag & same ? data[at++] : -data[at++];
      else if (!(flag & same)) {
        value += data.readInt16BE(at);
        at += 2;
      }
      return value;
    });
  };
  const xs = coordinates(2, 16);
  const ys = coordinates(4, 32);
  const points = flags.map((flag, n) => ({ x: xs[n], y: ys[n], on: (flag & 1) === 1 }));
  return ends.map((end, n) => points.slice(n === 0 ? 0 : ends[n - 1] + 1, end + 1));
}

function composite(from: number): OutlinePoint[][] {
  const contours: OutlinePoint[][] = [];
  let at = from;
  for (let flags = 0x20; flags & 0x20; ) {
    flags = data.readUInt16BE(at);
    const glyph = data.readUInt16BE(at + 2);
    const words = (flags & 1) === 1;
    const [dx, dy] = words
      ? [data.readInt16BE(at + 4), data.readInt16BE(at + 6)]
      : [data.readInt8(at + 4), data.readInt8(at + 5)];
    at += words ? 8 : 6;
    const scaled = (flags & 0x8 ? 1 : 0) + (flags & 0x40 ? 2 : 0) + (flags & 0x80 ? 4 : 0);
    if (scaled > 2) throw new Error('a component is turned: not needed so far');
    const factor = (offset: number) => data.readInt16BE(at + offset) / 16384;
    const [sx, sy] = scaled === 0 ? [1, 1] : scaled === 1 ? [factor(0), factor(0)] : [factor(0), factor(2)];
    at += 2 * scaled;
    for (const contour of contoursOf(glyph)) {
      contours.push(contour.map(({ x, y, on }) => ({ x: x * sx + dx, y: y * sy + dy, on })));
    }
  }
  return contours;
}

/** Quadratic path: `M x y`, `L x y`, `Q x y x y`; contours close themselves. */
function pathOf(contour: readonly OutlinePoint[]): string {
  const middle = (a: OutlinePoint, b: OutlinePoint) => ({ x: (a.x + b.x) / 2, y: (a.y + b.y) / 2, on: true });
  const whole = contour.flatMap((point, n) => {
    const next = contour[(n + 1) % contour.length];
    return point.on || next.on ? [point] : [point, middle(point, next)];
  });
  const first = whole.findIndex((point) => point.on);
  const turned = [...whole.slice(first), ...whole.slice(0, first), whole[first]];
  const write = ({ x, y }: OutlinePoint) => `${Math.round(x)} ${Math.round(y)}`;
  let text = `M${write(turned[0])}`;
  for (let n = 1; n < turned.length; n++) {
    if (turned[n].on) text += `L${write(turned[n])}`;
    else text += `Q${write(turned[n])} ${write(turned[++n])}`;
  }
  return text;
}

const glyphs = [...new Set(CHARACTERS)].map((character) => {
  const glyph = glyphOf(character.codePointAt(0)!);
  if (glyph === 0) throw new Error(`the font has no ${character}`);
  const advance = data.readUInt16BE(table('hmtx') + 4 * Math.min(glyph, metrics - 1));
  return `${character.codePointAt(0)} ${advance} ${contoursOf(glyph).map(pathOf).join('')}`;
});

writeFileSync(
  TARGET,
  `/**
 * Outlines of the characters in figures, written by scripts/write-glyphs.ts from DejaVu Sans.
 * A line a character: its code point, its advance, its path with y upwards.
 *
${licence()}
 */
export const UNITS_PER_EM = ${unitsPerEm};

export const GLYPHS = \`
${glyphs.join('\n')}
\`;
`,
);

function licence(): string {
  return ` * Copyright (c) 2003 by Bitstream, Inc. All Rights Reserved. Bitstream Vera is a trademark of Bitstream, Inc. DejaVu changes are
 * in public domain.
 *
 * Permission is hereby granted, free of charge, to any person obtaining a copy of the fonts accompanying this license ("Fonts")
 * and associated documentation files (the "Font Software"), to reproduce and distribute the Font Software, including without
 * limitation the rights to use, copy, merge, publish, distribute, and/or sell copies of the Font Software, and to permit persons
 * to whom the Font Software is furnished to do so, subject to the following conditions:
 *
 * The above copyright and trademark notices and this permission notice shall be included in all copies of one or more of the Font
 * Software typefaces.
 *
 * The Font Software may be modified, altered, or added to, and in particular the designs of glyphs or characters in the Fonts may be
 * modified and additional glyphs or characters may be added to the Fonts, only if the fonts are renamed to names not containing
 * either the words "Bitstream" or the word "Vera".
 *
 * This License becomes null and void to the extent applicable to Fonts or Font Software that has been modified and is distributed
 * under the "Bitstream Vera" names.
 *
 * The Font Software may be sold as part of a larger software package but no copy of one or more of the Font Software typefaces may be
 * sold by itself.
 *
 * THE FONT SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR IMPLIED, INCLUDING BUT NOT LIMITED TO ANY
 * WARRANTIES OF MERCHANTABILITY, FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT OF COPYRIGHT, PATENT, TRADEMARK, OR OTHER
 * RIGHT. IN NO EVENT SHALL BITSTREAM OR THE GNOME FOUNDATION BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER LIABILITY, INCLUDING ANY
 * GENERAL, SPECIAL, INDIRECT, INCIDENTAL, OR CONSEQUENTIAL DAMAGES, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING
 * FROM, OUT OF THE USE OR INABILITY TO USE THE FONT SOFTWARE OR FROM OTHER DEALINGS IN THE FONT SOFTWARE.
 *
 * Except as contained in this notice, the names of Gnome, the Gnome Foundation, and Bitstream Inc., shall not be used in advertising
 * or otherwise to promote the sale, use or other dealings in this Font Software without prior written authorization from the Gnome
 * Foundation or Bitstream Inc., respectively.`;
}
