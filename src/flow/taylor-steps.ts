import { bitLength } from '../precision/integers.js';
import {
  type DyadicStep,
  type FixedTask,
  largestBits,
  type MatrixSeries,
  seriesAt,
  twoLayerSeries,
} from './two-layer-series.js';

/** W1 and W2, row-major, in fixed point. */
export interface FixedWeights {
  readonly W1: readonly bigint[];
  readonly W2: readonly bigint[];
}

/** What to integrate to. */
export interface TaylorPlan {
  /** Increasing times >= 0 at which the weights are wanted, over 2^bits of the task. */
  readonly times: readonly bigint[];
  /** Length of the first step tried, as log2. */
  readonly firstStep: number;
  readonly maxSteps: number;
  readonly signal?: AbortSignal;
}

/** Weights at every time of the plan, or the time (over 2^bits) at which all steps were used up. */
export type TaylorOutcome =
  | { readonly kind: 'finished'; readonly weights: readonly FixedWeights[]; readonly steps: number }
  | { readonly kind: 'out of steps'; readonly time: bigint };

/** A step is a multiple of a sixteenth of a power of two, so that times stay short. */
const STEP_PARTS = 4;
/** A step may grow by this power of two at once. */
const MOST_GROWTH = 2;
/** A step on which the series grows is retried shorter by this power of two. */
const SHORTER_BITS = 2;
const LAST_COEFFICIENTS = 4;
/** What the series leaves out may reach so many units of the last place, as log2. */
const TRUNCATION_BITS = 2;

/**
 * Integrates a two-layer linear flow by its Taylor series. The order grows with the precision as (ln 2 / 2) bits, where a
 * digit costs least (A. Jorba, M. Zou, "A software package for the numerical integration of ODEs", 2005): the step is then e^-2
 * times the radius of convergence. It is read off the last two coefficients, and the series itself gives the weights at
 * the times between.
 */
export function taylorSteps(task: FixedTask, start: FixedWeights, plan: TaylorPlan): TaylorOutcome {
  const order = Math.ceil((Math.LN2 / 2) * task.bits) + 2;
  const weights: FixedWeights[] = [];
  let { W1, W2 } = start;
  let time = 0n;
  let steps = 0;
  let h: DyadicStep = { m: 1n, exponent: -plan.firstStep };
  const { times } = plan;
  for (; weights.length < times.length && times[weights.length] === 0n; ) weights.push(start);
  while (weights.length < times.length) {
    plan.signal?.throwIfAborted();
    if (steps === plan.maxSteps) return { kind: 'out of steps', time };
    const series = twoLayerSeries(task, W1, W2, h, order);
    if (series === undefined) {
      h = { m: h.m, exponent: h.exponent + SHORTER_BITS };
      steps += 1;
      continue;
    }
    const share = shareOf(series.W1, series.W2);
    // The whole step is 2^STEP_PARTS parts; those that the coefficients allow are taken.
    const parts = Math.floor(2 ** (STEP_PARTS + Math.min(0, share)));
    if (parts < 1) {
      h = { m: h.m, exponent: h.exponent + Math.ceil(-share) };
      steps += 1;
      continue;
    }
    const taken: DyadicStep = { m: h.m * BigInt(parts), exponent: h.exponent + STEP_PARTS };
    const length = scaledTo(taken, task.bits);
    const whole = scaledTo(h, task.bits);
    for (let wanted = times[weights.length]; wanted !== undefined && wanted <= time + length; ) {
      const x = ((wanted - time) << BigInt(task.bits)) / whole;
      weights.push({ W1: seriesAt(series.W1, x, task.bits), W2: seriesAt(series.W2, x, task.bits) });
      wanted = times[weights.length];
    }
    W1 = seriesAt(series.W1, BigInt(parts), STEP_PARTS);
    W2 = seriesAt(series.W2, BigInt(parts), STEP_PARTS);
    time += length;
    steps += 1;
    h = share > 0 ? grown(h, Math.min(share, MOST_GROWTH)) : rounded(taken);
  }
  return { kind: 'finished', weights, steps };
}

/**
 * log2 of the part of its step on which a series is exact to its last places, from its last coefficients: several, since
 * symmetries make single ones vanish.
 */
function shareOf(...series: readonly MatrixSeries[]): number {
  const order = series[0].length - 1;
  let share = Number.POSITIVE_INFINITY;
  for (let k = order - LAST_COEFFICIENTS + 1; k <= order; k++) {
    const size = Math.max(...series.map((s) => largestBits(s[k])));
    if (size > 0) share = Math.min(share, (TRUNCATION_BITS - size) / k);
  }
  return share;
}

const scaledTo = ({ m, exponent }: DyadicStep, bits: number): bigint =>
  exponent <= bits ? m << BigInt(bits - exponent) : m >> BigInt(exponent - bits);

const grown = ({ m, exponent }: DyadicStep, by: number): DyadicStep =>
  rounded({ m: m * BigInt(Math.floor(2 ** (STEP_PARTS + by))), exponent: exponent + STEP_PARTS });

/** Rounded down to STEP_PARTS + 1 leading bits. */
function rounded({ m, exponent }: DyadicStep): DyadicStep {
  const excess = bitLength(m) - STEP_PARTS - 1;
  return excess > 0 ? { m: m >> BigInt(excess), exponent: exponent - excess } : { m, exponent };
}
