import { call, difference, type Expression, sum, UNIT } from '../expression/expression.js';
import { isIntegerValued } from '../expression/integer-valued.js';
import { isInteger } from '../expression/rational.js';
import { subexpressions, symbolsOf } from '../expression/traverse.js';
import { rationalValue } from './core-form.js';
import { nonzeroFactors } from './nonzero-factors.js';
import type { SignFact } from './sign-facts.js';
import { NONNEGATIVE, NONZERO, POSITIVE } from './signs.js';

/**
 * What is known at every point where the expressions are defined: radicands are nonnegative, arguments of logarithms
 * positive, divisors nonzero, and so on. A claim speaks only of such points, so a proof may use these facts.
 * @param integers symbols that take integer values, for which a power needs no positive base.
 */
export const definednessFacts = (roots: readonly Expression[], integers: ReadonlySet<string>): SignFact[] =>
  conditions(roots, integers, false).filter((fact) => symbolsOf(fact.expression).length > 0);

/** Conditions that together imply that the expressions are defined. */
export const sufficientFacts = (roots: readonly Expression[], integers: ReadonlySet<string>): SignFact[] =>
  conditions(roots, integers, true);

const conditions = (
  roots: readonly Expression[],
  integers: ReadonlySet<string>,
  sufficient: boolean,
): SignFact[] => subexpressions(...roots).flatMap((node) => conditionsOfNode(node, integers, sufficient));

/** What makes the node defined where its operands are; `sufficient` or else implied by it. */
export function conditionsOfNode(
  node: Expression,
  integers: ReadonlySet<string>,
  sufficient = true,
): SignFact[] {
  const nonzero = (e: Expression): SignFact[] =>
    (sufficient ? [e] : nonzeroFactors(e)).map((expression) => ({ expression, signs: NONZERO }));
  if (node.kind === 'divide') return nonzero(node.right);
  if (node.kind === 'power') {
    const exponent = rationalValue(node.right);
    if (exponent === undefined) {
      // x^n is defined at 0 unless n is negative, which is not known.
      if (isIntegerValued(node.right, integers)) return sufficient ? nonzero(node.left) : [];
      // An irrational constant exponent takes 0, a symbolic one only positive numbers.
      const signs = symbolsOf(node.right).length === 0 && !sufficient ? NONNEGATIVE : POSITIVE;
      return [{ expression: node.left, signs }];
    }
    if (!isInteger(exponent))
      return [{ expression: node.left, signs: exponent.numerator < 0n ? POSITIVE : NONNEGATIVE }];
    return exponent.numerator < 0n ? nonzero(node.left) : [];
  }
  if (node.kind !== 'call') return [];
  const [u] = node.operands;
  switch (node.name) {
    case 'sqrt':
      return [{ expression: u, signs: NONNEGATIVE }];
    case 'log':
      return [{ expression: u, signs: POSITIVE }, ...(sufficient ? [] : nonzero(u).slice(1))];
    case 'tan':
      return [{ expression: call('cos', u), signs: NONZERO }];
    case 'acosh':
      return [{ expression: difference(u, UNIT), signs: NONNEGATIVE }];
    case 'atanh':
      return [
        { expression: sum(UNIT, u), signs: POSITIVE },
        { expression: difference(UNIT, u), signs: POSITIVE },
      ];
    case 'asin':
    case 'acos':
      return [
        { expression: sum(UNIT, u), signs: NONNEGATIVE },
        { expression: difference(UNIT, u), signs: NONNEGATIVE },
      ];
    default:
      return [];
  }
}
