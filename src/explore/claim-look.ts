/** A claim at one point, and along one of its symbols: what somebody sees who moves its symbols about. */
import type { Claim } from '../claim/claim.js';
import type { Point } from '../domain/domain.js';
import { FlowproofError } from '../errors.js';
import type { Expression } from '../expression/expression.js';
import { type Rational, toNumber } from '../expression/rational.js';
import { type SidesAt, sidesAt, sweptValue } from './comparison-at.js';
import { integratedCurve } from './integrated-curve.js';
import { type SweepRow, verdictOf } from './sweep.js';
import { placeOn, type SweepAxis, valuesOn } from './sweep-axis.js';
import { type SweptSides, sweptSides } from './swept-sides.js';

export interface LookSeries {
  readonly label: string;
  /** NaN where there is no value. */
  readonly values: readonly number[];
  readonly kind: 'line' | 'dashes' | 'dots';
}

export interface LookPanel {
  readonly title: string;
  /** Places 0..1 on the axis, rising. */
  readonly places: readonly number[];
  readonly series: readonly LookSeries[];
}

export interface ClaimLook extends SidesAt {
  readonly verdict: SweepRow['verdict'];
  readonly panels: readonly LookPanel[];
  /** What kept a curve from being drawn. */
  readonly notes: readonly string[];
}

export interface LookInput {
  /** Which comparison, of a claim that has several. Default the first. */
  readonly part?: number;
  readonly at: Point;
  /** The symbol that the curves run over. */
  readonly axis: SweepAxis;
  /** Guaranteed digits of both sides at the point. Default 20. */
  readonly digits?: number;
}

const CURVE_POINTS = 145;
const CURVE_DIGITS = 8;
/** Bits beyond which a point of a curve is left out: a curve is looked at while a symbol moves. */
const CURVE_BITS = 2048;
const DOT_EVERY = 6;

/** @throws FlowproofError `not-swept` for claims that have no two sides at a point. */
export function lookAtClaim(claim: Claim, { part = 0, at, axis, digits = 20 }: LookInput): ClaimLook {
  const all = sweptSides(claim);
  const sides = all[Math.min(part, all.length - 1)];
  const found = sidesAt(sides.left, sides.right, at, digits);
  const values = valuesOn(axis, CURVE_POINTS);
  const flow = flowPanel(claim, sides, part, at, axis, values);
  return {
    ...found,
    verdict: verdictOf(found, sides, at),
    panels: [...flow.panels, bothSides(sides, at, axis, values)],
    notes: flow.notes,
  };
}

function bothSides(sides: SweptSides, at: Point, axis: SweepAxis, values: readonly Rational[]): LookPanel {
  const curve = curveOver(at, axis, values);
  return {
    title: sides.label === '' ? 'both sides' : `both sides of ${sides.label}`,
    places: values.map((value) => placeOn(axis, toNumber(value))),
    series: [
      { label: 'left side', values: curve(sides.left), kind: 'line' },
      { label: 'right side', values: curve(sides.right), kind: 'dashes' },
    ],
  };
}

const curveOver =
  (at: Point, { symbol }: SweepAxis, values: readonly Rational[]) =>
  (formula: Expression): readonly number[] =>
    values.map((value) => {
      const found = sweptValue(formula, new Map([...at, [symbol, value]]), CURVE_DIGITS, CURVE_BITS);
      return found.kind === 'value' ? found.number : Number.NaN;
    });

/** The closed form over time beside the flow as integrated, for claims that something solves a flow. */
function flowPanel(
  claim: Claim,
  sides: SweptSides,
  part: number,
  at: Point,
  axis: SweepAxis,
  values: readonly Rational[],
): Pick<ClaimLook, 'panels' | 'notes'> {
  const { statement } = claim;
  if (statement.kind !== 'solves' || statement.variable !== axis.symbol) return { panels: [], notes: [] };
  if (part >= statement.forms.size) return { panels: [], notes: [] };
  const times = values.map(toNumber);
  const dots = times.filter((_, k) => k % DOT_EVERY === 0);
  const notes: string[] = [];
  let states: readonly number[] | undefined;
  try {
    states = integratedCurve(claim, part, at, dots);
  } catch (error) {
    if (!(error instanceof FlowproofError)) throw error;
    notes.push(`the flow could not be integrated: ${error.message}`);
  }
  const integrated = new Map(states?.map((state, k) => [dots[k], state]));
  const closed: LookSeries = {
    label: 'closed form',
    values: curveOver(at, axis, values)(sides.curve),
    kind: 'line',
  };
  const flow: LookSeries = {
    label: 'integrated flow',
    values: times.map((time) => integrated.get(time) ?? Number.NaN),
    kind: 'dots',
  };
  return {
    panels: [
      {
        title: states === undefined ? 'the closed form' : 'closed form and integrated flow',
        places: times.map((time) => placeOn(axis, time)),
        series: states === undefined ? [closed] : [closed, flow],
      },
    ],
    notes,
  };
}
