import { REGIMES } from '../theory/regimes/classify.js';
import { REGIME_PARAMETERS } from '../theory/regimes/coordinate.js';
import type { RegimeMap } from '../theory/regimes/regime-map.js';

const JSON_KIND = 'flowproof regime map';
const CSV_MARK = '# flowproof regime map';

/**
 * A map as one JSON object. Rows begin at the lowest y; `regimes` is a text a row, of one regime a point separated by spaces. Curves of
 * boundaries are lists of [x, y].
 */
export function regimeMapToJson(map: RegimeMap): string {
  const { x, y, columns, rows } = map;
  const rowsOf = (values: Float64Array) =>
    Array.from({ length: rows }, (_, j) => Array.from(values.subarray(j * columns, (j + 1) * columns)));
  const data = {
    kind: JSON_KIND,
    x: { parameter: x.parameter, scale: x.scale, from: x.from, to: x.to, values: Array.from(map.xs) },
    y: { parameter: y.parameter, scale: y.scale, from: y.from, to: y.to, values: Array.from(map.ys) },
    held: heldOf(map),
    regimes: Array.from({ length: rows }, (_, j) =>
      Array.from(map.regimes.subarray(j * columns, (j + 1) * columns), (k) => REGIMES[k]).join(' '),
    ),
    ell: rowsOf(map.ell),
    pd: rowsOf(map.pd),
    boundaries: map.boundaries,
  };
  return `${JSON.stringify(data)}\n`;
}

/** A map as comma-separated values, a point a line: both parameters, ell, PD, and the regime. The first line is a comment. */
export function regimeMapToCsv(map: RegimeMap): string {
  const { x, y, columns, rows } = map;
  const held = Object.entries(heldOf(map)).map(([name, value]) => `${name}=${value}`);
  const lines = [`${CSV_MARK} at ${held.join(', ')}`, `${x.parameter},${y.parameter},ell,pd,regime`];
  for (let j = 0; j < rows; j++) {
    for (let i = 0; i < columns; i++) {
      const n = j * columns + i;
      lines.push([map.xs[i], map.ys[j], map.ell[n], map.pd[n], REGIMES[map.regimes[n]]].join());
    }
  }
  return `${lines.join('\n')}\n`;
}

/** Is this the text of {@link regimeMapToJson} or {@link regimeMapToCsv}? */
export const isRegimeData = (text: string): boolean =>
  text.startsWith(CSV_MARK) || text.startsWith(`{"kind":"${JSON_KIND}"`);

const heldOf = ({ x, y, at }: RegimeMap): Record<string, number> =>
  Object.fromEntries(
    REGIME_PARAMETERS.filter((name) => name !== x.parameter && name !== y.parameter).map((name) => [
      name,
      at[name],
    ]),
  );
