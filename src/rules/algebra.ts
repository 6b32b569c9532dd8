/**
 * Arithmetic in a tower F_p[r_1]/(r_1^{n_1} − u_1)[r_2]/(r_2^{n_2} − u_2)…, where u_j lies below level j; roots of unity
 * are adjoined by their cyclotomic polynomials.
 *
 * The tower need not be a field: radicals may be dependent. An element is zero here exactly when it is zero for *every*
 * choice of the roots, in particular for the real principal one; that is what makes a zero test in it sound.
 */
import type { Budget } from './budget.js';
import { inverseModulo } from './prime-field.js';

/** A scalar, or a polynomial in the radical of its level; coefficients live below that level, the top one is nonzero. */
export type Element = bigint | Layer;

interface Layer {
  readonly level: number;
  readonly coefficients: readonly Element[];
}

/** A division by something that is not invertible at this point of the tower. */
export class NotInvertible extends Error {}

/** Multiplications at one point. */
const WORK_LIMIT = 5_000_000;
/** Multiplications that are paid for at once, and how many make a step. */
const PAYMENT = 4_096;
const MULTIPLICATIONS_A_STEP = 16;
/** Roots of a higher order are not worth the work. */
const MAX_ORDER = 256;

/** r^order as a polynomial of lower degree in r, by its coefficients. */
type Relation = readonly Element[];

export const isZeroElement = (a: Element): boolean => a === 0n;

const levelOf = (a: Element): number => (typeof a === 'bigint' ? -1 : a.level);

/** Drops zero leading coefficients, and the layer where only the constant is left. */
function layer(level: number, coefficients: Element[]): Element {
  let length = coefficients.length;
  while (length > 0 && coefficients[length - 1] === 0n) length -= 1;
  if (length === 0) return 0n;
  if (length === 1) return coefficients[0];
  return {
    level,
    coefficients: length === coefficients.length ? coefficients : coefficients.slice(0, length),
  };
}

export class Algebra {
  readonly p: bigint;
  readonly #relations: Relation[] = [];
  /** Multiplications left before the work is called off. */
  #work = WORK_LIMIT;
  readonly #budget: Budget | undefined;

  /** @param budget pays for the multiplications, where there is one. */
  constructor(p: bigint, budget?: Budget) {
    this.p = p;
    this.#budget = budget;
  }

  /** Adjoins a root r^order = radicand and returns r. */
  adjoin(order: number, radicand: Element): Element {
    if (order > MAX_ORDER) throw new WorkExhausted();
    const relation = new Array<Element>(order).fill(0n);
    relation[0] = radicand;
    return this.#extend(relation);
  }

  /** Adjoins a root of the monic polynomial x^n + Σ lower_i x^i with integer coefficients, and returns it. */
  adjoinRootOf(lower: readonly bigint[]): Element {
    return this.#extend(lower.map((c) => ((-c % this.p) + this.p) % this.p));
  }

  #extend(relation: Relation): Element {
    this.#relations.push(relation);
    const level = this.#relations.length - 1;
    return relation.length === 1 ? relation[0] : { level, coefficients: [0n, 1n] };
  }

  add(a: Element, b: Element): Element {
    if (typeof a === 'bigint' && typeof b === 'bigint') {
      const c = a + b;
      return c >= this.p ? c - this.p : c;
    }
    const level = Math.max(levelOf(a), levelOf(b));
    const x = this.#at(a, level);
    const y = this.#at(b, level);
    const out: Element[] = [];
    for (let i = 0; i < Math.max(x.length, y.length); i++) {
      out.push(i >= x.length ? y[i] : i >= y.length ? x[i] : this.add(x[i], y[i]));
    }
    return layer(level, out);
  }

  negate(a: Element): Element {
    if (typeof a === 'bigint') return a === 0n ? 0n : this.p - a;
    return { level: a.level, coefficients: a.coefficients.map((c) => this.negate(c)) };
  }

  subtract(a: Element, b: Element): Element {
    return this.add(a, this.negate(b));
  }

  multiply(a: Element, b: Element): Element {
    if (--this.#work < 0) throw new WorkExhausted();
    if (this.#work % PAYMENT === 0)
      this.#budget?.spend(PAYMENT / MULTIPLICATIONS_A_STEP, 'arithmetic with radicals');
    if (a === 0n || b === 0n) return 0n;
    if (typeof a === 'bigint' && typeof b === 'bigint') return (a * b) % this.p;
    const level = Math.max(levelOf(a), levelOf(b));
    const x = this.#at(a, level);
    const y = this.#at(b, level);
    const out: Element[] = new Array<Element>(x.length + y.length - 1).fill(0n);
    for (let i = 0; i < x.length; i++) {
      for (let j = 0; j < y.length; j++) out[i + j] = this.add(out[i + j], this.multiply(x[i], y[j]));
    }
    return this.#reduce(level, out);
  }

  /** @throws NotInvertible */
  invert(a: Element): Element {
    if (typeof a === 'bigint') {
      const inverse = inverseModulo(a, this.p);
      if (inverse === undefined) throw new NotInvertible();
      return inverse;
    }
    // Extended Euclid between a and the polynomial of its radical, over the level below.
    const modulus: Element[] = [...this.#relations[a.level].map((c) => this.negate(c)), 1n];
    let [r0, r1] = [modulus, [...a.coefficients]];
    let [s0, s1]: [Element[], Element[]] = [[], [1n]];
    while (r1.length > 1) {
      const [quotient, remainder] = this.#divide(r0, r1);
      if (remainder.length === 0) throw new NotInvertible();
      [r0, r1] = [r1, remainder];
      [s0, s1] = [s1, this.#minusProduct(s0, quotient, s1)];
    }
    const scale = this.invert(r1[0]);
    return this.#reduce(
      a.level,
      s1.map((c) => this.multiply(c, scale)),
    );
  }

  power(a: Element, exponent: bigint): Element {
    let base = exponent < 0n ? this.invert(a) : a;
    let result: Element = 1n;
    for (let e = exponent < 0n ? -exponent : exponent; e > 0n; e >>= 1n) {
      if (e & 1n) result = this.multiply(result, base);
      if (e > 1n) base = this.multiply(base, base);
    }
    return result;
  }

  /** The scalar coefficients of an element over the monomial basis, as a sparse map. */
  coordinates(a: Element, prefix = '', out = new Map<string, bigint>()): Map<string, bigint> {
    if (typeof a === 'bigint') {
      if (a !== 0n) out.set(prefix, a);
    } else {
      a.coefficients.forEach((c, i) => {
        this.coordinates(c, i === 0 ? prefix : `${prefix}r${a.level}^${i}`, out);
      });
    }
    return out;
  }

  #at(a: Element, level: number): readonly Element[] {
    return typeof a !== 'bigint' && a.level === level ? a.coefficients : [a];
  }

  #reduce(level: number, coefficients: Element[]): Element {
    const relation = this.#relations[level];
    const order = relation.length;
    for (let i = coefficients.length - 1; i >= order; i--) {
      const top = coefficients[i];
      if (top === 0n) continue;
      coefficients[i] = 0n;
      for (let j = 0; j < order; j++) {
        if (relation[j] === 0n) continue;
        coefficients[i - order + j] = this.add(coefficients[i - order + j], this.multiply(top, relation[j]));
      }
    }
    return layer(level, coefficients.slice(0, order));
  }

  /** Quotient and remainder (trimmed) of polynomials over the level below. */
  #divide(a: readonly Element[], b: readonly Element[]): [Element[], Element[]] {
    const remainder = [...a];
    const quotient: Element[] = new Array<Element>(Math.max(0, a.length - b.length + 1)).fill(0n);
    const lead = this.invert(b[b.length - 1]);
    for (let i = a.length - b.length; i >= 0; i--) {
      const factor = this.multiply(remainder[i + b.length - 1], lead);
      quotient[i] = factor;
      if (factor === 0n) continue;
      for (let j = 0; j < b.length; j++) {
        remainder[i + j] = this.subtract(remainder[i + j], this.multiply(factor, b[j]));
      }
    }
    while (remainder.length > 0 && remainder[remainder.length - 1] === 0n) remainder.pop();
    return [quotient, remainder];
  }

  /** s − q·t for polynomials over the level below. */
  #minusProduct(s: readonly Element[], q: readonly Element[], t: readonly Element[]): Element[] {
    const out = [...s];
    for (let i = 0; i < q.length; i++) {
      for (let j = 0; j < t.length; j++) {
        out[i + j] = this.subtract(out[i + j] ?? 0n, this.multiply(q[i], t[j]));
      }
    }
    return out;
  }
}

/** The work limit of a tower was reached. */
export class WorkExhausted extends Error {}
