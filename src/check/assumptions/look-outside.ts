/** What a claim says at points that an assumption excludes: is it false there, does it hold, or is a side never defined? */
import type { Claim } from '../../claim/claim.js';
import { isMatrixStatement, type MatrixStatementKind } from '../../claim/matrix-claim.js';
import type { Counterexample } from '../../claim/verdict.js';
import type { Domain } from '../../domain/domain.js';
import { clip, isEmpty, literalValue } from '../../domain/domain-conflict.js';
import { FlowproofError } from '../../errors.js';
import { UNIT } from '../../expression/expression.js';
import { add, rational, subtract } from '../../expression/rational.js';
import { mentions } from '../../expression/traverse.js';
import { searchOutside } from '../decide-matrix.js';
import { questionsOf } from '../lower-claim.js';
import type { CheckOptions } from '../options.js';
import type { Question } from '../question.js';
import { searchCounterexample } from '../search.js';
import type { OutsideDraws } from './assumption.js';

export type Outside =
  | { readonly kind: 'refuted'; readonly counterexample: Counterexample; readonly seed: number }
  /** Draws of the question that could be compared least often. */
  | ({ readonly kind: 'looked' } & OutsideDraws)
  /** No point was found: the other assumptions may imply this one. */
  | { readonly kind: 'no-point' };

const DRAWS = 64;
/** How near to its limit a variable is looked at. */
const NEAR = rational(1, 10n ** 6n);
const FAR = rational(10n ** 6n);

/**
 * Searches the region outside an assumption. Only a counterexample decides anything; the counts are what was drawn.
 * @param symbols those of the assumption: questions that mention none of them (an initial value) hold outside as inside.
 */
export async function lookOutside(
  claim: Claim,
  region: Domain,
  symbols: readonly string[],
  options: CheckOptions,
): Promise<Outside> {
  if ([...region.symbols.values()].some(isEmpty)) return { kind: 'no-point' };
  if (isMatrixStatement(claim.statement)) return lookAtMatrices(claim, claim.statement, region, options);
  const all = questionsAt({ ...claim, domain: region });
  const telling = all.filter((question) => symbols.some((name) => speaksOf(question, name)));
  let fewest: OutsideDraws | undefined;
  for (const question of telling.length > 0 ? telling : all) {
    try {
      const found = await searchCounterexample(question, {
        draws: Math.min(DRAWS, options.runs),
        seed: options.seed,
        digits: options.digits,
        deadlineMs: options.claimBudgetMs,
        signal: options.signal,
      });
      if (found.kind === 'refuted') {
        return { kind: 'refuted', counterexample: found.counterexample, seed: found.seed };
      }
      const { draws, undefinedDraws, undecidedDraws } = found;
      const counts = { draws, undefinedDraws, undecidedDraws };
      if (fewest === undefined || compared(counts) < compared(fewest)) fewest = counts;
    } catch (error) {
      if (isWithoutPoints(error)) return { kind: 'no-point' };
      throw error;
    }
  }
  return fewest === undefined || fewest.draws === 0 ? { kind: 'no-point' } : { kind: 'looked', ...fewest };
}

function lookAtMatrices(
  claim: Claim,
  statement: MatrixStatementKind,
  region: Domain,
  { seed, claimBudgetMs: ms, signal }: CheckOptions,
): Outside {
  try {
    const found = searchOutside(claim, statement, region, { draws: DRAWS, seed, ms, signal });
    if (found?.counterexample !== undefined)
      return { kind: 'refuted', counterexample: found.counterexample, seed };
    if (found === undefined || found.instances === 0) return { kind: 'no-point' };
    const { instances: draws, undefinedDraws, agreeing } = found;
    return { kind: 'looked', draws, undefinedDraws, undecidedDraws: draws - undefinedDraws - agreeing };
  } catch (error) {
    if (isWithoutPoints(error)) return { kind: 'no-point' };
    throw error;
  }
}

export const compared = ({ draws, undefinedDraws, undecidedDraws }: OutsideDraws): number =>
  draws - undefinedDraws - undecidedDraws;

const isWithoutPoints = (error: unknown): boolean =>
  error instanceof FlowproofError && (error.code === 'domain-empty' || error.code === 'domain-not-sampled');

const speaksOf = ({ left, right, alsoDefined }: Question, name: string): boolean =>
  [left, right, ...alsoDefined].some((e) => mentions(e, name));

function questionsAt(claim: Claim): Question[] {
  const { statement } = claim;
  if (statement.kind !== 'limit' && statement.kind !== 'order') {
    return questionsOf(claim).filter((question) => question.refuteOnly !== true);
  }
  // A limit is no comparison at a point; whether the function is defined near its limit is.
  const value =
    statement.kind === 'limit' && statement.is.kind === 'finite' ? statement.is.value.expanded : UNIT;
  const of = statement.of.expanded;
  return [
    {
      relation: '=',
      left: of,
      right: of,
      domain: nearLimit(claim),
      alsoDefined: [value],
      label: 'definedness',
    },
  ];
}

/** The domain with the variable close to its limit, where that is a number or infinity. */
function nearLimit({ domain, statement }: Claim): Domain {
  if (statement.kind !== 'limit' && statement.kind !== 'order') return domain;
  const { variable, approach } = statement;
  let range = domain.symbols.get(variable);
  if (range === undefined) return domain;
  if (approach.kind === 'infinity') {
    range = {
      name: variable,
      ...(approach.sign > 0 ? clip(range, '>', FAR) : clip(range, '<', subtract(rational(0), FAR))),
    };
  } else {
    const point = literalValue(approach.value.expanded);
    if (point === undefined) return domain;
    const [low, high] = [approach.side === 'right' ? point : subtract(point, NEAR), add(point, NEAR)];
    const above = clip(range, '>', low);
    range = { name: variable, ...clip(above, '<', approach.side === 'left' ? point : high) };
  }
  return { ...domain, symbols: new Map(domain.symbols).set(variable, range) };
}
