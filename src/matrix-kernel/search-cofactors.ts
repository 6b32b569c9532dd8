/**
 * Looks for a polynomial among the multiples of relations. Multiples are made that share a term with what is looked at, so
 * that terms cancel; then linear algebra decides. Nothing is oriented, so no order of letters can be the wrong one.
 */
import type { Alphabet } from '../matrix/alphabet.js';
import { type Cofactor, type Multiple, multipleOf, type Vanishing } from '../matrix/multiples.js';
import {
  invertMonomial,
  monomialKey,
  multiplyMonomials,
  type Polynomial,
  type ScalarMonomial,
  type Term,
  termKey,
  type Word,
} from '../matrix/polynomial.js';
import type { Shape } from '../matrix/size.js';
import { shapeAround } from '../matrix/word-shape.js';
import { joinWords, TooManyTerms, transposeWord } from '../matrix/words.js';
import { Span } from './span.js';

/** What is to vanish: a matrix of this shape, or a scalar. */
export interface Goal {
  readonly polynomial: Polynomial;
  /** Undefined for a scalar. */
  readonly shape?: Shape;
}

export interface SearchLimits {
  readonly multiples: number;
  readonly rounds: number;
  /** How many letters longer than those of the goal and the relations words may become. */
  readonly growth: number;
}

export const DEFAULT_LIMITS: SearchLimits = { multiples: 4_000, rounds: 8, growth: 2 };

/** before · word · after = inner. */
interface CancelledWord {
  readonly before: Word;
  readonly inner: Word;
  readonly after: Word;
}

/** Why nothing was found. */
export type NotFound = { readonly kind: 'exhausted' | 'limit' };

/** goal = Σ cofactors, or why not. */
export function searchCofactors(
  alphabet: Alphabet,
  relations: readonly Vanishing[],
  goal: Goal,
  limits: SearchLimits = DEFAULT_LIMITS,
): readonly Cofactor[] | NotFound {
  return new CofactorSearch(alphabet, relations, goal, limits).run();
}

class CofactorSearch {
  readonly #span = new Span();
  readonly #multiples: Multiple[] = [];
  readonly #seen = new Set<string>();
  readonly #looked = new Set<string>();
  readonly #cancelled = new Map<Word, readonly CancelledWord[]>();
  readonly #longest: number;
  /** Generators by which the goal or a relation divides: they are not 0 where the claim is defined. */
  readonly #divisors: ReadonlySet<number>;

  constructor(
    private readonly alphabet: Alphabet,
    private readonly relations: readonly Vanishing[],
    private readonly goal: Goal,
    private readonly limits: SearchLimits,
  ) {
    const all = [goal.polynomial, ...relations.map(({ polynomial }) => polynomial)].flatMap((p) => [
      ...p.values(),
    ]);
    this.#longest = Math.max(
      0,
      ...all.map(({ word }) => word.length),
      ...all.map((t) => this.#traceLength(t)),
    );
    this.#divisors = new Set(
      [...goal.polynomial.values()].flatMap(({ scalars }) =>
        scalars.filter(([, e]) => e < 0).map(([g]) => g),
      ),
    );
  }

  #traceLength({ scalars }: Term): number {
    return Math.max(
      0,
      ...scalars.map(([g]) => {
        const generator = this.alphabet.generators[g];
        return generator.kind === 'trace' ? generator.word.length : 0;
      }),
    );
  }

  run(): readonly Cofactor[] | NotFound {
    const target = this.#vectorOf(this.goal.polynomial);
    let frontier = [...this.goal.polynomial.values()];
    for (let round = 0; round < this.limits.rounds; round++) {
      const next: Term[] = [];
      for (const term of frontier) {
        const key = termKey(term.scalars, term.word);
        if (this.#looked.has(key)) continue;
        this.#looked.add(key);
        for (const multiple of this.#multiplesAt(term)) {
          const added = this.#add(multiple);
          if (added !== undefined) next.push(...added.values());
          if (this.#multiples.length >= this.limits.multiples)
            return this.#solution(target) ?? { kind: 'limit' };
        }
      }
      const found = this.#solution(target);
      if (found !== undefined) return found;
      if (next.length === 0) return { kind: 'exhausted' };
      frontier = next;
    }
    return { kind: 'limit' };
  }

  #vectorOf = (p: Polynomial): Map<string, Term['coefficient']> =>
    new Map([...p].map(([key, { coefficient }]) => [key, coefficient]));

  #solution(target: Map<string, Term['coefficient']>): readonly Cofactor[] | undefined {
    const combination = this.#span.combination(target);
    return (
      combination && [...combination].map(([i, coefficient]) => ({ ...this.#multiples[i], coefficient }))
    );
  }

  #add(multiple: Multiple): Polynomial | undefined {
    const { relation, scalars, left, right, traced } = multiple;
    const key = `${relation}|${traced}|${monomialKey(scalars)}|${left.join()}|${right.join()}`;
    if (this.#seen.has(key)) return undefined;
    this.#seen.add(key);
    try {
      const polynomial = multipleOf(this.alphabet, this.relations, multiple);
      if (polynomial.size === 0) return undefined;
      this.#multiples.push(multiple);
      this.#span.add(this.#vectorOf(polynomial));
      return polynomial;
    } catch (error) {
      if (error instanceof TooManyTerms) return undefined;
      throw error;
    }
  }

  /** Multiples of the relations that share the term. */
  *#multiplesAt(term: Term): Iterable<Multiple> {
    for (const [relation, vanishing] of this.relations.entries()) {
      for (const part of vanishing.polynomial.values()) {
        if (vanishing.kind === 'scalar') {
          const scalars = this.#quotient(term.scalars, part.scalars);
          if (scalars) yield { relation, scalars, left: term.word, right: [], traced: false };
        } else if (this.goal.shape !== undefined) yield* this.#around(term, part, relation, vanishing.shape);
        if (this.goal.shape === undefined) yield* this.#traced(term, part, relation, vanishing);
      }
    }
  }

  *#around(term: Term, part: Term, relation: number, shape: Shape): Iterable<Multiple> {
    const scalars = this.#quotient(term.scalars, part.scalars);
    if (scalars === undefined) return;
    const { word } = term;
    for (const { before, inner, after } of this.#partsOf(part.word)) {
      if (inner.length <= before.length + after.length && word.length >= this.#longest + this.limits.growth)
        continue;
      for (let i = 0; i + inner.length <= word.length; i++) {
        if (!inner.every((letter, k) => word[i + k] === letter)) continue;
        const left = joinWords(this.alphabet, word.slice(0, i), before);
        const right = joinWords(this.alphabet, after, word.slice(i + inner.length));
        const own = shapeAround(this.alphabet, left, shape, right);
        if (own?.rows.key !== this.goal.shape?.rows.key || own?.columns.key !== this.goal.shape?.columns.key)
          continue;
        yield { relation, scalars, left, right, traced: false };
      }
    }
  }

  /** The word, and what is left of it between inverses of its outermost letters. */
  #partsOf(word: Word): readonly CancelledWord[] {
    const known = this.#cancelled.get(word);
    if (known !== undefined) return known;
    const [first, last] = [word[0], word[word.length - 1]].map((letter) =>
      letter === undefined ? undefined : this.alphabet.knownInverse(letter),
    );
    const parts: CancelledWord[] = [{ before: [], inner: word, after: [] }];
    if (word.length > 1 && first !== undefined)
      parts.push({ before: [first], inner: word.slice(1), after: [] });
    if (word.length > 1 && last !== undefined)
      parts.push({ before: [], inner: word.slice(0, -1), after: [last] });
    this.#cancelled.set(word, parts);
    return parts;
  }

  /** A trace in the term holds the word of the part, up to rotation and transposition. */
  *#traced(term: Term, part: Term, relation: number, vanishing: Vanishing): Iterable<Multiple> {
    if (vanishing.kind !== 'matrix') return;
    const inner = part.word;
    for (const [g] of term.scalars) {
      const generator = this.alphabet.generators[g];
      if (generator.kind !== 'trace') continue;
      const scalars = this.#quotient(multiplyMonomials(term.scalars, [[g, -1]]), part.scalars);
      if (scalars === undefined) continue;
      for (const word of [generator.word, transposeWord(this.alphabet, generator.word)]) {
        if (inner.length === 0 && word.length >= this.#longest + this.limits.growth) continue;
        for (let i = 0; i < word.length; i++) {
          const rotated: Word = [...word.slice(i), ...word.slice(0, i)];
          if (!inner.every((letter, k) => rotated[k] === letter)) continue;
          const right = rotated.slice(inner.length);
          const own = shapeAround(this.alphabet, [], vanishing.shape, right);
          if (own === undefined || own.rows.key !== own.columns.key) continue;
          yield { relation, scalars, left: [], right, traced: true };
        }
      }
    }
  }

  /** a/b, if it divides by nothing that may be 0. */
  #quotient(a: ScalarMonomial, b: ScalarMonomial): ScalarMonomial | undefined {
    const out = multiplyMonomials(a, invertMonomial(b));
    return out.every(([g, e]) => e > 0 || this.#divisors.has(g)) ? out : undefined;
  }
}
