import type { Domain } from '../domain/domain.js';
import { literalValue } from '../domain/domain-conflict.js';
import { type Expression, NOUGHT } from '../expression/expression.js';
import { signOf } from '../expression/rational.js';
import { subexpressions, substitute } from '../expression/traverse.js';
import { proveEquality } from '../kernel/index.js';

const DIVISOR_MS = 400;

/** What a formula divides by: openly, as a negative power, or under a logarithm, which is undefined at 0 as well. */
function divisorsOf(root: Expression): Expression[] {
  return subexpressions(root).flatMap((node) => {
    if (node.kind === 'divide') return [node.right];
    if (node.kind === 'call' && node.name === 'log') return [node.operands[0]];
    if (node.kind !== 'power') return [];
    const exponent = literalValue(node.right);
    return exponent !== undefined && signOf(exponent) < 0 ? [node.left] : [];
  });
}

/**
 * The divisors of a formula that the kernel proves to be 0 at every point of the domain once the symbols have these values,
 * as they stand in the formula: there it is undefined. Innermost first.
 */
export function vanishingDivisors(
  root: Expression,
  values: ReadonlyMap<string, Expression>,
  domain: Domain,
  seed: number,
): Expression[] {
  return divisorsOf(root).filter((divisor) => {
    const there = substitute(divisor, values);
    const value = literalValue(there);
    if (value !== undefined) return signOf(value) === 0;
    const goal = { left: there, right: NOUGHT, domain };
    return proveEquality(goal, { seed, ms: DIVISOR_MS }).kind === 'proved';
  });
}
