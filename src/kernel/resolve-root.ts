import {
  difference,
  type Expression,
  fromRational,
  integer,
  negation,
  powerOf,
  product as times,
} from '../expression/expression.js';
import {
  absolute,
  add,
  divide,
  isInteger,
  isOne,
  isZero,
  multiply,
  negate,
  ONE,
  power,
  type Rational,
  signOf,
  ZERO,
} from '../expression/rational.js';
import { rationalValue, rationalValues } from '../rules/core-form.js';
import { isSubset, NONNEGATIVE, NONPOSITIVE } from '../rules/signs.js';
import { constantRoot } from './constant-root.js';
import { factorInteger } from './factor-integer.js';
import { gaussSum } from './gauss-sum.js';
import { product, type Resolver } from './resolver.js';
import { findSquareRoot } from './square-root-search.js';
import type { Factor } from './tower.js';

type Powers = { base: Expression; exponent: bigint }[];

/** What multiplicative opening leaves: coefficient · Π base^exponent. */
interface Opened {
  readonly coefficient: Rational;
  readonly factors: readonly { readonly base: Expression; readonly exponent: Rational }[];
}

/** u^q for a non-integer rational q: the recipe of a root. */
export function resolveRoot(resolver: Resolver, node: Expression, u: Expression, q: Rational): void {
  const powers: Powers = [];
  if (q.numerator > 0n && resolver.isZero(u)) {
    resolver.tower.recipes.set(node, product([], [], ZERO));
    return;
  }
  const factors = rootFactors(resolver, u, q, powers);
  resolver.tower.recipes.set(node, product(factors, powers));
}

/**
 * Factors of u^q. Sound because of these rules, each for real values where u^q is defined:
 * (f·g)^q = f^q·g^q for f ≥ 0; for q of odd denominator (real odd roots) for every f and g; (f^a)^q = f^(a·q) for
 * f ≥ 0; (f²)^½ = |f|, with the sign of f known or split.
 */
export function rootFactors(resolver: Resolver, u: Expression, q: Rational, powers: Powers): Factor[] {
  const { oracle } = resolver;
  const odd = q.denominator % 2n === 1n;
  const opened = open(resolver, u);
  const out: Factor[] = [];
  let coefficient = opened.coefficient;
  // First the roots of numbers: the other roots may need them.
  out.push(...rationalRoot(resolver, absolute(coefficient), q, powers));
  const rest: { base: Expression; exponent: Rational }[] = [];
  for (const { base, exponent } of opened.factors) {
    const total = multiply(exponent, q);
    const value = rationalValue(base);
    if (value !== undefined && signOf(value) > 0) {
      out.push(...rationalRoot(resolver, value, total, powers));
      continue;
    }
    const nonnegative = oracle.isNonnegative(base);
    if (nonnegative || (odd && isInteger(exponent))) {
      out.push(...baseRoot(resolver, base, total, powers));
    } else if (isInteger(exponent) && exponent.numerator % 2n === 0n) {
      // f^(2k·q) = |f|^(2kq)
      const magnitude = magnitudeOf(resolver, base);
      out.push(...baseRoot(resolver, magnitude, total, powers));
    } else if (isSubset(oracle.signs(base), NONPOSITIVE) && isInteger(exponent)) {
      out.push(...baseRoot(resolver, negation(base), total, powers));
      if (exponent.numerator % 2n !== 0n) coefficient = negate(coefficient);
    } else {
      rest.push({ base, exponent });
    }
  }
  if (signOf(coefficient) < 0 && odd) {
    // A real odd root: (−c)^(n/d) = (−1)^n c^(n/d).
    if (q.numerator % 2n !== 0n) powers.push({ base: integer(-1), exponent: 1n });
  } else if (signOf(coefficient) < 0) {
    rest.push({ base: integer(-1), exponent: ONE });
  }
  if (rest.length > 0) {
    const base = rest
      .map(({ base: b, exponent }) => (isOne(exponent) ? b : powerOf(b, fromRational(exponent))))
      .reduce((a, b) => times(a, b));
    resolver.prepare(base);
    out.push(...baseRoot(resolver, base, q, powers));
  }
  return out;
}

/** |f| by its sign; asks for a split of the domain where the sign is not known. */
function magnitudeOf(resolver: Resolver, f: Expression): Expression {
  const signs = resolver.oracle.signs(f);
  if (isSubset(signs, NONNEGATIVE)) return f;
  if (isSubset(signs, NONPOSITIVE)) {
    const opposite = negation(f);
    resolver.prepare(opposite);
    return opposite;
  }
  return resolver.demandSign(f);
}

/** base^q for a base that is not opened further. */
function baseRoot(resolver: Resolver, base: Expression, q: Rational, powers: Powers): Factor[] {
  const { tower } = resolver;
  resolver.prepare(base);
  if (isInteger(q)) {
    if (!isZero(q)) powers.push({ base, exponent: q.numerator });
    return [];
  }
  const recipe = tower.recipes.get(base);
  if (
    base.kind === 'call' &&
    base.name === 'exp' &&
    recipe?.kind === 'product' &&
    recipe.powers.length === 0
  ) {
    return recipe.factors.map(({ generator, exponent }) => {
      const scaled = multiply(exponent, q);
      tower.refine(generator, scaled);
      return { generator, exponent: scaled };
    });
  }
  for (const { index, generator } of tower.find('root')) {
    if (generator.argument === base || resolver.isZero(difference(base, generator.argument))) {
      tower.refine(index, q);
      return [{ generator: index, exponent: q }];
    }
  }
  if (q.denominator === 2n) {
    const root = findSquareRoot(resolver, base);
    if (root !== undefined) {
      powers.push({ base: magnitudeOf(resolver, root), exponent: q.numerator });
      return [];
    }
  }
  const number = constantRoot(resolver, base, q.denominator);
  if (number !== undefined) {
    powers.push({
      base: q.denominator % 2n === 0n ? magnitudeOf(resolver, number) : number,
      exponent: q.numerator,
    });
    return [];
  }
  const generator = tower.addGenerator('root', base);
  tower.refine(generator, q);
  return [{ generator, exponent: q }];
}

/** c^q for a positive rational c, over prime generators. */
function rationalRoot(resolver: Resolver, c: Rational, q: Rational, powers: Powers): Factor[] {
  if (isOne(c)) return [];
  const { tower } = resolver;
  const parts = [
    ...factorInteger(c.numerator).map(({ prime, exponent }) => ({ prime, exponent })),
    ...factorInteger(c.denominator).map(({ prime, exponent }) => ({ prime, exponent: -exponent })),
  ];
  return parts.flatMap(({ prime, exponent }) => {
    const base = fromRational({ numerator: prime, denominator: 1n });
    const total = multiply(q, { numerator: BigInt(exponent), denominator: 1n });
    const turned = total.denominator === 2n ? gaussSum(prime, resolver.turns ?? 0n) : undefined;
    if (turned !== undefined) {
      resolver.prepare(turned);
      powers.push({ base: turned, exponent: total.numerator });
      return [];
    }
    const known = tower.find('root').find(({ generator }) => generator.argument === base);
    const index = known?.index ?? tower.addGenerator('root', base);
    tower.refine(index, total);
    return [{ generator: index, exponent: total }];
  });
}

/** Products, quotients and powers opened as far as the rules of {@link rootFactors} allow. */
function open(resolver: Resolver, u: Expression): Opened {
  let coefficient: Rational = ONE;
  const exponents = new Map<Expression, Rational>();
  const values = rationalValues(u);
  const pending: { readonly e: Expression; readonly exponent: Rational }[] = [{ e: u, exponent: ONE }];
  while (pending.length > 0) {
    const { e, exponent } = pending.pop()!;
    resolver.budget.spend(1, 'opening a radicand');
    const value = values.get(e);
    if (value !== undefined && !isZero(value) && isInteger(exponent)) {
      coefficient = multiply(coefficient, power(value, exponent.numerator));
      continue;
    }
    const parts = openOnce(resolver, e, exponent);
    if (parts === undefined) {
      const before = exponents.get(e);
      exponents.set(e, before === undefined ? exponent : add(before, exponent));
      continue;
    }
    if (parts.negative) coefficient = negate(coefficient);
    for (let i = parts.factors.length - 1; i >= 0; i--) pending.push(parts.factors[i]);
  }
  const factors = [...exponents]
    .filter(([, e]) => !isZero(e))
    .map(([base, exponent]) => ({ base, exponent }));
  for (const { base } of factors) resolver.prepare(base);
  return { coefficient, factors };
}

interface OpenedOnce {
  readonly factors: readonly { readonly e: Expression; readonly exponent: Rational }[];
  /** Does a factor −1 come out? */
  readonly negative: boolean;
}

/** One step of opening e^exponent, or undefined where it stays whole. */
function openOnce(resolver: Resolver, e: Expression, exponent: Rational): OpenedOnce | undefined {
  const into = (...factors: OpenedOnce['factors']): OpenedOnce => ({ factors, negative: false });
  switch (e.kind) {
    case 'negate':
      if (!isInteger(exponent)) return undefined;
      return { factors: [{ e: e.operand, exponent }], negative: exponent.numerator % 2n !== 0n };
    case 'multiply':
      if (!isInteger(exponent)) return undefined;
      return into({ e: e.left, exponent }, { e: e.right, exponent });
    case 'divide':
      if (!isInteger(exponent)) return undefined;
      return into({ e: e.left, exponent }, { e: e.right, exponent: negate(exponent) });
    case 'power': {
      const inner = rationalValue(e.right);
      if (inner === undefined) return undefined;
      // (f^a)^b = f^(ab): for integers a and b always; otherwise where f ≥ 0, as it is for a non-integer a.
      const always = isInteger(inner) && isInteger(exponent);
      if (!always && isInteger(inner) && !resolver.oracle.isNonnegative(e.left)) return undefined;
      return into({ e: e.left, exponent: multiply(inner, exponent) });
    }
    case 'call':
      if (e.name !== 'sqrt') return undefined;
      return into({ e: e.operands[0], exponent: divide(exponent, { numerator: 2n, denominator: 1n }) });
    default:
      return undefined;
  }
}
