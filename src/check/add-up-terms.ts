/** Sums with few terms, written out and compared with the claimed value at drawn parameters. */
import type { Counterexample, Evidence } from '../claim/verdict.js';
import type { Domain, Relation, RelationOperator } from '../domain/domain.js';
import { exactValue } from '../domain/exact-value.js';
import { FlowproofError } from '../errors.js';
import { difference, type Expression, fromRational, integer, NOUGHT, sum } from '../expression/expression.js';
import { print } from '../expression/print.js';
import { add, formatRational, type Rational, subtract, toNumber } from '../expression/rational.js';
import { mentions, substitute, symbolsOf } from '../expression/traverse.js';
import { type ProvedClaim, proveEquality } from '../kernel/index.js';
import { constantOf } from './constant-of.js';
import { contradiction, type Decision, type QuestionBudget } from './decide-question.js';
import type { Question } from './question.js';
import { searchCounterexample } from './search.js';

/** Numbers of terms that are added up. */
const COUNTS = [0, 1, 2, 3, 5, 8];
/** Sums that cannot be shorter than this are not written out. */
const MOST_TERMS = 100;
const DRAWS = 24;

/** A sum over k from `first`, claimed to be `value`. */
export interface SumTask {
  readonly f: Expression;
  readonly k: string;
  readonly first: Expression;
  readonly value: Expression;
  readonly domain: Domain;
  readonly given: readonly Expression[];
  readonly lemmas: readonly ProvedClaim[];
  readonly budget: () => QuestionBudget;
}

/** last = n + by, for an integer symbol n that `by` does not mention. */
export interface Shift {
  readonly n: string;
  readonly by: Expression;
}

export function shiftOf(last: Expression, integers: ReadonlySet<string>): Shift | undefined {
  const whole = (e: Expression, by: Expression): Shift | undefined =>
    e.kind === 'symbol' && integers.has(e.name) && !mentions(by, e.name) ? { n: e.name, by } : undefined;
  if (last.kind === 'symbol') return whole(last, NOUGHT);
  if (last.kind === 'add') return whole(last.left, last.right) ?? whole(last.right, last.left);
  if (last.kind === 'subtract') return whole(last.left, difference(NOUGHT, last.right));
  return undefined;
}

/** f at m, m+1, …, written out: `count` terms. */
export function written(f: Expression, k: string, from: Expression, count: number): Expression {
  let total: Expression = NOUGHT;
  for (let i = 0; i < count; i++) {
    const term = substitute(f, new Map([[k, plus(from, i)]]));
    total = i === 0 ? term : sum(total, term);
  }
  return total;
}

export function plus(e: Expression, n: number): Expression {
  const value = constantOf(e);
  if (value !== undefined)
    return fromRational({ ...value, numerator: value.numerator + BigInt(n) * value.denominator });
  if (n === 0) return e;
  return n < 0 ? difference(e, integer(-n)) : sum(e, integer(n));
}

/** Adds up few terms at drawn parameters; a decision where that refutes, else how many sums were compared. */
export async function addUp(
  { n, by }: Shift,
  { f, k, first, value, domain, lemmas, budget }: SumTask,
  evidence: Evidence[],
): Promise<Decision | { readonly compared: number } | undefined> {
  const begin = performance.now();
  let compared = 0;
  let [draws, undefinedDraws, undecidedDraws] = [0, 0, 0];
  const { seed, digits } = budget();
  for (const count of countsFor(domain, n, by, first)) {
    // n such that the last index is first + count − 1.
    const last = plus(first, count - 1);
    const place = by === NOUGHT ? last : difference(last, by);
    const over = at(domain, n, place);
    if (over === undefined) continue;
    const question: Question = {
      relation: '=',
      left: written(substitute(f, new Map([[n, place]])), k, first, count),
      right: substitute(value, new Map([[n, place]])),
      domain: over,
      alsoDefined: [],
      lemmas,
      label: `sum of ${count} terms`,
    };
    try {
      const found = await searchCounterexample(question, {
        draws: DRAWS,
        seed: seed + count,
        digits,
        deadlineMs: Math.min(1_000, budget().ms),
        signal: budget().signal,
      });
      if (found.kind === 'refuted') {
        const counterexample = withIndex(found.counterexample, n, place, found.point, count);
        const ms = performance.now() - begin;
        evidence.push({ kind: 'refutation', counterexample, seed: found.seed, ms });
        const proof = proveEquality(question, { seed, ms: 250 });
        if (proof.kind === 'proved') throw contradiction(question, counterexample);
        return { verdict: 'refuted', evidence, counterexample };
      }
      draws += found.draws;
      undefinedDraws += found.undefinedDraws;
      undecidedDraws += found.undecidedDraws;
      compared += found.draws - found.undefinedDraws - found.undecidedDraws;
    } catch (error) {
      // No parameters may allow sums of this length.
      if (!(error instanceof FlowproofError) || !error.code.startsWith('domain-')) throw error;
    }
  }
  if (compared > 0) {
    const worstError = `1e-${digits}`;
    const ms = performance.now() - begin;
    evidence.push({ kind: 'sampled', draws, undefinedDraws, undecidedDraws, digits, worstError, seed, ms });
  }
  return { compared };
}

/** Numbers of terms, from the fewest that the range of n allows on, where that is a number and not too many. */
function countsFor(domain: Domain, n: string, by: Expression, first: Expression): readonly number[] {
  const lower = domain.symbols.get(n)?.lower?.value;
  const [shift, start] = [constantOf(by), constantOf(first)];
  if (lower === undefined || shift === undefined || start === undefined) return COUNTS;
  const fewest = Math.floor(toNumber(subtract(add(lower, shift), start))) + 1;
  return fewest > 0 && fewest <= MOST_TERMS ? COUNTS.map((count) => fewest + count) : COUNTS;
}

/** The parameters at which n may be `place`; undefined where a number lies outside the range of n. */
function at(domain: Domain, n: string, place: Expression): Domain | undefined {
  const range = domain.symbols.get(n);
  const put = new Map([[n, place]]);
  const relations = domain.relations.map((r) =>
    symbolsOf(r.left, r.right).includes(n)
      ? relationOf(substitute(r.left, put), r.operator, substitute(r.right, put))
      : r,
  );
  const ends: Relation[] = [];
  if (range?.lower)
    ends.push(relationOf(place, range.lower.strict ? '>' : '>=', fromRational(range.lower.value)));
  if (range?.upper)
    ends.push(relationOf(place, range.upper.strict ? '<' : '<=', fromRational(range.upper.value)));
  const kept: Relation[] = [];
  for (const relation of [...relations, ...ends]) {
    const [left, right] = [constantOf(relation.left), constantOf(relation.right)];
    if (left === undefined || right === undefined) kept.push(relation);
    else if (!holds(left, relation.operator, right)) return undefined;
  }
  const symbols = new Map([...domain.symbols].filter(([name]) => name !== n));
  return { symbols, relations: kept };
}

function holds(left: Rational, operator: RelationOperator, right: Rational): boolean {
  const gap = left.numerator * right.denominator - right.numerator * left.denominator;
  switch (operator) {
    case '<':
      return gap < 0n;
    case '<=':
      return gap <= 0n;
    case '>':
      return gap > 0n;
    case '>=':
      return gap >= 0n;
    case '!=':
      return gap !== 0n;
  }
}

function withIndex(
  counterexample: Counterexample,
  n: string,
  place: Expression,
  point: ReadonlyMap<string, Rational>,
  count: number,
): Counterexample {
  const value = exactValue(place, point, new Set(symbolsOf(place)));
  const text = value.kind === 'value' ? formatRational(value.value) : print(place);
  return {
    ...counterexample,
    point: { ...counterexample.point, [n]: text },
    because: `the sum of ${count} term${count === 1 ? '' : 's'}, ${n} = ${text}: ${counterexample.because}`,
  };
}

/** A relation between two expressions. */
export const relationOf = (left: Expression, operator: RelationOperator, right: Expression): Relation => ({
  operator,
  left,
  right,
  text: `${print(left)} ${operator} ${print(right)}`,
});
