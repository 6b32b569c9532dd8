/** Limits and asymptotic orders: exact expansions first, sequences where the kernel cannot expand. */
import type { Claim, Statement } from '../claim/claim.js';
import type { Counterexample, Evidence } from '../claim/verdict.js';
import { FlowproofError } from '../errors.js';
import {
  difference,
  type Expression,
  fromRational,
  integer,
  negation,
  powerOf,
  quotient,
  symbol,
} from '../expression/expression.js';
import { print } from '../expression/print.js';
import { type Rational, rational, signOf } from '../expression/rational.js';
import { substitute, symbolsOf } from '../expression/traverse.js';
import { asymptotics, type Path } from '../kernel/index.js';
import { rationalValue } from '../rules/core-form.js';
import type { Decision, QuestionBudget } from './decide-question.js';
import { bySequences } from './limit-by-sequences.js';
import { decideOrder, decideValue, notExpanded } from './limit-decision.js';
import {
  anyPoint,
  parameterDomain,
  type SideQuestion,
  type SignCase,
  signCases,
} from './limit-parameters.js';
import { namingBothSides } from './limit-sides.js';
import { orUnsampled, pointOf, undecided } from './near-point.js';
import { remainingMs } from './remaining-ms.js';
import { comesNear, sidesOfPoint } from './side-of-point.js';

type LimitStatement = Extract<Statement, { kind: 'limit' | 'order' }>;

/** Parameters that are split by their sign, one after the other. */
const MAX_SPLITS = 4;
/** Wall time of one expansion. */
const EXPANSION_MS = 4_000;

export async function decideLimit(claim: Claim, budget: QuestionBudget): Promise<Decision> {
  const statement = claim.statement as LimitStatement;
  const start = performance.now();
  const decisions: Decision[] = [];
  const ways = waysOf(claim, statement, budget.seed);
  const sides = ways.map(({ question }) => question);
  for (const { question, near } of ways) {
    const ms = remainingMs(budget.ms, start);
    const decision = await orUnsampled(() => decideSide(question, { ...budget, ms }));
    if (decision.verdict === 'refuted' && near !== undefined && !near(decision.counterexample)) {
      decisions.push(
        notExpanded('the limit differs at some parameters, which the variable may not come near to', 0),
      );
      continue;
    }
    decisions.push(decision);
    if (decision.verdict === 'refuted') return namingBothSides(decision, sides, budget.seed);
  }
  if (decisions.length === 0) return undecided('the domain has no points near the limit');
  const open = decisions.find((d) => d.verdict !== 'proved');
  if (open === undefined) {
    return { verdict: 'proved', evidence: decisions.flatMap((d) => d.evidence) };
  }
  if (open.verdict === 'supported') return { ...open, evidence: decisions.flatMap((d) => d.evidence) };
  return bySequences(claim, statement, budget, open);
}

/** A side of the limit, and whether the domain comes near to it at some parameters, where that depends on them. */
interface Way {
  readonly question: SideQuestion;
  readonly near?: (counterexample: Counterexample | undefined) => boolean;
}

/** A point that moves with the parameters lies in reach of the variable at some of them only. */
function waysOf(claim: Claim, statement: LimitStatement, seed: number): Way[] {
  const { approach, variable } = statement;
  if (approach.kind === 'infinity' || symbolsOf(approach.value.expanded).length === 0)
    return pathsOf(statement).map((path) => ({ question: questionOf(claim, statement, path) }));
  return sidesOfPoint(claim.domain, { variable, approach }, seed).map((side) => ({
    question: { ...questionOf(claim, statement, side.path), domain: side.domain },
    near: (counterexample) =>
      counterexample !== undefined && comesNear(side, variable, pointOf(counterexample), seed),
  }));
}

function pathsOf({ approach }: LimitStatement): Path[] {
  if (approach.kind === 'infinity') return [{ kind: 'infinity', sign: approach.sign }];
  const value = approach.value.expanded;
  const right: Path = { kind: 'point', value, side: 1 };
  const left: Path = { kind: 'point', value, side: -1 };
  return approach.side === 'both' ? [right, left] : [approach.side === 'right' ? right : left];
}

function questionOf(claim: Claim, statement: LimitStatement, path: Path): SideQuestion {
  const { of, variable } = statement;
  return {
    of: of.expanded,
    variable,
    path,
    domain: claim.domain,
    claimed:
      statement.kind === 'order'
        ? { kind: 'order', exponent: rationalExponent(statement.exponent.expanded), exact: statement.exact }
        : {
            kind: 'limit',
            is:
              statement.is.kind === 'infinite'
                ? statement.is
                : {
                    kind: 'finite',
                    value: statement.is.value.expanded,
                    text: print(statement.is.value.typed),
                  },
          },
  };
}

function rationalExponent(exponent: Expression): Rational {
  const value = rationalValue(exponent);
  if (value !== undefined) return value;
  throw new FlowproofError({
    code: 'order-exponent',
    message: 'the exponent of an order must be a rational number',
    found: print(exponent),
    expected: 'such as 2 or -1/2',
  });
}

/** One side of the limit, for all parameters: by cases where a sign among them is needed. */
async function decideSide(side: SideQuestion, budget: QuestionBudget): Promise<Decision> {
  const start = performance.now();
  const left = () => remainingMs(budget.ms, start);
  const part = await decideCase(side, [], left, budget);
  if (part.kind === 'empty')
    return notExpanded('the assumptions about the parameters contradict each other', 0);
  const { decision } = part;
  if (decision.verdict !== 'proved' || !part.split) return decision;
  // Each case may be empty, all of them must not.
  const point = await anyPoint(
    { domain: parameterDomain(side.domain, side.variable), alsoDefined: part.alsoDefined },
    budget,
  );
  return point === undefined
    ? notExpanded('no parameters were found at which the function is defined near the limit', 0)
    : decision;
}

type CaseDecision =
  | { readonly kind: 'empty' }
  | {
      readonly kind: 'decided';
      readonly decision: Decision;
      readonly split: boolean;
      readonly alsoDefined: readonly Expression[];
    };

async function decideCase(
  side: SideQuestion,
  cases: readonly SignCase[],
  left: () => number,
  budget: QuestionBudget,
): Promise<CaseDecision> {
  const { variable, path } = side;
  const begin = performance.now();
  const known = asymptotics(
    {
      of: askedOf(side),
      variable,
      path,
      domain: side.domain,
      // An exact order that fails is better told with the order that holds.
      ...(side.claimed.kind === 'limit' || !side.claimed.exact ? { limitOnly: true as const } : {}),
    },
    { seed: budget.seed, ms: Math.min(EXPANSION_MS, left()) },
  );
  const ms = performance.now() - begin;
  if (known.kind === 'unknown') {
    if (known.empty) return { kind: 'empty' };
    const [name] = known.undecided;
    if (name === undefined || cases.length >= MAX_SPLITS)
      return decided(notExpanded(inCase(cases, known.reason), ms));
    return bySigns(side, name, cases, known.alsoDefined, left, budget);
  }
  const expansion: Evidence = {
    kind: 'exact-proof',
    method: inCase(cases, 'expansion'),
    certificate: known.certificate,
    ms,
  };
  const domain = parameterDomain(side.domain, variable);
  const expanded = {
    known,
    expansion,
    parameters: { domain, alsoDefined: known.alsoDefined },
    budget: { ...budget, ms: left() },
    part: cases.length > 0,
  };
  const { claimed } = side;
  const decision =
    claimed.kind === 'limit'
      ? await decideValue(claimed.is, expanded)
      : await decideOrder(claimed.exact, smallExponent(claimed.exponent, path), expanded);
  // A relation that ties the variable to parameters narrows them near the limit: a counterexample might lie outside.
  if (decision.verdict === 'refuted' && domain.relations.length !== side.domain.relations.length) {
    return decided(
      notExpanded(
        'the limit differs at some parameters, but a relation of the domain involves the variable',
        ms,
      ),
    );
  }
  return { kind: 'decided', decision, split: false, alsoDefined: known.alsoDefined };
}

const decided = (decision: Decision): CaseDecision => ({
  kind: 'decided',
  decision,
  split: false,
  alsoDefined: [],
});

const inCase = (cases: readonly SignCase[], text: string): string =>
  cases.length === 0 ? text : `${text} (${cases.map((c) => c.text).join(', ')})`;

/** Cases by the sign of one parameter. */
async function bySigns(
  side: SideQuestion,
  name: string,
  cases: readonly SignCase[],
  alsoDefined: readonly Expression[],
  left: () => number,
  budget: QuestionBudget,
): Promise<CaseDecision> {
  const evidence: Evidence[] = [];
  let [empty, open]: [boolean, Decision | undefined] = [true, undefined];
  for (const part of signCases(side.domain, name)) {
    const found = await decideCase(narrowed(side, name, part), [...cases, part], left, budget);
    if (found.kind === 'empty') continue;
    empty = false;
    const { decision } = found;
    if (decision.verdict === 'refuted') {
      return { ...found, decision: part.zero ? withZero(decision, name) : decision };
    }
    if (decision.verdict === 'proved') evidence.push(...decision.evidence);
    else open ??= decision;
  }
  if (empty) return { kind: 'empty' };
  return {
    kind: 'decided',
    decision: open ?? { verdict: 'proved', evidence },
    split: true,
    alsoDefined,
  };
}

/** The question in one case. */
function narrowed(side: SideQuestion, name: string, part: SignCase): SideQuestion {
  if (!part.zero) return { ...side, domain: part.domain };
  const at = (e: Expression): Expression => substitute(e, new Map([[name, integer(0)]]));
  const { path, claimed } = side;
  return {
    ...side,
    domain: part.domain,
    of: at(side.of),
    path: path.kind === 'point' ? { ...path, value: at(path.value) } : path,
    claimed:
      claimed.kind === 'limit' && claimed.is.kind === 'finite'
        ? { ...claimed, is: { ...claimed.is, value: at(claimed.is.value) } }
        : claimed,
  };
}

/** The counterexample lies where the parameter is 0. */
const withZero = (decision: Decision, name: string): Decision =>
  decision.counterexample === undefined
    ? decision
    : {
        ...decision,
        counterexample: {
          ...decision.counterexample,
          point: { ...decision.counterexample.point, [name]: '0' },
        },
      };

/** Exponent of the small parameter h: |x − point|^p, and |x|^p = h^(−p) at infinity. */
const smallExponent = (exponent: Rational, path: Path): Rational =>
  path.kind === 'infinity' ? rational(-exponent.numerator, exponent.denominator) : exponent;

/** What a limit is taken of: the function, or for an order the function over the power that is claimed. */
function askedOf({ of, variable, path, claimed }: SideQuestion): Expression {
  if (claimed.kind === 'limit' || signOf(claimed.exponent) === 0) return of;
  const x = symbol(variable);
  const size =
    path.kind === 'infinity'
      ? path.sign > 0
        ? x
        : negation(x)
      : path.side > 0
        ? difference(x, path.value)
        : difference(path.value, x);
  const exponent = signedNumber(claimed.exponent);
  return quotient(of, powerOf(size, exponent));
}

const signedNumber = (q: Rational): Expression =>
  signOf(q) < 0 ? negation(fromRational(rational(-q.numerator, q.denominator))) : fromRational(q);
