/** Limits and asymptotic orders: exact expansions first, sequences where the kernel cannot expand. */
import type { Claim, LimitValue, Statement } from '../claim/claim.js';
import type { Counterexample, Evidence } from '../claim/verdict.js';
import type { Domain } from '../domain/domain.js';
import { FlowproofError } from '../errors.js';
import { type Expression, NOUGHT, quotient, UNIT } from '../expression/expression.js';
import { print } from '../expression/print.js';
import { compare, formatRational, type Rational, rational } from '../expression/rational.js';
import { mentions } from '../expression/traverse.js';
import { type Asymptotics, asymptotics, type Path } from '../kernel/index.js';
import { rationalValue } from '../rules/core-form.js';
import { type Decision, decideQuestion, type QuestionBudget } from './decide-question.js';
import { type LimitFinding, type LimitQuestion, searchLimit } from './limit-search.js';
import { searchCounterexample } from './search.js';

type LimitStatement = Extract<Statement, { kind: 'limit' | 'order' }>;

export async function decideLimit(claim: Claim, budget: QuestionBudget): Promise<Decision> {
  const statement = claim.statement as LimitStatement;
  const start = performance.now();
  const decisions: Decision[] = [];
  for (const path of pathsOf(statement)) {
    const decision = await decidePath(claim, statement, path, {
      ...budget,
      ms: Math.max(50, budget.ms - (performance.now() - start)),
    });
    decisions.push(decision);
    if (decision.verdict === 'refuted') return decision;
  }
  const open = decisions.find((d) => d.verdict !== 'proved');
  if (open === undefined) {
    return { verdict: 'proved', evidence: decisions.flatMap((d) => d.evidence) };
  }
  if (open.verdict === 'supported') return { ...open, evidence: decisions.flatMap((d) => d.evidence) };
  return bySequences(claim, statement, budget, open);
}

function pathsOf({ approach }: LimitStatement): Path[] {
  if (approach.kind === 'infinity') return [{ kind: 'infinity', sign: approach.sign }];
  const value = approach.value.expanded;
  const right: Path = { kind: 'point', value, side: 1 };
  const left: Path = { kind: 'point', value, side: -1 };
  return approach.side === 'both' ? [right, left] : [approach.side === 'right' ? right : left];
}

/** The values of the parameters a limit speaks of: a domain, and what has to be defined at them. */
interface Parameters {
  readonly domain: Domain;
  readonly alsoDefined: readonly Expression[];
}

/** The parameters: the domain without the variable that moves. */
function parameterDomain(domain: Domain, variable: string): Domain {
  const touches = (e: Expression) => mentions(e, variable);
  return {
    symbols: new Map([...domain.symbols].filter(([name]) => name !== variable)),
    relations: domain.relations.filter((r) => !touches(r.left) && !touches(r.right)),
  };
}

async function decidePath(
  claim: Claim,
  statement: LimitStatement,
  path: Path,
  budget: QuestionBudget,
): Promise<Decision> {
  const { of, variable } = statement;
  const begin = performance.now();
  const goal = { of: of.expanded, variable, path, domain: claim.domain };
  const known = asymptotics(goal, { seed: budget.seed, ms: Math.min(4_000, budget.ms) });
  const ms = performance.now() - begin;
  if (known.kind === 'unknown') return notExpanded(known.reason, ms);
  const expansion: Evidence = {
    kind: 'exact-proof',
    method: 'expansion',
    certificate: known.certificate,
    ms,
  };
  const domain = parameterDomain(claim.domain, variable);
  const parameters: Parameters = { domain, alsoDefined: known.alsoDefined };
  // A relation that ties the variable to parameters narrows them near the limit: a counterexample might lie outside.
  const free = domain.relations.length === claim.domain.relations.length;
  const decision =
    statement.kind === 'limit'
      ? await decideValue(statement.is, known, expansion, parameters, budget)
      : await decideOrder(statement, known, expansion, parameters, path, budget);
  if (decision.verdict === 'refuted' && !free) {
    return notExpanded(
      'the limit differs at some parameters, but a relation of the domain involves the variable',
      ms,
    );
  }
  return decision;
}

const notExpanded = (reason: string, ms: number): Decision => ({
  verdict: 'undecided',
  reason,
  evidence: [{ kind: 'no-proof', reason, ms }],
});

type Known = Extract<Asymptotics, { kind: 'known' }>;

/** The limit that was derived against the one that is claimed. */
async function decideValue(
  claimed: LimitValue,
  known: Known,
  expansion: Evidence,
  parameters: Parameters,
  budget: QuestionBudget,
): Promise<Decision> {
  if (claimed.kind === 'finite') {
    if (known.limit !== undefined) {
      const question = questionOf('limit', known.limit, claimed.value.expanded, parameters);
      return withEvidence(await decideQuestion(question, budget), expansion);
    }
    if (!known.nonzero) return notExpanded('the leading coefficient may vanish for some parameters', 0);
    return unlike(expansion, parameters, budget, known, print(claimed.value.typed), 'grows without bound');
  }
  const name = claimed.sign > 0 ? 'inf' : '-inf';
  if (known.limit !== undefined)
    return unlike(expansion, parameters, budget, known, name, `tends to ${shortened(known.limit)}`);
  if (known.sign === claimed.sign) return agreed(expansion, parameters, budget);
  if (known.sign !== undefined)
    return unlike(expansion, parameters, budget, known, name, 'grows with the other sign');
  return notExpanded('the sign of the leading coefficient is not decided', 0);
}

async function decideOrder(
  statement: Extract<Statement, { kind: 'order' }>,
  known: Known,
  expansion: Evidence,
  parameters: Parameters,
  path: Path,
  budget: QuestionBudget,
): Promise<Decision> {
  const claimed = claimedExponent(statement.exponent.expanded, path);
  if (known.vanishes || known.leading === undefined) {
    if (!statement.exact) return agreed(expansion, parameters, budget);
    return unlike(expansion, parameters, budget, known, 'a nonzero leading term', 'is zero near the limit');
  }
  const { numerator, denominator } = known.leading.exponent;
  // Exactly: an exponent that is off by 1e-20 is another exponent.
  const gap = compare(rational(numerator, denominator), claimed);
  const found = `behaves like the power ${numerator}/${denominator} of the small parameter`;
  const asked = `the power ${formatRational(claimed)}`;
  if (gap > 0) {
    // Smaller than claimed for every parameter: bounded, and not of the exact order.
    return statement.exact
      ? unlike(expansion, parameters, budget, known, asked, found)
      : agreed(expansion, parameters, budget);
  }
  if (gap === 0) {
    if (!statement.exact || known.nonzero) return agreed(expansion, parameters, budget);
    // The exact order fails where the leading coefficient vanishes.
    return coefficientVanishes(known, expansion, parameters, budget);
  }
  if (known.nonzero) return unlike(expansion, parameters, budget, known, asked, found);
  // Larger than claimed wherever the leading coefficient is not zero: any such parameters refute.
  const question = questionOf('leading coefficient', known.leading.coefficient, NOUGHT, parameters);
  const decision = await decideQuestion(question, budget);
  return decision.verdict === 'refuted'
    ? withEvidence(decision, expansion)
    : notExpanded(`the function ${found}, with a coefficient that could not be told from 0`, 0);
}

/** Exponent of the small parameter h: |x − point|^p, and |x|^p = h^(−p) at infinity. */
function claimedExponent(exponent: Expression, path: Path): Rational {
  const value = rationalValue(exponent);
  if (value === undefined) {
    throw new FlowproofError({
      code: 'order-exponent',
      message: 'the exponent of an order must be a rational number',
      found: print(exponent),
      expected: 'such as 2 or -1/2',
    });
  }
  return path.kind === 'infinity' ? { numerator: -value.numerator, denominator: value.denominator } : value;
}

/** An exact order holds where the leading coefficient is nonzero; sampling can only support that. */
async function coefficientVanishes(
  known: Known,
  expansion: Evidence,
  parameters: Parameters,
  budget: QuestionBudget,
): Promise<Decision> {
  // c/c is defined exactly where c is not zero.
  const { coefficient } = known.leading!;
  const ratio = quotient(coefficient, coefficient);
  const probe = await searchCounterexample(questionOf('leading coefficient', ratio, UNIT, parameters), {
    draws: budget.runs,
    seed: budget.seed,
    digits: budget.digits,
    deadlineMs: budget.ms,
    signal: budget.signal,
  });
  const reason = 'the leading coefficient was not proved nonzero for every parameter';
  if (probe.kind !== 'survived' || probe.undefinedDraws + probe.undecidedDraws > 0) {
    return {
      verdict: 'undecided',
      evidence: [expansion],
      reason: `${reason}, and it vanishes, or may vanish, at some draws`,
    };
  }
  const { draws, undefinedDraws, undecidedDraws, digits, worstError, seed } = probe;
  return {
    verdict: 'supported',
    evidence: [
      expansion,
      { kind: 'sampled', draws, undefinedDraws, undecidedDraws, digits, worstError, seed, ms: 0 },
    ],
    reason,
  };
}

/** The question at those parameters only at which the function is defined near the limit. */
const questionOf = (label: string, left: Expression, right: Expression, parameters: Parameters) => ({
  relation: '=' as const,
  left,
  right,
  domain: parameters.domain,
  alsoDefined: parameters.alsoDefined,
  label,
});

const withEvidence = (decision: Decision, expansion: Evidence): Decision => ({
  ...decision,
  evidence: [expansion, ...decision.evidence],
});

const shortened = (e: Expression): string => (e.size > 60 ? 'a finite value' : print(e));

/** A point of the parameters at which the function is defined near the limit; without one a claim says nothing. */
async function anyPoint(
  parameters: Parameters,
  budget: QuestionBudget,
): Promise<Counterexample['point'] | undefined> {
  // 0 = 1 is false at every point: the search finds one that is certainly in the domain, and shrinks it.
  const search = await searchCounterexample(questionOf('parameters', NOUGHT, UNIT, parameters), {
    draws: 64,
    seed: budget.seed,
    deadlineMs: budget.ms,
    signal: budget.signal,
  });
  return search.kind === 'refuted' ? search.counterexample.point : undefined;
}

const NO_PARAMETERS = 'no parameters were found at which the function is defined near the limit';

/** The expansion says what is claimed. */
async function agreed(
  expansion: Evidence,
  parameters: Parameters,
  budget: QuestionBudget,
): Promise<Decision> {
  const point = await anyPoint(parameters, budget);
  return point === undefined ? notExpanded(NO_PARAMETERS, 0) : { verdict: 'proved', evidence: [expansion] };
}

/** The derived behaviour contradicts the claim for all parameters: any of them is a counterexample. */
async function unlike(
  expansion: Evidence,
  parameters: Parameters,
  budget: QuestionBudget,
  known: Known,
  claimed: string,
  found: string,
): Promise<Decision> {
  const point = await anyPoint(parameters, budget);
  if (point === undefined) return notExpanded(NO_PARAMETERS, 0);
  const value = known.limit ?? known.leading?.coefficient;
  return {
    verdict: 'refuted',
    evidence: [expansion],
    counterexample: {
      point,
      values: [
        { label: 'claimed', value: claimed },
        { label: 'derived', value: value === undefined ? '0' : shortened(value) },
      ],
      because: `the exact expansion ${found}`,
    },
  };
}

/** Geometric sequences where no expansion was found. They support, or raise doubt; they refute nothing. */
async function bySequences(
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
