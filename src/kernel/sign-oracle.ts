/**
 * Decides signs over a domain. Every radical, logarithm and cancellation of a proof rests on it, so it never guesses:
 * it returns the set of signs it cannot exclude, and it can say why.
 */
import { childrenOf, type Expression } from '../expression/expression.js';
import { rational } from '../expression/rational.js';
import { symbolsOf } from '../expression/traverse.js';
import type { Budget } from '../rules/budget.js';
import { BudgetExhausted } from '../rules/budget.js';
import { sufficientFacts } from '../rules/definedness.js';
import { elementaryBounds } from '../rules/elementary-bounds.js';
import { logarithmFacts, logarithmSum } from '../rules/logarithms.js';
import { type SignsOf, signsOfEnclosure, signsOfOperation } from '../rules/operation-signs.js';
import type { Polynomial } from '../rules/polynomial.js';
import type { Box, SignFact } from '../rules/sign-facts.js';
import {
  ANY_SIGN,
  isSubset,
  NEGATIVE,
  NONNEGATIVE,
  NONZERO,
  NULL,
  POSITIVE,
  type Signs,
  signsOfProduct,
} from '../rules/signs.js';
import { AtomTable } from './atoms.js';
import { Judgement, type Reason } from './judgement.js';
import { logarithmTerms } from './logarithm-terms.js';
import { PolynomialSigns } from './polynomial-signs.js';

export { factsOfDomain, type SignFact } from '../rules/sign-facts.js';

const NO_SYMBOLS: Box = { ranges: new Map(), integers: new Set() };
/** Working precisions: numbers get several, boxes are wide anyway. */
const CONSTANT_BITS = [64, 256, 1024];
const BOX_BITS = [64];

const isDecided = (signs: Signs): boolean => signs === POSITIVE || signs === NEGATIVE || signs === NULL;

export class SignOracle {
  readonly facts: readonly SignFact[];
  readonly #known = new Map<Expression, Signs>();
  readonly #structural = new Map<Expression, Judgement>();
  readonly #decided = new Map<Expression, Judgement>();
  readonly #polynomials: PolynomialSigns;
  readonly #table: AtomTable;
  readonly #box: Box;
  /** Arguments of logarithms whose sign is being decided. */
  readonly #asked = new Set<Expression>();
  /** Sums of logarithms whose signs and bounds are known. */
  readonly #logarithms = new Set<string>();
  /** What was found elsewhere, by what it is about. */
  readonly #told = new Map<Expression, Judgement>();
  /** Facts learnt, and atoms whose bounds are known: all of them as soon as a polynomial is looked at. */
  #learnt = 0;
  #bounded = 0;

  /** @param box ranges of bounded symbols, for enclosures where structure does not decide. */
  constructor(facts: readonly SignFact[], budget: Budget, box: Box = NO_SYMBOLS) {
    this.facts = facts;
    this.#box = box;
    for (const { expression, signs } of facts) {
      this.#known.set(expression, (this.#known.get(expression) ?? ANY_SIGN) & signs);
    }
    this.#table = new AtomTable(budget);
    this.#polynomials = new PolynomialSigns(this.#table, (atom) => this.#structure(atom));
  }

  /** Signs the expression can have where the claim speaks and it is defined. */
  signs: SignsOf = (e) => this.judge(e).signs;

  isNonnegative = (e: Expression): boolean => isSubset(this.signs(e), NONNEGATIVE);
  isPositive = (e: Expression): boolean => this.signs(e) === POSITIVE;
  isNonzero = (e: Expression): boolean => isSubset(this.signs(e), NONZERO);

  /** The same with its reasons. */
  judge(e: Expression): Judgement {
    const cached = this.#decided.get(e);
    if (cached !== undefined) return cached;
    const structure = this.#structure(e);
    const reasons: Reason[] = [...structure.reasons];
    let signs = structure.signs;
    for (const more of [this.#algebraic, this.#ofOperands, this.#enclosed]) {
      if (isDecided(signs)) break;
      for (const reason of more.call(this, e)) {
        signs &= reason.signs;
        reasons.push(reason);
      }
    }
    const judgement = new Judgement(e, reasons);
    this.#decided.set(e, judgement);
    return judgement;
  }

  /** Takes judgements of others for granted. */
  tell(judgements: readonly Judgement[]): void {
    if (judgements.length === 0) return;
    for (const judgement of judgements) {
      this.#told.set(judgement.subject, judgement);
      this.#learn(judgement);
    }
    this.#structural.clear();
    this.#decided.clear();
  }

  /** A quantity of the facts that has no sign left when all that is known is put together. */
  contradiction(): Judgement | undefined {
    for (const { expression: e } of this.facts) {
      const reasons = [...this.#structure(e).reasons, ...this.#algebraic(e), ...this.#ofOperands(e)];
      const judgement = new Judgement(e, reasons);
      if (judgement.signs === 0) return judgement;
    }
    return undefined;
  }

  #given(e: Expression): Judgement {
    const signs = this.#known.get(e) ?? ANY_SIGN;
    return new Judgement(e, [{ signs, premises: [], rule: () => ({ by: 'given' }) }]);
  }

  /** Where the values over the whole box, or the value of a number, lie on one side of zero. */
  #enclosed(e: Expression): Reason[] {
    for (const bits of symbolsOf(e).length === 0 ? CONSTANT_BITS : BOX_BITS) {
      const signs = signsOfEnclosure(e, this.#box, bits);
      if (signs !== ANY_SIGN) return [{ signs, premises: [], rule: () => ({ by: 'enclosure', bits }) }];
    }
    return [];
  }

  /** An operation by the fully decided signs of its operands. */
  #ofOperands(e: Expression): Reason[] {
    switch (e.kind) {
      case 'negate':
      case 'multiply':
      case 'divide':
      case 'power':
        return [operation(e, (u) => this.judge(u))];
      case 'call':
        return e.name === 'log' ? [] : [operation(e, (u) => this.judge(u))];
      default:
        return [];
    }
  }

  #learn(judgement: Judgement): void {
    try {
      const { numerator, denominator } = this.#table.fractionOf(judgement.subject);
      this.#polynomials.learnQuotient(judgement, numerator, denominator);
    } catch (error) {
      if (!(error instanceof BudgetExhausted)) throw error;
    }
  }

  /** The facts, and standard bounds of the functions that stand in atoms. */
  #learnAll(): void {
    while (this.#learnt < this.facts.length) {
      const { expression } = this.facts[this.#learnt];
      this.#learnt += 1;
      this.#learn(this.#given(expression));
    }
    while (this.#bounded < this.#table.atoms.length) {
      const { expression: about } = this.#table.atoms[this.#bounded];
      this.#bounded += 1;
      const premises: Judgement[] = [];
      const signsOf: SignsOf = (e) => {
        const judgement = this.#structure(e);
        premises.push(judgement);
        return judgement.signs;
      };
      for (const { expression, signs } of elementaryBounds(about, signsOf)) {
        const defined = this.#conditionsOf(expression);
        if (defined === undefined) continue;
        const rule: Reason['rule'] = () => ({ by: 'bound', about });
        this.#learn(new Judgement(expression, [{ signs, premises: [...premises, ...defined], rule }]));
      }
    }
  }

  /** What the polynomial says about a sum of logarithms: the sign of the sum, and its bounds by the product of the arguments. */
  #learnLogarithms(p: Polynomial): void {
    const terms = logarithmTerms(p, this.#table);
    const key = terms.map(({ of, coefficient }) => `${coefficient}*${of.id}`).join();
    if (terms.length === 0 || this.#logarithms.has(key)) return;
    this.#logarithms.add(key);
    const total = logarithmSum(terms);
    if (total === undefined) return;
    const gap = this.#ofLogarithm(total.gap);
    const written = terms.map(({ of, coefficient }) => ({ of, coefficient: rational(coefficient) }));
    for (const { expression, signs } of logarithmFacts(total, () => gap.signs)) {
      const defined = signs === ANY_SIGN ? undefined : this.#conditionsOf(expression);
      if (defined === undefined) continue;
      const rule: Reason['rule'] = () => ({ by: 'logarithms', terms: written });
      this.#learn(new Judgement(expression, [{ signs, premises: [gap, ...defined], rule }]));
    }
  }

  /** That the expression is defined wherever the claim speaks, which a comparison with it rests on; undefined where it is not known. */
  #conditionsOf(expression: Expression): Judgement[] | undefined {
    const conditions = sufficientFacts([expression], this.#box.integers).map((fact) => ({
      signs: fact.signs,
      judgement: this.#structure(fact.expression),
    }));
    return conditions.every(({ signs, judgement }) => isSubset(judgement.signs, signs))
      ? conditions.map(({ judgement }) => judgement)
      : undefined;
  }

  /** As a fraction of polynomials over atoms. */
  #algebraic(e: Expression): Reason[] {
    try {
      this.#learnAll();
      const { numerator, denominator, divisors } = this.#table.fractionOf(e);
      this.#learnAll();
      this.#learnLogarithms(numerator);
      const above = this.#polynomials.judge(numerator);
      if (above.signs === ANY_SIGN) return [];
      const below = this.#polynomials.judge(denominator);
      if (denominator.size === 1 && denominator.get('')?.coefficient === 1n && above.subject === e)
        return [...above.reasons];
      return [
        {
          signs: signsOfProduct(above.signs, below.signs & NONZERO),
          premises: [above, below],
          rule: () => ({ by: 'fraction', above: above.subject, below: below.subject, divisors: divisors() }),
        },
      ];
    } catch (error) {
      if (error instanceof BudgetExhausted) return [];
      throw error;
    }
  }

  /** From the outermost operation and the signs of its operands. */
  #structure(root: Expression): Judgement {
    const stack = [root];
    while (stack.length > 0) {
      const node = stack[stack.length - 1];
      if (this.#structural.has(node)) {
        stack.pop();
        continue;
      }
      const pending = childrenOf(node).filter((child) => !this.#structural.has(child));
      if (pending.length > 0) {
        stack.push(...pending);
        continue;
      }
      stack.pop();
      this.#structural.set(node, this.#structureOfNode(node));
    }
    return this.#structural.get(root)!;
  }

  #structureOfNode(node: Expression): Judgement {
    const logarithm = node.kind === 'call' && node.name === 'log';
    const own = operation(node, (e) => (logarithm ? this.#ofLogarithm(e) : this.#structural.get(e)!));
    const given = this.#known.has(node) ? this.#given(node).reasons : [];
    return new Judgement(node, [...given, ...(this.#told.get(node)?.reasons ?? []), own]);
  }

  /** log u has the sign of u − 1, which is what is asked here. */
  #ofLogarithm(gap: Expression): Judgement {
    // The bounds of log u lead back to its sign.
    if (this.#asked.has(gap)) return new Judgement(gap, []);
    this.#asked.add(gap);
    try {
      return new Judgement(gap, this.#algebraic(gap));
    } finally {
      this.#asked.delete(gap);
    }
  }
}

/** The node by its operation, the signs of its operands being asked for. */
function operation(node: Expression, at: (e: Expression) => Judgement): Reason {
  const premises: Judgement[] = [];
  const signs = signsOfOperation(node, (e) => {
    const judgement = at(e);
    premises.push(judgement);
    return judgement.signs;
  });
  return { signs, premises, rule: () => ({ by: 'operation' }) };
}
