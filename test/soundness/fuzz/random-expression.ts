/** Random domains and random expressions over them: every function, every kind of symbol, mostly defined somewhere. */
import type { Domain } from '../../../src/domain/domain.js';
import { samplerOf } from '../../../src/domain/domain-sampler.js';
import { domainOf, type SymbolsInput } from '../../../src/domain/read-domain.js';
import {
  binary,
  call,
  constant,
  type Expression,
  FUNCTION_NAMES,
  fromRational,
  integer,
  negation,
  powerOf,
  product,
  quotient,
  sum,
  symbol,
} from '../../../src/expression/expression.js';
import { rational } from '../../../src/expression/rational.js';
import type { FuzzDice } from './dice.js';

const RANGES: readonly SymbolsInput[string][] = [
  'real',
  'real',
  'positive',
  'nonnegative',
  'negative',
  { gt: 0, lt: 1 },
  { ge: -1, le: 1 },
  { gt: 1 },
  { ge: '1/2', lt: 3 },
];

const RELATIONS = ['x < y', 'x != 0', 'y >= x^2', 'x*y > 0', 'x + y != 0', 'x != y', 'x^2 + y^2 <= 1'];

/** One to three symbols (`n` is an integer), sometimes tied by a relation; as an author writes them. */
export function randomSymbols(dice: FuzzDice): { symbols: SymbolsInput; assume: string[] } {
  const symbols: Record<string, SymbolsInput[string]> = { x: dice.pick(RANGES) };
  if (dice.chance(0.6)) symbols.y = dice.pick(RANGES);
  if (dice.chance(0.25)) symbols.n = dice.pick<SymbolsInput[string]>(['integer', { is: 'integer', ge: 0 }]);
  const relation = dice.pick(RELATIONS);
  const fits = [...relation.matchAll(/[xy]/g)].every(([name]) => name in symbols);
  const assume = fits && dice.chance(0.3) ? [relation] : [];
  return { symbols, assume: holdsPoints(symbols, assume) ? assume : [] };
}

/** Do the relations leave points in the ranges? The question costs time, and comes up again and again. */
function holdsPoints(symbols: SymbolsInput, assume: readonly string[]): boolean {
  if (assume.length === 0) return true;
  const key = JSON.stringify([symbols, assume]);
  const known = ANSWERS.get(key);
  if (known !== undefined) return known;
  let answer = true;
  try {
    samplerOf(domainOf(symbols, assume));
  } catch {
    answer = false;
  }
  ANSWERS.set(key, answer);
  return answer;
}

const ANSWERS = new Map<string, boolean>();

export function randomDomain(dice: FuzzDice): Domain {
  const { symbols, assume } = randomSymbols(dice);
  return domainOf(symbols, assume);
}

const small = (dice: FuzzDice): Expression =>
  dice.chance(0.7)
    ? integer(dice.integer(1, 4))
    : fromRational(rational(dice.integer(1, 5), dice.pick([2, 3, 4])));

const squared = (e: Expression): Expression => powerOf(e, integer(2));

function leaf(names: readonly string[], dice: FuzzDice): Expression {
  if (names.length > 0 && dice.chance(0.72)) return symbol(dice.pick(names));
  if (dice.chance(0.12)) return constant(dice.pick(['pi', 'e'] as const));
  if (dice.chance(0.12)) return call('sqrt', integer(dice.pick([2, 3, 5, 6, 8, 12])));
  return small(dice);
}

/** Something that is nowhere negative. */
function magnitude(e: Expression, dice: FuzzDice): Expression {
  return dice.pick([squared(e), call('abs', e), sum(squared(e), integer(1)), call('exp', e)]);
}

/** An argument that fits the function, or sometimes any at all. */
function argumentOf(name: (typeof FUNCTION_NAMES)[number], e: Expression, dice: FuzzDice): Expression {
  if (dice.chance(0.45)) return e;
  switch (name) {
    case 'sqrt':
    case 'log':
      return magnitude(e, dice);
    case 'acosh':
      return sum(squared(e), integer(1));
    case 'atanh':
    case 'asin':
    case 'acos':
      return quotient(e, sum(integer(1), call('abs', e)));
    default:
      return e;
  }
}

/** Functions by how often they are worth a look. */
const FUNCTIONS: readonly (typeof FUNCTION_NAMES)[number][] = [
  ...FUNCTION_NAMES,
  ...([
    'sqrt',
    'sqrt',
    'sqrt',
    'sqrt',
    'log',
    'log',
    'exp',
    'exp',
    'abs',
    'abs',
    'cbrt',
    'atan',
    'atan',
  ] as const),
];

export function randomExpression(names: readonly string[], depth: number, dice: FuzzDice): Expression {
  if (depth <= 0 || dice.chance(0.08)) return leaf(names, dice);
  const part = () => randomExpression(names, depth - dice.integer(1, 2), dice);
  const kind = dice.integer(0, 99);
  if (kind < 22) return binary(dice.pick(['add', 'subtract'] as const), part(), part());
  if (kind < 40) return product(part(), part());
  if (kind < 50) return quotient(part(), part());
  if (kind < 54) return negation(part());
  if (kind < 66) return powerOf(part(), exponent(names, dice));
  const name = dice.pick(FUNCTIONS);
  if (name === 'min' || name === 'max') return call(name, part(), part());
  return call(name, argumentOf(name, part(), dice));
}

function exponent(names: readonly string[], dice: FuzzDice): Expression {
  const kind = dice.integer(0, 9);
  if (kind < 4) return integer(dice.pick([2, 2, 3, -1, -2]));
  if (kind < 7) return fromRational(rational(dice.pick([1, -1, 3]), dice.pick([2, 3, 4])));
  if (!names.includes('n')) return kind === 9 && names.length > 0 ? symbol(dice.pick(names)) : integer(2);
  const n = symbol('n');
  return dice.pick<Expression>([
    n,
    product(integer(2), n),
    sum(n, integer(1)),
    quotient(n, integer(2)),
    product(call('sign', symbol(dice.pick(names))), n),
  ]);
}
