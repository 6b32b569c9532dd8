/**
 * Milliseconds for a regime map of 200 by 200 points over c and lambda, with its boundaries, and for its figures:
 *   npx tsx bench/regimes.ts
 * Each number is the median of several rounds, after one to warm up; `first` is that one.
 */
import { regimeMapToJson, regimeMapToPng, regimeMapToSvg } from '../src/plot/index.js';
import { regimeMap } from '../src/theory/regimes/index.js';

const ROUNDS = 9;

function report(name: string, act: () => unknown): void {
  const round = (): number => {
    const begun = performance.now();
    act();
    return performance.now() - begun;
  };
  const first = round();
  const median = Array.from({ length: ROUNDS }, round).sort((a, b) => a - b)[ROUNDS >> 1];
  console.log(
    `${name.padEnd(36)} median ${median.toFixed(1).padStart(7)} ms   first ${first.toFixed(1).padStart(7)} ms`,
  );
}

const make = () =>
  regimeMap({
    x: { parameter: 'c', from: 1e-4, to: 1e4 },
    y: { parameter: 'lambda', from: -1, to: 1 },
    size: [200, 200],
  });

report('map, 200 x 200, with boundaries', make);
const map = make();
report('map and SVG', () => regimeMapToSvg(make()));
report('map and PNG, 1800 x 1240 pixels', () => regimeMapToPng(make()));
report('JSON of the map', () => regimeMapToJson(map));
