/** Products of letters: reduced as far as the meaning of the letters goes, with no relation applied. */
import { multiply, ONE, rational } from '../expression/rational.js';
import type { Alphabet } from './alphabet.js';
import {
  addPolynomials,
  multiplyMonomials,
  type Polynomial,
  polynomialKey,
  scalePolynomial,
  TermSum,
  type Word,
} from './polynomial.js';
import type { Shape } from './size.js';

/** The product of two reduced words: inverses cancel, exponentials of the same matrix become one. */
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
    const merged = mergedExponential(alphabet, last, b[start]);
    if (merged === undefined) break;
    out.pop();
    out.push(merged);
    start += 1;
    break;
  }
  return [...out, ...b.slice(start)];
}

/** exp(cM)·exp(dM) = exp((c + d)M); undefined for other pairs. Opposite exponents are inverses, and cancel before. */
function mergedExponential(alphabet: Alphabet, a: number, b: number): number | undefined {
  const [x, y] = [alphabet.letters[a], alphabet.letters[b]];
  if (x.meaning.kind !== 'exponential' || y.meaning.kind !== 'exponential') return undefined;
  if (polynomialKey(x.meaning.of) !== polynomialKey(y.meaning.of)) return undefined;
  return exponentialLetter(
    alphabet,
    x.meaning.of,
    addPolynomials(x.meaning.times, y.meaning.times, ONE),
    x.shape,
  );
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
