import { FlowproofError } from '../errors.js';
import {
  compare,
  formatRational,
  fromNumber,
  parseRational,
  type Rational,
  signOf,
  toNumber,
} from '../expression/rational.js';

/** `symlog`: linear within 1 of zero, logarithmic beyond, on both sides. */
export type SweepScale = 'linear' | 'log' | 'symlog';

/** The values that a symbol runs through. */
export interface SweepAxis {
  readonly symbol: string;
  readonly from: Rational;
  readonly to: Rational;
  readonly scale: SweepScale;
}

/** Digits that a value between the ends is rounded to: a value of a table can be typed. */
const DIGITS = 6;

/**
 * @throws FlowproofError `bad-axis` for an axis without extent, or a logarithmic one that does not stay above zero.
 */
export function requireAxis(axis: SweepAxis): SweepAxis {
  const { symbol, from, to, scale } = axis;
  if (compare(from, to) >= 0 || (scale === 'log' && signOf(from) <= 0)) {
    throw new FlowproofError({
      code: 'bad-axis',
      message: scale === 'log' ? `${symbol} has no logarithmic scale there` : `${symbol} has nowhere to run`,
      expected:
        scale === 'log'
          ? 'two ends above 0, the lower one first'
          : 'the lower end first, below the upper end',
      found: `${formatRational(from)}..${formatRational(to)}`,
      ...(scale === 'log' && { hint: 'symlog passes through 0' }),
    });
  }
  return axis;
}

const bend = (x: number): number => Math.sign(x) * Math.log10(1 + Math.abs(x) * 9);
const unbend = (y: number): number => (Math.sign(y) * (10 ** Math.abs(y) - 1)) / 9;

const WARPS: Readonly<Record<SweepScale, readonly [(x: number) => number, (y: number) => number]>> = {
  linear: [(x) => x, (y) => y],
  log: [Math.log10, (y) => 10 ** y],
  symlog: [bend, unbend],
};

/** The place 0..1 of a value on the axis. */
export function placeOn({ from, to, scale }: SweepAxis, value: number): number {
  const [warp] = WARPS[scale];
  const [low, high] = [warp(toNumber(from)), warp(toNumber(to))];
  return (warp(value) - low) / (high - low);
}

/** The value at a place 0..1 of the axis: a short decimal inside, the ends exact. */
export function valueOn(axis: SweepAxis, place: number): Rational {
  if (place <= 0) return axis.from;
  if (place >= 1) return axis.to;
  const [warp, unwarp] = WARPS[axis.scale];
  const [low, high] = [warp(toNumber(axis.from)), warp(toNumber(axis.to))];
  const negligible = 1e-12 * Math.max(Math.abs(toNumber(axis.from)), Math.abs(toNumber(axis.to)));
  const x = unwarp(low + (high - low) * place);
  // What rounding leaves of a zero is no value that anybody wants to see.
  const rounded = axis.scale !== 'log' && Math.abs(x) < negligible ? 0 : x;
  return parseRational(rounded.toPrecision(DIGITS)) as Rational;
}

/** `count` values from end to end at equal places, each once, the ends exact. */
export function valuesOn(axis: SweepAxis, count: number): readonly Rational[] {
  const values = [axis.from];
  for (let k = 1; k < count - 1; k++) {
    const value = valueOn(axis, k / (count - 1));
    if (compare(value, values[values.length - 1]) > 0 && compare(value, axis.to) < 0) values.push(value);
  }
  return [...values, axis.to];
}

/** The integers next to the values of {@link valuesOn}, each once. */
export function integersOn(axis: SweepAxis, count: number): readonly Rational[] {
  const [first, last] = [Math.ceil(toNumber(axis.from)), Math.floor(toNumber(axis.to))];
  const rounded = valuesOn(axis, count).map((value) =>
    Math.min(last, Math.max(first, Math.round(toNumber(value)))),
  );
  return [...new Set(rounded)].map((value) => fromNumber(value));
}
