/** Claims that are not a list of elementary questions: limits, orders, extensions, and what accumulates. */
import type { Claim } from '../claim/claim.js';
import type { ProvedClaim } from '../kernel/index.js';
import { decideBoundary } from './boundary/decide-boundary.js';
import { decideExpectation } from './decide-expectation.js';
import { decideExtends } from './decide-extends.js';
import { decideIntegral } from './decide-integral.js';
import { decideLimit } from './decide-limit.js';
import { decideMinimiser } from './decide-minimiser.js';
import type { Decision, QuestionBudget } from './decide-question.js';
import { decideSum } from './decide-sum.js';

export function decideWhole(
  claim: Claim,
  lemmas: readonly ProvedClaim[],
  budget: QuestionBudget,
): Promise<Decision> {
  const { statement } = claim;
  switch (statement.kind) {
    case 'sum':
      return decideSum(claim, statement, lemmas, budget);
    case 'expectation':
      return decideExpectation(claim, statement, lemmas, budget);
    case 'integral': {
      const { range } = statement;
      return range === undefined
        ? decideLimit(claim, budget)
        : decideIntegral(claim, { ...statement, range }, lemmas, budget);
    }
    case 'minimiser':
      return decideMinimiser(claim, statement, lemmas, budget);
    case 'boundary':
      return decideBoundary(claim, statement, budget);
    case 'extends':
      return decideExtends(claim, budget);
    default:
      return decideLimit(claim, budget);
  }
}
