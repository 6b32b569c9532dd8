/** Values of the symbol that crosses, on both sides of a stated boundary: near it, and wherever the domain reaches. */
import type { SymbolDomain } from '../../domain/domain.js';
import type { RandomGenerator } from '../../domain/random.js';
import { compare, parseRational, type Rational, toNumber } from '../../expression/rational.js';

/** Shares of the boundary on either side, from far to near, and the digits that their places are rounded to. */
const NEAR = [
  { under: 1 / 2, over: 2, digits: 1 },
  { under: 0.9, over: 1.1, digits: 2 },
  { under: 0.99, over: 1.01, digits: 3 },
  { under: 0.999, over: 1.001, digits: 4 },
] as const;
/** Places a side that are spread over the whole range. */
const SPREAD = 4;
/** How far an unbounded range, or one that ends at 0, is looked at: a factor of the boundary. */
const REACH = 1_000;
/** Digits of a spread place beyond those that it shares with the boundary. */
const DIGITS = 2;
const MOST_DIGITS = 15;

/** Rational places with few digits, so that a counterexample reads well; `own` is the draw's value of the symbol. */
export function placesBeside(
  stated: number,
  own: Rational | undefined,
  range: SymbolDomain | undefined,
  random: RandomGenerator,
): Rational[] {
  const near = NEAR.flatMap(({ under, over, digits }) => {
    if (stated === 0) return [under - 1, over - 1].map((x) => rounded(x, 2));
    return [stated * under, stated * over].map((x) => rounded(x, digits));
  });
  const spread = ([-1, 1] as const).flatMap((sign) => spreadOver(stated, endOf(stated, range, sign), random));
  const places = [own, ...near, ...spread].filter((x) => x !== undefined);
  return places.filter((x, i) => places.findIndex((y) => compare(x, y) === 0) === i);
}

const rounded = (x: number, digits: number): Rational | undefined => parseRational(x.toPrecision(digits));

/** Where the range ends on one side of the boundary, or how far it is looked at. */
function endOf(stated: number, range: SymbolDomain | undefined, sign: 1 | -1): number {
  const bound = sign < 0 ? range?.lower : range?.upper;
  return bound === undefined ? stated + sign * REACH * (Math.abs(stated) || 1) : toNumber(bound.value);
}

/** One random place in each of some strata, in turn of equal lengths and of equal factors. */
function spreadOver(stated: number, end: number, random: RandomGenerator): Rational[] {
  const ratio = end === 0 ? 1 / REACH : end / stated;
  const hasFactors = stated !== 0 && ratio > 0;
  return Array.from({ length: SPREAD }, (_, i) => {
    const share = (i + random.uniform()) / SPREAD;
    const value = i % 2 === 1 && hasFactors ? stated * ratio ** share : stated + share * (end - stated);
    const shared = Math.log10(Math.abs(value) / Math.abs(value - stated));
    const digits = Math.min(MOST_DIGITS, DIGITS + Math.max(0, Math.ceil(shared)));
    return Number.isFinite(value) && Number.isFinite(digits) ? rounded(value, digits) : undefined;
  }).filter((place) => place !== undefined);
}
