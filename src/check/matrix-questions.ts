/** A claim about matrices as equations between two matrix formulas. */
import type { MatrixStatementKind, RateStatement } from '../claim/matrix-claim.js';
import { FlowproofError } from '../errors.js';
import type { Expression } from '../expression/expression.js';
import {
  Derivative,
  hasMoreNodes,
  isAlwaysInvertible,
  type MatrixEquation,
  type MatrixExpression,
  type MatrixFormula,
  type MatrixScalar,
  partialPartsOf,
  printMatrix,
  substituteMatrix,
  unsupported,
} from '../matrix/index.js';

export interface MatrixQuestion extends MatrixEquation {
  /** Which part of the claim this is; '' where there is only one. */
  readonly label: string;
  /** Looked at for a counterexample only: it follows from the others. */
  readonly refuteOnly?: true;
}

const MAX_NODES = 100_000;

/** @throws FlowproofError `matrix-unsupported` for a derivative that cannot be taken, and for sides of too many terms */
export function matrixQuestions(statement: MatrixStatementKind): readonly MatrixQuestion[] {
  const questions = writtenOut(statement);
  for (const { left, right } of questions)
    for (const { kind, value, text } of [left, right])
      if (kind === 'matrix' && hasMoreNodes(value, MAX_NODES))
        throw unsupported(`${text}: a formula of more than ${MAX_NODES} letters and operations`);
  return questions;
}

/** The questions, or why there are none. */
export function questionsOrReason(statement: MatrixStatementKind): readonly MatrixQuestion[] | string {
  try {
    return matrixQuestions(statement);
  } catch (error) {
    return reasonOf(error);
  }
}

/** What the matrix kernel does not know how to do, in words. @throws every other error */
export function reasonOf(error: unknown): string {
  if (error instanceof FlowproofError && error.code === 'matrix-unsupported') return error.message;
  throw error;
}

function writtenOut(statement: MatrixStatementKind): readonly MatrixQuestion[] {
  if (statement.kind === 'rate')
    return [{ label: '', left: rateOf(statement), right: statement.is.expanded }];
  const values = new Map([...statement.at].map(([name, side]) => [name, side.expanded]));
  const sides = statement.steps.map(({ expanded }) => substituteMatrix(expanded, values));
  if (sides.length === 2) return [{ label: '', left: sides[0], right: sides[1] }];
  const steps = sides
    .slice(1)
    .map((right, i) => ({ label: `lines ${i + 1} and ${i + 2}`, left: sides[i], right }));
  // A line that is defined more rarely than its neighbours would make every step true and the chain a lie.
  const ends = { label: 'first and last line', left: sides[0], right: sides[sides.length - 1] };
  return [...steps, { ...ends, refuteOnly: true }];
}

/** The claim speaks of points at which all that it mentions is defined: what it inverts is invertible there. */
function rateOf({ of, along, is, given }: RateStatement): MatrixFormula {
  const mentioned = [of, is, ...given.flatMap(({ left, right }) => [left, right])];
  const { inverted } = partialPartsOf(mentioned.map(({ expanded }) => expanded));
  const scalars = new Map<string, MatrixScalar>(of.expanded.scalars);
  const letters = new Map<string, MatrixExpression>();
  const symbols = new Map<string, Expression>();
  for (const [name, { expanded }] of along) {
    for (const [key, made] of expanded.scalars) scalars.set(key, made);
    if (expanded.kind === 'matrix') letters.set(name, expanded.value);
    else symbols.set(name, expanded.value);
  }
  const derivative = new Derivative(
    { letters, symbols },
    scalars,
    (e) => isAlwaysInvertible(e) || inverted.has(printMatrix(e)),
  );
  const text = `d/dt [${of.text}]`;
  return of.expanded.kind === 'matrix'
    ? { kind: 'matrix', value: derivative.matrix(of.expanded.value), text, scalars }
    : { kind: 'scalar', value: derivative.scalar(of.expanded.value), text, scalars };
}
