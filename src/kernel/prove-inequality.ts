import type { Proof } from '../certificate/certificate.js';
import { Rejected } from '../certificate/rejected.js';
import { gapOf, statementOfIdentity, zerosOf } from '../checker/check-comparison.js';
import { integerSymbols } from '../domain/domain.js';
import { difference, type Expression, symbol } from '../expression/expression.js';
import { symbolsOf } from '../expression/traverse.js';
import { definednessFacts } from '../rules/definedness.js';
import { requireDefined } from '../rules/definitions.js';
import type { SignsOf } from '../rules/operation-signs.js';
import type { Assumption } from '../rules/resolve-signs.js';
import { SignNeeded } from '../rules/resolve-signs.js';
import { boxOf, type SignFact } from '../rules/sign-facts.js';
import { isSubset, NONZERO, NULL } from '../rules/signs.js';
import type { Reason } from './judgement.js';
import { briefly, partOf } from './name-parts.js';
import {
  AskedSigns,
  type Attempt,
  attempt,
  type ComparisonGoal,
  type KernelOptions,
  NotProved,
  type ProofResult,
} from './proof-attempt.js';
import { proveIdentity } from './prove-equality.js';
import { tellResolvedFacts } from './resolved-facts.js';
import { partsBySign } from './sign-parts.js';
import { SignSearch } from './sign-search.js';

export interface InequalityGoal extends Omit<ComparisonGoal, 'relation'> {
  readonly operator: '<' | '<=' | '>' | '>=';
}

const DEFAULT_STEPS = 600_000;
const DEFAULT_MS = 4_000;
/** Splits of the domain along one branch of the case tree: those that a conclusion asks for, and those that are tried. */
const MAX_SPLITS = 6;
const MAX_TRIED_SPLITS = 2;
/** How many segments may be nested in each other, one attempt after the other. */
const SEGMENTS = [0, 1, 2, 3];

/** Proves an inequality by sign reasoning on the difference of its sides. */
export function searchInequality(goal: InequalityGoal, options: KernelOptions): ProofResult {
  const { seed, steps = DEFAULT_STEPS, ms = DEFAULT_MS } = options;
  const { operator, ...rest } = goal;
  return attempt({ ...rest, relation: operator }, { seed, steps, ms }, 'inequality', (found) => {
    let failure: NotProved | undefined;
    const identities = new Map<Expression, Reason | undefined>();
    for (const segments of SEGMENTS) {
      try {
        return proveParts({ ...found, seed, segments, identities }, [], 0);
      } catch (error) {
        if (!(error instanceof NotProved)) throw error;
        failure = error;
      }
    }
    throw failure;
  });
}

interface Search extends Attempt {
  readonly seed: number;
  /** How many segments may be nested: what needs few is found first. */
  readonly segments: number;
  /** Equalities that were tried: they do not depend on the case. */
  readonly identities: Map<Expression, Reason | undefined>;
}

function proveParts(found: Search, assumed: readonly Assumption[], tried: number): Proof {
  const { statement, rewrite, facts, budget } = found;
  const known = [...facts, ...assumed.map(({ quantity, signs }) => ({ expression: quantity, signs }))];
  const search = new SignSearch(known, boxOf(statement.domain), {
    budget,
    integers: integerSymbols(statement.domain),
    identity: (e) => {
      if (!found.identities.has(e)) found.identities.set(e, identityReason(e, found));
      return found.identities.get(e);
    },
  });
  tellResolvedFacts(search.oracle);
  const asked = new AskedSigns((e) => search.known(e));
  const settled = (conclusion: 'empty' | 'sign'): Proof => ({
    kind: 'part',
    signs: asked.steps,
    continuity: [],
    definitions: [],
    conclusion,
  });
  if (assumed.some(({ quantity }) => asked.of(quantity) === 0)) return settled('empty');
  const conclude = (): Proof => {
    zerosOf('sign', statement, rewrite, { assumed, signs: asked.of });
    return settled('sign');
  };
  try {
    return conclude();
  } catch (error) {
    if (error instanceof SignNeeded) {
      if (assumed.length >= MAX_SPLITS) {
        throw new NotProved(
          `the sign of ${briefly(error.quantity)} is not determined, and ${MAX_SPLITS} splits were made already${partOf(assumed)}`,
        );
      }
      return splitOn(error.quantity, found, assumed, tried, search);
    }
    if (!(error instanceof Rejected)) throw error;
  }
  const { gap, wanted } = gapOf(statement, rewrite, { assumed, signs: asked.of });
  const judgement = search.seek(gap, wanted, found.segments);
  if (isSubset(judgement.signs, wanted)) return conclude();
  if (tried < MAX_TRIED_SPLITS) {
    for (const quantity of quantitiesToSplit(gap, known, (e) => search.known(e).signs)) {
      try {
        return splitOn(quantity, found, assumed, tried + 1, search);
      } catch (error) {
        if (!(error instanceof NotProved) && !(error instanceof Rejected)) throw error;
      }
    }
  }
  throw new NotProved(
    `the sign of ${briefly(difference(statement.left, statement.right))} is not determined on the domain${partOf(assumed)}`,
  );
}

function splitOn(
  quantity: Expression,
  found: Search,
  assumed: readonly Assumption[],
  tried: number,
  search: SignSearch,
): Proof {
  const defined = new AskedSigns((e) => search.known(e));
  requireDefined(quantity, {
    statement: found.statement,
    assumed,
    signs: defined.of,
    everywhere: defined.of,
  });
  return {
    kind: 'split',
    on: quantity,
    signs: defined.steps,
    parts: partsBySign([found.statement.left, found.statement.right]).map((signs) => ({
      signs,
      proof: proveParts(found, [...assumed, { quantity, signs }], tried),
    })),
  };
}

/** Quantities of unknown sign at which a proof by cases may help: where a relation `!=` fails, and zero for each symbol. */
function* quantitiesToSplit(
  gap: Expression,
  facts: readonly SignFact[],
  signs: SignsOf,
): Iterable<Expression> {
  const names = symbolsOf(gap);
  const unknown = (e: Expression): boolean => isSubset(NONZERO, signs(e));
  const seen = new Set<Expression>();
  for (const { expression, signs: given } of facts) {
    if (given !== NONZERO || expression.size > MAX_SPLIT_SIZE || seen.has(expression)) continue;
    seen.add(expression);
    if (symbolsOf(expression).some((name) => names.includes(name)) && unknown(expression)) yield expression;
  }
  for (const name of names) {
    const quantity = symbol(name);
    if (!seen.has(quantity) && unknown(quantity)) yield quantity;
  }
}

const MAX_SPLIT_SIZE = 40;
const IDENTITY_STEPS = 300_000;
const IDENTITY_MS = 300;

/** An equality over the domain of the claim, proved on its own. */
function identityReason(e: Expression, { statement, facts, seed }: Search): Reason | undefined {
  const own = definednessFacts([e], integerSymbols(statement.domain));
  const proof = proveIdentity(statementOfIdentity(e, statement), [...facts, ...own], {
    seed,
    steps: IDENTITY_STEPS,
    ms: IDENTITY_MS,
  });
  return proof && { signs: NULL, premises: [], rule: () => ({ by: 'identity', proof }) };
}
