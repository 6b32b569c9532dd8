/** Sign steps: each follows from the ones before it by one rule; some rest on an identity, which is an obligation. */

import type { Monomial, SignStep } from '../certificate/certificate.js';
import { nameOf, Rejected } from '../certificate/rejected.js';
import type { Domain } from '../domain/domain.js';
import { difference, type Expression, UNIT } from '../expression/expression.js';
import { isInteger } from '../expression/rational.js';
import { subexpressions } from '../expression/traverse.js';
import { rationalValue } from '../rules/core-form.js';
import { elementaryBounds } from '../rules/elementary-bounds.js';
import { withoutInverses } from '../rules/inverse-forms.js';
import { logarithmFacts, logarithmSum } from '../rules/logarithms.js';
import { type SignsOf, signsOfEnclosure, signsOfOperation } from '../rules/operation-signs.js';
import { signsOfResolved } from '../rules/resolved-form.js';
import { boxOf, type SignFact } from '../rules/sign-facts.js';
import {
  ANY_SIGN,
  isSubset,
  NEGATIVE,
  NONNEGATIVE,
  NONPOSITIVE,
  NONZERO,
  NULL,
  POSITIVE,
  type Signs,
  signsOfPower,
  signsOfProduct,
  signsOfSum,
} from '../rules/signs.js';
import { KnownDefined } from './known-defined.js';
import { insideOf, type StepPlace, signsByMonotone } from './monotone.js';

/** What is known of signs: facts, and the steps that follow from them. */
export class SignTable {
  readonly #known = new Map<Expression, Signs>();

  constructor(facts: readonly SignFact[]) {
    for (const { expression, signs } of facts) this.add(expression, signs);
  }

  add(e: Expression, signs: Signs): void {
    this.#known.set(e, this.of(e) & signs);
  }

  of: SignsOf = (e) =>
    this.#known.get(e) ??
    (e.kind === 'number' || e.kind === 'constant' ? signsOfOperation(e, this.of) : ANY_SIGN);
}

/**
 * Signs after the steps, each of which is checked.
 * @param defined expressions that are defined wherever the steps are to hold, besides those of the facts.
 * @param identities whether equalities with a proof of their own may be used; who allows it has to check those proofs.
 * @throws Rejected
 */
export function tableAfter(
  steps: readonly SignStep[],
  given: readonly SignFact[],
  domain: Domain,
  defined: readonly Expression[],
  identities = false,
): SignTable {
  const { of: givenOf } = new SignTable(given);
  const place = { given: givenOf, box: boxOf(domain), identities };
  const roots = [...defined, ...given.map((fact) => fact.expression)];
  return after(steps, new SignTable(given), place, roots);
}

/** @param roots defined wherever the steps are to hold. */
function after(
  steps: readonly SignStep[],
  table: SignTable,
  place: StepPlace,
  roots: readonly Expression[],
): SignTable {
  const known = new KnownDefined(roots, place.box.integers, table.of);
  for (const step of steps) {
    const missing = comparedWith(step).find((e) => !known.whereverIs(step.of, e));
    if (missing !== undefined)
      throw new Rejected(`${nameOf(missing)} was not shown to be defined wherever ${nameOf(step.of)} is`);
    takeStep(step, table, place);
  }
  return table;
}

/** What a step compares its quantity with: an identity says something only where all of it is defined. */
function comparedWith(step: SignStep): Expression[] {
  const factors = ({ factors: all }: Monomial): Expression[] => all.map(({ of }) => of);
  switch (step.by) {
    case 'combination':
      return [step.times, ...step.terms].flatMap(factors);
    case 'fraction':
      return [step.above, step.below, ...factors(step.divisors)];
    case 'quadratic':
      return [step.x, step.a, step.b, step.c, step.gap];
    case 'chord':
      return [step.x, step.from, step.to, step.bend];
    case 'dominance': {
      const { larger, rest, gap, touch } = step;
      return [larger, rest, gap, ...(touch ? [touch.m, touch.v, touch.q, touch.there] : [])];
    }
    case 'resolution':
      return [step.from];
    case 'given':
    case 'operation':
    case 'enclosure':
    case 'bound':
    case 'rewriting':
    case 'identity':
    case 'monotone':
    case 'logarithms':
      return [];
  }
}

/**
 * Adds what the step says to the table.
 * @throws Rejected where the step does not follow.
 */
function takeStep(step: SignStep, table: SignTable, place: StepPlace): void {
  const follows = signsBy(step, table.of, place);
  if (!isSubset(follows, step.is))
    throw new Rejected(
      `the sign of ${nameOf(step.of)} does not follow by ${step.by}: it has signs ${follows}, not ${step.is}`,
    );
  table.add(step.of, step.is);
}

function signsBy(step: SignStep, at: SignsOf, place: StepPlace): Signs {
  switch (step.by) {
    case 'given':
      return place.given(step.of);
    case 'operation':
      return signsOfOperation(step.of, at);
    case 'enclosure':
      return signsOfEnclosure(step.of, place.box, step.bits);
    case 'rewriting':
      return at(withoutInverses(step.of));
    case 'resolution':
      return signsOfResolved(step.of, step.from, at);
    case 'identity':
      if (!place.identities) throw new Rejected('an identity is used where it may not hold');
      return NULL;
    case 'monotone': {
      const inside = after(step.along, new SignTable([]), insideOf(step, at, place), []);
      return signsByMonotone(step.of, step, at, place, inside.of);
    }
    case 'logarithms': {
      const terms = step.terms.map(({ of, coefficient }) => {
        if (!isInteger(coefficient)) throw new Rejected('a logarithm has a coefficient that is no integer');
        return { of, coefficient: coefficient.numerator };
      });
      const total = logarithmSum(terms);
      if (total === undefined) throw new Rejected('a term is no logarithm');
      return factsAbout(step.of, logarithmFacts(total, at));
    }
    case 'bound':
      return factsAbout(step.of, elementaryBounds(step.about, at));
    case 'combination': {
      const times = signsOfMonomial(step.times, at);
      if (!isSubset(times, NONZERO)) throw new Rejected(`the multiplier of ${nameOf(step.of)} may vanish`);
      const total = step.terms.map((term) => signsOfMonomial(term, at)).reduce(signsOfSum, NULL);
      return signsOfProduct(total, times);
    }
    case 'fraction': {
      const divisors = new Set(divisorsOf(step.of));
      const foreign = step.divisors.factors.find(({ of }) => !divisors.has(of));
      if (foreign) throw new Rejected(`${nameOf(step.of)} does not divide by ${nameOf(foreign.of)}`);
      if (step.divisors.scale.numerator === 0n) throw new Rejected('a divisor is 0');
      return signsOfProduct(at(step.above), at(step.below) & NONZERO);
    }
    case 'quadratic': {
      const [lead, gap] = [at(step.a), at(step.gap)];
      const up = isSubset(lead, NONNEGATIVE);
      if ((!up && !isSubset(lead, NONPOSITIVE)) || !isSubset(gap, NONNEGATIVE)) return ANY_SIGN;
      // Where a = 0 also b = 0, and c is left.
      if (lead & NULL && !isSubset(at(step.c), up ? NONNEGATIVE : NONPOSITIVE)) return ANY_SIGN;
      return (up ? POSITIVE : NEGATIVE) | (gap === POSITIVE && !(lead & NULL) ? 0 : NULL);
    }
    case 'chord': {
      const ends = at(step.from) | at(step.to);
      const inside = isSubset(at(step.x), NONNEGATIVE) && isSubset(at(complement(step.x)), NONNEGATIVE);
      if (!inside) return ANY_SIGN;
      if (isSubset(at(step.bend), NONPOSITIVE) && isSubset(ends, NONNEGATIVE)) return ends | POSITIVE;
      if (isSubset(at(step.bend), NONNEGATIVE) && isSubset(ends, NONPOSITIVE)) return ends | NEGATIVE;
      return ANY_SIGN;
    }
    case 'dominance': {
      const [larger, gap] = [at(step.larger), at(step.gap)];
      // |larger| > |rest|: the sum has the sign of larger, which is not 0. Where they may be equal it may be 0.
      if (gap === POSITIVE) return larger & NONZERO;
      if (!isSubset(gap, NONNEGATIVE)) return ANY_SIGN;
      const touches = step.touch === undefined || !isSubset(at(step.touch.m), NONZERO);
      const strict = larger === POSITIVE || larger === NEGATIVE;
      return strict && !touches && isSubset(at(step.touch!.there), larger | NULL) ? larger : larger | NULL;
    }
  }
}

const factsAbout = (e: Expression, facts: readonly SignFact[]): Signs =>
  facts.filter(({ expression }) => expression === e).reduce((all, { signs }) => all & signs, ANY_SIGN);

const complement = (x: Expression): Expression => difference(UNIT, x);

function signsOfMonomial({ scale, factors }: Monomial, at: SignsOf): Signs {
  let signs: Signs = scale.numerator > 0n ? POSITIVE : scale.numerator < 0n ? NEGATIVE : NULL;
  for (const { of, exponent } of factors) {
    if (!isInteger(exponent)) throw new Rejected(`${nameOf(of)} has an exponent that is no integer`);
    if (exponent.numerator < 0n && !isSubset(at(of), NONZERO))
      throw new Rejected(`${nameOf(of)} was not shown to differ from 0, and is divided by`);
    const parity = exponent.numerator === 0n ? 0 : exponent.numerator % 2n === 0n ? 2 : 1;
    signs = signsOfProduct(signs, signsOfPower(at(of), exponent.numerator < 0n ? -parity : parity));
  }
  return signs;
}

/** What an expression divides by. */
function divisorsOf(e: Expression): Expression[] {
  return subexpressions(e).flatMap((node) => {
    if (node.kind === 'divide') return [node.right];
    const exponent = node.kind === 'power' ? rationalValue(node.right) : undefined;
    return node.kind === 'power' && exponent !== undefined && exponent.numerator < 0n ? [node.left] : [];
  });
}
