/** What holds of scalar generators by their meaning: squares of roots, products with inverses. */
import { ONE, rational } from '../expression/rational.js';
import type { Alphabet } from '../matrix/alphabet.js';
import { expandScalar, generatorPolynomial } from '../matrix/expand-scalar.js';
import { addPolynomials, type Polynomial, single } from '../matrix/polynomial.js';
import { multiplyPolynomials } from '../matrix/words.js';
import { rationalValue } from '../rules/core-form.js';

/** Polynomials that vanish wherever the generators are defined. */
export function scalarRelations(alphabet: Alphabet): Polynomial[] {
  const relations: Polynomial[] = [];
  for (let g = 0; g < alphabet.generators.length; g++) {
    const generator = alphabet.generators[g];
    if (generator.kind !== 'scalar') continue;
    const { expression: e } = generator;
    const own = generatorPolynomial(alphabet, generator);
    const expand = (u: typeof e): Polynomial => expandScalar(alphabet, u, () => undefined);
    if (e.kind === 'call' && e.name === 'sqrt')
      relations.push(
        addPolynomials(multiplyPolynomials(alphabet, own, own), expand(e.operands[0]), rational(-1)),
      );
    if (e.kind === 'divide' && rationalValue(e.left)?.numerator === 1n)
      relations.push(
        addPolynomials(multiplyPolynomials(alphabet, own, expand(e.right)), single(ONE), rational(-1)),
      );
  }
  return relations;
}
