import { describe, expect, it } from 'vitest';
import { regimeMapToCsv, regimeMapToJson, regimeMapToPng, regimeMapToSvg } from '../../src/plot/index.js';
import { encodePng } from '../../src/plot/png.js';
import { dashes, drawScene } from '../../src/plot/raster.js';
import { REGIME_COLOURS, regimeFigure } from '../../src/plot/regime-figure.js';
import type { CellsShape, Scene, Shape } from '../../src/plot/scene.js';
import { sceneToSvg } from '../../src/plot/svg.js';
import { ticksOf } from '../../src/plot/ticks.js';
import { axisOf, REGIMES, regimeMap } from '../../src/theory/regimes/index.js';
import { decodePng } from './decode-png.js';
import { xmlProblem } from './xml-problem.js';

const map = regimeMap({
  x: { parameter: 'c', from: 1e-4, to: 1e4 },
  y: { parameter: 'lambda', from: -0.999, to: 1, scale: 'log' },
});
const figure = regimeFigure(map);
const cells = figure.shapes.find((shape): shape is CellsShape => shape.kind === 'cells')!;
const scene = (...shapes: Shape[]): Scene => ({ width: 40, height: 20, title: '', description: '', shapes });

describe('the PNG of a map', () => {
  const png = decodePng(regimeMapToPng(map));

  it('decodes: every chunk with its check, all rows, texts beside the picture', () => {
    expect(png.problems).toEqual([]);
    expect([png.width, png.height]).toEqual([2 * figure.width, 2 * figure.height]);
    expect(png.chunks).toEqual(['IHDR', 'pHYs', 'iTXt', 'iTXt', 'iTXt', 'IDAT', 'IEND']);
  });

  it('shows the colour of each point, and boundaries between them', () => {
    let [same, dark] = [0, 0];
    for (let j = 0; j < map.rows; j++) {
      for (let i = 0; i < map.columns; i++) {
        const x = 2 * (cells.x + ((i + 0.5) / map.columns) * cells.width);
        const y = 2 * (cells.y + (1 - (j + 0.5) / map.rows) * cells.height);
        const colour = png.at(Math.floor(x), Math.floor(y));
        if (colour === REGIME_COLOURS[REGIMES[map.regimes[j * map.columns + i]]]) same += 1;
        else if (Number.parseInt(colour.slice(1, 3), 16) < 60) dark += 1;
      }
    }
    // The rest are the smooth edges of lines and letters.
    expect(same).toBeGreaterThan(0.95 * map.columns * map.rows);
    expect(dark).toBeGreaterThan(300);
  });

  it('is the same for the same map', () => {
    expect(Buffer.from(regimeMapToPng(map)).equals(regimeMapToPng(map))).toBe(true);
  });

  it('does not decode with a bit changed anywhere (negative control)', () => {
    const bytes = encodePng(drawScene(figure, 0.2), { pixelsPerInch: 96, texts: {} });
    expect(decodePng(bytes).problems).toEqual([]);
    for (let at = 8; at < bytes.length; at += Math.ceil(bytes.length / 60)) {
      const broken = Uint8Array.from(bytes);
      broken[at] ^= 1;
      expect(decodePng(broken).problems).not.toEqual([]);
    }
    expect(decodePng(bytes.subarray(0, bytes.length - 20)).problems).not.toEqual([]);
  });
});

describe('drawing', () => {
  const grey = (canvas: ReturnType<typeof drawScene>, x: number, y: number) =>
    canvas.pixels[3 * (y * canvas.width + x)];

  it('covers edge pixels by their share', () => {
    const line = (y: number, width: number): Shape => ({
      kind: 'line',
      points: [
        [5, y],
        [35, y],
      ],
      colour: '#000000',
      width,
    });
    const whole = drawScene(scene(line(10, 2)), 1);
    expect([8, 9, 10, 11].map((y) => grey(whole, 20, y))).toEqual([255, 0, 0, 255]);
    const half = drawScene(scene(line(10.5, 2)), 1);
    expect([8, 9, 10, 11].map((y) => grey(half, 20, y))).toEqual([255, 128, 0, 128]);
  });

  it('keeps to the clip', () => {
    const clip = { x: 10, y: 0, width: 10, height: 20 };
    const points = [
      [0, 10],
      [40, 10],
    ] as const;
    const canvas = drawScene(scene({ kind: 'line', points, colour: '#000000', width: 4, clip }), 1);
    expect([9, 10, 19, 20].map((x) => grey(canvas, x, 10))).toEqual([255, 0, 0, 255]);
  });

  it('sets text where it belongs, with holes in its letters', () => {
    const text = (anchor: 'start' | 'middle' | 'end'): Shape => ({
      kind: 'text',
      x: 20,
      y: 17,
      text: 'O',
      size: 18,
      anchor,
      colour: '#000000',
    });
    const inked = (anchor: 'start' | 'middle' | 'end') => {
      const canvas = drawScene(scene(text(anchor)), 1);
      return Array.from({ length: 40 }, (_, x) => x).filter((x) => grey(canvas, x, 10) < 128);
    };
    const [start, middle, end] = [inked('start'), inked('middle'), inked('end')];
    expect(Math.min(...start)).toBeGreaterThanOrEqual(20);
    expect(Math.max(...end)).toBeLessThanOrEqual(20);
    expect(middle.some((x) => x < 20) && middle.some((x) => x > 20)).toBe(true);
    expect(middle).not.toContain(20);
  });

  it('dashes a line by its length, across its corners', () => {
    const parts = dashes(
      [
        [0, 0],
        [6, 0],
        [6, 20],
      ],
      [8, 4],
    );
    const ends = parts.map((part) => [part[0], part[part.length - 1]]);
    expect(ends).toEqual([
      [
        [0, 0],
        [6, 2],
      ],
      [
        [6, 6],
        [6, 14],
      ],
      [
        [6, 18],
        [6, 20],
      ],
    ]);
  });
});

describe('the SVG of a map', () => {
  const svg = regimeMapToSvg(map);

  it('is well-formed, with title, description, axes and every boundary', () => {
    expect(xmlProblem(svg)).toBeUndefined();
    expect(svg).toContain('<title id="title">Regimes of fine-tuning</title>');
    expect(svg).toMatch(/<desc[^>]*>Regimes I, II, III, IV, X over c from 0\.0001 to 10000 \(log\)/);
    for (const text of [
      'initialisation scale',
      'units of β',
      'PD = −2/3',
      'ℓ = 4/3',
      'ℓ + PD = 5/3',
      'ℓ + PD = 4/3',
    ]) {
      expect(svg).toContain(text);
    }
    expect(svg.match(/<polyline/g)!.length).toBeGreaterThan(8);
    for (const regime of REGIMES) expect(svg).toContain(`<path fill="${REGIME_COLOURS[regime]}"`);
  });

  it('escapes text, also markup, quotes and characters XML forbids', () => {
    const hostile = `</text><script>"x" & 'y'\u0000\ud800]]>`;
    const text: Shape = {
      kind: 'text',
      x: 0,
      y: 0,
      text: hostile,
      size: 9,
      anchor: 'start',
      colour: `"/><a b="`,
    };
    const escaped = sceneToSvg({ ...scene(text), title: hostile, description: hostile });
    expect(xmlProblem(escaped)).toBeUndefined();
    expect(escaped).not.toContain('<script');
    expect(escaped).not.toContain('<a ');
  });

  it.each(['<svg>', '<svg><a></svg></a>', '<svg a=1/>', '<svg>&x;</svg>', '<svg a="<"/>', '<svg/><svg/>'])(
    'is not just any text: %s is no XML (negative control)',
    (text) => {
      expect(xmlProblem(text)).toBeDefined();
    },
  );
});

describe('the colours', () => {
  /** Linear RGB as seen with each kind of colour blindness (Machado, Oliveira and Fernandes, 2009). */
  const SIGHT = {
    full: [1, 0, 0, 0, 1, 0, 0, 0, 1],
    protanopia: [0.152286, 1.052583, -0.204868, 0.114503, 0.786281, 0.099216, -0.003882, -0.048116, 1.051998],
    deuteranopia: [0.367322, 0.860646, -0.227968, 0.280085, 0.672501, 0.047413, -0.01182, 0.04294, 0.968881],
    tritanopia: [1.255528, -0.076749, -0.178779, -0.078411, 0.930809, 0.147602, 0.004733, 0.691367, 0.3039],
  } as const;
  const linear = (v: number) => (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
  const encoded = (v: number) =>
    v <= 0.0031308 ? 12.92 * Math.max(0, v) : 1.055 * Math.min(1, v) ** (1 / 2.4) - 0.055;
  const seen = (colour: string, m: readonly number[]) => {
    const [r, g, b] = [1, 3, 5].map((at) => linear(Number.parseInt(colour.slice(at, at + 2), 16) / 255));
    return [0, 3, 6].map((row) => encoded(m[row] * r + m[row + 1] * g + m[row + 2] * b));
  };

  it.each(Object.entries(SIGHT))('can be told apart: %s', (_, matrix) => {
    const colours = Object.values(REGIME_COLOURS).map((colour) => seen(colour, matrix));
    for (const [n, a] of colours.entries()) {
      for (const b of colours.slice(n + 1)) {
        expect(Math.hypot(...a.map((value, k) => value - b[k]))).toBeGreaterThan(0.18);
      }
    }
  });
});

describe('the data of a map', () => {
  it('is the same points as CSV and as JSON', () => {
    const data = JSON.parse(regimeMapToJson(map)) as {
      x: { values: number[] };
      y: { values: number[] };
      held: Record<string, number>;
      regimes: string[];
      ell: number[][];
      pd: number[][];
      boundaries: { id: string; curves: number[][][] }[];
    };
    const [mark, header, ...lines] = regimeMapToCsv(map).trimEnd().split('\n');
    expect(mark).toBe('# flowproof regime map at gamma=0.01, betaPT=1, betaFT=1');
    expect(header).toBe('c,lambda,ell,pd,regime');
    expect(data.held).toEqual({ gamma: 0.01, betaPT: 1, betaFT: 1 });
    expect(lines).toHaveLength(40_000);
    const rebuilt = data.regimes.flatMap((row, j) =>
      row
        .split(' ')
        .map((regime, i) =>
          [data.x.values[i], data.y.values[j], data.ell[j][i], data.pd[j][i], regime].join(),
        ),
    );
    expect(rebuilt).toEqual(lines);
    expect(data.boundaries.map(({ id }) => id)).toEqual(['I', 'II', 'III', 'IV-X']);
    expect(data.boundaries.every(({ curves }) => curves.flat(2).every(Number.isFinite))).toBe(true);
  });
});

describe('ticks', () => {
  const labels = (input: Parameters<typeof axisOf>[0]) =>
    ticksOf(axisOf(input)).flatMap(({ label }) => label ?? []);

  it('are round, few, and on the axis', () => {
    expect(labels({ parameter: 'c', from: 1e-4, to: 1e2 })).toEqual([
      '10^{−4}',
      '10^{−3}',
      '10^{−2}',
      '0.1',
      '1',
      '10',
      '10^{2}',
    ]);
    expect(labels({ parameter: 'lambda', from: -1, to: 1 })).toEqual(['−1', '−0.5', '0', '0.5', '1']);
    expect(labels({ parameter: 'lambda', from: -0.99999, to: 1, scale: 'log' })).toEqual([
      '−1+10^{−5}',
      '−0.9999',
      '−0.999',
      '−0.99',
      '−0.9',
      '0',
      '1',
    ]);
    for (const [from, to] of [
      [1e-16, 1e8],
      [0, 1e-9],
      [0, 3e7],
      [1, 1.001],
      [3, 40],
    ]) {
      const axis = axisOf({ parameter: 'gamma', from, to });
      const found = ticksOf(axis);
      const labelled = found.filter(({ label }) => label !== undefined);
      expect(labelled.length).toBeGreaterThanOrEqual(1);
      expect(labelled.length).toBeLessThanOrEqual(11);
      expect(
        found.every(({ value }) => axis.placeOf(value) >= -1e-9 && axis.placeOf(value) <= 1 + 1e-9),
      ).toBe(true);
      expect(new Set(labelled.map(({ label }) => label)).size).toBe(labelled.length);
    }
  });
});
