/** A regime boundary as a flow with a quantity, at a point of the domain. */
import type { BoundaryStatement, Claim } from '../../claim/claim.js';
import { type Domain, integerSymbols, type Point } from '../../domain/domain.js';
import { FlowproofError } from '../../errors.js';
import { differentiate } from '../../expression/differentiate.js';
import { type Expression, NOUGHT, product, sum } from '../../expression/expression.js';
import { formatRational } from '../../expression/rational.js';
import { type Ball, enclose, signOfBall } from '../../precision/index.js';

export interface BoundaryQuestion {
  readonly statement: BoundaryStatement;
  readonly domain: Domain;
  readonly field: ReadonlyMap<string, Expression>;
  readonly initial: ReadonlyMap<string, Expression>;
  /** What is reduced: the stated quantity, differentiated along the flow. */
  readonly quantity: Expression;
  /** The quantity and its lower derivatives: what has to be defined for the last one to mean anything. */
  readonly alsoDefined: readonly Expression[];
}

const BITS = 128;

export function boundaryQuestion({ domain }: Claim, statement: BoundaryStatement): BoundaryQuestion {
  const expanded = (formulas: BoundaryStatement['field']) =>
    new Map([...formulas].map(([name, formula]) => [name, formula.expanded] as const));
  const field = expanded(statement.field);
  const chain: Expression[] = [statement.quantity.expanded];
  for (let i = 0; i < statement.derivatives; i++) chain.push(alongFlow(chain[i], field));
  return {
    statement,
    domain,
    field,
    initial: expanded(statement.initial),
    quantity: chain[chain.length - 1],
    alsoDefined: chain.slice(0, -1),
  };
}

/** The derivative of a formula along a flow. */
function alongFlow(formula: Expression, field: ReadonlyMap<string, Expression>): Expression {
  let total: Expression = NOUGHT;
  for (const [name, rate] of field) {
    const slope = differentiate(formula, name);
    if (slope === NOUGHT || rate === NOUGHT) continue;
    const term = product(slope, rate);
    total = total === NOUGHT ? term : sum(total, term);
  }
  return total;
}

/** A value that is certainly defined at the point, enclosed; else undefined. */
export function valueAt(formula: Expression, point: Point, domain: Domain, bits = BITS): Ball | undefined {
  const found = enclose(formula, point, bits, { integers: integerSymbols(domain) });
  return found.kind === 'value' && found.defined === 'everywhere' ? found.ball : undefined;
}

/** @throws FlowproofError `boundary-until` where the flow would end before it began. */
export function requireTime({ statement, domain }: BoundaryQuestion, point: Point): void {
  const until = valueAt(statement.until.expanded, point, domain);
  if (until === undefined || signOfBall(until) === 1 || signOfBall(until) === undefined) return;
  throw new FlowproofError({
    code: 'boundary-until',
    message: `until is not positive at ${pointText(point)}`,
    expected: 'a positive time everywhere in the domain',
    found: statement.until.text,
    place: statement.until.place,
    hint: 'narrow the domain, or let the flow end later',
  });
}

export const pointText = (point: Point): string =>
  [...point].map(([name, value]) => `${name} = ${formatRational(value)}`).join(', ');
