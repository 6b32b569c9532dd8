/** Checks what an expansion rests on: the signs of coefficients, and that those which are said to vanish do. */

import type { Definition, ExpansionCertificate, ExpansionStatement } from '../certificate/certificate.js';
import { Rejected } from '../certificate/rejected.js';
import { integerSymbols } from '../domain/domain.js';
import { type Expression, NOUGHT } from '../expression/expression.js';
import { toCore } from '../rules/core-form.js';
import { definednessFacts } from '../rules/definedness.js';
import { ordersOf, type Place, requireConditions } from '../rules/definitions.js';
import { definitionsBehind } from '../rules/dependencies.js';
import { factsOfParameters, parametersOf } from '../rules/limit-parameters.js';
import type { SignsOf } from '../rules/operation-signs.js';
import { resolveSigns } from '../rules/resolve-signs.js';
import { factsOfDomain } from '../rules/sign-facts.js';
import { SignTable, tableAfter } from '../rules/sign-steps.js';
import { POSITIVE } from '../rules/signs.js';
import type { Identities } from './identities.js';

/** The coefficients as they have to be zero. @throws SignNeeded */
export function zerosOfExpansion(
  { domain }: ExpansionStatement,
  zeros: readonly Expression[],
  signs: SignsOf,
): Expression[] {
  const context = { integers: integerSymbols(domain), isPositive: (e: Expression) => signs(e) === POSITIVE };
  return zeros.map((e) => toCore(resolveSigns(e, signs), context));
}

/**
 * Definitions have to hold at all parameters at which the function is defined, and the coefficient that is said to vanish: what
 * one coefficient needs to be defined is no fact for another one.
 * @throws Rejected where a sign that a definition needs is not known.
 */
export function requireConditionsOfZeros(
  { of, variable, domain }: ExpansionStatement,
  zeros: readonly Expression[],
  definitions: readonly Definition[],
  signs: SignsOf,
  everywhere: SignsOf,
): void {
  const orders = ordersOf(definitions);
  const place: Omit<Place, 'signs'> = {
    statement: {
      relation: '=',
      left: NOUGHT,
      right: NOUGHT,
      domain: parametersOf(domain, variable),
      alsoDefined: [of],
      hypotheses: [],
    },
    assumed: [],
    everywhere,
  };
  const integers = integerSymbols(domain);
  for (const zero of zeros) {
    const given = new SignTable(definednessFacts([zero], integers));
    const signsThere: SignsOf = (e) => {
      const known = given.of(e);
      return known === POSITIVE ? known : known & signs(e);
    };
    for (const d of definitionsBehind(zero, definitions))
      requireConditions(d, orders, { ...place, signs: signsThere });
  }
}

/** @throws Rejected where a step does not follow, or a definition lacks a sign. */
export function checkExpansion({ statement, ...parts }: ExpansionCertificate): {
  readonly identities: Identities;
  readonly signs: SignsOf;
} {
  const { of, variable, domain } = statement;
  const parameters = parametersOf(domain, variable);
  const facts = factsOfParameters(of, variable, domain, parameters);
  const { of: signs } = tableAfter(parts.signs, facts, parameters, [of]);
  const { of: everywhere } = tableAfter(parts.continuity, factsOfDomain(parameters), parameters, []);
  const { contradiction } = parts;
  // A quantity that is defined nowhere, such as 1/(a − a), has no sign either: it has to be one of which something is known.
  const isFact = facts.some(({ expression }) => expression === contradiction);
  if (contradiction !== undefined && !(isFact && signs(contradiction) === 0))
    throw new Rejected('the assumptions about the parameters do not contradict each other');
  const zeros = zerosOfExpansion(statement, parts.zeros, signs);
  const { definitions } = parts;
  requireConditionsOfZeros(statement, zeros, definitions, signs, everywhere);
  const steps = [...parts.signs, ...parts.continuity];
  return { identities: { definitions, orders: ordersOf(definitions), zeros, steps }, signs };
}
