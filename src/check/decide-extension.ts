/** A comparison at a point to which its sides extend: each side replaced by its limit there. */
import type { Claim, Extension, Formula, Statement } from '../claim/claim.js';
import type { Evidence } from '../claim/verdict.js';
import type { Expression } from '../expression/expression.js';
import { mentions, subexpressions } from '../expression/traverse.js';
import { asymptotics } from '../kernel/index.js';
import { type Decision, decideQuestion, type QuestionBudget } from './decide-question.js';
import { decideValueAtPoint } from './decide-value-at-point.js';
import { nearness, onSide, orUnsampled, together, undecided } from './near-point.js';
import type { Question } from './question.js';
import { remainingMs } from './remaining-ms.js';
import { type SideOfPoint, sidesOfPoint, withoutVariable } from './side-of-point.js';

/** One part of an extended claim; `step` of a chain, counting from 1, where it compares a line with the one before. */
export interface ExtendedPart {
  readonly label: string;
  readonly step?: number;
  readonly decision: Decision;
}

type Comparison = Extract<Statement, { kind: 'equality' | 'chain' | 'inequality' }>;

const LIMIT_MS = 4_000;

/** The parts that `extend` adds to a claim; none where the claim has no such key. Ends at the first refuted one. */
export async function decideExtension(claim: Claim, budget: QuestionBudget): Promise<ExtendedPart[]> {
  const { statement, domain } = claim;
  if (!('extend' in statement) || statement.extend === undefined) return [];
  const { extend } = statement;
  const start = performance.now();
  const rest = () => ({ ...budget, ms: remainingMs(budget.ms, start) });
  const label = `at ${extend.variable} = ${extend.approach.value.text}, extended`;
  const formulas = statement.kind === 'chain' ? statement.steps : [statement.left, statement.right];
  const sides = sidesOfPoint(domain, extend, budget.seed);
  const far = nearness(sides, extend, budget.seed);
  if (far !== undefined) return [{ label, decision: undecided(far) }];

  const limits: SideLimits[] = [];
  for (const side of sides) {
    const found = limitsOn(side, formulas, extend, rest());
    if (found.kind === 'unknown') return [{ label, decision: found.decision }];
    limits.push(found);
  }
  const parts: ExtendedPart[] = [];
  for (const decision of [
    await decideMeeting(limits, formulas, extend, rest),
    await decideValues(limits, formulas, claim, extend, rest),
  ]) {
    if (decision !== undefined) parts.push({ label, decision });
  }
  const asked: Question[] = [];
  for (const found of limits) {
    for (const { step, question } of questionsOn(found, statement, extend, label)) {
      if (asked.some((earlier) => isSame(earlier, question))) continue;
      asked.push(question);
      const decision = await orUnsampled(() => decideQuestion(question, rest()));
      if (question.refuteOnly && decision.verdict !== 'refuted') continue;
      const words = limits.length > 1 ? `the limits ${found.side.words}` : 'the limits';
      const part = {
        label: question.label,
        decision: onSide(decision, found.side, extend, words, budget.seed),
      };
      parts.push(step === undefined ? part : { ...part, step });
      if (part.decision.verdict === 'refuted') return parts;
    }
  }
  return withExpansions(parts, limits);
}

interface SideLimits {
  readonly kind: 'limits';
  readonly side: SideOfPoint;
  readonly values: readonly Expression[];
  /** Defined exactly at the parameters the limits speak of. */
  readonly alsoDefined: readonly Expression[];
  readonly evidence: readonly Evidence[];
}

/** The limits of all formulas on one side, or why one of them is not known. */
function limitsOn(
  side: SideOfPoint,
  formulas: readonly Formula[],
  { variable }: Extension,
  budget: QuestionBudget,
): SideLimits | { readonly kind: 'unknown'; readonly decision: Decision } {
  const values: Expression[] = [];
  const alsoDefined: Expression[] = [];
  const evidence: Evidence[] = [];
  const options = { seed: budget.seed, ms: Math.min(LIMIT_MS, budget.ms / formulas.length) };
  for (const { text, expanded } of formulas) {
    const begin = performance.now();
    const goal = { of: expanded, variable, path: side.path, domain: side.domain };
    const known = asymptotics(goal, options);
    const ms = performance.now() - begin;
    if (known.kind === 'unknown' || known.limit === undefined) {
      const why =
        known.kind === 'unknown'
          ? known.reason
          : known.nonzero
            ? 'it grows without bound'
            : 'it may grow without bound at some parameters';
      const reason = `the limit of ${shortened(text)} ${side.words} could not be derived: ${why}`;
      return {
        kind: 'unknown',
        decision: { ...undecided(reason), evidence: [{ kind: 'no-proof', reason, ms }] },
      };
    }
    values.push(known.limit);
    alsoDefined.push(...known.alsoDefined);
    evidence.push({ kind: 'exact-proof', method: 'expansion', certificate: known.certificate, ms });
  }
  return { kind: 'limits', side, values, alsoDefined, evidence };
}

const shortened = (text: string): string => (text.length > 60 ? `${text.slice(0, 60)}…` : text);

/** Do the limits from the two sides meet? Undefined where there is one side, or they are the same by their form. */
async function decideMeeting(
  limits: readonly SideLimits[],
  formulas: readonly Formula[],
  { variable }: Extension,
  rest: () => QuestionBudget,
): Promise<Decision | undefined> {
  if (limits.length < 2) return undefined;
  const [right, left] = limits;
  const decisions: Decision[] = [];
  for (const [i, { text }] of formulas.entries()) {
    if (right.values[i] === left.values[i]) continue;
    const question: Question = {
      relation: '=',
      left: left.values[i],
      right: right.values[i],
      domain: withoutVariable(right.side.domain, variable),
      alsoDefined: [...right.alsoDefined, ...left.alsoDefined],
      label: 'the limits from the two sides',
    };
    const decision = await orUnsampled(() => decideQuestion(question, rest()));
    const differ = `the limits of ${shortened(text)} from the left and from the right differ, so it has no continuous extension`;
    decisions.push(
      decision.verdict === 'refuted'
        ? { ...undecided(differ), evidence: decision.evidence.filter((e) => e.kind !== 'refutation') }
        : decision,
    );
  }
  return decisions.length > 0 ? together(decisions) : undefined;
}

/**
 * A formula that has a value at the point extends to it only with that value. `sign` is the one function that is defined
 * and not continuous: without it the value is the limit.
 */
async function decideValues(
  limits: readonly SideLimits[],
  formulas: readonly Formula[],
  { domain }: Claim,
  extend: Extension,
  rest: () => QuestionBudget,
): Promise<Decision | undefined> {
  const decisions: Decision[] = [];
  for (const [i, { text, expanded }] of formulas.entries()) {
    const jumps = subexpressions(expanded).some(
      (node) => node.kind === 'call' && node.name === 'sign' && mentions(node, extend.variable),
    );
    if (!jumps) continue;
    const decision = await decideValueAtPoint(expanded, limits[0].values[i], domain, extend, rest());
    const differ = `the value of ${shortened(text)} at the point is not its limit there, so it does not extend to it`;
    if (decision !== undefined) decisions.push(decision.verdict === 'refuted' ? undecided(differ) : decision);
  }
  return decisions.length > 0 ? together(decisions) : undefined;
}

interface Asked {
  readonly step?: number;
  readonly question: Question;
}

function questionsOn(
  { side, values, alsoDefined }: SideLimits,
  statement: Comparison,
  { variable }: Extension,
  label: string,
): Asked[] {
  const domain = withoutVariable(side.domain, variable);
  const relation = statement.kind === 'inequality' ? statement.operator : '=';
  const ask = (left: Expression, right: Expression, lines: string): Question => ({
    relation,
    left,
    right,
    domain,
    alsoDefined,
    label: lines === '' ? label : `${label}, ${lines}`,
  });
  if (statement.kind !== 'chain') return [{ question: ask(values[0], values[1], '') }];
  const steps = values.slice(1).map((value, i) => ({
    step: i + 1,
    question: ask(values[i], value, `lines ${i + 1} and ${i + 2}`),
  }));
  if (values.length < 3) return steps;
  // As for the chain itself: a line that is defined more rarely must not carry a false conclusion.
  const ends = ask(values[0], values[values.length - 1], 'first and last line');
  return [...steps, { question: { ...ends, refuteOnly: true } }];
}

const isSame = (a: Question, b: Question): boolean =>
  a.left === b.left &&
  a.right === b.right &&
  a.refuteOnly === b.refuteOnly &&
  JSON.stringify(conditionsOf(a)) === JSON.stringify(conditionsOf(b)) &&
  a.alsoDefined.length === b.alsoDefined.length &&
  a.alsoDefined.every((e, i) => e === b.alsoDefined[i]);

/** The conditions of a question's domain as text: equal texts are equal conditions. */
const conditionsOf = ({ domain }: Question) => [
  [...domain.symbols.values()].map(({ name, lower, upper }) => [
    name,
    ...[lower, upper].map((b) => b && `${b.value.numerator}/${b.value.denominator} ${b.strict}`),
  ]),
  domain.relations.map(({ text }) => text),
];

/** The expansions the limits come from, as evidence beside that of the first part. */
function withExpansions(parts: readonly ExtendedPart[], limits: readonly SideLimits[]): ExtendedPart[] {
  const expansions = limits.flatMap(({ evidence }) => evidence);
  return parts.map((part, i) =>
    i === 0
      ? { ...part, decision: { ...part.decision, evidence: [...expansions, ...part.decision.evidence] } }
      : part,
  );
}
