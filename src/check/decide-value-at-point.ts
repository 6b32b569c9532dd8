/** The value of a formula at a point to which it extends: there may be none, and where there is one, it has to fit. */
import type { Extension } from '../claim/claim.js';
import type { Domain } from '../domain/domain.js';
import { FlowproofError } from '../errors.js';
import type { Expression } from '../expression/expression.js';
import { substitute } from '../expression/traverse.js';
import { proveEquality } from '../kernel/index.js';
import { type Decision, decideQuestion, type QuestionBudget } from './decide-question.js';
import { UNSAMPLED, undecided, withVariable } from './near-point.js';
import type { Question } from './question.js';
import { searchCounterexample } from './search.js';
import { domainAtPoint } from './side-of-point.js';
import { vanishingArguments, vanishingDivisors } from './vanishing-divisor.js';

/** Draws that tell whether the formula has a value at the point. */
const VALUE_DRAWS = 32;

/**
 * Is `is` the value of `of` at the point, at all parameters at which the domain holds the point and `of` is defined at it?
 * Undefined where there are none.
 */
export async function decideValueAtPoint(
  of: Expression,
  is: Expression,
  claimed: Domain,
  extension: Extension,
  budget: QuestionBudget,
): Promise<Decision | undefined> {
  const { variable, approach } = extension;
  const domain = domainAtPoint(claimed, extension);
  if (domain === undefined) return undefined;
  const place = new Map([[variable, approach.value.expanded]]);
  const zeros = [vanishingDivisors, vanishingArguments].flatMap((find) =>
    find(of, place, domain, budget.seed),
  );
  if (zeros.length > 0) return undefined;
  const label = `the value at ${variable} = ${approach.value.text}`;
  const question: Question = {
    relation: '=',
    left: substitute(of, place),
    right: is,
    domain,
    alsoDefined: [],
    label,
  };
  try {
    const { seed, signal, digits, ms: deadlineMs } = budget;
    const probe = await searchCounterexample(question, {
      draws: VALUE_DRAWS,
      seed,
      signal,
      digits,
      deadlineMs,
    });
    if (probe.kind === 'vacuous' && probe.undefinedDraws === probe.draws && probe.draws > 0) {
      // Proved of something without a value, an equality says that it has none.
      if (proveEquality(question, { seed, ms: Math.min(1_000, budget.ms) }).kind === 'proved')
        return undefined;
      return {
        verdict: 'supported',
        evidence: [],
        reason: `${label}: at ${probe.draws} draws there is none, and the kernel did not prove that there never is one`,
      };
    }
    const decision = await decideQuestion(question, budget);
    if (decision.counterexample === undefined) {
      return decision.reason === undefined
        ? decision
        : { ...decision, reason: `${label}: ${decision.reason}` };
    }
    return {
      ...decision,
      counterexample: withVariable(decision.counterexample, variable, approach.value, label),
    };
  } catch (error) {
    if (!(error instanceof FlowproofError) || !UNSAMPLED.has(error.code)) throw error;
    if (error.code === 'domain-empty') return undefined;
    return undecided(`${label}: it was not found whether the domain holds the point: ${error.message}`);
  }
}
