/** Makes shapes of drafts agree, or says in words why they do not. */
import { fail } from '../expression/formula-failure.js';
import type { Draft, MatrixDraft } from './draft.js';
import { zero } from './matrix-expression.js';
import { type UnknownShape, unknownShapeText } from './shape-unknown.js';
import type { Shape } from './size.js';

/** A literal 0 as a matrix of zeros; any other scalar in place of a matrix is a slip. */
export function asMatrix(draft: Draft, shape: UnknownShape): MatrixDraft {
  if (draft.kind === 'matrix') return draft;
  if (!draft.isZero)
    return fail(undefined, {
      code: 'shape-mismatch',
      message: `${draft.text} is a scalar where a matrix of ${unknownShapeText(shape)} is needed`,
      expected: 'a matrix',
      hint: `write ${draft.text}*I for a multiple of the identity, or trace(…) for the other side`,
    });
  return { kind: 'matrix', shape, text: draft.text, build: () => zero(settled(shape, draft.text)) };
}

/** Makes the shape of the first that of the second. */
export function fitting(draft: MatrixDraft, other: MatrixDraft, what: string): MatrixDraft {
  const fits = draft.shape.rows.unite(other.shape.rows) && draft.shape.columns.unite(other.shape.columns);
  if (fits) return draft;
  const [expected, found] = [unknownShapeText(other.shape), unknownShapeText(draft.shape)];
  return fail(undefined, {
    code: 'shape-mismatch',
    message: `${what} have different shapes: ${other.text} is ${expected}, ${draft.text} is ${found}`,
    expected,
    found,
  });
}

/** The shape, when all is read. */
export function settled({ rows, columns }: UnknownShape, text: string): Shape {
  const shape = { rows: rows.size, columns: columns.size };
  if (shape.rows === undefined || shape.columns === undefined)
    return fail(undefined, {
      code: 'shape-unknown',
      message: `the size of ${text} does not follow from the formula`,
      expected: 'a size that its surroundings settle',
      hint: 'write eye(n) for an identity of size n, zeros(n, m) for zeros',
    });
  return { rows: shape.rows, columns: shape.columns };
}

export function requireSquare(draft: MatrixDraft, text: string): void {
  if (draft.shape.rows.unite(draft.shape.columns)) return;
  fail(undefined, {
    code: 'shape-mismatch',
    message: `${text} needs a square matrix, and ${draft.text} is ${unknownShapeText(draft.shape)}`,
    expected: 'a square matrix',
    found: unknownShapeText(draft.shape),
  });
}

export function requireMatrix(draft: Draft): MatrixDraft {
  if (draft.kind === 'matrix') return draft;
  return fail(undefined, {
    code: 'shape-mismatch',
    message: `${draft.text} is a scalar where a matrix is needed`,
    expected: 'a matrix',
  });
}
