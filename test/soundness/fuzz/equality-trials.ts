import { decideQuestion } from '../../../src/check/decide-question.js';
import type { Domain, Point } from '../../../src/domain/domain.js';
import { integerSymbols } from '../../../src/domain/domain.js';
import { domainOf } from '../../../src/domain/read-domain.js';
import {
  call,
  constant,
  difference,
  type Expression,
  fromRational,
  integer,
  powerOf,
  product,
  quotient,
  sum,
} from '../../../src/expression/expression.js';
import { parse } from '../../../src/expression/parse.js';
import { print } from '../../../src/expression/print.js';
import { parseRational, rational } from '../../../src/expression/rational.js';
import { proveEquality } from '../../../src/kernel/index.js';
import { enclose, separated } from '../../../src/precision/index.js';
import { corrupt } from './corruptions.js';
import type { FuzzDice } from './dice.js';
import { pointsOf, separation, showPoint, valueBall } from './points.js';
import { randomDomain, randomExpression } from './random-expression.js';
import { claimText, type TrialResult, timed } from './trial.js';
import { rewrite } from './true-rules.js';

const KERNEL_MS = 150;

interface Pair {
  readonly left: Expression;
  readonly right: Expression;
  readonly domain: Domain;
  /** Made by true rules only. */
  readonly isTrue: boolean;
  /** The claim is only true where all of these are defined. */
  readonly through?: readonly Expression[];
  readonly trace: readonly string[];
}

/** A random expression beside its rewritten form, which carries an error half of the time. */
function rewrittenPair(dice: FuzzDice): Pair {
  const domain = randomDomain(dice);
  const names = [...domain.symbols.keys()];
  const left = randomExpression(names, dice.integer(1, 3), dice);
  const others = [randomExpression(names, 1, dice), randomExpression(names, 1, dice), integer(2)];
  const trace: string[] = [];
  const through: Expression[] = [];
  let right = rewrite(left, others, dice.integer(0, 4), dice, trace, through);
  const wrong = dice.chance(0.6) ? corrupt(right, names, dice, trace) : undefined;
  if (wrong !== undefined) right = rewrite(wrong, others, dice.integer(0, 2), dice, trace);
  // Something that only brings its generators and facts into the tower.
  const shared = dice.chance(0.3) ? randomExpression(names, 2, dice) : undefined;
  const side = (e: Expression) => (shared === undefined ? e : sum(shared, e));
  return { left: side(left), right: side(right), domain, isTrue: wrong === undefined, through, trace };
}

/** Sums of sines and cosines of multiples of pi against sums of square roots. */
function turnsPair(dice: FuzzDice): Pair {
  const domain = domainOf({});
  const order = dice.pick([3, 4, 5, 6, 7, 8, 10, 11, 12, 13, 15, 17, 19]);
  const turn = () =>
    call(
      dice.pick(['sin', 'cos', 'cos', 'tan'] as const),
      product(fromRational(rational(dice.integer(1, 2 * order), order)), constant('pi')),
    );
  const root = () => call('sqrt', integer(dice.pick([2, 3, 5, 6, 7, 10, 11, 13, 15, 17, 19])));
  const number = () => fromRational(rational(dice.integer(-4, 4), dice.pick([1, 2, 4])));
  const trace: string[] = [];
  if (dice.chance(0.5)) {
    // Random on both sides: nearly always false.
    const left = sum(product(number(), turn()), product(number(), dice.chance(0.5) ? turn() : root()));
    const right = dice.chance(0.4)
      ? call('sqrt', sum(number(), product(number(), root())))
      : sum(number(), product(number(), root()));
    return { left, right, domain, isTrue: false, trace: ['random turns'] };
  }
  const left = sum(product(number(), turn()), product(number(), root()));
  const through: Expression[] = [];
  let right = rewrite(left, [root(), turn()], dice.integer(1, 4), dice, trace, through);
  const wrong = dice.chance(0.5) ? corrupt(right, [], dice, trace) : undefined;
  if (wrong !== undefined) right = wrong;
  return { left, right, domain, isTrue: wrong === undefined, through, trace };
}

/** Gauss's sums with the Legendre symbols, some of them with one sign wrong. */
function gaussPair(dice: FuzzDice): Pair {
  const p = dice.pick([3, 5, 7, 11, 13]);
  const name = p % 4 === 1 ? 'cos' : 'sin';
  const squares = new Set(Array.from({ length: p - 1 }, (_, i) => ((i + 1) * (i + 1)) % p));
  const flipped = dice.chance(0.5) ? dice.integer(1, p - 1) : 0;
  const multiple = dice.integer(1, p - 1);
  const terms = Array.from({ length: p - 1 }, (_, i) => {
    const positive = squares.has(i + 1) !== (flipped === i + 1);
    return `${positive ? '+' : '-'} ${name}(${2 * (i + 1) * multiple}*pi/${p})`;
  });
  const sign = squares.has(multiple) ? '' : '-';
  return {
    left: parse(`0 ${terms.join(' ')}`),
    right: parse(`${sign}sqrt(${p})`),
    domain: domainOf({}),
    isTrue: flipped === 0,
    trace: [flipped === 0 ? 'Gauss' : `ERROR: sign of term ${flipped}`],
  };
}

/** √((a + b√c)²) and its like: nested radicals that open, with either sign. */
function nestedPair(dice: FuzzDice): Pair {
  const domain = randomDomain(dice);
  const names = [...domain.symbols.keys()];
  const [a, b] = [0, 1].map(() => {
    const e = randomExpression(names, 1, dice);
    return dice.chance(0.6) ? call('sqrt', e) : e;
  });
  const inner = dice.chance(0.5) ? sum(a, b) : difference(a, b);
  const cross = product(integer(2), product(a, b));
  const squares = sum(powerOf(a, integer(2)), powerOf(b, integer(2)));
  const left = call('sqrt', inner.kind === 'add' ? sum(squares, cross) : difference(squares, cross));
  const isTrue = dice.chance(0.5);
  const divisor = randomExpression(names, 1, dice);
  const right = isTrue ? call('abs', inner) : inner;
  return dice.chance(0.3)
    ? { left: quotient(left, divisor), right: quotient(right, divisor), domain, isTrue, trace: ['nested'] }
    : { left, right, domain, isTrue, trace: ['nested'] };
}

/** Sums of arctangents, with the branch right or forgotten. */
function anglePair(dice: FuzzDice): Pair {
  const domain = randomDomain(dice);
  const names = [...domain.symbols.keys()];
  const angle = () => call('atan', randomExpression(names, dice.integer(0, 1), dice));
  const left = dice.chance(0.6) ? sum(angle(), angle()) : product(integer(dice.integer(1, 4)), angle());
  const trace: string[] = [];
  const through: Expression[] = [];
  let right = rewrite(left, [randomExpression(names, 1, dice)], dice.integer(0, 2), dice, trace, through);
  const wrong = dice.chance(0.6) ? corrupt(right, names, dice, trace) : undefined;
  if (wrong !== undefined) right = wrong;
  const outside = dice.pick(['', 'sin', 'cos', 'tan'] as const);
  const side = (e: Expression) => (outside === '' ? e : call(outside, e));
  return { left: side(left), right: side(right), domain, isTrue: wrong === undefined, through, trace };
}

/** Must the sides agree at this point? */
const mustAgree = ({ isTrue, through = [], domain }: Pair, point: Point): boolean =>
  isTrue && through.every((e) => valueBall(e, domain, point, 512) !== undefined);

/** The kernel and the ladder on one equality. */
export async function equalityTrial(dice: FuzzDice): Promise<TrialResult> {
  const kind = dice.integer(0, 10);
  const make =
    kind === 10
      ? anglePair
      : kind < 6
        ? rewrittenPair
        : kind < 7
          ? turnsPair
          : kind < 8
            ? gaussPair
            : nestedPair;
  const pair = make(dice);
  const { left, right, domain, isTrue, trace } = pair;
  const label = `equality (${isTrue ? 'true' : 'corrupted'})`;
  const claim = claimText(`${print(left)} = ${print(right)}`, domain);
  return timed(label, `${claim}  [${trace.join('; ')}]`, async () => {
    const found = separation(left, right, domain, pointsOf(domain, dice));
    if (found !== undefined && mustAgree(pair, found.point)) {
      return { verdict: 'separated', wrong: `a true rewriting is separated at ${showPoint(found.point)}` };
    }
    const proof = proveEquality({ left, right, domain }, { seed: 1, ms: KERNEL_MS });
    if (proof.kind === 'proved' && found !== undefined) {
      return { verdict: 'FALSE PROVED', wrong: `proved, and separated at ${showPoint(found.point)}` };
    }
    if (proof.kind === 'proved' || !dice.chance(0.35)) {
      return {
        verdict:
          proof.kind === 'proved' ? 'proved' : found === undefined ? 'not proved' : 'not proved, false',
      };
    }
    return ladder(pair, claim);
  });
}

async function ladder(pair: Pair, claim: string) {
  const { left, right, domain } = pair;
  const question = { relation: '=' as const, left, right, domain, alsoDefined: [], label: claim };
  const decision = await decideQuestion(question, { seed: 3, digits: 40, runs: 20, ms: 150 });
  if (decision.verdict !== 'refuted') return { verdict: `ladder ${decision.verdict}` };
  const text = Object.entries(decision.counterexample!.point);
  const point = new Map(text.map(([name, value]) => [name, parseRational(value)!]));
  const [a, b] = [left, right].map((e) => enclose(e, point, 512, { integers: integerSymbols(domain) }));
  const holds =
    a.kind === 'value' &&
    b.kind === 'value' &&
    a.defined === 'everywhere' &&
    b.defined === 'everywhere' &&
    separated(a.ball, b.ball);
  const agrees = mustAgree(pair, point);
  if (!holds || agrees) {
    return {
      verdict: 'FALSE REFUTED',
      wrong: `refuted at ${showPoint(point)}; ${agrees ? 'the claim is true' : 'the point does not refute'}`,
    };
  }
  return { verdict: 'ladder refuted' };
}
