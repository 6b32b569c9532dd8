/** Forms of equations that can be met by construction. */
import { UNIT } from '../expression/expression.js';
import { type Letter, type MatrixExpression, multiply } from './matrix-expression.js';
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
  /** letter·by = is (`left`: by·letter = is), for formulas without the letter: it can be moved until the equation holds. */
  | {
      readonly kind: 'factor';
      readonly letter: Letter;
      readonly by: MatrixFormula;
      readonly is: MatrixFormula;
      readonly left: boolean;
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
      if (gram && isFree(gram.letter))
        return { kind: 'gram', letters: [gram.letter], columns: gram.columns, multiple };
      if (value.kind === 'subtract') {
        const [b, a] = [gramOf(value.left), gramOf(value.right)];
        if (b?.columns && a && !a.columns && isFree(b.letter) && isFree(a.letter))
          return { kind: 'balance', letters: [b.letter, a.letter], multiple };
      }
    }
    if (value.kind === 'letter' && value.property === undefined && !mentionsLetter(other.value, value.name))
      return { kind: 'definition', letter: value, is: other };
  }
  return factorOf(left, right) ?? factorOf(right, left) ?? { kind: 'other' };
}

/** May the letter be made to fit an equation? What is made has no other property, except that most matrices are invertible. */
const isFree = ({ property }: Letter): boolean => property === undefined || property === 'invertible';

/** The pattern of a product whose first or last factor is a letter that stands nowhere else in the equation. */
function factorOf(product: MatrixFormula, is: MatrixFormula): InstancePattern | undefined {
  if (product.kind !== 'matrix' || is.kind !== 'matrix') return undefined;
  const factors = factorsOf(product.value);
  for (const left of [false, true]) {
    const letter = left ? factors[factors.length - 1] : factors[0];
    const rest = left ? factors.slice(0, -1) : factors.slice(1);
    if (letter.kind !== 'letter' || letter.property !== undefined || rest.length === 0) continue;
    if ([...rest, is.value].some((part) => mentionsLetter(part, letter.name))) continue;
    const by: MatrixFormula = { ...product, value: rest.reduce(multiply) };
    return { kind: 'factor', letter, by, is, left };
  }
  return undefined;
}

const factorsOf = (e: MatrixExpression): readonly MatrixExpression[] =>
  e.kind === 'multiply' ? [...factorsOf(e.left), ...factorsOf(e.right)] : [e];

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
