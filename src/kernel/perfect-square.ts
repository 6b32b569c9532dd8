import { type Expression, quotient, UNIT } from '../expression/expression.js';
import { Budget, BudgetExhausted } from '../rules/budget.js';
import { exactRoot, type Polynomial } from '../rules/polynomial.js';
import { AtomTable } from './atoms.js';
import { polynomialExpression } from './polynomial-expression.js';

/** Steps a search may take: it depends on nothing but the expression. */
const STEPS = 100_000;

/** W with W² = e where numerator and denominator of e are squares of polynomials. A proposal only, of either sign: prove it. */
export function perfectRoot(e: Expression): Expression | undefined {
  const budget = new Budget(STEPS, Number.POSITIVE_INFINITY);
  const table = new AtomTable(budget);
  try {
    const { numerator, denominator } = table.fractionOf(e);
    const above = exactRoot(numerator, 2, budget);
    const below = above && exactRoot(denominator, 2, budget);
    if (above === undefined || below === undefined) return undefined;
    const formula = (p: Polynomial): Expression | undefined =>
      table.atoms.every(({ expression }) => expression !== undefined)
        ? polynomialExpression(p, (i) => table.atoms[i].expression!)
        : undefined;
    const [top, bottom] = [formula(above), formula(below)];
    if (top === undefined || bottom === undefined) return undefined;
    return bottom === UNIT ? top : quotient(top, bottom);
  } catch (error) {
    if (error instanceof BudgetExhausted) return undefined;
    throw error;
  }
}
