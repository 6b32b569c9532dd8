/** A quantity along an integrated flow as one number: its largest value, its smallest, or the one at the end. */
import { FlowproofError } from '../errors.js';
import type { Flow } from './flow.js';
import { measureWithError, type Observable } from './follow-flow.js';
import { type IntegrationOptions, requireGoing } from './integration-plan.js';
import { integrateWithError, type TrackedTrajectory } from './tracked-trajectory.js';

/** How a quantity along a flow becomes one number. */
export type Reduction = 'max' | 'min' | 'end';

/** A number with a bound on its error, as the integrator estimates it; infinite where accuracy was lost. */
export interface Measurement {
  readonly value: number;
  readonly bound: number;
}

export interface ReducedQuantity extends Pick<Observable, 'name' | 'measured' | 'gradient'> {
  readonly reduce: Reduction;
  /** The time up to which the flow is followed. */
  readonly until: number;
}

/** Places inside each step that are looked at, besides its ends. */
const INSIDE = [0.25, 0.5, 0.75];
/** Rounds of the search for an extreme value between neighbouring places. */
const ROUNDS = 40;
const GOLDEN = (Math.sqrt(5) - 1) / 2;

/**
 * Integrates the flow and reduces the quantity. Extreme values are looked for at every step, inside it, and closer around the best place.
 * @throws FlowproofError as `integrateWithError`, and `flow-observable` where the quantity is not a finite number.
 */
export function reduceAlongFlow(
  flow: Flow,
  { reduce, until, ...quantity }: ReducedQuantity,
  options: Omit<IntegrationOptions, 'until' | 'times'> = {},
): Measurement {
  const trajectory = integrateWithError(flow, { ...tolerancesFor(flow, until), ...options, until });
  const measure = (time: number) => measureWithError(trajectory, time, quantity);
  if (reduce === 'end') {
    const { measured, bound } = measure(until);
    return { value: measured, bound };
  }
  const sign = reduce === 'max' ? 1 : -1;
  const places = placesOf(trajectory);
  let [low, high, best] = [Number.NEGATIVE_INFINITY, Number.NEGATIVE_INFINITY, 0];
  let largest = Number.NEGATIVE_INFINITY;
  let size = 0;
  const look = (time: number) => {
    const { measured, bound } = measure(time);
    low = Math.max(low, sign * measured - bound);
    high = Math.max(high, sign * measured + bound);
    size = Math.max(size, Math.abs(measured));
    return sign * measured;
  };
  for (const [i, time] of places.entries()) {
    if ((i & 15) === 0) requireGoing(options);
    const value = look(time);
    if (value > largest) [largest, best] = [value, i];
  }
  const around = [places[Math.max(0, best - 1)], places[Math.min(places.length - 1, best + 1)]] as const;
  look(peak((time) => sign * quantity.measured(trajectory.at(time)), around));
  // Rounding of the quantity itself, whose parts may be as large as its values elsewhere on the way.
  const rounding = 2 * Number.EPSILON * size;
  if (!Number.isFinite(high)) return { value: sign * largest, bound: Number.POSITIVE_INFINITY };
  return { value: (sign * (low + high)) / 2, bound: (high - low) / 2 + rounding };
}

/** Tight tolerances, the absolute one in proportion to how far the flow can be seen to reach. */
function tolerancesFor({ field, initial }: Flow, until: number) {
  if (!(until > 0 && until < Number.POSITIVE_INFINITY)) {
    throw new FlowproofError({
      code: 'flow-options',
      message: 'the time up to which the flow is followed is out of range',
      expected: 'a finite time > 0',
      found: String(until),
    });
  }
  const rate = new Float64Array(field.dimension);
  field.evaluate(0, initial, rate);
  const reach = initial.reduce((most, x, i) => Math.max(most, Math.abs(x), Math.abs(rate[i]) * until), 0);
  const scale = reach > 0 && reach < Number.POSITIVE_INFINITY ? reach : 1;
  return { relativeTolerance: 1e-12, absoluteTolerance: Math.max(1e-14 * scale, Number.MIN_VALUE) };
}

function placesOf({ times }: TrackedTrajectory): number[] {
  const places = [times[0]];
  for (let i = 1; i < times.length; i++) {
    const length = times[i] - times[i - 1];
    for (const share of INSIDE) places.push(times[i - 1] + share * length);
    places.push(times[i]);
  }
  return places;
}

/** Where a function with one peak between the ends has it (golden section). */
function peak(f: (x: number) => number, [from, to]: readonly [number, number]): number {
  let [a, b] = [from, to];
  let [x, y] = [b - GOLDEN * (b - a), a + GOLDEN * (b - a)];
  let [fx, fy] = [f(x), f(y)];
  for (let i = 0; i < ROUNDS; i++) {
    if (fx > fy) {
      [b, y, fy] = [y, x, fx];
      x = b - GOLDEN * (b - a);
      fx = f(x);
    } else {
      [a, x, fx] = [x, y, fy];
      y = a + GOLDEN * (b - a);
      fy = f(y);
    }
  }
  return Math.min(to, Math.max(from, (a + b) / 2));
}
