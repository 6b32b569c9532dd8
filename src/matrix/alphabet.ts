/** The letters and scalar generators of one question, and what holds of them by their meaning. */
import { type Expression, symbol } from '../expression/expression.js';
import { print } from '../expression/print.js';
import type { LetterProperty } from './matrix-expression.js';
import { type Polynomial, polynomialKey, type ScalarMonomial, type Word } from './polynomial.js';
import { type Shape, sameSize, shapeText, transposedShape } from './size.js';

/** What a letter stands for. */
export type Meaning =
  | { readonly kind: 'letter'; readonly name: string; readonly property?: LetterProperty }
  /** The inverse of a sum. */
  | { readonly kind: 'inverse'; readonly of: Polynomial }
  /** exp(scalars·of), where `of` is a sum whose first term has coefficient 1. */
  | { readonly kind: 'exponential'; readonly of: Polynomial; readonly times: Polynomial }
  /** The positive semidefinite square root. */
  | { readonly kind: 'root'; readonly of: Polynomial }
  /** The Kronecker product of two words, with the shape of each: an empty word is an identity. */
  | {
      readonly kind: 'kronecker';
      readonly left: Word;
      readonly right: Word;
      readonly leftShape: Shape;
      readonly rightShape: Shape;
    }
  /** The columns of a word of this shape, stacked. */
  | { readonly kind: 'vector'; readonly word: Word; readonly wordShape: Shape };

export interface LetterFacts {
  readonly meaning: Meaning;
  readonly shape: Shape;
  readonly transposed: boolean;
  readonly inverted: boolean;
}

/** What a scalar generator stands for. */
export type Generator =
  | { readonly kind: 'scalar'; readonly expression: Expression }
  /** The trace of a word, the same for its rotations and for its transpose. */
  | { readonly kind: 'trace'; readonly word: Word }
  | { readonly kind: 'determinant'; readonly of: Polynomial };

/** A matrix polynomial that vanishes, with its shape. */
export interface Relation {
  readonly polynomial: Polynomial;
  readonly shape: Shape;
}

export class Alphabet {
  readonly letters: LetterFacts[] = [];
  readonly generators: Generator[] = [];
  /** What holds of the letters by their meaning: inverses invert, roots are roots, a matrix commutes with its exponential. */
  readonly axioms: Relation[] = [];
  readonly #letterByKey = new Map<string, number>();
  readonly #generatorByKey = new Map<string, number>();
  readonly #transposes: number[] = [];
  readonly #inverses: (number | undefined)[] = [];

  /** The letter of a declared name. */
  named(name: string, shape: Shape, property?: LetterProperty): number {
    return this.letter({ kind: 'letter', name, property }, shape, property);
  }

  /** The number of a letter by its meaning, with its transpose; `property` says how the transpose is related to it. */
  letter(meaning: Meaning, shape: Shape, property?: LetterProperty): number {
    const known = this.known(meaning);
    if (known !== undefined) return known;
    const key = meaningKey(meaning);
    const id = this.#add({ meaning, shape, transposed: false, inverted: false });
    this.#letterByKey.set(key, id);
    if (property === 'symmetric' || property === 'positive-definite') this.#transposes[id] = id;
    else if (property === 'orthogonal') {
      const other = this.#add({ meaning, shape, transposed: false, inverted: true });
      this.#transposes[id] = other;
      this.#transposes[other] = id;
      this.#inverses[id] = other;
      this.#inverses[other] = id;
    } else {
      const other = this.#add({ meaning, shape: transposedShape(shape), transposed: true, inverted: false });
      this.#transposes[id] = other;
      this.#transposes[other] = id;
    }
    return id;
  }

  /** The number of a letter of this meaning, if there is one. */
  known(meaning: Meaning): number | undefined {
    return this.#letterByKey.get(meaningKey(meaning));
  }

  #add(facts: LetterFacts): number {
    this.letters.push(facts);
    this.#inverses.push(undefined);
    this.#transposes.push(this.letters.length - 1);
    return this.letters.length - 1;
  }

  transposeOf(letter: number): number {
    return this.#transposes[letter];
  }

  isSquare(letter: number): boolean {
    const { rows, columns } = this.letters[letter].shape;
    return sameSize(rows, columns);
  }

  /** The inverse of a square letter. */
  inverseOf(letter: number): number {
    const known = this.#inverses[letter];
    if (known !== undefined) return known;
    const facts = this.letters[letter];
    const own = this.#add({ ...facts, inverted: !facts.inverted });
    this.#pair(letter, own);
    const turned = this.#transposes[letter];
    if (turned === letter) this.#transposes[own] = own;
    else {
      const other = this.#add({ ...this.letters[turned], inverted: !this.letters[turned].inverted });
      this.#pair(turned, other);
      this.#transposes[own] = other;
      this.#transposes[other] = own;
    }
    return own;
  }

  #pair(a: number, b: number): void {
    this.#inverses[a] = b;
    this.#inverses[b] = a;
  }

  /** Makes two letters each other's transposes, or inverses. */
  linkTransposes(a: number, b: number): void {
    this.#transposes[a] = b;
    this.#transposes[b] = a;
  }

  linkInverses(a: number, b: number): void {
    this.#pair(a, b);
  }

  /** The inverse, where it is known already. */
  knownInverse(letter: number): number | undefined {
    return this.#inverses[letter];
  }

  generator(generator: Generator): number {
    const key = generatorKey(generator);
    const known = this.#generatorByKey.get(key);
    if (known !== undefined) return known;
    this.generators.push(generator);
    this.#generatorByKey.set(key, this.generators.length - 1);
    return this.generators.length - 1;
  }

  /** The generator as a scalar expression; traces and determinants stand in it as symbols of their own. */
  expressionOf(generator: Generator): Expression {
    return generator.kind === 'scalar' ? generator.expression : symbol(generatorKey(generator));
  }

  scalar(expression: Expression): ScalarMonomial {
    return [[this.generator({ kind: 'scalar', expression }), 1]];
  }

  /** Adds what holds of a letter, unless it is there. */
  assert(relation: Relation): void {
    const key = polynomialKey(relation.polynomial);
    if (!this.axioms.some((axiom) => polynomialKey(axiom.polynomial) === key)) this.axioms.push(relation);
  }
}

function meaningKey(meaning: Meaning): string {
  switch (meaning.kind) {
    case 'letter':
      return `letter ${meaning.name}`;
    case 'exponential':
      return `exponential ${polynomialKey(meaning.times)} of ${polynomialKey(meaning.of)}`;
    case 'kronecker': {
      const { left, right, leftShape, rightShape } = meaning;
      return `kronecker ${left.join()} (${shapeText(leftShape)}) and ${right.join()} (${shapeText(rightShape)})`;
    }
    case 'vector':
      return `vector ${meaning.word.join()} (${shapeText(meaning.wordShape)})`;
    default:
      return `${meaning.kind} ${polynomialKey(meaning.of)}`;
  }
}

function generatorKey(generator: Generator): string {
  switch (generator.kind) {
    case 'scalar':
      return `scalar ${print(generator.expression)}`;
    case 'trace':
      return `trace ${generator.word.join()}`;
    case 'determinant':
      return `determinant ${polynomialKey(generator.of)}`;
  }
}
