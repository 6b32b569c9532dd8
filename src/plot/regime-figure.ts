import { REGIMES, type Regime } from '../theory/regimes/classify.js';
import { REGIME_PARAMETERS, type RegimeParameter } from '../theory/regimes/coordinate.js';
import type { RegimeBoundary, RegimeMap } from '../theory/regimes/regime-map.js';
import { labelCurves } from './curve-labels.js';
import { labelledCentre } from './largest-square.js';
import type { Box, Place, RichText, Scene, Shape } from './scene.js';
import { INK, text, tick } from './strokes.js';
import { ticksOf, writtenNumber } from './ticks.js';

/** Tints of the palette of Okabe and Ito: told apart with any colour vision (a test simulates it). */
export const REGIME_COLOURS: Readonly<Record<Regime, string>> = {
  I: '#9ad4f5',
  II: '#f5bd4f',
  III: '#3ba483',
  IV: '#d58ab8',
  X: '#f2f2f2',
};

/** What each regime is, and the inequality that makes it. */
export const REGIME_MEANINGS: Readonly<Record<Regime, readonly [name: string, condition: RichText]>> = {
  I: ['sparse, no reuse', 'ℓ ≤ 4/3'],
  II: ['dense, reuse of features', 'PD ≤ −2/3'],
  III: ['dense, no reuse', 'ℓ + PD ≥ 5/3'],
  IV: ['sparse and reuse', 'ℓ + PD < 4/3, not I, II'],
  X: ['crossover to III', '4/3 ≤ ℓ + PD < 5/3'],
};

const BOUNDARY_LABELS: Readonly<Record<RegimeBoundary['id'], string>> = {
  I: 'ℓ = 4/3',
  II: 'PD = −2/3',
  III: 'ℓ + PD = 5/3',
  'IV-X': 'ℓ + PD = 4/3',
};

export const PARAMETER_LABELS: Readonly<Record<RegimeParameter, RichText>> = {
  c: 'c',
  lambda: 'λ',
  gamma: 'γ',
  betaPT: '|β_{PT}|',
  betaFT: '|β_{FT}|',
};

/** Scaling every weight of the data by a scales c by a and gamma by sqrt(a): these are the units. */
const AXIS_TITLES: Readonly<Record<RegimeParameter, RichText>> = {
  c: 'initialisation scale  c  (units of β)',
  lambda: 'relative scale of the layers  λ  (no unit)',
  gamma: 'readout scale  γ  (units of √β)',
  betaPT: 'pretrained weight  |β_{PT}|  (units of β)',
  betaFT: 'fine-tuned weight  |β_{FT}|  (units of β)',
};

const FAINT = '#555555';
const WIDTH = 900;
const HEIGHT = 620;
const PLOT: Box = { x: 92, y: 74, width: 540, height: 466 };
const LEGEND_X = PLOT.x + PLOT.width + 28;
const LABEL = 13;
const DASH = [7, 5] as const;

/** The figure of a map: classified points as colours, the boundaries of the theory as lines on top. */
export function regimeFigure(map: RegimeMap): Scene {
  const { x, y, columns, rows, regimes } = map;
  const placeOf = ([px, py]: Place): Place => [
    PLOT.x + x.placeOf(px) * PLOT.width,
    PLOT.y + (1 - y.placeOf(py)) * PLOT.height,
  ];
  const curves = map.boundaries.flatMap(({ id, curves }) =>
    curves.map((curve) => ({ id, points: curve.map(placeOf) })),
  );
  const names = regimeNames(map);
  const taken = names.map(({ place }) => ({ x: place[0] - 26, y: place[1] - 22, width: 52, height: 44 }));
  const drawn = labelCurves(
    curves.map(({ id, points }) => ({ text: BOUNDARY_LABELS[id], points })),
    PLOT,
    taken,
    LABEL,
    INK,
  );
  const title = 'Regimes of fine-tuning';
  const held = REGIME_PARAMETERS.filter((name) => name !== x.parameter && name !== y.parameter).map(
    (name) => `${PARAMETER_LABELS[name]} = ${writtenNumber(map.at[name])}`,
  );
  const shapes: Shape[] = [
    { kind: 'box', x: 0, y: 0, width: WIDTH, height: HEIGHT, fill: '#ffffff' },
    text(PLOT.x, 32, title, 20, { bold: true }),
    text(PLOT.x, 56, held.join(',   '), 14, { colour: FAINT }),
    {
      kind: 'cells',
      ...PLOT,
      columns,
      rows,
      cells: regimes,
      colours: REGIMES.map((regime) => REGIME_COLOURS[regime]),
    },
    ...drawn.flatMap(({ pieces }, n) =>
      pieces.map((points): Shape => {
        const dash = curves[n].id === 'IV-X' ? DASH : undefined;
        return { kind: 'line', points, colour: INK, width: 2, dash, clip: PLOT };
      }),
    ),
    ...axes(map),
    ...names.map(({ regime, place }) =>
      text(place[0], place[1] + 11, regime, 30, { bold: true, anchor: 'middle' }),
    ),
    ...drawn.flatMap(({ label }) => label ?? []),
    ...legend(map),
  ];
  const found = REGIMES.filter((_, k) => regimes.includes(k)).join(', ');
  const plain = (rich: RichText) => rich.replace(/[_^]\{([^}]*)\}/g, '_$1');
  return {
    width: WIDTH,
    height: HEIGHT,
    title,
    description: `Regimes ${found} over ${plain(PARAMETER_LABELS[x.parameter])} from ${x.from} to ${x.to} (${x.scale}) and ${plain(PARAMETER_LABELS[y.parameter])} from ${y.from} to ${y.to} (${y.scale}), ${columns} by ${rows} points; ${plain(held.join(', '))}. Lines: boundaries in closed form.`,
    shapes,
  };
}

/** Where the name of each regime has room. */
function regimeNames({ columns, rows, regimes }: RegimeMap): { regime: Regime; place: Place }[] {
  return REGIMES.flatMap((regime, k) => {
    const centre = labelledCentre(regimes, columns, rows, k, PLOT.width / PLOT.height);
    if (centre === undefined || centre.side * PLOT.height < 40) return [];
    const place: Place = [PLOT.x + centre.x * PLOT.width, PLOT.y + (1 - centre.y) * PLOT.height];
    return [{ regime, place }];
  });
}

function axes({ x, y }: RegimeMap): Shape[] {
  const bottom = PLOT.y + PLOT.height;
  const shapes: Shape[] = [];
  for (const { value, label } of ticksOf(x)) {
    const at = PLOT.x + x.placeOf(value) * PLOT.width;
    shapes.push(tick([at, bottom], [at, bottom + (label ? 7 : 4)]));
    if (label) shapes.push(text(at, bottom + 23, label, LABEL, { anchor: 'middle' }));
  }
  for (const { value, label } of ticksOf(y)) {
    const at = bottom - y.placeOf(value) * PLOT.height;
    shapes.push(tick([PLOT.x, at], [PLOT.x - (label ? 7 : 4), at]));
    if (label) shapes.push(text(PLOT.x - 11, at + 4.5, label, LABEL, { anchor: 'end' }));
  }
  const middle = PLOT.y + PLOT.height / 2;
  return [
    ...shapes,
    { kind: 'box', ...PLOT, stroke: INK },
    text(PLOT.x + PLOT.width / 2, bottom + 52, AXIS_TITLES[x.parameter], 15, { anchor: 'middle' }),
    text(24, middle, AXIS_TITLES[y.parameter], 15, { anchor: 'middle', turn: -90 }),
  ];
}

function legend({ regimes }: RegimeMap): Shape[] {
  const shapes: Shape[] = [];
  let y = PLOT.y;
  for (const [k, regime] of REGIMES.entries()) {
    if (!regimes.includes(k)) continue;
    const [name, condition] = REGIME_MEANINGS[regime];
    shapes.push(
      { kind: 'box', x: LEGEND_X, y, width: 26, height: 26, fill: REGIME_COLOURS[regime], stroke: FAINT },
      text(LEGEND_X + 13, y + 18, regime, LABEL, { bold: true, anchor: 'middle' }),
      text(LEGEND_X + 36, y + 11, name, LABEL),
      text(LEGEND_X + 36, y + 28, condition, 12, { colour: FAINT }),
    );
    y += 48;
  }
  y += 14;
  shapes.push(
    tick([LEGEND_X, y], [LEGEND_X + 26, y], 2),
    text(LEGEND_X + 36, y + 4.5, 'boundary, closed form', LABEL),
    { ...tick([LEGEND_X, y + 26], [LEGEND_X + 26, y + 26], 2), dash: DASH },
    text(LEGEND_X + 36, y + 30.5, 'IV to crossover', LABEL),
  );
  const notes = [
    'ℓ = ∂ log q / ∂ log |β_{FT}|',
    'PD = ∂ log q / ∂ log |β_{PT}|',
    'q: the penalty of fine-tuning',
  ];
  notes.forEach((note, n) => {
    shapes.push(text(LEGEND_X, y + 70 + 21 * n, note, 12, { colour: FAINT }));
  });
  return shapes;
}
