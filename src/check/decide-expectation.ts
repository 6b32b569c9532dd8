/** Expectations over independent Gaussian variables: their moments give an equality. */
import type { Claim, ExpectationStatement } from '../claim/claim.js';
import type { Evidence } from '../claim/verdict.js';
import { NOUGHT } from '../expression/expression.js';
import { type ProvedClaim, proveInequality } from '../kernel/index.js';
import { type Decision, decideQuestion, type QuestionBudget } from './decide-question.js';
import { definedAlongside } from './defined-throughout.js';
import { gaussianExpectation } from './gaussian-moments.js';

export async function decideExpectation(
  { domain }: Claim,
  { of, over, is }: ExpectationStatement,
  lemmas: readonly ProvedClaim[],
  budget: QuestionBudget,
): Promise<Decision> {
  const laws = new Map(
    [...over].map(([name, law]) => [name, { mean: law.mean.expanded, variance: law.variance.expanded }]),
  );
  const open = (reason: string): Decision => ({
    verdict: 'undecided',
    evidence: [{ kind: 'no-proof', reason, ms: 0 }],
    reason,
  });
  // The claim speaks where the laws and what does not depend on the variables are defined.
  const laid = [...laws.values()].flatMap(({ mean, variance }) => [mean, variance]);
  const alsoDefined = [...laid, ...definedAlongside(of.expanded, ...laws.keys())];
  for (const [name, { variance }] of laws) {
    const goal = {
      left: variance,
      operator: '>=' as const,
      right: NOUGHT,
      domain,
      alsoDefined: [is.expanded, ...alsoDefined],
    };
    const proof = proveInequality(goal, { seed: budget.seed, ms: Math.min(2_000, budget.ms) });
    if (proof.kind !== 'proved')
      return open(
        `it was not proved that the variance of ${name} is nonnegative on the domain: ${proof.reason}`,
      );
  }
  const begin = performance.now();
  const found = gaussianExpectation(of.expanded, laws);
  if (found.kind === 'unknown') return open(found.reason);
  const moments: Evidence = {
    kind: 'exact-proof',
    method: 'Gaussian moments',
    certificate: { kind: 'moments', variables: [...laws.keys()] },
    ms: performance.now() - begin,
  };
  const question = {
    relation: '=' as const,
    left: found.value,
    right: is.expanded,
    domain,
    alsoDefined,
    lemmas,
    label: 'moments',
  };
  const decision = await decideQuestion(question, budget);
  return { ...decision, evidence: [moments, ...decision.evidence] };
}
