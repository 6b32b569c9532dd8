/** The unbounded ends of a domain: beyond some point of each, a comparison may be proved by the kernel. */
import type { Bound, Domain, SymbolDomain } from '../domain/domain.js';
import { difference, type Expression, fromRational, sum, symbol } from '../expression/expression.js';
import { add, formatRational, type Rational, rational, subtract, ZERO } from '../expression/rational.js';
import { substitute, symbolsOf } from '../expression/traverse.js';
import { proveInequality } from '../kernel/index.js';
import type { Question } from './question.js';
import { remainingMs } from './remaining-ms.js';

/** A proof that the comparison holds wherever the symbol lies beyond `from`, at every value of the other symbols. */
export interface Tail {
  readonly symbol: string;
  /** As an exact fraction. */
  readonly from: string;
  readonly side: 'above' | 'below';
}

export interface TailOptions {
  readonly seed: number;
  readonly ms: number;
}

/** How far from the bounded end, or from zero, a tail may begin. */
const STARTS = [1n, 4n, 16n, 64n, 256n, 1024n];
/** Wall time for one beginning. */
const ATTEMPT_MS = 250;

/**
 * Proves the comparison on the tails of every unbounded symbol that it mentions. A tail is reached by the substitution
 * x = from ± y with y ≥ 0 (a polynomial with a positive leading coefficient has positive coefficients only, once `from` is
 * large), and the kernel decides it as it decides any inequality.
 * @returns the tails, and the domain cut down to what lies between them; undefined where some tail is not proved.
 */
export function proveTails(
  question: Question,
  used: readonly string[],
  options: TailOptions,
): { readonly tails: readonly Tail[]; readonly middle: Domain } | undefined {
  const start = performance.now();
  const tails: Tail[] = [];
  const symbols = new Map(question.domain.symbols);
  for (const range of question.domain.symbols.values()) {
    if (!used.includes(range.name) || range.integer) continue;
    let cut = range;
    for (const side of ['above', 'below'] as const) {
      if ((side === 'above' ? range.upper : range.lower) !== undefined) continue;
      const from = beginningOf(question, range, side, () => remainingMs(options.ms, start), options.seed);
      if (from === undefined) return undefined;
      tails.push({ symbol: range.name, from: formatRational(from), side });
      const end: Bound = { value: from, strict: false };
      cut = side === 'above' ? { ...cut, upper: end } : { ...cut, lower: end };
    }
    symbols.set(range.name, cut);
  }
  return { tails, middle: { ...question.domain, symbols } };
}

/** Where a tail begins whose proof was found, from near to far. */
function beginningOf(
  question: Question,
  range: SymbolDomain,
  side: Tail['side'],
  left: () => number,
  seed: number,
): Rational | undefined {
  for (const start of STARTS) {
    if (left() <= 1) return undefined;
    const step = rational(start);
    const from =
      side === 'above' ? add(range.lower?.value ?? ZERO, step) : subtract(range.upper?.value ?? ZERO, step);
    const { relation, ...beyond } = shifted(question, range.name, from, side);
    if (relation === '=') return undefined;
    const proof = proveInequality(
      { ...beyond, operator: relation },
      { seed, ms: Math.min(ATTEMPT_MS, left()) },
    );
    if (proof.kind === 'proved') return from;
  }
  return undefined;
}

/** The question with from + y, or from − y, in place of the symbol, and y ≥ 0. Lemmas speak of the symbol itself. */
function shifted(question: Question, name: string, from: Rational, side: Tail['side']): Question {
  const fresh = freshName(question);
  const place = (side === 'above' ? sum : difference)(fromRational(from), symbol(fresh));
  const into = (e: Expression): Expression => substitute(e, new Map([[name, place]]));
  const symbols = new Map(question.domain.symbols);
  symbols.delete(name);
  symbols.set(fresh, { name: fresh, integer: false, lower: { value: ZERO, strict: false } });
  return {
    relation: question.relation,
    label: question.label,
    left: into(question.left),
    right: into(question.right),
    alsoDefined: question.alsoDefined.map(into),
    domain: {
      symbols,
      relations: question.domain.relations.map((relation) => ({
        ...relation,
        left: into(relation.left),
        right: into(relation.right),
      })),
    },
  };
}

function freshName({ domain, left, right, alsoDefined }: Question): string {
  const taken = new Set([...domain.symbols.keys(), ...symbolsOf(left, right, ...alsoDefined)]);
  for (let i = 0; ; i++) if (!taken.has(`y${i}`)) return `y${i}`;
}
