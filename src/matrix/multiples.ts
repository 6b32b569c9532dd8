/** Multiples of relations, which vanish as the relations do. */
import { ONE, type Rational } from '../expression/rational.js';
import type { Alphabet, Relation } from './alphabet.js';
import { traceOf } from './expand-matrix.js';
import { type Polynomial, type ScalarMonomial, scalePolynomial, single, type Word } from './polynomial.js';
import { multiplyPolynomials } from './words.js';

/** What is known to vanish: a matrix, or a scalar. */
export type Vanishing =
  | ({ readonly kind: 'matrix' } & Relation)
  | { readonly kind: 'scalar'; readonly polynomial: Polynomial };

/**
 * scalars · left·(matrix)·right, or its trace, or scalars · (scalar) · left. `relation` counts what vanishes.
 */
export interface Multiple {
  readonly relation: number;
  readonly scalars: ScalarMonomial;
  readonly left: Word;
  readonly right: Word;
  /** The trace of the product instead of the product. */
  readonly traced: boolean;
}

/** A multiple with its coefficient in a proof. */
export interface Cofactor extends Multiple {
  readonly coefficient: Rational;
}

/** @throws TooManyTerms */
export function multipleOf(
  alphabet: Alphabet,
  relations: readonly Vanishing[],
  multiple: Multiple,
): Polynomial {
  const { scalars, left, right, traced } = multiple;
  const relation = relations[multiple.relation];
  const word = (w: Word): Polynomial => single(ONE, [], w);
  const inner = multiplyPolynomials(
    alphabet,
    multiplyPolynomials(alphabet, word(left), relation.polynomial),
    word(right),
  );
  const whole = traced && relation.kind === 'matrix' ? traceOf(alphabet, inner, relation.shape.rows) : inner;
  return scalePolynomial(whole, ONE, scalars);
}
