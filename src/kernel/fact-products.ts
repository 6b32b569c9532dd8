/** Signs of polynomials from products of facts: p is a sum of such a product and of what the other rules decide. */

import {
  addPolynomials,
  contentOf,
  divideContent,
  divideMonomials,
  keyOf,
  type Polynomial,
  scalePolynomial,
} from '../rules/polynomial.js';
import { isSubset, NEGATIVE, NONNEGATIVE, NONPOSITIVE, POSITIVE, type Signs } from '../rules/signs.js';
import type { PolynomialJudge } from './dominance.js';
import { combination, factor, type JudgedFactor } from './judged-product.js';
import type { Judgement, Reason } from './judgement.js';

/** A polynomial of known sign. */
export interface Fact {
  readonly polynomial: Polynomial;
  readonly judgement: Judgement;
  readonly signs: Signs;
}

/** A product of facts and atoms of one sign each. */
interface Candidate {
  readonly polynomial: Polynomial;
  readonly factors: readonly JudgedFactor[];
}

const isOneSided = (signs: Signs): boolean => isSubset(signs, NONNEGATIVE) || isSubset(signs, NONPOSITIVE);

/** Products with more terms are not formed, and no more products than this are tried. */
const MAX_TERMS = 12;
const MAX_CANDIDATES = 16;

/**
 * p = (w/t)·product + rest/t for positive numbers w, t chosen to cancel a term. Products are of two facts, or of a fact and
 * the monomial that takes one of its terms to one of p.
 */
export function byFactProducts(
  p: Polynomial,
  depth: number,
  facts: readonly Fact[],
  judge: PolynomialJudge & { factorsOf(m: readonly number[]): JudgedFactor[] },
): Reason[] {
  const reasons: Reason[] = [];
  let tried = 0;
  for (const candidate of candidates(p, facts, judge)) {
    if (tried >= MAX_CANDIDATES) break;
    for (const reason of remainders(p, candidate, depth, judge)) {
      tried += 1;
      reasons.push(reason);
      if (reason.signs === POSITIVE || reason.signs === NEGATIVE) return reasons;
    }
  }
  return reasons;
}

function* candidates(
  p: Polynomial,
  facts: readonly Fact[],
  judge: PolynomialJudge & { factorsOf(m: readonly number[]): JudgedFactor[] },
): Iterable<Candidate> {
  const usable = facts.filter(({ polynomial, signs }) => polynomial.size >= 2 && isOneSided(signs));
  const seen = new Set<string>();
  for (const { polynomial, judgement } of usable) {
    for (const { monomial } of polynomial.values())
      for (const { monomial: ours } of p.values()) {
        const quotient = divideMonomials(ours, monomial);
        if (quotient === undefined || quotient.length === 0) continue;
        const size = judge.signsOfMonomial(quotient);
        if (!isOneSided(size)) continue;
        const key = `${judgement.subject.id} ${keyOf(quotient)}`;
        if (seen.has(key)) continue;
        seen.add(key);
        const single: Polynomial = new Map([[keyOf(quotient), { monomial: quotient, coefficient: 1n }]]);
        yield {
          polynomial: judge.table.multiply(polynomial, single),
          factors: [factor(judgement), ...judge.factorsOf(quotient)],
        };
      }
  }
  for (const [i, a] of usable.entries())
    for (const b of usable.slice(i)) {
      if (a.polynomial.size * b.polynomial.size > MAX_TERMS) continue;
      yield {
        polynomial: judge.table.multiply(a.polynomial, b.polynomial),
        factors: [factor(a.judgement), factor(b.judgement)],
      };
    }
}

function* remainders(
  p: Polynomial,
  { polynomial, factors }: Candidate,
  depth: number,
  judge: PolynomialJudge,
): Iterable<Reason> {
  const tried = new Set<string>();
  for (const direction of [1n, -1n]) {
    for (const [key, term] of polynomial) {
      const ours = p.get(key);
      if (ours === undefined) continue;
      const theirs = term.coefficient * direction;
      if (ours.coefficient > 0n !== theirs > 0n) continue;
      const times = theirs > 0n ? theirs : -theirs;
      const weight = ours.coefficient > 0n ? ours.coefficient : -ours.coefficient;
      const ratio = `${direction} ${weight}/${times}`;
      if (tried.has(ratio)) continue;
      tried.add(ratio);
      const rest = addPolynomials(scalePolynomial(p, times), polynomial, -weight * direction);
      if (rest.size > p.size) continue;
      const content = rest.size === 0 ? 1n : contentOf(rest);
      const left = judge.judge(divideContent(rest, content), depth + 1);
      yield combination(times, [
        { scale: weight * direction, factors },
        { scale: content, factors: [factor(left)] },
      ]);
    }
  }
}
