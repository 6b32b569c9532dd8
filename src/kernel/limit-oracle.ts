/** What an expansion may ask about its coefficients, answered by the sign oracle and the zero test over the parameters. */
import { type Domain, integerSymbols, type SymbolDomain } from '../domain/domain.js';
import { type Expression, symbol as symbolNamed } from '../expression/expression.js';
import { signOf, ZERO } from '../expression/rational.js';
import { mentions, subexpressions, symbolsOf } from '../expression/traverse.js';
import { enclose } from '../precision/index.js';
import type { Budget } from './budget.js';
import { toCore } from './core-form.js';
import { definednessFacts } from './definedness.js';
import { boxOf, Geometry } from './geometry.js';
import { WordStream } from './prime-field.js';
import { angleSymbols, positiveSymbols } from './reserved-symbols.js';
import { resolveSigns } from './resolve-signs.js';
import { DivisorVanishes, Resolver, SignNeeded } from './resolver.js';
import type { Coefficients } from './series.js';
import { factsOfDomain, type SignFact, SignOracle } from './sign-oracle.js';
import { ANY_SIGN, isSubset, NEGATIVE, NONNEGATIVE, NONPOSITIVE, NONZERO, POSITIVE } from './signs.js';
import { statementSeed } from './statement-seed.js';

/** The domain of everything but the variable, with the symbols that expansions bring along. */
function parametersOf(domain: Domain, variable: string): Domain {
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

export interface LimitOracle {
  readonly known: Coefficients;
  /** Do the facts about the parameters contradict each other? Then there are none. */
  readonly contradictory: boolean;
  /** Symbols among those given whose sign is not decided. */
  undecided(names: readonly string[]): string[];
}

export function limitOracle(
  of: Expression,
  variable: string,
  domain: Domain,
  budget: Budget,
  seed: number,
): LimitOracle {
  const parameters = parametersOf(domain, variable);
  const facts = [
    ...factsOfDomain(parameters),
    ...signsOfSymbols(parameters),
    ...parameterFacts(of, variable, domain),
  ];
  const oracle = new SignOracle(facts, budget, boxOf(parameters));
  const words = new WordStream(statementSeed(seed, [of], domain));
  const resolver = new Resolver(words, oracle, budget, new Geometry(parameters, budget));
  const integers = integerSymbols(domain);
  const context = { integers, isPositive: oracle.isPositive };
  const signs = (e: Expression) => oracle.signs(e) & oracle.signs(toCore(e, context));
  const defined = new Map<Expression, boolean>();
  // A sign of something undefined would be a vacuous truth.
  const isDefined = (e: Expression): boolean => {
    let known = defined.get(e);
    if (known === undefined) {
      known = definednessFacts([e], integers).every((f) => isSubset(signs(f.expression), f.signs));
      known &&= symbolFreeParts(e) === 'defined';
      defined.set(e, known);
    }
    return known;
  };
  const zeros = new Map<Expression, boolean>();
  const isZero = (e: Expression): boolean => {
    // Every step of an expansion asks this: it is where the time ends too.
    budget.spend(1, 'an expansion');
    let known = zeros.get(e);
    if (known === undefined) {
      try {
        known = resolver.isZero(toCore(resolveSigns(e, oracle), context));
      } catch (error) {
        if (!(error instanceof SignNeeded) && !(error instanceof DivisorVanishes)) throw error;
        known = false;
      }
      zeros.set(e, known);
    }
    return known;
  };
  return {
    known: {
      isDefined,
      isZero,
      // No sign at all would mean that the facts contradict each other: then nothing is known.
      isNonzero: (e) => signs(e) !== 0 && isSubset(signs(e), NONZERO) && isDefined(e),
      isPositive: (e) => signs(e) === POSITIVE && isDefined(e),
      isNegative: (e) => signs(e) === NEGATIVE && isDefined(e),
    },
    contradictory: contradicts(parameters, facts, budget),
    undecided: (names) =>
      names.filter((name) => {
        return (
          domain.symbols.has(name) &&
          name !== variable &&
          !isSubset(oracle.signs(symbolNamed(name)), POSITIVE) &&
          !isSubset(oracle.signs(symbolNamed(name)), NEGATIVE)
        );
      }),
  };
}

/** Does what the ranges of the symbols say exclude a fact? */
function contradicts(parameters: Domain, facts: readonly SignFact[], budget: Budget): boolean {
  const box: Domain = { symbols: parameters.symbols, relations: [] };
  // Each symbol as something of a known sign: an oracle that knows the facts would only repeat them.
  const oracle = new SignOracle([...factsOfDomain(box), ...signsOfSymbols(box)], budget, boxOf(box));
  return facts.some((f) => (oracle.signs(f.expression) & f.signs) === 0);
}

/** The signs that the bounds of a symbol leave it. */
function signsOfSymbols({ symbols }: Domain): SignFact[] {
  return [...symbols.values()].flatMap(({ name, lower, upper }) => {
    let signs = ANY_SIGN;
    if (lower !== undefined && signOf(lower.value) >= 0)
      signs &= signOf(lower.value) > 0 || lower.strict ? POSITIVE : NONNEGATIVE;
    if (upper !== undefined && signOf(upper.value) <= 0)
      signs &= signOf(upper.value) < 0 || upper.strict ? NEGATIVE : NONPOSITIVE;
    return signs === ANY_SIGN ? [] : [{ expression: symbolNamed(name), signs }];
  });
}

/** Parts without symbols that are undefined, such as 1/0, have no sign fact: they must evaluate. */
export function symbolFreeParts(e: Expression): 'defined' | 'undefined' | 'unknown' {
  let found: 'defined' | 'unknown' = 'defined';
  for (const node of subexpressions(e)) {
    if (node.kind !== 'divide' && node.kind !== 'power' && node.kind !== 'call') continue;
    if (symbolsOf(node).length > 0) continue;
    const value = enclose(node, new Map(), 128);
    if (value.kind === 'undefined') return 'undefined';
    if (value.kind !== 'value' || value.defined !== 'everywhere') found = 'unknown';
  }
  return found;
}
