/** What evaluating an expression needs: numbers modulo a prime, or bounds on the size of what a numerator may be. */
import type { Rational } from '../expression/rational.js';
import { bitLength } from '../expression/rational.js';
import { Algebra, type Element } from '../rules/algebra.js';
import type { Budget } from '../rules/budget.js';
import { cyclotomic } from '../rules/cyclotomic.js';
import { rationalModulo, type WordStream } from '../rules/prime-field.js';

export interface Arithmetic<Value> {
  rational(q: Rational): Value;
  /** A generator of which nothing is known; never zero. */
  free(): Value;
  negate(a: Value): Value;
  add(a: Value, b: Value): Value;
  multiply(a: Value, b: Value): Value;
  /** @throws NotInvertible */
  power(a: Value, exponent: bigint): Value;
  /** A root r with r^order = radicand. */
  root(order: bigint, radicand: Value): Value;
  /** A primitive root of unity of the given order. */
  unity(order: bigint): Value;
}

/** The prime divides a denominator: another point is needed. */
export class UnluckyPrime extends Error {}

/** A random point of the tower modulo a prime. */
export class ModularArithmetic implements Arithmetic<Element> {
  readonly #algebra: Algebra;
  readonly #words: WordStream;

  constructor(p: bigint, words: WordStream, budget?: Budget) {
    this.#algebra = new Algebra(p, budget);
    this.#words = words;
  }

  rational(q: Rational): Element {
    const residue = rationalModulo(q, this.#algebra.p);
    if (residue === undefined) throw new UnluckyPrime();
    return residue;
  }

  free = (): Element => 1n + this.#words.below(this.#algebra.p - 1n);
  negate = (a: Element): Element => this.#algebra.negate(a);
  add = (a: Element, b: Element): Element => this.#algebra.add(a, b);
  multiply = (a: Element, b: Element): Element => this.#algebra.multiply(a, b);
  power = (a: Element, exponent: bigint): Element => this.#algebra.power(a, exponent);

  root = (order: bigint, radicand: Element): Element =>
    order === 1n ? radicand : this.#algebra.adjoin(Number(order), radicand);

  unity = (order: bigint): Element => this.#algebra.adjoinRootOf(cyclotomic(Number(order)));
}

/**
 * Bounds the size of a value as a fraction A/B of polynomials in the generators: the degree in each of A and B and the bits of
 * their coefficients' sums stay below it. A root grows no faster than its radicand. If A is not zero, its norm over the free
 * generators is a nonzero polynomial whose degree and bits are below `conjugates` times the size.
 */
export class SizeArithmetic implements Arithmetic<number> {
  conjugates = 1;

  rational = (q: Rational): number => bitLength(q.numerator) + bitLength(q.denominator);
  free = (): number => 1;
  negate = (a: number): number => a;
  add = (a: number, b: number): number => a + b + 1;
  multiply = (a: number, b: number): number => a + b;
  power = (a: number, exponent: bigint): number => a * Math.abs(Number(exponent));

  root(order: bigint, radicand: number): number {
    this.conjugates *= Number(order);
    return radicand + 1;
  }

  unity(order: bigint): number {
    this.conjugates *= Number(order);
    return 1;
  }
}
