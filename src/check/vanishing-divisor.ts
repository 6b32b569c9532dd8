import type { Domain } from '../domain/domain.js';
import { literalValue } from '../domain/domain-conflict.js';
import { type Expression, NOUGHT } from '../expression/expression.js';
import { signOf } from '../expression/rational.js';
import { subexpressions, substitute } from '../expression/traverse.js';
import { proveEquality } from '../kernel/index.js';

const DIVISOR_STEPS = 500_000;
const DIVISOR_MS = 2_000;

/** What a formula divides by, openly or as a negative power. */
function divisorsOf(root: Expression): Expression[] {
  return subexpressions(root).flatMap((node) => {
    if (node.kind === 'divide') return [node.right];
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
  return divisorsOf(root).filter((divisor) => vanishes(substitute(divisor, values), domain, seed));
}

/** The same for the arguments of logarithms. */
export const vanishingArguments = (
  root: Expression,
  values: ReadonlyMap<string, Expression>,
  domain: Domain,
  seed: number,
): Expression[] =>
  subexpressions(root)
    .flatMap((node) => (node.kind === 'call' && node.name === 'log' ? [node.operands[0]] : []))
    .filter((argument) => vanishes(substitute(argument, values), domain, seed));

function vanishes(e: Expression, domain: Domain, seed: number): boolean {
  const value = literalValue(e);
  if (value !== undefined) return signOf(value) === 0;
  return (
    proveEquality({ left: e, right: NOUGHT, domain }, { seed, steps: DIVISOR_STEPS, ms: DIVISOR_MS }).kind ===
    'proved'
  );
}
