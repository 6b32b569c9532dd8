/** Branch and bound: an inequality certified by enclosures that cover a box, and by proofs of the tails beyond it. */
import type { Domain } from '../domain/domain.js';
import { integerSymbols } from '../domain/domain.js';
import { difference, type Expression } from '../expression/expression.js';
import { add, compare, multiply, type Rational, rational, subtract } from '../expression/rational.js';
import { symbolsOf } from '../expression/traverse.js';
import { type Ball, enclose, fromInterval } from '../precision/index.js';
import type { Question } from './question.js';
import { proveTails, type Tail } from './tails.js';

export interface BoxCertificate {
  readonly kind: 'box-cover';
  /** Boxes at which the enclosure decided, and boxes that lie outside the relations of the domain. */
  readonly boxes: number;
  readonly outside: number;
  readonly bits: number;
  /** Where the domain is unbounded: what is proved beyond the box. */
  readonly tails: readonly Tail[];
}

export interface CertifyOptions {
  readonly seed: number;
  readonly ms: number;
  readonly maxBoxes?: number;
}

type Range = readonly [Rational, Rational];
type Box = ReadonlyMap<string, Range>;

const BITS = 64;
const MAX_BOXES = 20_000;
const HALF = rational(1, 2);

/**
 * Covers the closed box of the domain by boxes on each of which the enclosure of the difference of the sides has the
 * claimed sign wherever it is defined. Where a symbol is unbounded, the box ends where the kernel proves the rest. Nothing
 * is sampled.
 * @returns undefined where a symbol is an integer, where a tail is not proved, where the sides touch, or where the budget
 * ends.
 */
export function certifyBox(question: Question, options: CertifyOptions): BoxCertificate | undefined {
  const { relation, domain } = question;
  if (relation === '=') return undefined;
  const deadline = performance.now() + options.ms;
  const used = symbolsOf(
    question.left,
    question.right,
    ...domain.relations.flatMap((r) => [r.left, r.right]),
  );
  // A symbol nothing depends on needs no cover.
  const ranges = [...domain.symbols.values()].filter(({ name }) => used.includes(name));
  if (ranges.length === 0 || ranges.some(({ integer }) => integer)) return undefined;
  const ends = proveTails(question, used, options);
  if (ends === undefined) return undefined;
  const start: Box = new Map(
    ranges.map(({ name }) => {
      const { lower, upper } = ends.middle.symbols.get(name)!;
      return [name, [lower!.value, upper!.value]];
    }),
  );
  const up = relation === '>' || relation === '>=';
  const gap = up ? difference(question.left, question.right) : difference(question.right, question.left);
  const strict = relation === '<' || relation === '>';
  const pending: Box[] = [start];
  let boxes = 0;
  let outside = 0;
  while (pending.length > 0) {
    if (performance.now() > deadline || boxes + outside + pending.length > (options.maxBoxes ?? MAX_BOXES)) {
      return undefined;
    }
    const box = pending.pop()!;
    const place = ballsOf(box);
    if (isOutside(domain, place)) outside += 1;
    else if (holdsOn(gap, place, strict)) boxes += 1;
    else {
      const halves = split(box);
      if (halves === undefined) return undefined;
      pending.push(...halves);
    }
  }
  // A domain whose relations exclude every box holds no point: nothing was certified.
  return boxes > 0 ? { kind: 'box-cover', boxes, outside, bits: BITS, tails: ends.tails } : undefined;
}

const ballsOf = (box: Box): ReadonlyMap<string, Ball> =>
  new Map([...box].map(([name, [low, high]]) => [name, fromInterval(low, high, BITS)]));

/** The values lie on the claimed side at every point of the box at which the difference is defined. */
function holdsOn(gap: Expression, place: ReadonlyMap<string, Ball>, strict: boolean): boolean {
  const value = enclose(gap, place, BITS);
  if (value.kind === 'undefined') return true;
  if (value.kind !== 'value') return false;
  const { mantissa, radius } = value.ball;
  return strict ? mantissa > radius : mantissa >= radius;
}

/** Some relation of the domain is false on the whole box. */
function isOutside(domain: Domain, place: ReadonlyMap<string, Ball>): boolean {
  const integers = integerSymbols(domain);
  return domain.relations.some(({ operator, left, right }) => {
    if (operator === '!=') return false;
    const value = enclose(difference(right, left), place, BITS, { integers });
    if (value.kind !== 'value') return value.kind === 'undefined';
    const { mantissa, radius } = value.ball;
    // left < right is false on the box where right − left ≤ 0 throughout.
    const [low, high] = [mantissa - radius, mantissa + radius];
    switch (operator) {
      case '<':
        return high <= 0n;
      case '<=':
        return high < 0n;
      case '>':
        return low >= 0n;
      default:
        return low > 0n;
    }
  });
}

/** The box in two, across its widest side; undefined where it is a point. */
function split(box: Box): [Box, Box] | undefined {
  let widest: string | undefined;
  let width: Rational = rational(0);
  for (const [name, [low, high]] of box) {
    const size = subtract(high, low);
    if (compare(size, width) > 0) [widest, width] = [name, size];
  }
  if (widest === undefined) return undefined;
  const [low, high] = box.get(widest)!;
  const middle = multiply(add(low, high), HALF);
  return [new Map(box).set(widest, [low, middle]), new Map(box).set(widest, [middle, high])];
}
