/** Statements about functions of a variable: `solves` and `conserved`. */
import { refuseName } from '../domain/read-domain.js';
import type { FailureFacts } from '../errors.js';
import { differentiate } from '../expression/differentiate.js';
import { NOUGHT, negation } from '../expression/expression.js';
import { spellGreek } from '../expression/greek.js';
import { nearest } from '../expression/nearest.js';
import { print } from '../expression/print.js';
import { compare } from '../expression/rational.js';
import type { Formula, Statement } from './claim.js';
import type { ConservedInput, FormulaInput, SolvesInput } from './document.js';
import type { DataPath } from './places.js';
import { derivedFormula, MAX_EXPANDED_SIZE, numberOf, readFormula, type Scope } from './read-formula.js';
import { readSymbolName, type StatementContext } from './statement-context.js';

/** A map of the author's, with its keys spelled as symbols are. */
export interface NamedFormula {
  readonly path: DataPath;
  readonly input: FormulaInput;
}

/** The keys of a map as names of unknowns or states; refused names are problems. */
export function readNames(
  input: Readonly<Record<string, FormulaInput>>,
  path: DataPath,
  { scope, problems }: StatementContext,
): ReadonlyMap<string, NamedFormula> {
  const named = new Map<string, NamedFormula>();
  for (const key of Object.keys(input)) {
    const name = spellGreek(key);
    const keyPath = [...path, key];
    const repeated = { code: 'duplicate-symbol', message: `${name} is given twice` };
    const refusal = named.has(name) ? repeated : refuseName(name, key, scope.definitions);
    if (refusal) problems.add(keyPath, refusal, 'key');
    else named.set(name, { path: keyPath, input: input[key] });
  }
  if (Object.keys(input).length === 0) {
    problems.add(path, { code: 'empty-map', message: 'no formula is given', expected: 'at least one' });
  }
  return named;
}

export function readFormulas(
  named: ReadonlyMap<string, NamedFormula>,
  scope: Scope,
  { problems }: StatementContext,
): Map<string, Formula> {
  const formulas = new Map<string, Formula>();
  for (const [name, { input, path }] of named) {
    const formula = readFormula(input, path, scope, problems);
    if (formula) formulas.set(name, formula);
  }
  return formulas;
}

/** Reports every key that one of two maps has and the other lacks. */
export function matchKeys(
  expected: ReadonlyMap<string, NamedFormula>,
  found: ReadonlyMap<string, NamedFormula>,
  path: DataPath,
  what: string,
  { problems }: StatementContext,
): void {
  for (const [name, { path: keyPath }] of found) {
    if (expected.has(name)) continue;
    const guess = nearest(name, [...expected.keys()]);
    const message = `${name} is not one of the unknowns`;
    const wanted = `one of ${[...expected.keys()].join(', ')}`;
    const hint = guess && `did you mean ${guess}?`;
    problems.add(keyPath, { code: 'unknown-unknown', message, expected: wanted, hint }, 'key');
  }
  for (const name of expected.keys()) {
    if (found.has(name)) continue;
    const message = `${what} of the unknown ${name} is missing`;
    problems.add(path, { code: 'missing-key', message, expected: `${name}: …` });
  }
}

/** A `solves` statement: forms, field and initial values of the same unknowns. */
export function compileSolves(
  input: SolvesInput['solves'],
  context: StatementContext,
): Extract<Statement, { kind: 'solves' }> | undefined {
  const { scope, problems } = context;
  const before = problems.count;
  const path = [...context.path, 'solves'];
  const variable = readSymbolName(input.variable, [...path, 'variable'], context);
  const unknowns = readNames(input.forms, [...path, 'forms'], context);
  const fieldNames = readNames(input.field, [...path, 'field'], context);
  matchKeys(unknowns, fieldNames, [...path, 'field'], 'the field', context);
  if (variable !== undefined && unknowns.has(variable)) {
    const message = `${variable} is both the variable and an unknown`;
    problems.add([...path, 'forms', variable], { code: 'variable-unknown', message }, 'key');
  }
  if (variable !== undefined && context.domain.symbols.get(variable)?.integer) {
    const message = `${variable} is an integer: nothing can be differentiated by it`;
    problems.add([...path, 'variable'], { code: 'integer-variable', message, expected: 'a real symbol' });
  }

  const forbidden = new Map<string, FailureFacts>();
  for (const name of unknowns.keys()) {
    const message = `${name} is an unknown of this claim: what solves for it cannot mention it`;
    forbidden.set(name, { code: 'mentions-unknown', message, expected: 'the variable and other symbols' });
  }
  const forms = readFormulas(unknowns, { ...scope, forbidden }, context);
  const fieldScope = { ...scope, symbols: new Set([...scope.symbols, ...unknowns.keys()]) };
  const field = readFormulas(fieldNames, fieldScope, context);
  const initial = input.initial && compileInitial(input.initial, variable, unknowns, forbidden, context);
  if (problems.count > before || variable === undefined || forms.size < unknowns.size) return undefined;
  return field.size < unknowns.size ? undefined : { kind: 'solves', variable, forms, field, initial };
}

function compileInitial(
  input: NonNullable<SolvesInput['solves']['initial']>,
  variable: string | undefined,
  unknowns: ReadonlyMap<string, NamedFormula>,
  forbiddenUnknowns: ReadonlyMap<string, FailureFacts>,
  context: StatementContext,
): { at: Formula; values: ReadonlyMap<string, Formula> } | undefined {
  const { scope, problems, domain } = context;
  const path = [...context.path, 'solves', 'initial'];
  const forbidden = new Map(forbiddenUnknowns);
  if (variable !== undefined) {
    const message = `${variable} has its initial value here`;
    forbidden.set(variable, { code: 'mentions-variable', message, expected: 'other symbols and numbers' });
  }
  const initialScope = { ...scope, forbidden };
  const at = readFormula(input.at, [...path, 'at'], initialScope, problems);
  const names = readNames(input.values, [...path, 'values'], context);
  matchKeys(unknowns, names, [...path, 'values'], 'the initial value', context);
  const values = readFormulas(names, initialScope, context);

  const range = variable === undefined ? undefined : domain.symbols.get(variable);
  const start = at && numberOf(at.expanded);
  const under = start && range?.lower && compare(start, range.lower.value) < 0;
  const over = start && range?.upper && compare(start, range.upper.value) > 0;
  if (under || over) {
    const message = `the initial point lies outside the range of ${variable}`;
    problems.add([...path, 'at'], { code: 'initial-outside', message, expected: 'a point of its closure' });
  }
  return at && values.size === unknowns.size ? { at, values } : undefined;
}

/** A `conserved` statement, over a stated field or over the gradient flow dp/dt = −∂loss/∂p of its parameters. */
export function compileConserved(
  input: ConservedInput['conserved'],
  context: StatementContext,
): Extract<Statement, { kind: 'conserved' }> | undefined {
  const { scope, problems } = context;
  const before = problems.count;
  const path = [...context.path, 'conserved'];
  const quantity = readFormula(input.quantity, [...path, 'quantity'], scope, problems);
  const byLoss = input.loss !== undefined && input.parameters !== undefined;
  const anyLoss = input.loss !== undefined || input.parameters !== undefined;
  const unclear = input.field !== undefined ? anyLoss : !byLoss;
  if (unclear) {
    problems.add(path, {
      code: 'conserved-flow',
      message: 'it is not clear along which flow the quantity is conserved',
      expected: 'either field, or loss together with parameters',
      found:
        ['field', 'loss', 'parameters'].filter((key) => Object.hasOwn(input, key)).join(' and ') || 'neither',
    });
  }
  const field = new Map<string, Formula>();
  let loss: Formula | undefined;
  if (input.field !== undefined) {
    const names = readNames(input.field, [...path, 'field'], context);
    for (const name of names.keys()) refuseState(name, names.get(name)!.path, 'key', context);
    for (const [name, formula] of readFormulas(names, scope, context)) field.set(name, formula);
  }
  if (input.loss !== undefined) loss = readFormula(input.loss, [...path, 'loss'], scope, problems);
  for (const [i, typed] of unclear ? [] : (input.parameters ?? []).entries()) {
    const name = readSymbolName(typed, [...path, 'parameters', i], context);
    if (name === undefined) continue;
    refuseState(name, [...path, 'parameters', i], 0, context);
    if (field.has(name)) {
      const facts = { code: 'duplicate-symbol', message: `the parameter ${name} is given twice` };
      problems.add([...path, 'parameters', i], facts);
    } else if (loss) {
      const slope = differentiate(loss.expanded, name);
      const velocity = slope === NOUGHT ? NOUGHT : negation(slope);
      if (velocity.size > MAX_EXPANDED_SIZE) {
        const facts = { code: 'formula-too-large', message: 'the gradient of the loss is too large' };
        problems.add([...path, 'loss'], facts);
        return undefined;
      }
      field.set(name, derivedFormula(print(velocity), velocity, loss));
    }
  }
  if (problems.count > before || quantity === undefined || field.size === 0) return undefined;
  const expected = input.field ? Object.keys(input.field).length : (input.parameters ?? []).length;
  return field.size < expected ? undefined : { kind: 'conserved', quantity, field, ...(loss && { loss }) };
}

/** A state of a flow is a real symbol. */
function refuseState(
  name: string,
  path: DataPath,
  at: 'key' | number,
  { domain, scope, problems }: StatementContext,
): void {
  const range = domain.symbols.get(name);
  if (range === undefined && !scope.broken.has(name)) {
    const guess = nearest(name, [...domain.symbols.keys()]);
    const hint = guess ? `did you mean ${guess}?` : `declare ${name} under symbols`;
    const facts = { code: 'unknown-symbol', message: `the state ${name} is not a symbol`, hint };
    problems.add(path, { ...facts, expected: 'a declared symbol' }, at);
  } else if (range?.integer) {
    const message = `the state ${name} is an integer and cannot flow`;
    problems.add(path, { code: 'integer-variable', message, expected: 'a real symbol' }, at);
  }
}
