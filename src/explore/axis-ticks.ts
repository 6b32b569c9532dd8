import { toNumber } from '../expression/rational.js';
import { ticksOf, writtenNumber } from '../plot/ticks.js';
import { placeOn, type SweepAxis } from './sweep-axis.js';

const POWERS = [1e-6, 1e-5, 1e-4, 1e-3, 1e-2, 0.1, 1, 10, 100, 1e3, 1e4, 1e5, 1e6];
/** Powers of ten on one side of zero: more would not be read. */
const MOST = 7;

/** Where an axis that is not linear is marked: powers of ten, and zero where the scale passes through it. */
export function powersOn({ from, to, scale }: SweepAxis): readonly number[] {
  const [low, high] = [toNumber(from), toNumber(to)];
  const powers = scale === 'log' ? POWERS : POWERS.filter((x) => x >= 1);
  const inside = powers.filter((x) => Math.max(Math.abs(low), Math.abs(high)) >= x);
  const kept = inside.length > MOST ? inside.filter((_, k) => k % 2 === (inside.length - 1) % 2) : inside;
  const all = scale === 'log' ? kept : [...kept.map((x) => -x), 0, ...kept];
  return all.filter((x) => x >= low && x <= high).sort((a, b) => a - b);
}

export interface AxisTick {
  readonly place: number;
  readonly label: string;
}

/** Marks of an axis by their places 0..1, with labels of plain text. */
export function axisTicks(axis: SweepAxis): readonly AxisTick[] {
  const placeOf = (value: number) => placeOn(axis, value);
  const [from, to] = [toNumber(axis.from), toNumber(axis.to)];
  const powers = axis.scale === 'linear' ? [] : powersOn(axis);
  // A short piece of a curved scale holds fewer powers of ten than a reader needs.
  if (powers.length > 2)
    return powers.map((value) => ({ place: placeOf(value), label: plain(writtenNumber(value)) }));
  return ticksOf({ from, to, scale: 'linear', placeOf }).flatMap(({ value, label }) =>
    label === undefined ? [] : [{ place: placeOf(value), label: plain(label) }],
  );
}

const RAISED: Readonly<Record<string, string>> = {
  '0': '⁰',
  '1': '¹',
  '2': '²',
  '3': '³',
  '4': '⁴',
  '5': '⁵',
  '6': '⁶',
  '7': '⁷',
  '8': '⁸',
  '9': '⁹',
  '−': '⁻',
};

/** `10^{−3}` as 10⁻³. */
const plain = (label: string): string =>
  label.replace(/\^\{([^}]*)\}/g, (_, digits: string) => [...digits].map((d) => RAISED[d] ?? d).join(''));
