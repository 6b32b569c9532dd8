/** Both sides of a regime boundary at one draw of the other symbols. */
import { containsPoint } from '../../domain/contains-point.js';
import type { Point } from '../../domain/domain.js';
import type { RandomGenerator } from '../../domain/random.js';
import { fromNumber, type Rational, toNumber } from '../../expression/rational.js';
import { other } from '../../flow/measured-boundary.js';
import { type Ball, fromRational, order } from '../../precision/index.js';
import { type BoundaryQuestion, valueAt } from './boundary-question.js';
import { type MeasuredSide, measureAt, pointWith, toFloat } from './measure-at.js';
import { bracketed, type MeasuredBoundary } from './own-boundary.js';
import { placesBeside } from './places-beside.js';
import type { Watch } from './watch.js';

/** A point on the wrong side of the level, as the integrated flow has it. */
export interface Suspect extends MeasuredSide {
  readonly point: Point;
  readonly where: 'below' | 'past';
}

export interface DrawFinding {
  readonly suspects: readonly Suspect[];
  /** Relative distances from the boundary of the nearest places that were decided as stated. */
  readonly below?: number;
  readonly past?: number;
  /** The nearest places of both sides that were decided as stated. */
  readonly decided: readonly Point[];
  readonly boundary?: MeasuredBoundary;
  /** Why nothing was decided. */
  readonly reason?: string;
}

/** One draw needs no more suspects than this. */
const SUSPECTS = 4;

/** Looks at the draw's own value of the symbol, at places near the boundary, and at places all over its range. */
export async function lookAtDraw(
  question: BoundaryQuestion,
  draw: Point,
  random: RandomGenerator,
  watch: Watch,
): Promise<DrawFinding> {
  const { stopped, breathe } = watch;
  const { variable, at, below } = question.statement;
  const ball = valueAt(at.expanded, draw, question.domain);
  if (ball === undefined)
    return { suspects: [], decided: [], reason: 'the boundary was not shown to be defined' };
  const stated = toFloat(ball);
  const range = question.domain.symbols.get(variable);
  const nearest: { below?: Rational; past?: Rational } = {};
  const suspects: Suspect[] = [];
  const count = { looked: 0, failed: 0 };
  for (const value of placesBeside(stated, draw.get(variable), range, random)) {
    await breathe();
    if (stopped() || suspects.length >= SUSPECTS) break;
    const where = sideOfBoundary(value, ball);
    const point = pointWith(draw, variable, value);
    if (where === undefined || containsPoint(question.domain, point) !== true) continue;
    count.looked += 1;
    const found = measureAt(question, point, stopped);
    if (found === undefined) count.failed += 1;
    if (found === undefined || found.side === 'open') continue;
    const expected = where === 'below' ? below : other(below);
    if (found.side !== expected) suspects.push({ ...found, point, where });
    else nearest[where] = nearer(nearest[where], value, stated);
  }
  const [low, high] = [nearest.below, nearest.past].map((value) => value && toNumber(value));
  const decided = [nearest.below, nearest.past]
    .filter((value) => value !== undefined)
    .map((value) => pointWith(draw, variable, value));
  const share = (value: number | undefined) =>
    value === undefined ? undefined : Math.abs(value - stated) / (Math.abs(stated) || 1);
  const finding = { suspects, decided, below: share(low), past: share(high) };
  if (suspects.length > 0) return finding;
  if (low === undefined && high === undefined) return { ...finding, reason: whyOpen(count) };
  if (low === undefined || high === undefined) return finding;
  const boundary = await bracketed(question, draw, stated, { low, high, lowSide: below }, watch);
  if (boundary === undefined) return finding;
  return { ...finding, boundary, suspects: misplaced(question, boundary, ball, stopped) };
}

const whyOpen = ({ looked, failed }: { readonly looked: number; readonly failed: number }): string =>
  looked === 0
    ? 'no place that was looked at lies in the domain'
    : looked === failed
      ? 'the flow was not integrated to its end, or something is undefined on the way'
      : 'the quantity is nowhere far enough from the level for its error bound';

const nearer = (best: Rational | undefined, value: Rational, stated: number): Rational =>
  best === undefined || Math.abs(toNumber(value) - stated) < Math.abs(toNumber(best) - stated) ? value : best;

const BITS = 128;

function sideOfBoundary(value: Rational, at: Ball): 'below' | 'past' | undefined {
  const side = order(fromRational(value, BITS), at);
  return side === 'less' ? 'below' : side === 'greater' ? 'past' : undefined;
}

/** A measured boundary apart from the stated one leaves points between them on the wrong side. */
function misplaced(
  question: BoundaryQuestion,
  { point, stated, measured, bound }: MeasuredBoundary,
  at: Ball,
  stopped: () => boolean,
): Suspect[] {
  if (Math.abs(measured - stated) <= bound) return [];
  const { variable, below } = question.statement;
  const value = fromNumber(measured + (stated - measured) / 2);
  const where = sideOfBoundary(value, at);
  const between = pointWith(point, variable, value);
  if (where === undefined || containsPoint(question.domain, between) !== true) return [];
  const found = measureAt(question, between, stopped);
  const expected = where === 'below' ? below : other(below);
  return found === undefined || found.side === 'open' || found.side === expected
    ? []
    : [{ ...found, point: between, where }];
}
