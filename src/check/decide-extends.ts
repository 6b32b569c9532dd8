/** Continuous extensions: the limits from all sides the domain allows, and the value at the point where there is one. */
import type { Claim, Statement } from '../claim/claim.js';
import { decideLimit } from './decide-limit.js';
import type { Decision, QuestionBudget } from './decide-question.js';
import { decideValueAtPoint } from './decide-value-at-point.js';
import { nearness, onSide, orUnsampled, together, undecided } from './near-point.js';
import { remainingMs } from './remaining-ms.js';
import { type SideOfPoint, sidesOfPoint } from './side-of-point.js';

type ExtendsStatement = Extract<Statement, { kind: 'extends' }>;

export async function decideExtends(claim: Claim, budget: QuestionBudget): Promise<Decision> {
  const statement = claim.statement as ExtendsStatement;
  const start = performance.now();
  const rest = () => ({ ...budget, ms: remainingMs(budget.ms, start) });
  const sides = sidesOfPoint(claim.domain, statement, budget.seed);
  const decisions: Decision[] = [];
  for (const side of sides) {
    const decision = await decideSide(claim, statement, side, rest());
    if (decision.verdict === 'refuted') return decision;
    decisions.push(decision);
  }
  const near = nearness(sides, statement, budget.seed);
  if (near !== undefined) decisions.push(undecided(near));
  const { of, is } = statement;
  const value = await decideValueAtPoint(of.expanded, is.expanded, claim.domain, statement, rest());
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
