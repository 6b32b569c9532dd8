/** Forms of equations that can be met by construction. */
import { UNIT } from '../expression/expression.js';
import type { Letter, MatrixExpression } from './matrix-expression.js';
import type { MatrixEquation } from './matrix-statement.js';
import type { MatrixFormula } from './read-matrix.js';

export type InstancePattern =
  /** letter = a formula without it. */
  | { readonly kind: 'definition'; readonly letter: Letter; readonly is: MatrixFormula }
  /** A'A (`columns`) or AA' is a multiple of the identity. */
  | {
      readonly kind: 'gram';
      readonly letters: readonly [Letter];
      readonly columns: boolean;
      readonly multiple: MatrixFormula;
    }
  /** B'B − AA' is a multiple of the identity; the letters are B and A. */
  | {
      readonly kind: 'balance';
      readonly letters: readonly [Letter, Letter];
      readonly multiple: MatrixFormula;
    }
  | { readonly kind: 'other' };

export function patternOf({ left, right }: MatrixEquation): InstancePattern {
  for (const [one, other] of [
    [left, right],
    [right, left],
  ]) {
    if (one.kind !== 'matrix' || other.kind !== 'matrix') continue;
    const { value } = one;
    const multiple = multipleOfIdentity(other);
    if (multiple !== undefined) {
      const gram = gramOf(value);
      if (gram) return { kind: 'gram', letters: [gram.letter], columns: gram.columns, multiple };
      if (value.kind === 'subtract') {
        const [b, a] = [gramOf(value.left), gramOf(value.right)];
        if (b?.columns && a && !a.columns)
          return { kind: 'balance', letters: [b.letter, a.letter], multiple };
      }
    }
    if (value.kind === 'letter' && value.property === undefined && !mentionsLetter(other.value, value.name))
      return { kind: 'definition', letter: value, is: other };
  }
  return { kind: 'other' };
}

/** c of c·I. */
function multipleOfIdentity({
  value,
  text,
  scalars,
}: Extract<MatrixFormula, { kind: 'matrix' }>): MatrixFormula | undefined {
  if (value.kind === 'identity') return { kind: 'scalar', value: UNIT, text, scalars };
  if (value.kind !== 'scale' || value.of.kind !== 'identity') return undefined;
  return { kind: 'scalar', value: value.by, text, scalars };
}

function gramOf(e: MatrixExpression): { readonly letter: Letter; readonly columns: boolean } | undefined {
  if (e.kind !== 'multiply') return undefined;
  const { left, right } = e;
  if (
    left.kind === 'transpose' &&
    left.of.kind === 'letter' &&
    right.kind === 'letter' &&
    left.of.name === right.name
  )
    return { letter: right, columns: true };
  if (
    right.kind === 'transpose' &&
    right.of.kind === 'letter' &&
    left.kind === 'letter' &&
    right.of.name === left.name
  )
    return { letter: left, columns: false };
  return undefined;
}

export function mentionsLetter(e: MatrixExpression, name: string): boolean {
  switch (e.kind) {
    case 'letter':
      return e.name === name;
    case 'identity':
    case 'zero':
      return false;
    case 'add':
    case 'subtract':
    case 'multiply':
    case 'kronecker':
      return mentionsLetter(e.left, name) || mentionsLetter(e.right, name);
    case 'blocks':
      return e.rows.some((row) => row.some((block) => mentionsLetter(block, name)));
    default:
      return mentionsLetter(e.of, name);
  }
}
