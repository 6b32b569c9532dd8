/** Both sides of a regime boundary at one draw of the other symbols, and where the flow itself has its boundary. */
import { containsPoint } from '../../domain/contains-point.js';
import type { Point } from '../../domain/domain.js';
import { compare, fromNumber, parseRational, type Rational, toNumber } from '../../expression/rational.js';
import { narrowBracket, other, type Side } from '../../flow/measured-boundary.js';
import { type Ball, fromRational, order } from '../../precision/index.js';
import { type BoundaryQuestion, valueAt } from './boundary-question.js';
import { type MeasuredSide, measureAt, pointWith, toFloat } from './measure-at.js';

/** A point on the wrong side of the level, as the integrated flow has it. */
export interface Suspect extends MeasuredSide {
  readonly point: Point;
  readonly where: 'below' | 'past';
}

/** The boundary of the flow beside the stated one. */
export interface MeasuredBoundary {
  readonly point: Point;
  readonly stated: number;
  readonly measured: number;
  /** Half the width of the narrowest bracket with decided ends. */
  readonly bound: number;
}

export interface DrawFinding {
  readonly suspects: readonly Suspect[];
  /** Relative distances from the boundary of the nearest places that were decided as stated. */
  readonly below?: number;
  readonly past?: number;
  readonly boundary?: MeasuredBoundary;
  /** Why nothing was decided. */
  readonly reason?: string;
}

/** Shares of the boundary on either side, from far to near, and the digits that their places are rounded to. */
const PLACES = [
  { under: 1 / 2, over: 2, digits: 1 },
  { under: 0.9, over: 1.1, digits: 2 },
  { under: 0.99, over: 1.01, digits: 3 },
  { under: 0.999, over: 1.001, digits: 4 },
] as const;
/** Where the flow's own boundary is looked for when it is not at the stated one: factors 2^-n to 2^n. */
const SCAN = 6;

/** Looks at the draw's own value of the symbol, then at places on both sides of the boundary, from far to near. */
export function lookAtDraw(
  question: BoundaryQuestion,
  draw: Point,
  stopped: () => boolean,
  signal?: AbortSignal,
): DrawFinding {
  const { variable, at, below } = question.statement;
  const ball = valueAt(at.expanded, draw, question.domain);
  if (ball === undefined) return { suspects: [], reason: 'the boundary was not shown to be defined' };
  const stated = toFloat(ball);
  const seen: { value: number; where: 'below' | 'past'; side: Side }[] = [];
  const suspects: Suspect[] = [];
  for (const value of placesBeside(stated, draw.get(variable))) {
    if (stopped()) break;
    const where = sideOfBoundary(value, ball);
    const point = pointWith(draw, variable, value);
    if (where === undefined || containsPoint(question.domain, point) !== true) continue;
    const found = measureAt(question, point, signal);
    if (found === undefined || found.side === 'open') continue;
    const expected = where === 'below' ? below : other(below);
    if (found.side !== expected) suspects.push({ ...found, point, where });
    else seen.push({ value: toNumber(value), where, side: found.side });
  }
  const nearest = (where: 'below' | 'past') =>
    seen
      .filter((s) => s.where === where)
      .reduce<number | undefined>(
        (best, { value }) =>
          best === undefined || Math.abs(value - stated) < Math.abs(best - stated) ? value : best,
        undefined,
      );
  const [low, high] = [nearest('below'), nearest('past')];
  const share = (value: number | undefined) =>
    value === undefined ? undefined : Math.abs(value - stated) / (Math.abs(stated) || 1);
  const finding = { suspects, below: share(low), past: share(high) };
  if (suspects.length > 0 || low === undefined || high === undefined || stopped()) {
    const reason =
      low === undefined && high === undefined ? 'no place on either side was decided' : undefined;
    return { ...finding, ...(reason !== undefined && { reason }) };
  }
  const boundary = bracketed(question, draw, stated, { low, high }, signal);
  return { ...finding, boundary, suspects: misplaced(question, boundary, ball, signal) };
}

/** Rational places with few digits, so that a counterexample reads well. */
function placesBeside(stated: number, own: Rational | undefined): Rational[] {
  const rounded = (x: number, digits: number) => parseRational(x.toPrecision(digits));
  const around = PLACES.flatMap(({ under, over, digits }) => {
    if (stated === 0) return [under - 1, over - 1].map((x) => rounded(x, 2));
    return [stated * under, stated * over].map((x) => rounded(x, digits));
  });
  const places = [own, ...around].filter((x) => x !== undefined);
  return places.filter((x, i) => places.findIndex((y) => compare(x, y) === 0) === i);
}

function sideOfBoundary(value: Rational, at: Ball): 'below' | 'past' | undefined {
  const side = order(fromRational(value, BITS), at);
  return side === 'less' ? 'below' : side === 'greater' ? 'past' : undefined;
}

const BITS = 128;

function bracketed(
  question: BoundaryQuestion,
  draw: Point,
  stated: number,
  bracket: { readonly low: number; readonly high: number },
  signal?: AbortSignal,
): MeasuredBoundary {
  const { low, high } = narrowBracket(sideAlong(question, draw, signal), bracket);
  const point = new Map(draw);
  point.delete(question.statement.variable);
  // The parameters themselves are rounded to float64 on the way.
  const rounding = 4 * Number.EPSILON * Math.abs(stated);
  return { point, stated, measured: low + (high - low) / 2, bound: (high - low) / 2 + rounding };
}

const sideAlong =
  (question: BoundaryQuestion, draw: Point, signal?: AbortSignal) =>
  (value: number): Side =>
    measureAt(question, pointWith(draw, question.statement.variable, fromNumber(value)), signal)?.side ??
    'open';

/** A measured boundary apart from the stated one leaves points between them on the wrong side. */
function misplaced(
  question: BoundaryQuestion,
  { point, stated, measured, bound }: MeasuredBoundary,
  at: Ball,
  signal?: AbortSignal,
): Suspect[] {
  if (Math.abs(measured - stated) <= bound) return [];
  const { variable, below } = question.statement;
  const value = fromNumber(measured + (stated - measured) / 2);
  const where = sideOfBoundary(value, at);
  const between = pointWith(point, variable, value);
  if (where === undefined || containsPoint(question.domain, between) !== true) return [];
  const found = measureAt(question, between, signal);
  const expected = where === 'below' ? below : other(below);
  return found === undefined || found.side === 'open' || found.side === expected
    ? []
    : [{ ...found, point: between, where }];
}

/** The flow's own boundary at the draw, wherever it lies within some factors of two of the stated one. */
export function searchBoundary(
  question: BoundaryQuestion,
  draw: Point,
  stopped: () => boolean,
  signal?: AbortSignal,
): MeasuredBoundary | undefined {
  const { variable, at } = question.statement;
  const ball = valueAt(at.expanded, draw, question.domain);
  if (ball === undefined) return undefined;
  const stated = toFloat(ball);
  if (stated === 0) return undefined;
  const sideAt = sideAlong(question, draw, signal);
  const factors = Array.from({ length: 2 * SCAN + 1 }, (_, i) => 2 ** (i - SCAN));
  const values = factors.map((factor) => factor * stated).sort((a, b) => a - b);
  let last: { readonly value: number; readonly side: Side } | undefined;
  let best: { low: number; high: number } | undefined;
  const distance = ({ low, high }: { low: number; high: number }) =>
    Math.abs(Math.log(Math.abs(low / stated))) + Math.abs(Math.log(Math.abs(high / stated)));
  for (const value of values) {
    if (stopped()) break;
    if (containsPoint(question.domain, pointWith(draw, variable, fromNumber(value))) !== true) continue;
    const side = sideAt(value);
    if (side === 'open') continue;
    if (last?.side === other(side)) {
      const bracket = { low: last.value, high: value };
      if (best === undefined || distance(bracket) < distance(best)) best = bracket;
    }
    last = { value, side };
  }
  return best && bracketed(question, draw, stated, best, signal);
}
