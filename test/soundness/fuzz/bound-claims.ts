/** Inequalities that hold by monotonicity, known bounds, integers or products of facts; false ones by a shifted constant. */
import type { SymbolsInput } from '../../../src/domain/read-domain.js';
import { fromRational, symbol } from '../../../src/expression/expression.js';
import { parse } from '../../../src/expression/parse.js';
import { print } from '../../../src/expression/print.js';
import {
  add,
  divide,
  formatRational,
  parseRational,
  type Rational,
  subtract,
} from '../../../src/expression/rational.js';
import { substitute } from '../../../src/expression/traverse.js';
import type { ClaimBody } from '../claim-of.js';
import type { FuzzDice } from './dice.js';
import type { MadeClaim, Relation } from './made-claim.js';

/** `of >= least` for all u above `above` (every real u without it), with equality at u = `at`. */
interface TightBound {
  readonly of: string;
  readonly least: string;
  readonly at: string;
  readonly above?: string;
  readonly open?: boolean;
}

/** Textbook bounds, each touched at a rational point. */
const TIGHT: readonly TightBound[] = [
  { of: 'exp(u) - u', least: '1', at: '0' },
  { of: 'exp(u) - e*u', least: '0', at: '1' },
  { of: 'u - log(u)', least: '1', at: '1', above: '0', open: true },
  { of: 'u + 1/u', least: '2', at: '1', above: '0', open: true },
  { of: 'u*log(u) - u', least: '-1', at: '1', above: '0', open: true },
  { of: 'cosh(u) - u^2/2', least: '1', at: '0' },
  { of: 'cosh(u)', least: '1', at: '0' },
  { of: 'u^2 - 2*u', least: '-1', at: '1' },
  { of: 'u^4 - 4*u', least: '-3', at: '1' },
  { of: 'cos(u) + u^2/2', least: '1', at: '0' },
  { of: 'u^2/2 - log(cosh(u))', least: '0', at: '0' },
  { of: 'u*atan(u) - log(1 + u^2)/2', least: '0', at: '0' },
  { of: 'sqrt(1 + u^2)', least: '1', at: '0' },
  { of: 'abs(u - 1) + abs(u + 1)', least: '2', at: '0' },
  { of: 'max(u, -u) - u', least: '0', at: '1' },
  { of: 'u - sin(u)', least: '0', at: '0', above: '0' },
  { of: 'u - tanh(u)', least: '0', at: '0', above: '0' },
  { of: 'u - atan(u)', least: '0', at: '0', above: '0' },
  { of: 'u - asinh(u)', least: '0', at: '0', above: '0' },
  { of: 'sinh(u) - u', least: '0', at: '0', above: '0' },
  { of: 'asinh(u) - u/sqrt(1 + u^2)', least: '0', at: '0', above: '0' },
  { of: 'u - log(1 + u)', least: '0', at: '0', above: '-1', open: true },
  { of: '1 + u/2 - sqrt(1 + u)', least: '0', at: '0', above: '-1' },
  { of: 'u^3 - 3*u', least: '-2', at: '1', above: '0' },
  { of: '(u + 1)*log(u) - 2*(u - 1)', least: '0', at: '1', above: '1' },
  { of: 'u - sqrt(u)', least: '-1/4', at: '1/4', above: '0' },
];

/** How far a constant is off: visible, below a double, below fifty digits. */
const SHIFTS = ['1e-2', '1e-6', '1e-13', '1e-20', '1e-60'];

const exact = (text: string): Rational => parseRational(text)!;

interface Shape {
  readonly kind: string;
  readonly symbols: SymbolsInput;
  readonly assume?: readonly string[];
  readonly left: string;
  readonly relation: Relation;
  readonly right: string;
  readonly isTrue: boolean;
  readonly witness?: Readonly<Record<string, string>>;
  readonly equalAtWitness?: boolean;
  readonly trace: readonly string[];
}

function shaped(shape: Shape): MadeClaim {
  const { kind, symbols, assume = [], left, relation, right, isTrue, witness, trace } = shape;
  const sides =
    relation === '=' ? { equal: [left, right] as const } : { holds: `${left} ${relation} ${right}` };
  return {
    kind,
    symbols,
    body: { ...sides, ...(assume.length > 0 && { assume }) } as ClaimBody,
    isTrue,
    comparisons: [{ left: parse(left), relation, right: parse(right) }],
    through: [],
    speaks: [],
    trace,
    ...(witness && !isTrue && { witnesses: [witness] }),
    ...(shape.equalAtWitness && { equalAtWitness: true }),
  };
}

/** A tight bound of u = k·x + b; the constant shifted up, or the relation strict, where it is false. */
function tightBound(dice: FuzzDice): MadeClaim {
  const { of, least, at, above, open } = dice.pick(TIGHT);
  const [k, b] = [exact(dice.pick(['1', '1', '2', '1/2', '3'])), exact(dice.pick(['0', '0', '1', '-1/3']))];
  const back = (value: string): string => formatRational(divide(subtract(exact(value), b), k));
  const u = parse(`${formatRational(k)}*x + (${formatRational(b)})`);
  const left = print(substitute(parse(of), new Map([['u', u]])));
  const symbols: SymbolsInput = {
    x: above === undefined ? 'real' : open ? { gt: back(above) } : { ge: back(above) },
  };
  const witness = { x: back(at) };
  const way = dice.integer(0, 4);
  const base = { kind: 'bound', symbols, left, witness, trace: [of] };
  if (way === 0) return shaped({ ...base, relation: '>=', right: least, isTrue: true });
  const shift = dice.pick(SHIFTS);
  if (way === 1) return shaped({ ...base, relation: '>', right: `${least} - ${shift}`, isTrue: true });
  if (way === 2) return shaped({ ...base, relation: '>', right: least, isTrue: false, equalAtWitness: true });
  return shaped({ ...base, relation: '>=', right: `${least} + ${shift}`, isTrue: false });
}

type TwoSymbols = readonly [
  symbols: SymbolsInput,
  assume: readonly string[],
  of: string,
  least: string,
  witness: Readonly<Record<string, string>>,
];

/** Bounds that need several facts at once. */
const PRODUCTS: readonly TwoSymbols[] = [
  [{ x: { ge: 1 }, y: { ge: 1 } }, [], 'x*y', '1', { x: '1', y: '1' }],
  [{ x: { ge: 1 }, y: { ge: 1 } }, [], '(x - 1)*(y - 1)', '0', { x: '1', y: '1' }],
  [{ x: { ge: 1 }, y: { ge: 1 } }, [], '1 + x*y - x - y', '0', { x: '1', y: '2' }],
  [{ x: { ge: 1 }, y: { ge: 1 } }, [], 'log(x*y)', '0', { x: '1', y: '1' }],
  [
    { x: 'real', y: 'real', z: 'real' },
    ['x <= y', 'y <= z'],
    'y*z - y^2 - x*z + x*y',
    '0',
    { x: '0', y: '0', z: '2' },
  ],
  [{ x: 'real', y: 'real' }, ['x <= y'], 'exp(y) - exp(x)', '0', { x: '1', y: '1' }],
  [{ x: 'real', y: 'real' }, ['x <= y'], 'atan(y) - atan(x)', '0', { x: '1', y: '1' }],
  [{ x: 'positive', y: 'positive' }, ['x <= y'], 'log(y) - log(x)', '0', { x: '2', y: '2' }],
  [{ x: 'positive', y: 'positive' }, ['x*y >= 1'], 'x + y', '2', { x: '1', y: '1' }],
  [{ x: 'positive', y: 'positive' }, ['x*y >= 1'], 'log(x) + log(y)', '0', { x: '2', y: '1/2' }],
  [{ x: 'positive', y: 'positive' }, [], 'x/y + y/x', '2', { x: '3', y: '3' }],
  [{ x: 'positive', y: 'positive' }, [], '(x + y)/2 - sqrt(x*y)', '0', { x: '3', y: '3' }],
  [{ x: 'positive', y: 'positive' }, [], 'log((x + y)/2) - (log(x) + log(y))/2', '0', { x: '3', y: '3' }],
  [{ x: 'real', y: 'real' }, [], 'x^2 + y^2 - 2*x*y', '0', { x: '-1', y: '-1' }],
  [{ x: 'real', y: 'real' }, [], 'exp(x) + exp(y) - 2*exp((x + y)/2)', '0', { x: '1', y: '1' }],
  [{ x: 'real', y: 'real' }, [], 'abs(x) + abs(y) - abs(x + y)', '0', { x: '1', y: '2' }],
  [{ x: 'real', y: 'real' }, ['x^2 + y^2 <= 1'], '1 - abs(x)', '0', { x: '1', y: '0' }],
  [{ x: { ge: '1/3', le: '1/3' }, y: { ge: '1/3' } }, [], 'y - x', '0', { x: '1/3', y: '1/3' }],
  [{ x: { ge: 2, le: 2 }, y: 'real' }, [], 'y^2 - 2*x*y', '-4', { x: '2', y: '2' }],
  [{ n: 'integer' }, [], 'n*(n - 1)', '0', { n: '1' }],
  [{ n: 'integer' }, [], 'n^2 - abs(n)', '0', { n: '-1' }],
  [{ n: 'integer' }, [], '(2*n - 1)^2', '1', { n: '1' }],
  [{ n: { is: 'integer', gt: 0 } }, [], 'n', '1', { n: '1' }],
  [{ n: { is: 'integer', ge: 0 } }, [], '2^n - n', '1', { n: '1' }],
  [{ n: { is: 'integer', gt: 0, lt: 2 }, x: 'real' }, [], 'n*x^2 - 2*x', '-1', { n: '1', x: '1' }],
  [{ n: { is: 'integer', ge: 1 }, x: { ge: -1 } }, [], '(1 + x)^n - n*x', '1', { n: '1', x: '2' }],
];

function severalFacts(dice: FuzzDice): MadeClaim {
  const [symbols, assume, left, least, witness] = dice.pick(PRODUCTS);
  const base = { kind: 'bound (several facts)', symbols, assume, left, witness, trace: [left] };
  const shift = dice.pick(SHIFTS);
  switch (dice.integer(0, 3)) {
    case 0:
      return shaped({ ...base, relation: '>=', right: least, isTrue: true });
    case 1:
      return shaped({ ...base, relation: '>', right: `${least} - ${shift}`, isTrue: true });
    case 2:
      return shaped({ ...base, relation: '>', right: least, isTrue: false, equalAtWitness: true });
    default:
      return shaped({ ...base, relation: '>=', right: `${least} + ${shift}`, isTrue: false });
  }
}

/** What holds for integers, claimed for every real number. */
const ONLY_INTEGERS: readonly (readonly [of: string, least: string, witness: string])[] = [
  ['n*(n - 1)', '0', '1/2'],
  ['n^2 - abs(n)', '0', '1/2'],
  ['(2*n - 1)^2', '1', '1/2'],
  ['2^n - n', '1', '1/2'],
  ['(n - 1/3)*(n - 2/3)', '0', '1/2'],
];

function integersOnly(dice: FuzzDice): MadeClaim {
  const [left, right, n] = dice.pick(ONLY_INTEGERS);
  const isTrue = dice.chance(0.5);
  return shaped({
    kind: 'bound (integers)',
    symbols: { n: isTrue ? dice.pick(['integer', { is: 'integer', ge: 0 }] as const) : 'real' },
    left,
    relation: '>=',
    right,
    isTrue,
    witness: { n },
    trace: [left],
  });
}

/** f(q) against a symbol that its bounds pin to q, or to something beside it. */
function pinned(dice: FuzzDice): MadeClaim {
  const q = exact(dice.pick(['1/3', '2', '-3/2', '5/7']));
  const f = parse(
    dice.pick(['exp(c)*x + c', 'sin(c*x) - c^3', 'atan(c)*abs(x - c)', 'c*log(1 + x^2) + cbrt(c)']),
  );
  const isTrue = dice.chance(0.5);
  const beside = isTrue ? q : add(q, exact(dice.pick(SHIFTS)));
  const at = formatRational(q);
  return shaped({
    kind: 'equal bounds',
    symbols: { c: { ge: at, le: at }, x: 'real' },
    left: print(f),
    relation: '=',
    right: print(
      substitute(
        f,
        new Map([
          ['c', fromRational(beside)],
          ['x', symbol('x')],
        ]),
      ),
    ),
    isTrue,
    witness: { c: at, x: '3/5' },
    trace: ['pinned'],
  });
}

export function boundClaim(dice: FuzzDice): MadeClaim {
  return dice.pick([tightBound, tightBound, severalFacts, severalFacts, integersOnly, pinned])(dice);
}
