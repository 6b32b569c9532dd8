/** Shapes of words, to keep products of the wrong sizes out of a proof. */
import type { Alphabet } from './alphabet.js';
import type { Word } from './polynomial.js';
import { type Shape, shapeOfProduct } from './size.js';

/** The shape of a product of letters around a matrix of a given shape; undefined where they do not fit. */
export function shapeAround(alphabet: Alphabet, left: Word, inner: Shape, right: Word): Shape | undefined {
  const of = (letter: number): Shape => alphabet.letters[letter].shape;
  const [first, ...others] = [...left.map(of), inner, ...right.map(of)];
  return shapeOfProduct(first, ...others);
}
