/** Gives every node of a core expression a meaning in the tower, extending the tower where needed. */

import type { Term } from '../certificate/certificate.js';
import { call, childrenOf, difference, type Expression } from '../expression/expression.js';
import { isInteger, type Rational } from '../expression/rational.js';
import { subexpressions } from '../expression/traverse.js';
import { Algebra, type Element, isZeroElement, NotInvertible } from '../rules/algebra.js';
import { isWithin } from '../rules/angle-range.js';
import type { Budget } from '../rules/budget.js';
import { rationalValue } from '../rules/core-form.js';
import { reconstructRational, type WordStream } from '../rules/prime-field.js';
import { SignNeeded } from '../rules/resolve-signs.js';
import { denominatorOfTurns } from './gauss-sum.js';
import type { Geometry } from './geometry.js';
import { ModularPoint, solveModulo, UnluckyPoint } from './modular-point.js';
import { resolveAngle } from './resolve-angle.js';
import { resolveCircular } from './resolve-circular.js';
import { resolveExponential } from './resolve-exponential.js';
import { resolveLogarithm } from './resolve-logarithm.js';
import { resolveRoot } from './resolve-root.js';
import { searchPrime } from './search-primes.js';
import type { SignOracle } from './sign-oracle.js';
import { Tower } from './tower.js';

export class Resolver {
  readonly tower = new Tower();
  readonly words: WordStream;
  readonly oracle: SignOracle;
  readonly budget: Budget;
  readonly geometry: Geometry;
  /** Denominator of the multiples of pi in the first expression that was prepared: the goal. */
  turns: bigint | undefined;
  #points: ModularPoint[] = [];
  readonly #prepared = new Set<Expression>();

  constructor(words: WordStream, oracle: SignOracle, budget: Budget, geometry: Geometry) {
    this.words = words;
    this.oracle = oracle;
    this.budget = budget;
    this.geometry = geometry;
  }

  /** The node's recipe was set by hand, for a test. */
  markPrepared(node: Expression): void {
    this.#prepared.add(node);
  }

  /** Takes back the recipe of a node; its values so far are no longer valid. */
  forget(node: Expression): void {
    this.tower.recipes.delete(node);
    this.#prepared.delete(node);
    this.tower.revision += 1;
  }

  /** Resolves every subexpression, innermost first. @throws SignNeeded, BudgetExhausted */
  prepare(root: Expression): void {
    if (this.#prepared.has(root)) return;
    this.turns ??= denominatorOfTurns(root);
    for (const node of shallowFirst(root)) {
      if (this.#prepared.has(node)) continue;
      this.budget.spend(1, 'building the tower');
      this.#resolve(node);
      this.#prepared.add(node);
    }
  }

  #resolve(node: Expression): void {
    if (node.kind === 'constant') {
      this.#opaque(node);
      return;
    }
    if (node.kind === 'power') {
      const exponent = rationalValue(node.right);
      if (exponent === undefined) this.#opaque(node);
      else if (!isInteger(exponent)) resolveRoot(this, node, node.left, exponent);
      return;
    }
    if (node.kind !== 'call') return;
    const [u] = node.operands;
    switch (node.name) {
      case 'sqrt':
        resolveRoot(this, node, u, { numerator: 1n, denominator: 2n });
        break;
      case 'cbrt':
        resolveRoot(this, node, u, { numerator: 1n, denominator: 3n });
        break;
      case 'exp':
        resolveExponential(this, node, u);
        break;
      case 'log':
        resolveLogarithm(this, node, u);
        break;
      case 'atan':
        resolveAngle(this, node, u);
        break;
      case 'sin':
      case 'cos':
        resolveCircular(this, node, u);
        break;
      default:
        this.#opaque(node);
    }
  }

  /** A node the kernel knows nothing about, up to the value of its operands. */
  #opaque(node: Expression): void {
    if (node.kind === 'call') {
      for (const { index, generator } of this.tower.find('opaque')) {
        const other = generator.argument;
        if (
          other.kind !== 'call' ||
          other.name !== node.name ||
          other.operands.length !== node.operands.length
        )
          continue;
        if (other.operands.every((o, i) => this.isZero(difference(o, node.operands[i])))) {
          this.tower.recipes.set(node, product([{ generator: index, exponent: UNIT_EXPONENT }]));
          return;
        }
      }
    }
    const index = this.tower.addGenerator('opaque', node);
    this.tower.recipes.set(node, product([{ generator: index, exponent: UNIT_EXPONENT }]));
  }

  /** @throws SignNeeded always: the caller found that the domain does not determine this sign. */
  demandSign(quantity: Expression): never {
    throw new SignNeeded(quantity);
  }

  /** Is the magnitude of a sum of angles less than least·π, by signs? */
  isAngleWithin(terms: readonly Term[], least: Rational): boolean {
    return isWithin(terms, least, this.oracle.signs, this.geometry.domain);
  }

  /** Is the expression zero at a random point of the tower? The checker repeats what a proof makes of it. */
  isZero(expression: Expression): boolean {
    this.prepare(expression);
    return isZeroElement(this.valuesAt([expression])[0]);
  }

  /** Values of prepared expressions at the `index`-th scratch point. */
  valuesAt(expressions: readonly Expression[], index = 0): Element[] {
    for (let attempt = 0; attempt < 8; attempt++) {
      const point = this.point(index);
      try {
        return expressions.map((e) => point.value(e));
      } catch (error) {
        if (!(error instanceof NotInvertible) && !(error instanceof UnluckyPoint)) throw error;
        this.#points.splice(index, 1);
      }
    }
    throw new DivisorVanishes();
  }

  point(index: number): ModularPoint {
    this.#points = this.#points.filter((p) => p.current);
    // All scratch points share one prime, so that linear systems can mix rows of several points.
    while (this.#points.length <= index) {
      const shared = this.#points[0]?.algebra.p;
      this.#points.push(
        new ModularPoint(this.tower, this.words, new Algebra(shared ?? searchPrime(0), this.budget)),
      );
    }
    return this.#points[index];
  }

  /**
   * Rational coefficients q with target = Σ q_j columns_j, found at scratch points. A proposal only: prove it.
   */
  proposeCombination(
    columns: readonly Expression[][],
    target: readonly Expression[],
  ): Rational[] | undefined {
    // Derivatives of the claim's parts need not be defined where the claim is.
    const outer = this.tower.probing;
    this.tower.probing = true;
    try {
      for (const e of [...columns.flat(), ...target]) this.prepare(e);
    } finally {
      this.tower.probing = outer;
    }
    const columnRows: bigint[][] = columns.map(() => []);
    const targetRows: bigint[] = [];
    for (let i = 0; i < columns.length + 2; i++) {
      this.budget.spend(10, 'a search for dependences');
      const values = this.valuesAt([...columns.flat(), ...target], i);
      const algebra = this.point(i).algebra;
      const width = target.length;
      for (let k = 0; k < width; k++) {
        const parts = columns.map((_, c) => algebra.coordinates(values[c * width + k]));
        const goal = algebra.coordinates(values[columns.length * width + k]);
        const keys = new Set([...parts.flatMap((m) => [...m.keys()]), ...goal.keys()]);
        for (const key of keys) {
          parts.forEach((m, c) => {
            columnRows[c].push(m.get(key) ?? 0n);
          });
          targetRows.push(goal.get(key) ?? 0n);
        }
      }
    }
    const { p } = this.point(0).algebra;
    const solution = solveModulo(columnRows, targetRows, p);
    if (solution === undefined) return undefined;
    const coefficients = solution.map((x) => reconstructRational(x, p));
    return coefficients.every((q) => q !== undefined) ? (coefficients as Rational[]) : undefined;
  }
}

/**
 * Every subexpression after its children, those under fewer functions and roots first, and numbers before functions: what is
 * simpler becomes a generator, and what is deeper is found to depend on it.
 */
function shallowFirst(root: Expression): Expression[] {
  const depths = new Map<Expression, number>();
  const groups: Expression[][] = [];
  for (const node of subexpressions(root)) {
    const below = Math.max(0, ...childrenOf(node).map((child) => depths.get(child)!));
    const depth = node.kind === 'call' || node.kind === 'power' ? below + 1 : below;
    depths.set(node, depth);
    groups[depth] ??= [];
    groups[depth].push(node);
  }
  return groups.flat();
}

/** A divisor is zero in the whole tower. */
export class DivisorVanishes extends Error {}

export { SignNeeded } from '../rules/resolve-signs.js';

export const UNIT_EXPONENT: Rational = { numerator: 1n, denominator: 1n };

export const product = (
  factors: readonly { readonly generator: number; readonly exponent: Rational }[],
  powers: readonly { readonly base: Expression; readonly exponent: bigint }[] = [],
  scale: Rational = UNIT_EXPONENT,
) => ({ kind: 'product' as const, scale, factors, powers });

export const logarithmOf = (e: Expression): Expression => call('log', e);
