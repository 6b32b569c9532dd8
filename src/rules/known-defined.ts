/** Which expressions are known to have a value where a sign step is to hold. */
import { childrenOf, type Expression } from '../expression/expression.js';
import { subexpressions } from '../expression/traverse.js';
import { conditionsOfNode } from '../rules/definedness.js';
import type { SignsOf } from '../rules/operation-signs.js';
import { isSubset } from '../rules/signs.js';

/**
 * A step about `of` speaks of the points at which `of` is defined. What it is compared with has to be defined there too:
 * x = √x·√x says nothing about x < 0.
 */
export class KnownDefined {
  readonly #known: Set<Expression>;
  readonly #integers: ReadonlySet<string>;
  readonly #signs: SignsOf;

  /**
   * @param roots defined wherever the steps are to hold.
   * @param signs what is known of signs so far.
   */
  constructor(roots: readonly Expression[], integers: ReadonlySet<string>, signs: SignsOf) {
    this.#known = new Set(subexpressions(...roots));
    this.#integers = integers;
    this.#signs = signs;
  }

  /** Is `e` defined at every point at which `of` is? */
  whereverIs(of: Expression, e: Expression): boolean {
    if (this.#always(e)) return true;
    const there = new Set(subexpressions(of));
    return pending(e, (node) => there.has(node) || this.#known.has(node)).every((node) => this.#meets(node));
  }

  #always(e: Expression): boolean {
    const nodes = pending(e, (node) => this.#known.has(node));
    if (!nodes.every((node) => this.#meets(node))) return false;
    for (const node of nodes) this.#known.add(node);
    return true;
  }

  #meets = (node: Expression): boolean =>
    conditionsOfNode(node, this.#integers).every((fact) =>
      isSubset(this.#signs(fact.expression), fact.signs),
    );
}

/** The parts of an expression that do not belong to a part that is settled. */
function pending(root: Expression, isSettled: (node: Expression) => boolean): Expression[] {
  const found = new Set<Expression>();
  const stack = [root];
  while (stack.length > 0) {
    const node = stack.pop()!;
    if (found.has(node) || isSettled(node)) continue;
    found.add(node);
    stack.push(...childrenOf(node));
  }
  return [...found];
}
