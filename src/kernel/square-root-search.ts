/**
 * Finds W with W² = f in the field of the tower, where f is a square there: perfect squares, dependent radicals such as
 * √(xy) beside √x and √y, nested radicals that open such as √(5+2√6). The search may be sloppy: what it returns is
 * proved by the zero test, and its denominators are proved nonzero by the sign oracle.
 */
import { difference, type Expression, integer, powerOf, quotient, UNIT } from '../expression/expression.js';
import { isZeroElement, NotInvertible } from '../rules/algebra.js';
import { type Budget, BudgetExhausted } from '../rules/budget.js';
import {
  addPolynomials,
  constantPolynomial,
  divideExactly,
  exactRoot,
  type Polynomial,
  scalePolynomial,
  variable,
  withoutCommonContent,
  ZERO_POLYNOMIAL,
} from '../rules/polynomial.js';
import { jacobiSymbol } from '../rules/prime-field.js';
import { ModularPoint, UnluckyPoint } from './modular-point.js';
import { NO_RESIDUE, ResidueAlgebra } from './residue-algebra.js';
import type { Resolver } from './resolver.js';
import { searchPrime } from './search-primes.js';
import { type Fraction, NoFraction, TowerFractions } from './tower-fractions.js';

/** Points at which an element must be a residue before a root is searched for. */
const RESIDUE_POINTS = 6;
const MAX_POINT_DRAWS = 1500;
const DRAWS_A_PRIME = 4;
const PRIMES = 32;
/** Steps of one search. */
const SEARCH_STEPS = 600_000;

export function findSquareRoot(resolver: Resolver, f: Expression): Expression | undefined {
  if (!looksSquare(resolver, f)) return undefined;
  const budget = resolver.budget.part(SEARCH_STEPS);
  try {
    const fractions = new TowerFractions(resolver.tower, budget);
    fractions.adjoinRoots();
    const root = squareRoot(fractions.of(f), fractions, budget);
    if (root === undefined) return undefined;
    const below = fractions.toExpression(root.below);
    const above = fractions.toExpression(root.above);
    const w = below === UNIT ? above : quotient(above, below);
    resolver.prepare(below);
    if (below !== UNIT && !resolver.oracle.isNonzero(below)) return undefined;
    return resolver.isZero(difference(powerOf(w, integer(2)), f)) ? w : undefined;
  } catch (error) {
    if (error instanceof NoFraction || error instanceof BudgetExhausted) return undefined;
    throw error;
  }
}

/** A quadratic residue at every one of several points where all radicals are numbers. */
function looksSquare(resolver: Resolver, f: Expression): boolean {
  const { tower, words } = resolver;
  let residues = 0;
  let p = 0n;
  for (let draw = 0; draw < MAX_POINT_DRAWS && residues < RESIDUE_POINTS; draw++) {
    resolver.budget.spend(5, 'a search for a square root');
    // A new prime now and then: constants may be squares modulo one of them by accident.
    if (draw % DRAWS_A_PRIME === 0) p = searchPrime((draw / DRAWS_A_PRIME) % PRIMES);
    const point = new ModularPoint(tower, words, new ResidueAlgebra(p, words, resolver.budget));
    try {
      point.adjoinRoots();
      const value = point.value(f) as bigint;
      if (isZeroElement(value)) continue;
      if (jacobiSymbol(value, p) !== 1) return false;
      residues += 1;
    } catch (error) {
      if (error === NO_RESIDUE || error instanceof NotInvertible || error instanceof UnluckyPoint) continue;
      throw error;
    }
  }
  return residues === RESIDUE_POINTS;
}

/** √(n/d) = √(n·d)/d. */
function squareRoot(f: Fraction, fractions: TowerFractions, budget: Budget): Fraction | undefined {
  const direct = rootOfPolynomial(f.above, fractions, fractions.roots, budget);
  const below = direct && rootOfPolynomial(f.below, fractions, fractions.roots, budget);
  if (direct !== undefined && below !== undefined) return ratio(direct, below, fractions, budget);
  const root = rootOfPolynomial(fractions.multiply(f.above, f.below), fractions, fractions.roots, budget);
  return root && ratio(root, { above: f.below, below: constantPolynomial(1n) }, fractions, budget);
}

const ONE: Polynomial = constantPolynomial(1n);

function ratio(a: Fraction, b: Fraction, fractions: TowerFractions, budget: Budget): Fraction {
  return simplified(fractions.multiply(a.above, b.below), fractions.multiply(a.below, b.above), budget);
}

function simplified(above: Polynomial, below: Polynomial, budget: Budget): Fraction {
  const exact = divideExactly(above, below, budget);
  if (exact !== undefined) return { above: exact, below: ONE };
  const [numerator, denominator] = withoutCommonContent(above, below);
  return { above: numerator, below: denominator };
}

/**
 * √P in Q(x)(r_1, …, r_k), by descent in the radicals: with P = A + B r and N² = A² − B² u (u = r²), a root is C + D r with
 * C² = (A ± N)/2 and D = B/(2C); with B = 0 it is √A, or √(A·u)/u · r.
 */
function rootOfPolynomial(
  p: Polynomial,
  fractions: TowerFractions,
  roots: readonly number[],
  budget: Budget,
): Fraction | undefined {
  if (p.size === 0) return { above: ZERO_POLYNOMIAL, below: ONE };
  if (roots.length === 0) {
    const root = exactRoot(p, 2, budget);
    return root && { above: root, below: ONE };
  }
  const r = roots[roots.length - 1];
  const lower = roots.slice(0, -1);
  const u = fractions.variables[r].radicand!;
  const [a, b] = splitAt(p, r);
  const rVariable: Polynomial = variable(r);
  if (b.size === 0) {
    const plain = rootOfPolynomial(a, fractions, lower, budget);
    if (plain !== undefined) return plain;
    const quotientByU = divideExactly(a, u, budget);
    const reduced = quotientByU && rootOfPolynomial(quotientByU, fractions, lower, budget);
    if (reduced) return { above: fractions.multiply(reduced.above, rVariable), below: reduced.below };
    const withU = rootOfPolynomial(fractions.multiply(a, u), fractions, lower, budget);
    return (
      withU &&
      simplified(fractions.multiply(withU.above, rVariable), fractions.multiply(withU.below, u), budget)
    );
  }
  const norm = addPolynomials(fractions.multiply(a, a), fractions.multiply(fractions.multiply(b, b), u), -1n);
  const n = rootOfPolynomial(norm, fractions, lower, budget);
  if (n === undefined) return undefined;
  for (const sign of [1n, -1n]) {
    // C² = (A ± N)/2 with N = n.above/n.below.
    const top = addPolynomials(fractions.multiply(a, n.below), n.above, sign);
    if (top.size === 0) continue;
    const c = squareRootOfHalf(top, n.below, fractions, lower, budget);
    if (c === undefined) continue;
    // C + D r with D = B/(2C): (2C² + B r)/(2C).
    const c2 = { above: fractions.multiply(c.above, c.above), below: fractions.multiply(c.below, c.below) };
    const above = addPolynomials(
      scalePolynomial(c2.above, 2n),
      fractions.multiply(fractions.multiply(b, rVariable), c2.below),
    );
    const below = scalePolynomial(fractions.multiply(c.above, c.below), 2n);
    return simplified(above, below, budget);
  }
  return undefined;
}

/** √(t/(2 d)) = √(2 t d)/(2 d). */
function squareRootOfHalf(
  t: Polynomial,
  d: Polynomial,
  fractions: TowerFractions,
  roots: readonly number[],
  budget: Budget,
): Fraction | undefined {
  const root = rootOfPolynomial(scalePolynomial(fractions.multiply(t, d), 2n), fractions, roots, budget);
  return root && simplified(root.above, scalePolynomial(fractions.multiply(root.below, d), 2n), budget);
}

function splitAt(p: Polynomial, r: number): [Polynomial, Polynomial] {
  let a: Polynomial = ZERO_POLYNOMIAL;
  let b: Polynomial = ZERO_POLYNOMIAL;
  for (const { monomial, coefficient } of p.values()) {
    const rest = [...monomial];
    const odd = (rest[r] ?? 0) % 2 === 1;
    if (odd) rest[r] = 0;
    while (rest.length > 0 && rest[rest.length - 1] === 0) rest.pop();
    const part: Polynomial = new Map([[rest.join(), { monomial: rest, coefficient }]]);
    if (odd) b = addPolynomials(b, part);
    else a = addPolynomials(a, part);
  }
  return [a, b];
}
