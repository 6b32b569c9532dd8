/**
 * Definitions: what a root, an exponential, a logarithm or an angle is made of. Each has conditions (signs, which the sign
 * steps of the part have to supply) and obligations (quantities that must be zero).
 */

import type { Definition, Factor, Statement, Term } from '../certificate/certificate.js';
import { nameOf, Rejected } from '../certificate/rejected.js';
import { containsPoint } from '../domain/contains-point.js';
import { integerSymbols, type Point } from '../domain/domain.js';
import {
  call,
  constant,
  difference,
  type Expression,
  fromRational,
  product,
} from '../expression/expression.js';
import {
  compare,
  gcd,
  isInteger,
  isZero,
  multiply,
  ONE,
  type Rational,
  rational,
} from '../expression/rational.js';
import { subexpressions, symbolsOf } from '../expression/traverse.js';
import { divide, enclose, pi, shortEndpoints } from '../precision/index.js';
import { rationalValue } from '../rules/core-form.js';
import { sufficientFacts } from '../rules/definedness.js';
import type { SignsOf } from '../rules/operation-signs.js';
import type { Assumption } from '../rules/resolve-signs.js';
import {
  isSubset,
  NEGATIVE,
  NONNEGATIVE,
  NONZERO,
  NULL,
  POSITIVE,
  type Signs,
  signsOfPower,
  signsOfProduct,
} from '../rules/signs.js';
import { isWithin } from './angle-range.js';
import { argumentOf, type Evaluation, type GeneratorKind, type Orders } from './evaluation.js';
import { holdsAt, isConvex } from './region.js';

/** The part of the domain on which definitions have to hold, and the signs known there. */
export interface Place {
  readonly statement: Statement;
  readonly assumed: readonly Assumption[];
  /** Signs wherever the claim speaks, on the part. */
  readonly signs: SignsOf;
  /** Signs on the whole domain, whether anything is defined or not. */
  readonly everywhere: SignsOf;
}

const CIRCULAR = new Set(['sin', 'cos', 'atan']);

/** The denominators that the definitions ask of each generator. */
export function ordersOf(definitions: readonly Definition[]): Orders {
  const orders = {
    root: new Map<Expression, bigint>(),
    exponential: new Map<Expression, bigint>(),
    circular: new Map<Expression, bigint>(),
  };
  const need = (kind: GeneratorKind, of: Expression, { denominator }: Rational): void => {
    const known = orders[kind].get(of) ?? 1n;
    orders[kind].set(of, (known * denominator) / gcd(known, denominator));
  };
  for (const d of definitions) {
    if (d.kind !== 'sum') continue;
    if (d.node.kind === 'call' && CIRCULAR.has(d.node.name)) need('circular', constant('pi'), rational(1, 2));
    for (const { of, coefficient } of d.terms) {
      if (argumentOf(d.node, 'exp') && !argumentOf(of, 'log')) need('exponential', of, coefficient);
      const turns = argumentOf(d.node, 'sin') ?? argumentOf(d.node, 'cos');
      if (turns && !argumentOf(of, 'atan')) need('circular', of, coefficient);
      if (argumentOf(d.node, 'atan') && !argumentOf(of, 'atan'))
        need('circular', of, multiply(coefficient, rational(turnsCompared(d.terms))));
    }
  }
  for (const d of definitions) {
    if (d.kind !== 'product') continue;
    for (const { of, exponent } of d.factors) {
      if (isInteger(exponent)) continue;
      const m = argumentOf(of, 'exp');
      if (m !== undefined && orders.exponential.has(m)) need('exponential', m, exponent);
      else need('root', of, exponent);
    }
  }
  return orders;
}

/** The node as a root u^q. */
function asRoot(node: Expression): Factor | undefined {
  if (node.kind === 'call' && node.name === 'sqrt') return { of: node.operands[0], exponent: rational(1, 2) };
  if (node.kind === 'call' && node.name === 'cbrt') return { of: node.operands[0], exponent: rational(1, 3) };
  const exponent = node.kind === 'power' ? rationalValue(node.right) : undefined;
  return node.kind === 'power' && exponent !== undefined && !isInteger(exponent)
    ? { of: node.left, exponent }
    : undefined;
}

const times = (terms: readonly Term[], n: bigint): Term[] =>
  terms.map(({ of, coefficient }) => ({ of, coefficient: multiply(coefficient, rational(n)) }));

const commonDenominator = (terms: readonly Term[]): bigint =>
  terms.reduce((n, { coefficient: c }) => (n * c.denominator) / gcd(n, c.denominator), 1n);

/** n for which n·(atan u − Σ terms) is compared with multiples of 2π: even, and n times each angle is a whole one. */
export const turnsCompared = (terms: readonly Term[]): bigint =>
  2n * commonDenominator(terms.filter(({ of }) => of !== constant('pi')));

/** What is left of an arctangent when its terms are taken away. */
const gapOf = (node: Expression, terms: readonly Term[]): readonly Term[] => [
  { of: node, coefficient: ONE },
  ...times(terms, -1n),
];

/**
 * Gives the node its value, and returns what must be zero for that to be right.
 * @throws Rejected where the definition does not fit the node.
 */
export function define<Value>(definition: Definition, at: Evaluation<Value>): Value[] {
  const { node } = definition;
  const { arithmetic } = at;
  const minus = (a: Value, b: Value): Value => arithmetic.add(a, arithmetic.negate(b));
  switch (definition.kind) {
    case 'free':
      at.define(node, arithmetic.free());
      return [];
    case 'same': {
      const { as } = definition;
      const alike =
        node.kind === 'call' &&
        as.kind === 'call' &&
        node.name === as.name &&
        node.operands.length === as.operands.length;
      if (!alike) throw new Rejected(`${nameOf(node)} and ${nameOf(as)} are different functions`);
      at.define(node, at.value(as));
      return node.operands.map((o, i) => at.difference(o, as.operands[i]));
    }
    case 'product': {
      const root = asRoot(node);
      if (root === undefined) throw new Rejected(`${nameOf(node)} is no root`);
      const { numerator, denominator } = root.exponent;
      const value = at.product(definition.scale, definition.factors);
      at.define(node, value);
      return [minus(arithmetic.power(value, denominator), arithmetic.power(at.value(root.of), numerator))];
    }
    case 'sum':
      return defineSum(definition, at, minus);
  }
}

function defineSum<Value>(
  { node, terms }: Extract<Definition, { kind: 'sum' }>,
  at: Evaluation<Value>,
  minus: (a: Value, b: Value) => Value,
): Value[] {
  const { arithmetic } = at;
  if (node.kind !== 'call') throw new Rejected(`${nameOf(node)} is no function`);
  const [u] = node.operands;
  const one = arithmetic.rational(ONE);
  switch (node.name) {
    case 'exp':
      at.define(node, at.exponential(terms));
      return [minus(at.value(u), at.linear(terms))];
    case 'sin':
    case 'cos': {
      const turn = at.turn(terms);
      const back = arithmetic.power(turn, -1n);
      const half = arithmetic.rational(rational(1, 2));
      const sine = (): Value => arithmetic.multiply(arithmetic.negate(at.imaginary()), minus(turn, back));
      at.define(node, arithmetic.multiply(half, node.name === 'sin' ? sine() : arithmetic.add(turn, back)));
      return [minus(at.value(u), at.linear(terms))];
    }
    case 'log': {
      // u^n = Π b^(n c) over the logarithms times Π exp(m)^(n c): all of it positive.
      const n = commonDenominator(terms);
      const sides = [arithmetic.power(at.value(u), n), one];
      for (const { of, coefficient } of times(terms, n)) {
        const c = coefficient.numerator;
        const base = at.value(argumentOf(of, 'log') ?? call('exp', of));
        const side = c < 0n ? 0 : 1;
        sides[side] = arithmetic.multiply(sides[side], arithmetic.power(base, c < 0n ? -c : c));
      }
      at.define(node, at.linear(terms));
      return [minus(sides[0], sides[1])];
    }
    case 'atan': {
      const turned = at.turn(times(gapOf(node, terms), turnsCompared(terms)));
      at.define(node, at.linear(terms));
      return [minus(turned, one)];
    }
    default:
      throw new Rejected(`${nameOf(node)} is no sum`);
  }
}

/** @throws Rejected where a sign that the definition needs is not known. */
export function requireConditions(definition: Definition, orders: Orders, place: Place): void {
  const { node } = definition;
  switch (definition.kind) {
    case 'free':
      return;
    case 'same':
      requireDefined(definition.as, place);
      return;
    case 'product': {
      for (const { of } of definition.factors) requireDefined(of, place);
      const index = asRoot(node)!.exponent.denominator;
      const signs = signsOfFactors(definition, index, orders, place);
      // An even power determines a root up to its sign; an odd one determines it.
      if (index % 2n === 0n && !isSubset(signs, NONNEGATIVE))
        throw new Rejected(`${nameOf(node)} was not shown to be what is not negative`);
      return;
    }
    case 'sum':
      for (const { of } of definition.terms) {
        requireDefined(of, place);
        const b = argumentOf(of, 'log');
        if (b !== undefined && place.signs(b) !== POSITIVE)
          throw new Rejected(`${nameOf(b)} was not shown to be positive`);
      }
      if (argumentOf(node, 'atan')) requireFixed(definition, place);
  }
}

/** Everything in the expression is defined wherever the claim speaks. */
export function requireDefined(e: Expression, { statement, signs }: Place): void {
  for (const fact of sufficientFacts([e], integerSymbols(statement.domain))) {
    if (!isSubset(signs(fact.expression), fact.signs))
      throw new Rejected(`${nameOf(e)} was not shown to be defined wherever the claim is`);
  }
}

function signsOfFactors(
  { scale, factors }: Extract<Definition, { kind: 'product' }>,
  index: bigint,
  orders: Orders,
  { signs }: Place,
): Signs {
  const inferred: Factor[] = [];
  let total: Signs = scale.numerator < 0n ? NEGATIVE : isZero(scale) ? NULL : POSITIVE;
  for (const factor of factors) {
    const { of, exponent } = factor;
    const base = signs(of);
    if (exponent.numerator < 0n && !isSubset(base, NONZERO))
      throw new Rejected(`${nameOf(of)} was not shown to differ from 0`);
    const m = argumentOf(of, 'exp');
    if (m !== undefined && !isInteger(exponent) && orders.exponential.has(m)) continue;
    const order = isInteger(exponent) ? 1n : orders.root.get(of)!;
    const units = (exponent.numerator * order) / exponent.denominator;
    if (order % 2n === 0n && !isSubset(base, NONNEGATIVE)) inferred.push(factor);
    else total = signsOfProduct(total, signsOfPower(base, units % 2n === 0n ? 2 : 1));
  }
  if (inferred.length === 0) return total;
  // The root is defined where scale^n · Π of^(n·exponent) ≥ 0: that gives the sign of one odd power, if the rest is not 0.
  const [{ of, exponent }] = inferred;
  const power = multiply(exponent, rational(index));
  if (
    inferred.length > 1 ||
    index % 2n !== 0n ||
    !isInteger(power) ||
    power.numerator % 2n === 0n ||
    total & NULL
  )
    throw new Rejected(`${nameOf(of)} under a root was not shown to be what is not negative`);
  return signsOfProduct(total, NONNEGATIVE);
}

/**
 * That n·(atan u − Σ terms) is a multiple of 2π was shown at every point. It is 0 where the magnitude is always less than
 * 2π. Else, on a connected set where it is continuous it is one and the same multiple, and an enclosure at one point
 * says that it is 0.
 */
function requireFixed(definition: Extract<Definition, { kind: 'sum' }>, place: Place): void {
  const { node, terms, at } = definition;
  const least = rational(2n, turnsCompared(terms));
  if (isWithin(gapOf(node, terms), least, place.signs, place.statement.domain)) return;
  const gap = terms.reduce<Expression>(
    (total, { of, coefficient }) => difference(total, product(fromRational(coefficient), of)),
    node,
  );
  const point: Point = at ?? new Map();
  if (symbolsOf(gap).length > 0) {
    if (!isConvex(place.statement.domain, place.assumed))
      throw new Rejected('an angle moves on a set that was not shown to be connected');
    const { left, right, alsoDefined } = place.statement;
    for (const e of [gap, left, right, ...alsoDefined]) {
      if (!isDefinedEverywhere(e, place))
        throw new Rejected(
          `an angle moves, and ${nameOf(e)} was not shown to be defined on the whole domain`,
        );
    }
    if (!isSmooth(gap)) throw new Rejected(`${nameOf(gap)} was not shown to be continuous`);
    const { symbols } = place.statement.domain;
    const complete =
      point.size === symbols.size && [...symbols.keys(), ...symbolsOf(gap)].every((name) => point.has(name));
    const inside = complete && containsPoint(place.statement.domain, point) === true;
    if (!inside || !place.assumed.every((a) => holdsAt(a, point)))
      throw new Rejected('the point at which an angle is fixed is not in the part');
  } else if (point.size > 0) throw new Rejected('a constant angle needs no point');
  const value = enclose(gap, point, 128);
  const turns = value.kind === 'value' && value.defined === 'everywhere' && divide(value.ball, pi(128), 128);
  if (!turns) throw new Rejected(`${nameOf(gap)} could not be enclosed`);
  const ends = shortEndpoints(turns);
  if (ends === undefined) throw new Rejected(`${nameOf(gap)} is too large or too small to be compared`);
  const [low, high] = ends;
  if (compare(high, least) >= 0 || compare(low, multiply(least, rational(-1))) <= 0)
    throw new Rejected(`${nameOf(node)} differs from its terms by a multiple of pi`);
}

const isDefinedEverywhere = (e: Expression, { statement: { domain }, everywhere }: Place): boolean =>
  sufficientFacts([e], integerSymbols(domain)).every((f) => isSubset(everywhere(f.expression), f.signs));

/** Continuous wherever it is defined; steps and symbolic powers are not looked into. */
const isSmooth = (e: Expression): boolean =>
  subexpressions(e).every(
    (node) =>
      !(node.kind === 'call' && (node.name === 'sign' || node.name === 'tan')) &&
      !(node.kind === 'power' && rationalValue(node.right) === undefined),
  );
