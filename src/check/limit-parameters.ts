/** The parameters of a limit: everything but the variable that moves. */
import type { LimitValue } from '../claim/claim.js';
import type { Counterexample } from '../claim/verdict.js';
import type { Domain } from '../domain/domain.js';
import { FlowproofError } from '../errors.js';
import { type Expression, NOUGHT, UNIT } from '../expression/expression.js';
import { type Rational, signOf, ZERO } from '../expression/rational.js';
import { mentions, substitute } from '../expression/traverse.js';
import type { Path } from '../kernel/index.js';
import type { QuestionBudget } from './decide-question.js';
import { searchCounterexample } from './search.js';

/** A limit that is claimed, as an expanded expression. */
export type ClaimedLimit =
  | { readonly kind: 'finite'; readonly value: Expression; readonly text: string }
  | Extract<LimitValue, { kind: 'infinite' }>;

/** What is asked on one side of the point, in one case of the parameters, in expanded expressions. */
export interface SideQuestion {
  readonly of: Expression;
  readonly variable: string;
  readonly path: Path;
  readonly domain: Domain;
  readonly claimed:
    | { readonly kind: 'limit'; readonly is: ClaimedLimit }
    | { readonly kind: 'order'; readonly exponent: Rational; readonly exact: boolean };
}

/** The values of the parameters a limit speaks of: a domain, and what has to be defined at them. */
export interface Parameters {
  readonly domain: Domain;
  readonly alsoDefined: readonly Expression[];
}

/** The domain without the variable. */
export function parameterDomain(domain: Domain, variable: string): Domain {
  const touches = (e: Expression) => mentions(e, variable);
  return {
    symbols: new Map([...domain.symbols].filter(([name]) => name !== variable)),
    relations: domain.relations.filter((r) => !touches(r.left) && !touches(r.right)),
  };
}

/** The question at those parameters only at which the function is defined near the limit. */
export const questionOf = (
  label: string,
  left: Expression,
  right: Expression,
  parameters: Parameters,
  relation: '=' | '<=' | '>=' = '=',
) => ({ relation, left, right, domain: parameters.domain, alsoDefined: parameters.alsoDefined, label });

/** A point of the parameters at which the function is defined near the limit; without one a claim says nothing. */
export async function anyPoint(
  parameters: Parameters,
  budget: QuestionBudget,
): Promise<Counterexample['point'] | undefined> {
  try {
    // 0 = 1 is false at every point: the search finds one that is certainly in the domain, and shrinks it.
    const search = await searchCounterexample(questionOf('parameters', NOUGHT, UNIT, parameters), {
      draws: 64,
      seed: budget.seed,
      deadlineMs: budget.ms,
      signal: budget.signal,
    });
    return search.kind === 'refuted' ? search.counterexample.point : undefined;
  } catch (error) {
    if (isWithoutPoints(error)) return undefined;
    throw error;
  }
}

/** Did a search end because it found no point of the domain? */
export const isWithoutPoints = (error: unknown): boolean =>
  error instanceof FlowproofError && (error.code === 'domain-empty' || error.code === 'domain-not-sampled');

/** One part of the domain: a parameter is positive, negative or zero there. */
export interface SignCase {
  readonly domain: Domain;
  /** The case in words. */
  readonly text: string;
  /** The parameter is 0 there and gone from the domain: it is to be replaced in every formula. */
  readonly zero: boolean;
}

/** The parts a domain falls into by the sign of one of its parameters. */
export function signCases(domain: Domain, name: string): SignCase[] {
  const symbol = domain.symbols.get(name);
  if (symbol === undefined) return [];
  const { lower, upper } = symbol;
  const mayBePositive = upper === undefined || signOf(upper.value) > 0;
  const mayBeNegative = lower === undefined || signOf(lower.value) < 0;
  const mayBeZero =
    (lower === undefined || signOf(lower.value) < 0 || (signOf(lower.value) === 0 && !lower.strict)) &&
    (upper === undefined || signOf(upper.value) > 0 || (signOf(upper.value) === 0 && !upper.strict));
  const zero = { value: ZERO, strict: true };
  const withSymbol = (narrowed: typeof symbol): Domain => ({
    ...domain,
    symbols: new Map([...domain.symbols].map(([n, s]) => [n, n === name ? narrowed : s])),
  });
  const cases: SignCase[] = [];
  if (mayBePositive) {
    const narrowed = lower !== undefined && signOf(lower.value) > 0 ? symbol : { ...symbol, lower: zero };
    cases.push({ domain: withSymbol(narrowed), text: `${name} > 0`, zero: false });
  }
  if (mayBeNegative) {
    const narrowed = upper !== undefined && signOf(upper.value) < 0 ? symbol : { ...symbol, upper: zero };
    cases.push({ domain: withSymbol(narrowed), text: `${name} < 0`, zero: false });
  }
  if (mayBeZero) {
    const symbols = new Map([...domain.symbols].filter(([n]) => n !== name));
    const at = (e: Expression): Expression => substitute(e, new Map([[name, NOUGHT]]));
    const relations = domain.relations.map((r) => ({ ...r, left: at(r.left), right: at(r.right) }));
    cases.push({ domain: { symbols, relations }, text: `${name} = 0`, zero: true });
  }
  return cases;
}
