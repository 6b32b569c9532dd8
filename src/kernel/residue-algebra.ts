import { Algebra, type Element } from '../rules/algebra.js';
import type { Budget } from '../rules/budget.js';
import { inverseModulo, powerModulo, squareRootModulo, type WordStream } from '../rules/prime-field.js';

/** Thrown where at this point some radicand has no root modulo the prime: often, so it is one object without a stack. */
export const NO_RESIDUE = new Error('no residue');

/**
 * A point at which every radical is a number modulo p (a random one of its roots). Used to see whether an element is a
 * square in the field of the tower: a square is a quadratic residue at all such points, anything else at half of them.
 */
export class ResidueAlgebra extends Algebra {
  readonly #words: WordStream;

  constructor(p: bigint, words: WordStream, budget: Budget) {
    super(p, budget);
    this.#words = words;
  }

  /** @throws NO_RESIDUE */
  override adjoin(order: number, radicand: Element): Element {
    let root = radicand as bigint;
    let odd = order;
    while (odd % 2 === 0) {
      const next = squareRootModulo(root, this.p);
      if (next === undefined) throw NO_RESIDUE;
      root = this.#words.next() & 1n ? next : (this.p - next) % this.p;
      odd /= 2;
    }
    if (odd === 1) return root;
    // x ↦ x^odd is a bijection when gcd(odd, p − 1) = 1.
    const inverse = inverseModulo(BigInt(odd), this.p - 1n);
    if (inverse === undefined) throw NO_RESIDUE;
    return powerModulo(root, inverse, this.p);
  }

  /** A root of a cyclotomic polynomial: an element of that order, where p has one. @throws NO_RESIDUE */
  override adjoinRootOf(lower: readonly bigint[]): Element {
    const at = (x: bigint) =>
      [...lower, 1n].reduceRight((value, c) => (((value * x + c) % this.p) + this.p) % this.p, 0n);
    for (let order = 1; order <= 4 * lower.length * lower.length + 8; order++) {
      if ((this.p - 1n) % BigInt(order) !== 0n) continue;
      for (let draw = 0; draw < 4; draw++) {
        const x = powerModulo(1n + this.#words.below(this.p - 1n), (this.p - 1n) / BigInt(order), this.p);
        if (at(x) === 0n) return x;
      }
    }
    throw NO_RESIDUE;
  }
}
