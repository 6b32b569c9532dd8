import { outside } from '../penalty.js';
import {
  argumentOfDeficit,
  argumentOfExcess,
  orderArgument,
  orderDeficit,
  orderExcess,
} from './order-argument.js';

/** A level set of the order, the dependence, or their sum: a straight line in the triangle. */
export interface RegimeLevel {
  readonly of: 'ell' | 'pd' | 'ell+pd';
  /** ell and ell + PD in (1, 2), PD in (-1, 0). */
  readonly value: number;
}

/**
 * Where a level set of PD or ell + PD passes through (s, E): every s up to a last one has one E. `rest` is 1 - E.
 */
export interface LevelPoint {
  readonly s: number;
  readonly elasticity: number;
  readonly rest: number;
}

/** @throws FlowproofError `theory-domain`. */
export function requireLevel({ of, value }: RegimeLevel): void {
  const [low, high] = of === 'pd' ? [-1, 0] : [1, 2];
  if (!(value > low && value < high)) {
    throw outside(
      `the level of ${of}`,
      `a number strictly between ${low} and ${high}: no coordinate reaches the ends`,
      value,
    );
  }
}

/** Smallest s and smallest E or 1 - E of a curve that is followed: beyond the range of all parameters in use. */
const DECADES = 40;

/**
 * A level set of PD or ell + PD, parametrised by a place in (-1, 1): up to 0 the argument s grows from 0 to half of its last value;
 * from 0 on the factor that vanishes at the end (1 - E for PD, E for ell + PD) falls to 0.
 */
export function levelPoint({ of, value }: RegimeLevel): (place: number) => LevelPoint {
  const share = of === 'pd' ? -value : value - 1;
  // share = (ell - 1) * factor: the factor is E for PD, 1 - E for ell + PD.
  const last = argumentOfExcess(share);
  const pointOf = (s: number, factor: number, other: number): LevelPoint =>
    of === 'pd' ? { s, elasticity: factor, rest: other } : { s, elasticity: other, rest: factor };
  const half = last / 2;
  const other0 = 1 - share / orderExcess(half);
  return (place) => {
    if (place <= 0) {
      const s = half * 10 ** (place * DECADES);
      const excess = orderExcess(s);
      // excess - share = (1 - share) - deficit.
      return pointOf(s, share / excess, (1 - share - orderDeficit(s)) / excess);
    }
    const other = other0 * 10 ** (-place * DECADES);
    return pointOf(argumentOfExcess(share / (1 - other)), 1 - other, other);
  };
}

/**
 * The argument s at which a level set lies for given E and 1 - E.
 * @returns undefined where the level is out of reach: PD < -E, ell + PD > 2 - E and their like.
 */
export function argumentAtElasticity(
  { of, value }: RegimeLevel,
  elasticity: number,
  rest: number,
): number | undefined {
  if (of === 'ell') return orderArgument(value);
  const share = of === 'pd' ? -value : value - 1;
  const factor = of === 'pd' ? elasticity : rest;
  if (!(factor > share)) return undefined;
  const excess = share / factor;
  return excess > 0.5 ? argumentOfDeficit((factor - share) / factor) : argumentOfExcess(excess);
}
