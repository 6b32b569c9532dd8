/** Core expressions as fractions of integer polynomials in the generators of a tower: for searching, never for deciding. */
import {
  call,
  type Expression,
  fromRational,
  integer,
  powerOf,
  product,
  quotient,
  symbol,
} from '../expression/expression.js';
import type { Rational } from '../expression/rational.js';
import { fold } from '../expression/traverse.js';
import type { Budget } from '../rules/budget.js';
import { rationalValue } from '../rules/core-form.js';
import {
  addPolynomials,
  constantPolynomial,
  divideExactly,
  multiplyPolynomials,
  type Polynomial,
  type PowerRelation,
  powerPolynomial,
  reducePowers,
  variable,
  withoutCommonContent,
  ZERO_POLYNOMIAL,
} from '../rules/polynomial.js';
import { polynomialExpression } from './polynomial-expression.js';
import type { Recipe, Tower } from './tower.js';

export interface Fraction {
  readonly above: Polynomial;
  readonly below: Polynomial;
}

/** The conversion failed: something has no polynomial form. */
export class NoFraction extends Error {}

const ONE_POLYNOMIAL = constantPolynomial(1n);
const MAX_EXPONENT = 40n;

interface Variable {
  readonly expression: Expression;
  /** For a root: its order and the polynomial its power equals. */
  readonly order?: number;
  readonly radicand?: Polynomial;
}

export class TowerFractions {
  readonly variables: Variable[] = [];
  readonly #tower: Tower;
  readonly #budget: Budget;
  readonly #symbols = new Map<string, Polynomial>();
  readonly #generators = new Map<number, Fraction>();

  constructor(tower: Tower, budget: Budget) {
    this.#tower = tower;
    this.#budget = budget;
  }

  /** @throws NoFraction, BudgetExhausted */
  of(root: Expression): Fraction {
    return fold<Fraction>(root, (node, [a, b]) => {
      const recipe = this.#tower.recipes.get(node);
      if (recipe !== undefined) return this.#follow(recipe);
      switch (node.kind) {
        case 'number':
          return ofRational(node.value);
        case 'symbol':
          return { above: this.#symbol(node.name), below: ONE_POLYNOMIAL };
        case 'negate':
          return { above: addPolynomials(ZERO_POLYNOMIAL, a.above, -1n), below: a.below };
        case 'add':
          return this.#sum(a, b, 1n);
        case 'subtract':
          return this.#sum(a, b, -1n);
        case 'multiply':
          return this.#product(a, b);
        case 'divide':
          return this.#product(a, this.#inverse(b));
        case 'power':
          return this.#power(a, rationalValue(node.right)!.numerator);
        default:
          throw new NoFraction();
      }
    });
  }

  /** Makes a variable of every root of the tower, so that a search can use it. */
  adjoinRoots(): void {
    for (const { index } of this.#tower.find('root')) {
      try {
        this.#generator(index);
      } catch (error) {
        // A root over something without a polynomial form cannot take part in the search.
        if (!(error instanceof NoFraction)) throw error;
      }
    }
  }

  /** Variables that are roots, outermost last. */
  get roots(): readonly number[] {
    return this.variables.flatMap((v, i) => (v.order === 2 && v.radicand !== undefined ? [i] : []));
  }

  multiply(a: Polynomial, b: Polynomial): Polynomial {
    return this.reduce(multiplyPolynomials(a, b, this.#budget));
  }

  reduce(p: Polynomial): Polynomial {
    return reducePowers(p, (i) => this.#relation(i), this.#budget);
  }

  #relation(index: number): PowerRelation | undefined {
    const { order, radicand } = this.variables[index];
    return order === undefined || radicand === undefined ? undefined : { order, replacement: radicand };
  }

  toExpression(p: Polynomial): Expression {
    return polynomialExpression(p, (i) => this.variables[i].expression);
  }

  #symbol(name: string): Polynomial {
    let p = this.#symbols.get(name);
    if (p === undefined) {
      p = variable(this.variables.length);
      this.variables.push({ expression: symbol(name) });
      this.#symbols.set(name, p);
    }
    return p;
  }

  #generator(index: number): Fraction {
    const known = this.#generators.get(index);
    if (known !== undefined) return known;
    const { kind, argument, denominator } = this.#tower.generators[index];
    const fraction = (() => {
      switch (kind) {
        case 'root':
          return this.#root(argument, denominator);
        case 'exponential':
          return this.#variable(
            call('exp', denominator === 1n ? argument : quotient(argument, integer(denominator))),
          );
        case 'logarithm':
          return this.#variable(call('log', argument));
        case 'opaque':
          return this.#variable(argument);
        default:
          throw new NoFraction();
      }
    })();
    this.#generators.set(index, fraction);
    return fraction;
  }

  /** r with r^n = P/Q, as R/Q with R = r·Q and R^n = P·Q^(n−1). */
  #root(argument: Expression, order: bigint): Fraction {
    const { above, below } = this.of(argument);
    const root = rootExpression(argument, order);
    const plain = below.size === 1 && below.get('')?.coefficient === 1n;
    let radicand = above;
    for (let i = 1n; i < order && !plain; i++) radicand = this.multiply(radicand, below);
    const cleared = plain ? root : product(root, this.toExpression(below));
    return { above: this.#variable(cleared, { order: Number(order), radicand }).above, below };
  }

  #variable(expression: Expression, root: { order?: number; radicand?: Polynomial } = {}): Fraction {
    this.variables.push({ expression, ...root });
    return { above: variable(this.variables.length - 1), below: ONE_POLYNOMIAL };
  }

  #follow(recipe: Recipe): Fraction {
    switch (recipe.kind) {
      case 'product': {
        let value = ofRational(recipe.scale);
        for (const { generator, exponent } of recipe.factors) {
          const units =
            (exponent.numerator * this.#tower.generators[generator].denominator) / exponent.denominator;
          value = this.#product(value, this.#power(this.#generator(generator), units));
        }
        for (const { base, exponent } of recipe.powers)
          value = this.#product(value, this.#power(this.of(base), exponent));
        return value;
      }
      case 'sum': {
        let value: Fraction = { above: ZERO_POLYNOMIAL, below: ONE_POLYNOMIAL };
        for (const { generator, coefficient } of recipe.generators) {
          value = this.#sum(value, this.#product(ofRational(coefficient), this.#generator(generator)), 1n);
        }
        for (const { expression, coefficient } of recipe.expressions) {
          value = this.#sum(value, this.#product(ofRational(coefficient), this.of(expression)), 1n);
        }
        return value;
      }
      case 'same':
        return this.of(recipe.expression);
      default:
        throw new NoFraction();
    }
  }

  #inverse(a: Fraction): Fraction {
    if (a.above.size === 0) throw new NoFraction();
    return { above: a.below, below: a.above };
  }

  #power(a: Fraction, exponent: bigint): Fraction {
    const base = exponent < 0n ? this.#inverse(a) : a;
    const magnitude = exponent < 0n ? -exponent : exponent;
    if (magnitude > MAX_EXPONENT) throw new NoFraction();
    return {
      above: this.reduce(powerPolynomial(base.above, Number(magnitude), this.#budget)),
      below: this.reduce(powerPolynomial(base.below, Number(magnitude), this.#budget)),
    };
  }

  #sum(a: Fraction, b: Fraction, scale: bigint): Fraction {
    const quotientBelow = divideExactly(a.below, b.below, this.#budget);
    if (quotientBelow !== undefined) {
      return { above: addPolynomials(a.above, this.multiply(b.above, quotientBelow), scale), below: a.below };
    }
    const other = divideExactly(b.below, a.below, this.#budget);
    if (other !== undefined) {
      return {
        above: addPolynomials(this.multiply(a.above, other), b.above, scale),
        below: b.below,
      };
    }
    return lowest(
      addPolynomials(this.multiply(a.above, b.below), this.multiply(b.above, a.below), scale),
      this.multiply(a.below, b.below),
    );
  }

  #product(a: Fraction, b: Fraction): Fraction {
    return lowest(this.multiply(a.above, b.above), this.multiply(a.below, b.below));
  }
}

/** The principal root as a formula; a real odd root of a possibly negative number has one only for cube roots. */
function rootExpression(argument: Expression, order: bigint): Expression {
  if (order === 2n) return call('sqrt', argument);
  if (order === 3n) return call('cbrt', argument);
  if (order % 2n === 1n) throw new NoFraction();
  return powerOf(argument, fromRational({ numerator: 1n, denominator: order }));
}

const ofRational = (value: Rational): Fraction => ({
  above: constantPolynomial(value.numerator),
  below: constantPolynomial(value.denominator),
});

function lowest(numerator: Polynomial, denominator: Polynomial): Fraction {
  const [above, below] = withoutCommonContent(numerator, denominator);
  return { above, below };
}
