/** The interval of a definite integral: its ends, their order, and the interval as a set of points. */
import type { IntegralStatement, LimitValue } from '../claim/claim.js';
import type { Bound, Domain, Relation, RelationOperator } from '../domain/domain.js';
import { difference, type Expression, NOUGHT, product, sum, symbol } from '../expression/expression.js';
import { print } from '../expression/print.js';
import { ONE, ZERO } from '../expression/rational.js';
import { symbolsOf } from '../expression/traverse.js';
import { proveInequality } from '../kernel/index.js';
import { constantOf } from './constant-of.js';
import type { View } from './defined-throughout.js';

/** An end of the interval: a value over the parameters, or ±infinity. */
export type End = Expression | 'inf' | '-inf';

export interface IntegrationRange {
  readonly from: End;
  readonly to: End;
  /** `forward`: from ≤ to at every point of the parameters; `backward`: from ≥ to; `either` where neither is proved. */
  readonly order: 'forward' | 'backward' | 'either';
  /** True where from and to are never equal. */
  readonly apart: boolean;
  /** The open interval, as domains of the parameters and the variable: one, or one for each order. */
  readonly insides: readonly Domain[];
  /** The same set, for proofs that something is defined on it. */
  readonly views: readonly View[];
}

/**
 * @param given expressions over the parameters that may be taken to be defined.
 */
export function integrationRange(
  variable: string,
  { from, to }: NonNullable<IntegralStatement['range']>,
  parameters: Domain,
  given: readonly Expression[],
  seed: number,
): IntegrationRange {
  const [a, b] = [endOf(from), endOf(to)];
  const prove = (left: Expression, operator: '<' | '<=', right: Expression) =>
    proveInequality({ left, operator, right, domain: parameters, alsoDefined: given }, { seed, ms: 600 })
      .kind === 'proved';
  const settled = (order: IntegrationRange['order'], apart: boolean): IntegrationRange => {
    const forward = () => between(variable, a, b, parameters);
    const backward = () => between(variable, b, a, parameters);
    const insides =
      order === 'forward' ? [forward()] : order === 'backward' ? [backward()] : [forward(), backward()];
    const natural: View = { parts: insides.map((domain) => ({ domain, put: new Map() })) };
    const straight = straightView(variable, a, b, parameters);
    return { from: a, to: b, order, apart, insides, views: straight ? [natural, straight] : [natural] };
  };
  if (typeof a === 'string' || typeof b === 'string') {
    if (a === b) return settled('either', false);
    return settled(a === '-inf' || b === 'inf' ? 'forward' : 'backward', true);
  }
  if (prove(a, '<', b)) return settled('forward', true);
  if (prove(b, '<', a)) return settled('backward', true);
  if (prove(a, '<=', b)) return settled('forward', false);
  return settled(prove(b, '<=', a) ? 'backward' : 'either', false);
}

const endOf = (end: LimitValue): End =>
  end.kind === 'finite' ? end.value.expanded : end.sign > 0 ? 'inf' : '-inf';

/** Parameters and the variable strictly between two ends. */
function between(variable: string, low: End, high: End, { symbols, relations }: Domain): Domain {
  const x = symbol(variable);
  const conditions: Relation[] = [];
  const bound = (end: End, operator: RelationOperator): Bound | undefined => {
    if (typeof end === 'string') return undefined;
    const value = constantOf(end);
    if (value !== undefined) return { value, strict: true };
    const [left, right] = operator === '<' ? [end, x] : [x, end];
    conditions.push({ operator: '<', left, right, text: `${print(left)} < ${print(right)}` });
    return undefined;
  };
  const lower = bound(low, '<');
  const upper = bound(high, '>');
  const range = { name: variable, integer: false, ...(lower && { lower }), ...(upper && { upper }) };
  return {
    symbols: new Map([...symbols, [variable, range]]),
    relations: [...relations, ...conditions],
  };
}

/** The variable as a + (b − a)·u with 0 < u < 1, or as a ± u with u > 0: it shows signs that relations do not. */
function straightView(variable: string, a: End, b: End, { symbols, relations }: Domain): View | undefined {
  if (typeof a === 'string' && typeof b === 'string') return undefined;
  const ends = [a, b].filter((end): end is Expression => typeof end !== 'string');
  const taken = new Set([variable, ...symbols.keys(), ...symbolsOf(...ends)]);
  let name = 'u';
  while (taken.has(name)) name += '_';
  const u = symbol(name);
  const zero = { value: ZERO, strict: true };
  const [range, x] =
    typeof a !== 'string' && typeof b !== 'string'
      ? [{ name, integer: false, lower: zero, upper: { value: ONE, strict: true } }, along(a, b, u)]
      : [{ name, integer: false, lower: zero }, outwards(ends[0], a === '-inf' || b === '-inf', u)];
  return {
    parts: [
      {
        domain: { symbols: new Map([...symbols, [name, range]]), relations },
        put: new Map([[variable, x]]),
      },
    ],
  };
}

const along = (a: Expression, b: Expression, u: Expression): Expression =>
  a === NOUGHT
    ? product(b, u)
    : b === NOUGHT
      ? difference(a, product(a, u))
      : sum(a, product(difference(b, a), u));

const outwards = (end: Expression, down: boolean, u: Expression): Expression =>
  down ? difference(end, u) : end === NOUGHT ? u : sum(end, u);
