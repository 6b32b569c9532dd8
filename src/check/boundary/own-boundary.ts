/** Where the integrated flow itself has its boundary. */
import { containsPoint } from '../../domain/contains-point.js';
import type { Point } from '../../domain/domain.js';
import { fromNumber } from '../../expression/rational.js';
import { type Bracket, narrowing, other, type Side } from '../../flow/measured-boundary.js';
import { type BoundaryQuestion, valueAt } from './boundary-question.js';
import { measureAt, pointWith, toFloat } from './measure-at.js';
import { answering, type Watch } from './watch.js';

/** The boundary of the flow beside the stated one. */
export interface MeasuredBoundary {
  readonly point: Point;
  readonly stated: number;
  readonly measured: number;
  /** Half the width of the narrowest bracket with decided ends. */
  readonly bound: number;
}

/** Where it is looked for when it is not at the stated one: factors 2^-n to 2^n. */
const SCAN = 6;

/** Narrows a bracket with different sides at its ends, the one at `low` being known. */
export async function bracketed(
  question: BoundaryQuestion,
  draw: Point,
  stated: number,
  bracket: Bracket & { readonly lowSide: Side },
  watch: Watch,
): Promise<MeasuredBoundary | undefined> {
  const way = narrowing(bracket, bracket.lowSide);
  const narrow = await answering(way, sideAlong(question, draw, watch), watch);
  if (narrow === undefined) return undefined;
  const { low, high } = narrow;
  const point = new Map(draw);
  point.delete(question.statement.variable);
  // The parameters themselves are rounded to float64 on the way.
  const rounding = 4 * Number.EPSILON * Math.abs(stated);
  return { point, stated, measured: low + (high - low) / 2, bound: (high - low) / 2 + rounding };
}

const sideAlong =
  (question: BoundaryQuestion, draw: Point, { stopped }: Watch) =>
  (value: number): Side =>
    measureAt(question, pointWith(draw, question.statement.variable, fromNumber(value)), stopped)?.side ??
    'open';

/** The flow's own boundary at the draw, wherever it lies within some factors of two of the stated one. */
export async function searchBoundary(
  question: BoundaryQuestion,
  draw: Point,
  watch: Watch,
): Promise<MeasuredBoundary | undefined> {
  const { variable, at } = question.statement;
  const ball = valueAt(at.expanded, draw, question.domain);
  const stated = ball === undefined ? 0 : toFloat(ball);
  if (stated === 0) return undefined;
  const factors = Array.from({ length: 2 * SCAN + 1 }, (_, i) => 2 ** (i - SCAN));
  const values = factors
    .map((factor) => factor * stated)
    .filter((x) => containsPoint(question.domain, pointWith(draw, variable, fromNumber(x))) === true)
    .sort((a, b) => a - b);
  const bracket = await answering(nearestBracket(values, stated), sideAlong(question, draw, watch), watch);
  return bracket && bracketed(question, draw, stated, bracket, watch);
}

/** Neighbouring values with different sides, the pair that is nearest to the stated boundary. */
function* nearestBracket(
  values: readonly number[],
  stated: number,
): Generator<number, (Bracket & { readonly lowSide: Side }) | undefined, Side> {
  const distance = ({ low, high }: Bracket) =>
    Math.abs(Math.log(low / stated)) + Math.abs(Math.log(high / stated));
  let last: { readonly value: number; readonly side: Side } | undefined;
  let best: (Bracket & { readonly lowSide: Side }) | undefined;
  for (const value of values) {
    const side = yield value;
    if (side === 'open') continue;
    if (last?.side === other(side)) {
      const bracket = { low: last.value, high: value, lowSide: last.side };
      if (best === undefined || distance(bracket) < distance(best)) best = bracket;
    }
    last = { value, side };
  }
  return best;
}
