/** Scalar coefficients as statements of the scalar kernel. */
import type { Domain } from '../domain/domain.js';
import type { Expression } from '../expression/expression.js';
import { symbolsOf } from '../expression/traverse.js';
import type { Alphabet } from '../matrix/alphabet.js';
import { scalarAsExpression } from '../matrix/expand-scalar.js';
import type { Polynomial } from '../matrix/polynomial.js';

/** The coefficient as an expression, and the domain with a real symbol for every scalar that is made of matrices. */
export function remainderAsQuestion(
  alphabet: Alphabet,
  coefficient: Polynomial,
  domain: Domain,
): { readonly left: Expression; readonly domain: Domain } {
  const left = scalarAsExpression(alphabet, coefficient);
  const symbols = new Map(domain.symbols);
  for (const name of symbolsOf(left)) if (!symbols.has(name)) symbols.set(name, { name, integer: false });
  return { left, domain: { ...domain, symbols } };
}
