/** Scalar coefficients as statements of the scalar kernel. */
import type { Domain } from '../domain/domain.js';
import type { Expression } from '../expression/expression.js';
import { rational, signOf } from '../expression/rational.js';
import { symbolsOf } from '../expression/traverse.js';
import type { Alphabet } from '../matrix/alphabet.js';
import { scalarAsExpression } from '../matrix/expand-scalar.js';
import { type Polynomial, scalePolynomial, type Term } from '../matrix/polynomial.js';

/** left = right says that a coefficient vanishes. */
export interface RemainderQuestion {
  readonly left: Expression;
  readonly right: Expression;
  readonly domain: Domain;
}

/**
 * Ways to say that the coefficient vanishes; any of them will do. Sides of one sign can be compared by their squares, so it
 * matters which terms stand together: those of one sign, or those that hold the same root.
 * The domain has a real symbol for every scalar that is made of matrices.
 */
export function* remainderAsQuestions(
  alphabet: Alphabet,
  coefficient: Polynomial,
  domain: Domain,
): Generator<RemainderQuestion> {
  const symbols = new Map(domain.symbols);
  for (const name of symbolsOf(scalarAsExpression(alphabet, coefficient)))
    if (!symbols.has(name)) symbols.set(name, { name, integer: false });
  const split = (isLeft: (term: Term) => boolean): RemainderQuestion => {
    const terms = [...coefficient];
    const [left, right] = [true, false].map((side) =>
      scalePolynomial(new Map(terms.filter(([, term]) => isLeft(term) === side)), rational(side ? 1 : -1)),
    );
    return {
      left: scalarAsExpression(alphabet, left),
      right: scalarAsExpression(alphabet, right),
      domain: { ...domain, symbols },
    };
  };
  yield split(({ coefficient: c }) => signOf(c) > 0);
  const generators = new Set([...coefficient.values()].flatMap(({ scalars }) => scalars.map(([g]) => g)));
  for (const g of generators) {
    const generator = alphabet.generators[g];
    if (generator.kind === 'scalar' && generator.expression.kind === 'call')
      yield split(({ scalars }) => scalars.some(([own]) => own === g));
  }
}
