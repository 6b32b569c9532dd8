/** Random matrices of exact rationals that have what a statement assumes of them. */

import { containsPoint } from '../domain/contains-point.js';
import type { Domain, Point } from '../domain/domain.js';
import type { RandomStream } from '../domain/random-stream.js';
import { isZero, subtract } from '../expression/rational.js';
import { mentions } from '../expression/traverse.js';
import type { PointDrawer } from './draw-point.js';
import { type MatrixInstance, sizesOf, valueOfFormula } from './instance.js';
import { type InstancePattern, patternOf } from './instance-patterns.js';
import type { Letter, LetterProperty } from './matrix-expression.js';
import type { MatrixEquation } from './matrix-statement.js';
import { drawBalanced, drawGram, drawWithProperty, movedToFactor } from './random-matrices.js';
import { eliminate, equalMatrices, type RationalMatrix, transposeMatrix } from './rational-matrix.js';
import { sizeAt } from './size.js';

export interface Drawing {
  readonly letters: readonly Letter[];
  readonly given: readonly MatrixEquation[];
  /** Of the scalar symbols, the size names among them. */
  readonly domain: Domain;
  /** Names that shapes are made of. */
  readonly sizes: ReadonlySet<string>;
}

/**
 * One instance in which everything given holds exactly, or undefined where this draw led to none. Equations are met by
 * construction where they have a known form (`X = …`, `c = …`, A'A = cI, B'B − AA' = cI, `X·… = …`), and tested in any case.
 * @param points of the domain of the drawing.
 * @throws FlowproofError `domain-empty`, `domain-not-sampled`
 */
export function drawInstance(
  drawing: Drawing,
  points: PointDrawer,
  stream: RandomStream,
): MatrixInstance | undefined {
  const { letters, given, domain } = drawing;
  const drawn = points.draw(stream);
  const point = drawn && settleScalars(given, domain, drawn);
  if (point === undefined) return undefined;
  const values = new Map<string, RationalMatrix>();
  const instance = { letters: values, point };
  const sizes = sizesOf(instance);
  const shapeOf = ({ shape }: Letter) => ({
    rows: sizeAt(shape.rows, sizes)!,
    columns: sizeAt(shape.columns, sizes)!,
  });
  if ([...drawing.sizes].some((name) => (sizes.get(name) ?? 0) > MAX_ROWS)) return undefined;
  if (letters.map(shapeOf).some(({ rows, columns }) => Math.max(rows, columns) > MAX_ROWS)) return undefined;
  const patterns = given.map((equation) => patternOf(equation));
  for (const pattern of patterns) {
    if (pattern.kind !== 'gram' && pattern.kind !== 'balance') continue;
    const made = pattern.letters.map(shapeOf);
    const target = valueOfFormula(pattern.multiple, instance);
    if (target.kind !== 'scalar') return undefined;
    const drawn =
      pattern.kind === 'gram'
        ? asList(drawGram(made[0], pattern.columns, target.value, stream))
        : drawBalanced(made[0], made[1], target.value, stream);
    if (drawn === undefined) return undefined;
    for (const [i, letter] of pattern.letters.entries()) values.set(letter.name, drawn[i]);
  }
  const defined = new Set(patterns.flatMap((p) => (p.kind === 'definition' ? [p.letter.name] : [])));
  for (const letter of letters)
    if (!values.has(letter.name) && !defined.has(letter.name))
      values.set(letter.name, drawWithProperty(letter.property, shapeOf(letter), stream));
  for (const pattern of patterns) {
    if (pattern.kind !== 'definition' && pattern.kind !== 'factor') continue;
    const is = valueOfFormula(pattern.is, instance);
    if (is.kind !== 'matrix') return undefined;
    const value = pattern.kind === 'definition' ? is.value : movedLetter(pattern, is.value, instance);
    if (value === undefined) return undefined;
    values.set(pattern.letter.name, value);
  }
  const isSound = letters.every(({ name, property }) => isAsDeclared(values.get(name), property));
  return isSound && given.every((equation) => holds(equation, instance)) ? instance : undefined;
}

/** A matrix that was made to fit an equation need not be invertible; the other properties are never made to fit. */
const isAsDeclared = (value: RationalMatrix | undefined, property: LetterProperty | undefined): boolean =>
  property !== 'invertible' || (value !== undefined && !isZero(eliminate(value).determinant));

/** Its value so that the equation of the pattern holds; the drawn one where no such value is found, for it may hold anyway. */
function movedLetter(
  { letter, by, left }: Extract<InstancePattern, { kind: 'factor' }>,
  is: RationalMatrix,
  instance: MatrixInstance,
): RationalMatrix | undefined {
  const drawn = instance.letters.get(letter.name);
  const factor = valueOfFormula(by, instance);
  if (drawn === undefined || factor.kind !== 'matrix') return undefined;
  if (!left) return movedToFactor(drawn, factor.value, is) ?? drawn;
  const moved = movedToFactor(transposeMatrix(drawn), transposeMatrix(factor.value), transposeMatrix(is));
  return (moved && transposeMatrix(moved)) ?? drawn;
}

function holds({ left, right }: MatrixEquation, instance: MatrixInstance): boolean {
  const [a, b] = [valueOfFormula(left, instance), valueOfFormula(right, instance)];
  if (a.kind === 'matrix' && b.kind === 'matrix') return equalMatrices(a.value, b.value);
  return a.kind === 'scalar' && b.kind === 'scalar' && isZero(subtract(a.value, b.value));
}

const asList = (matrix: RationalMatrix | undefined): readonly RationalMatrix[] | undefined =>
  matrix && [matrix];

/** Larger matrices take longer than they are worth. */
const MAX_ROWS = 24;

/** Values of symbols that an equation `symbol = formula` settles: over what was drawn, where nothing else is known of them. */
function settleScalars(given: readonly MatrixEquation[], domain: Domain, drawn: Point): Point | undefined {
  const point = new Map(drawn);
  for (const { left, right } of given)
    for (const [one, other] of [
      [left, right],
      [right, left],
    ]) {
      if (one.kind !== 'scalar' || other.kind !== 'scalar' || other.scalars.size > 0) continue;
      const { value } = one;
      if (value.kind !== 'symbol' || !point.has(value.name) || mentions(other.value, value.name)) continue;
      const settled = valueOfFormula(other, { letters: new Map(), point });
      if (settled.kind !== 'scalar') return undefined;
      point.set(value.name, settled.value);
      break;
    }
  return containsPoint(domain, point) === true ? point : undefined;
}
