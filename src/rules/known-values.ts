/** Values that a part of the domain fixes: a symbol between equal bounds, and what is assumed to be zero. */
import type { Domain } from '../domain/domain.js';
import { integerSymbols } from '../domain/domain.js';
import { type Expression, fromRational, NOUGHT, negation } from '../expression/expression.js';
import { equals } from '../expression/rational.js';
import { fold, mentions, substitute, symbolsOf, withChildren } from '../expression/traverse.js';
import type { Assumption } from './resolve-signs.js';
import { NULL } from './signs.js';

/**
 * The expression with everything replaced that is known exactly on the part: a symbol whose bounds coincide is that number,
 * a subexpression assumed to be 0 is 0, and where x − e is assumed to be 0 the symbol x is e. Every node of the result
 * has the value of the node it stands for, so that it is defined wherever the expression is.
 */
export function substituteKnown(
  root: Expression,
  domain: Domain,
  assumed: readonly Assumption[],
): Expression {
  const integers = integerSymbols(domain);
  const zeros = assumed.filter(({ signs }) => signs === NULL).map(({ quantity }) => quantity);
  let e = zeros.length === 0 ? root : withoutZeros(root, new Set(zeros));
  const fixed = new Map<string, Expression>();
  for (const { name, lower, upper } of domain.symbols.values()) {
    if (lower && upper && !lower.strict && !upper.strict && equals(lower.value, upper.value))
      fixed.set(name, fromRational(lower.value));
  }
  if (fixed.size > 0) e = substitute(e, fixed);
  for (const zero of zeros) {
    const solved = solvedForSymbol(fixed.size > 0 ? substitute(zero, fixed) : zero, integers);
    if (solved !== undefined) e = substitute(e, new Map([solved]));
  }
  return e;
}

const withoutZeros = (root: Expression, zeros: ReadonlySet<Expression>): Expression =>
  fold<Expression>(root, (node, parts) => (zeros.has(node) ? NOUGHT : withChildren(node, parts)));

/**
 * From x − e = 0, e − x = 0 or x + e = 0 the value of x, where e does not hold x. An integer symbol is left alone: whether x^n
 * needs a positive base depends on it.
 */
function solvedForSymbol(
  zero: Expression,
  integers: ReadonlySet<string>,
): readonly [string, Expression] | undefined {
  if (zero.kind !== 'subtract' && zero.kind !== 'add') return undefined;
  const { left, right } = zero;
  const spoken = symbolsOf(zero);
  if (spoken.some((name) => integers.has(name))) return undefined;
  if (left.kind === 'symbol' && !mentions(right, left.name))
    return [left.name, zero.kind === 'add' ? negation(right) : right];
  if (right.kind === 'symbol' && !mentions(left, right.name))
    return [right.name, zero.kind === 'add' ? negation(left) : left];
  return undefined;
}
