import type { RichText } from './scene.js';

export interface Tick {
  readonly value: number;
  /** None: a mark between two labels. */
  readonly label?: RichText;
}

/** What ticks ask of an axis. */
export interface TickAxis {
  /** `lambda` on a logarithmic axis is that of regime maps: of 1 + lambda. */
  readonly parameter?: string;
  readonly from: number;
  readonly to: number;
  readonly scale: 'linear' | 'log';
  readonly placeOf: (value: number) => number;
}

const MOST_LABELS = 9;

/** Marks of an axis: round numbers on a linear one, powers of ten on a logarithmic one. */
export function ticksOf(axis: TickAxis): Tick[] {
  if (axis.scale === 'linear') return linearTicks(axis);
  const shift = axis.parameter === 'lambda' ? 1 : 0;
  const [low, high] = [Math.log10(axis.from + shift), Math.log10(axis.to + shift)];
  const [first, last] = [Math.ceil(low - 1e-9), Math.floor(high + 1e-9)];
  if (last - first < 1 && shift === 0) return linearTicks(axis);
  const every = Math.ceil((last - first + 1) / MOST_LABELS);
  const ticks: Tick[] = [];
  for (let k = first - 1; k <= last; k++) {
    if (k >= first) {
      const label = shift === 1 ? shiftedLabel(k) : powerLabel(k);
      ticks.push({ value: 10 ** k - shift, label: k % every === 0 ? label : undefined });
    }
    if (every === 1) for (let m = 2; m < 10; m++) ticks.push({ value: m * 10 ** k - shift });
  }
  // The upper end of lambda is 1: no power of ten above -1, and the one that readers look for.
  if (shift === 1 && axis.to === 1) ticks.push({ value: 1, label: '1' });
  return ticks.filter(({ value }) => isOn(axis, value));
}

function linearTicks(axis: TickAxis): Tick[] {
  const raw = (axis.to - axis.from) / 6;
  const power = 10 ** Math.floor(Math.log10(raw));
  const step = power * ([1, 2, 2.5, 5, 10].find((factor) => factor * power >= raw) ?? 10);
  const ticks: Tick[] = [];
  for (let k = Math.ceil(axis.from / step - 1e-9); k * step <= axis.to + 1e-9 * step; k++) {
    ticks.push({ value: k * step, label: numberLabel(k * step, step) });
  }
  return ticks.filter(({ value }) => isOn(axis, value));
}

const isOn = (axis: TickAxis, value: number): boolean => {
  const place = axis.placeOf(value);
  return place >= -1e-9 && place <= 1 + 1e-9;
};

function numberLabel(value: number, step: number): RichText {
  const size = Math.max(Math.abs(value), step);
  if (size >= 1e5 || step < 1e-4) return writtenNumber(Number(value.toPrecision(6)));
  return withMinus(String(Number(value.toFixed(Math.max(0, 2 - Math.floor(Math.log10(step)))))));
}

const powerLabel = (k: number): RichText =>
  k === 0 ? '1' : k === 1 ? '10' : k === -1 ? '0.1' : `10^{${withMinus(String(k))}}`;

const shiftedLabel = (k: number): RichText =>
  k >= -4 ? withMinus(String(Number((10 ** k - 1).toFixed(4)))) : `−1+10^{${withMinus(String(k))}}`;

/** A number for a figure: powers of ten where the decimal form is long. */
export function writtenNumber(value: number): RichText {
  const size = Math.abs(value);
  if (value === 0 || (size >= 1e-3 && size < 1e5)) return withMinus(String(Number(value.toPrecision(12))));
  const [digits, exponent] = Number(value.toPrecision(12)).toExponential().split('e');
  const power = `10^{${withMinus(String(Number(exponent)))}}`;
  if (digits === '1') return power;
  return digits === '-1' ? `−${power}` : `${withMinus(digits)}·${power}`;
}

const withMinus = (text: string): string => text.replace(/-/g, '−');
