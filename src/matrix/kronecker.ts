/** Kronecker products and stacked columns of polynomials, term by term. */
import { multiply } from '../expression/rational.js';
import type { Alphabet } from './alphabet.js';
import type { BlockPolynomial } from './block-polynomial.js';
import { multiplyMonomials, type Polynomial, TermSum } from './polynomial.js';
import { multiplySizes, type Shape } from './size.js';
import { kroneckerWord, MAX_TERMS, TooManyTerms, vectorLetter } from './words.js';

/** A⊗B, where A may be cut into blocks: (A⊗B)ᵢⱼ = Aᵢⱼ⊗B. @throws TooManyTerms */
export const kroneckerBlocks = (
  alphabet: Alphabet,
  left: BlockPolynomial,
  right: Polynomial,
  rightShape: Shape,
): BlockPolynomial => ({
  rows: left.rows.map((size) => multiplySizes(size, rightShape.rows)),
  columns: left.columns.map((size) => multiplySizes(size, rightShape.columns)),
  entries: left.entries.map((row, i) =>
    row.map((p, j) =>
      kroneckerOf(alphabet, p, { rows: left.rows[i], columns: left.columns[j] }, right, rightShape),
    ),
  ),
});

function kroneckerOf(
  alphabet: Alphabet,
  a: Polynomial,
  shapeOfA: Shape,
  b: Polynomial,
  shapeOfB: Shape,
): Polynomial {
  if (a.size * b.size > MAX_TERMS) throw new TooManyTerms();
  const out = new TermSum();
  for (const x of a.values())
    for (const y of b.values())
      out.add(
        multiply(x.coefficient, y.coefficient),
        multiplyMonomials(x.scalars, y.scalars),
        kroneckerWord(alphabet, x.word, shapeOfA, y.word, shapeOfB),
      );
  return out.polynomial;
}

/** vec of every term. */
export function vectorOf(alphabet: Alphabet, p: Polynomial, shape: Shape): Polynomial {
  const out = new TermSum();
  for (const { coefficient, scalars, word } of p.values())
    out.add(coefficient, scalars, [vectorLetter(alphabet, word, shape)]);
  return out.polynomial;
}
