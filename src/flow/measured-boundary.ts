/** Where a measured quantity crosses a level: found by bisection between places at which its side is decided. */
import type { Comparison } from '../claim/proof.js';
import { FlowproofError } from '../errors.js';
import type { Measurement } from './reduced-quantity.js';

/** `open`: the error bound does not tell the value from the level. */
export type Side = 'more' | 'less' | 'open';

/** On which side of the level a measurement certainly is, if its bound is right. */
export function sideOf({ value, bound }: Measurement, level: number): Side {
  if (value - bound > level) return 'more';
  return value + bound < level ? 'less' : 'open';
}

/** The crossing lies between two places with different decided sides. */
export interface Bracket {
  readonly low: number;
  readonly high: number;
}

/** Divisions of the bracket at the most. */
const DIVISIONS = 60;
/** Not in the middle: brackets lie around stated boundaries, and a place at the very crossing decides nothing. */
const DIVIDED_AT = 0.382;
/** Halvings of either end once a place between them is open. */
const CLOSER = 40;
/** An end is near enough to what is open once it is known to this share of its distance. */
const NEAR_ENOUGH = 0.25;

/**
 * Narrows a bracket whose ends have different decided sides, until a place in it is open (then either end as far as it is decided),
 * or the float64 numbers end. It yields the places whose side it has to be told.
 */
export function* narrowing({ low, high }: Bracket, lowSide: Side): Generator<number, Bracket, Side> {
  let [a, b] = [low, high];
  for (let i = 0; i < DIVISIONS; i++) {
    const place = a + DIVIDED_AT * (b - a);
    if (place <= a || place >= b || b - a <= 4 * Number.EPSILON * Math.abs(place)) break;
    const side = yield place;
    if (side === 'open')
      return { low: yield* closer(a, place, lowSide), high: yield* closer(b, place, other(lowSide)) };
    if (side === lowSide) a = place;
    else b = place;
  }
  return { low: a, high: b };
}

/** How far the side is decided from `known` on towards a place that is open. */
function* closer(known: number, open: number, side: Side): Generator<number, number, Side> {
  let [near, far] = [known, open];
  for (let k = 0; k < CLOSER && Math.abs(far - near) > NEAR_ENOUGH * Math.abs(open - near); k++) {
    const next = near + (far - near) / 2;
    if (next === near || next === far) break;
    if ((yield next) === side) near = next;
    else far = next;
  }
  return near;
}

/** The whole way of {@link narrowing}, where every side can be had at once. */
function narrowBracket(sideAt: (x: number) => Side, bracket: Bracket): Bracket {
  const way = narrowing(bracket, sideAt(bracket.low));
  let next = way.next();
  while (!next.done) next = way.next(sideAt(next.value));
  return next.value;
}

export const other = (side: Side): Side => (side === 'more' ? 'less' : side === 'less' ? 'more' : 'open');

export interface BoundaryMeasurement {
  /** What crosses, e.g. `lambda`. */
  readonly name: string;
  /** The quantity at a value of it, with a bound on its error: from integrated flows. */
  readonly quantity: (value: number) => Measurement;
  readonly level: number;
  /** Where the boundary is said to lie; not 0. */
  readonly stated: number;
  /** Is the quantity more or less than the level at smaller values? Past the boundary it is the other. */
  readonly below: 'more' | 'less';
  /** Shares of the stated value on either side that are looked at, from far to near. Default 1/2, 1/10, 1/100, 1/1000. */
  readonly distances?: readonly number[];
}

const DISTANCES = [1 / 2, 1 / 10, 1 / 100, 1 / 1000];

/**
 * Looks at the quantity on both sides of a stated boundary and measures where it crosses the level: comparisons for a proof.
 * A side is stated as 1 (more) or -1 (less), with no error allowed; sides that the bound leaves open are left out. The
 * measured boundary stands beside the stated one, with half the width of the last bracket as its bound.
 * @throws FlowproofError `boundary-undecided` where no place is decided on one of the sides; `boundary-stated` for a boundary
 *   that is 0 or no finite number.
 */
export function boundaryOf(input: BoundaryMeasurement): Comparison[] {
  const { name, quantity, level, stated, below, distances = DISTANCES } = input;
  if (!Number.isFinite(stated) || stated === 0) {
    throw new FlowproofError({
      code: 'boundary-stated',
      message: `the boundary stated for ${name} cannot be approached in proportion to itself`,
      expected: 'a finite number other than 0',
      found: String(stated),
    });
  }
  const sideAt = (x: number) => sideOf(quantity(x), level);
  const looked = ([-1, 1] as const).map((sign) => {
    const expected = sign < 0 ? below : other(below);
    const decided = distances
      .map((distance) => stated + sign * distance * Math.abs(stated))
      .map((place) => ({ place, side: sideAt(place), expected }))
      .filter(({ side }) => side !== 'open');
    if (decided.length === 0) throw undecided(input, sign < 0 ? 'below' : 'above');
    return decided;
  });
  const comparisons = looked.flat().map(
    ({ place, side, expected }): Comparison => ({
      name: `side of the level ${level} at ${name} = ${place}`,
      stated: expected === 'more' ? 1 : -1,
      measured: side === 'more' ? 1 : -1,
      bound: 0,
    }),
  );
  const [under, over] = looked.map((side) => side.findLast((at) => at.side === at.expected)?.place);
  if (under === undefined || over === undefined) return comparisons;
  const { low, high } = narrowBracket(sideAt, { low: under, high: over });
  const measured = low + (high - low) / 2;
  const bound = (high - low) / 2 + 4 * Number.EPSILON * Math.abs(stated);
  return [...comparisons, { name: `boundary in ${name}`, stated, measured, bound }];
}

const undecided = ({ name, stated }: BoundaryMeasurement, where: string): FlowproofError =>
  new FlowproofError({
    code: 'boundary-undecided',
    message: `nothing was decided ${where} the boundary of ${name}`,
    expected: 'a quantity that its error bound tells from the level at one distance at least',
    found: `no decided place ${where} ${stated}`,
    hint: 'tighten the tolerances of the integration, or look at larger distances',
  });
