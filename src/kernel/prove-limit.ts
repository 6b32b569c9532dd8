/** Limits and asymptotic orders through exact expansions. */

import { statementSeed } from '../checker/statement-seed.js';
import type { Domain } from '../domain/domain.js';
import { integerSymbols } from '../domain/domain.js';
import { differentiate } from '../expression/differentiate.js';
import { call, type Expression, NOUGHT, quotient, UNIT } from '../expression/expression.js';
import { print } from '../expression/print.js';
import { mentions, subexpressions, substitute, symbolsOf } from '../expression/traverse.js';
import { enclose } from '../precision/index.js';
import { toCore } from '../rules/core-form.js';
import { definednessFacts } from '../rules/definedness.js';
import { WordStream } from '../rules/prime-field.js';
import { resolveSigns } from '../rules/resolve-signs.js';
import { isSubset, NEGATIVE, NONZERO, POSITIVE } from '../rules/signs.js';
import { Budget } from './budget.js';
import { type Expansion, expand, type Path } from './expand.js';
import { boxOf, Geometry } from './geometry.js';
import { type KernelOptions, reasonOf } from './prove-equality.js';
import { DivisorVanishes, Resolver, SignNeeded } from './resolver.js';
import { type Coefficients, LOG_LARGE, Ramified, type Series } from './series.js';
import { factsOfDomain, type SignFact, SignOracle } from './sign-oracle.js';

export interface AsymptoticGoal {
  readonly of: Expression;
  readonly variable: string;
  readonly path: Path;
  /** Domain of the parameters; what it says of the variable itself is not used. */
  readonly domain: Domain;
}

/** of ~ coefficient · h^exponent, h the distance to the point or 1/|x|, for every value of the parameters. */
export interface LeadingTerm {
  readonly coefficient: Expression;
  readonly exponent: { readonly numerator: number; readonly denominator: number };
}

export type Asymptotics =
  /** `vanishes`: of is zero for all small h. Otherwise `leading` is its first term, with a coefficient not proved zero. */
  | {
      readonly kind: 'known';
      readonly leading?: LeadingTerm;
      readonly vanishes: boolean;
      /** Is the leading coefficient nonzero for every value of the parameters? */
      readonly nonzero: boolean;
      readonly sign?: 1 | -1;
      /** The limit where it is finite. */
      readonly limit?: Expression;
      /** Everything below this exponent is zero or listed: the expansion is known up to it. */
      readonly knownTo: number;
      /** Defined exactly at the parameters the expansion speaks of, within the domain. */
      readonly alsoDefined: readonly Expression[];
      readonly certificate: ExpansionCertificate;
    }
  | { readonly kind: 'unknown'; readonly reason: string };

/** The first terms of the expansion, as text. */
export interface ExpansionCertificate {
  readonly kind: 'expansion';
  readonly of: string;
  readonly variable: string;
  readonly path: string;
  readonly terms: readonly { readonly exponent: string; readonly coefficient: string }[];
}

const TERMS = [3, 6, 12];
const MAX_RAMIFICATION = 12;

export function searchAsymptotics(goal: AsymptoticGoal, options: KernelOptions): Asymptotics {
  const budget = new Budget(options.steps ?? 3_000_000, options.ms ?? 4_000);
  if (!symbolFreeParts(goal.of))
    return { kind: 'unknown', reason: 'a part without symbols is undefined, or could not be evaluated' };
  const coefficients = coefficientOracle(goal, budget, options.seed);
  let ramification = 1;
  let reason = 'the expansion was not settled';
  for (let i = 0; i < TERMS.length; ) {
    try {
      const expansion = expand(goal.of, goal.variable, goal.path, ramification, TERMS[i], coefficients);
      const answer = read(goal, expansion, coefficients);
      if (answer !== undefined) return answer;
      i += 1;
    } catch (error) {
      if (error instanceof Ramified && ramification * error.denominator <= MAX_RAMIFICATION) {
        ramification *= error.denominator;
        continue;
      }
      const why = error instanceof SignNeeded ? 'a sign is not decided' : reasonOf(error);
      if (why === undefined && !(error instanceof Ramified)) throw error;
      reason = why ?? 'a root of a high order is needed';
      i += 1;
    }
  }
  return { kind: 'unknown', reason };
}

/** Parts of the function without the variable are defined wherever the function is. */
const parameterFacts = (goal: AsymptoticGoal): SignFact[] =>
  definednessFacts([goal.of], integerSymbols(goal.domain)).filter(
    (f) => !mentions(f.expression, goal.variable),
  );

/** A fact as an expression that is defined exactly where the fact holds. */
const witnessOf = ({ expression, signs }: SignFact): Expression =>
  signs === POSITIVE
    ? call('log', expression)
    : signs === NONZERO
      ? quotient(UNIT, expression)
      : call('sqrt', expression);

function coefficientOracle(goal: AsymptoticGoal, budget: Budget, seed: number): Coefficients {
  const parameters: Domain = {
    symbols: new Map([...goal.domain.symbols].filter(([name]) => name !== goal.variable)),
    relations: goal.domain.relations.filter(
      (r) => !mentions(r.left, goal.variable) && !mentions(r.right, goal.variable),
    ),
  };
  const oracle = new SignOracle(
    [...factsOfDomain(parameters), ...parameterFacts(goal)],
    budget,
    boxOf(parameters),
  );
  const words = new WordStream(statementSeed(seed, [goal.of], goal.domain));
  const resolver = new Resolver(words, oracle, budget, new Geometry(parameters, budget));
  const context = { integers: integerSymbols(goal.domain), isPositive: oracle.isPositive };
  const signs = (e: Expression) => oracle.signs(e) & oracle.signs(toCore(e, context));
  const defined = new Map<Expression, boolean>();
  // A sign of something undefined would be a vacuous truth.
  const isDefined = (e: Expression): boolean => {
    let known = defined.get(e);
    if (known === undefined) {
      known = definednessFacts([e], integerSymbols(goal.domain)).every((f) =>
        isSubset(signs(f.expression), f.signs),
      );
      known &&= symbolFreeParts(e);
      defined.set(e, known);
    }
    return known;
  };
  return {
    isDefined,
    isZero: (e) => {
      try {
        return resolver.isZero(toCore(resolveSigns(e, oracle.signs), context));
      } catch (error) {
        if (error instanceof SignNeeded || error instanceof DivisorVanishes) return false;
        throw error;
      }
    },
    // No sign at all would mean that the facts contradict each other: then nothing is known.
    isNonzero: (e) => signs(e) !== 0 && isSubset(signs(e), NONZERO) && isDefined(e),
    isPositive: (e) => signs(e) === POSITIVE && isDefined(e),
    isNegative: (e) => signs(e) === NEGATIVE && isDefined(e),
  };
}

/** Parts without symbols that are undefined, such as 1/0, have no sign fact: they must evaluate. */
function symbolFreeParts(e: Expression): boolean {
  return subexpressions(e).every((node) => {
    if (node.kind !== 'divide' && node.kind !== 'power' && node.kind !== 'call') return true;
    if (symbolsOf(node).length > 0) return true;
    const value = enclose(node, new Map(), 128);
    return value.kind === 'value' && value.defined === 'everywhere';
  });
}

/** Undefined where more terms are needed. */
function read(goal: AsymptoticGoal, expansion: Expansion, known: Coefficients): Asymptotics | undefined {
  const { ramification, arithmetic } = expansion;
  const series = withoutLogarithms(expansion.series, known);
  const knownTo = arithmetic.end(series) / ramification;
  const alsoDefined = parameterFacts(goal).map(witnessOf);
  const certificate: ExpansionCertificate = {
    kind: 'expansion',
    of: print(goal.of),
    variable: goal.variable,
    path:
      goal.path.kind === 'infinity'
        ? `${goal.path.sign < 0 ? '-' : ''}inf`
        : `${print(goal.path.value)}${goal.path.side > 0 ? '+' : '-'}`,
    terms: series.coefficients.slice(0, 4).map((c, i) => ({
      exponent: `${series.valuation + i}/${ramification}`,
      coefficient: c.size > 400 ? '…' : print(c),
    })),
  };
  if (arithmetic.isExactZero(series)) {
    return {
      kind: 'known',
      vanishes: true,
      nonzero: false,
      limit: NOUGHT,
      knownTo,
      alsoDefined,
      certificate,
    };
  }
  const [coefficient] = series.coefficients;
  if (coefficient === undefined) return undefined;
  const leading: LeadingTerm = {
    coefficient,
    exponent: { numerator: series.valuation, denominator: ramification },
  };
  const limit = limitOf(series, arithmetic.end(series));
  if (!known.isDefined(coefficient))
    return { kind: 'unknown', reason: 'the leading coefficient may be undefined for some parameters' };
  const logarithmic = symbolsOf(...series.coefficients.slice(0, Math.max(1, 1 - series.valuation))).includes(
    LOG_LARGE.name,
  );
  if (logarithmic)
    return { kind: 'unknown', reason: 'a logarithm of the small parameter stays in the expansion' };
  return {
    kind: 'known',
    leading,
    vanishes: false,
    nonzero: known.isNonzero(coefficient),
    ...(known.isPositive(coefficient)
      ? { sign: 1 as const }
      : known.isNegative(coefficient)
        ? { sign: -1 as const }
        : {}),
    ...(limit === undefined ? {} : { limit }),
    knownTo,
    alsoDefined,
    certificate,
  };
}

/** A coefficient that does not change with log(1/t) is written without it. */
function withoutLogarithms(series: Series, known: Coefficients): Series {
  const plain = (c: Expression): Expression =>
    mentions(c, LOG_LARGE.name) && known.isZero(differentiate(c, LOG_LARGE.name))
      ? substitute(c, new Map([[LOG_LARGE.name, NOUGHT]]))
      : c;
  return { ...series, coefficients: series.coefficients.map(plain) };
}

/** The value at t = 0 of a series without negative powers. */
function limitOf(series: Series, end: number): Expression | undefined {
  if (series.valuation > 0) return NOUGHT;
  if (series.valuation < 0 || end <= 0) return undefined;
  return series.coefficients[0];
}
