/** Checks a proof of a comparison: follows its sign steps and definitions, and collects what must be zero. */

import type { ComparisonCertificate, Part, Proof, SignStep, Statement } from '../certificate/certificate.js';
import { Rejected } from '../certificate/rejected.js';
import { type Domain, integerSymbols } from '../domain/domain.js';
import { difference, type Expression, integer, NOUGHT, powerOf } from '../expression/expression.js';
import { type CoreContext, toCore } from '../rules/core-form.js';
import { definednessFacts } from '../rules/definedness.js';
import { ordersOf, type Place, requireConditions, requireDefined } from '../rules/definitions.js';
import { substituteKnown } from '../rules/known-values.js';
import { cite } from '../rules/lemma.js';
import type { SignsOf } from '../rules/operation-signs.js';
import { type Assumption, resolveSigns } from '../rules/resolve-signs.js';
import { factsOfDomain, type SignFact } from '../rules/sign-facts.js';
import { SignTable, tableAfter } from '../rules/sign-steps.js';
import { ANY_SIGN, isSubset, NONNEGATIVE, NONPOSITIVE, POSITIVE, type Signs } from '../rules/signs.js';
import { type Identities, NO_ORDERS } from './identities.js';

/** @throws Rejected where the proof does not fit the statement, or a step does not follow. */
export function identitiesOfComparison({ statement, grounds, proof }: ComparisonCertificate): Identities[] {
  const { domain, left, right, alsoDefined, hypotheses } = statement;
  const own = [
    ...factsOfDomain(domain),
    ...definednessFacts([left, right, ...alsoDefined], integerSymbols(domain)),
  ];
  const cited = cite(hypotheses, domain, tableAfter(grounds, own, domain, spokenOf(statement)).of);
  const [refused] = cited.refused;
  if (refused) throw new Rejected(`${refused.id} cannot be used: ${refused.reason}`);
  const ground: Identities = { definitions: [], orders: NO_ORDERS, zeros: [], steps: grounds };
  return [ground, ...identitiesOfProof(proof, statement, cited.rewrite, [...own, ...cited.facts], [])];
}

function identitiesOfProof(
  proof: Proof,
  statement: Statement,
  rewrite: (e: Expression) => Expression,
  facts: readonly SignFact[],
  assumed: readonly Assumption[],
): Identities[] {
  const known = [...facts, ...assumed.map(({ quantity, signs }) => ({ expression: quantity, signs }))];
  if (proof.kind === 'part') {
    const place = placeOf(proof, statement, known, assumed);
    return [
      identitiesOfPart(proof, statement, rewrite, known, place),
      ...identitiesProved(proof.signs, statement, facts),
    ];
  }
  const place = placeOf({ ...proof, continuity: [] }, statement, known, assumed);
  requireDefined(proof.on, place);
  if (proof.parts.reduce<Signs>((all, { signs }) => all | signs, 0) !== ANY_SIGN)
    throw new Rejected('the parts do not cover the domain');
  return [
    { definitions: [], orders: NO_ORDERS, zeros: [], steps: proof.signs },
    ...identitiesProved(proof.signs, statement, facts),
    ...proof.parts.flatMap(({ signs, proof: inner }) =>
      identitiesOfProof(inner, statement, rewrite, facts, [...assumed, { quantity: proof.on, signs }]),
    ),
  ];
}

/** What is defined wherever the statement speaks. */
const spokenOf = ({ left, right, alsoDefined }: Statement): Expression[] => [left, right, ...alsoDefined];

/** An equality that a step uses: what is said to vanish does wherever it and the claim are defined. */
export const statementOfIdentity = (of: Expression, { domain, ...claim }: Statement): Statement => ({
  relation: '=',
  left: of,
  right: NOUGHT,
  domain,
  alsoDefined: [claim.left, claim.right, ...claim.alsoDefined],
  hypotheses: [],
});

/** The proofs of the equalities that the steps use. */
const identitiesProved = (
  steps: readonly SignStep[],
  statement: Statement,
  facts: readonly SignFact[],
): Identities[] =>
  steps.flatMap((step) => {
    if (step.by !== 'identity') return [];
    const own = definednessFacts([step.of], integerSymbols(statement.domain));
    return identitiesOfProof(
      step.proof,
      statementOfIdentity(step.of, statement),
      (e) => e,
      [...facts, ...own],
      [],
    );
  });

function placeOf(
  { signs, continuity }: Pick<Part, 'signs' | 'continuity'>,
  statement: Statement,
  facts: readonly SignFact[],
  assumed: readonly Assumption[],
): Place {
  return {
    statement,
    assumed,
    signs: tableAfter(signs, facts, statement.domain, spokenOf(statement), true).of,
    everywhere: tableAfter(continuity, factsOfDomain(statement.domain), statement.domain, []).of,
  };
}

function identitiesOfPart(
  part: Part,
  statement: Statement,
  rewrite: (e: Expression) => Expression,
  known: readonly SignFact[],
  place: Place,
): Identities {
  const { definitions } = part;
  const orders = ordersOf(definitions);
  const steps = [...part.signs, ...part.continuity];
  const zeros = zerosOf(part.conclusion, statement, rewrite, { ...place, known });
  // The core of what the claim speaks of is defined where the claim is.
  const facts = new SignTable(definednessFacts(zeros, integerSymbols(statement.domain)));
  const signs: SignsOf = (e) => {
    const known = facts.of(e);
    return known === POSITIVE ? known : known & place.signs(e);
  };
  for (const d of definitions) requireConditions(d, orders, { ...place, signs });
  return { definitions, orders, zeros, steps };
}

const resolver =
  (
    rewrite: (e: Expression) => Expression,
    domain: Domain,
    { assumed, signs }: Pick<Place, 'assumed' | 'signs'>,
  ) =>
  (e: Expression): Expression =>
    resolveSigns(substituteKnown(rewrite(e), domain, assumed), signs);

/** The difference of the sides of an inequality, and the sign it has to have. @throws SignNeeded */
export function gapOf(
  { relation, left, right, domain }: Statement,
  rewrite: (e: Expression) => Expression,
  place: Pick<Place, 'assumed' | 'signs'>,
): { readonly gap: Expression; readonly wanted: Signs } {
  if (relation === '=') throw new Rejected('an equality is not proved by a sign');
  const gap = relation.startsWith('>') ? difference(left, right) : difference(right, left);
  return {
    gap: resolver(rewrite, domain, place)(gap),
    wanted: relation.endsWith('=') ? NONNEGATIVE : POSITIVE,
  };
}

/** What must be zero for the conclusion of a part. */
export function zerosOf(
  conclusion: Part['conclusion'],
  statement: Statement,
  rewrite: (e: Expression) => Expression,
  { assumed, signs, known = [] }: Pick<Place, 'assumed' | 'signs'> & { readonly known?: readonly SignFact[] },
): Expression[] {
  const { relation, domain } = statement;
  const context: CoreContext = { integers: integerSymbols(domain), isPositive: (e) => signs(e) === POSITIVE };
  const resolved = resolver(rewrite, domain, { assumed, signs });
  switch (conclusion) {
    case 'empty':
      // What facts and assumptions speak of is defined wherever the claim is, and has no sign left.
      if ([...assumed.map((a) => a.quantity), ...known.map((f) => f.expression)].every((e) => signs(e) !== 0))
        throw new Rejected('a part of the domain is not empty');
      return [];
    case 'sign': {
      const { gap, wanted } = gapOf(statement, rewrite, { assumed, signs });
      if (!isSubset(signs(gap) & signs(toCore(gap, context)), wanted))
        throw new Rejected('the difference does not have the sign that is claimed');
      return [];
    }
    default: {
      if (relation !== '=') throw new Rejected('an inequality is proved by the sign of the difference');
      const [left, right] = [resolved(statement.left), resolved(statement.right)];
      if (conclusion === 'difference') return [toCore(difference(left, right), context)];
      const [a, b] = [signs(left), signs(right)];
      if (![NONNEGATIVE, NONPOSITIVE].some((one) => isSubset(a, one) && isSubset(b, one)))
        throw new Rejected('the sides do not have one sign');
      const squared = (e: Expression): Expression => powerOf(e, integer(2));
      return [toCore(difference(squared(left), squared(right)), context)];
    }
  }
}
