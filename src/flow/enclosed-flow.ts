/**
 * Rigorous enclosures of flows that are given by formulas: Taylor steps in ball arithmetic, the rest of each step enclosed over
 * a box that provably holds the solution. Widths grow with the flow, so short precise steps from exact starts are what it is for.
 */
import { type Expression, product } from '../expression/expression.js';
import {
  add as addRationals,
  compare,
  HALF,
  multiply as multiplyRationals,
  ONE,
  type Rational,
  rational,
  subtract,
  toNumber,
  ZERO,
} from '../expression/rational.js';
import { largest, radiusOf, widen } from '../precision/bound.js';
import { compareDyadic, type Dyadic } from '../precision/dyadic.js';
import {
  add,
  type Ball,
  contains,
  divide,
  enclose,
  fromInteger,
  fromInterval,
  fromRational,
  type Jet,
  jetAlong,
  multiply,
  type Place,
  union,
} from '../precision/index.js';

export interface EnclosedFlowInput {
  /** state -> its rate, over the states and the symbols of `place`. */
  readonly field: ReadonlyMap<string, Expression>;
  /** state -> its value at time 0, over the symbols of `place`. */
  readonly initial: ReadonlyMap<string, Expression>;
  /** The end, over the symbols of `place`: positive. */
  readonly until: Expression;
  readonly place: Place;
  readonly bits: number;
  /** Steps at the most. Default 400. */
  readonly steps?: number;
  /** True when the budget is spent. */
  readonly stopped?: () => boolean;
}

/** The solution on one step. Its time runs from 0 to `length`, in units of `until`. */
export interface EnclosedStep {
  readonly length: Rational;
  /** Of each state: Taylor coefficients at the start of the step, without the last one. */
  readonly start: ReadonlyMap<string, Jet>;
  /** Of each state: Taylor coefficients at every time of the step at once. The last one makes the rest. */
  readonly throughout: ReadonlyMap<string, Jet>;
}

/** How the steps ended: at `until` with these states, or no further than they came, for the reason given. */
export type EnclosedEnd =
  | { readonly kind: 'end'; readonly states: ReadonlyMap<string, Ball> }
  | { readonly kind: 'lost'; readonly reason: string };

/** Taylor coefficients a step: c_0 to c_ORDER, of which the last makes the rest. */
export const ENCLOSURE_ORDER = 16;
const STEPS = 400;
const TWO = rational(2);
/** The first step that is tried, in units of the whole time. */
const FIRST_STEP = rational(1, 16);
/** The shortest step, in units of the whole time. */
const SHORTEST = rational(1n, 1n << 30n);
/** The rest of a step is this many bits below the state. */
const restBits = (bits: number): number => bits >> 1;
/** Rounds in which a box is widened until it holds the solution. */
const WIDENINGS = 6;

type Box = ReadonlyMap<string, Ball>;

/**
 * Encloses the solution from time 0 to `until`, step by step. On each step X + [0, h] f(B) lies within B, so that the solution
 * exists, is unique and stays in B (Picard), f being analytic there.
 */
export function* enclosedSteps(input: EnclosedFlowInput): Generator<EnclosedStep, EnclosedEnd> {
  const { field, initial, until, place, bits, steps: most = STEPS, stopped = () => false } = input;
  const scaled = new Map([...field].map(([name, rate]) => [name, product(until, rate)] as const));
  const states = startOf(initial, place, bits);
  if (states === undefined) return lost('the start of the flow was not shown to be defined');
  let at: Box = states;
  let gone = ZERO;
  let length = FIRST_STEP;
  for (let count = 0; compare(gone, ONE) < 0; count++) {
    if (stopped()) return lost('the budget ended');
    if (count >= most) return lost(`${most} steps did not enclose the whole flow`);
    const step = longestStep(scaled, at, place, bits, { length, left: subtract(ONE, gone) });
    if (step === undefined)
      return lost(`the flow was not enclosed beyond ${toNumber(gone).toPrecision(3)} of its time`);
    yield step;
    at = advance(step, bits);
    gone = addRationals(gone, step.length);
    length = multiplyRationals(step.length, TWO);
  }
  return { kind: 'end', states: at };
}

const lost = (reason: string): EnclosedEnd => ({ kind: 'lost', reason });

function startOf(initial: ReadonlyMap<string, Expression>, place: Place, bits: number): Box | undefined {
  const box = new Map<string, Ball>();
  for (const [name, value] of initial) {
    const found = enclose(value, place, bits);
    if (found.kind !== 'value' || found.defined !== 'everywhere') return undefined;
    box.set(name, found.ball);
  }
  return box;
}

/** The longest step from `length` downwards, by halves, whose box and rest are fine. */
function longestStep(
  field: ReadonlyMap<string, Expression>,
  at: Box,
  place: Place,
  bits: number,
  { length, left }: { readonly length: Rational; readonly left: Rational },
): EnclosedStep | undefined {
  const start = coefficients(field, at, place, bits, ENCLOSURE_ORDER - 1);
  if (start === undefined) return undefined;
  let h = compare(length, left) < 0 ? length : left;
  for (; compare(h, SHORTEST) >= 0; h = multiplyRationals(h, HALF)) {
    const box = boxOver(field, at, place, bits, h);
    const throughout = box && coefficients(field, box, place, bits, ENCLOSURE_ORDER);
    if (box === undefined || throughout === undefined) continue;
    const step = { length: h, start, throughout };
    if (hasSmallRest(step, box, bits)) return step;
  }
  return undefined;
}

/** A box that holds the solution for the time h from `at` on. */
function boxOver(
  field: ReadonlyMap<string, Expression>,
  at: Box,
  place: Place,
  bits: number,
  h: Rational,
): Box | undefined {
  const span = fromInterval(ZERO, h, bits);
  const moved = (box: Box): Box | undefined => {
    const next = new Map<string, Ball>();
    for (const [name, rate] of field) {
      // A jet of order 1 is there only where the rate is analytic: then the solution is unique.
      const jets = new Map([...box].map(([state, ball]) => [state, [ball, fromInteger(0)]] as const));
      const found = jetAlong(rate, jets, place, { order: 1, bits });
      if (found === undefined) return undefined;
      next.set(name, add(at.get(name)!, multiply(span, found[0], bits), bits));
    }
    return next;
  };
  let box = moved(at);
  for (let i = 0; i < WIDENINGS && box !== undefined; i++) {
    const wide: Box = new Map(
      [...box].map(([name, ball]) => {
        const both = union(ball, at.get(name)!, bits);
        return [name, widen(both, quarterOf(radiusOf(both)), bits)];
      }),
    );
    const next = moved(wide);
    if (next === undefined) return undefined;
    if ([...next].every(([name, ball]) => contains(wide.get(name)!, ball))) return wide;
    box = next;
  }
  return undefined;
}

const quarterOf = ({ mantissa, exponent }: Dyadic): Dyadic => ({
  mantissa: mantissa + 1n,
  exponent: exponent - 2,
});

/** Taylor coefficients of every state along the flow, from each point of the box. */
function coefficients(
  field: ReadonlyMap<string, Expression>,
  box: Box,
  place: Place,
  bits: number,
  order: number,
): ReadonlyMap<string, Jet> | undefined {
  let jets = new Map<string, Ball[]>([...box].map(([name, ball]) => [name, [ball]]));
  for (let k = 0; k < order; k++) {
    const next = new Map<string, Ball[]>();
    for (const [name, rate] of field) {
      const along = jetAlong(rate, jets, place, { order: k, bits });
      const coefficient = along && divide(along[k], fromInteger(k + 1), bits);
      if (coefficient === undefined) return undefined;
      next.set(name, [...jets.get(name)!, coefficient]);
    }
    jets = next;
  }
  return jets;
}

/** Is the rest of the step far below the states themselves? */
function hasSmallRest({ length, throughout }: EnclosedStep, box: Box, bits: number): boolean {
  const h = fromRational(length, bits);
  let reach: Ball = h;
  for (let k = 1; k < ENCLOSURE_ORDER; k++) reach = multiply(reach, h, bits);
  const size = [...box.values()].map(largest).reduce((a, b) => (compareDyadic(a, b) < 0 ? b : a));
  const allowed: Dyadic = { mantissa: size.mantissa, exponent: size.exponent - restBits(bits) };
  return [...throughout.values()].every((jet) => {
    const rest = multiply(jet[ENCLOSURE_ORDER], reach, bits);
    return compareDyadic(largest(rest), allowed) <= 0;
  });
}

/** The states at the end of a step. */
function advance({ length, start, throughout }: EnclosedStep, bits: number): Box {
  const h = fromRational(length, bits);
  const next = new Map<string, Ball>();
  for (const [name, jet] of start) next.set(name, seriesAt(jet, throughout.get(name)!, h, bits));
  return next;
}

/** The value at the time h (or at every time of a ball h) after the start of a step. */
export function seriesAt(start: Jet, throughout: Jet, h: Ball, bits: number): Ball {
  let value = throughout[throughout.length - 1];
  for (let k = throughout.length - 2; k >= 0; k--) value = add(multiply(value, h, bits), start[k], bits);
  return value;
}
