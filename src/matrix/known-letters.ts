/** What a proof may multiply with: letters and scalars that are defined wherever the statement speaks. */
import type { Expression } from '../expression/expression.js';
import { subexpressions } from '../expression/traverse.js';
import type { Alphabet, Generator, Meaning } from './alphabet.js';
import type { Polynomial, Word } from './polynomial.js';

/**
 * The letters and scalars of a statement as it is written, taken down before a certificate is read. A factor that is not
 * among them might not be defined at every point of which the statement speaks: the inverse of a letter cancels it, and
 * 1/u cancels u, whether or not they are 0 there.
 */
export class KnownLetters {
  readonly #alphabet: Alphabet;
  readonly #letters: number;
  readonly #generators: number;
  /** Parts of the scalars of the statement. */
  readonly #parts: ReadonlySet<Expression>;
  /** Generators by which the statement divides. */
  readonly #divisors: ReadonlySet<number>;

  /** @param written everything that the statement consists of. */
  constructor(alphabet: Alphabet, written: readonly Polynomial[]) {
    this.#alphabet = alphabet;
    this.#letters = alphabet.letters.length;
    this.#generators = alphabet.generators.length;
    const scalars = alphabet.generators.flatMap((g) => (g.kind === 'scalar' ? [g.expression] : []));
    this.#parts = new Set(subexpressions(...scalars));
    this.#divisors = new Set(
      [...written, ...alphabet.letters.flatMap(({ meaning }) => polynomialsOf(meaning))].flatMap((p) =>
        [...p.values()].flatMap(({ scalars }) => scalars.filter(([, e]) => e < 0).map(([g]) => g)),
      ),
    );
  }

  /** Is the polynomial defined wherever the statement is? */
  holds(p: Polynomial): boolean {
    return [...p.values()].every(
      ({ scalars, word }) =>
        word.every((letter) => this.#holdsLetter(letter)) &&
        scalars.every(([g, e]) => this.#holdsGenerator(g) && (e > 0 || this.#divisors.has(g))),
    );
  }

  /** Products of exponentials, and of Kronecker products, make new ones, which are defined as their parts are. */
  #holdsLetter(letter: number): boolean {
    if (letter < this.#letters) return true;
    const { meaning, inverted } = this.#alphabet.letters[letter];
    const holdsWord = (word: Word): boolean => word.every((part) => this.#holdsLetter(part));
    switch (meaning.kind) {
      case 'exponential':
        return this.holds(meaning.of) && this.holds(meaning.times);
      case 'kronecker':
        return !inverted && holdsWord(meaning.left) && holdsWord(meaning.right);
      case 'vector':
        return !inverted && holdsWord(meaning.word);
      default:
        return false;
    }
  }

  /** Traces of new products are defined as their letters are. */
  #holdsGenerator(g: number): boolean {
    if (g < this.#generators) return true;
    const generator: Generator = this.#alphabet.generators[g];
    switch (generator.kind) {
      case 'trace':
        return generator.word.every((letter) => this.#holdsLetter(letter));
      case 'determinant':
        return this.holds(generator.of);
      case 'scalar': {
        const { expression } = generator;
        return expression.kind === 'symbol' || expression.kind === 'constant' || this.#parts.has(expression);
      }
    }
  }
}

function polynomialsOf(meaning: Meaning): readonly Polynomial[] {
  switch (meaning.kind) {
    case 'exponential':
      return [meaning.of, meaning.times];
    case 'inverse':
    case 'root':
      return [meaning.of];
    default:
      return [];
  }
}
