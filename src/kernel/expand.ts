/** The expansion of an expression as its variable goes to a point or to infinity, from one side. */
import type { Path } from '../certificate/certificate.js';
import { childrenOf, constant, type Expression, integer, quotient, UNIT } from '../expression/expression.js';
import { fold, subexpressions } from '../expression/traverse.js';
import { rationalValue } from '../rules/core-form.js';
import { logLarge } from '../rules/reserved-symbols.js';
import { expandCall } from './expand-call.js';
import { type Sum, SumArithmetic } from './exponential-sum.js';
import { negative, plus, raised } from './light.js';
import { Phases } from './phases.js';
import type { Coefficients } from './series.js';
import { scaleOf } from './slow-coefficients.js';

export type { Path } from '../certificate/certificate.js';

export interface Expansion {
  readonly sum: Sum;
  /** Exponents of t count in units of 1/ramification of the small parameter. */
  readonly ramification: number;
  readonly arithmetic: SumArithmetic;
  readonly phases: Phases;
}

/** The subexpressions in which the variable occurs. */
function dependsOn(root: Expression, variable: string): ReadonlySet<Expression> {
  const moving = new Set<Expression>();
  for (const node of subexpressions(root)) {
    const moves =
      node.kind === 'symbol' ? node.name === variable : childrenOf(node).some((c) => moving.has(c));
    if (moves) moving.add(node);
  }
  return moving;
}

/**
 * Depends on nothing but its arguments and the answers of `known`.
 * @throws NotProved, Ramified, and what `known` throws.
 */
export function expand(
  root: Expression,
  variable: string,
  path: Path,
  ramification: number,
  terms: number,
  known: Coefficients,
): Expansion {
  return expandAt(0, root, variable, path, ramification, terms, known, new Phases(known));
}

function expandAt(
  level: number,
  root: Expression,
  variable: string,
  path: Path,
  ramification: number,
  terms: number,
  known: Coefficients,
  phases: Phases,
): Expansion {
  const infinity: Path = { kind: 'infinity', sign: 1 };
  const scale = scaleOf(level, known, (e, slowRamification, slowTerms) =>
    expandAt(level + 1, e, logLarge(level).name, infinity, slowRamification, slowTerms, known, phases),
  );
  const arithmetic = new SumArithmetic(terms, scale);
  const moving = dependsOn(root, variable);
  const start = startOf(path, ramification, arithmetic);
  const sum = fold<Sum>(root, (node, parts) => {
    // What does not depend on the variable is a coefficient.
    if (!moving.has(node)) return arithmetic.constant(node);
    if (node.kind === 'symbol') return start;
    if (node.kind === 'call') return expandCall(node, parts, arithmetic, phases);
    return expandNode(node, parts, moving, arithmetic);
  });
  return { sum: arithmetic.settled(sum), ramification, arithmetic, phases };
}

/** The variable itself. */
function startOf(path: Path, ramification: number, arithmetic: SumArithmetic): Sum {
  const { small } = arithmetic.scale;
  const step = raised(small, integer(ramification));
  if (path.kind === 'infinity') {
    const large = quotient(UNIT, step);
    return arithmetic.monomial(integer(path.sign), -ramification, path.sign > 0 ? large : negative(large));
  }
  const moved = path.side > 0 ? step : negative(step);
  const [distance] = arithmetic.monomial(integer(path.side), ramification, moved);
  const [point] = arithmetic.constant(path.value);
  if (point === undefined) return [distance];
  const series = arithmetic.series.add(point.series, distance.series);
  return [{ exponent: point.exponent, series, of: plus(path.value, moved) }];
}

function expandNode(
  node: Exclude<Expression, { readonly kind: 'symbol' | 'call' }>,
  parts: readonly Sum[],
  moving: ReadonlySet<Expression>,
  arithmetic: SumArithmetic,
): Sum {
  const [a, b] = parts;
  switch (node.kind) {
    case 'negate':
      return arithmetic.negate(a);
    case 'add':
      return arithmetic.add(a, b);
    case 'subtract':
      return arithmetic.subtract(a, b);
    case 'multiply':
      return arithmetic.multiply(a, b);
    case 'divide':
      return arithmetic.multiply(a, arithmetic.invert(b));
    case 'power': {
      if (rationalValue(node.right) !== undefined) return arithmetic.power(a, node.right);
      if (node.left === constant('e')) return arithmetic.exp(b);
      if (!moving.has(node.right)) return arithmetic.power(a, node.right);
      return arithmetic.exp(arithmetic.multiply(b, arithmetic.log(a)));
    }
    default:
      return arithmetic.constant(node);
  }
}
