/** Words, scalars and polynomials as text that is read back to the same. */
import { print } from '../expression/print.js';
import { formatRational, isOne } from '../expression/rational.js';
import type { Alphabet } from './alphabet.js';
import { scalarAsExpression } from './expand-scalar.js';
import { type Polynomial, single, type Word } from './polynomial.js';
import type { Shape } from './size.js';

/** The product of the letters; undefined for the empty word. */
export const wordText = (alphabet: Alphabet, word: Word): string | undefined =>
  word.length === 0 ? undefined : word.map((letter) => letterText(alphabet, letter)).join('*');

function letterText(alphabet: Alphabet, letter: number): string {
  const { meaning, transposed, inverted } = alphabet.letters[letter];
  const own = (() => {
    switch (meaning.kind) {
      case 'letter':
        return meaning.name;
      case 'inverse':
        return `inv(${polynomialText(alphabet, meaning.of)})`;
      case 'root':
        return `sqrtm(${polynomialText(alphabet, meaning.of)})`;
      case 'kronecker': {
        const { left, right, leftShape, rightShape } = meaning;
        return `kron(${factorText(alphabet, left, leftShape)}, ${factorText(alphabet, right, rightShape)})`;
      }
      case 'vector':
        return `vec(${factorText(alphabet, meaning.word, meaning.wordShape)})`;
      case 'exponential':
        return `expm((${print(scalarAsExpression(alphabet, meaning.times))})*(${polynomialText(alphabet, meaning.of)}))`;
    }
  })();
  const turned = transposed ? `${own}'` : own;
  return inverted ? `inv(${turned})` : turned;
}

const factorText = (alphabet: Alphabet, word: Word, { rows }: Shape): string =>
  wordText(alphabet, word) ?? `eye(${rows.key})`;

/** A matrix polynomial; the identity is written I. */
export function polynomialText(alphabet: Alphabet, p: Polynomial): string {
  if (p.size === 0) return '0';
  return [...p.values()]
    .map(({ coefficient, scalars, word }) => {
      const by = print(scalarAsExpression(alphabet, single(coefficient, scalars)));
      return `(${by})*${wordText(alphabet, word) ?? 'I'}`;
    })
    .join(' + ');
}

/** coefficient·scalars as text; traces and determinants as functions of words. */
export function scalarText(alphabet: Alphabet, by: Polynomial): string {
  if (by.size === 0) return '0';
  return [...by.values()]
    .map(({ coefficient, scalars }) => {
      const factors = scalars.map(([g, e]) => {
        const own = generatorText(alphabet, g);
        return e === 1 ? own : `(${own})^(${e})`;
      });
      const text = [
        ...(isOne(coefficient) && factors.length > 0 ? [] : [`(${formatRational(coefficient)})`]),
        ...factors,
      ];
      return text.join('*');
    })
    .join(' + ');
}

function generatorText(alphabet: Alphabet, g: number): string {
  const generator = alphabet.generators[g];
  switch (generator.kind) {
    case 'scalar':
      return `(${print(generator.expression)})`;
    case 'trace':
      return `tr(${wordText(alphabet, generator.word) ?? 'I'})`;
    case 'determinant':
      return `det(${polynomialText(alphabet, generator.of)})`;
  }
}
