/** Random claims of every kind: true by rewriting, or with one deliberate error in them. */
import type { SymbolsInput } from '../../../src/domain/read-domain.js';
import { differentiate } from '../../../src/expression/differentiate.js';
import {
  call,
  difference,
  type Expression,
  integer,
  NOUGHT,
  powerOf,
  product,
  quotient,
  sum,
  symbol,
} from '../../../src/expression/expression.js';
import { parse } from '../../../src/expression/parse.js';
import { print } from '../../../src/expression/print.js';
import { substitute } from '../../../src/expression/traverse.js';
import type { ClaimBody } from '../claim-of.js';
import { boundClaim } from './bound-claims.js';
import { corrupt } from './corruptions.js';
import type { FuzzDice } from './dice.js';
import { rewriteOn } from './domain-rules.js';
import { identityClaim } from './identity-claims.js';
import type { Comparison, MadeClaim, Relation } from './made-claim.js';
import { randomExpression, randomSymbols } from './random-expression.js';
import { smoothExpression } from './smooth-expression.js';

interface Bench {
  readonly symbols: SymbolsInput;
  readonly assume: readonly string[];
  readonly names: readonly string[];
  readonly positives: ReadonlySet<string>;
  readonly dice: FuzzDice;
  readonly trace: string[];
  readonly through: Expression[];
  readonly speaks: Expression[];
}

function benchOf(dice: FuzzDice): Bench {
  const { symbols, assume } = randomSymbols(dice);
  const positives = Object.keys(symbols).filter((name) => isPositiveRange(symbols[name]));
  const names = Object.keys(symbols);
  return { symbols, assume, names, positives: new Set(positives), dice, trace: [], through: [], speaks: [] };
}

const isPositiveRange = (range: SymbolsInput[string]): boolean =>
  range === 'positive' ||
  (typeof range === 'object' && 'gt' in range && Number(range.gt) >= 0) ||
  (typeof range === 'object' && 'ge' in range && Number(range.ge) > 0);

function rewritten(bench: Bench, e: Expression, steps: number, names = bench.names): Expression {
  const { dice, positives, trace, through } = bench;
  const others = [smoothExpression(names, 1, dice), integer(2), ...names.map((name) => symbol(name))];
  return rewriteOn(positives, e, others, steps, dice, trace, through);
}

/** The expression as it should be, or with an error. */
function stated(bench: Bench, e: Expression, names = bench.names): { e: Expression; isTrue: boolean } {
  const { dice, trace } = bench;
  const wrong = dice.chance(0.5) ? corrupt(e, names.length > 0 ? names : ['x'], dice, trace) : undefined;
  return { e: wrong ?? e, isTrue: wrong === undefined };
}

/** Most claims are small: they cost little, and the defects that were ever found showed in small ones. */
const depthOf = (dice: FuzzDice): number => (dice.chance(0.75) ? 1 : 2);
const stepsOf = (dice: FuzzDice): number => (dice.chance(0.75) ? dice.integer(1, 2) : dice.integer(2, 4));

const text = print;
const made = (
  { symbols, assume, trace, through, speaks }: Bench,
  rest: Pick<MadeClaim, 'kind' | 'body' | 'isTrue' | 'comparisons'> & { readonly symbols?: SymbolsInput },
): MadeClaim => ({
  through,
  speaks,
  trace,
  ...rest,
  symbols: { ...symbols, ...rest.symbols },
  body: assume.length > 0 ? ({ ...rest.body, assume } as ClaimBody) : rest.body,
});

const equalTo = (left: Expression, right: Expression): Comparison[] => [{ left, relation: '=', right }];

function equality(dice: FuzzDice): MadeClaim {
  const bench = benchOf(dice);
  const left = randomExpression(bench.names, depthOf(dice), dice);
  const right = stated(bench, rewritten(bench, left, stepsOf(dice)));
  return made(bench, {
    kind: 'equality',
    body: { equal: [text(left), text(right.e)] },
    isTrue: right.isTrue,
    comparisons: equalTo(left, right.e),
  });
}

function chain(dice: FuzzDice): MadeClaim {
  const bench = benchOf(dice);
  const lines = [randomExpression(bench.names, depthOf(dice), dice)];
  for (let i = dice.integer(1, 3); i > 0; i--)
    lines.push(rewritten(bench, lines[lines.length - 1], dice.integer(1, 2)));
  const at = dice.integer(1, lines.length - 1);
  const wrong = stated(bench, lines[at]);
  lines[at] = wrong.e;
  return made(bench, {
    kind: 'chain',
    body: { chain: lines.map(text) },
    isTrue: wrong.isTrue,
    comparisons: lines.slice(1).flatMap((line, i) => equalTo(lines[i], line)),
  });
}

/** a ≤ a + c², a < a + c² + 1 and the like, each side rewritten. */
function inequality(dice: FuzzDice): MadeClaim {
  const bench = benchOf(dice);
  const a = randomExpression(bench.names, dice.integer(0, 1), dice);
  const c = randomExpression(bench.names, 1, dice);
  const strict = dice.chance(0.4);
  const gap = strict
    ? dice.pick([call('exp', c), sum(integer(1), powerOf(c, integer(2))), call('cosh', c)])
    : dice.pick([powerOf(c, integer(2)), call('abs', c), call('sqrt', powerOf(c, integer(4)))]);
  const small = rewritten(bench, a, stepsOf(dice) - 1);
  const large = stated(bench, rewritten(bench, sum(a, gap), stepsOf(dice) - 1));
  const relation: Relation = strict ? '<' : '<=';
  return made(bench, {
    kind: 'inequality',
    body: { holds: `${text(small)} ${relation} ${text(large.e)}` },
    isTrue: large.isTrue,
    comparisons: [{ left: small, relation, right: large.e }],
  });
}

function derivative(dice: FuzzDice): MadeClaim {
  const bench = benchOf(dice);
  const of = dice.chance(0.6)
    ? smoothExpression(bench.names, depthOf(dice), dice)
    : randomExpression(bench.names, depthOf(dice), dice);
  const slope = differentiate(of, 'x');
  bench.speaks.push(of);
  const is = stated(bench, rewritten(bench, slope, dice.integer(0, 1) + stepsOf(dice) - 1));
  return made(bench, {
    kind: 'derivative',
    body: { derivative: { of: text(of), by: 'x', is: text(is.e) } },
    isTrue: is.isTrue,
    comparisons: equalTo(slope, is.e),
  });
}

const SOLUTIONS: readonly (readonly [form: string, field: string, initial: string])[] = [
  ['a0*exp(-k*t)', '-k*a', 'a0'],
  ['a0/(1 + a0*t)', '-a^2', 'a0'],
  ['sqrt(a0^2 + 2*k*t)', 'k/a', 'a0'],
  ['a0*exp(k*t)/(1 + a0*(exp(k*t) - 1))', 'k*a*(1 - a)', 'a0'],
  ['sinh(k*t + asinh(a0))', 'k*sqrt(1 + a^2)', 'a0'],
  ['tan(atan(a0))*exp(sin(t))', 'cos(t)*a', 'a0'],
  ['k + (a0 - k)*exp(-t)', 'k - a', 'a0'],
];

function solves(dice: FuzzDice): MadeClaim {
  const symbols: SymbolsInput = { t: 'nonnegative', a0: 'positive', k: 'positive' };
  const bench: Bench = {
    symbols,
    assume: [],
    names: ['t', 'a0', 'k'],
    positives: new Set(['a0', 'k']),
    dice,
    trace: [],
    through: [],
    speaks: [],
  };
  const [form, field, initial] = dice.pick(SOLUTIONS);
  const exact = parse(form);
  const f = stated(bench, rewritten(bench, exact, stepsOf(dice) - 1));
  const slope = differentiate(f.e, 't');
  bench.speaks.push(f.e);
  return made(bench, {
    kind: 'solves',
    body: {
      solves: {
        variable: 't',
        forms: { a: text(f.e) },
        field: { a: field },
        initial: { at: '0', values: { a: initial } },
      },
    },
    isTrue: f.isTrue,
    comparisons: [
      ...equalTo(slope, substitute(parse(field), new Map([['a', f.e]]))),
      ...equalTo(substitute(f.e, new Map([['t', NOUGHT]])), parse(initial)),
    ],
  });
}

function conserved(dice: FuzzDice): MadeClaim {
  const bench: Bench = {
    symbols: { x: 'real', y: 'real' },
    assume: [],
    names: ['x', 'y'],
    positives: new Set(),
    dice,
    trace: [],
    through: [],
    speaks: [],
  };
  const speed = smoothExpression(['x', 'y'], 1, dice);
  const q = sum(powerOf(symbol('x'), integer(2)), powerOf(symbol('y'), integer(2)));
  const outer = dice.pick<(e: Expression) => Expression>([
    (e) => e,
    (e) => call('exp', e),
    (e) => call('log', sum(integer(1), e)),
    (e) => call('sqrt', sum(integer(1), e)),
    (e) => powerOf(e, integer(3)),
  ]);
  const quantity = stated(bench, rewritten(bench, outer(q), stepsOf(dice) - 1));
  const [dx, dy] = [product(symbol('y'), speed), product(product(integer(-1), symbol('x')), speed)];
  const change = sum(
    product(differentiate(quantity.e, 'x'), dx),
    product(differentiate(quantity.e, 'y'), dy),
  );
  bench.speaks.push(quantity.e);
  return made(bench, {
    kind: 'conserved',
    body: { conserved: { quantity: text(quantity.e), field: { x: text(dx), y: text(dy) } } },
    isTrue: quantity.isTrue,
    comparisons: equalTo(change, NOUGHT),
  });
}

/** c + (h − p)·g → c, h^k·(c² + 1 + h·g) ~ h^k, (F(h) − F(p))/(h − p) → F′(p): g and F smooth everywhere. */
function asymptotic(kind: 'limit' | 'order' | 'extends', dice: FuzzDice): MadeClaim {
  const bench: Bench = {
    symbols: { h: 'real', x: dice.pick(['real', 'positive', { gt: 0, lt: 1 }] as const) },
    assume: [],
    names: ['x'],
    positives: new Set(),
    dice,
    trace: [],
    through: [],
    speaks: [],
  };
  const h = symbol('h');
  const p = integer(stepsOf(dice) - 1);
  const step = p === NOUGHT ? h : difference(h, p);
  const c = smoothExpression(['x'], 1, dice);
  const g = smoothExpression(['x', 'h'], 1, dice);
  if (kind === 'order') {
    const k = dice.integer(-2, 4);
    const leading = sum(integer(1), powerOf(c, integer(2)));
    const of = product(powerOf(step, integer(k)), sum(leading, product(step, g)));
    const wrong = dice.pick(['', '', '', '+1', '-1', '+1e-20', '/2+1/3']);
    const exponent = `${k}${wrong}`;
    return made(bench, {
      kind,
      body: { order: { of: text(of), as: `h -> ${text(p)}`, exponent } },
      isTrue: wrong === '',
      comparisons: equalTo(integer(k), parse(exponent)),
    });
  }
  const F = smoothExpression(['h', 'h', 'x'], depthOf(dice), dice);
  const at = (e: Expression): Expression => substitute(e, new Map([['h', p]]));
  const slope = kind === 'extends' || dice.chance(0.5);
  const of = slope ? quotient(difference(F, at(F)), step) : sum(c, product(step, g));
  const value = slope ? at(differentiate(F, 'h')) : c;
  const is = stated(bench, rewritten(bench, value, stepsOf(dice) - 1), ['x']);
  const body: ClaimBody =
    kind === 'extends'
      ? { extends: { of: text(of), at: { h: text(p) }, is: text(is.e) } }
      : {
          limit: {
            of: text(of),
            as: `h -> ${text(p)}${dice.pick(['', '+', '-'])}`,
            is: text(is.e),
          },
        };
  return made(bench, { kind, body, isTrue: is.isTrue, comparisons: equalTo(value, is.e) });
}

function integral(dice: FuzzDice): MadeClaim {
  const bench = { ...benchOf(dice), assume: [] };
  const definite = dice.chance(0.5);
  if (!definite) {
    const F = smoothExpression(bench.names, depthOf(dice), dice);
    const slope = differentiate(F, 'x');
    bench.speaks.push(F);
    const of = stated(bench, rewritten(bench, slope, stepsOf(dice) - 1));
    return made(bench, {
      kind: 'integral',
      body: { integral: { of: text(of.e), by: 'x', is: text(F) } },
      isTrue: of.isTrue,
      comparisons: equalTo(slope, of.e),
    });
  }
  const F = smoothExpression(['t', 't', 'x'], depthOf(dice), dice);
  const [low, high] = [NOUGHT, dice.pick([integer(1), integer(2)])];
  const at = (value: Expression): Expression => substitute(F, new Map([['t', value]]));
  const value = difference(at(high), at(low));
  const is = stated(bench, rewritten(bench, value, stepsOf(dice) - 1));
  return made(bench, {
    kind: 'integral (definite)',
    body: {
      integral: {
        of: text(differentiate(F, 't')),
        by: 't',
        from: text(low),
        to: text(high),
        is: text(is.e),
        ...(dice.chance(0.5) && { antiderivative: text(F) }),
      },
    },
    isTrue: is.isTrue,
    comparisons: equalTo(value, is.e),
  });
}

function summation(dice: FuzzDice): MadeClaim {
  const symbols: SymbolsInput = { n: { is: 'integer', ge: 1 }, x: 'positive' };
  const bench: Bench = {
    symbols,
    assume: [],
    names: ['n', 'x'],
    positives: new Set(['n', 'x']),
    dice,
    trace: [],
    through: [],
    speaks: [],
  };
  const G = parse(dice.pick(['k^2', 'k^3 + k*x', 'k*(k+1)/2', 'k/(k+1)', '(1+x)^k', 'k*2^k', 'sqrt(k + x)']));
  const at = (value: Expression): Expression => substitute(G, new Map([['k', value]]));
  const k = symbol('k');
  const of = difference(G, at(difference(k, integer(1))));
  const value = difference(at(symbol('n')), at(NOUGHT));
  const is = stated(bench, rewritten(bench, value, stepsOf(dice) - 1));
  return made(bench, {
    kind: 'sum',
    body: { sum: { of: text(of), over: 'k', from: '1', to: 'n', is: text(is.e) } },
    isTrue: is.isTrue,
    comparisons: equalTo(value, is.e),
  });
}

/** E[(a + b·z + c·z²)·exp(d·z)] for few shapes: E z² = v, E z⁴ = 3v². */
function expectation(dice: FuzzDice): MadeClaim {
  const symbols: SymbolsInput = { a: 'real', v: 'positive' };
  const bench: Bench = {
    symbols,
    assume: [],
    names: ['a', 'v'],
    positives: new Set(['v']),
    dice,
    trace: [],
    through: [],
    speaks: [],
  };
  const [of, is] = dice.pick([
    ['(a + z)^2', 'a^2 + v'],
    ['(a*z)^4', '3*a^4*v^2'],
    ['(z + a)^3', 'a^3 + 3*a*v'],
    ['exp(a*z)', 'exp(a^2*v/2)'],
    ['z^2*exp(z)', '(v + v^2)*exp(v/2)'],
  ] as const);
  const value = parse(is);
  const claimed = stated(bench, rewritten(bench, value, stepsOf(dice) - 1));
  return made(bench, {
    kind: 'expectation',
    body: { expectation: { of, over: { z: { gaussian: { variance: 'v' } } }, is: text(claimed.e) } },
    isTrue: claimed.isTrue,
    comparisons: equalTo(value, claimed.e),
  });
}

/** Makers by their share. */
const MAKERS: readonly (readonly [number, (dice: FuzzDice) => MadeClaim])[] = [
  [30, equality],
  [10, chain],
  [12, inequality],
  [12, derivative],
  [4, solves],
  [4, conserved],
  [6, (dice) => asymptotic('limit', dice)],
  [4, (dice) => asymptotic('order', dice)],
  [4, (dice) => asymptotic('extends', dice)],
  [6, integral],
  [4, summation],
  [4, expectation],
  [16, boundClaim],
  [14, identityClaim],
];

export function makeClaim(dice: FuzzDice): MadeClaim {
  const total = MAKERS.reduce((all, [share]) => all + share, 0);
  let left = dice.integer(0, total - 1);
  for (const [share, make] of MAKERS) {
    if (left < share) return make(dice);
    left -= share;
  }
  throw new Error('claim-makers: no maker was picked');
}
