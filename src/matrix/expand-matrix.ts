/** Matrix and scalar expressions as polynomials over one alphabet. */
import { binary, type Expression } from '../expression/expression.js';
import { ONE, rational } from '../expression/rational.js';
import type { Alphabet } from './alphabet.js';
import {
  addBlocks,
  type BlockPolynomial,
  joinBlocks,
  mapBlocks,
  multiplyBlocks,
  transposeBlocks,
  whole,
} from './block-polynomial.js';
import { expandScalar, generatorPolynomial, invertScalar, scalarAsExpression } from './expand-scalar.js';
import { exponentialOfMatrix, invertMatrix, rootOfMatrix } from './functions-of-matrices.js';
import { kroneckerBlocks, vectorOf } from './kronecker.js';
import { type MatrixExpression, type MatrixScalar, printMatrix } from './matrix-expression.js';
import {
  addPolynomials,
  type Polynomial,
  polynomialKey,
  scalePolynomial,
  single,
  type Word,
  ZERO_POLYNOMIAL,
} from './polynomial.js';
import { isSquare, type Size, sameShape, sameSize, sizeAsExpression } from './size.js';
import { unsupported } from './unsupported.js';
import { joinWords, multiplyPolynomials, traceClass, transposePolynomial, transposeWord } from './words.js';

export class Expander {
  readonly #alphabet: Alphabet;
  readonly #scalars: ReadonlyMap<string, MatrixScalar>;

  /** @param scalars what the scalars are that are made of matrices, by the names of their symbols. */
  constructor(alphabet: Alphabet, scalars: ReadonlyMap<string, MatrixScalar>) {
    this.#alphabet = alphabet;
    this.#scalars = scalars;
  }

  /** @throws TooManyTerms, FlowproofError `matrix-unsupported` */
  scalar(e: Expression): Polynomial {
    return expandScalar(this.#alphabet, e, (name) => {
      const made = this.#scalars.get(name);
      if (made === undefined) return undefined;
      return made.kind === 'trace' ? this.#trace(made.of) : this.#determinant(made.of);
    });
  }

  /** @throws TooManyTerms, FlowproofError `matrix-unsupported` */
  matrix(e: MatrixExpression): BlockPolynomial {
    const alphabet = this.#alphabet;
    switch (e.kind) {
      case 'letter':
        return whole(e.shape, single(ONE, [], [alphabet.named(e.name, e.shape, e.property)]));
      case 'identity':
        return whole(e.shape, single(ONE));
      case 'zero':
        return whole(e.shape, ZERO_POLYNOMIAL);
      case 'add':
      case 'subtract':
        return addBlocks(this.matrix(e.left), this.matrix(e.right), e.kind === 'add' ? 1 : -1);
      case 'multiply':
        return multiplyBlocks(alphabet, this.matrix(e.left), this.matrix(e.right));
      case 'negate':
        return mapBlocks(this.matrix(e.of), (p) => scalePolynomial(p, rational(-1)));
      case 'scale': {
        const by = this.scalar(e.by);
        return mapBlocks(this.matrix(e.of), (p) => multiplyPolynomials(alphabet, by, p));
      }
      case 'transpose':
        return transposeBlocks(alphabet, this.matrix(e.of));
      case 'inverse':
        return whole(e.shape, invertMatrix(alphabet, this.#onePiece(e.of), e.shape));
      case 'exponential':
        return whole(e.shape, exponentialOfMatrix(alphabet, this.#onePiece(e.of), e.shape));
      case 'root':
        return whole(e.shape, rootOfMatrix(alphabet, this.#onePiece(e.of), e.shape));
      case 'blocks':
        return joinBlocks(e.rows.map((row) => row.map((block) => this.matrix(block))));
      case 'kronecker': {
        const right = this.#onePiece(e.right);
        const { rows, columns } = e.right.shape;
        return kroneckerBlocks(alphabet, this.matrix(e.left), right, { rows, columns });
      }
      case 'vectorise':
        return whole(e.shape, vectorOf(alphabet, this.#onePiece(e.of), e.of.shape));
    }
  }

  #onePiece(e: MatrixExpression): Polynomial {
    const { rows, columns, entries } = this.matrix(e);
    if (entries.every((row) => row.every((p) => p.size === 0))) return ZERO_POLYNOMIAL;
    if (rows.length !== 1 || columns.length !== 1)
      throw unsupported(`${printMatrix(e)}: a function of a matrix that is cut into blocks`);
    return entries[0][0];
  }

  #trace(of: MatrixExpression): Polynomial {
    const { rows, columns, entries } = this.matrix(of);
    if (rows.length !== columns.length || rows.some((size, i) => !sameSize(size, columns[i])))
      throw unsupported(
        `${printMatrix(of)}: the trace of a matrix whose rows and columns are cut differently`,
      );
    return entries.reduce(
      (total, row, i) => addPolynomials(total, traceOf(this.#alphabet, row[i], rows[i]), ONE),
      ZERO_POLYNOMIAL,
    );
  }

  /** det(c·x·y) = c^n·det(x)·det(y) over square letters; the determinant of a sum is a generator of its own. */
  #determinant(of: MatrixExpression): Polynomial {
    const alphabet = this.#alphabet;
    const p = this.#onePiece(of);
    const [term, ...others] = [...p.values()];
    if (term === undefined || others.length > 0 || !term.word.every((letter) => alphabet.isSquare(letter))) {
      const turned = transposePolynomial(alphabet, p);
      return generatorPolynomial(alphabet, {
        kind: 'determinant',
        of: polynomialKey(p) <= polynomialKey(turned) ? p : turned,
      });
    }
    const scalar = single(term.coefficient, term.scalars);
    const isUnit = polynomialKey(scalar) === polynomialKey(single(ONE));
    const power = (): Expression =>
      binary('power', scalarAsExpression(alphabet, scalar), sizeAsExpression(of.shape.rows));
    const factor = isUnit ? scalar : this.scalar(power());
    return term.word.reduce(
      (total, letter) => multiplyPolynomials(alphabet, total, this.#determinantOfLetter(letter)),
      factor,
    );
  }

  #determinantOfLetter(letter: number): Polynomial {
    const alphabet = this.#alphabet;
    const { inverted } = alphabet.letters[letter];
    const plain = inverted ? alphabet.inverseOf(letter) : letter;
    const of = single(ONE, [], [Math.min(plain, alphabet.transposeOf(plain))]);
    const value = generatorPolynomial(alphabet, { kind: 'determinant', of });
    return inverted ? invertScalar(alphabet, value) : value;
  }
}

/** The trace of a polynomial of square matrices. */
export function traceOf(alphabet: Alphabet, p: Polynomial, size: Size): Polynomial {
  let total: Polynomial = ZERO_POLYNOMIAL;
  for (const { coefficient, scalars, word } of p.values()) {
    const cyclic = traceClass(alphabet, word);
    const value =
      cyclic.length === 0
        ? expandScalar(alphabet, sizeAsExpression(size), () => undefined)
        : (traceOfKronecker(alphabet, cyclic) ??
          generatorPolynomial(alphabet, { kind: 'trace', word: cyclic }));
    total = addPolynomials(total, scalePolynomial(value, coefficient, scalars), ONE);
  }
  return total;
}

/** tr(A⊗B) = tr A · tr B for square A and B, and (vec A)'·vec B = tr(A'B); undefined for other words. */
function traceOfKronecker(alphabet: Alphabet, word: Word): Polynomial | undefined {
  const [first, second, ...others] = word.map((letter) => alphabet.letters[letter]);
  if (others.length > 0 || first.inverted || second?.inverted) return undefined;
  const { meaning } = first;
  const trace = (w: Word, size: Size): Polynomial => traceOf(alphabet, single(ONE, [], w), size);
  if (second === undefined) {
    if (meaning.kind !== 'kronecker') return undefined;
    const { left, right, leftShape, rightShape } = meaning;
    if (!isSquare(leftShape) || !isSquare(rightShape)) return undefined;
    return multiplyPolynomials(alphabet, trace(left, leftShape.rows), trace(right, rightShape.rows));
  }
  if (meaning.kind !== 'vector' || second.meaning.kind !== 'vector') return undefined;
  if (first.transposed === second.transposed || !sameShape(meaning.wordShape, second.meaning.wordShape))
    return undefined;
  const inner = joinWords(alphabet, transposeWord(alphabet, meaning.word), second.meaning.word);
  return trace(inner, meaning.wordShape.columns);
}
