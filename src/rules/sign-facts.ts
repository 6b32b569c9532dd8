/** What the domain of a claim says about signs. */
import { type Domain, integerSymbols } from '../domain/domain.js';
import { difference, type Expression, fromRational, NOUGHT, symbol } from '../expression/expression.js';
import { signOf } from '../expression/rational.js';
import { type Ball, fromInterval } from '../precision/index.js';
import { nonzeroFactors } from './nonzero-factors.js';
import { flip, isSubset, NONNEGATIVE, NONZERO, POSITIVE, type Signs } from './signs.js';

/** A quantity whose sign is known wherever the claim speaks. */
export interface SignFact {
  readonly expression: Expression;
  readonly signs: Signs;
}

/** What the bounds and relations of a domain say about signs. */
export function factsOfDomain(domain: Domain): SignFact[] {
  const facts: SignFact[] = [];
  for (const { name, lower, upper } of domain.symbols.values()) {
    const s = symbol(name);
    if (lower !== undefined) {
      facts.push({
        expression: minus(s, fromRational(lower.value)),
        signs: lower.strict ? POSITIVE : NONNEGATIVE,
      });
    }
    if (upper !== undefined) {
      facts.push({
        expression: minus(fromRational(upper.value), s),
        signs: upper.strict ? POSITIVE : NONNEGATIVE,
      });
    }
  }
  for (const { operator, left, right } of domain.relations) {
    const [small, large] = operator.startsWith('<') ? [left, right] : [right, left];
    const signs = operator === '!=' ? NONZERO : operator.endsWith('=') ? NONNEGATIVE : POSITIVE;
    const gap = minus(large, small);
    facts.push({ expression: gap, signs });
    if (large === NOUGHT) facts.push({ expression: small, signs: flip(signs) });
    // A product that is not 0 has no factor that is.
    if (isSubset(signs, NONZERO))
      for (const expression of nonzeroFactors(gap).slice(1)) facts.push({ expression, signs: NONZERO });
  }
  return facts;
}

const minus = (a: Expression, b: Expression): Expression =>
  b.kind === 'number' && signOf(b.value) === 0 ? a : difference(a, b);

const BOX_BITS = 64;

/** Ranges of the symbols that are bounded on both sides, ends included. */
export interface Box {
  readonly ranges: ReadonlyMap<string, Ball>;
  /** Symbols that take integer values: they decide what a power means. */
  readonly integers: ReadonlySet<string>;
}

export function boxOf(domain: Domain): Box {
  const ranges = new Map<string, Ball>();
  for (const { name, lower, upper } of domain.symbols.values()) {
    if (lower && upper) ranges.set(name, fromInterval(lower.value, upper.value, BOX_BITS));
  }
  return { ranges, integers: integerSymbols(domain) };
}

/** The box with nothing known of where one symbol lies. */
export const withoutSymbol = ({ ranges, integers }: Box, name: string): Box => ({
  ranges: new Map([...ranges].filter(([other]) => other !== name)),
  integers,
});
