/** Runs one symbol of a claim through a range, and finds where something changes. */
import type { Claim } from '../claim/claim.js';
import { containsPoint } from '../domain/contains-point.js';
import type { Point } from '../domain/domain.js';
import {
  add,
  compare,
  divide,
  formatRational,
  parseRational,
  type Rational,
  rational,
  subtract,
  toNumber,
} from '../expression/rational.js';
import { type SidesAt, sidesAt } from './comparison-at.js';
import { Curve, type CurveShape, shapeInWords } from './curve-shape.js';
import { integersOn, type SweepAxis, valuesOn } from './sweep-axis.js';
import { type SweptSides, sweptSides } from './swept-sides.js';

export interface SweepOptions {
  readonly axis: SweepAxis;
  /** Values of the other symbols. */
  readonly at: Point;
  /** Values of the swept symbol. Default 41. */
  readonly points?: number;
  /** Digits that are computed. Default 20. */
  readonly digits?: number;
  /** A second symbol: the curve of the claim is looked at over it. */
  readonly over?: SweepAxis;
  readonly signal?: AbortSignal;
  readonly onProgress?: (done: number, total: number) => void;
}

export interface SweepRow extends SidesAt {
  readonly value: Rational;
  /** What the claim says of this point. */
  readonly verdict: 'holds' | 'fails' | 'undefined' | 'outside the domain' | 'open';
  /** The shape of the curve over the second symbol, in words. */
  readonly shape?: string;
}

/** Where what can be seen of the claim changes: between two values that are next to each other. */
export interface SweepChange {
  readonly from: Rational;
  readonly to: Rational;
  readonly before: string;
  readonly after: string;
}

export interface Sweep {
  readonly sides: SweptSides;
  readonly axis: SweepAxis;
  readonly at: Point;
  readonly rows: readonly SweepRow[];
  readonly changes: readonly SweepChange[];
}

/** A change is enclosed this tightly, as a share of the range. */
const REFINED = 1e-8;
const MOST_BISECTIONS = 40;

/**
 * One comparison of a claim along a range of one symbol. Pure data: the same code runs in a browser.
 * @param which which of the comparisons, for claims that have several.
 * @throws FlowproofError `not-swept`; the signal's reason when it is aborted.
 */
export function sweepClaim(claim: Claim, options: SweepOptions, which = 0): Sweep {
  const all = sweptSides(claim);
  const sides = all[Math.min(which, all.length - 1)];
  const { axis, at, points = 41, over } = options;
  const look = lookAt(sides, options, over === undefined ? undefined : new Curve(sides.curve, over));
  const isInteger = sides.domain.symbols.get(axis.symbol)?.integer === true;
  const values = isInteger ? integersOn(axis, points) : valuesOn(axis, points);
  const rows: SweepRow[] = [];
  for (const value of values) {
    options.signal?.throwIfAborted();
    options.onProgress?.(rows.length, values.length);
    rows.push(look(value));
  }
  // Between an integer and the next there is nothing to look at.
  const width = isInteger
    ? Number.POSITIVE_INFINITY
    : REFINED * Math.abs(toNumber(subtract(axis.to, axis.from)));
  const changes = partsOf(sides).flatMap((part) => changesOf(rows, part, look, width, options.signal));
  return { sides, axis, at, rows, changes };
}

type Look = (value: Rational) => SweepRow;

function lookAt(sides: SweptSides, { axis, at, digits = 20 }: SweepOptions, curve: Curve | undefined): Look {
  return (value) => {
    const point: Point = new Map([...at, [axis.symbol, value]]);
    const found = sidesAt(sides.left, sides.right, point, digits);
    return {
      value,
      ...found,
      verdict: verdictOf(found, sides, point),
      ...(curve && { shape: shapeInWords(curve.shapeAt(point) satisfies CurveShape) }),
    };
  };
}

/** What a claim says of a point where its sides are so. */
export function verdictOf({ relation }: SidesAt, sides: SweptSides, point: Point): SweepRow['verdict'] {
  if (containsPoint(sides.domain, point) === false) return 'outside the domain';
  if (relation === 'undefined' || relation === 'open') return relation;
  return sides.relation.includes(relation) ? 'holds' : 'fails';
}

/** What a reader sees of a row: parts that may change, each by itself. Nothing is said of a point in passing: a zero, or equality. */
const partsOf = ({ relation: claimed }: SweptSides): readonly ((row: SweepRow) => string)[] => [
  ({ verdict }) => verdict,
  ({ relation, verdict }) =>
    verdict === 'outside the domain' ? '' : relationWords(relation, claimed === '='),
  ({ left }) =>
    left.kind !== 'value' || left.number === 0
      ? ''
      : `left side ${left.number > 0 ? 'positive' : 'negative'}`,
  ({ shape }) => shape ?? '',
];

function relationWords(relation: SidesAt['relation'], equalityCounts: boolean): string {
  if (relation === '<') return 'left below right';
  if (relation === '>') return 'left above right';
  return relation === '=' && equalityCounts ? 'left equals right' : '';
}

/** The middle of two values, as a short decimal where there is one between them. */
function between(low: Rational, high: Rational): Rational {
  const middle = divide(add(low, high), rational(2n));
  const rounded = parseRational(toNumber(middle).toPrecision(9)) as Rational;
  return compare(rounded, low) > 0 && compare(rounded, high) < 0 ? rounded : middle;
}

/** Where one part changes between two rows that show it, enclosed by bisection. */
function changesOf(
  rows: readonly SweepRow[],
  part: (row: SweepRow) => string,
  look: Look,
  width: number,
  signal: AbortSignal | undefined,
): readonly SweepChange[] {
  const found: SweepChange[] = [];
  let last: SweepRow | undefined;
  for (const row of rows) {
    const [before, after] = [last === undefined ? '' : part(last), part(row)];
    if (after === '') continue;
    if (last !== undefined && before !== after) {
      let [low, high] = [last, row];
      for (let k = 0; k < MOST_BISECTIONS && toNumber(subtract(high.value, low.value)) > width; k++) {
        signal?.throwIfAborted();
        const middle = look(between(low.value, high.value));
        if (part(middle) === before) low = middle;
        else high = middle;
      }
      found.push({ from: low.value, to: high.value, before, after: part(high) || after });
    }
    last = row;
  }
  return found;
}

/** `at lambda = 0.707106781` where both ends round to it, else the two ends. */
export function changeInWords({ from, to, before, after }: SweepChange, symbol: string): string {
  const [a, b] = [from, to].map((x) => toNumber(x));
  for (let digits = 12; digits >= 4; digits--) {
    const [low, high] = [a, b].map((x) => Number(x.toPrecision(digits)));
    if (low === high) return `${symbol} = ${low}: ${before} below, ${after} beyond`;
  }
  if (Math.abs(b - a) < 1e-6 && Math.abs(a) < 1e-6) return `${symbol} = 0: ${before} below, ${after} beyond`;
  return `${symbol} between ${formatRational(from)} and ${formatRational(to)}: ${before} below, ${after} beyond`;
}
