/** Signs of polynomials over atoms, by certificates that hold for all values of the atoms. */
import { difference, type Expression, UNIT } from '../expression/expression.js';
import { BudgetExhausted } from '../rules/budget.js';
import {
  addPolynomials,
  constantPolynomial,
  contentOf,
  divideByMonomial,
  divideContent,
  divideExactly,
  exactRoot,
  type Monomial,
  monomialContent,
  type Polynomial,
  scalePolynomial,
  variable,
} from '../rules/polynomial.js';
import { isSubset, NEGATIVE, NONNEGATIVE, NONPOSITIVE, NULL, POSITIVE, type Signs } from '../rules/signs.js';
import type { AtomTable } from './atoms.js';
import { byDominance, type PolynomialJudge } from './dominance.js';
import { byFactProducts, type Fact } from './fact-products.js';
import {
  combination,
  factor,
  type JudgedFactor,
  type JudgedProduct,
  signsOfProducts,
} from './judged-product.js';
import { Judgement, type Reason } from './judgement.js';
import { along, coefficientsIn } from './polynomial-line.js';

/** How many rules may be chained. */
const MAX_DEPTH = 5;
/** Steps of a search for a square root. */
const SQUARE_STEPS = 200_000;
/** Polynomials with more terms are not worth the quadratic rules. */
const MAX_TERMS = 60;
/** Polynomials with more terms are not compared with products of facts. */
const MAX_PRODUCT_TERMS = 16;
/** Facts with more terms are not learnt. */
const MAX_FACT_TERMS = 60;

/** Steps of one division. */
const DIVISION_STEPS = 5_000;

const isConstant = (p: Polynomial): boolean => p.size === 1 && p.has('');

const isDecided = (signs: Signs): boolean => signs === POSITIVE || signs === NEGATIVE || signs === NULL;

export class PolynomialSigns {
  readonly #table: AtomTable;
  readonly #judgeAtom: (atom: Expression) => Judgement;
  /** Facts about primitive polynomials (content removed, first coefficient's sign kept). */
  readonly #facts: Fact[] = [];
  readonly #memo = new Map<string, Judgement>();
  readonly #atoms = new Map<number, Judgement>();

  constructor(table: AtomTable, judgeAtom: (atom: Expression) => Judgement) {
    this.#table = table;
    this.#judgeAtom = judgeAtom;
  }

  /** Learns the sign of a numerator from that of the whole, where the denominator has a strict sign. */
  learnQuotient(whole: Judgement, numerator: Polynomial, denominator: Polynomial): void {
    const below = this.judge(denominator);
    if (below.signs !== POSITIVE && below.signs !== NEGATIVE) return;
    const content = contentOf(numerator);
    if (content === 0n || numerator.size > MAX_FACT_TERMS) return;
    const polynomial = divideContent(numerator, content);
    const judgement = this.#judged(polynomial, [
      combination(content, [{ scale: 1n, factors: [factor(below), factor(whole)] }]),
    ]);
    this.#facts.push({ polynomial, judgement, signs: judgement.signs });
    this.#memo.clear();
    this.#atoms.clear();
  }

  /** Signs `p` can have, given the facts learnt. */
  judge(p: Polynomial, depth = 0): Judgement {
    const key = `${depth}:${[...p]
      .map(([monomial, { coefficient }]) => `${coefficient}*${monomial}`)
      .sort()
      .join('+')}`;
    let judgement = this.#memo.get(key);
    if (judgement === undefined) {
      judgement = this.#judged(p, this.#reasons(p, depth));
      this.#memo.set(key, judgement);
    }
    return judgement;
  }

  #judged(p: Polynomial, reasons: readonly Reason[]): Judgement {
    let subject: Expression | undefined;
    return new Judgement(() => {
      subject ??= this.#table.expressionOf(p);
      return subject;
    }, reasons);
  }

  #reasons(p: Polynomial, depth: number): Reason[] {
    if (p.size === 0) return [{ signs: NULL, premises: [], rule: () => ({ by: 'operation' }) }];
    try {
      const common = monomialContent(p);
      const content = contentOf(p);
      if (common.length === 0 && content === 1n) return this.#ofPrimitive(p, depth);
      const inner = divideByMonomial(divideContent(p, content), common);
      const primitive = this.#judged(inner, this.#ofPrimitive(inner, depth));
      const reasons = [
        combination(1n, [{ scale: content, factors: [...this.#factorsOf(common), factor(primitive)] }]),
      ];
      if (common.length === 0 || isDecided(reasons[0].signs)) return reasons;
      return [...reasons, ...this.#byLinearFact(p, depth), ...this.#byShift(p, depth)];
    } catch (error) {
      if (!(error instanceof BudgetExhausted)) throw error;
      return [];
    }
  }

  #factorsOf(m: Monomial): JudgedFactor[] {
    return m.flatMap((exponent, i) => (exponent === 0 ? [] : [{ judgement: this.#ofAtom(i), exponent }]));
  }

  #ofAtom(index: number): Judgement {
    let judgement = this.#table.atoms[index].judgement ?? this.#atoms.get(index);
    if (judgement === undefined) {
      judgement = this.#judgedAtom(index);
      this.#atoms.set(index, judgement);
    }
    return judgement;
  }

  #judgedAtom(index: number): Judgement {
    const atom = this.#table.atoms[index];
    const own = this.#judgeAtom(atom.expression);
    const reasons: Reason[] = [];
    for (const { polynomial, judgement } of this.#facts) {
      const [term, ...others] = polynomial.values();
      if (others.length > 0 || term.monomial.length !== index + 1) continue;
      if (term.monomial.slice(0, -1).some((e) => e !== 0) || term.monomial[index] !== 1) continue;
      // The fact is ± the atom.
      reasons.push(combination(1n, [{ scale: term.coefficient, factors: [factor(judgement)] }]));
    }
    return reasons.length === 0 ? own : new Judgement(atom.expression, [...own.reasons, ...reasons]);
  }

  #terms(p: Polynomial): JudgedProduct[] {
    return [...p.values()].map(({ coefficient, monomial }) => ({
      scale: coefficient,
      factors: this.#factorsOf(monomial),
    }));
  }

  #ofPrimitive(p: Polynomial, depth: number): Reason[] {
    const reasons = [combination(1n, this.#terms(p))];
    let [{ signs }] = reasons;
    for (const rule of [
      this.#byFact,
      this.#bySquare,
      this.#byDivisor,
      this.#byLinearFact,
      this.#byShift,
      this.#byDiscriminant,
      this.#byDominance,
      this.#byConcavity,
      this.#byProducts,
    ]) {
      if (isDecided(signs) || p.size > MAX_TERMS || depth >= MAX_DEPTH) break;
      for (const reason of rule.call(this, p, depth)) {
        signs &= reason.signs;
        reasons.push(reason);
      }
    }
    return reasons;
  }

  /** p is a positive multiple of a fact, or of its negative. */
  #byFact(p: Polynomial): Reason[] {
    const [first] = p.keys();
    return this.#facts.flatMap(({ polynomial, judgement }) => {
      if (polynomial.size !== p.size || !polynomial.has(first)) return [];
      const same = addPolynomials(p, polynomial, -1n).size === 0;
      if (!same && addPolynomials(p, polynomial).size !== 0) return [];
      return [combination(1n, [{ scale: same ? 1n : -1n, factors: [factor(judgement)] }])];
    });
  }

  /** p is a multiple of a fact. */
  #byDivisor(p: Polynomial, depth: number): Reason[] {
    const reasons: Reason[] = [];
    for (const fact of this.#facts) {
      if (fact.polynomial.size < 2 || fact.polynomial.size > p.size + 1) continue;
      const rest = this.#quotient(p, fact.polynomial);
      if (rest === undefined || rest.size === 0 || isConstant(rest)) continue;
      const factors = [factor(fact.judgement), factor(this.judge(rest, depth + 1))];
      const reason = combination(1n, [{ scale: 1n, factors }]);
      reasons.push(reason);
      if (isDecided(reason.signs)) return reasons;
    }
    return reasons;
  }

  /** p/q where the division is exact and short. */
  #quotient(p: Polynomial, q: Polynomial): Polynomial | undefined {
    try {
      return divideExactly(p, q, this.#table.budget.part(DIVISION_STEPS));
    } catch (error) {
      if (error instanceof BudgetExhausted) return undefined;
      throw error;
    }
  }

  /** p = ±W². */
  #bySquare(p: Polynomial, depth: number): Reason[] {
    const budget = this.#table.budget.part(SQUARE_STEPS);
    for (const scale of [1n, -1n]) {
      const root = exactRoot(scale === 1n ? p : scalePolynomial(p, -1n), 2, budget);
      if (root === undefined) continue;
      return [combination(1n, [{ scale, factors: [factor(this.judge(root, depth + 1), 2)] }])];
    }
    return [];
  }

  /** p − k·fact with k > 0 chosen to cancel one term: p is a sum of the two. */
  #byLinearFact(p: Polynomial, depth: number): Reason[] {
    const reasons: Reason[] = [];
    if (depth >= 2) return reasons;
    for (const fact of this.#facts) {
      if (fact.polynomial.size > p.size + 1 || fact.polynomial.size < 2) continue;
      if (!isOneSided(fact.signs)) continue;
      for (const direction of [1n, -1n]) {
        for (const [key, term] of fact.polynomial) {
          const ours = p.get(key);
          if (ours === undefined) continue;
          const theirs = term.coefficient * direction;
          if (ours.coefficient > 0n !== theirs > 0n) continue;
          // |theirs|·p − |ours|·fact cancels the term; |theirs| > 0 keeps the sign of p.
          const times = theirs > 0n ? theirs : -theirs;
          this.#table.budget.spend(p.size + fact.polynomial.size, 'the signs of polynomials');
          const weight = ours.coefficient > 0n ? ours.coefficient : -ours.coefficient;
          const rest = addPolynomials(scalePolynomial(p, times), fact.polynomial, -weight * direction);
          if (rest.size >= p.size + fact.polynomial.size - 1) continue;
          const reason = combination(times, [
            { scale: weight * direction, factors: [factor(fact.judgement)] },
            { scale: 1n, factors: [factor(this.judge(rest, depth + 1))] },
          ]);
          reasons.push(reason);
          if (reason.signs === POSITIVE || reason.signs === NEGATIVE) return reasons;
        }
      }
    }
    return reasons;
  }

  /** With a fact F = c·x + G of known sign, x = (F − G)/c: in terms of F instead of x all terms may agree in sign. */
  #byShift(p: Polynomial, depth: number): Reason[] {
    const reasons: Reason[] = [];
    if (depth >= 1) return reasons;
    for (const fact of this.#facts) {
      if (fact.polynomial.size < 2 || fact.polynomial.size > 4) continue;
      if (!isOneSided(fact.signs)) continue;
      const width = Math.max(...[...fact.polynomial.values()].map((t) => t.monomial.length));
      for (let x = 0; x < width; x++) {
        const parts = coefficientsIn(fact.polynomial, x, 1);
        const slope = parts?.[1].get('')?.coefficient;
        if (parts === undefined || slope === undefined || parts[1].size !== 1) continue;
        const fromFact = addPolynomials(this.#table.auxiliaryAtom(fact.judgement), parts[0], -1n);
        const shifted = along(this.#table, p, x, slope, fromFact);
        if (shifted === undefined) continue;
        const reason = combination(shifted.scale, this.#terms(shifted.polynomial));
        reasons.push(reason);
        if (reason.signs === POSITIVE || reason.signs === NEGATIVE) return reasons;
      }
    }
    return reasons;
  }

  /** a·x² + b·x + c with a > 0 and 4ac − b² > 0 (≥ 0) is positive (nonnegative); likewise for a < 0. */
  #byDiscriminant(p: Polynomial, depth: number): Reason[] {
    const width = Math.max(...[...p.values()].map((t) => t.monomial.length));
    for (let x = 0; x < width; x++) {
      const parts = coefficientsIn(p, x, 2);
      if (parts === undefined || parts[2].size === 0 || parts[1].size === 0) continue;
      const [c, b, a] = parts;
      const lead = this.judge(a, depth + 1);
      const up = isSubset(lead.signs, NONNEGATIVE);
      if (!up && !isSubset(lead.signs, NONPOSITIVE)) continue;
      const gap = this.judge(
        addPolynomials(scalePolynomial(this.#table.multiply(a, c), 4n), this.#table.multiply(b, b), -1n),
        depth + 1,
      );
      if (!isSubset(gap.signs, NONNEGATIVE)) continue;
      // With a = 0 also b = 0, and c is left, whose sign is then needed.
      const last = this.judge(c, depth + 1);
      if (lead.signs & NULL && !isSubset(last.signs, up ? NONNEGATIVE : NONPOSITIVE)) continue;
      const strict = gap.signs === POSITIVE && !(lead.signs & NULL);
      return [
        {
          signs: (up ? POSITIVE : NEGATIVE) | (strict ? 0 : NULL),
          premises: [lead, gap, last],
          rule: () => ({
            by: 'quadratic',
            x: this.#table.atoms[x].expression,
            a: lead.subject,
            b: this.#table.expressionOf(b),
            c: last.subject,
            gap: gap.subject,
          }),
        },
      ];
    }
    return [];
  }

  #byDominance(p: Polynomial, depth: number): Reason[] {
    return byDominance(p, depth, this.#judge);
  }

  /** Products of facts, tried last and not inside each other. */
  #byProducts(p: Polynomial, depth: number): Reason[] {
    if (depth >= 1 || p.size > MAX_PRODUCT_TERMS) return [];
    const factorsOf = (m: Monomial): JudgedFactor[] => this.#factorsOf(m);
    return byFactProducts(p, depth, this.#facts, { ...this.#judge, factorsOf });
  }

  get #judge(): PolynomialJudge {
    return {
      table: this.#table,
      judge: (q, d) => this.judge(q, d),
      judged: (q, reasons) => this.#judged(q, reasons),
      signsOfMonomial: (m) => signsOfProducts({ scale: 1n, factors: this.#factorsOf(m) }),
    };
  }

  /**
   * p concave in an atom x that is known to lie in [0, 1], and not negative at both ends, is not negative between them
   * (convex and not positive: not positive). Exponentials that decay are such atoms.
   */
  #byConcavity(p: Polynomial, depth: number): Reason[] {
    if (depth >= 2) return [];
    for (const { x, premises } of this.#unitAtoms()) {
      const parts = coefficientsIn(p, x, 2);
      if (parts === undefined || (parts[1].size === 0 && parts[2].size === 0)) continue;
      const atOne = this.#table.reduce(addPolynomials(addPolynomials(parts[0], parts[1]), parts[2]));
      const bend = this.judge(parts[2], depth + 1);
      const [from, to] = [this.judge(parts[0], depth + 1), this.judge(atOne, depth + 1)];
      const ends = from.signs | to.signs;
      // Zero at both ends says nothing against being positive between them.
      const above = isSubset(bend.signs, NONPOSITIVE) && isSubset(ends, NONNEGATIVE);
      if (!above && !(isSubset(bend.signs, NONNEGATIVE) && isSubset(ends, NONPOSITIVE))) continue;
      return [
        {
          signs: ends | (above ? POSITIVE : NEGATIVE),
          premises: [...premises, bend, from, to],
          rule: () => ({
            by: 'chord',
            x: this.#table.atoms[x].expression,
            from: from.subject,
            to: to.subject,
            bend: bend.subject,
          }),
        },
      ];
    }
    return [];
  }

  /** Atoms x with 0 ≤ x ≤ 1 by their sign and a learnt fact about x − 1. */
  #unitAtoms(): { readonly x: number; readonly premises: readonly Judgement[] }[] {
    return this.#table.atoms.flatMap(({ expression }, x) => {
      const atom = this.#ofAtom(x);
      if (!isSubset(atom.signs, NONNEGATIVE)) return [];
      const room = addPolynomials(constantPolynomial(1n), variable(x), -1n);
      const fact = this.#byFact(room).find(({ signs }) => isSubset(signs, NONNEGATIVE));
      if (fact === undefined) return [];
      return [{ x, premises: [atom, new Judgement(difference(UNIT, expression), [fact])] }];
    });
  }
}

const isOneSided = (signs: Signs): boolean => isSubset(signs, NONNEGATIVE) || isSubset(signs, NONPOSITIVE);
