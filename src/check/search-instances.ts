/** Looks for concrete matrices that refute an equation: exact ones first, enclosures where exact arithmetic does not reach. */
import type { Counterexample } from '../claim/verdict.js';
import { integerSymbols } from '../domain/domain.js';
import { randomStream } from '../domain/random-stream.js';
import { formatRational, type Rational } from '../expression/rational.js';
import {
  type Drawing,
  drawInstance,
  encloseFormula,
  type MatrixEquation,
  type MatrixInstance,
  PointDrawer,
  valueOfFormula,
} from '../matrix/index.js';
import { type Ball, ballToText, order } from '../precision/index.js';

export interface InstanceSearch {
  /** Draws that led to an instance of what is given. */
  readonly instances: number;
  readonly undefinedDraws: number;
  /** Instances at which the sides agree exactly, or as far as enclosures tell. */
  readonly agreeing: number;
  /** Those of them in which some size is above 1: numbers alone tell little of matrices. */
  readonly agreeingBeyondOne: number;
  readonly counterexample?: Counterexample;
  /** Set where the search ended early. */
  readonly interrupted?: true;
}

export interface InstanceOptions {
  readonly draws: number;
  readonly seed: number;
  readonly ms: number;
  /** Ends after so many instances at which the sides agree. */
  readonly wanted?: number;
  readonly signal?: AbortSignal;
}

/** So many counterexamples are looked at for the simplest. */
const ENOUGH = 12;
/** The simplest is looked for in so many draws after the first. */
const SIMPLIFYING_DRAWS = 150;

export function searchInstances(
  equation: MatrixEquation,
  drawing: Drawing,
  { draws, seed, ms, wanted = Number.POSITIVE_INFINITY, signal }: InstanceOptions,
): InstanceSearch {
  const start = performance.now();
  const stream = randomStream(seed);
  const integers = integerSymbols(drawing.domain);
  let [instances, undefinedDraws, agreeing, agreeingBeyondOne, refuting] = [0, 0, 0, 0, 0];
  const isBeyondOne = ({ point }: MatrixInstance): boolean =>
    drawing.sizes.size === 0 || [...drawing.sizes].some((name) => point.get(name)?.numerator !== 1n);
  let simplest: { readonly counterexample: Counterexample; readonly size: number } | undefined;
  let interrupted = false;
  let last = draws;
  const points = new PointDrawer(drawing.domain);
  for (let draw = 0; draw < last && refuting < ENOUGH && agreeing < wanted; draw++) {
    if (signal?.aborted || performance.now() - start > ms) {
      interrupted = true;
      break;
    }
    const instance = drawInstance(drawing, points, stream);
    if (instance === undefined) continue;
    instances += 1;
    const found = compareAt(equation, instance, integers);
    if (found === 'undefined') undefinedDraws += 1;
    else if (found === 'agree') {
      agreeing += 1;
      if (isBeyondOne(instance)) agreeingBeyondOne += 1;
    } else if (found !== 'unknown') {
      if (refuting === 0) last = Math.min(draws, draw + SIMPLIFYING_DRAWS);
      refuting += 1;
      const counterexample = counterexampleAt(instance, equation, found);
      const size = JSON.stringify(counterexample.point).length;
      if (simplest === undefined || size < simplest.size) simplest = { counterexample, size };
    }
  }
  return {
    instances,
    undefinedDraws,
    agreeing,
    agreeingBeyondOne,
    ...(simplest && { counterexample: simplest.counterexample }),
    ...(interrupted && { interrupted }),
  };
}

/** Where the sides certainly differ. */
interface Difference {
  readonly left: string;
  readonly right: string;
  /** Row and column, from 1, of a matrix entry; undefined for scalars. */
  readonly entry?: readonly [number, number];
}

const PRECISIONS = [96, 256];
const DIGITS = 25;

function compareAt(
  { left, right }: MatrixEquation,
  instance: MatrixInstance,
  integers: ReadonlySet<string>,
): Difference | 'agree' | 'undefined' | 'unknown' {
  const [a, b] = [valueOfFormula(left, instance), valueOfFormula(right, instance)];
  if (a.kind === 'undefined' || b.kind === 'undefined') return 'undefined';
  if (a.kind !== 'unknown' && b.kind !== 'unknown') {
    const text = (x: Rational): string => formatRational(x);
    const unequal = (x: Rational, y: Rational): boolean =>
      x.numerator !== y.numerator || x.denominator !== y.denominator;
    return firstDifference(a, b, unequal, text) ?? 'agree';
  }
  let agreed = false;
  for (const bits of PRECISIONS) {
    const [x, y] = [left, right].map((side) => encloseFormula(side, instance, bits, integers));
    if (x.kind === 'undefined' || y.kind === 'undefined') return 'undefined';
    if (x.kind === 'unknown' || y.kind === 'unknown') continue;
    agreed = true;
    const apart = (p: Ball, q: Ball): boolean => order(p, q) === 'less' || order(p, q) === 'greater';
    const difference = firstDifference(x, y, apart, (ball) => ballToText(ball, DIGITS));
    if (difference !== undefined) return difference;
  }
  return agreed ? 'agree' : 'unknown';
}

type Value<E> =
  | { readonly kind: 'matrix'; readonly value: { readonly columns: number; readonly entries: readonly E[] } }
  | { readonly kind: 'scalar'; readonly value: E };

function firstDifference<E>(
  a: Value<E>,
  b: Value<E>,
  apart: (x: E, y: E) => boolean,
  text: (x: E) => string,
): Difference | undefined {
  if (a.kind === 'scalar' || b.kind === 'scalar') {
    if (a.kind !== b.kind) throw new Error('a scalar is compared with a matrix');
    const [x, y] = [a.value as E, b.value as E];
    return apart(x, y) ? { left: text(x), right: text(y) } : undefined;
  }
  const { entries, columns } = a.value;
  const k = entries.findIndex((x, i) => apart(x, b.value.entries[i]));
  if (k < 0) return undefined;
  return {
    left: text(entries[k]),
    right: text(b.value.entries[k]),
    entry: [Math.floor(k / columns) + 1, (k % columns) + 1],
  };
}

function counterexampleAt(
  { letters, point }: MatrixInstance,
  { left, right }: MatrixEquation,
  { left: x, right: y, entry }: Difference,
): Counterexample {
  const values: Record<string, string> = {};
  for (const [name, value] of point) values[name] = formatRational(value);
  for (const [name, { rows, columns, entries }] of letters) {
    const row = (i: number): string =>
      entries
        .slice(i * columns, (i + 1) * columns)
        .map(formatRational)
        .join(', ');
    values[name] = `[${Array.from({ length: rows }, (_, i) => `[${row(i)}]`).join(', ')}]`;
  }
  const where = entry === undefined ? '' : ` in row ${entry[0]} and column ${entry[1]}`;
  return {
    point: values,
    values: [
      { label: left.text, value: x },
      { label: right.text, value: y },
    ],
    because: `the sides differ${where}: ${x} and ${y}`,
  };
}
