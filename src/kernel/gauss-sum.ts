/** Square roots of primes as sums of sines or cosines of multiples of pi, so that they meet roots of unity in one field. */
import {
  call,
  constant,
  difference,
  type Expression,
  fromRational,
  integer,
  NOUGHT,
  product,
  sum,
} from '../expression/expression.js';
import { gcd } from '../expression/rational.js';
import { subexpressions, symbolsOf } from '../expression/traverse.js';
import { rationalValue } from '../rules/core-form.js';
import { powerModulo } from '../rules/prime-field.js';
import { turnsOf } from './turns.js';

/** Primes beyond this are left as radicals. */
const MAX_PRIME = 61n;

/** Least common denominator of the rational numbers inside arguments of sine and cosine that mention pi (0n: none do). */
export function denominatorOfTurns(root: Expression): bigint {
  let common = 0n;
  for (const node of subexpressions(root)) {
    if (node.kind === 'call' && node.name === 'atan' && symbolsOf(node).length === 0) {
      const turns = turnsOf(node);
      if (turns !== undefined) common = lcm(common === 0n ? 1n : common, turns.denominator);
    }
    if (node.kind !== 'call' || (node.name !== 'sin' && node.name !== 'cos')) continue;
    const inside = subexpressions(node.operands[0]);
    if (!inside.includes(constant('pi'))) continue;
    if (common === 0n) common = 1n;
    for (const part of inside) {
      const value = rationalValue(part);
      if (value === undefined) continue;
      common = lcm(common, value.denominator);
      // pi/6 holds the number 6, not the number 1/6.
      if (value.numerator !== 0n) common = lcm(common, value.numerator);
    }
  }
  return common;
}

/**
 * √p for a prime p (Gauss): 2cos(π/4) for 2; Σ (k/p) cos(2πk/p) for p ≡ 1 and Σ (k/p) sin(2πk/p) for p ≡ 3 modulo 4.
 * @returns undefined where √p is not wanted in terms of turns with this denominator.
 */
export function gaussSum(p: bigint, turns: bigint): Expression | undefined {
  if (turns === 0n || p > MAX_PRIME) return undefined;
  const pi = constant('pi');
  if (p === 2n) {
    return turns % 2n === 0n ? product(integer(2), call('cos', product(fraction(1n, 4n), pi))) : undefined;
  }
  if (turns % p !== 0n) return undefined;
  const name = p % 4n === 1n ? 'cos' : 'sin';
  let total: Expression = NOUGHT;
  for (let k = 1n; k < p; k++) {
    const term = call(name, product(fraction(2n * k, p), pi));
    const residue = powerModulo(k, (p - 1n) / 2n, p) === 1n;
    total = total === NOUGHT ? term : residue ? sum(total, term) : difference(total, term);
  }
  return total;
}

const fraction = (a: bigint, b: bigint): Expression => fromRational({ numerator: a, denominator: b });

function lcm(a: bigint, b: bigint): bigint {
  const product = a * b;
  return (product < 0n ? -product : product) / gcd(a, b);
}
