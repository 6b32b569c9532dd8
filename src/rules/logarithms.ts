/** Sums of logarithms: signs and bounds by the product of their arguments. */
import {
  call,
  difference,
  type Expression,
  integer,
  NOUGHT,
  powerOf,
  product,
  quotient,
  sum,
  UNIT,
} from '../expression/expression.js';
import type { SignsOf } from './operation-signs.js';
import type { SignFact } from './sign-facts.js';
import { isSubset, NONNEGATIVE, NONZERO, POSITIVE } from './signs.js';

/** coefficient · node, where the node is log u or asinh u. */
export interface LogarithmTerm {
  readonly of: Expression;
  readonly coefficient: bigint;
}

/** What the node is the logarithm of, positive wherever the node is defined: asinh u = log(u + √(u² + 1)). */
export function logarithmOf(node: Expression): Expression | undefined {
  if (node.kind !== 'call') return undefined;
  const [u] = node.operands;
  if (node.name === 'log') return u;
  return node.name === 'asinh' ? sum(u, call('sqrt', sum(powerOf(u, integer(2)), UNIT))) : undefined;
}

const raised = (e: Expression, n: bigint): Expression => (n === 1n ? e : powerOf(e, integer(n)));
const productOf = (factors: readonly Expression[]): Expression =>
  factors.length === 0 ? UNIT : factors.reduce((a, b) => product(a, b));

/** L = Σ coefficient·node and P = above/below, the product of the arguments with these exponents: L = log P. */
export interface LogarithmSum {
  readonly total: Expression;
  readonly above: Expression;
  readonly below: Expression;
  /** above − below, which has the sign of L. */
  readonly gap: Expression;
}

/** Undefined where a term is no logarithm. */
export function logarithmSum(terms: readonly LogarithmTerm[]): LogarithmSum | undefined {
  const over: Expression[] = [];
  const under: Expression[] = [];
  let total: Expression = NOUGHT;
  for (const { of, coefficient } of terms) {
    const argument = logarithmOf(of);
    if (argument === undefined || coefficient === 0n) return undefined;
    if (coefficient > 0n) over.push(raised(argument, coefficient));
    else under.push(raised(argument, -coefficient));
    const size = coefficient < 0n ? -coefficient : coefficient;
    const term = size === 1n ? of : product(integer(size), of);
    total = coefficient > 0n ? sum(total, term) : difference(total, term);
  }
  const [above, below] = [productOf(over), productOf(under)];
  return { total, above, below, gap: difference(above, below) };
}

/** L has the sign of P − 1, and 1 − 1/P ≤ L ≤ P − 1, where equality holds at P = 1 only. */
export function logarithmFacts({ total, above, below, gap }: LogarithmSum, at: SignsOf): SignFact[] {
  const signs = at(gap);
  const bound = isSubset(signs, NONZERO) ? POSITIVE : NONNEGATIVE;
  return [
    { expression: total, signs },
    { expression: difference(difference(quotient(above, below), UNIT), total), signs: bound },
    { expression: sum(difference(total, UNIT), quotient(below, above)), signs: bound },
  ];
}
