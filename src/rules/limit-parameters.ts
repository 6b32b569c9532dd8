/** The parameters of a limit: everything but the variable that moves, with what is known of it. */
import { type Domain, integerSymbols, type SymbolDomain } from '../domain/domain.js';
import { type Expression, symbol } from '../expression/expression.js';
import { signOf, ZERO } from '../expression/rational.js';
import { mentions } from '../expression/traverse.js';
import { definednessFacts } from './definedness.js';
import { angleSymbols, positiveSymbols } from './reserved-symbols.js';
import { factsOfDomain, type SignFact } from './sign-facts.js';
import { ANY_SIGN, NEGATIVE, NONNEGATIVE, NONPOSITIVE, POSITIVE } from './signs.js';

/** The domain of everything but the variable, with the symbols that expansions bring along. */
export function parametersOf(domain: Domain, variable: string): Domain {
  const large: SymbolDomain[] = positiveSymbols().map((name) => ({
    name,
    integer: false,
    lower: { value: ZERO, strict: true },
  }));
  const angles: SymbolDomain[] = angleSymbols().map((name) => ({ name, integer: false }));
  const own = [...domain.symbols.values()].filter(({ name }) => name !== variable);
  return {
    symbols: new Map([...own, ...large, ...angles].map((s) => [s.name, s])),
    relations: domain.relations.filter((r) => !mentions(r.left, variable) && !mentions(r.right, variable)),
  };
}

/** Parts of the function without the variable are defined wherever the function is. */
export const parameterFacts = (of: Expression, variable: string, domain: Domain): SignFact[] =>
  definednessFacts([of], integerSymbols(domain)).filter((f) => !mentions(f.expression, variable));

/** The signs that the bounds of a symbol leave it. */
export function signsOfSymbols({ symbols }: Domain): SignFact[] {
  return [...symbols.values()].flatMap(({ name, lower, upper }) => {
    let signs = ANY_SIGN;
    if (lower !== undefined && signOf(lower.value) >= 0)
      signs &= signOf(lower.value) > 0 || lower.strict ? POSITIVE : NONNEGATIVE;
    if (upper !== undefined && signOf(upper.value) <= 0)
      signs &= signOf(upper.value) < 0 || upper.strict ? NEGATIVE : NONPOSITIVE;
    return signs === ANY_SIGN ? [] : [{ expression: symbol(name), signs }];
  });
}

/** All that is known of the parameters wherever a function of them and the variable is defined. */
export function factsOfParameters(
  of: Expression,
  variable: string,
  domain: Domain,
  parameters: Domain,
): SignFact[] {
  return [
    ...factsOfDomain(parameters),
    ...signsOfSymbols(parameters),
    ...parameterFacts(of, variable, domain),
  ];
}
