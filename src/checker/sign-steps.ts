/** Sign steps: each follows from the ones before it by one rule; some rest on an identity, which is an obligation. */

import type { Domain } from '../domain/domain.js';
import { integerSymbols } from '../domain/domain.js';
import { difference, type Expression, UNIT } from '../expression/expression.js';
import { isInteger, rational } from '../expression/rational.js';
import { subexpressions } from '../expression/traverse.js';
import { rationalValue } from '../rules/core-form.js';
import { elementaryBounds } from '../rules/elementary-bounds.js';
import { withoutInverses } from '../rules/inverse-forms.js';
import { logarithmFacts, logarithmSum } from '../rules/logarithms.js';
import { type SignsOf, signsOfEnclosure, signsOfOperation } from '../rules/operation-signs.js';
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
import type { Monomial, SignStep } from './certificate.js';
import type { Evaluation } from './evaluation.js';
import { insideOf, type StepPlace, signsByMonotone } from './monotone.js';
import { nameOf, Rejected } from './rejected.js';

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
 * @param identities whether equalities with a proof of their own may be used; who allows it has to check those proofs.
 * @throws Rejected
 */
export function tableAfter(
  steps: readonly SignStep[],
  given: readonly SignFact[],
  domain: Domain,
  identities = false,
): SignTable {
  const facts = new SignTable(given);
  const place = { given: facts.of, box: boxOf(domain), integers: integerSymbols(domain), identities };
  return after(steps, new SignTable(given), place);
}

function after(steps: readonly SignStep[], table: SignTable, place: StepPlace): SignTable {
  for (const step of steps) takeStep(step, table, place);
  return table;
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
    case 'identity':
      if (!place.identities) throw new Rejected('an identity is used where it may not hold');
      return NULL;
    case 'monotone': {
      const inside = after(step.along, new SignTable([]), insideOf(step, at, place));
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

/** What must be zero for the step to be right, over square roots and free quantities. */
export function obligationsOf<Value>(step: SignStep, at: Evaluation<Value>): Value[] {
  const { arithmetic } = at;
  const add = (...parts: Value[]): Value => parts.reduce((a, b) => arithmetic.add(a, b));
  const multiply = (...parts: Value[]): Value => parts.reduce((a, b) => arithmetic.multiply(a, b));
  const negate = (a: Value): Value => arithmetic.negate(a);
  const value = (e: Expression): Value => at.value(e);
  const squared = (e: Expression): Value => arithmetic.power(value(e), 2n);
  const product = ({ scale, factors }: Monomial): Value => at.product(scale, factors);
  switch (step.by) {
    case 'combination': {
      const left = multiply(product(step.times), value(step.of));
      return [step.terms.reduce((rest, term) => add(rest, negate(product(term))), left)];
    }
    case 'fraction':
      return [
        add(multiply(value(step.below), value(step.of)), negate(value(step.above))),
        add(value(step.below), negate(product(step.divisors))),
      ];
    case 'quadratic': {
      const [a, b, c] = [step.a, step.b, step.c].map(value);
      const x = value(step.x);
      return [
        add(value(step.of), negate(add(multiply(a, x, x), multiply(b, x), c))),
        add(value(step.gap), negate(multiply(arithmetic.rational(rational(4)), a, c)), multiply(b, b)),
      ];
    }
    case 'chord': {
      const [x, rest] = [value(step.x), value(complement(step.x))];
      const line = add(multiply(rest, value(step.from)), multiply(x, value(step.to)));
      return [add(value(step.of), negate(line), multiply(value(step.bend), x, rest))];
    }
    case 'dominance': {
      const sum = add(value(step.larger), value(step.rest));
      const gap = add(squared(step.larger), negate(squared(step.rest)));
      const own = [add(value(step.of), negate(sum)), add(value(step.gap), negate(gap))];
      if (step.touch === undefined) return own;
      const { m, v, scale, q, there } = step.touch;
      if (scale.numerator <= 0n) throw new Rejected('a scale is not positive');
      const line = add(multiply(value(q), value(v)), value(there));
      return [
        ...own,
        add(value(step.gap), negate(multiply(value(m), squared(v)))),
        add(multiply(arithmetic.rational(scale), value(step.rest)), negate(line)),
      ];
    }
    case 'monotone':
      return step.along.flatMap((inner) => obligationsOf(inner, at));
    default:
      return [];
  }
}
