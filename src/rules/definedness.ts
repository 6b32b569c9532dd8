import { call, difference, type Expression, sum, UNIT } from '../expression/expression.js';
import { isIntegerValued } from '../expression/integer-valued.js';
import { isInteger } from '../expression/rational.js';
import { subexpressions, symbolsOf } from '../expression/traverse.js';
import { rationalValue } from './core-form.js';
import type { SignFact } from './sign-facts.js';
import { NONNEGATIVE, NONZERO, POSITIVE } from './signs.js';

/**
 * What is known at every point where the expressions are defined: radicands are nonnegative, arguments of logarithms
 * positive, divisors nonzero, and so on. A claim speaks only of such points, so a proof may use these facts.
 * @param integers symbols that take integer values, for which a power needs no positive base.
 */
export const definednessFacts = (roots: readonly Expression[], integers: ReadonlySet<string>): SignFact[] =>
  conditionsOf(subexpressions(...roots), integers, false).filter(
    (fact) => symbolsOf(fact.expression).length > 0,
  );

/**
 * Conditions that together imply that the expressions are defined.
 * @param defined expressions that are: nothing is asked of what occurs in them.
 */
export function sufficientFacts(
  roots: readonly Expression[],
  integers: ReadonlySet<string>,
  defined: readonly Expression[] = [],
): SignFact[] {
  const nodes = subexpressions(...roots);
  if (defined.length === 0) return conditionsOf(nodes, integers, true);
  const known = new Set(subexpressions(...defined));
  return conditionsOf(
    nodes.filter((node) => !known.has(node)),
    integers,
    true,
  );
}

function conditionsOf(
  nodes: readonly Expression[],
  integers: ReadonlySet<string>,
  sufficient: boolean,
): SignFact[] {
  const facts: SignFact[] = [];
  for (const node of nodes) {
    if (node.kind === 'divide')
      for (const e of factorsOf(node.right)) facts.push({ expression: e, signs: NONZERO });
    if (node.kind === 'power') {
      const exponent = rationalValue(node.right);
      if (exponent === undefined) {
        if (isIntegerValued(node.right, integers)) {
          // x^n is defined at 0 unless n is negative, which is not known.
          if (sufficient) facts.push({ expression: node.left, signs: NONZERO });
          continue;
        }
        // An irrational constant exponent takes 0, a symbolic one only positive numbers.
        const signs = symbolsOf(node.right).length === 0 && !sufficient ? NONNEGATIVE : POSITIVE;
        facts.push({ expression: node.left, signs });
      } else if (!isInteger(exponent)) {
        facts.push({ expression: node.left, signs: exponent.numerator < 0n ? POSITIVE : NONNEGATIVE });
      } else if (exponent.numerator < 0n) {
        for (const e of factorsOf(node.left)) facts.push({ expression: e, signs: NONZERO });
      }
    }
    if (node.kind !== 'call') continue;
    const [u] = node.operands;
    switch (node.name) {
      case 'sqrt':
        facts.push({ expression: u, signs: NONNEGATIVE });
        break;
      case 'log':
        facts.push({ expression: u, signs: POSITIVE });
        break;
      case 'tan':
        facts.push({ expression: call('cos', u), signs: NONZERO });
        break;
      case 'acosh':
        facts.push({ expression: difference(u, UNIT), signs: NONNEGATIVE });
        break;
      case 'atanh':
        facts.push(
          { expression: sum(UNIT, u), signs: POSITIVE },
          { expression: difference(UNIT, u), signs: POSITIVE },
        );
        break;
      case 'asin':
      case 'acos':
        facts.push(
          { expression: sum(UNIT, u), signs: NONNEGATIVE },
          { expression: difference(UNIT, u), signs: NONNEGATIVE },
        );
        break;
      default:
        break;
    }
  }
  return facts;
}

/** A product that is not zero, and the factors that then are not zero either. */
function factorsOf(root: Expression): Expression[] {
  const factors = [root];
  for (const e of factors) {
    if (e.kind === 'negate') factors.push(e.operand);
    else if (e.kind === 'multiply') factors.push(e.left, e.right);
    else if (e.kind === 'divide') factors.push(e.left);
    else if (e.kind === 'call' && (e.name === 'sqrt' || e.name === 'cbrt' || e.name === 'abs'))
      factors.push(e.operands[0]);
    else if (e.kind === 'power') {
      const exponent = rationalValue(e.right);
      if (exponent !== undefined && exponent.numerator > 0n) factors.push(e.left);
    }
  }
  return factors;
}
