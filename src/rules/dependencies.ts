/** Which definitions the value of an expression rests on. */

import type { Definition } from '../certificate/certificate.js';
import {
  call,
  childrenOf,
  type Expression,
  fromRational,
  integer,
  powerOf,
  sum,
  UNIT,
} from '../expression/expression.js';
import { isInteger } from '../expression/rational.js';
import { subexpressions } from '../expression/traverse.js';
import { argumentOf } from './evaluation.js';

/** What has to have a value before the definition can be checked. */
export function dependenciesOf(definition: Definition): readonly Expression[] {
  const { node } = definition;
  const operands = node.kind === 'power' ? [node.left] : childrenOf(node);
  switch (definition.kind) {
    case 'free':
      return [];
    case 'same':
      return [definition.as, ...operands, ...childrenOf(definition.as)];
    case 'product':
      // The exponential of which a root is a power of a generator needs no value, but is cheap.
      return [...operands, ...definition.factors.map((f) => f.of)];
    case 'sum': {
      const name = node.kind === 'call' ? node.name : undefined;
      const parts = definition.terms.flatMap(({ of, coefficient }): Expression[] => {
        const base = argumentOf(of, 'log');
        const angle = argumentOf(of, 'atan');
        if (name === 'exp' && base !== undefined)
          return isInteger(coefficient) ? [base] : [powerOf(base, fromRational(coefficient))];
        if (name === 'log') return [base ?? call('exp', of)];
        if (angle === undefined) return [];
        const odd = name !== 'atan' && coefficient.numerator % 2n !== 0n;
        return odd ? [angle, call('sqrt', sum(UNIT, powerOf(angle, integer(2))))] : [angle];
      });
      return [...operands, ...definition.terms.map((t) => t.of), ...parts];
    }
  }
}

/** The definitions that the value of an expression needs, directly or through others. */
export function definitionsBehind(root: Expression, definitions: readonly Definition[]): Definition[] {
  const needed = new Set<Expression>();
  const stack: Expression[] = [root];
  const byNode = new Map(definitions.map((d) => [d.node, d]));
  while (stack.length > 0) {
    for (const node of subexpressions(stack.pop()!)) {
      const definition = byNode.get(node);
      if (definition === undefined || needed.has(node)) continue;
      needed.add(node);
      stack.push(...dependenciesOf(definition));
    }
  }
  return definitions.filter((d) => needed.has(d.node));
}
