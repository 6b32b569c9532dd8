/** Values of expressions in which every root, exponential, logarithm and angle is made of generators. */

import type { Factor, Term } from '../certificate/certificate.js';
import { nameOf, Rejected } from '../certificate/rejected.js';
import {
  call,
  childrenOf,
  constant,
  type Expression,
  type FunctionName,
  fromRational,
  integer,
  powerOf,
  sum,
  UNIT,
} from '../expression/expression.js';
import { equals, HALF, isInteger, ONE, type Rational, ZERO } from '../expression/rational.js';
import { rationalValue } from '../rules/core-form.js';
import type { Arithmetic } from './arithmetic.js';

/** What a generator is a part of: base^(1/order), exp(argument/order), exp(i·argument/order). */
export type GeneratorKind = 'root' | 'exponential' | 'circular';

/** Common denominators of the exponents with which the generators occur. */
export type Orders = Readonly<Record<GeneratorKind, ReadonlyMap<Expression, bigint>>>;

const PI = constant('pi');

/** u in f(u), for a node that is a call of f. */
export const argumentOf = (node: Expression, name: FunctionName): Expression | undefined =>
  node.kind === 'call' && node.name === name ? node.operands[0] : undefined;

/** x for x^n with a constant integer n; the operands of a field operation; undefined for everything else. */
function operandsOf(node: Expression): readonly Expression[] | undefined {
  if (node.kind === 'call' || node.kind === 'constant') return undefined;
  if (node.kind !== 'power') return childrenOf(node);
  const exponent = rationalValue(node.right);
  return exponent !== undefined && isInteger(exponent) ? [node.left] : undefined;
}

const isHalf = (exponent: Expression): boolean => {
  const value = rationalValue(exponent);
  return value !== undefined && equals(value, HALF);
};

export class Evaluation<Value> {
  readonly arithmetic: Arithmetic<Value>;
  readonly #orders: Orders;
  readonly #values = new Map<Expression, Value>();
  readonly #generators: Readonly<Record<GeneratorKind, Map<Expression, Value>>> = {
    root: new Map(),
    exponential: new Map(),
    circular: new Map(),
  };
  readonly #squareRoots: boolean;

  /** @param squareRoots take √u for a root of u, and every other function for a free quantity; definitions are not needed then. */
  constructor(arithmetic: Arithmetic<Value>, orders: Orders, squareRoots = false) {
    this.arithmetic = arithmetic;
    this.#orders = orders;
    this.#squareRoots = squareRoots;
  }

  define(node: Expression, value: Value): void {
    if (operandsOf(node) !== undefined || this.#values.has(node))
      throw new Rejected(`${nameOf(node)} cannot be defined here`);
    this.#values.set(node, value);
  }

  /** @throws Rejected where a function in it has no definition yet. */
  value(root: Expression): Value {
    const stack: Expression[] = [root];
    while (stack.length > 0) {
      const node = stack[stack.length - 1];
      if (this.#values.has(node)) {
        stack.pop();
        continue;
      }
      const operands = operandsOf(node) ?? this.#radicand(node);
      const pending = operands.filter((d) => !this.#values.has(d));
      if (pending.length > 0) {
        stack.push(...pending);
        continue;
      }
      stack.pop();
      this.#values.set(node, this.#compute(node));
    }
    return this.#values.get(root)!;
  }

  /** Without definitions: what a square root is taken of. */
  #radicand(node: Expression): readonly Expression[] {
    if (!this.#squareRoots) throw new Rejected(`${nameOf(node)} is used before it is defined`);
    if (node.kind === 'power' && isHalf(node.right)) return [call('sqrt', node.left)];
    const radicand = argumentOf(node, 'sqrt');
    return radicand === undefined ? [] : [radicand];
  }

  #compute(node: Expression): Value {
    const { arithmetic } = this;
    const at = (e: Expression): Value => this.#values.get(e)!;
    switch (node.kind) {
      case 'number':
        return arithmetic.rational(node.value);
      case 'negate':
        return arithmetic.negate(at(node.operand));
      case 'add':
        return arithmetic.add(at(node.left), at(node.right));
      case 'subtract':
        return arithmetic.add(at(node.left), arithmetic.negate(at(node.right)));
      case 'multiply':
        return arithmetic.multiply(at(node.left), at(node.right));
      case 'divide':
        return arithmetic.multiply(at(node.left), arithmetic.power(at(node.right), -1n));
      case 'power': {
        const exponent = rationalValue(node.right);
        if (exponent !== undefined && isInteger(exponent))
          return arithmetic.power(at(node.left), exponent.numerator);
        if (isHalf(node.right)) return at(call('sqrt', node.left));
        break;
      }
      default:
        break;
    }
    const radicand = argumentOf(node, 'sqrt');
    return radicand === undefined ? arithmetic.free() : arithmetic.root(2n, at(radicand));
  }

  difference(a: Expression, b: Expression): Value {
    return this.arithmetic.add(this.value(a), this.arithmetic.negate(this.value(b)));
  }

  /** of^exponent: a power of the value where the exponent is an integer, else of a generator. */
  factor({ of, exponent }: Factor): Value {
    if (isInteger(exponent)) return this.arithmetic.power(this.value(of), exponent.numerator);
    const exponential =
      of.kind === 'call' && of.name === 'exp' && this.#orders.exponential.has(of.operands[0]);
    return exponential
      ? this.#power('exponential', of.operands[0], exponent)
      : this.#power('root', of, exponent);
  }

  product(scale: Rational, factors: readonly Factor[]): Value {
    return factors.reduce(
      (total, f) => this.arithmetic.multiply(total, this.factor(f)),
      this.arithmetic.rational(scale),
    );
  }

  linear(terms: readonly Term[]): Value {
    const { arithmetic } = this;
    return terms.reduce(
      (total, { of, coefficient }) =>
        arithmetic.add(total, arithmetic.multiply(arithmetic.rational(coefficient), this.value(of))),
      arithmetic.rational(ZERO),
    );
  }

  /** exp(Σ coefficient·of). */
  exponential(terms: readonly Term[]): Value {
    return terms.reduce((total, { of, coefficient }) => {
      const argument = argumentOf(of, 'log');
      const value =
        argument === undefined
          ? this.#power('exponential', of, coefficient)
          : isInteger(coefficient)
            ? this.factor({ of: argument, exponent: coefficient })
            : this.value(powerOf(argument, fromRational(coefficient)));
      return this.arithmetic.multiply(total, value);
    }, this.arithmetic.rational(ONE));
  }

  /** exp(i Σ coefficient·of); coefficients of arctangents are integers: exp(i n atan b) = (1 + i b)^n (1 + b²)^(−n/2). */
  turn(terms: readonly Term[]): Value {
    const { arithmetic } = this;
    return terms.reduce((total, { of, coefficient }) => {
      const b = argumentOf(of, 'atan');
      if (b === undefined) return arithmetic.multiply(total, this.#power('circular', of, coefficient));
      if (!isInteger(coefficient)) throw new Rejected('a fraction of an arctangent is no rotation');
      const n = coefficient.numerator;
      const turned = arithmetic.add(this.value(UNIT), arithmetic.multiply(this.imaginary(), this.value(b)));
      const square = sum(UNIT, powerOf(b, integer(2)));
      const size =
        n % 2n === 0n
          ? arithmetic.power(this.value(square), -n / 2n)
          : arithmetic.power(this.value(call('sqrt', square)), -n);
      return arithmetic.multiply(total, arithmetic.multiply(arithmetic.power(turned, n), size));
    }, arithmetic.rational(ONE));
  }

  /** i = exp(iπ/2). */
  imaginary(): Value {
    return this.#power('circular', PI, HALF);
  }

  #power(kind: GeneratorKind, of: Expression, exponent: Rational): Value {
    const order = this.#orders[kind].get(of);
    if (order === undefined || order % exponent.denominator !== 0n)
      throw new Rejected(`a power of a ${kind} generator is missing`);
    let generator = this.#generators[kind].get(of);
    if (generator === undefined) {
      generator = this.#generator(kind, of, order);
      this.#generators[kind].set(of, generator);
    }
    return this.arithmetic.power(generator, (exponent.numerator * order) / exponent.denominator);
  }

  #generator(kind: GeneratorKind, of: Expression, order: bigint): Value {
    if (kind === 'root') return this.arithmetic.root(order, this.value(of));
    return kind === 'circular' && of === PI ? this.arithmetic.unity(2n * order) : this.arithmetic.free();
  }
}
