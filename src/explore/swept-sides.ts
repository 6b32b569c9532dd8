import { questionsOf } from '../check/lower-claim.js';
import type { Claim } from '../claim/claim.js';
import type { Domain } from '../domain/domain.js';
import { FlowproofError } from '../errors.js';
import type { Expression } from '../expression/expression.js';

/** Two formulas to set beside each other, and what the claim says of them. */
export interface SweptSides {
  readonly label: string;
  readonly left: Expression;
  readonly relation: '=' | '<' | '<=' | '>' | '>=';
  readonly right: Expression;
  readonly domain: Domain;
  /** What is looked at as a curve over a second symbol: the left side, or the function whose slope it is. */
  readonly curve: Expression;
}

/**
 * The comparisons that a claim comes to: its two sides, the steps of a chain, a derivative beside its stated form.
 * @throws FlowproofError `not-swept` for claims that are no comparison of formulas at a point.
 */
export function sweptSides(claim: Claim): readonly SweptSides[] {
  const questions = questionsOf(claim).filter(({ refuteOnly }) => !refuteOnly);
  if (questions.length > 0) {
    const curves = curvesOf(claim);
    return questions.map((question, k) => ({ ...question, curve: curves[k] ?? question.left }));
  }
  throw new FlowproofError({
    code: 'not-swept',
    message: `${claim.derivation}/${claim.id} is a claim of the kind ${claim.statement.kind}: it has no two sides at a point`,
    expected: 'an equality, a chain, an inequality, a derivative, a solution or a conserved quantity',
    hint: 'flowproof check shows what was found about it',
  });
}

/** The functions of claims about slopes, in the order of their comparisons. */
function curvesOf({ statement }: Claim): readonly Expression[] {
  switch (statement.kind) {
    case 'solves':
      return [...statement.forms.values()].map((form) => form.expanded);
    case 'derivative':
      return [statement.of.expanded];
    default:
      return [];
  }
}
