/** `toFollowFlow`: closed forms beside an integrated flow. */
import type { Comparison } from '../claim/proof.js';
import { FlowproofError } from '../errors.js';
import type { Expression } from '../expression/expression.js';
import { nearest } from '../expression/nearest.js';
import { parse } from '../expression/parse.js';
import { type Flow, flowFrom } from '../flow/flow.js';
import { followFlow, type Observable } from '../flow/follow-flow.js';
import { type FieldFormula, symbolicField } from '../flow/gradient-flow.js';
import { valueAt } from '../precision/value-at.js';
import { type MatcherContext, type MatcherResult, unfulfilled } from './claim-matchers.js';

/** Closed forms of state components, by name: formulas of the time and the constants, or functions of the time. */
export type ClosedForms = Readonly<Record<string, FieldFormula | ((time: number) => number)>>;

export interface FollowedFlow {
  /** A flow, or a rate for every state … */
  readonly flow: Flow | Readonly<Record<string, FieldFormula>>;
  /** … with its value at time 0. */
  readonly initial?: Readonly<Record<string, number>>;
  /** Values of the other symbols. */
  readonly constants?: Readonly<Record<string, number>>;
  /** How the time is called in the closed forms; default `t`. */
  readonly time?: string;
  /** The flow is followed up to this time, > 0 … */
  readonly until: number;
  /** … and compared at these; default: five times on the way and the end. */
  readonly times?: readonly number[];
}

/** Where nothing else is said: early, when much moves, and late. */
const PARTS = [1 / 32, 1 / 8, 1 / 4, 1 / 2, 3 / 4, 1];
/** A deviation of less than this many bounds might be a bound that is a little too small: it neither passes nor departs. */
const DEPARTED = 10;

/**
 * Every closed form agrees with the integrated flow within the integrator's bound on its own error; its negation is that
 * one departs from it by more than ten times that bound.
 * @throws FlowproofError as `followFlow`; `flow-state`, `flow-constants` for names that do not fit.
 */
export function toFollowFlow(this: MatcherContext, forms: unknown, followed: FollowedFlow): MatcherResult {
  const { until, times = PARTS.map((part) => part * until), time = 't' } = followed;
  const flow = flowOf(followed);
  const constants = followed.constants ?? {};
  const observables = Object.entries(forms as ClosedForms).map(([name, form]): Observable => {
    const component = indexOf(name, flow.field.names);
    const stated = typeof form === 'function' ? form : statedBy(form, time, constants);
    return { name, measured: (state) => state[component], stated };
  });
  const comparisons = followFlow(flow, times, observables, { timeName: time });
  const off = ({ stated, measured, bound }: Comparison) => Math.abs(stated - measured) / bound;
  const outside = comparisons.filter((comparison) => !(off(comparison) <= 1));
  const departed = comparisons.filter((comparison) => !(off(comparison) <= DEPARTED));
  const listed = outside
    .map(
      ({ name, stated, measured, bound }) =>
        `${name}: stated ${stated}, integrated ${measured} ± ${bound.toExponential(1)}`,
    )
    .join('\n');
  if (outside.length > 0 && departed.length === 0)
    return unfulfilled(this, `too close to the integrator's bound to tell\n${listed}`);
  return {
    pass: outside.length === 0,
    message: () =>
      this.isNot ? `the closed forms follow the flow at all ${comparisons.length} comparisons` : listed,
  };
}

const isFlow = (flow: FollowedFlow['flow']): flow is Flow =>
  'field' in flow && typeof flow.field === 'object' && 'evaluate' in flow.field;

function flowOf({ flow, initial = {}, constants }: FollowedFlow): Flow {
  if (isFlow(flow)) return flow;
  const names = Object.keys(flow);
  const stray = Object.keys(initial).find((name) => !names.includes(name));
  if (stray !== undefined) indexOf(stray, names);
  return flowFrom(
    symbolicField({ field: flow, constants }),
    names.map((name) => initial[name] ?? Number.NaN),
  );
}

function statedBy(form: FieldFormula, time: string, constants: Readonly<Record<string, number>>) {
  const formula: Expression = typeof form === 'string' ? parse(form) : form;
  return (now: number) => valueAt(formula, { ...constants, [time]: now });
}

function indexOf(name: string, names: readonly string[]): number {
  const index = names.indexOf(name);
  if (index >= 0) return index;
  const guess = nearest(name, names);
  throw new FlowproofError({
    code: 'flow-state',
    message: `the flow has no state ${name}`,
    expected: `one of ${names.join(', ')}`,
    found: name,
    hint: guess && `did you mean ${guess}?`,
  });
}
