import { differentiate } from '../expression/differentiate.js';
import {
  call,
  difference,
  type Expression,
  fromRational,
  integer,
  powerOf,
  quotient,
  UNIT,
} from '../expression/expression.js';
import { gcd, isZero, multiply, type Rational, signOf } from '../expression/rational.js';
import { symbolsOf } from '../expression/traverse.js';
import { rationalValue } from '../rules/core-form.js';
import { reconstructRational } from '../rules/prime-field.js';
import { constantLogarithm, type LogarithmTerm } from './constant-logarithm.js';
import { factorInteger } from './factor-integer.js';
import type { Resolver } from './resolver.js';

type GeneratorTerm = { generator: number; coefficient: Rational };

/**
 * log(a): if a^N = c · Π a_i^(n_i) · exp(Σ q_j m_j) with earlier logarithms' arguments a_i, exponents m_j and a positive
 * rational c, then log a is the corresponding sum over N. The exponents are proposed from the logarithmic derivatives,
 * which must depend linearly on each other; the relation itself is proved by the zero test. All a_i are positive
 * where their logarithms are defined, so the real logarithm of the relation is the relation of logarithms.
 */
export function resolveLogarithm(resolver: Resolver, node: Expression, a: Expression): void {
  const { tower } = resolver;
  const value = rationalValue(a);
  if (value !== undefined && signOf(value) > 0) {
    tower.recipes.set(node, { kind: 'sum', ...sumOf(resolver, logarithmOfRational(value)) });
    return;
  }
  const inner = a.kind === 'call' && a.name === 'exp' ? a.operands[0] : undefined;
  if (inner !== undefined) {
    tower.recipes.set(node, { kind: 'same', expression: inner });
    return;
  }
  if (!relateToEarlier(resolver, node, a)) {
    const generator = tower.addGenerator('logarithm', a);
    tower.recipes.set(node, { kind: 'sum', generators: [{ generator, coefficient: ONE }], expressions: [] });
  }
}

const ONE: Rational = { numerator: 1n, denominator: 1n };

function logarithmOfRational(value: Rational): LogarithmTerm[] {
  return [
    ...factorInteger(value.numerator).map((f) => ({ ...f, sign: 1n })),
    ...factorInteger(value.denominator).map((f) => ({ ...f, sign: -1n })),
  ].map(({ prime, exponent, sign }) => ({
    of: fromRational({ numerator: prime, denominator: 1n }),
    coefficient: { numerator: sign * BigInt(exponent), denominator: 1n },
  }));
}

/** Logarithms as generators, made where they are new; log(e) is 1. */
function sumOf(
  { tower }: Resolver,
  terms: readonly LogarithmTerm[],
): { generators: GeneratorTerm[]; expressions: { expression: Expression; coefficient: Rational }[] } {
  const generators: GeneratorTerm[] = [];
  const expressions: { expression: Expression; coefficient: Rational }[] = [];
  for (const { of, coefficient } of terms) {
    if (of.kind === 'call' && of.name === 'exp') {
      expressions.push({ expression: of.operands[0], coefficient });
      continue;
    }
    const known = tower.find('logarithm').find(({ generator }) => generator.argument === of);
    generators.push({ generator: known?.index ?? tower.addGenerator('logarithm', of), coefficient });
  }
  return { generators, expressions };
}

function relateToEarlier(resolver: Resolver, node: Expression, a: Expression): boolean {
  const { tower } = resolver;
  const { integers } = resolver.geometry;
  const names = symbolsOf(a).filter((name) => !integers.has(name));
  if (tower.probing) return false;
  if (symbolsOf(a).length === 0) {
    const terms = constantLogarithm(resolver, a, undefined);
    if (terms !== undefined) tower.recipes.set(node, { kind: 'sum', ...sumOf(resolver, terms) });
    return terms !== undefined;
  }
  if (names.length === 0) return false;
  const logarithms = tower
    .find('logarithm')
    .filter(({ generator }) => symbolsOf(generator.argument).length > 0 && !generator.probed);
  const exponentials = tower.find('exponential').filter(({ generator }) => generator.argument !== UNIT);
  // No derivatives with respect to integer symbols: they exist only where a base is positive.
  const everyName = [
    ...new Set([
      ...names,
      ...logarithms.flatMap(({ generator }) => symbolsOf(generator.argument)),
      ...exponentials.flatMap(({ generator }) => symbolsOf(generator.argument)),
    ]),
  ].filter((name) => !integers.has(name));
  const logDerivative = (e: Expression) => everyName.map((name) => quotient(differentiate(e, name), e));
  const columns = [
    ...logarithms.map(({ generator }) => logDerivative(generator.argument)),
    ...exponentials.map(({ generator }) => everyName.map((name) => differentiate(generator.argument, name))),
  ];
  const q = resolver.proposeCombination(columns, logDerivative(a));
  if (q === undefined) return false;
  const bases = [
    ...logarithms.map(({ generator }) => generator.argument),
    ...exponentials.map(({ generator }) => call('exp', generator.argument)),
  ];
  const common = q.reduce((n, x) => (n * x.denominator) / gcd(n, x.denominator), 1n);
  // The constant may only become rational in a higher power: log(√2·x) = log x + ½ log 2.
  for (const n of [common, 2n * common, 3n * common, 4n * common]) {
    const ratio = bases.reduce(
      (product, base, i) => {
        const exponent = (q[i].numerator * n) / q[i].denominator;
        return exponent === 0n ? product : quotient(product, powerOf(base, integer(exponent)));
      },
      n === 1n ? a : powerOf(a, integer(n)),
    );
    const constant = logarithmOfConstant(resolver, ratio, n === common);
    if (constant === undefined) continue;
    const scale: Rational = { numerator: 1n, denominator: n };
    const scaled = constant.map((t) => ({ ...t, coefficient: multiply(t.coefficient, scale) }));
    const { generators: terms, expressions } = sumOf(resolver, scaled);
    q.forEach((coefficient, i) => {
      if (isZero(coefficient)) return;
      if (i < logarithms.length) terms.push({ generator: logarithms[i].index, coefficient });
      else
        expressions.push({ expression: exponentials[i - logarithms.length].generator.argument, coefficient });
    });
    // The relation is one between powers as high as the coefficients ask for: a sign may be lost in higher ones.
    const least = [...terms, ...expressions].reduce((m, t) => lcm(m, t.coefficient.denominator), 1n);
    if (least !== n) continue;
    tower.recipes.set(node, { kind: 'sum', generators: terms, expressions });
    return true;
  }
  return false;
}

/** log of a quantity that is constant: of a rational number, or over other logarithms. */
function logarithmOfConstant(
  resolver: Resolver,
  e: Expression,
  withDigits: boolean,
): readonly LogarithmTerm[] | undefined {
  const value = rationalConstant(resolver, e);
  if (value !== undefined) return signOf(value) > 0 ? logarithmOfRational(value) : undefined;
  if (!withDigits) return undefined;
  const at = resolver.geometry.points.find((point) => symbolsOf(e).every((name) => point.has(name)));
  return at && constantLogarithm(resolver, e, at);
}

const lcm = (a: bigint, b: bigint): bigint => (a * b) / gcd(a, b);

/** The rational number an expression is identically equal to, proved by the zero test; undefined where none is found. */
export function rationalConstant(resolver: Resolver, e: Expression): Rational | undefined {
  resolver.prepare(e);
  const [element] = resolver.valuesAt([e]);
  if (typeof element !== 'bigint') return undefined;
  const value = reconstructRational(element, resolver.point(0).algebra.p, 1n << 29n);
  if (value === undefined) return undefined;
  return resolver.isZero(difference(e, fromRational(value))) ? value : undefined;
}
