/** Claims about matrices of every size, in their checked form. */
import type { SourcePlace } from '../errors.js';
import type { MatrixFormula } from '../matrix/index.js';

/** A matrix formula (or a scalar one with matrices in it) in the author's words and as an expression. */
export interface MatrixSide {
  /** As typed. */
  readonly text: string;
  /** Definitions kept as letters: what is printed. */
  readonly typed: MatrixFormula;
  /** Every `define`d name replaced by its meaning: what is checked. */
  readonly expanded: MatrixFormula;
  readonly place: SourcePlace;
}

/** An equation that is taken to hold wherever the claim speaks. */
export interface GivenEquation {
  /** The name of the hypothesis, where it has one. */
  readonly name?: string;
  readonly left: MatrixSide;
  readonly right: MatrixSide;
}

/** Each side equals the one before it, for matrices of every size that satisfy what is given. */
export interface IdentityStatement {
  readonly kind: 'identity';
  readonly steps: readonly MatrixSide[];
  readonly given: readonly GivenEquation[];
  /** Letters and symbols that are replaced in every side: the point at which the identity is stated. */
  readonly at: ReadonlyMap<string, MatrixSide>;
}

/** The derivative of `of` along the flow is `is`, wherever what is given holds. */
export interface RateStatement {
  readonly kind: 'rate';
  readonly of: MatrixSide;
  /** How letters and symbols move; all others stay. */
  readonly along: ReadonlyMap<string, MatrixSide>;
  readonly is: MatrixSide;
  readonly given: readonly GivenEquation[];
}

export type MatrixStatementKind = IdentityStatement | RateStatement;

/** Every side of a statement and of what it is given, in the order an author writes them. */
export function sidesOf(statement: MatrixStatementKind): readonly MatrixSide[] {
  const given = statement.given.flatMap(({ left, right }) => [left, right]);
  return statement.kind === 'identity'
    ? [...statement.steps, ...statement.at.values(), ...given]
    : [statement.of, ...statement.along.values(), statement.is, ...given];
}

export const isMatrixStatement = <Other extends { readonly kind: string }>(
  statement: Other | MatrixStatementKind,
): statement is MatrixStatementKind => statement.kind === 'identity' || statement.kind === 'rate';
