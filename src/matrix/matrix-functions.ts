/** The functions of matrix formulas. */
import { fail } from '../expression/formula-failure.js';
import { type Draft, knownDraft, type MatrixDraft, scalarDraft } from './draft.js';
import { fitting, requireMatrix, requireSquare, settled } from './draft-shapes.js';
import { refuseTooLarge } from './formula-size.js';
import type { MatrixExpression, MatrixScalar } from './matrix-expression.js';
import * as make from './matrix-expression.js';
import { sizeOfExpression } from './read-size.js';
import type { Size } from './size.js';

/** Names, and how many arguments they take. */
export const MATRIX_FUNCTIONS: ReadonlyMap<string, number> = new Map([
  ['transpose', 1],
  ['inv', 1],
  ['expm', 1],
  ['sqrtm', 1],
  ['vec', 1],
  ['kron', 2],
  ['eye', 1],
  ['zeros', 2],
  ['trace', 1],
  ['tr', 1],
  ['det', 1],
  ['sqnorm', 1],
  ['inner', 2],
]);

/**
 * The value of one of them.
 * @param scalars takes note of scalars that are made of matrices.
 */
export function callMatrixFunction(
  name: string,
  args: readonly Draft[],
  text: string,
  scalars: Map<string, MatrixScalar>,
): Draft {
  const madeOf = (kind: MatrixScalar['kind'], of: () => MatrixExpression): Draft =>
    scalarDraft(() => {
      const made = { kind, of: refuseTooLarge(of(), text) };
      const e = make.scalarOf(made);
      if (e.kind === 'symbol') scalars.set(e.name, made);
      return e;
    }, text);
  switch (name) {
    case 'eye':
      return knownDraft(make.identity(sizeOf(args[0])), text);
    case 'zeros':
      return knownDraft(make.zero({ rows: sizeOf(args[0]), columns: sizeOf(args[1]) }), text);
    default:
      break;
  }
  const [of, other] = args.map(requireMatrix);
  switch (name) {
    case 'transpose':
      return {
        kind: 'matrix',
        shape: { rows: of.shape.columns, columns: of.shape.rows },
        text,
        build: () => make.transpose(of.build()),
      };
    case 'vec':
      return settledNow([of], text, () => make.vectorise(of.build()));
    case 'kron':
      return settledNow([of, other], text, () => make.kronecker(of.build(), other.build()));
    case 'sqnorm':
      return madeOf('trace', () => make.multiply(make.transpose(of.build()), of.build()));
    case 'inner':
      fitting(other, of, `the factors of ${text}`);
      return madeOf('trace', () => make.multiply(make.transpose(of.build()), other.build()));
    default:
      break;
  }
  requireSquare(of, text);
  if (name === 'det') return madeOf('determinant', of.build);
  if (name === 'trace' || name === 'tr') return madeOf('trace', of.build);
  const wrap = name === 'inv' ? make.inverse : name === 'expm' ? make.exponential : make.squareRoot;
  return { ...of, text, build: () => wrap(of.build()) };
}

/** Sizes that are products or sums have to be known at once: nothing solves for their parts. */
export function settledNow(
  parts: readonly MatrixDraft[],
  text: string,
  build: () => MatrixExpression,
): MatrixDraft {
  for (const part of parts) settled(part.shape, part.text);
  return knownDraft(build(), text);
}

function sizeOf(draft: Draft): Size {
  const size = draft.kind === 'scalar' ? sizeOfExpression(draft.build()) : undefined;
  const isSize = size !== undefined && size.key !== '0';
  return (
    (isSize ? size : undefined) ??
    fail(undefined, {
      code: 'matrix-size',
      message: `${draft.text} is no size`,
      expected: 'a size name, a positive integer, or sums and products of them',
    })
  );
}
