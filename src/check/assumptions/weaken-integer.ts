/** `n an integer` as an assumption, where the formulas mean the same for real n. */
import type { Claim } from '../../claim/claim.js';
import { formulasOf } from '../../claim/formulas-of.js';
import { type Domain, integerSymbols, type SymbolDomain } from '../../domain/domain.js';
import { ceiling, floor } from '../../domain/symbol-range.js';
import { type Expression, NOUGHT } from '../../expression/expression.js';
import { isIntegerValued } from '../../expression/integer-valued.js';
import { rational } from '../../expression/rational.js';
import { mentions, subexpressions } from '../../expression/traverse.js';
import { proveInequality } from '../../kernel/index.js';
import type { Assumption } from './assumption.js';

export const integerText = (name: string): string => `${name} an integer`;

export const integerAssumption = (name: string): Assumption => ({
  kind: 'integer',
  text: integerText(name),
  symbols: [name],
  weakenings: [
    { weaken: (domain) => withRange(domain, asReal(domain, name)), outside: (d) => between(d, name) },
  ],
});

const asReal = (domain: Domain, name: string): SymbolDomain => ({
  ...domain.symbols.get(name)!,
  integer: false,
});

const withRange = (domain: Domain, range: SymbolDomain): Domain => ({
  ...domain,
  symbols: new Map(domain.symbols).set(range.name, range),
});

/** Numbers between two neighbouring integers of the range; no number where the range holds one integer only. */
function between(domain: Domain, name: string): Domain {
  const { lower, upper } = domain.symbols.get(name)!;
  const most = upper && floor(upper.value) - 1n;
  const start = lower ? ceiling(lower.value) : most === undefined || most > 0n ? 0n : most;
  const end = most !== undefined && start > most ? start : start + 1n;
  return withRange(domain, {
    name,
    integer: false,
    lower: { value: rational(start), strict: true },
    upper: { value: rational(end), strict: true },
  });
}

/**
 * Why real values of n would make another claim, or undefined where they would not: `x^n` takes a negative x for an integer
 * n only, so the base must be proved positive wherever the claim speaks.
 */
export function changesMeaning(claim: Claim, name: string, seed: number): string | undefined {
  const { domain, statement } = claim;
  const integers = integerSymbols(domain);
  const others = new Set([...integers].filter((other) => other !== name));
  const formulas = formulasOf(statement).map((formula) => formula.expanded);
  const relations = domain.relations.flatMap((r) => [r.left, r.right]);
  for (const node of subexpressions(...formulas, ...relations)) {
    if (node.kind !== 'power' || !mentions(node.right, name)) continue;
    if (!isIntegerValued(node.right, integers) || isIntegerValued(node.right, others)) continue;
    if (!isPositive(node.left, domain, formulas, seed)) {
      return `${name} stands in an exponent: for real ${name} the power would need a positive base, and mean something else`;
    }
  }
  return undefined;
}

const isPositive = (base: Expression, domain: Domain, alsoDefined: readonly Expression[], seed: number) =>
  proveInequality({ left: base, operator: '>', right: NOUGHT, domain, alsoDefined }, { seed, ms: 1_000 })
    .kind === 'proved';
