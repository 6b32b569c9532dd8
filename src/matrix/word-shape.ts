/** Shapes of words, to keep products of the wrong sizes out of a proof. */
import type { Alphabet } from './alphabet.js';
import type { Word } from './polynomial.js';
import { type Shape, sameSize } from './size.js';

/** The shape of a product of letters around a matrix of a given shape; undefined where they do not fit. */
export function shapeAround(alphabet: Alphabet, left: Word, inner: Shape, right: Word): Shape | undefined {
  const shapes = [
    ...left.map((letter) => alphabet.letters[letter].shape),
    inner,
    ...right.map((letter) => alphabet.letters[letter].shape),
  ];
  for (let i = 1; i < shapes.length; i++)
    if (!sameSize(shapes[i - 1].columns, shapes[i].rows)) return undefined;
  return { rows: shapes[0].rows, columns: shapes[shapes.length - 1].columns };
}
