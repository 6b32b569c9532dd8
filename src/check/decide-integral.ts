/**
 * Definite integrals. One is proved through an antiderivative F: F' = f between the ends, F continuous up to them (or with
 * exact one-sided limits there), everything provably defined in between, and the value F(to) − F(from). Where that does not
 * succeed, rigorous quadrature at drawn parameters refutes or supports.
 */
import type { Claim, IntegralStatement } from '../claim/claim.js';
import type { Counterexample, Evidence } from '../claim/verdict.js';
import type { Domain } from '../domain/domain.js';
import { FlowproofError } from '../errors.js';
import { differentiate } from '../expression/differentiate.js';
import { difference, type Expression, negation, symbol } from '../expression/expression.js';
import { print } from '../expression/print.js';
import { equals } from '../expression/rational.js';
import { mentions, subexpressions, substitute } from '../expression/traverse.js';
import { type ProvedClaim, proveEquality } from '../kernel/index.js';
import { findAntiderivative } from './antiderivative-search.js';
import { constantOf } from './constant-of.js';
import { type Decision, decideQuestion, type QuestionBudget } from './decide-question.js';
import { definedAlongside, undefinedSomewhere } from './defined-throughout.js';
import { integrateAtDraws, type QuadratureFinding } from './integrate-at-draws.js';
import { type End, type IntegrationRange, integrationRange } from './integration-range.js';
import { remainingMs } from './remaining-ms.js';
import { valueAtEnd } from './value-at-end.js';

type Definite = IntegralStatement & { readonly range: NonNullable<IntegralStatement['range']> };

const QUADRATURE_DRAWS = 24;
const QUADRATURE_MS = 6_000;
/** Draws at which quadrature looks over the shoulder of a proof. */
const WATCHED_DRAWS = 3;
const WATCHED_MS = 400;
/** Fewer compared draws support nothing. */
const FEWEST_COMPARED = 5;
const OBLIGATIONS_MS = 5_000;

/** What every step needs to know. */
interface Task {
  readonly f: Expression;
  readonly x: string;
  readonly value: Expression;
  readonly parameters: Domain;
  readonly range: IntegrationRange;
  /** Defined wherever the claim speaks: the value, the ends, the parts of the integrand without the variable. */
  readonly given: readonly Expression[];
  readonly lemmas: readonly ProvedClaim[];
  readonly budget: () => QuestionBudget;
}

type Attempt =
  | { readonly kind: 'settled'; readonly decision: Decision }
  | { readonly kind: 'open'; readonly reason: string; readonly evidence: readonly Evidence[] };

export async function decideIntegral(
  claim: Claim,
  statement: Definite,
  lemmas: readonly ProvedClaim[],
  total: QuestionBudget,
): Promise<Decision> {
  const start = performance.now();
  const budget = () => ({ ...total, ms: remainingMs(total.ms, start) });
  const [f, value, x] = [statement.of.expanded, statement.is.expanded, statement.by];
  const { from, to, antiderivative } = statement.range;
  const ends = [from, to].flatMap((end) => (end.kind === 'finite' ? [end.value.expanded] : []));
  const given = [value, ...ends, ...definedAlongside(f, x)];
  const range = integrationRange(x, statement.range, claim.domain, given, total.seed);
  const task: Task = { f, x, value, parameters: claim.domain, range, given, lemmas, budget };
  if (samePlace(range.from, range.to)) {
    return { verdict: 'undecided', evidence: [], reason: 'the integral begins and ends at the same place' };
  }
  const attempt = antiderivative ? await byStated(antiderivative.expanded, task) : await byCandidates(task);
  return attempt.kind === 'settled' ? watched(attempt.decision, task) : byQuadrature(attempt, task);
}

function samePlace(a: End, b: End): boolean {
  if (a === b) return true;
  if (typeof a === 'string' || typeof b === 'string') return false;
  const [low, high] = [constantOf(a), constantOf(b)];
  return low !== undefined && high !== undefined && equals(low, high);
}

/** Through the antiderivative of the author, which is a part of the claim: it is refuted with it. */
async function byStated(F: Expression, task: Task): Promise<Attempt> {
  const { parameters, x, f, given, lemmas, budget } = task;
  const slope = differentiate(F, x);
  const evidence: Evidence[] = [];
  let reason: string | undefined;
  for (const domain of task.range.insides) {
    const label = 'derivative of the antiderivative';
    const question = {
      relation: '=' as const,
      left: slope,
      right: f,
      domain,
      alsoDefined: [F, ...given],
      lemmas,
      label,
    };
    try {
      const decision = await decideQuestion(question, budget());
      evidence.push(...decision.evidence);
      if (decision.verdict === 'refuted')
        return { kind: 'settled', decision: labelled(decision, label, evidence) };
      if (decision.verdict !== 'proved') reason ??= `${label}: ${decision.reason}`;
    } catch (error) {
      // The ends may be in this order at no parameters at all.
      if (!isEmptyDomain(error) || parameters.symbols.size === 0) throw error;
      if (proveEquality(question, { seed: budget().seed, ms: 2_000 }).kind !== 'proved')
        reason ??= `${label}: not proved, and no points were found between the ends`;
    }
  }
  return reason === undefined ? concluded(F, slope, evidence, task) : { kind: 'open', reason, evidence };
}

/** Through an antiderivative that is read off the value, or found in a table. Nothing about it is claimed: it only serves. */
async function byCandidates(task: Task): Promise<Attempt> {
  const reasons: string[] = [];
  for (const F of candidatesOf(task)) {
    const slope = differentiate(F, task.x);
    const proofs = task.range.insides.map((domain) =>
      proveEquality(
        { left: slope, right: task.f, domain, alsoDefined: [F, ...task.given], lemmas: task.lemmas },
        { seed: task.budget().seed, ms: Math.min(2_000, task.budget().ms) },
      ),
    );
    if (proofs.some((proof) => proof.kind !== 'proved')) {
      reasons.push(`${shown(F)} was not proved to be an antiderivative`);
      continue;
    }
    const evidence = proofs.flatMap((proof): Evidence[] =>
      proof.kind === 'proved'
        ? [{ kind: 'exact-proof', method: proof.method, certificate: proof.certificate, ms: 0 }]
        : [],
    );
    const attempt = await concluded(F, slope, evidence, task);
    if (attempt.kind === 'settled') return attempt;
    reasons.push(attempt.reason);
  }
  return {
    kind: 'open',
    reason: reasons.join('; ') || 'no antiderivative is stated, and none was found',
    evidence: [],
  };
}

/** V(x) where the value V is a function of an end that nothing else mentions, and what the table gives. */
function candidatesOf({ range: { from, to }, f, x, value }: Task): Expression[] {
  const apart = (end: End, other: End): end is Expression =>
    typeof end !== 'string' &&
    end.kind === 'symbol' &&
    mentions(value, end.name) &&
    !mentions(f, end.name) &&
    (typeof other === 'string' || !mentions(other, end.name));
  const readOff = (end: Expression) =>
    end.kind === 'symbol' ? substitute(value, new Map([[end.name, symbol(x)]])) : undefined;
  const candidates = [
    apart(to, from) ? readOff(to) : undefined,
    apart(from, to) ? readOff(from) && negation(readOff(from)!) : undefined,
    findAntiderivative(f, x),
  ];
  return candidates.filter((candidate) => candidate !== undefined);
}

/** F' = f is proved; what is left are continuity, definedness and the value. */
async function concluded(
  F: Expression,
  slope: Expression,
  evidence: readonly Evidence[],
  task: Task,
): Promise<Attempt> {
  const { f, x, range, given, parameters, value, lemmas, budget } = task;
  const open = (reason: string): Attempt => ({ kind: 'open', reason, evidence });
  const begin = performance.now();
  const jumps = subexpressions(F).some(
    (node) => node.kind === 'call' && node.name === 'sign' && mentions(node, x),
  );
  if (jumps) return open('the antiderivative may jump where its sign() changes');
  const { seed } = budget();
  const inside = undefinedSomewhere([f, F, slope], range.views, {
    seed,
    given,
    ms: Math.min(OBLIGATIONS_MS, budget().ms),
  });
  if (inside !== undefined) return open(`between the ends, ${inside}`);
  const [low, high] = (['from', 'to'] as const).map((which) =>
    valueAtEnd(F, x, which, range, { parameters, given, ...budget() }),
  );
  if (low.kind === 'none') return open(low.reason);
  if (high.kind === 'none') return open(high.reason);
  const label = 'value between the ends';
  const right = difference(high.value, low.value);
  const question = {
    relation: '=' as const,
    left: right,
    right: value,
    domain: parameters,
    alsoDefined: given,
    lemmas,
    label,
  };
  const ms = performance.now() - begin;
  const decision = await decideQuestion(question, budget());
  const certificate = {
    kind: 'integral',
    antiderivative: print(F),
    from: typeof range.from === 'string' ? range.from : print(range.from),
    to: typeof range.to === 'string' ? range.to : print(range.to),
    difference: print(right),
  };
  const continuity: Evidence = {
    kind: 'exact-proof',
    method: 'continuity between the ends',
    certificate,
    ms,
  };
  return {
    kind: 'settled',
    decision: labelled(decision, label, [...evidence, continuity, ...decision.evidence]),
  };
}

const shown = (e: Expression): string => (e.size > 60 ? 'a candidate' : print(e));

function labelled(decision: Decision, label: string, evidence: readonly Evidence[]): Decision {
  const { counterexample, reason } = decision;
  return {
    ...decision,
    evidence,
    ...(counterexample && { counterexample: named(counterexample, label) }),
    ...(reason !== undefined && { reason: `${label}: ${reason}` }),
  };
}

const named = (counterexample: Counterexample, label: string): Counterexample => ({
  ...counterexample,
  because: `${label}: ${counterexample.because}`,
});

const isEmptyDomain = (error: unknown): boolean =>
  error instanceof FlowproofError && error.code.startsWith('domain-');

async function quadrature(task: Task, draws: number, ms: number): Promise<QuadratureFinding> {
  const { f, x, value, parameters, range, budget } = task;
  if (typeof range.from === 'string' || typeof range.to === 'string')
    return { kind: 'nothing', reason: 'an integral to infinity is not integrated numerically' };
  const question = { of: f, by: x, from: range.from, to: range.to, is: value, domain: parameters };
  const { seed, signal } = budget();
  return integrateAtDraws(question, { draws, seed, signal, deadlineMs: Math.min(ms, budget().ms) });
}

/** Quadrature must not contradict a proof. */
async function watched(decision: Decision, task: Task): Promise<Decision> {
  if (decision.verdict !== 'proved') return decision;
  const found = await quadrature(task, WATCHED_DRAWS, WATCHED_MS);
  if (found.kind !== 'refuted') return decision;
  throw new FlowproofError({
    code: 'unsound',
    message: `the integral of ${print(task.f)} is proved, and rigorous quadrature refutes it`,
    expected: 'a proof and an enclosure that agree',
    found: `a counterexample at ${JSON.stringify(found.counterexample.point)}`,
    hint: 'this is a defect of flowproof; please report it with this message, and trust no verdict of this run',
  });
}

async function byQuadrature(
  { reason, evidence }: Extract<Attempt, { kind: 'open' }>,
  task: Task,
): Promise<Decision> {
  const found = await quadrature(task, QUADRATURE_DRAWS, QUADRATURE_MS);
  const noProof: Evidence = { kind: 'no-proof', reason, ms: 0 };
  switch (found.kind) {
    case 'refuted':
      return {
        verdict: 'refuted',
        evidence: [...evidence, found.evidence],
        counterexample: found.counterexample,
      };
    case 'agrees': {
      const enough = task.parameters.symbols.size === 0 || found.compared >= FEWEST_COMPARED;
      const why = `no exact proof: ${reason}`;
      return enough
        ? { verdict: 'supported', evidence: [...evidence, noProof, found.evidence], reason: why }
        : {
            verdict: 'undecided',
            evidence: [...evidence, noProof, found.evidence],
            reason: `only ${found.compared} draws could be integrated; ${why}`,
          };
    }
    case 'singular':
    case 'nothing':
      return { verdict: 'undecided', evidence: [...evidence, noProof], reason: `${reason}; ${found.reason}` };
  }
}
