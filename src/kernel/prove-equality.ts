import type { Part, Proof, Statement } from '../certificate/certificate.js';
import { Rejected } from '../certificate/rejected.js';
import { statementSeed } from '../certificate/statement-seed.js';
import { zerosOf } from '../checker/check-comparison.js';
import { integerSymbols } from '../domain/domain.js';
import { symbolsOf } from '../expression/traverse.js';
import { WorkExhausted } from '../rules/algebra.js';
import { Budget } from '../rules/budget.js';
import { definednessFacts } from '../rules/definedness.js';
import { ordersOf, type Place, requireConditions, requireDefined } from '../rules/definitions.js';
import type { SignsOf } from '../rules/operation-signs.js';
import { WordStream } from '../rules/prime-field.js';
import type { Assumption } from '../rules/resolve-signs.js';
import { boxOf, type SignFact } from '../rules/sign-facts.js';
import { SignTable } from '../rules/sign-steps.js';
import { POSITIVE } from '../rules/signs.js';
import { decidingQuantity } from './deciding-sign.js';
import { Geometry } from './geometry.js';
import { type Judgement, stepsTo } from './judgement.js';
import { briefly, generatorsOf, partOf } from './name-parts.js';
import {
  AskedSigns,
  type Attempt,
  attempt,
  type ComparisonGoal,
  type KernelOptions,
  NotProved,
  type ProofResult,
  reasonOf,
} from './proof-attempt.js';
import { tellResolvedFacts } from './resolved-facts.js';
import { DivisorVanishes, Resolver, SignNeeded } from './resolver.js';
import { SignOracle } from './sign-oracle.js';
import { isThreeWay, partsBySign } from './sign-parts.js';
import type { Tower } from './tower.js';
import { definitionsFor } from './write-definitions.js';

export { type KernelOptions, NotProved, type ProofResult, reasonOf } from './proof-attempt.js';

export type EqualityGoal = Omit<ComparisonGoal, 'relation'>;

const DEFAULT_STEPS = 6_000_000;
const DEFAULT_MS = 4_000;
/** Splits of the domain along one branch of the case tree. */
const MAX_SPLITS = 5;

/** Proves an equality over a whole domain, or says why it could not. Never throws for a claim it cannot settle. */
export function searchEquality(goal: EqualityGoal, options: KernelOptions): ProofResult {
  const { seed, steps = DEFAULT_STEPS, ms = DEFAULT_MS } = options;
  const defined = [goal.left, goal.right, ...(goal.alsoDefined ?? [])];
  const words = new WordStream(statementSeed(seed, defined, goal.domain));
  return attempt({ ...goal, relation: '=' }, { seed, steps, ms }, 'equality', (found) =>
    proveCases(found, [], words),
  );
}

/** A proof of an equality that another proof uses, or undefined where none is found in the budget. */
export function proveIdentity(
  statement: Statement,
  facts: readonly SignFact[],
  { seed, steps, ms }: Required<KernelOptions>,
): Proof | undefined {
  const { left, right, alsoDefined, domain } = statement;
  const words = new WordStream(statementSeed(seed, [left, right, ...alsoDefined], domain));
  try {
    return proveCases({ statement, rewrite: (e) => e, facts, budget: new Budget(steps, ms) }, [], words);
  } catch (error) {
    if (reasonOf(error) === undefined) throw error;
    return undefined;
  }
}

function proveCases(found: Attempt, assumed: readonly Assumption[], words: WordStream): Proof {
  const { statement, facts, budget } = found;
  const { domain } = statement;
  const known = [...facts, ...assumed.map(({ quantity, signs }) => ({ expression: quantity, signs }))];
  const oracle = new SignOracle(known, budget, boxOf(domain));
  tellResolvedFacts(oracle);
  // A part of the domain that contradicts itself holds no point.
  const contradicted = assumed.find(({ quantity }) => oracle.signs(quantity) === 0);
  if (contradicted !== undefined) return emptyPart(oracle.judge(contradicted.quantity));
  const spoken = [statement.left, statement.right, ...statement.alsoDefined];
  try {
    const geometry = new Geometry(domain, budget, spoken, assumed);
    const resolver = new Resolver(words, oracle, budget, geometry);
    const failures: string[] = [];
    for (const conclusion of ['difference', 'squares'] as const) {
      const outcome = provePart(conclusion, found, assumed, resolver);
      if (typeof outcome !== 'string') return outcome;
      failures.push(outcome);
    }
    throw new NotProved(failures[0]);
  } catch (error) {
    // Facts that exclude each other show only where they are looked at together.
    const contradiction = assumed.length === 0 ? undefined : oracle.contradiction();
    if (contradiction !== undefined) return emptyPart(contradiction);
    if (!(error instanceof SignNeeded)) throw error;
    const quantity = decidingQuantity(error.quantity, oracle.signs, isThreeWay(spoken));
    if (symbolsOf(quantity).length === 0) {
      throw new NotProved(`the sign of the number ${briefly(quantity)} could not be determined`);
    }
    if (assumed.length >= MAX_SPLITS) {
      throw new NotProved(
        `the sign of ${briefly(quantity)} is not determined, and ${MAX_SPLITS} splits were made already${partOf(assumed)}`,
      );
    }
    const asked = new AskedSigns(oracle);
    requireDefined(quantity, { statement, assumed, signs: asked.of, everywhere: asked.of });
    return {
      kind: 'split',
      on: quantity,
      signs: asked.steps,
      parts: partsBySign(spoken).map((signs) => ({
        signs,
        proof: proveCases(found, [...assumed, { quantity, signs }], words),
      })),
    };
  }
}

/** The part settled by comparing the sides or their squares, or why it could not be. @throws SignNeeded */
function provePart(
  conclusion: 'difference' | 'squares',
  { statement, rewrite }: Attempt,
  assumed: readonly Assumption[],
  resolver: Resolver,
): Part | string {
  const { oracle, geometry, tower } = resolver;
  const asked = new AskedSigns(oracle);
  const everywhere = new AskedSigns(geometry.oracle);
  try {
    const zeros = zerosOf(conclusion, statement, rewrite, { assumed, signs: asked.of });
    const [zero] = zeros;
    if (!resolver.isZero(zero))
      return `the difference of the sides does not vanish${overGenerators(tower)}${partOf(assumed)}`;
    const definitions = definitionsFor(zeros, tower);
    const orders = ordersOf(definitions);
    const given = new SignTable(definednessFacts(zeros, integerSymbols(statement.domain)));
    const signs: SignsOf = (e) => {
      const known = given.of(e);
      return known === POSITIVE ? known : known & asked.of(e);
    };
    const place: Place = { statement, assumed, signs, everywhere: everywhere.of };
    for (const d of definitions) requireConditions(d, orders, place);
    return { kind: 'part', signs: asked.steps, continuity: everywhere.steps, definitions, conclusion };
  } catch (error) {
    if (error instanceof Rejected) return error.message;
    const radicals = generatorsOf(tower, 'root');
    if (error instanceof DivisorVanishes) {
      return radicals === ''
        ? 'a divisor vanishes identically'
        : `a divisor vanishes identically, or the radicals ${radicals} are dependent in a way the kernel does not see`;
    }
    if (error instanceof WorkExhausted)
      return `the radicals of the claim generate too large an algebra: ${radicals}`;
    throw error;
  }
}

const emptyPart = (contradiction: Judgement): Part => ({
  kind: 'part',
  signs: stepsTo([contradiction]),
  continuity: [],
  definitions: [],
  conclusion: 'empty',
});

const overGenerators = (tower: Tower): string =>
  tower.generators.length === 0 ? '' : `; its generators: ${generatorsOf(tower)}`;
