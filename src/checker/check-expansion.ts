/** Checks what an expansion rests on: the signs of coefficients, and that those which are said to vanish do. */

import type { ExpansionCertificate, ExpansionStatement } from '../certificate/certificate.js';
import { Rejected } from '../certificate/rejected.js';
import { integerSymbols } from '../domain/domain.js';
import { type Expression, NOUGHT } from '../expression/expression.js';
import { toCore } from '../rules/core-form.js';
import { definednessFacts } from '../rules/definedness.js';
import { ordersOf, type Place, requireConditions } from '../rules/definitions.js';
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

/** Where definitions have to hold: at all parameters at which the function and the coefficients are defined. */
export function placeOfExpansion(
  { of, variable, domain }: ExpansionStatement,
  zeros: readonly Expression[],
  signs: SignsOf,
  everywhere: SignsOf,
): Place {
  const given = new SignTable(definednessFacts(zeros, integerSymbols(domain)));
  return {
    statement: {
      relation: '=',
      left: NOUGHT,
      right: NOUGHT,
      domain: parametersOf(domain, variable),
      alsoDefined: [of],
      hypotheses: [],
    },
    assumed: [],
    signs: (e) => {
      const known = given.of(e);
      return known === POSITIVE ? known : known & signs(e);
    },
    everywhere,
  };
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
  if (contradiction !== undefined && signs(contradiction) !== 0)
    throw new Rejected('the assumptions about the parameters do not contradict each other');
  const zeros = zerosOfExpansion(statement, parts.zeros, signs);
  const orders = ordersOf(parts.definitions);
  const place = placeOfExpansion(statement, zeros, signs, everywhere);
  for (const d of parts.definitions) requireConditions(d, orders, place);
  const steps = [...parts.signs, ...parts.continuity];
  return { identities: { definitions: parts.definitions, orders, zeros, steps }, signs };
}
