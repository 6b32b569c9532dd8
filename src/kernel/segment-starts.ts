/** Where segments may start: ends of ranges, where a relation becomes an equality, and zero. */
import { differentiate } from '../expression/differentiate.js';
import { type Expression, fromRational, NOUGHT, negation, quotient } from '../expression/expression.js';
import { isZero, negate } from '../expression/rational.js';
import { mentions, substitute, symbolsOf } from '../expression/traverse.js';
import { rationalValue } from '../rules/core-form.js';
import { isAffineIn, type Segment } from '../rules/segment.js';
import type { SignFact } from '../rules/sign-facts.js';

/** Where the expression, affine in x with a number as slope, vanishes. */
function zeroOf(e: Expression, x: string): Expression | undefined {
  if (e.kind === 'symbol') return NOUGHT;
  if (e.kind === 'subtract') {
    if (e.left.kind === 'symbol' && e.left.name === x && !mentions(e.right, x)) return e.right;
    if (e.right.kind === 'symbol' && e.right.name === x && !mentions(e.left, x)) return e.left;
  }
  if (!isAffineIn(e, x)) return undefined;
  const slope = rationalValue(differentiate(e, x));
  if (slope === undefined || isZero(slope)) return undefined;
  const rest = substitute(e, new Map([[x, NOUGHT]]));
  const value = rationalValue(rest);
  if (value !== undefined && isZero(value)) return NOUGHT;
  return slope.numerator < 0n
    ? quotient(rest, fromRational(negate(slope)))
    : quotient(negation(rest), fromRational(slope));
}

/** Segments that end where the facts hold. Those that start where a relation between symbols is sharp come first. */
export function startsFor(
  e: Expression,
  facts: readonly SignFact[],
  integers: ReadonlySet<string>,
): readonly Segment[] {
  const between: Segment[] = [];
  const ends: Segment[] = [];
  const zeros: Segment[] = [];
  for (const variable of symbolsOf(e)) {
    if (integers.has(variable)) continue;
    const seen = new Set<Expression>([NOUGHT]);
    for (const { expression } of facts) {
      if (!mentions(expression, variable)) continue;
      const from = zeroOf(expression, variable);
      if (from === undefined || seen.has(from)) continue;
      seen.add(from);
      (symbolsOf(from).length > 0 ? between : ends).push({ variable, from });
    }
    zeros.push({ variable, from: NOUGHT });
  }
  return [...between, ...ends, ...zeros];
}
