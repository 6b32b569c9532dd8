/** Continuous extensions: the limits from all sides the domain allows, and the value at the point where there is one. */
import type { Claim, Statement } from '../claim/claim.js';
import { FlowproofError } from '../errors.js';
import { substitute } from '../expression/traverse.js';
import { proveEquality } from '../kernel/index.js';
import { decideLimit } from './decide-limit.js';
import { type Decision, decideQuestion, type QuestionBudget } from './decide-question.js';
import { nearness, onSide, orUnsampled, together, UNSAMPLED, undecided, withVariable } from './near-point.js';
import type { Question } from './question.js';
import { searchCounterexample } from './search.js';
import { domainAtPoint, type SideOfPoint, sidesOfPoint } from './side-of-point.js';
import { vanishingDivisors } from './vanishing-divisor.js';

type ExtendsStatement = Extract<Statement, { kind: 'extends' }>;

/** Draws that tell whether the formula has a value at the point. */
const VALUE_DRAWS = 32;

export async function decideExtends(claim: Claim, budget: QuestionBudget): Promise<Decision> {
  const statement = claim.statement as ExtendsStatement;
  const start = performance.now();
  const rest = () => ({ ...budget, ms: Math.max(50, budget.ms - (performance.now() - start)) });
  const sides = sidesOfPoint(claim.domain, statement, budget.seed);
  const decisions: Decision[] = [];
  for (const side of sides) {
    const decision = await decideSide(claim, statement, side, rest());
    if (decision.verdict === 'refuted') return decision;
    decisions.push(decision);
  }
  const near = nearness(sides, statement, budget.seed);
  if (near !== undefined) decisions.push(undecided(near));
  const value = await decideValue(claim, statement, rest());
  if (value?.verdict === 'refuted') return value;
  return together(value === undefined ? decisions : [...decisions, value]);
}

async function decideSide(
  claim: Claim,
  statement: ExtendsStatement,
  side: SideOfPoint,
  budget: QuestionBudget,
): Promise<Decision> {
  const { of, variable, approach, is } = statement;
  const limit: Statement = {
    kind: 'limit',
    of,
    variable,
    approach: { ...approach, side: side.path.side > 0 ? 'right' : 'left' },
    is: { kind: 'finite', value: is },
  };
  const decision = await orUnsampled(() =>
    decideLimit({ ...claim, statement: limit, domain: side.domain }, budget),
  );
  const label = `as ${variable} comes to ${approach.value.text} ${side.words}`;
  return onSide(decision, side, statement, label, budget.seed);
}

/** The value at the point against the claimed one; undefined where there is none. */
async function decideValue(
  claim: Claim,
  statement: ExtendsStatement,
  budget: QuestionBudget,
): Promise<Decision | undefined> {
  const { of, variable, approach, is } = statement;
  const domain = domainAtPoint(claim.domain, statement);
  if (domain === undefined) return undefined;
  const place = new Map([[variable, approach.value.expanded]]);
  if (vanishingDivisors(of.expanded, place, domain, budget.seed).length > 0) return undefined;
  const label = `the value at ${variable} = ${approach.value.text}`;
  const question: Question = {
    relation: '=',
    left: substitute(of.expanded, place),
    right: is.expanded,
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
