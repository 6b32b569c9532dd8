/** A claim about matrices as equations between two matrix formulas. */
import type { MatrixSide, MatrixStatementKind } from '../claim/matrix-claim.js';
import type { Expression } from '../expression/expression.js';
import {
  Derivative,
  type MatrixEquation,
  type MatrixExpression,
  type MatrixFormula,
  type MatrixScalar,
  substituteMatrix,
} from '../matrix/index.js';

export interface MatrixQuestion extends MatrixEquation {
  /** Which part of the claim this is; '' where there is only one. */
  readonly label: string;
  /** Looked at for a counterexample only: it follows from the others. */
  readonly refuteOnly?: true;
}

/** @throws FlowproofError `matrix-unsupported` for a derivative that cannot be taken */
export function matrixQuestions(statement: MatrixStatementKind): readonly MatrixQuestion[] {
  if (statement.kind === 'rate') {
    const { of, along, is } = statement;
    return [{ label: '', left: rateOf(of, along), right: is.expanded }];
  }
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

function rateOf(of: MatrixSide, along: ReadonlyMap<string, MatrixSide>): MatrixFormula {
  const scalars = new Map<string, MatrixScalar>(of.expanded.scalars);
  const letters = new Map<string, MatrixExpression>();
  const symbols = new Map<string, Expression>();
  for (const [name, { expanded }] of along) {
    for (const [key, made] of expanded.scalars) scalars.set(key, made);
    if (expanded.kind === 'matrix') letters.set(name, expanded.value);
    else symbols.set(name, expanded.value);
  }
  const derivative = new Derivative({ letters, symbols }, scalars);
  const text = `d/dt [${of.text}]`;
  return of.expanded.kind === 'matrix'
    ? { kind: 'matrix', value: derivative.matrix(of.expanded.value), text, scalars }
    : { kind: 'scalar', value: derivative.scalar(of.expanded.value), text, scalars };
}
