/** The quantity of a regime boundary at one point, from the integrated flow. */
import type { Point } from '../../domain/domain.js';
import { FlowproofError } from '../../errors.js';
import { compile } from '../../expression/compile.js';
import { type Rational, toNumber } from '../../expression/rational.js';
import { flowFrom, reduceAlongFlow, symbolicField } from '../../flow/index.js';
import { type Side, sideOf } from '../../flow/measured-boundary.js';
import { type Ball, toDecimal } from '../../precision/index.js';
import { type BoundaryQuestion, valueAt } from './boundary-question.js';

/** The side on which the flow puts the quantity, with the numbers behind it. */
export interface MeasuredSide {
  readonly side: Side;
  readonly value: number;
  readonly bound: number;
  readonly level: number;
}

const DIGITS = 20;
/** Steps of one integration at the most. */
const MAX_STEPS = 20_000;

export const toFloat = (ball: Ball): number => Number(toDecimal(ball, DIGITS).toString());

/** Undefined where the flow cannot be integrated, or not before `stopped`, or something is not defined. */
export function measureAt(
  question: BoundaryQuestion,
  point: Point,
  stopped: () => boolean,
): MeasuredSide | undefined {
  const { statement, domain, field, initial, quantity } = question;
  const level = valueAt(statement.level.expanded, point, domain);
  const until = valueAt(statement.until.expanded, point, domain);
  const start = [...field.keys()].map((name) => valueAt(initial.get(name)!, point, domain));
  if (level === undefined || until === undefined || !start.every((x) => x !== undefined)) return undefined;
  const constants = Object.fromEntries([...point].map(([name, value]) => [name, toNumber(value)]));
  const states = [...field.keys()];
  const parameters = Object.keys(constants);
  const compiled = compile(quantity, [...states, ...parameters]);
  const slots = new Float64Array(states.length + parameters.length);
  slots.set(
    parameters.map((name) => constants[name]),
    states.length,
  );
  const measured = (state: Float64Array): number => {
    slots.set(state);
    return compiled(slots);
  };
  try {
    const flow = flowFrom(symbolicField({ field: Object.fromEntries(field), constants }), start.map(toFloat));
    const { reduce, quantity: stated } = statement;
    const reduced = { name: stated.text, measured, reduce, until: toFloat(until) };
    const { value, bound } = reduceAlongFlow(flow, reduced, { maxSteps: MAX_STEPS, stopped });
    const threshold = toFloat(level);
    const total = bound + 2 * Number.EPSILON * Math.abs(threshold);
    if (![value, threshold].every(Number.isFinite)) return undefined;
    return { side: sideOf({ value, bound: total }, threshold), value, bound: total, level: threshold };
  } catch (error) {
    // A flow that blows up, or that float64 cannot follow, decides nothing.
    if (error instanceof FlowproofError && error.code.startsWith('flow-')) return undefined;
    throw error;
  }
}

/** The point with another value of the symbol that crosses. */
export const pointWith = (point: Point, variable: string, value: Rational): Point =>
  new Map(point).set(variable, value);
