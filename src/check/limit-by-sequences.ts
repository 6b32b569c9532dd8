/** Limits and orders along geometric sequences, where no expansion was found. */
import type { Claim, Statement } from '../claim/claim.js';
import type { Decision, QuestionBudget } from './decide-question.js';
import { type LimitFinding, type LimitQuestion, searchLimit } from './limit-search.js';

type LimitStatement = Extract<Statement, { kind: 'limit' | 'order' }>;

/** They support, or raise doubt; they refute nothing. */
export async function bySequences(
  claim: Claim,
  statement: LimitStatement,
  budget: QuestionBudget,
  open: Decision,
): Promise<Decision> {
  const begin = performance.now();
  const { approach } = statement;
  const asked = {
    of: statement.of.expanded,
    variable: statement.variable,
    approach: approach.kind === 'infinity' ? approach : { ...approach, value: approach.value.expanded },
    domain: claim.domain,
    label: '',
  };
  const question: LimitQuestion =
    statement.kind === 'limit'
      ? {
          ...asked,
          kind: 'limit',
          is:
            statement.is.kind === 'finite'
              ? statement.is.value.expanded
              : statement.is.sign > 0
                ? 'infinity'
                : '-infinity',
        }
      : { ...asked, kind: 'order', exponent: statement.exponent.expanded, exact: statement.exact };
  // Each side on its own: readable sequences on one side must not hide unreadable ones on the other.
  const findings: LimitFinding[] = [];
  for (const side of sidesOf(question)) {
    findings.push(
      await searchLimit(side, { seed: budget.seed, signal: budget.signal, deadlineMs: budget.ms }),
    );
  }
  const finding = findings.find((f) => f.kind !== 'supported') ?? findings[0];
  const ms = performance.now() - begin;
  const reason = `no exact expansion: ${open.reason}`;
  switch (finding.kind) {
    case 'supported':
      return {
        verdict: 'supported',
        reason,
        evidence: [
          ...open.evidence,
          {
            kind: 'sampled',
            draws: finding.draws,
            undefinedDraws: 0,
            undecidedDraws: finding.undecidedDraws,
            digits: finding.digits,
            worstError: `${finding.worstOrderDeviation.toExponential(1)} in the measured order`,
            seed: finding.seed,
            ms,
          },
        ],
      };
    case 'suspicious':
      return {
        verdict: 'undecided',
        evidence: open.evidence,
        reason: `sequences do not behave as claimed at ${JSON.stringify(finding.point)}: ${finding.reason}; ${reason}`,
      };
    case 'undecided':
      return { verdict: 'undecided', evidence: open.evidence, reason: `${finding.reason}; ${reason}` };
  }
}

function sidesOf(question: LimitQuestion): LimitQuestion[] {
  const { approach } = question;
  if (approach.kind === 'infinity' || approach.side !== 'both') return [question];
  return (['right', 'left'] as const).map((side) => ({ ...question, approach: { ...approach, side } }));
}
