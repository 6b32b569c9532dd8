/**
 * Sums. One is proved by telescoping: S(n) − S(n−1) = f(n) from the first index on, with the first value (or the empty sum, 0)
 * right, and everything provably defined on the way. It is refuted by adding up the terms for small n.
 */
import type { Claim, SumStatement } from '../claim/claim.js';
import type { Evidence } from '../claim/verdict.js';
import { type Domain, integerSymbols, type Relation } from '../domain/domain.js';
import {
  difference,
  type Expression,
  fromRational,
  NOUGHT,
  sum,
  symbol,
  UNIT,
} from '../expression/expression.js';
import { print } from '../expression/print.js';
import type { Rational } from '../expression/rational.js';
import { mentions, substitute, symbolsOf } from '../expression/traverse.js';
import {
  asymptotics,
  type EqualityGoal,
  type ProvedClaim,
  proveEquality,
  proveInequality,
} from '../kernel/index.js';
import { addUp, plus, relationOf, type Shift, type SumTask, shiftOf, written } from './add-up-terms.js';
import { constantOf } from './constant-of.js';
import { type Decision, decideQuestion, type QuestionBudget } from './decide-question.js';
import { definedAlongside, undefinedSomewhere, type View } from './defined-throughout.js';
import { withIndexPowers } from './powers-of-index.js';
import type { Question } from './question.js';
import { remainingMs } from './remaining-ms.js';

const KERNEL_MS = 3_000;
/** A sum between two numbers with at most this many terms is written out. */
const MAX_TERMS = 300;
const FEWEST_COMPARED = 5;

export async function decideSum(
  claim: Claim,
  statement: SumStatement,
  lemmas: readonly ProvedClaim[],
  total: QuestionBudget,
): Promise<Decision> {
  const start = performance.now();
  const budget = () => ({ ...total, ms: remainingMs(total.ms, start) });
  const [f, k, first, value] = [
    statement.of.expanded,
    statement.over,
    statement.from.expanded,
    statement.is.expanded,
  ];
  const { domain } = claim;
  const task: SumTask = {
    f,
    k,
    first,
    value,
    domain,
    given: [value, first, ...definedAlongside(f, k)],
    lemmas,
    budget,
  };
  if (statement.to.kind === 'infinite') return decideInfinite(statement.partial!.expanded, task);
  const last = statement.to.value.expanded;
  const [low, high] = [constantOf(first), constantOf(last)];
  if (low !== undefined && high !== undefined) return decideWritten(low, high, task);
  const shift = shiftOf(last, integerSymbols(domain));
  if (shift === undefined || mentions(first, shift.n)) {
    const reason = shift
      ? `both ends of the sum move with ${shift.n}: nothing to telescope along`
      : 'the last index is not an integer symbol plus an integer: nothing to telescope along';
    return { verdict: 'undecided', evidence: [{ kind: 'no-proof', reason, ms: 0 }], reason };
  }
  return decideSymbolic(shift, task);
}

/** Both ends are numbers: the sum is a formula. */
async function decideWritten(low: Rational, high: Rational, task: SumTask): Promise<Decision> {
  const count = Number(high.numerator - low.numerator) + 1;
  if (count > MAX_TERMS) {
    const reason = `${count} terms are more than are written out; give the last index a name`;
    return { verdict: 'undecided', evidence: [], reason };
  }
  const left = written(task.f, task.k, fromRational(low), count);
  const { domain, value: right, lemmas, budget } = task;
  return decideQuestion({ relation: '=', left, right, domain, alsoDefined: [], lemmas, label: '' }, budget());
}

async function decideSymbolic(shift: Shift, task: SumTask): Promise<Decision> {
  const evidence: Evidence[] = [];
  const refuted = await addUp(shift, task, evidence);
  if (refuted !== undefined && 'verdict' in refuted) return refuted;
  const begin = performance.now();
  const proof = telescoped(shift, task);
  const ms = performance.now() - begin;
  if (proof.kind === 'proved') {
    if ((refuted?.compared ?? 0) === 0)
      return {
        verdict: 'undecided',
        evidence,
        reason: 'the claim says nothing: no point was found at which terms could be added up',
      };
    evidence.unshift({ kind: 'exact-proof', method: 'telescoping sum', certificate: proof.certificate, ms });
    return { verdict: 'proved', evidence };
  }
  evidence.push({ kind: 'no-proof', reason: proof.reason, ms });
  const reason = `no exact proof: ${proof.reason}`;
  if (proof.meaningless || (refuted?.compared ?? 0) < FEWEST_COMPARED)
    return { verdict: 'undecided', evidence, reason };
  return { verdict: 'supported', evidence, reason };
}

type Telescoped =
  | { readonly kind: 'proved'; readonly certificate: unknown }
  /** `meaningless`: the domain was not shown to exclude sums that end before they begin. */
  | { readonly kind: 'not-proved'; readonly reason: string; readonly meaningless?: true };

/**
 * By induction on the last index N: the value S(N) of the sum up to N is the claimed value with n = N − by. N runs from the first
 * index (or from the empty sum before it) up to any the domain allows, so what the domain says of n from below is not used.
 */
function telescoped(
  { n, by }: Shift,
  { f, k, first, value, domain, given, lemmas, budget }: SumTask,
): Telescoped {
  // Every term changes with n then, and S(n) − S(n−1) is not the last of them.
  if (mentions(f, n))
    return { kind: 'not-proved', reason: `the summand mentions ${n}, so the sum does not telescope` };
  const { seed } = budget();
  const ms = () => Math.min(KERNEL_MS, budget().ms);
  const last = by === NOUGHT ? symbol(n) : sum(symbol(n), by);
  const atLeast = (right: Expression) =>
    proveInequality({ left: last, operator: '>=', right, domain, alsoDefined: given }, { seed, ms: ms() })
      .kind === 'proved';
  const before = plus(first, -1);
  const full = atLeast(first);
  if (!full && !atLeast(before)) {
    const reason = `it was not proved that ${print(last)} >= ${print(before)}: a sum that ends before it begins has no meaning; give ${n} a lower bound`;
    return { kind: 'not-proved', reason, meaningless: true };
  }
  // The sum up to N, as a function of N, which takes the name of n.
  const N = symbol(n);
  const upTo = (index: Expression) =>
    substitute(value, new Map([[n, by === NOUGHT ? index : difference(index, by)]]));
  const at = (index: Expression) => substitute(f, new Map([[k, index]]));
  // Given where the claim speaks, for those parts that do not change with n.
  const fixed = given.flatMap((e) => definedAlongside(e, n, k));
  const others = withoutLower(domain, n, by);
  const [start, startValue] = full ? [first, at(first)] : [before, NOUGHT];
  const steps = above(others, n, start, '>');
  const parameters = withoutSymbol(domain, n);
  const prove = (left: Expression, right: Expression, over: Domain, label: string): Telescoped => {
    const goal: EqualityGoal = { left, right, domain: over, alsoDefined: fixed, lemmas };
    const proof = proveEquality(goal, { seed, ms: ms() });
    return proof.kind === 'proved' ? proof : { kind: 'not-proved', reason: `${label}: ${proof.reason}` };
  };
  const base = prove(upTo(start), startValue, parameters, full ? 'first term' : 'empty sum');
  if (base.kind !== 'proved') return base;
  const [rise, term] = [difference(upTo(N), upTo(difference(N, UNIT))), at(N)];
  let step = prove(rise, term, steps, 'step');
  const powers = step.kind === 'proved' ? undefined : withIndexPowers([rise, term], n, steps);
  if (powers !== undefined) step = prove(powers.expressions[0], powers.expressions[1], powers.domain, 'step');
  if (step.kind !== 'proved') return step;
  const everywhere = (domainOfView: Domain): View => ({ parts: [{ domain: domainOfView, put: new Map() }] });
  const options = { seed, given: fixed, ms: ms() };
  const gap =
    undefinedSomewhere([upTo(N), upTo(difference(N, UNIT)), at(N)], [everywhere(steps)], options) ??
    undefinedSomewhere([upTo(start), startValue], [everywhere(parameters)], options);
  if (gap !== undefined) return { kind: 'not-proved', reason: gap };
  return {
    kind: 'proved',
    certificate: { kind: 'telescoping', from: print(start), base: base.certificate, step: step.certificate },
  };
}

/** The domain with n called N = n + by, free to be smaller: only what bounds it from above is kept. */
function withoutLower(domain: Domain, n: string, by: Expression): Domain {
  const range = domain.symbols.get(n);
  const simple = by === NOUGHT;
  const upper = simple ? range?.upper : undefined;
  const symbols = new Map(domain.symbols).set(n, { name: n, integer: true, ...(upper && { upper }) });
  const isUpper = ({ operator, left, right }: Relation): boolean => {
    const [small, large] = operator.startsWith('<') ? [left, right] : [right, left];
    return operator !== '!=' && simple && small.kind === 'symbol' && small.name === n && !mentions(large, n);
  };
  const relations = domain.relations.filter((r) => !symbolsOf(r.left, r.right).includes(n) || isUpper(r));
  return { symbols, relations };
}

const withoutSymbol = ({ symbols, relations }: Domain, n: string): Domain => ({
  symbols: new Map([...symbols].filter(([name]) => name !== n)),
  relations: relations.filter((r) => !symbolsOf(r.left, r.right).includes(n)),
});

/** The part of a domain on which the symbol lies above a bound. */
function above(domain: Domain, n: string, bound: Expression, operator: '>' | '>='): Domain {
  const value = constantOf(bound);
  if (value !== undefined) {
    const lower = {
      value: operator === '>' ? { ...value, numerator: value.numerator + value.denominator } : value,
      strict: false,
    };
    return { ...domain, symbols: new Map(domain.symbols).set(n, { ...domain.symbols.get(n)!, lower }) };
  }
  // For integers n > m is n ≥ m + 1.
  const least = operator === '>' ? plus(bound, 1) : bound;
  return { ...domain, relations: [...domain.relations, relationOf(symbol(n), '>=', least)] };
}

/** Through the partial sums, proved by telescoping, and their limit. */
async function decideInfinite(partial: Expression, task: SumTask): Promise<Decision> {
  const { k, domain, first, value, given, lemmas, budget } = task;
  const index = constantOf(first);
  const start = index === undefined ? {} : { lower: { value: index, strict: false } };
  const symbols = new Map(domain.symbols).set(k, { name: k, integer: true, ...start });
  const relations =
    index === undefined ? [...domain.relations, relationOf(symbol(k), '>=', first)] : domain.relations;
  // The partial sum up to the index is a sum whose last index is called like the index.
  const inner = freshName(k, task);
  const finite: SumTask = {
    ...task,
    f: substitute(task.f, new Map([[k, symbol(inner)]])),
    k: inner,
    value: partial,
    domain: { symbols, relations },
  };
  const sums = await decideSymbolic({ n: k, by: NOUGHT }, finite);
  if (sums.verdict !== 'proved') {
    const label = 'partial sums';
    if (sums.verdict === 'refuted') return sums;
    // Without proved partial sums nothing is known of their limit.
    return { verdict: 'undecided', evidence: sums.evidence, reason: `${label}: ${sums.reason}` };
  }
  const { seed, ms } = budget();
  const path = { kind: 'infinity' as const, sign: 1 as const };
  // The index is an integer: x^k is defined for x < 0 too, and its limit is asked for there.
  const moving = { symbols, relations };
  const goal = { of: partial, variable: k, path, domain: moving };
  const known = asymptotics(goal, { seed, ms: Math.min(4_000, ms) });
  const open = (reason: string): Decision => ({
    verdict: 'undecided',
    evidence: [...sums.evidence, { kind: 'no-proof', reason, ms: 0 }],
    reason,
  });
  if (known.kind === 'unknown') return open(`the limit of the partial sums was not derived: ${known.reason}`);
  if (known.limit === undefined) return open('the partial sums have no finite limit');
  const question: Question = {
    relation: '=',
    left: known.limit,
    right: value,
    domain,
    alsoDefined: [...known.alsoDefined, ...given],
    lemmas,
    label: 'limit of the partial sums',
  };
  const limit = await decideQuestion(question, budget());
  return { ...limit, evidence: [...sums.evidence, ...limit.evidence] };
}

function freshName(k: string, { f, value, domain }: SumTask): string {
  const taken = new Set([k, ...symbolsOf(f, value), ...domain.symbols.keys()]);
  let name = `${k}_`;
  while (taken.has(name)) name += '_';
  return name;
}
