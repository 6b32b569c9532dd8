/** Random matrices of exact rationals that have what a statement assumes of them. */

import { containsPoint } from '../domain/contains-point.js';
import type { Domain, Point } from '../domain/domain.js';
import type { RandomStream } from '../domain/random-stream.js';
import { isZero, type Rational, rational, subtract } from '../expression/rational.js';
import { type MatrixInstance, sizesOf, valueOfFormula } from './instance.js';
import { patternOf } from './instance-patterns.js';
import type { Letter } from './matrix-expression.js';
import type { MatrixEquation } from './matrix-statement.js';
import { drawBalanced, drawGram, drawWithProperty } from './random-matrices.js';
import { equalMatrices, type RationalMatrix } from './rational-matrix.js';
import { sizeAt } from './size.js';

export interface Drawing {
  readonly letters: readonly Letter[];
  readonly given: readonly MatrixEquation[];
  /** Of the scalar symbols, the size names among them. */
  readonly domain: Domain;
}

const LARGEST_SIZE = 3;

/**
 * One instance in which everything given holds exactly, or undefined where this draw led to none. Equations are met by
 * construction where they have a known form (`X = …`, A'A = cI, B'B − AA' = cI), and tested in any case.
 */
export function drawInstance(
  { letters, given, domain }: Drawing,
  stream: RandomStream,
): MatrixInstance | undefined {
  const point = drawPoint(domain, stream);
  if (point === undefined) return undefined;
  const values = new Map<string, RationalMatrix>();
  const instance = { letters: values, point };
  const sizes = sizesOf(instance);
  const shapeOf = ({ shape }: Letter) => ({
    rows: sizeAt(shape.rows, sizes)!,
    columns: sizeAt(shape.columns, sizes)!,
  });
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
    if (pattern.kind !== 'definition') continue;
    const value = valueOfFormula(pattern.is, instance);
    if (value.kind !== 'matrix') return undefined;
    values.set(pattern.letter.name, value.value);
  }
  return given.every((equation) => holds(equation, instance)) ? instance : undefined;
}

function holds({ left, right }: MatrixEquation, instance: MatrixInstance): boolean {
  const [a, b] = [valueOfFormula(left, instance), valueOfFormula(right, instance)];
  if (a.kind === 'matrix' && b.kind === 'matrix') return equalMatrices(a.value, b.value);
  return a.kind === 'scalar' && b.kind === 'scalar' && isZero(subtract(a.value, b.value));
}

const asList = (matrix: RationalMatrix | undefined): readonly RationalMatrix[] | undefined =>
  matrix && [matrix];

/** Squares and their opposites make roots rational; other numbers are there to be no squares. */
const SCALARS: readonly Rational[] = [
  [0, 1],
  [1, 1],
  [-1, 1],
  [4, 1],
  [-4, 1],
  [1, 4],
  [-9, 4],
  [2, 1],
  [-3, 1],
  [1, 3],
].map(([n, d]) => rational(n, d));

const POINT_DRAWS = 200;

/** A point of the domain with small integers for sizes and for all integer symbols. */
function drawPoint(domain: Domain, stream: RandomStream): Point | undefined {
  for (let draw = 0; draw < POINT_DRAWS; draw++) {
    const point = new Map<string, Rational>();
    for (const { name, integer } of domain.symbols.values())
      point.set(
        name,
        integer
          ? rational(stream.integer(draw < POINT_DRAWS / 2 ? 1 : -2, LARGEST_SIZE))
          : SCALARS[stream.integer(0, SCALARS.length - 1)],
      );
    if (containsPoint(domain, point) === true) return point;
  }
  return undefined;
}
