/** Products of letters: reduced as far as the meaning of the letters goes, with no relation applied. */
import { multiply, ONE, rational } from '../expression/rational.js';
import type { Alphabet, Meaning } from './alphabet.js';
import {
  addPolynomials,
  multiplyMonomials,
  type Polynomial,
  polynomialKey,
  scalePolynomial,
  TermSum,
  type Word,
} from './polynomial.js';
import { multiplySizes, ONE_SIZE, type Shape, shapeOfProduct, transposedShape } from './size.js';

/** The product of two reduced words: inverses cancel, letters that have one product by their meaning become it. */
export function joinWords(alphabet: Alphabet, a: Word, b: Word): Word {
  const out = [...a];
  let start = 0;
  while (out.length > 0 && start < b.length) {
    const last = out[out.length - 1];
    if (alphabet.knownInverse(last) === b[start]) {
      out.pop();
      start += 1;
      continue;
    }
    const merged = mergedExponential(alphabet, last, b[start]) ?? mergedKronecker(alphabet, last, b[start]);
    if (merged === undefined) break;
    out.pop();
    out.push(...merged);
    start += 1;
    if (merged.length > 0) break;
  }
  return [...out, ...b.slice(start)];
}

/** exp(cM)·exp(dM) = exp((c + d)M); undefined for other pairs. Opposite exponents are inverses, and cancel before. */
function mergedExponential(alphabet: Alphabet, a: number, b: number): Word | undefined {
  const [x, y] = [alphabet.letters[a], alphabet.letters[b]];
  if (x.meaning.kind !== 'exponential' || y.meaning.kind !== 'exponential') return undefined;
  if (polynomialKey(x.meaning.of) !== polynomialKey(y.meaning.of)) return undefined;
  const times = addPolynomials(x.meaning.times, y.meaning.times, ONE);
  return [exponentialLetter(alphabet, x.meaning.of, times, x.shape)];
}

/** (A⊗B)(C⊗D) = AC⊗BD, (A⊗B)·vec X = vec(BXA') and its transpose, where the shapes of the factors fit. */
function mergedKronecker(alphabet: Alphabet, a: number, b: number): Word | undefined {
  const [x, y] = [alphabet.letters[a], alphabet.letters[b]];
  if (x.inverted || y.inverted) return undefined;
  const join = (...words: readonly Word[]): Word => words.reduce((u, v) => joinWords(alphabet, u, v));
  const transposed = (word: Word): Word => transposeWord(alphabet, word);
  if (x.meaning.kind === 'kronecker' && y.meaning.kind === 'kronecker') {
    const [left, right] = [
      shapeOfProduct(x.meaning.leftShape, y.meaning.leftShape),
      shapeOfProduct(x.meaning.rightShape, y.meaning.rightShape),
    ];
    if (left === undefined || right === undefined) return undefined;
    return kroneckerWord(
      alphabet,
      join(x.meaning.left, y.meaning.left),
      left,
      join(x.meaning.right, y.meaning.right),
      right,
    );
  }
  if (x.meaning.kind === 'kronecker' && y.meaning.kind === 'vector' && !y.transposed) {
    const { left, right, leftShape, rightShape } = x.meaning;
    const { word, wordShape } = y.meaning;
    const shape = shapeOfProduct(rightShape, wordShape, transposedShape(leftShape));
    return shape && [vectorLetter(alphabet, join(right, word, transposed(left)), shape)];
  }
  if (x.meaning.kind === 'vector' && x.transposed && y.meaning.kind === 'kronecker') {
    const { left, right, leftShape, rightShape } = y.meaning;
    const { word, wordShape } = x.meaning;
    const shape = shapeOfProduct(transposedShape(rightShape), wordShape, leftShape);
    return (
      shape && [alphabet.transposeOf(vectorLetter(alphabet, join(transposed(right), word, left), shape))]
    );
  }
  return undefined;
}

export const transposeWord = (alphabet: Alphabet, word: Word): Word =>
  [...word].reverse().map((letter) => alphabet.transposeOf(letter));

export function transposePolynomial(alphabet: Alphabet, p: Polynomial): Polynomial {
  const out = new TermSum();
  for (const { coefficient, scalars, word } of p.values())
    out.add(coefficient, scalars, transposeWord(alphabet, word));
  return out.polynomial;
}

/** The product, at most so many terms. */
export const MAX_TERMS = 20_000;

/** @throws TooManyTerms */
export function multiplyPolynomials(alphabet: Alphabet, a: Polynomial, b: Polynomial): Polynomial {
  if (a.size * b.size > MAX_TERMS) throw new TooManyTerms();
  const out = new TermSum();
  for (const x of a.values())
    for (const y of b.values())
      out.add(
        multiply(x.coefficient, y.coefficient),
        multiplyMonomials(x.scalars, y.scalars),
        joinWords(alphabet, x.word, y.word),
      );
  return out.polynomial;
}

/** An expansion grows beyond what is worth looking at. */
export class TooManyTerms extends Error {}

/** The letter exp(times·of). Its transpose is the exponential of the transpose, its inverse that of the opposite. */
export function exponentialLetter(
  alphabet: Alphabet,
  of: Polynomial,
  times: Polynomial,
  shape: Shape,
): number {
  const known = alphabet.known({ kind: 'exponential', of, times });
  if (known !== undefined) return known;
  const turned = transposePolynomial(alphabet, of);
  const isSymmetric = polynomialKey(turned) === polynomialKey(of);
  const opposite = scalePolynomial(times, rational(-1));
  const make = (base: Polynomial, exponent: Polynomial): number =>
    alphabet.letter({ kind: 'exponential', of: base, times: exponent }, shape, 'symmetric');
  const [own, inverse] = [make(of, times), make(of, opposite)];
  alphabet.linkInverses(own, inverse);
  if (!isSymmetric) {
    const [lead, base] = primitive(turned);
    const scaled = (p: Polynomial): Polynomial => scalePolynomial(p, lead);
    const [otherOwn, otherInverse] = [make(base, scaled(times)), make(base, scaled(opposite))];
    alphabet.linkInverses(otherOwn, otherInverse);
    alphabet.linkTransposes(own, otherOwn);
    alphabet.linkTransposes(inverse, otherInverse);
  }
  return own;
}

/** Of two words with their shapes; I⊗I is the empty word. (A⊗B)' = A'⊗B'. */
export function kroneckerWord(
  alphabet: Alphabet,
  left: Word,
  leftShape: Shape,
  right: Word,
  rightShape: Shape,
): Word {
  if (left.length === 0 && right.length === 0) return [];
  const meaning = { kind: 'kronecker', left, right, leftShape, rightShape } as const;
  const known = alphabet.known(meaning);
  if (known !== undefined) return [known];
  const shape: Shape = {
    rows: multiplySizes(leftShape.rows, rightShape.rows),
    columns: multiplySizes(leftShape.columns, rightShape.columns),
  };
  const own = alphabet.letter(meaning, shape, 'symmetric');
  const turned: Meaning = {
    kind: 'kronecker',
    left: transposeWord(alphabet, left),
    right: transposeWord(alphabet, right),
    leftShape: transposedShape(leftShape),
    rightShape: transposedShape(rightShape),
  };
  if (alphabet.known(turned) !== own)
    alphabet.linkTransposes(own, alphabet.letter(turned, transposedShape(shape), 'symmetric'));
  return [own];
}

/** The columns of a word of this shape, stacked. */
export const vectorLetter = (alphabet: Alphabet, word: Word, wordShape: Shape): number =>
  alphabet.letter(
    { kind: 'vector', word, wordShape },
    { rows: multiplySizes(wordShape.rows, wordShape.columns), columns: ONE_SIZE },
  );

/** A polynomial as a rational times one whose first term, in order of keys, has coefficient 1. */
export function primitive(p: Polynomial) {
  const [first] = [...p.keys()].sort();
  const lead = p.get(first)!.coefficient;
  return [lead, scalePolynomial(p, rational(lead.denominator, lead.numerator))] as const;
}

/** The least of the rotations of a word and of its transpose: what a trace depends on. */
export function traceClass(alphabet: Alphabet, word: Word): Word {
  const reduced = cyclicallyReduced(alphabet, word);
  const candidates = [reduced, transposeWord(alphabet, reduced)].flatMap((w) =>
    w.map((_, i) => [...w.slice(i), ...w.slice(0, i)]),
  );
  return candidates.reduce((least, w) => (isBefore(w, least) ? w : least), candidates[0] ?? []);
}

function isBefore(a: Word, b: Word): boolean {
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return a[i] < b[i];
  return false;
}

/** Rotates until the last and the first letter no longer combine. */
function cyclicallyReduced(alphabet: Alphabet, word: Word): Word {
  let w = word;
  while (w.length > 1) {
    const rotated = joinWords(alphabet, [w[w.length - 1]], w.slice(0, -1));
    if (rotated.length === w.length) return w;
    w = rotated;
  }
  return w;
}
