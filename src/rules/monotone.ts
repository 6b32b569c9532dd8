/** Signs by the mean value theorem along a segment on which one symbol moves. */

import { nameOf, Rejected } from '../certificate/rejected.js';
import { differentiate } from '../expression/differentiate.js';
import type { Expression } from '../expression/expression.js';
import { mentions } from '../expression/traverse.js';
import { sufficientFacts } from '../rules/definedness.js';
import type { SignsOf } from '../rules/operation-signs.js';
import { atStart, isSmoothIn, offsetOf, type Segment, signsAlong } from '../rules/segment.js';
import { isSubset, NONZERO, NULL, type Signs, signsOfProduct, signsOfSum } from '../rules/signs.js';
import { type Box, withoutSymbol } from './sign-facts.js';

/** Where steps have to hold. */
export interface StepPlace {
  readonly given: SignsOf;
  /** Ranges of the symbols, and which of them are integers. */
  readonly box: Box;
  /** May equalities with a proof of their own be used? They hold on the domain, not on segments. */
  readonly identities: boolean;
}

/**
 * Let P be a point of the claim at which e is defined, and S the segment on which x moves from b to its value at P while all
 * other symbols stay. If x = b at P, e is e(b). Else, with everything in e defined at b, strictly inside S and at P, e is
 * continuous on S; with its formal derivative defined strictly inside, e is differentiable there, and
 * e = e(b) + (x − b)·e′(ξ) for some ξ strictly inside. S may leave the domain of the claim: what is used inside is only what
 * {@link signsAlong} carries over, and what follows from it.
 * @param inside signs strictly inside the segment.
 * @throws Rejected where a condition is missing.
 */
export function signsByMonotone(
  e: Expression,
  segment: Segment,
  at: SignsOf,
  place: StepPlace,
  inside: SignsOf,
): Signs {
  const { variable, from } = segment;
  if (place.box.integers.has(variable)) throw new Rejected(`${variable} is an integer and does not move`);
  if (mentions(from, variable)) throw new Rejected(`the start of the segment moves with ${variable}`);
  if (!isSmoothIn(e, variable)) throw new Rejected(`${nameOf(e)} may have kinks or steps in ${variable}`);
  const slope = differentiate(e, variable);
  const start = atStart(e, segment);
  requireParts([from, start], at, place);
  requireParts([e, slope], inside, place);
  const [first, offset] = [at(start), at(offsetOf(segment))];
  // Where the offset vanishes there is no inside, and what is known of it counts for nothing.
  const unmoved = offset & NULL ? first : 0;
  return unmoved | signsOfSum(first, signsOfProduct(inside(slope), offset & NONZERO));
}

/** The place strictly inside a segment. */
export const insideOf = (segment: Segment, at: SignsOf, { box }: StepPlace): StepPlace => ({
  given: (e) => signsAlong(e, segment, at),
  box: withoutSymbol(box, segment.variable),
  identities: false,
});

/** Everything in the expressions is defined. */
function requireParts(roots: readonly Expression[], at: SignsOf, { box }: StepPlace): void {
  for (const { expression, signs } of sufficientFacts(roots, box.integers))
    if (!isSubset(at(expression), signs))
      throw new Rejected(`${nameOf(roots[0])} was not shown to be defined along the segment`);
}
