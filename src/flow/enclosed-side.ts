/** On which side of a level a quantity stays, or gets to, along an enclosed flow: rigorously, or not at all. */
import type { Expression } from '../expression/expression.js';
import {
  add as addRationals,
  HALF,
  multiply,
  type Rational,
  rational,
  ZERO,
} from '../expression/rational.js';
import { radiusOf } from '../precision/bound.js';
import { compareDyadic } from '../precision/dyadic.js';
import {
  type Ball,
  enclose,
  fromInterval,
  fromRational,
  type Jet,
  jetAlong,
  max,
  min,
  order,
} from '../precision/index.js';
import {
  ENCLOSURE_ORDER,
  type EnclosedFlowInput,
  type EnclosedStep,
  enclosedSteps,
  seriesAt,
} from './enclosed-flow.js';
import type { Reduction } from './reduced-quantity.js';

export interface EnclosedQuantity {
  /** Over the states and the symbols of the flow's place. */
  readonly quantity: Expression;
  /** Has to be defined along the whole flow, too, for the quantity to mean anything. */
  readonly alsoDefined: readonly Expression[];
  /** Over the symbols of the flow's place. */
  readonly level: Expression;
  readonly reduce: Reduction;
  /** Awaited between steps, so that timers and signals get a turn. */
  readonly breathe?: () => Promise<void>;
}

/**
 * `value` encloses the reduced quantity; or, where one value of it suffices (a largest value above the level, a smallest below),
 * that one. `open`: the enclosures do not part from the level.
 */
export type EnclosedSide =
  | { readonly kind: 'above' | 'below'; readonly value: Ball; readonly level: Ball }
  | { readonly kind: 'open'; readonly reason: string };

/** Halvings of a step at the most. */
const MAX_DEPTH = 8;
/** A step is cut into so many pieces before any is halved, as a power of two. */
const FIRST_PIECES = 3;

/** Which side of the level the reduced quantity is on, where its enclosure and that of the level are separated. */
export async function sideOfLevel(
  flow: EnclosedFlowInput,
  question: EnclosedQuantity,
): Promise<EnclosedSide> {
  const { level, reduce } = question;
  const { place, bits } = flow;
  const threshold = enclose(level, place, bits);
  if (threshold.kind !== 'value' || threshold.defined !== 'everywhere')
    return open('the level was not shown to be defined');
  const steps = enclosedSteps(flow);
  // The largest value is above the level where one value is; it is below where all are. The smallest mirrors it.
  const one = reduce === 'min' ? 'less' : 'greater';
  const extreme = reduce === 'min' ? min : max;
  let value: Ball | undefined;
  let touches = false;
  /** One value on the side that one value settles. The flow still has to reach its end for the claim to speak. */
  let witness: EnclosedSide | undefined;
  for (;;) {
    await question.breathe?.();
    const next = steps.next();
    if (next.done) {
      if (next.value.kind === 'lost') return open(next.value.reason);
      break;
    }
    if (witness !== undefined) {
      if (!isDefinedAlong(next.value, flow, [question.quantity, ...question.alsoDefined]))
        return open(UNDEFINED);
      continue;
    }
    const series = quantitySeries(next.value, flow, question);
    if (series === undefined) return open(UNDEFINED);
    if (reduce === 'end') {
      value = seriesAt(series.start, series.throughout, fromRational(next.value.length, bits), bits);
      continue;
    }
    for (const piece of piecesOf(next.value, series, {
      level: threshold.ball,
      one,
      bits,
      directly: directlyOn(next.value, flow, question),
    })) {
      const side = order(piece, threshold.ball);
      if (side === one) {
        witness = sided(side, piece, threshold.ball);
        break;
      }
      touches ||= side === 'overlap' || side === 'equal';
      value = value === undefined ? piece : extreme(value, piece, bits);
    }
  }
  if (witness !== undefined) return witness;
  if (touches) return open('the quantity comes too near to the level for its enclosure');
  const side = value && order(value, threshold.ball);
  return value !== undefined && (side === 'less' || side === 'greater')
    ? sided(side, value, threshold.ball)
    : open('the enclosures of the quantity and of the level overlap');
}

const sided = (side: 'less' | 'greater', value: Ball, level: Ball): EnclosedSide => ({
  kind: side === 'less' ? 'below' : 'above',
  value,
  level,
});

const UNDEFINED = 'the quantity was not shown to be defined along the flow';

const open = (reason: string): EnclosedSide => ({ kind: 'open', reason });

interface Series {
  readonly start: Jet;
  readonly throughout: Jet;
}

/** The Taylor coefficients of the quantity on a step; undefined where it may not be defined. */
function quantitySeries(
  { start, throughout }: EnclosedStep,
  { place, bits }: EnclosedFlowInput,
  { quantity, alsoDefined }: EnclosedQuantity,
): Series | undefined {
  if (!isDefinedAlong({ throughout }, { place, bits }, alsoDefined)) return undefined;
  const thin = jetAlong(quantity, start, place, { order: ENCLOSURE_ORDER - 1, bits });
  const wide = jetAlong(quantity, throughout, place, { order: ENCLOSURE_ORDER, bits });
  return thin && wide && { start: thin, throughout: wide };
}

/**
 * The quantity from the states at a time after the start of the step: where it moves much faster than they do, its own series
 * is too wide to be of use.
 */
const directlyOn =
  ({ start, throughout }: EnclosedStep, { place, bits }: EnclosedFlowInput, { quantity }: EnclosedQuantity) =>
  (time: Ball): Ball | undefined => {
    const states = [...start].map(
      ([name, jet]) => [name, [seriesAt(jet, throughout.get(name)!, time, bits)]] as const,
    );
    return jetAlong(quantity, new Map(states), place, { order: 0, bits })?.[0];
  };

/** Are the formulas certainly defined at every time of the step? */
function isDefinedAlong(
  { throughout }: Pick<EnclosedStep, 'throughout'>,
  { place, bits }: Pick<EnclosedFlowInput, 'place' | 'bits'>,
  formulas: readonly Expression[],
): boolean {
  const boxes = new Map([...throughout].map(([name, [ball]]) => [name, [ball]] as const));
  return formulas.every((formula) => jetAlong(formula, boxes, place, { order: 0, bits }) !== undefined);
}

/**
 * Enclosures of the quantity over pieces that cover the step, those that overlap the level halved; or its value at one time on the
 * side that one value settles, and nothing more.
 */
function* piecesOf(
  { length }: EnclosedStep,
  { start, throughout }: Series,
  {
    level,
    one,
    bits,
    directly,
  }: {
    readonly level: Ball;
    readonly one: 'less' | 'greater';
    readonly bits: number;
    readonly directly: (time: Ball) => Ball | undefined;
  },
): Generator<Ball> {
  const isDecided = (ball: Ball) => ['less', 'greater'].includes(order(ball, level));
  const end = fromRational(length, bits);
  const endDirectly = directly(end);
  const isCoarse =
    endDirectly !== undefined &&
    compareDyadic(radiusOf(endDirectly), radiusOf(seriesAt(start, throughout, end, bits))) < 0 &&
    !isDecided(seriesAt(start, throughout, fromInterval(ZERO, length, bits), bits));
  const enclosureAt = (time: Ball): Ball => {
    const value = seriesAt(start, throughout, time, bits);
    if (isDecided(value)) return value;
    const other = isCoarse ? directly(time) : undefined;
    return other !== undefined && isDecided(other) ? other : value;
  };
  const first = 1 << FIRST_PIECES;
  const width = multiply(length, rational(1, first));
  const pending: { readonly from: Rational; readonly width: Rational; readonly depth: number }[] = [];
  for (let i = first - 1; i >= 0; i--)
    pending.push({ from: multiply(width, rational(i)), width, depth: FIRST_PIECES });
  while (pending.length > 0) {
    const piece = pending.pop()!;
    const to = addRationals(piece.from, piece.width);
    const value = enclosureAt(fromInterval(piece.from, to, bits));
    const side = order(value, level);
    if (side === 'less' || side === 'greater' || piece.depth >= MAX_DEPTH) {
      yield value;
      continue;
    }
    const moment = enclosureAt(fromRational(piece.from, bits));
    if (order(moment, level) === one) {
      yield moment;
      return;
    }
    const half = multiply(piece.width, HALF);
    const depth = piece.depth + 1;
    pending.push(
      { from: addRationals(piece.from, half), width: half, depth },
      { from: piece.from, width: half, depth },
    );
  }
}
