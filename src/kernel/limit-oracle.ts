/** What an expansion may ask about its coefficients, answered by the sign oracle and the zero test over the parameters. */
import type { ExpansionCertificate, ExpansionStatement } from '../checker/certificate.js';
import { placeOfExpansion, zerosOfExpansion } from '../checker/check-expansion.js';
import { ordersOf, requireConditions } from '../checker/definitions.js';
import { statementSeed } from '../checker/statement-seed.js';
import { type Domain, integerSymbols } from '../domain/domain.js';
import { type Expression, symbol } from '../expression/expression.js';
import { subexpressions, symbolsOf } from '../expression/traverse.js';
import { enclose } from '../precision/index.js';
import type { Budget } from '../rules/budget.js';
import { toCore } from '../rules/core-form.js';
import { definednessFacts } from '../rules/definedness.js';
import { factsOfParameters, parametersOf, signsOfSymbols } from '../rules/limit-parameters.js';
import type { SignsOf } from '../rules/operation-signs.js';
import { WordStream } from '../rules/prime-field.js';
import { resolveSigns, SignNeeded } from '../rules/resolve-signs.js';
import { isSubset, NEGATIVE, NONZERO, POSITIVE } from '../rules/signs.js';
import { boxOf, Geometry } from './geometry.js';
import { type Judgement, stepsTo } from './judgement.js';
import { AskedSigns } from './proof-attempt.js';
import { DivisorVanishes, Resolver } from './resolver.js';
import type { Coefficients } from './series.js';
import { factsOfDomain, type SignFact, SignOracle } from './sign-oracle.js';
import { definitionsFor } from './write-definitions.js';

export interface LimitOracle {
  readonly known: Coefficients;
  /** A quantity about which the facts contradict each other: then there are no parameters. */
  readonly contradiction?: Expression;
  /** Symbols among those given whose sign is not decided. */
  undecided(names: readonly string[]): string[];
}

/** An oracle that can write down the answers it gave. */
export interface SearchingOracle extends LimitOracle {
  certificate(statement: ExpansionStatement): ExpansionCertificate;
}

export function limitOracle(
  of: Expression,
  variable: string,
  domain: Domain,
  budget: Budget,
  seed: number,
): SearchingOracle {
  const parameters = parametersOf(domain, variable);
  const facts = factsOfParameters(of, variable, domain, parameters);
  const oracle = new SignOracle(facts, budget, boxOf(parameters));
  const asked = new AskedSigns(oracle);
  const words = new WordStream(statementSeed(seed, [of], domain));
  const geometry = new Geometry(parameters, budget, [of]);
  const resolver = new Resolver(words, oracle, budget, geometry);
  const context = {
    integers: integerSymbols(domain),
    isPositive: (e: Expression) => asked.of(e) === POSITIVE,
  };
  const zeros = new Map<Expression, boolean>();
  const isZero = (e: Expression): boolean => {
    // Every step of an expansion asks this: it is where the time ends too.
    budget.spend(1, 'an expansion');
    let known = zeros.get(e);
    if (known === undefined) {
      try {
        known = resolver.isZero(toCore(resolveSigns(e, asked.of), context));
      } catch (error) {
        if (!(error instanceof SignNeeded) && !(error instanceof DivisorVanishes)) throw error;
        known = false;
      }
      zeros.set(e, known);
    }
    return known;
  };
  const contradicted = contradictedFact(parameters, facts, budget);
  return {
    ...oracleFrom(asked.of, isZero, domain, variable),
    ...(contradicted === undefined ? {} : { contradiction: contradicted.subject }),
    certificate: (statement) => {
      if (contradicted !== undefined) {
        const none = { continuity: [], definitions: [], zeros: [] };
        const signs = stepsTo([contradicted]);
        return { kind: 'expansion', statement, signs, ...none, contradiction: contradicted.subject };
      }
      const vanishing = [...zeros].flatMap(([e, zero]) => (zero ? [e] : []));
      const everywhere = new AskedSigns(geometry.oracle);
      const cores = zerosOfExpansion(statement, vanishing, asked.of);
      const definitions = definitionsFor(cores, resolver.tower);
      const place = placeOfExpansion(statement, cores, asked.of, everywhere.of);
      const orders = ordersOf(definitions);
      for (const d of definitions) requireConditions(d, orders, place);
      return {
        kind: 'expansion',
        statement,
        signs: asked.steps,
        continuity: everywhere.steps,
        definitions,
        zeros: vanishing,
      };
    },
  };
}

/** The answers that follow from signs and zeros, wherever these come from. */
export function oracleFrom(
  signsOf: SignsOf,
  isZero: (e: Expression) => boolean,
  domain: Domain,
  variable: string,
): Omit<LimitOracle, 'contradiction'> {
  const integers = integerSymbols(domain);
  const context = { integers, isPositive: (e: Expression) => signsOf(e) === POSITIVE };
  const signs: SignsOf = (e) => signsOf(e) & signsOf(toCore(e, context));
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
  return {
    known: {
      isDefined,
      isZero,
      // No sign at all would mean that the facts contradict each other: then nothing is known.
      isNonzero: (e) => signs(e) !== 0 && isSubset(signs(e), NONZERO) && isDefined(e),
      isPositive: (e) => signs(e) === POSITIVE && isDefined(e),
      isNegative: (e) => signs(e) === NEGATIVE && isDefined(e),
    },
    undecided: (names) =>
      names.filter(
        (name) =>
          domain.symbols.has(name) &&
          name !== variable &&
          ![POSITIVE, NEGATIVE].some((sign) => isSubset(signsOf(symbol(name)), sign)),
      ),
  };
}

/** A fact that what the ranges of the symbols say excludes. */
function contradictedFact(
  parameters: Domain,
  facts: readonly SignFact[],
  budget: Budget,
): Judgement | undefined {
  const box: Domain = { symbols: parameters.symbols, relations: [] };
  // Each symbol as something of a known sign: an oracle that knows the facts would only repeat them.
  const oracle = new SignOracle([...factsOfDomain(box), ...signsOfSymbols(box)], budget, boxOf(box));
  return facts
    .map((f) => ({ f, judged: oracle.judge(f.expression) }))
    .find(({ f, judged }) => (judged.signs & f.signs) === 0)?.judged;
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
