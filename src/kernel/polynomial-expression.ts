import { type Expression, integer, NOUGHT, powerOf, product, sum, UNIT } from '../expression/expression.js';
import type { Polynomial } from '../rules/polynomial.js';

/** A polynomial as a formula, each variable by its own expression. */
export function polynomialExpression(p: Polynomial, variableAt: (index: number) => Expression): Expression {
  let total: Expression = NOUGHT;
  for (const { monomial, coefficient } of p.values()) {
    let term: Expression = integer(coefficient);
    monomial.forEach((e, i) => {
      if (e === 0) return;
      const base = variableAt(i);
      const factor = e === 1 ? base : powerOf(base, integer(e));
      term = term === UNIT ? factor : product(term, factor);
    });
    total = total === NOUGHT ? term : sum(total, term);
  }
  return total;
}
