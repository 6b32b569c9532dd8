/**
 * Polynomials in letters that do not commute, with commuting scalar generators in front: Σ coefficient · scalars · word.
 * Letters and generators are numbered by an {@link Alphabet}; the empty word is the identity, or 1 for a scalar.
 */
import { add, isZero, multiply, type Rational } from '../expression/rational.js';

/** Exponents by the number of the scalar generator, without zeros, in order of number; they may be negative. */
export type ScalarMonomial = readonly (readonly [generator: number, exponent: number])[];

/** Numbers of letters, reduced: no letter stands beside its inverse. */
export type Word = readonly number[];

export interface Term {
  readonly coefficient: Rational;
  readonly scalars: ScalarMonomial;
  readonly word: Word;
}

/** Terms by key; no zero coefficients. */
export type Polynomial = ReadonlyMap<string, Term>;

export const ZERO_POLYNOMIAL: Polynomial = new Map();

export const monomialKey = (scalars: ScalarMonomial): string =>
  scalars.map(([g, e]) => `${g}^${e}`).join('*');

export const termKey = (scalars: ScalarMonomial, word: Word): string =>
  `${monomialKey(scalars)}|${word.join()}`;

export function multiplyMonomials(a: ScalarMonomial, b: ScalarMonomial): ScalarMonomial {
  if (a.length === 0) return b;
  if (b.length === 0) return a;
  const out: (readonly [number, number])[] = [];
  let i = 0;
  let j = 0;
  while (i < a.length || j < b.length) {
    const x = i < a.length ? a[i][0] : Number.POSITIVE_INFINITY;
    const y = j < b.length ? b[j][0] : Number.POSITIVE_INFINITY;
    if (x < y) out.push(a[i++]);
    else if (y < x) out.push(b[j++]);
    else {
      const exponent = a[i++][1] + b[j++][1];
      if (exponent !== 0) out.push([x, exponent]);
    }
  }
  return out;
}

export const invertMonomial = (a: ScalarMonomial): ScalarMonomial => a.map(([g, e]) => [g, -e] as const);

/** Collects terms; coefficients that cancel leave no trace. */
export class TermSum {
  readonly #terms = new Map<string, Term>();

  add(coefficient: Rational, scalars: ScalarMonomial, word: Word): this {
    if (isZero(coefficient)) return this;
    const key = termKey(scalars, word);
    const before = this.#terms.get(key);
    const total = before === undefined ? coefficient : add(before.coefficient, coefficient);
    if (isZero(total)) this.#terms.delete(key);
    else this.#terms.set(key, { coefficient: total, scalars, word });
    return this;
  }

  addAll(p: Polynomial, by: Rational): this {
    for (const { coefficient, scalars, word } of p.values())
      this.add(multiply(coefficient, by), scalars, word);
    return this;
  }

  get polynomial(): Polynomial {
    return this.#terms;
  }
}

export const single = (coefficient: Rational, scalars: ScalarMonomial = [], word: Word = []): Polynomial =>
  new TermSum().add(coefficient, scalars, word).polynomial;

export const addPolynomials = (a: Polynomial, b: Polynomial, times: Rational): Polynomial =>
  new TermSum().addAll(a, { numerator: 1n, denominator: 1n }).addAll(b, times).polynomial;

/** Every term times a rational and scalars. */
export function scalePolynomial(p: Polynomial, by: Rational, scalars: ScalarMonomial = []): Polynomial {
  const out = new TermSum();
  for (const t of p.values())
    out.add(multiply(t.coefficient, by), multiplyMonomials(t.scalars, scalars), t.word);
  return out.polynomial;
}

/** A text that two polynomials share exactly if they are equal. */
export const polynomialKey = (p: Polynomial): string =>
  [...p]
    .map(([key, { coefficient: c }]) => `${c.numerator}/${c.denominator} ${key}`)
    .sort()
    .join(' + ');
