/**
 * Sparse multivariate polynomials with integer coefficients, over numbered variables.
 * Used for sign reasoning and to find (never to trust) square roots; identities are decided modularly.
 */
import { gcd } from '../expression/rational.js';
import type { Budget } from './budget.js';

/** Exponents by variable number, without trailing zeros. */
export type Monomial = readonly number[];

export interface Term {
  readonly monomial: Monomial;
  readonly coefficient: bigint;
}

/** Terms by monomial key; no zero coefficients. */
export type Polynomial = ReadonlyMap<string, Term>;

export const keyOf = (monomial: Monomial): string => monomial.join();

export const ZERO_POLYNOMIAL: Polynomial = new Map();

export const constantPolynomial = (c: bigint): Polynomial =>
  c === 0n ? ZERO_POLYNOMIAL : new Map([['', { monomial: [], coefficient: c }]]);

export function variable(index: number): Polynomial {
  const monomial = new Array<number>(index + 1).fill(0);
  monomial[index] = 1;
  return new Map([[keyOf(monomial), { monomial, coefficient: 1n }]]);
}

export function multiplyMonomials(a: Monomial, b: Monomial): Monomial {
  const [long, short] = a.length >= b.length ? [a, b] : [b, a];
  return long.map((e, i) => e + (short[i] ?? 0));
}

/** a/b, or undefined where b does not divide a. */
export function divideMonomials(a: Monomial, b: Monomial): Monomial | undefined {
  if (b.length > a.length) return undefined;
  const out: number[] = [];
  for (let i = 0; i < a.length; i++) {
    const e = a[i] - (b[i] ?? 0);
    if (e < 0) return undefined;
    out.push(e);
  }
  while (out.length > 0 && out[out.length - 1] === 0) out.pop();
  return out;
}

export function addPolynomials(a: Polynomial, b: Polynomial, scale = 1n): Polynomial {
  const out = new Map(a);
  for (const [key, term] of b) {
    const coefficient = (out.get(key)?.coefficient ?? 0n) + scale * term.coefficient;
    if (coefficient === 0n) out.delete(key);
    else out.set(key, { monomial: term.monomial, coefficient });
  }
  return out;
}

export const scalePolynomial = (a: Polynomial, c: bigint): Polynomial =>
  c === 0n
    ? ZERO_POLYNOMIAL
    : new Map([...a].map(([key, t]) => [key, { monomial: t.monomial, coefficient: t.coefficient * c }]));

/** Length of the longest coefficient in machine words. */
const wordsOf = (p: Polynomial): number => {
  let longest = 0;
  for (const { coefficient } of p.values()) longest = Math.max(longest, wordsOfInteger(coefficient));
  return longest;
};

const wordsOfInteger = (n: bigint): number => Math.ceil((n.toString(32).length * 5) / 64);

/** A product of long coefficients takes a multiplication for each pair of words, of which so many make up one short product. */
const WORD_PAIRS_A_STEP = 128;
const costOfProduct = (a: number, b: number): number => 1 + Math.floor((a * b) / WORD_PAIRS_A_STEP);

export function multiplyPolynomials(a: Polynomial, b: Polynomial, budget: Budget): Polynomial {
  budget.spend(a.size * b.size * costOfProduct(wordsOf(a), wordsOf(b)), 'a product of polynomials');
  const out = new Map<string, Term>();
  for (const x of a.values()) {
    for (const y of b.values()) {
      const monomial = multiplyMonomials(x.monomial, y.monomial);
      const key = keyOf(monomial);
      const coefficient = (out.get(key)?.coefficient ?? 0n) + x.coefficient * y.coefficient;
      if (coefficient === 0n) out.delete(key);
      else out.set(key, { monomial, coefficient });
    }
  }
  return out;
}

/** variable^order = replacement: a relation by which powers are lowered. */
export interface PowerRelation {
  readonly order: number;
  readonly replacement: Polynomial;
}

/** Lowers every power that reaches the order of its variable's relation. */
export function reducePowers(
  p: Polynomial,
  relationOf: (variable: number) => PowerRelation | undefined,
  budget: Budget,
): Polynomial {
  const pending: Term[] = [...p.values()];
  const out = new Map<string, Term>();
  const lengths = new Map<number, number>();
  const words = (variable: number): number => {
    const known = lengths.get(variable) ?? wordsOf(relationOf(variable)!.replacement);
    lengths.set(variable, known);
    return known;
  };
  let changed = false;
  while (pending.length > 0) {
    const term = pending.pop()!;
    const index = term.monomial.findIndex(
      (e, i) => e >= 2 && e >= (relationOf(i)?.order ?? Number.POSITIVE_INFINITY),
    );
    if (index < 0) {
      accumulate(out, term);
      continue;
    }
    changed = true;
    const { order, replacement } = relationOf(index)!;
    const rest = [...term.monomial];
    rest[index] -= order;
    while (rest.length > 0 && rest[rest.length - 1] === 0) rest.pop();
    const cost = costOfProduct(wordsOfInteger(term.coefficient), words(index));
    budget.spend(replacement.size * cost, 'a reduction of powers');
    for (const r of replacement.values()) {
      pending.push({
        monomial: multiplyMonomials(rest, r.monomial),
        coefficient: term.coefficient * r.coefficient,
      });
    }
  }
  return changed ? out : p;
}

function accumulate(out: Map<string, Term>, term: Term): void {
  const key = keyOf(term.monomial);
  const coefficient = (out.get(key)?.coefficient ?? 0n) + term.coefficient;
  if (coefficient === 0n) out.delete(key);
  else out.set(key, { monomial: term.monomial, coefficient });
}

export function powerPolynomial(a: Polynomial, exponent: number, budget: Budget): Polynomial {
  let result = constantPolynomial(1n);
  let square = a;
  for (let e = exponent; e > 0; e = Math.floor(e / 2)) {
    if (e % 2 === 1) result = multiplyPolynomials(result, square, budget);
    if (e > 1) square = multiplyPolynomials(square, square, budget);
  }
  return result;
}

/** Greatest common divisor of the coefficients (0 for the zero polynomial). */
export function contentOf(a: Polynomial): bigint {
  let content = 0n;
  for (const { coefficient } of a.values()) {
    content = gcd(content, coefficient);
    if (content === 1n) break;
  }
  return content;
}

export const divideContent = (a: Polynomial, c: bigint): Polynomial =>
  c === 1n
    ? a
    : new Map([...a].map(([key, t]) => [key, { monomial: t.monomial, coefficient: t.coefficient / c }]));

/** Both polynomials over the integer content they share, and that content. */
export function withoutCommonContent(a: Polynomial, b: Polynomial): [Polynomial, Polynomial, bigint] {
  const common = gcd(contentOf(a), contentOf(b));
  return common > 1n ? [divideContent(a, common), divideContent(b, common), common] : [a, b, 1n];
}

/** The largest monomial that divides every term. */
export function monomialContent(a: Polynomial): Monomial {
  let common: number[] | undefined;
  for (const { monomial } of a.values()) {
    common =
      common === undefined
        ? [...monomial]
        : common.slice(0, monomial.length).map((e, i) => Math.min(e, monomial[i]));
  }
  const out = common ?? [];
  while (out.length > 0 && out[out.length - 1] === 0) out.pop();
  return out;
}

export const divideByMonomial = (a: Polynomial, m: Monomial): Polynomial =>
  m.length === 0
    ? a
    : new Map(
        [...a.values()].map((t) => {
          const monomial = divideMonomials(t.monomial, m)!;
          return [keyOf(monomial), { monomial, coefficient: t.coefficient }];
        }),
      );

/** Lexicographic order, the highest variable deciding first. */
function compareMonomials(a: Monomial, b: Monomial): number {
  for (let i = Math.max(a.length, b.length) - 1; i >= 0; i--) {
    const d = (a[i] ?? 0) - (b[i] ?? 0);
    if (d !== 0) return d;
  }
  return 0;
}

export function leadingTerm(a: Polynomial): Term | undefined {
  let best: Term | undefined;
  for (const term of a.values()) {
    if (best === undefined || compareMonomials(term.monomial, best.monomial) > 0) best = term;
  }
  return best;
}

/** The integer k with k^n = a, if there is one. */
export function exactIntegerRoot(a: bigint, n: number): bigint | undefined {
  if (a < 0n) {
    if (n % 2 === 0) return undefined;
    const root = exactIntegerRoot(-a, n);
    return root === undefined ? undefined : -root;
  }
  if (a < 2n) return a;
  const degree = BigInt(n);
  let x = 1n << BigInt(Math.ceil(a.toString(2).length / n));
  for (;;) {
    const y = ((degree - 1n) * x + a / x ** (degree - 1n)) / degree;
    if (y >= x) break;
    x = y;
  }
  return x ** degree === a ? x : undefined;
}

/**
 * The polynomial W with W^n = P, with a positive leading coefficient for even n; undefined where there is none.
 * Long-hand root extraction: each next term of W is the leading term of the remainder over n·lead(W)^(n−1).
 */
export function exactRoot(p: Polynomial, n: number, budget: Budget): Polynomial | undefined {
  const lead = leadingTerm(p);
  if (lead === undefined) return ZERO_POLYNOMIAL;
  const c = exactIntegerRoot(lead.coefficient, n);
  if (c === undefined || lead.monomial.some((e) => e % n !== 0)) return undefined;
  const first: Term = { monomial: lead.monomial.map((e) => e / n), coefficient: c };
  let root: Polynomial = new Map([[keyOf(first.monomial), first]]);
  let divisorMonomial: Monomial = [];
  for (let i = 1; i < n; i++) divisorMonomial = multiplyMonomials(divisorMonomial, first.monomial);
  const divisor = BigInt(n) * c ** BigInt(n - 1);
  for (let guard = 0; guard <= p.size; guard++) {
    const remainder = addPolynomials(p, powerPolynomial(root, n, budget), -1n);
    const next = leadingTerm(remainder);
    if (next === undefined) return root;
    const monomial = divideMonomials(next.monomial, divisorMonomial);
    if (monomial === undefined || next.coefficient % divisor !== 0n) return undefined;
    if (compareMonomials(monomial, first.monomial) >= 0) return undefined;
    const key = keyOf(monomial);
    if (root.has(key)) return undefined;
    root = new Map(root).set(key, { monomial, coefficient: next.coefficient / divisor });
  }
  return undefined;
}

/** a/b where the division is exact, else undefined. */
export function divideExactly(a: Polynomial, b: Polynomial, budget: Budget): Polynomial | undefined {
  const lead = leadingTerm(b);
  if (lead === undefined) return undefined;
  const words = wordsOf(b);
  let remainder = a;
  const quotient = new Map<string, Term>();
  for (;;) {
    const top = leadingTerm(remainder);
    if (top === undefined) return quotient;
    const monomial = divideMonomials(top.monomial, lead.monomial);
    if (monomial === undefined || top.coefficient % lead.coefficient !== 0n) return undefined;
    const coefficient = top.coefficient / lead.coefficient;
    budget.spend(b.size * costOfProduct(words, wordsOfInteger(coefficient)), 'a division of polynomials');
    const term: Term = { monomial, coefficient };
    quotient.set(keyOf(monomial), term);
    remainder = addPolynomials(
      remainder,
      new Map(
        [...b.values()].map((t) => {
          const m = multiplyMonomials(t.monomial, monomial);
          return [keyOf(m), { monomial: m, coefficient: t.coefficient * coefficient }];
        }),
      ),
      -1n,
    );
  }
}
