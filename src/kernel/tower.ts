/**
 * The tower of extensions in which an identity is decided.
 *
 * Every expression in core form is given a value in Q(free generators)[roots]/(root^n − radicand). Free generators stand for
 * symbols, exponentials, logarithms and functions the kernel knows nothing about; they need not be independent: what is
 * zero in the tower is zero for every function that satisfies the relations. A *recipe* says how a node is made of
 * generators; each recipe holds at every point where the claim is defined, and was itself proved (see `resolve-*.ts`).
 */

import type { Term } from '../certificate/certificate.js';
import type { Point } from '../domain/domain.js';
import { call, constant, type Expression } from '../expression/expression.js';
import { gcd, multiply, type Rational, rational } from '../expression/rational.js';

/**
 * - `exponential`: exp(argument/denominator), a free positive generator.
 * - `circular`: exp(i·argument/denominator), free; for argument pi a primitive 2·denominator-th root of unity.
 * - `logarithm`: log(argument), free.
 * - `angle`: atan(argument), free.
 * - `root`: argument^(1/denominator), with generator^denominator = argument.
 * - `opaque`: the node itself, free.
 */
export interface Generator {
  readonly kind: 'exponential' | 'circular' | 'logarithm' | 'root' | 'angle' | 'opaque';
  readonly argument: Expression;
  /** Met only in a derivative taken for a search: that it is defined where the claim is, is not known. */
  readonly probed?: true;
  /** Refined upwards while the tower grows; recipes use exponents of the undivided generator. */
  denominator: bigint;
}

/** generator^exponent, the exponent counted in units of the undivided generator. */
export interface Factor {
  readonly generator: number;
  readonly exponent: Rational;
}

/** exp(i·exponent·atan(argument)) = (1 + i·argument)^exponent · modulus^modulusExponent, modulus being |1 + i·argument| or its square. */
export interface AngleFactor {
  readonly argument: Expression;
  readonly exponent: bigint;
  readonly modulus: Expression;
  readonly modulusExponent: bigint;
}

export type Recipe =
  /** scale · Π generator^exponent · Π expression^exponent */
  | {
      readonly kind: 'product';
      readonly scale: Rational;
      readonly factors: readonly Factor[];
      readonly powers: readonly { readonly base: Expression; readonly exponent: bigint }[];
      /** For an exponential: what its argument is made of. */
      readonly terms?: readonly Term[];
    }
  /** Σ coefficient · generator + Σ coefficient · expression */
  | {
      readonly kind: 'sum';
      readonly generators: readonly { readonly generator: number; readonly coefficient: Rational }[];
      readonly expressions: readonly { readonly expression: Expression; readonly coefficient: Rational }[];
      /** For an angle that moves: a point at which it was compared with the sum. */
      readonly at?: Point;
    }
  /** The node equals another expression of the tower. */
  | { readonly kind: 'same'; readonly expression: Expression }
  /** (T − 1/T)/(2i) for sine, (T + 1/T)/2 for cosine, T the product of circular factors. */
  | {
      readonly kind: 'sine' | 'cosine';
      readonly factors: readonly Factor[];
      readonly angles: readonly AngleFactor[];
    };

export class Tower {
  readonly generators: Generator[] = [];
  readonly recipes = new Map<Expression, Recipe>();
  /** Set while expressions are prepared that are not part of the claim. */
  probing = false;
  /** Grows whenever an older evaluation is no longer valid. */
  revision = 0;

  addGenerator(kind: Generator['kind'], argument: Expression, denominator = 1n): number {
    this.generators.push({ kind, argument, denominator, ...(this.probing ? { probed: true as const } : {}) });
    return this.generators.length - 1;
  }

  /** Makes generator^exponent an integer power of the (refined) generator. */
  refine(generator: number, exponent: Rational): void {
    const g = this.generators[generator];
    const missing = exponent.denominator / gcd(g.denominator, exponent.denominator);
    if (missing > 1n) {
      g.denominator *= missing;
      this.revision += 1;
    }
  }

  /** The generator atan a becomes atan t, where atan a = 2·atan t. */
  halveAngle(index: number, half: Expression): void {
    const whole = this.generators[index];
    const own = call('atan', half);
    this.generators[index] = { ...whole, argument: half };
    for (const [node, recipe] of this.recipes) {
      if (recipe.kind !== 'sum' || !recipe.generators.some((t) => t.generator === index)) continue;
      const generators = recipe.generators.map((t) =>
        t.generator === index ? { ...t, coefficient: multiply(t.coefficient, rational(2)) } : t,
      );
      this.recipes.set(node, { ...recipe, generators });
    }
    this.recipes.set(own, {
      kind: 'sum',
      generators: [{ generator: index, coefficient: rational(1) }],
      expressions: [],
    });
    this.revision += 1;
  }

  /** The circular generator of pi; i itself is its power 1/2. Made on first use. */
  rootOfUnity(): number {
    const pi = constant('pi');
    const known = this.generators.findIndex((g) => g.kind === 'circular' && g.argument === pi);
    if (known >= 0) return known;
    return this.addGenerator('circular', pi, 2n);
  }

  find(kind: Generator['kind']): { readonly index: number; readonly generator: Generator }[] {
    return this.generators
      .map((generator, index) => ({ index, generator }))
      .filter(({ generator }) => generator.kind === kind);
  }
}
