/** One random evaluation of the tower: a prime and values of the free generators modulo it. */
import { childrenOf, type Expression } from '../expression/expression.js';
import type { Rational } from '../expression/rational.js';
import type { Algebra, Element } from '../rules/algebra.js';
import { rationalValue } from '../rules/core-form.js';
import { cyclotomic } from '../rules/cyclotomic.js';
import { inverseModulo, rationalModulo, type WordStream } from '../rules/prime-field.js';
import type { Factor, Recipe, Tower } from './tower.js';

/** The chosen prime divides a denominator that occurs: draw another point. */
export class UnluckyPoint extends Error {}

export class ModularPoint {
  readonly algebra: Algebra;
  readonly #tower: Tower;
  readonly #words: WordStream;
  readonly #revision: number;
  readonly #values = new Map<Expression, Element>();
  readonly #symbols = new Map<string, bigint>();
  readonly #generators = new Map<number, Element>();

  constructor(tower: Tower, words: WordStream, algebra: Algebra) {
    this.#tower = tower;
    this.#words = words;
    this.#revision = tower.revision;
    this.algebra = algebra;
  }

  /** False once the tower changed in a way that makes earlier values meaningless. */
  get current(): boolean {
    return this.#revision === this.#tower.revision;
  }

  /**
   * The value of a prepared core expression.
   * @throws NotInvertible, UnluckyPoint
   */
  value(root: Expression): Element {
    const stack: Expression[] = [root];
    while (stack.length > 0) {
      const node = stack[stack.length - 1];
      if (this.#values.has(node)) {
        stack.pop();
        continue;
      }
      const pending = this.#dependencies(node).filter((d) => !this.#values.has(d));
      if (pending.length > 0) {
        stack.push(...pending);
        continue;
      }
      stack.pop();
      this.#values.set(node, this.#compute(node));
    }
    return this.#values.get(root)!;
  }

  /** Gives every algebraic generator of the tower its value. */
  adjoinRoots(): void {
    this.#tower.generators.forEach(({ kind, argument }, index) => {
      if (kind === 'root') this.value(argument);
      if (kind === 'root' || (kind === 'circular' && argument.kind === 'constant')) this.#generator(index);
    });
  }

  /** What must have a value before the node has one. */
  #dependencies(node: Expression): readonly Expression[] {
    const recipe = this.#tower.recipes.get(node);
    if (recipe === undefined) {
      return node.kind === 'power' ? [node.left] : node.kind === 'call' ? [] : childrenOf(node);
    }
    const ofFactors = (factors: readonly Factor[]) =>
      factors
        .map(({ generator }) => this.#tower.generators[generator])
        .filter((g) => g.kind === 'root')
        .map((g) => g.argument);
    switch (recipe.kind) {
      case 'product':
        return [...ofFactors(recipe.factors), ...recipe.powers.map((p) => p.base)];
      case 'sum':
        return recipe.expressions.map((t) => t.expression);
      case 'same':
        return [recipe.expression];
      case 'sine':
      case 'cosine':
        return recipe.angles.flatMap((a) => [a.argument, a.modulus]);
    }
  }

  #compute(node: Expression): Element {
    const { algebra } = this;
    const at = (e: Expression): Element => this.#values.get(e)!;
    const recipe = this.#tower.recipes.get(node);
    if (recipe !== undefined) return this.#follow(recipe, at);
    switch (node.kind) {
      case 'number':
        return this.#rational(node.value);
      case 'symbol': {
        let value = this.#symbols.get(node.name);
        if (value === undefined) {
          value = this.#words.below(algebra.p);
          this.#symbols.set(node.name, value);
        }
        return value;
      }
      case 'negate':
        return algebra.negate(at(node.operand));
      case 'add':
        return algebra.add(at(node.left), at(node.right));
      case 'subtract':
        return algebra.subtract(at(node.left), at(node.right));
      case 'multiply':
        return algebra.multiply(at(node.left), at(node.right));
      case 'divide':
        return algebra.multiply(at(node.left), algebra.invert(at(node.right)));
      case 'power': {
        const exponent = rationalValue(node.right)!;
        return algebra.power(at(node.left), exponent.numerator);
      }
      default:
        throw new Error(`modular-point: the node ${node.kind} was not prepared`);
    }
  }

  #follow(recipe: Recipe, at: (e: Expression) => Element): Element {
    const { algebra } = this;
    switch (recipe.kind) {
      case 'product': {
        let value: Element = algebra.multiply(this.#rational(recipe.scale), this.#factors(recipe.factors));
        for (const { base, exponent } of recipe.powers) {
          value = algebra.multiply(value, algebra.power(at(base), exponent));
        }
        return value;
      }
      case 'sum': {
        let value: Element = 0n;
        for (const { generator, coefficient } of recipe.generators) {
          const term = algebra.multiply(this.#rational(coefficient), this.#generator(generator));
          value = algebra.add(value, term);
        }
        for (const { expression, coefficient } of recipe.expressions) {
          value = algebra.add(value, algebra.multiply(this.#rational(coefficient), at(expression)));
        }
        return value;
      }
      case 'same':
        return at(recipe.expression);
      case 'sine':
      case 'cosine': {
        let t = this.#factors(recipe.factors);
        for (const { argument, exponent, modulus, modulusExponent } of recipe.angles) {
          const turned = algebra.add(1n, algebra.multiply(this.#imaginary(), at(argument)));
          const size = algebra.power(at(modulus), modulusExponent);
          t = algebra.multiply(t, algebra.multiply(algebra.power(turned, exponent), size));
        }
        const inverse = algebra.invert(t);
        const half = this.#rational({ numerator: 1n, denominator: 2n });
        if (recipe.kind === 'cosine') return algebra.multiply(half, algebra.add(t, inverse));
        // 1/(2i) = −i/2
        const scale = algebra.negate(algebra.multiply(half, this.#imaginary()));
        return algebra.multiply(scale, algebra.subtract(t, inverse));
      }
    }
  }

  /** i = exp(iπ/2). */
  #imaginary(): Element {
    const half = { numerator: 1n, denominator: 2n };
    return this.#factors([{ generator: this.#tower.rootOfUnity(), exponent: half }]);
  }

  #factors(factors: readonly Factor[]): Element {
    let value: Element = 1n;
    for (const { generator, exponent } of factors) {
      const { denominator } = this.#tower.generators[generator];
      const units = (exponent.numerator * denominator) / exponent.denominator;
      value = this.algebra.multiply(value, this.algebra.power(this.#generator(generator), units));
    }
    return value;
  }

  #generator(index: number): Element {
    let value = this.#generators.get(index);
    if (value === undefined) {
      value = this.#newValue(index);
      this.#generators.set(index, value);
    }
    return value;
  }

  #newValue(index: number): Element {
    const { kind, argument, denominator } = this.#tower.generators[index];
    const { algebra } = this;
    switch (kind) {
      case 'root': {
        const radicand = this.#values.get(argument) ?? this.value(argument);
        return denominator === 1n ? radicand : algebra.adjoin(Number(denominator), radicand);
      }
      case 'circular':
        // exp(iπ/d) is a primitive 2d-th root of unity.
        if (argument.kind === 'constant') return algebra.adjoinRootOf(cyclotomic(2 * Number(denominator)));
        return 1n + this.#words.below(algebra.p - 1n);
      default:
        return 1n + this.#words.below(algebra.p - 1n);
    }
  }

  #rational(value: Rational): Element {
    const residue = rationalModulo(value, this.algebra.p);
    if (residue === undefined) throw new UnluckyPoint();
    return residue;
  }
}

/** Solves Σ x_j columns_j = target modulo p over all rows; undefined where there is no solution. Free unknowns are 0. */
export function solveModulo(
  columns: readonly (readonly bigint[])[],
  target: readonly bigint[],
  p: bigint,
): bigint[] | undefined {
  const rows = target.map((t, i) => [...columns.map((column) => column[i]), t]);
  const width = columns.length;
  const pivots: number[] = [];
  let rank = 0;
  for (let c = 0; c < width && rank < rows.length; c++) {
    const found = rows.findIndex((row, i) => i >= rank && row[c] !== 0n);
    if (found < 0) continue;
    [rows[rank], rows[found]] = [rows[found], rows[rank]];
    const scale = inverseModulo(rows[rank][c], p)!;
    rows[rank] = rows[rank].map((x) => (x * scale) % p);
    for (let i = 0; i < rows.length; i++) {
      const factor = rows[i][c];
      if (i === rank || factor === 0n) continue;
      const pivotRow = rows[rank];
      rows[i] = rows[i].map((x, j) => (((x - factor * pivotRow[j]) % p) + p) % p);
    }
    pivots.push(c);
    rank += 1;
  }
  if (rows.slice(rank).some((row) => row[width] !== 0n)) return undefined;
  const solution = new Array<bigint>(width).fill(0n);
  pivots.forEach((c, i) => {
    solution[c] = rows[i][width];
  });
  return solution;
}
