/** The shape of a curve over one symbol: where it rises and falls, and how often it bends. */
import type { Point } from '../domain/domain.js';
import { differentiate } from '../expression/differentiate.js';
import type { Expression } from '../expression/expression.js';
import { parseRational, type Rational, toNumber } from '../expression/rational.js';
import { sweptValue } from './comparison-at.js';
import { type SweepAxis, valuesOn } from './sweep-axis.js';

/** Points at which the signs of the slope and of the curvature are looked at … */
const LOOKS = 72;
/** … and as many more towards each end, where a curve often bends: down to this share of the range. */
const NEAREST_TO_END = 1e-7;
const LOOKS_TO_END = 24;

/** Signs along the curve, repetitions left out: `+-` is a maximum of the curve, or a point of inflection. */
export interface CurveShape {
  readonly slopes: string;
  readonly curvatures: string;
}

/** A curve whose derivatives are known: its shape can be looked at for many values of the other symbols. */
export class Curve {
  readonly #slope: Expression;
  readonly #curvature: Expression;
  readonly #symbol: string;
  readonly #looks: readonly number[];

  constructor(formula: Expression, axis: SweepAxis) {
    this.#symbol = axis.symbol;
    this.#looks = looksAt(axis);
    this.#slope = differentiate(formula, axis.symbol);
    this.#curvature = differentiate(this.#slope, axis.symbol);
  }

  /** Strictly inside of the range: at its ends a slope may vanish without a turn. */
  shapeAt(point: Point): CurveShape {
    return { slopes: this.#signs(this.#slope, point), curvatures: this.#signs(this.#curvature, point) };
  }

  /** The signs of a formula along the range, repetitions left out. */
  #signs(formula: Expression, point: Point): string {
    const numberAt = (value: number): number => {
      const at: Point = new Map([...point, [this.#symbol, shortDecimal(value)]]);
      const found = sweptValue(formula, at, DIGITS, MOST_BITS);
      return found.kind === 'value' ? found.number : Number.NaN;
    };
    const values = this.#looks.map(numberAt);
    let text = '';
    const note = (value: number): void => {
      const letter = value > 0 ? '+' : value < 0 ? '-' : '';
      if (letter !== '' && !text.endsWith(letter)) text += letter;
    };
    for (const [k, value] of values.entries()) {
      // Where the values come nearest to zero and turn away again, a pair of changes may hide between two looks.
      if (isDip(values[k - 1], value, values[k + 1])) {
        note(nearestToZero(numberAt, this.#looks[k - 1], this.#looks[k + 1], Math.sign(value)));
      }
      note(value);
    }
    return text;
  }
}

const DIGITS = 3;
const MOST_BITS = 512;
const SEARCH_STEPS = 22;

/**
 * Does a curve come so near to zero that it may touch it? If a parabola with its vertex on zero lies between looks, the nearest
 * one is at most a third of a neighbour.
 */
const isDip = (before: number | undefined, here: number, after: number | undefined): boolean =>
  before !== undefined &&
  after !== undefined &&
  here !== 0 &&
  Math.min(before / here, after / here) >= 1 &&
  Math.max(before / here, after / here) >= 3;

/** The value nearest to zero, or beyond it, between two places, by ternary search; the sign is that at both ends. */
function nearestToZero(numberAt: (value: number) => number, from: number, to: number, sign: number): number {
  let [low, high] = [from, to];
  let best = Number.POSITIVE_INFINITY;
  for (let step = 0; step < SEARCH_STEPS; step++) {
    const third = (high - low) / 3;
    const [a, b] = [low + third, high - third];
    const [left, right] = [sign * numberAt(a), sign * numberAt(b)];
    best = Math.min(best, left, right);
    if (best < 0 || Number.isNaN(left) || Number.isNaN(right)) break;
    if (left < right) high = b;
    else low = a;
  }
  return sign * best;
}

/** Values strictly inside the range, rising. */
function looksAt(axis: SweepAxis): readonly number[] {
  const [from, to] = [toNumber(axis.from), toNumber(axis.to)];
  const shares = Array.from(
    { length: LOOKS_TO_END },
    (_, k) => NEAREST_TO_END ** ((k + 1) / LOOKS_TO_END) / LOOKS,
  );
  const inner = valuesOn(axis, LOOKS + 2)
    .slice(1, -1)
    .map(toNumber);
  const near = shares.flatMap((share) => [from + share * (to - from), to - share * (to - from)]);
  const rising = [...inner, ...near].sort((a, b) => a - b);
  return rising.filter((value, k) => value > from && value < to && value !== rising[k - 1]);
}

/** A float as a short decimal: exact arithmetic with all of its 53 bits would take its time. */
const shortDecimal = (value: number): Rational => parseRational(value.toPrecision(6)) as Rational;

/** In words: `rises, sigmoidal`, `falls, convex`, `constant`, `2 turns, 3 inflections`. */
export function shapeInWords({ slopes, curvatures }: CurveShape): string {
  if (slopes === '') return 'constant';
  const way =
    slopes === '+'
      ? 'rises'
      : slopes === '-'
        ? 'falls'
        : `${slopes.length - 1} turn${slopes.length === 2 ? '' : 's'}`;
  return `${way}, ${bend(slopes, curvatures)}`;
}

function bend(slopes: string, curvatures: string): string {
  if (curvatures === '') return 'straight';
  if (curvatures === '+') return 'convex';
  if (curvatures === '-') return 'concave';
  // Faster and faster, then slower and slower.
  const sigmoidal = (slopes === '+' && curvatures === '+-') || (slopes === '-' && curvatures === '-+');
  if (sigmoidal) return 'sigmoidal';
  const inflections = curvatures.length - 1;
  return `${inflections} inflection${inflections === 1 ? '' : 's'}`;
}
