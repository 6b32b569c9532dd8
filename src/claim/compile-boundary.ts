/** Regime boundaries: a quantity of a flow that crosses a level where a symbol crosses its boundary. */

import { integerSymbols } from '../domain/domain.js';
import type { FailureFacts } from '../errors.js';
import { compare, formatRational, isInteger, signOf, toNumber } from '../expression/rational.js';
import { symbolsOf } from '../expression/traverse.js';
import { scopeWith } from './bound-variable.js';
import type { BoundaryStatement, Formula } from './claim.js';
import { matchKeys, readFormulas, readNames } from './compile-flow-statement.js';
import type { BoundaryInput } from './document.js';
import type { DataPath } from './places.js';
import { numberOf, readFormula, type Scope } from './read-formula.js';
import { readSymbolName, type StatementContext } from './statement-context.js';

const MOST_DERIVATIVES = 3;

export function compileBoundary(
  input: BoundaryInput['boundary'],
  context: StatementContext,
): BoundaryStatement | undefined {
  const { scope, problems } = context;
  const before = problems.count;
  const path = [...context.path, 'boundary'];
  const variable = readSymbolName(input.in, [...path, 'in'], context);
  if (variable !== undefined && integerSymbols(context.domain).has(variable)) {
    const message = `${variable} is an integer: it takes no values close to a boundary on both sides`;
    problems.add([...path, 'in'], { code: 'integer-variable', message, expected: 'a real symbol' });
  }
  const flow = [...path, 'flow'];
  const states = readNames(input.flow.field, [...flow, 'field'], context);
  const starts = readNames(input.flow.initial, [...flow, 'initial'], context);
  matchKeys(states, starts, [...flow, 'initial'], 'the initial value', context);
  if (variable !== undefined && states.has(variable)) {
    const message = `${variable} is both a state of the flow and the symbol of the boundary`;
    problems.add([...flow, 'field', variable], { code: 'variable-unknown', message }, 'key');
  }
  const names = [...states.keys()];
  const along = scopeWith(scope, names);
  const still: Scope = { ...scope, forbidden: new Map(names.map((name) => [name, moves(name)])) };
  const at = readFormula(input.at, [...path, 'at'], fixedScope(still, variable), problems);
  const field = readFormulas(states, along, context);
  const initial = readFormulas(starts, still, context);
  const until = readFormula(input.flow.until, [...flow, 'until'], still, problems);
  const quantity = readFormula(input.quantity, [...path, 'quantity'], along, problems);
  const derivatives = readDerivatives(input.derivatives, [...path, 'derivatives'], context);
  const level = readFormula(input.level, [...path, 'level'], still, problems);
  if (at && variable !== undefined) refuseOutside(at, variable, [...path, 'at'], context);
  if (until) refuseNoTime(until, [...flow, 'until'], context);
  if (problems.count > before || variable === undefined || derivatives === undefined) return undefined;
  if (!at || !until || !quantity || !level) return undefined;
  if (field.size < states.size || initial.size < starts.size) return undefined;
  const { reduce, below } = input;
  const parts = { variable, at, field, initial, until, quantity, derivatives, reduce, level, below };
  const statement: BoundaryStatement = { kind: 'boundary', ...parts };
  refuseIdle(statement, path, context);
  return problems.count > before ? undefined : statement;
}

const moves = (name: string): FailureFacts => ({
  code: 'mentions-unknown',
  message: `${name} is a state of the flow: this cannot depend on it`,
  expected: 'symbols and numbers',
});

/** The scope of the boundary itself. */
function fixedScope(scope: Scope, variable: string | undefined): Scope {
  if (variable === undefined) return scope;
  const crosses: FailureFacts = {
    code: 'mentions-variable',
    message: `${variable} crosses the boundary: the boundary cannot depend on it`,
    expected: 'other symbols and numbers',
  };
  return { ...scope, forbidden: new Map([...(scope.forbidden ?? []), [variable, crosses]]) };
}

function readDerivatives(
  input: BoundaryInput['boundary']['derivatives'],
  path: DataPath,
  { scope, problems }: StatementContext,
): number | undefined {
  if (input === undefined) return 0;
  const formula = readFormula(input, path, scope, problems);
  if (formula === undefined) return undefined;
  const value = numberOf(formula.expanded);
  const count = value && isInteger(value) ? toNumber(value) : -1;
  if (count >= 0 && count <= MOST_DERIVATIVES) return count;
  problems.add(path, {
    code: 'boundary-derivatives',
    message: 'this is not a number of derivatives',
    expected: `an integer from 0 to ${MOST_DERIVATIVES}`,
    found: JSON.stringify(formula.text.slice(0, 60)),
  });
  return undefined;
}

/** A boundary with the symbol's whole range on one side of it. */
function refuseOutside(
  at: Formula,
  variable: string,
  path: DataPath,
  { domain, problems }: StatementContext,
): void {
  const value = numberOf(at.expanded);
  const range = domain.symbols.get(variable);
  if (value === undefined || range === undefined) return;
  const under = range.lower && compare(value, range.lower.value) <= 0;
  const over = range.upper && compare(value, range.upper.value) >= 0;
  if (!under && !over) return;
  problems.add(path, {
    code: 'boundary-outside',
    message: `${variable} takes no values on both sides of the boundary`,
    expected: `a boundary inside the range of ${variable}`,
    found: formatRational(value),
    hint: `give ${variable} a range that reaches across`,
  });
}

function refuseNoTime(until: Formula, path: DataPath, { problems }: StatementContext): void {
  const value = numberOf(until.expanded);
  if (value === undefined || signOf(value) > 0) return;
  const found = formatRational(value);
  problems.add(path, {
    code: 'boundary-until',
    message: 'the flow would end before it began',
    expected: 'a positive time',
    found,
  });
}

/** Nothing could cross: the quantity does not move, or nothing depends on the symbol. */
function refuseIdle(
  { variable, field, initial, until, quantity, level }: BoundaryStatement,
  path: DataPath,
  { problems }: StatementContext,
): void {
  const states = [...field.keys()];
  const dependsOn = (formulas: readonly Formula[], names: readonly string[]) =>
    symbolsOf(...formulas.map((formula) => formula.expanded)).some((name) => names.includes(name));
  if (!dependsOn([quantity], states)) {
    problems.add([...path, 'quantity'], {
      code: 'boundary-quantity',
      message: 'the quantity depends on no state of the flow',
      expected: `a formula over ${states.join(', ')}`,
      hint: 'for a comparison of formulas without a flow, state an inequality: holds',
    });
    return;
  }
  if (dependsOn([...field.values(), ...initial.values(), until, quantity, level], [variable])) return;
  problems.add([...path, 'in'], {
    code: 'boundary-idle',
    message: `nothing in the flow, the quantity or the level depends on ${variable}`,
    expected: 'the symbol that decides on which side of the level the quantity is',
  });
}
