/** What a proof may use of the domain as a set: its box, whether it is connected, where functions are continuous on it. */

import type { Domain, Point } from '../domain/domain.js';
import { integerSymbols } from '../domain/domain.js';
import { samplerOf } from '../domain/domain-sampler.js';
import { randomStream } from '../domain/random-stream.js';
import { FlowproofError } from '../errors.js';
import type { Expression } from '../expression/expression.js';
import { subexpressions } from '../expression/traverse.js';
import type { Budget } from '../rules/budget.js';
import { rationalValue } from '../rules/core-form.js';
import { sufficientFacts } from '../rules/definedness.js';
import { holdsAt, isConvex } from '../rules/region.js';
import type { Assumption } from '../rules/resolve-signs.js';
import { boxOf } from '../rules/sign-facts.js';
import { isSubset } from '../rules/signs.js';
import { factsOfDomain, SignOracle } from './sign-oracle.js';

export { boxOf } from '../rules/sign-facts.js';

/** Points drawn to find some in a part of the domain. */
const MAX_DRAWS = 64;
const MAX_POINTS = 6;

export class Geometry {
  readonly #domain: Domain;
  readonly #assumed: readonly Assumption[];
  readonly #spoken: readonly Expression[];
  readonly oracle: SignOracle;
  #points: readonly Point[] | undefined;

  /** @param spoken what the claim speaks of; @param assumed the signs on the part of the domain that is looked at. */
  constructor(
    domain: Domain,
    budget: Budget,
    spoken: readonly Expression[] = [],
    assumed: readonly Assumption[] = [],
  ) {
    this.#domain = domain;
    this.#spoken = spoken;
    this.#assumed = assumed;
    // No fact about definedness: continuity has to hold on the whole domain, not only where something is defined.
    this.oracle = new SignOracle(factsOfDomain(domain), budget, boxOf(domain));
  }

  get domain(): Domain {
    return this.#domain;
  }

  get integers(): ReadonlySet<string> {
    return integerSymbols(this.#domain);
  }

  /** Convex, and the claim speaks of every point of it: what is constant near each point is constant then. */
  get connected(): boolean {
    this.#connected ??=
      isConvex(this.#domain, this.#assumed) && this.#spoken.every((e) => this.#definedEverywhere(e));
    return this.#connected;
  }

  #connected: boolean | undefined;

  /** Defined, and so continuous, at every point of the domain; steps and symbolic powers are not looked into. */
  continuous(e: Expression): boolean {
    const smooth = subexpressions(e).every(
      (node) =>
        !(node.kind === 'call' && (node.name === 'sign' || node.name === 'tan')) &&
        !(node.kind === 'power' && rationalValue(node.right) === undefined),
    );
    return smooth && this.#definedEverywhere(e);
  }

  #definedEverywhere(e: Expression): boolean {
    return sufficientFacts([e], integerSymbols(this.#domain)).every((fact) => {
      const signs = this.oracle.signs(fact.expression);
      return signs !== 0 && isSubset(signs, fact.signs);
    });
  }

  /** Some points of the part; none where none are found. */
  get points(): readonly Point[] {
    this.#points ??= this.#draw();
    return this.#points;
  }

  #draw(): readonly Point[] {
    const points: Point[] = [];
    try {
      const sampler = samplerOf(this.#domain);
      const stream = randomStream(1);
      for (let i = 0; i < MAX_DRAWS && points.length < MAX_POINTS; i++) {
        const point = sampler.draw(stream.fork(i));
        if (this.#assumed.every((a) => holdsAt(a, point))) points.push(point);
      }
    } catch (error) {
      if (!(error instanceof FlowproofError)) throw error;
    }
    return points;
  }
}
