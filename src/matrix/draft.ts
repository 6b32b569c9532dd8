/** A matrix formula as it is read: shapes may still hold unknown sizes, which its surroundings settle. */
import type { Expression } from '../expression/expression.js';
import type { MatrixExpression } from './matrix-expression.js';
import { type UnknownShape, UnknownSize } from './shape-unknown.js';

export interface MatrixDraft {
  readonly kind: 'matrix';
  readonly shape: UnknownShape;
  /** To be called when the whole formula is read. */
  readonly build: () => MatrixExpression;
  /** As typed, for messages. */
  readonly text: string;
}

export interface ScalarDraft {
  readonly kind: 'scalar';
  readonly build: () => Expression;
  readonly text: string;
  /** A literal 0 stands for a matrix of zeros where a matrix is wanted. */
  readonly isZero: boolean;
}

export type Draft = MatrixDraft | ScalarDraft;

export const scalarDraft = (build: () => Expression, text: string): ScalarDraft => ({
  kind: 'scalar',
  build,
  text,
  isZero: false,
});

/** A matrix of known shape. */
export function knownDraft(value: MatrixExpression, text: string): MatrixDraft {
  const { rows, columns } = value.shape;
  return {
    kind: 'matrix',
    shape: { rows: new UnknownSize(rows), columns: new UnknownSize(columns) },
    text,
    build: () => value,
  };
}
