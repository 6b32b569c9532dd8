import type { Part, Proof } from '../checker/certificate.js';
import { zerosOf } from '../checker/check-comparison.js';
import { ordersOf, type Place, requireConditions, requireDefined } from '../checker/definitions.js';
import { Rejected } from '../checker/rejected.js';
import { SignTable } from '../checker/sign-steps.js';
import { statementSeed } from '../checker/statement-seed.js';
import { integerSymbols } from '../domain/domain.js';
import type { Expression } from '../expression/expression.js';
import { print } from '../expression/print.js';
import { subexpressions, symbolsOf } from '../expression/traverse.js';
import { definednessFacts } from '../rules/definedness.js';
import type { SignsOf } from '../rules/operation-signs.js';
import { WordStream } from '../rules/prime-field.js';
import type { Assumption } from '../rules/resolve-signs.js';
import { boxOf } from '../rules/sign-facts.js';
import { NEGATIVE, NONNEGATIVE, NONPOSITIVE, NULL, POSITIVE, type Signs } from '../rules/signs.js';
import { decidingQuantity } from './deciding-sign.js';
import { Geometry } from './geometry.js';
import { type Judgement, stepsTo } from './judgement.js';
import {
  AskedSigns,
  type Attempt,
  attempt,
  type ComparisonGoal,
  type KernelOptions,
  NotProved,
  type ProofResult,
} from './proof-attempt.js';
import { DivisorVanishes, Resolver, SignNeeded } from './resolver.js';
import { SignOracle } from './sign-oracle.js';
import { definitionsFor } from './write-definitions.js';

export { type KernelOptions, NotProved, type ProofResult, reasonOf } from './proof-attempt.js';

export type EqualityGoal = Omit<ComparisonGoal, 'relation'>;

const DEFAULT_STEPS = 3_000_000;
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

function proveCases(found: Attempt, assumed: readonly Assumption[], words: WordStream): Proof {
  const { statement, facts, budget } = found;
  const { domain } = statement;
  const known = [...facts, ...assumed.map(({ quantity, signs }) => ({ expression: quantity, signs }))];
  const oracle = new SignOracle(known, budget, boxOf(domain));
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
      throw new NotProved(`the sign of the number ${clipped(quantity)} could not be determined`);
    }
    if (assumed.length >= MAX_SPLITS) {
      throw new NotProved(
        `the sign of ${clipped(quantity)} is not determined, and ${MAX_SPLITS} splits were made already`,
      );
    }
    const asked = new AskedSigns(oracle);
    requireDefined(quantity, { statement, assumed, signs: asked.of, everywhere: asked.of });
    return {
      kind: 'split',
      on: quantity,
      signs: asked.steps,
      parts: partsOf(spoken).map((signs) => ({
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
      return `the difference of the sides is not zero in the tower of its ${tower.generators.length} generators`;
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
    if (error instanceof DivisorVanishes)
      return 'a divisor vanishes identically, or its radicals are dependent in a way the kernel does not see';
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

/** Two closed halves are enough for magnitudes; sign() needs the zero set as a part of its own. */
const isThreeWay = (spoken: readonly Expression[]): boolean =>
  subexpressions(...spoken).some((node) => node.kind === 'call' && node.name === 'sign');

const partsOf = (spoken: readonly Expression[]): readonly Signs[] =>
  isThreeWay(spoken) ? [POSITIVE, NEGATIVE, NULL] : [NONNEGATIVE, NONPOSITIVE];

const clipped = (e: Expression): string => (e.size > 40 ? 'a subexpression' : print(e));
