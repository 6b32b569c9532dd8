/** Signs that the oracle does not see: by operands, by other forms, and along segments on which one symbol moves. */
import { differentiate } from '../expression/differentiate.js';
import { type Expression, NOUGHT } from '../expression/expression.js';
import { isInteger } from '../expression/rational.js';
import { mentions } from '../expression/traverse.js';
import type { Budget } from '../rules/budget.js';
import { rationalValue } from '../rules/core-form.js';
import { sufficientFacts } from '../rules/definedness.js';
import { withoutInverses } from '../rules/inverse-forms.js';
import { signsOfOperation } from '../rules/operation-signs.js';
import { atStart, isSmoothIn, offsetOf, type Segment, signsAlong } from '../rules/segment.js';
import { type Box, type SignFact, withoutSymbol } from '../rules/sign-facts.js';
import {
  ANY_SIGN,
  flip,
  isSubset,
  NONNEGATIVE,
  NONPOSITIVE,
  NONZERO,
  NULL,
  POSITIVE,
  type Signs,
  signsOfProduct,
  signsOfSum,
} from '../rules/signs.js';
import { comparedTerms } from './compare-squares.js';
import { Judgement, type Reason, stepsTo } from './judgement.js';
import { startsFor } from './segment-starts.js';
import { SignOracle } from './sign-oracle.js';

/** Proves that an expression vanishes wherever it and the claim are defined. */
export type IdentitySearch = (e: Expression) => Reason | undefined;

/** What all places of one search share. */
interface Shared {
  readonly budget: Budget;
  readonly integers: ReadonlySet<string>;
  readonly identity: IdentitySearch;
}

/** Expressions with more parts are not differentiated. */
const MAX_SIZE = 2_000;
/** Segments tried for one expression. */
const MAX_STARTS = 12;

/** Searches for signs at the points of the claim, or strictly inside a segment that starts from them. */
export class SignSearch {
  readonly oracle: SignOracle;
  readonly #shared: Shared;
  readonly #box: Box;
  /** Where the segment starts and ends, for a search inside one. */
  readonly #outer: { readonly search: SignSearch; readonly segment: Segment } | undefined;
  /** Judgements about the ends of the segment that were used inside. */
  readonly #borrowed = new Set<Judgement>();
  readonly #tried = new Map<string, Judgement>();
  readonly #found = new Map<Expression, Judgement>();

  constructor(
    facts: readonly SignFact[],
    box: Box,
    shared: Shared,
    outer?: { readonly search: SignSearch; readonly segment: Segment },
  ) {
    this.oracle = new SignOracle(facts, shared.budget, box);
    this.#shared = shared;
    this.#box = box;
    this.#outer = outer;
  }

  /** What is known of the expression, or was found. */
  known(e: Expression): Judgement {
    return this.#found.get(e) ?? this.oracle.judge(e);
  }

  /**
   * Tries to show that the expression has one of the wanted signs.
   * @param depth how many segments may be nested.
   * @returns what was found, wanted or not.
   */
  seek(e: Expression, wanted: Signs, depth: number): Judgement {
    let best = this.known(e);
    if (isSubset(best.signs, wanted)) return best;
    const key = `${e.id} ${wanted} ${depth}`;
    const before = this.#tried.get(key);
    if (before !== undefined) return before;
    this.#tried.set(key, best);
    this.#shared.budget.spend(e.size, 'the search for signs');
    for (const way of [
      this.#fromOutside,
      this.#byForm,
      this.#byOperands,
      this.#bySquares,
      this.#bySegments,
    ]) {
      const reason = way.call(this, e, wanted, depth);
      if (reason === undefined) continue;
      best = new Judgement(e, [...best.reasons, reason]);
      this.#found.set(e, best);
      if (isSubset(best.signs, wanted)) break;
    }
    this.#tried.set(key, best);
    return best;
  }

  /** What does not mention the variable of the segment is the same at its ends. */
  #fromOutside(e: Expression, wanted: Signs, depth: number): Reason | undefined {
    if (this.#outer === undefined || mentions(e, this.#outer.segment.variable)) return undefined;
    const there = this.#outer.search.seek(e, wanted, depth);
    if (there.signs === ANY_SIGN) return undefined;
    this.#borrowed.add(there);
    return { signs: there.signs, premises: [], rule: () => ({ by: 'given' }) };
  }

  #byForm(e: Expression, wanted: Signs, depth: number): Reason | undefined {
    const other = withoutInverses(e);
    if (other === e) return undefined;
    const there = this.seek(other, wanted, depth);
    return { signs: there.signs, premises: [there], rule: () => ({ by: 'rewriting' }) };
  }

  /** Signs of factors; a sum with nothing is what is left. */
  #byOperands(e: Expression, wanted: Signs, depth: number): Reason | undefined {
    const inner = (u: Expression, signs: Signs): Judgement => this.seek(u, signs, depth);
    const operands: Judgement[] = [];
    switch (e.kind) {
      case 'negate':
        operands.push(inner(e.operand, flip(wanted)));
        break;
      case 'add':
      case 'subtract': {
        if (e.kind === 'subtract' && e.right === NOUGHT) {
          operands.push(inner(e.left, wanted), this.known(NOUGHT));
          break;
        }
        if (e.kind === 'subtract' && e.left === NOUGHT) {
          operands.push(this.known(NOUGHT), inner(e.right, flip(wanted)));
          break;
        }
        // Both terms on the side that is wanted, one of them strictly if need be; without segments: terms rarely are.
        const weak = wanted | NULL;
        const left = this.seek(e.left, weak, 0);
        if (!isOneSided(weak) || !isSubset(left.signs, weak)) return undefined;
        operands.push(left, this.seek(e.right, e.kind === 'add' ? weak : flip(weak), 0));
        break;
      }
      case 'multiply':
      case 'divide': {
        for (const [one, other] of [
          [e.left, e.right],
          [e.right, e.left],
        ]) {
          const left = this.known(one);
          if (!isOneSided(left.signs)) continue;
          const target = isSubset(left.signs, NONNEGATIVE) ? wanted : flip(wanted);
          inner(other, target);
        }
        if (!isOneSided(this.known(e.left).signs) && !isOneSided(this.known(e.right).signs))
          for (const side of [NONNEGATIVE, NONPOSITIVE] as const)
            if (isSubset(inner(e.left, side).signs, side)) {
              inner(e.right, side === NONNEGATIVE ? wanted : flip(wanted));
              break;
            }
        operands.push(this.known(e.left), this.known(e.right));
        break;
      }
      case 'power': {
        const exponent = rationalValue(e.right);
        if (exponent === undefined || !isInteger(exponent)) return undefined;
        operands.push(inner(e.left, exponent.numerator % 2n === 0n ? NONZERO : wanted), this.known(e.right));
        break;
      }
      default:
        return undefined;
    }
    const signs = signsOfOperation(e, (u) => this.known(u).signs);
    return signs === ANY_SIGN ? undefined : { signs, premises: operands, rule: () => ({ by: 'operation' }) };
  }

  /** A sum of two terms has the sign of the one that is larger in magnitude. */
  #bySquares(e: Expression, wanted: Signs, depth: number): Reason | undefined {
    if (depth === 0) return undefined;
    for (const { larger, rest, gap } of comparedTerms(e)) {
      const own = this.known(larger);
      if (!isSubset(own.signs, wanted | NULL)) continue;
      const compared = this.seek(gap, wanted & NULL ? NONNEGATIVE : POSITIVE, depth - 1);
      const signs =
        compared.signs === POSITIVE
          ? own.signs & NONZERO
          : isSubset(compared.signs, NONNEGATIVE)
            ? own.signs | NULL
            : ANY_SIGN;
      if (!isSubset(signs, wanted)) continue;
      return { signs, premises: [own, compared], rule: () => ({ by: 'dominance', larger, rest, gap }) };
    }
    return undefined;
  }

  /** What vanishes at the points of the claim, by a proof of its own. */
  #identical(e: Expression): Judgement | undefined {
    if (this.#outer !== undefined)
      return mentions(e, this.#outer.segment.variable)
        ? undefined
        : this.#outerIdentical(e, this.#outer.search);
    const known = this.known(e);
    if (isOneSided(known.signs)) return known;
    const reason = this.#shared.identity(e);
    if (reason === undefined) return undefined;
    const judgement = new Judgement(e, [...known.reasons, reason]);
    this.#found.set(e, judgement);
    return judgement;
  }

  #outerIdentical(e: Expression, search: SignSearch): Judgement | undefined {
    const there = search.#identical(e);
    if (there === undefined) return undefined;
    this.#borrowed.add(there);
    return new Judgement(e, [{ signs: there.signs, premises: [], rule: () => ({ by: 'given' }) }]);
  }

  #bySegments(e: Expression, wanted: Signs, depth: number): Reason | undefined {
    if (depth === 0 || e.size > MAX_SIZE || !isOneSided(wanted)) return undefined;
    let tried = 0;
    for (const segment of startsFor(e, this.oracle.facts, this.#shared.integers)) {
      if (tried === MAX_STARTS) break;
      if (!isSmoothIn(e, segment.variable)) continue;
      const reason = this.#bySegment(e, segment, wanted, depth);
      if (reason === 'hopeless') continue;
      tried += 1;
      if (reason !== undefined && isSubset(reason.signs, wanted)) return reason;
    }
    return undefined;
  }

  /** of = start + offset·slope: the start and the slope have to have the right signs, one of them strictly if need be. */
  #bySegment(e: Expression, segment: Segment, wanted: Signs, depth: number): Reason | undefined | 'hopeless' {
    const offset = this.known(offsetOf(segment));
    if (!isOneSided(offset.signs)) return 'hopeless';
    const start = atStart(e, segment);
    const conditions = sufficientFacts([segment.from, start], this.#shared.integers).map((fact) => ({
      ...fact,
      judgement: this.known(fact.expression),
    }));
    if (conditions.some(({ judgement, signs }) => !isSubset(judgement.signs, signs))) return 'hopeless';
    const up = isSubset(wanted, NONNEGATIVE);
    const weak = up ? NONNEGATIVE : NONPOSITIVE;
    let first = this.#identical(start) ?? this.seek(start, wanted | NULL, depth - 1);
    if (!isSubset(first.signs, weak)) return undefined;
    if (!isSubset(first.signs, wanted) && offset.signs & NULL) {
      // Where the offset may vanish nothing but the start counts.
      first = this.seek(start, wanted, depth - 1);
      if (!isSubset(first.signs, wanted)) return undefined;
    }
    const strict = !isSubset(first.signs, wanted);
    const toward = isSubset(offset.signs, NONNEGATIVE) ? weak : flip(weak);
    const inside = this.#inside(segment);
    const slope = differentiate(e, segment.variable);
    if (slope.size > MAX_SIZE) return undefined;
    const parts = sufficientFacts([e, slope], this.#shared.integers).map((fact) => ({
      ...fact,
      judgement: inside.search.known(fact.expression),
    }));
    if (parts.some(({ judgement, signs }) => !isSubset(judgement.signs, signs))) return undefined;
    const rise = inside.search.seek(slope, strict ? toward & ~NULL : toward, depth - 1);
    const signs = signsOfSum(first.signs, signsOfProduct(rise.signs, offset.signs));
    if (!isSubset(signs, wanted)) return undefined;
    const { variable, from } = segment;
    return {
      signs,
      premises: [
        ...inside.premises,
        ...inside.search.#borrowed,
        offset,
        ...conditions.map(({ judgement }) => judgement),
        first,
      ],
      rule: () => ({
        by: 'monotone',
        variable,
        from,
        along: stepsTo([...parts.map(({ judgement }) => judgement), rise]),
      }),
    };
  }

  /** A search strictly inside the segment, and what carries over from its ends. */
  #inside(segment: Segment): { readonly search: SignSearch; readonly premises: readonly Judgement[] } {
    const premises: Judgement[] = [];
    const at = (e: Expression): Signs => {
      const judgement = this.known(e);
      premises.push(judgement);
      return judgement.signs;
    };
    const facts: SignFact[] = [];
    const offset = offsetOf(segment);
    for (const expression of new Set([offset, ...this.oracle.facts.map((fact) => fact.expression)])) {
      const signs = signsAlong(expression, segment, at);
      if (signs !== ANY_SIGN) facts.push({ expression, signs });
    }
    const box = withoutSymbol(this.#box, segment.variable);
    return { search: new SignSearch(facts, box, this.#shared, { search: this, segment }), premises };
  }
}

export const isOneSided = (signs: Signs): boolean =>
  isSubset(signs, NONNEGATIVE) || isSubset(signs, NONPOSITIVE);
