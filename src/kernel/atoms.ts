/** Expressions as fractions of integer polynomials over atoms: symbols, and subexpressions the algebra cannot open. */
import type { Monomial } from '../certificate/certificate.js';
import { call, type Expression, type FunctionCall, product } from '../expression/expression.js';
import {
  isInteger,
  multiply,
  ONE,
  power as powerOfRational,
  type Rational,
  rational,
} from '../expression/rational.js';
import { fold } from '../expression/traverse.js';
import type { Budget } from '../rules/budget.js';
import { rationalValue } from '../rules/core-form.js';
import {
  addPolynomials,
  constantPolynomial,
  multiplyPolynomials,
  type Polynomial,
  type PowerRelation,
  powerPolynomial,
  reducePowers,
  variable,
  withoutCommonContent,
  ZERO_POLYNOMIAL,
} from '../rules/polynomial.js';
import type { Judgement } from './judgement.js';
import { polynomialExpression } from './polynomial-expression.js';

export interface Fraction {
  readonly numerator: Polynomial;
  readonly denominator: Polynomial;
  /** The denominator as a product of what the expression divides by. */
  readonly divisors: () => Monomial;
}

export interface Atom {
  readonly expression: Expression;
  /** For an auxiliary atom, which stands for a quantity of known sign. */
  readonly judgement?: Judgement;
  /** For a square root of a polynomial: that polynomial. */
  readonly square?: Polynomial;
}

const monomialOf =
  (scale: bigint, factors: Monomial['factors'] = []) =>
  (): Monomial => ({
    scale: rational(scale),
    factors,
  });

const productOf =
  (a: () => Monomial, b: () => Monomial, over = 1n) =>
  (): Monomial => {
    const [x, y] = [a(), b()];
    return {
      scale: multiply(multiply(x.scale, y.scale), rational(1n, over)),
      factors: [...x.factors, ...y.factors],
    };
  };

const powered = (a: () => Monomial, n: bigint) => (): Monomial => {
  const { scale, factors } = a();
  const times = (exponent: Rational): Rational => multiply(exponent, rational(n));
  return {
    scale: powerOfRational(scale, n),
    factors: factors.map(({ of, exponent }) => ({ of, exponent: times(exponent) })),
  };
};

const ONE_POLYNOMIAL = constantPolynomial(1n);
const MAX_EXPONENT = 64n;

/** Numbers the atoms of a question and converts expressions to fractions over them. */
export class AtomTable {
  readonly atoms: Atom[] = [];
  readonly #index = new Map<Expression, number>();
  readonly #auxiliary = new Map<Judgement, number>();
  readonly budget: Budget;

  constructor(budget: Budget) {
    this.budget = budget;
  }

  atomOf(expression: Expression, square?: Polynomial): Polynomial {
    let index = this.#index.get(expression);
    if (index === undefined) {
      index = this.atoms.length;
      this.#index.set(expression, index);
      this.atoms.push({ expression, square });
    }
    return variable(index);
  }

  /** An atom that stands for some quantity of known sign. */
  auxiliaryAtom(judgement: Judgement): Polynomial {
    let index = this.#auxiliary.get(judgement);
    if (index === undefined) {
      index = this.atoms.length;
      this.#auxiliary.set(judgement, index);
      this.atoms.push({ expression: judgement.subject, judgement });
    }
    return variable(index);
  }

  /** @throws BudgetExhausted */
  fractionOf(root: Expression): Fraction {
    return fold<Fraction>(root, (node, [a, b]) => {
      switch (node.kind) {
        case 'number':
          return ofRational(node.value);
        case 'negate':
          return { ...a, numerator: addPolynomials(ZERO_POLYNOMIAL, a.numerator, -1n) };
        case 'add':
          return this.#sum(a, b, 1n);
        case 'subtract':
          return this.#sum(a, b, -1n);
        case 'multiply':
          return this.#product(a, b);
        case 'divide':
          if (b.numerator.size === 0) break;
          return this.#product(a, {
            numerator: b.denominator,
            denominator: b.numerator,
            divisors: productOf(b.divisors, monomialOf(1n, [{ of: node.right, exponent: ONE }])),
          });
        case 'power': {
          const exponent = rationalValue(node.right);
          if (exponent === undefined) break;
          if (exponent.numerator === 1n && exponent.denominator === 2n)
            return this.#squareRoot(call('sqrt', node.left), a);
          if (!isInteger(exponent)) break;
          const magnitude = exponent.numerator < 0n ? -exponent.numerator : exponent.numerator;
          if (magnitude > MAX_EXPONENT) break;
          const base: Fraction =
            exponent.numerator < 0n
              ? {
                  numerator: a.denominator,
                  denominator: a.numerator,
                  divisors: productOf(a.divisors, monomialOf(1n, [{ of: node.left, exponent: ONE }])),
                }
              : a;
          if (base.denominator.size === 0) break;
          return {
            numerator: this.reduce(powerPolynomial(base.numerator, Number(magnitude), this.budget)),
            denominator: this.reduce(powerPolynomial(base.denominator, Number(magnitude), this.budget)),
            divisors: powered(base.divisors, magnitude),
          };
        }
        case 'call':
          if (node.name === 'sqrt') return this.#squareRoot(node, a);
          break;
        default:
          break;
      }
      return { numerator: this.atomOf(node), denominator: ONE_POLYNOMIAL, divisors: monomialOf(1n) };
    });
  }

  /** √(P/Q) as R/Q with R = Q·√(P/Q), so that the square R² = P·Q is a polynomial. */
  #squareRoot(node: FunctionCall, { numerator, denominator, divisors }: Fraction): Fraction {
    if (denominator.size === 1 && denominator.get('')?.coefficient === 1n) {
      return { numerator: this.atomOf(node, numerator), denominator, divisors };
    }
    const below = this.expressionOf(denominator);
    const square = this.multiply(numerator, denominator);
    return { numerator: this.atomOf(product(below, node), square), denominator, divisors };
  }

  /** The polynomial as a formula over what its atoms stand for. */
  expressionOf(p: Polynomial): Expression {
    return polynomialExpression(p, (i) => this.atoms[i].expression);
  }

  /** Replaces squares of square-root atoms by their radicands. */
  reduce(p: Polynomial): Polynomial {
    return reducePowers(p, (i) => this.#relation(i), this.budget);
  }

  #relation(index: number): PowerRelation | undefined {
    const replacement = this.atoms[index].square;
    return replacement && { order: 2, replacement };
  }

  multiply(a: Polynomial, b: Polynomial): Polynomial {
    return this.reduce(multiplyPolynomials(a, b, this.budget));
  }

  #sum(a: Fraction, b: Fraction, scale: bigint): Fraction {
    if (samePolynomial(a.denominator, b.denominator)) {
      return { ...a, numerator: addPolynomials(a.numerator, b.numerator, scale) };
    }
    return lowest(
      addPolynomials(
        this.multiply(a.numerator, b.denominator),
        this.multiply(b.numerator, a.denominator),
        scale,
      ),
      this.multiply(a.denominator, b.denominator),
      a,
      b,
    );
  }

  #product(a: Fraction, b: Fraction): Fraction {
    return lowest(this.multiply(a.numerator, b.numerator), this.multiply(a.denominator, b.denominator), a, b);
  }
}

const ofRational = (value: Rational): Fraction => ({
  numerator: constantPolynomial(value.numerator),
  denominator: constantPolynomial(value.denominator),
  divisors: monomialOf(value.denominator),
});

export const samePolynomial = (a: Polynomial, b: Polynomial): boolean =>
  a.size === b.size && [...a].every(([key, term]) => b.get(key)?.coefficient === term.coefficient);

/** Cancels the common integer content only (no polynomial gcd). */
function lowest(above: Polynomial, below: Polynomial, a: Fraction, b: Fraction): Fraction {
  const [numerator, denominator, common] = withoutCommonContent(above, below);
  return { numerator, denominator, divisors: productOf(a.divisors, b.divisors, common) };
}
