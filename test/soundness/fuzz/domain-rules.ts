/** Rewriting rules that need a positive argument: true on domains whose bounds make it so. */
import {
  call,
  constant,
  difference,
  type Expression,
  fromRational,
  integer,
  negation,
  powerOf,
  product,
  quotient,
  sum,
} from '../../../src/expression/expression.js';
import { compare, rational, ZERO } from '../../../src/expression/rational.js';
import { subexpressions } from '../../../src/expression/traverse.js';
import type { FuzzDice } from './dice.js';
import { isInsideExponent, replaceNode, rewrite } from './true-rules.js';

const n = (k: number): Expression => integer(k);
const sq = (e: Expression): Expression => powerOf(e, n(2));

/** Positive wherever it is defined, by its shape alone: independent of the kernel's reasoning. */
export function isPositive(e: Expression, symbols: ReadonlySet<string>): boolean {
  const positive = (u: Expression): boolean => isPositive(u, symbols);
  switch (e.kind) {
    case 'number':
      return compare(e.value, ZERO) > 0;
    case 'constant':
      return true;
    case 'symbol':
      return symbols.has(e.name);
    case 'add':
    case 'multiply':
    case 'divide':
      return positive(e.left) && positive(e.right);
    case 'power':
      return positive(e.left);
    case 'call':
      return e.name === 'exp' || e.name === 'cosh'
        ? true
        : ['sqrt', 'cbrt', 'abs', 'sinh', 'tanh', 'asinh', 'atan'].includes(e.name) &&
            positive(e.operands[0]);
    default:
      return false;
  }
}

type PositiveRule = (u: Expression, v: Expression) => Expression | undefined;

/** For u > 0 (and v > 0 where it comes in from outside). */
export const POSITIVE_RULES: Readonly<Record<string, PositiveRule>> = {
  'u = |u|': (u) => call('abs', u),
  'u = sqrt(u²)': (u) => call('sqrt', sq(u)),
  'u = sqrt(u)²': (u) => sq(call('sqrt', u)),
  'u = (u^3)^(1/3)': (u) => powerOf(powerOf(u, n(3)), fromRational(rational(1, 3))),
  'u = exp(log u)': (u) => call('exp', call('log', u)),
  'u = acosh(cosh u)': (u) => call('acosh', call('cosh', u)),
  'u = u·sign u': (u) => product(u, call('sign', u)),
  'u = max(u, -v)': (u, v) => call('max', u, negation(v)),
  'u = min(u, u+v)': (u, v) => call('min', u, sum(u, v)),
  'u = sqrt((u+v)²)-v': (u, v) =>
    difference(call('sqrt', sum(sum(sq(u), product(n(2), product(u, v))), sq(v))), v),
  'u = u^v·u^(1-v)': (u, v) => product(powerOf(u, v), powerOf(u, difference(n(1), v))),
  'u = (u^v)^(1/v)': (u, v) => powerOf(powerOf(u, v), quotient(n(1), v)),
  'u = (uv)^(1/2)(u/v)^(1/2)': (u, v) =>
    product(powerOf(product(u, v), fromRational(rational(1, 2))), call('sqrt', quotient(u, v))),
  'u = cot(atan 1/u)': (u) => quotient(n(1), call('tan', call('atan', quotient(n(1), u)))),
  'u = tan(pi/2-atan 1/u)': (u) =>
    call('tan', difference(quotient(constant('pi'), n(2)), call('atan', quotient(n(1), u)))),
  'u = exp(log(uv)-log v)': (u, v) => call('exp', difference(call('log', product(u, v)), call('log', v))),
  'u = sqrt(u²+2v²-2v²)': (u, v) =>
    call('sqrt', difference(sum(sq(u), product(n(2), sq(v))), product(n(2), sq(v)))),
};

const NAMES = Object.keys(POSITIVE_RULES);

/** General rules, and rules for what is positive on the domain. Arguments as for {@link rewrite}. */
export function rewriteOn(
  positives: ReadonlySet<string>,
  root: Expression,
  others: readonly Expression[],
  steps: number,
  dice: FuzzDice,
  trace: string[],
  through: Expression[],
): Expression {
  let current = root;
  for (let i = 0; i < steps; i++) {
    const nodes = subexpressions(current).filter(
      (e) => e.size < 40 && isPositive(e, positives) && !isInsideExponent(current, e),
    );
    if (nodes.length === 0 || dice.chance(0.5)) {
      current = rewrite(current, others, 1, dice, trace, through);
      continue;
    }
    const node = dice.pick(nodes);
    const companions = [n(2), n(3), ...others.filter((e) => e.size < 12 && isPositive(e, positives))];
    const name = dice.pick(NAMES);
    const to = POSITIVE_RULES[name](node, dice.pick(companions));
    if (to === undefined || to.size + current.size > 200) continue;
    current = replaceNode(current, node, to);
    through.push(current);
    trace.push(name);
  }
  return current;
}
