import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type AxisInput,
  axisOf,
  classifyRegime,
  DEFAULT_COORDINATE,
  type FineTunedCoordinate,
  levelCurve,
  type PlanePoint,
  REGIME_PARAMETERS,
  REGIMES,
  type RegimeLevel,
  type RegimeMap,
  type RegimeParameter,
  regimeMap,
} from '../../../src/theory/regimes/index.js';
import { coordinates, moderate } from './arbitraries.js';

/** Ranges in which all regimes have room. */
const AXES: Readonly<Record<RegimeParameter, AxisInput>> = {
  c: { parameter: 'c', from: 1e-3, to: 1e3 },
  lambda: { parameter: 'lambda', from: -0.999, to: 1, scale: 'log' },
  gamma: { parameter: 'gamma', from: 1e-3, to: 30 },
  betaPT: { parameter: 'betaPT', from: 1e-3, to: 1e3 },
  betaFT: { parameter: 'betaFT', from: 1e-3, to: 1e4 },
};
const PAIRS = REGIME_PARAMETERS.flatMap((x, n) => REGIME_PARAMETERS.slice(n + 1).map((y) => [x, y] as const));

const quantity = ({ of }: RegimeLevel, at: FineTunedCoordinate): number => {
  const { ell, pd } = classifyRegime(at);
  return of === 'ell' ? ell : of === 'pd' ? pd : ell + pd;
};

describe('level curves', () => {
  /** beta_PT = beta_FT = 1, gamma = 0: the plane of the published boundaries. */
  const plane = (from: number, to: number, scale: 'log' | 'linear') => ({
    x: axisOf({ parameter: 'c', from, to, scale }),
    y: axisOf({ parameter: 'lambda', from: -1, to: 1 }),
    at: { ...DEFAULT_COORDINATE, gamma: 0 },
  });
  /** lambda of a curve at c, between its points. */
  const lambdaAt = (curve: readonly PlanePoint[], c: number): number => {
    const sorted = [...curve].sort((a, b) => a[0] - b[0]);
    const n = sorted.findIndex(([x]) => x >= c);
    const [[x0, y0], [x1, y1]] = [sorted[n - 1], sorted[n]];
    return y0 + ((y1 - y0) * (c - x0)) / (x1 - x0);
  };

  it('lie where the catalogue has them: ell = 3/2 and PD = -1/2', () => {
    const [rich] = levelCurve({ of: 'ell', value: 1.5 }, plane(1e-16, 1, 'log'));
    expect(rich[0][0]).toBe(1e-16);
    expect(Math.abs(rich[0][1] + 0.8469090910439613)).toBeLessThan(1e-14);
    const [dependent] = levelCurve({ of: 'pd', value: -0.5 }, plane(1e-3, 1, 'linear'));
    for (const [c, lambda] of [
      [0.01, -0.84400491],
      [0.1, -0.81333218],
      [0.2, -0.76650351],
    ]) {
      expect(Math.abs(lambdaAt(dependent, c) - lambda)).toBeLessThan(1e-4);
    }
    const end = dependent.reduce((a, b) => (a[1] > b[1] ? a : b));
    expect(end[1]).toBeCloseTo(1, 10);
    expect(Math.abs(end[0] - 0.5668429520138482)).toBeLessThan(1e-10);
  });

  it.each(PAIRS)('solve their equation at every point of the plane of %s and %s', (x, y) => {
    let points = 0;
    fc.assert(
      fc.property(
        moderate,
        fc.constantFrom('ell' as const, 'pd' as const, 'ell+pd' as const),
        fc.double({ min: 0.05, max: 0.95, noNaN: true }),
        fc.boolean(),
        (at, of, share, turned) => {
          const level: RegimeLevel = { of, value: of === 'pd' ? -share : 1 + share };
          const axes = turned ? ([y, x] as const) : ([x, y] as const);
          const curves = levelCurve(level, { x: axisOf(AXES[axes[0]]), y: axisOf(AXES[axes[1]]), at });
          for (const [px, py] of curves.flat()) {
            const value = quantity(level, { ...at, [axes[0]]: px, [axes[1]]: py });
            expect(Math.abs(value - level.value)).toBeLessThan(1e-9);
            points += 1;
          }
        },
      ),
      { seed: 1, numRuns: 12 },
    );
    expect(points).toBeGreaterThan(1000);
  });

  it('do without II and IV where nothing depends on pretraining', () => {
    const held: Partial<FineTunedCoordinate>[] = [{ betaPT: 0 }, { lambda: -1 }];
    for (const at of held) {
      const map = regimeMap({
        x: { parameter: 'gamma', from: 1e-2, to: 10 },
        y: AXES.betaFT,
        at,
        size: [40, 40],
      });
      expect(map.boundaries.map(({ id }) => id)).toEqual(['I', 'III']);
      expect(new Set(map.regimes)).toEqual(new Set([0, 2, 4]));
      expect(uncovered(map)).toEqual([]);
      expect(map.pd.every((pd) => Object.is(pd, 0))).toBe(true);
    }
  });
});

interface Change {
  readonly at: PlanePoint;
  readonly between: string;
}

/** Neighbours of unlike regimes with no boundary between them: within a cell of their middle. */
function uncovered(map: RegimeMap, shift = 0): Change[] {
  const { x, y, columns, rows, regimes } = map;
  const near = new Set<number>();
  for (const [px, py] of map.boundaries.flatMap(({ curves }) => curves.flat())) {
    const [i, j] = [(x.placeOf(px) + shift) * columns, y.placeOf(py) * rows].map(Math.floor);
    for (const di of [-1, 0, 1]) {
      for (const dj of [-1, 0, 1]) near.add((j + dj) * (columns + 4) + i + di + 2);
    }
  }
  const found: Change[] = [];
  for (let j = 0; j < rows; j++) {
    for (let i = 0; i < columns; i++) {
      const here = regimes[j * columns + i];
      const others = [
        i + 1 < columns ? regimes[j * columns + i + 1] : here,
        j + 1 < rows ? regimes[(j + 1) * columns + i] : here,
      ];
      for (const other of others) {
        if (other === here || near.has(j * (columns + 4) + i + 2)) continue;
        found.push({ at: [map.xs[i], map.ys[j]], between: `${REGIMES[here]} ${REGIMES[other]}` });
      }
    }
  }
  return found;
}

describe('a regime map', () => {
  it.each(PAIRS)('of %s and %s: wherever the regime changes there is a boundary', (x, y) => {
    const map = regimeMap({
      x: AXES[x],
      y: AXES[y],
      size: [120, 120],
      at: { lambda: -0.6, c: 0.05, gamma: 0.1 },
    });
    expect(new Set(map.regimes).size).toBeGreaterThanOrEqual(4);
    expect(uncovered(map)).toEqual([]);
    // Boundaries moved by a twentieth of the map do not pass (negative control).
    expect(uncovered(map, 0.05)).not.toEqual([]);
  });

  it.each(PAIRS)('of %s and %s: wherever there is a boundary the regime changes', (x, y) => {
    const map = regimeMap({
      x: AXES[x],
      y: AXES[y],
      size: [4, 4],
      at: { lambda: -0.6, c: 0.05, gamma: 0.1 },
    });
    const regimeAt = (px: number, py: number) =>
      classifyRegime({
        ...map.at,
        [x]: map.x.valueAt(map.x.placeOf(px) + 0),
        [y]: py,
      }).regime;
    const step = 1e-6;
    let seen = 0;
    for (const { id, curves } of map.boundaries) {
      for (const [px, py] of curves.flat()) {
        const [u, v] = [map.x.placeOf(px), map.y.placeOf(py)];
        if (Math.min(u, v, 1 - u, 1 - v) < 1e-3) continue;
        const around = [
          [u + step, v],
          [u - step, v],
          [u, v + step],
          [u, v - step],
        ].map(([a, b]) => regimeAt(map.x.valueAt(a), map.y.valueAt(b)));
        expect(new Set(around).size, `${id} at ${px}, ${py}: ${around}`).toBeGreaterThan(1);
        if (id !== 'IV-X') expect(around).toContain(id);
        seen += 1;
      }
    }
    expect(seen).toBeGreaterThan(150);
  });

  it.each([
    ['c', 1e-20],
    ['gamma', 1e-20],
    ['betaPT', 1e-12],
  ] as const)('of %s and betaFT down to %d: the boundaries go on to the end', (parameter, from) => {
    const map = regimeMap({
      x: AXES[parameter],
      y: { parameter: 'betaFT', from, to: 1e4 },
      size: [100, 100],
    });
    expect(uncovered(map)).toEqual([]);
  });

  it('has its boundaries whatever is held', () => {
    fc.assert(
      fc.property(moderate, fc.constantFrom(...PAIRS), (at, [x, y]) => {
        expect(uncovered(regimeMap({ x: AXES[x], y: AXES[y], at, size: [50, 50] }))).toEqual([]);
      }),
      { seed: 6, numRuns: 100 },
    );
  });

  /** The whole range in use, ends included. */
  const WIDE: Readonly<Record<RegimeParameter, AxisInput>> = {
    c: { parameter: 'c', from: 1e-16, to: 1e8 },
    lambda: { parameter: 'lambda', from: -1, to: 1 },
    gamma: { parameter: 'gamma', from: 0, to: 10 },
    betaPT: { parameter: 'betaPT', from: 1e-8, to: 1e8 },
    betaFT: { parameter: 'betaFT', from: 1e-8, to: 1e8 },
  };

  it('has its boundaries over the widest planes, whatever is held', () => {
    fc.assert(
      fc.property(coordinates, fc.constantFrom(...PAIRS), (drawn, [x, y]) => {
        // With 1 + lambda = gamma = beta_PT = 1 and c -> 0 a whole edge lies on two boundaries at once, and rounding decides.
        const at = { ...drawn, betaPT: 1.37 * drawn.betaPT };
        const map = regimeMap({ x: WIDE[x], y: WIDE[y], at, size: [50, 50] });
        expect(uncovered(map)).toEqual([]);
        for (const { level, curves } of map.boundaries) {
          for (const [px, py] of curves.flat()) {
            // Floats of lambda near -1 are far apart for the level, not for the map: the level is crossed within a millionth of it.
            const [u, v] = [map.x.placeOf(px), map.y.placeOf(py)];
            if (Math.min(u, v, 1 - u, 1 - v) < 1e-5) continue;
            const sides = [-1e-6, 1e-6].flatMap((d) => [
              [u + d, v],
              [u, v + d],
            ]);
            const above = sides.map(
              ([a, b]) =>
                quantity(level, { ...at, [x]: map.x.valueAt(a), [y]: map.y.valueAt(b) }) > level.value,
            );
            expect(new Set(above).size).toBe(2);
          }
        }
      }),
      { seed: 7, numRuns: 150 },
    );
  });

  it('is made of classified centres of cells', () => {
    const map = regimeMap({ x: { parameter: 'c', from: 1, to: 3 }, y: AXES.betaFT, size: [2, 7] });
    expect([...map.xs]).toEqual([1.5, 2.5]);
    for (let j = 0; j < 7; j++) {
      for (let i = 0; i < 2; i++) {
        const found = classifyRegime({ ...DEFAULT_COORDINATE, c: map.xs[i], betaFT: map.ys[j] });
        const n = 2 * j + i;
        expect([REGIMES[map.regimes[n]], map.ell[n], map.pd[n]]).toEqual([found.regime, found.ell, found.pd]);
      }
    }
  });

  it('has all regimes at c from 1e-16 to 1e8, lambda from -1 to 1, gamma = 0', () => {
    const map = regimeMap({
      x: { parameter: 'c', from: 1e-16, to: 1e8 },
      y: { parameter: 'lambda', from: -1, to: 1 },
      at: { gamma: 0 },
    });
    expect([...new Set(map.regimes)].sort()).toEqual([0, 1, 2, 3, 4]);
    expect(map.ell.every((ell) => ell > 1 && ell <= 2)).toBe(true);
    expect(map.pd.every((pd) => pd >= -1 && pd <= 0)).toBe(true);
    expect(uncovered(map)).toEqual([]);
  });

  const c: AxisInput = { parameter: 'c', from: 1, to: 2 };
  it.each([
    [{ x: { ...c, from: 0 }, y: AXES.gamma }, 'theory-domain', /never move/],
    [{ x: { ...c, from: 3 }, y: AXES.gamma }, 'bad-axis', /lower end first/],
    [{ x: c, y: c }, 'bad-axis', /two different parameters/],
    [{ x: c, y: { parameter: 'lambda' as const, from: -1.5, to: 1 } }, 'theory-domain', /\[-1, 1\]/],
    [
      { x: c, y: { parameter: 'lambda' as const, from: -1, to: 1, scale: 'log' as const } },
      'bad-axis',
      /1 \+ lambda/,
    ],
    [
      { x: c, y: { parameter: 'gamma' as const, from: 0, to: 1, scale: 'log' as const } },
      'bad-axis',
      /lower end > 0/,
    ],
    [{ x: c, y: { parameter: 'betaPT' as const, from: -1, to: 1 } }, 'theory-domain', /absolute value/],
    [{ x: c, y: AXES.betaPT, at: { lambda: -1, gamma: 0 } }, 'dead-coordinate', /stay zero/],
    [{ x: c, y: AXES.betaPT, at: { lambda: 2 } }, 'theory-domain', /lambda/],
    [{ x: c, y: AXES.betaPT, at: { betaFT: 0 } }, 'theory-domain', /only a limit/],
    [{ x: c, y: AXES.gamma, size: [0, 5] as const }, 'bad-map', /size/],
    [{ x: c, y: AXES.gamma, size: [1e5, 1e5] as const }, 'bad-map', /size/],
  ])('refuses %j: %s', (input, code, text) => {
    expect(() => regimeMap(input)).toThrow(expect.objectContaining({ code }));
    expect(() => regimeMap(input)).toThrow(expect.objectContaining({ describe: expect.any(Function) }));
    try {
      regimeMap(input);
    } catch (error) {
      expect((error as { describe: () => string }).describe()).toMatch(text);
    }
  });
});
