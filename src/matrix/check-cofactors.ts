/** Does a combination of what vanishes make a difference vanish? Plain arithmetic, no search. */
import { rational } from '../expression/rational.js';
import { traceOf } from './expand-matrix.js';
import { coefficientsOfWords } from './functions-of-matrices.js';
import type { Difference, ExpandedStatement } from './matrix-statement.js';
import { addPolynomials, type Polynomial } from './polynomial.js';
import { sameShape, sameSize } from './size.js';
import { shapeAround } from './word-shape.js';
import { multiplyPolynomials } from './words.js';

/** by · left · (what vanishes) · right, or the trace of it; written over the letters of the statement. */
export interface ProofTerm {
  /** Counts what vanishes. */
  readonly relation: number;
  /** A scalar. */
  readonly by: Polynomial;
  /** One word with coefficient 1 each. */
  readonly left: Polynomial;
  readonly right: Polynomial;
  readonly traced: boolean;
}

/** Thrown where a combination is not well formed. */
export class NotACombination extends Error {}

/**
 * The scalar coefficients that are left of the difference when the combination is taken away: they have to vanish wherever the
 * statement speaks.
 * @throws NotACombination, TooManyTerms
 */
export function remainderOf(
  { alphabet, relations }: ExpandedStatement,
  difference: Difference,
  terms: readonly ProofTerm[],
): Polynomial[] {
  let rest = difference.polynomial;
  for (const { relation, by, left, right, traced } of terms) {
    const vanishing = relations[relation];
    if (vanishing === undefined) throw new NotACombination('it speaks of a relation that there is not');
    if ([...by.values()].some(({ word }) => word.length > 0))
      throw new NotACombination('a scalar holds a matrix');
    const [before, after] = [wordOf(left), wordOf(right)];
    let product = multiplyPolynomials(
      alphabet,
      multiplyPolynomials(alphabet, left, vanishing.polynomial),
      right,
    );
    if (vanishing.kind === 'matrix') {
      const shape = shapeAround(alphabet, before, vanishing.shape, after);
      if (shape === undefined) throw new NotACombination('the sizes of a product do not fit');
      if (traced) {
        if (!sameSize(shape.rows, shape.columns)) throw new NotACombination('a trace of what is not square');
        product = traceOf(alphabet, product, shape.rows);
      }
      const fits = traced ? true : difference.shape !== undefined && sameShape(shape, difference.shape);
      if (!fits) throw new NotACombination('a product has another shape than the difference');
      if (traced && difference.shape !== undefined)
        throw new NotACombination('a trace stands among matrices without one');
    } else if (traced || (difference.shape === undefined && before.length + after.length > 0))
      throw new NotACombination('a scalar is multiplied with a matrix');
    rest = addPolynomials(rest, multiplyPolynomials(alphabet, by, product), rational(-1));
  }
  return [...coefficientsOfWords(rest).values()].map(({ coefficient }) => coefficient);
}

function wordOf(p: Polynomial) {
  const [term, ...others] = [...p.values()];
  const isWord =
    term !== undefined &&
    others.length === 0 &&
    term.scalars.length === 0 &&
    term.coefficient.numerator === 1n &&
    term.coefficient.denominator === 1n;
  if (!isWord) throw new NotACombination('a factor is not a product of letters');
  return term.word;
}
