/** Inverses, exponentials and square roots as letters, with what holds of them by their meaning. */
import { call } from '../expression/expression.js';
import { divide, isOne, ONE, type Rational, rational } from '../expression/rational.js';
import type { Alphabet } from './alphabet.js';
import { invertScalar, scalarAsExpression } from './expand-scalar.js';
import {
  addPolynomials,
  type Polynomial,
  polynomialKey,
  scalePolynomial,
  single,
  TermSum,
  type Word,
} from './polynomial.js';
import type { Shape } from './size.js';
import {
  exponentialLetter,
  joinWords,
  kroneckerWord,
  multiplyPolynomials,
  primitive,
  transposePolynomial,
} from './words.js';

const letterPolynomial = (letter: number): Polynomial => single(ONE, [], [letter]);

/** Of a product of square letters letter by letter; of a sum M a letter Z with Z·M = M·Z = I. */
export function invertMatrix(alphabet: Alphabet, p: Polynomial, shape: Shape): Polynomial {
  const terms = [...p.values()];
  if (terms.length === 1 && terms[0].word.every((letter) => alphabet.isSquare(letter))) {
    const [{ coefficient, scalars, word }] = terms;
    return multiplyPolynomials(
      alphabet,
      invertScalar(alphabet, single(coefficient, scalars)),
      single(ONE, [], invertWord(alphabet, word)),
    );
  }
  if (terms.length === 0) return letterPolynomial(inverseLetter(alphabet, p, shape));
  const [lead, of] = primitive(p);
  return single(rational(lead.denominator, lead.numerator), [], [inverseLetter(alphabet, of, shape)]);
}

/** Of square letters; (A⊗B)⁻¹ = A⁻¹⊗B⁻¹ where the factors are products of square letters too. */
function invertWord(alphabet: Alphabet, word: Word): Word {
  const inverses = [...word].reverse().map((letter): Word => {
    const { meaning, inverted } = alphabet.letters[letter];
    if (meaning.kind !== 'kronecker' || inverted) return [alphabet.inverseOf(letter)];
    const { left, right, leftShape, rightShape } = meaning;
    if (![...left, ...right].every((factor) => alphabet.isSquare(factor)))
      return [alphabet.inverseOf(letter)];
    return kroneckerWord(
      alphabet,
      invertWord(alphabet, left),
      leftShape,
      invertWord(alphabet, right),
      rightShape,
    );
  });
  return inverses.reduce((a, b) => joinWords(alphabet, a, b), []);
}

function inverseLetter(alphabet: Alphabet, of: Polynomial, shape: Shape): number {
  const known = alphabet.known({ kind: 'inverse', of });
  if (known !== undefined) return known;
  const own = alphabet.letter({ kind: 'inverse', of }, shape, 'symmetric');
  assertInverse(alphabet, own, of, shape);
  const turned = transposePolynomial(alphabet, of);
  if (polynomialKey(turned) !== polynomialKey(of)) {
    // (M⁻¹)' inverts M', whatever its first term is.
    const other = alphabet.letter({ kind: 'inverse', of: turned }, shape, 'symmetric');
    assertInverse(alphabet, other, turned, shape);
    alphabet.linkTransposes(own, other);
  }
  return own;
}

function assertInverse(alphabet: Alphabet, letter: number, of: Polynomial, shape: Shape): void {
  const z = letterPolynomial(letter);
  for (const product of [multiplyPolynomials(alphabet, z, of), multiplyPolynomials(alphabet, of, z)])
    alphabet.assert({ polynomial: addPolynomials(product, single(ONE), rational(-1)), shape });
}

/** The letter R with R·R = M and R' = R. */
export function rootOfMatrix(alphabet: Alphabet, of: Polynomial, shape: Shape): Polynomial {
  const r = letterPolynomial(alphabet.letter({ kind: 'root', of }, shape, 'symmetric'));
  alphabet.assert({
    polynomial: addPolynomials(multiplyPolynomials(alphabet, r, r), of, rational(-1)),
    shape,
  });
  return r;
}

/** exp(M) = Π exp(parts) over parts that commute: the terms, where all are powers of one letter; else M as a whole. */
export function exponentialOfMatrix(alphabet: Alphabet, p: Polynomial, shape: Shape): Polynomial {
  const byWord = coefficientsOfWords(p);
  const [identity, rest] = [
    byWord.get(''),
    [...byWord].filter(([key]) => key !== '').map(([, value]) => value),
  ];
  let out = identity
    ? single(ONE, alphabet.scalar(call('exp', scalarAsExpression(alphabet, identity.coefficient))))
    : single(ONE);
  const base = rest[0]?.word[0];
  const isOfOneLetter = rest.every(({ word }) => word.every((letter) => letter === base));
  const parts = isOfOneLetter ? rest.map((part) => [part]) : [rest];
  const letters = parts
    .filter((part) => part.length > 0)
    .map((part) => {
      const { of, times } = splitScalars(part);
      const letter = exponentialLetter(alphabet, of, times, shape);
      assertCommute(alphabet, isOfOneLetter ? letterPolynomial(base) : of, letterPolynomial(letter), shape);
      return letter;
    });
  for (const [i, letter] of letters.entries()) {
    for (const other of letters.slice(0, i))
      assertCommute(alphabet, letterPolynomial(other), letterPolynomial(letter), shape);
    out = multiplyPolynomials(alphabet, out, letterPolynomial(letter));
  }
  return out;
}

function assertCommute(alphabet: Alphabet, a: Polynomial, b: Polynomial, shape: Shape): void {
  const [ab, ba] = [multiplyPolynomials(alphabet, a, b), multiplyPolynomials(alphabet, b, a)];
  const polynomial = addPolynomials(ab, ba, rational(-1));
  if (polynomial.size > 0) alphabet.assert({ polynomial, shape });
}

interface WordCoefficient {
  readonly word: Word;
  /** A scalar polynomial. */
  readonly coefficient: Polynomial;
}

/** The coefficient of every word, by word, in order. */
export function coefficientsOfWords(p: Polynomial): Map<string, WordCoefficient> {
  const sums = new Map<string, { readonly word: Word; readonly sum: TermSum }>();
  for (const { coefficient, scalars, word } of p.values()) {
    const key = word.join();
    const known = sums.get(key) ?? { word, sum: new TermSum() };
    known.sum.add(coefficient, scalars, []);
    sums.set(key, known);
  }
  const ordered = [...sums].sort(([a], [b]) => (a < b ? -1 : 1));
  return new Map(ordered.map(([key, { word, sum }]) => [key, { word, coefficient: sum.polynomial }]));
}

/** times·of, where `of` has rational coefficients and begins with 1; where no scalar can be split off, times is 1. */
function splitScalars(parts: readonly WordCoefficient[]): {
  readonly of: Polynomial;
  readonly times: Polynomial;
} {
  const [first] = parts;
  const ratios = parts.map(({ coefficient }) => ratioOf(coefficient, first.coefficient));
  const of = new TermSum();
  if (ratios.every((ratio) => ratio !== undefined)) {
    for (const [i, { word }] of parts.entries()) of.add(ratios[i]!, [], word);
    return { of: of.polynomial, times: first.coefficient };
  }
  for (const { word, coefficient } of parts)
    for (const t of coefficient.values()) of.add(t.coefficient, t.scalars, word);
  return { of: of.polynomial, times: single(ONE) };
}

/** r with a = r·b. */
function ratioOf(a: Polynomial, b: Polynomial): Rational | undefined {
  const [key] = b.keys();
  const [top, bottom] = [a.get(key), b.get(key)];
  if (top === undefined || bottom === undefined || a.size !== b.size) return undefined;
  const ratio = divide(top.coefficient, bottom.coefficient);
  const isMultiple = isOne(ratio)
    ? polynomialKey(a) === polynomialKey(b)
    : polynomialKey(a) === polynomialKey(scalePolynomial(b, ratio));
  return isMultiple ? ratio : undefined;
}
