import type { Proof } from '../certificate/certificate.js';
import { Rejected } from '../certificate/rejected.js';
import { zerosOf } from '../checker/check-comparison.js';
import { difference } from '../expression/expression.js';
import { requireDefined } from '../rules/definitions.js';
import type { Assumption } from '../rules/resolve-signs.js';
import { SignNeeded } from '../rules/resolve-signs.js';
import { boxOf } from '../rules/sign-facts.js';
import { NONNEGATIVE, NONPOSITIVE } from '../rules/signs.js';
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
import { SignOracle } from './sign-oracle.js';

export interface InequalityGoal extends Omit<ComparisonGoal, 'relation'> {
  readonly operator: '<' | '<=' | '>' | '>=';
}

const DEFAULT_STEPS = 4_000_000;
const DEFAULT_MS = 4_000;
const MAX_SPLITS = 4;

/** Proves an inequality by sign reasoning on the difference of its sides. */
export function searchInequality(goal: InequalityGoal, options: KernelOptions): ProofResult {
  const { seed, steps = DEFAULT_STEPS, ms = DEFAULT_MS } = options;
  const { operator, ...rest } = goal;
  return attempt({ ...rest, relation: operator }, { seed, steps, ms }, 'inequality', (found) =>
    proveParts(found, []),
  );
}

function proveParts(found: Attempt, assumed: readonly Assumption[]): Proof {
  const { statement, rewrite, facts, budget } = found;
  const known = [...facts, ...assumed.map(({ quantity, signs }) => ({ expression: quantity, signs }))];
  const oracle = new SignOracle(known, budget, boxOf(statement.domain));
  const asked = new AskedSigns(oracle);
  const settled = (conclusion: 'empty' | 'sign'): Proof => ({
    kind: 'part',
    signs: asked.steps,
    continuity: [],
    definitions: [],
    conclusion,
  });
  if (assumed.some(({ quantity }) => asked.of(quantity) === 0)) return settled('empty');
  try {
    zerosOf('sign', statement, rewrite, { assumed, signs: asked.of });
    return settled('sign');
  } catch (error) {
    if (error instanceof Rejected)
      throw new NotProved(
        `the sign of ${briefly(difference(statement.left, statement.right))} is not determined on the domain${partOf(assumed)}`,
      );
    if (!(error instanceof SignNeeded)) throw error;
    const { quantity } = error;
    if (assumed.length >= MAX_SPLITS) {
      throw new NotProved(
        `the sign of ${briefly(quantity)} is not determined, and ${MAX_SPLITS} splits were made already${partOf(assumed)}`,
      );
    }
    const defined = new AskedSigns(oracle);
    requireDefined(quantity, { statement, assumed, signs: defined.of, everywhere: defined.of });
    return {
      kind: 'split',
      on: quantity,
      signs: defined.steps,
      parts: [NONNEGATIVE, NONPOSITIVE].map((signs) => ({
        signs,
        proof: proveParts(found, [...assumed, { quantity, signs }]),
      })),
    };
  }
}
