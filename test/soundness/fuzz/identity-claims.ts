/** Equalities about angles, integers, turning signs and nested roots of numbers; false ones on a neighbouring branch. */
import type { SymbolsInput } from '../../../src/domain/read-domain.js';
import { parse } from '../../../src/expression/parse.js';
import type { ClaimBody } from '../claim-of.js';
import type { FuzzDice } from './dice.js';
import type { MadeClaim } from './made-claim.js';

type Witness = Readonly<Record<string, string>>;

function equalityOf(
  kind: string,
  symbols: SymbolsInput,
  [left, right]: readonly [string, string],
  isTrue: boolean,
  witness: Witness,
): MadeClaim {
  return {
    kind,
    symbols,
    body: { equal: [left, right] } as ClaimBody,
    isTrue,
    comparisons: [{ left: parse(left), relation: '=', right: parse(right) }],
    through: [],
    speaks: [],
    trace: [],
    ...(!isTrue && { witnesses: [witness] }),
  };
}

const NEAR = ['1e-3', '1e-12', '1e-20', '1e-60'];
const off = (side: string, dice: FuzzDice): string => `${side} + ${dice.pick(NEAR)}`;

/** Identities of every real a and b. */
const EVERYWHERE: readonly (readonly [string, string])[] = [
  ['cos(a + b)', 'cos(a)*cos(b) - sin(a)*sin(b)'],
  ['sin(a - b)', 'sin(a)*cos(b) - cos(a)*sin(b)'],
  ['cos(a)*cos(b)', '(cos(a - b) + cos(a + b))/2'],
  ['sin(a) + sin(b)', '2*sin((a + b)/2)*cos((a - b)/2)'],
  ['sin(a/2)^2', '(1 - cos(a))/2'],
  ['tan(a/2)*(1 + cos(a))', 'sin(a)'],
  ['abs(sin(a/2))', 'sqrt((1 - cos(a))/2)'],
  ['abs(cos(a/2))', 'sqrt((1 + cos(a))/2)'],
  ['sin(3*a)', '3*sin(a) - 4*sin(a)^3'],
  ['cos(a + pi/3) + cos(a - pi/3)', 'cos(a)'],
  ['sin(a + 2*pi/3) + sin(a - 2*pi/3) + sin(a)', '0'],
  ['abs(a - b) + abs(a + b)', '2*max(abs(a), abs(b))'],
  ['abs(a - 1) + abs(a + 1)', 'max(abs(2*a), 2)'],
  ['min(a, b) + max(a, b)', 'a + b'],
  ['sqrt(a^2 - 2*a*b + b^2)', 'max(a, b) - min(a, b)'],
  ['a*abs(a)', 'sign(a)*a^2'],
  ['atan(a) + atan(1/a)', 'sign(a)*pi/2'],
];

function everywhere(dice: FuzzDice): MadeClaim {
  const [left, right] = dice.pick(EVERYWHERE);
  const isTrue = dice.chance(0.5);
  const sides = [left, isTrue ? right : off(right, dice)] as const;
  return equalityOf('angles and signs', { a: 'real', b: 'real' }, sides, isTrue, { a: '3/7', b: '-5/4' });
}

type Branch = readonly [
  string,
  string,
  held: readonly [string, string],
  broken: readonly [string, string],
  at: string,
];

/** Identities of one branch: a range on which they hold, one that leaves it, and a point beyond. */
const BRANCHES: readonly Branch[] = [
  ['sin(a/2)', 'sqrt((1 - cos(a))/2)', ['0', '6'], ['0', '7'], '7'],
  ['sin(a/2)', 'sqrt((1 - cos(a))/2)', ['0', '6.28318'], ['0', '6.28319'], '6.28319'],
  ['cos(a/2)', 'sqrt((1 + cos(a))/2)', ['-3', '3'], ['-4', '3'], '-4'],
  ['cos(a/2)', 'sqrt((1 + cos(a))/2)', ['-3.14159265', '3.14159265'], ['-3.14159266', '3'], '-3.14159266'],
  ['acos(cos(a))', 'a', ['0', '3'], ['0', '4'], '4'],
  ['acos(cos(a))', 'a', ['0', '3.14159265358979'], ['0', '3.14159265358980'], '3.14159265358980'],
  ['asin(sin(a))', 'a', ['-3/2', '3/2'], ['-3/2', '2'], '2'],
  ['asin(sin(a))', 'a', ['-1.57079632', '1.57079632'], ['0', '1.57079633'], '1.57079633'],
  ['atan(tan(a/2))', 'a/2', ['-3', '3'], ['-3', '4'], '4'],
  ['tan(a/2)', 'sqrt((1 - cos(a))/(1 + cos(a)))', ['0', '3'], ['-1', '3'], '-1'],
  ['2*atan(a)', 'atan(2*a/(1 - a^2))', ['-0.99', '0.99'], ['0', '2'], '2'],
  ['2*atan(a)', 'asin(2*a/(1 + a^2))', ['-1', '1'], ['-1', '1.001'], '1.001'],
  ['atan(a) + atan(2)', 'atan((a + 2)/(1 - 2*a))', ['-5', '0.49'], ['0', '1'], '1'],
  ['atan(a) + atan(1/a)', 'pi/2', ['0.01', '9'], ['-1', '9'], '-1'],
  ['acosh(2*a^2 - 1)', '2*acosh(a)', ['1', '9'], ['1', '9'], ''],
  ['acosh(cosh(a))', 'a', ['0', '9'], ['-0.001', '9'], '-0.001'],
  ['log(a^2)', '2*log(a)', ['0.001', '5'], ['0.001', '5'], ''],
  ['sqrt(a + 1 - 2*sqrt(a))', 'sqrt(a) - 1', ['1', '9'], ['0.99', '9'], '0.99'],
  ['abs(a - 2) + abs(a)', '2', ['0', '2'], ['0', '2.0000001'], '2.0000001'],
  ['sqrt(a^2 - 4*a + 4)', 'a - 2', ['2', '9'], ['1.9999', '9'], '1.9999'],
];

function branch(dice: FuzzDice): MadeClaim {
  const [left, right, held, broken, at] = dice.pick(BRANCHES);
  const isTrue = at === '' || dice.chance(0.5);
  const [ge, le] = isTrue ? held : broken;
  return equalityOf('one branch', { a: { ge, le } }, [left, right], isTrue, { a: at });
}

/** Identities of integers, and what is said of every real number instead. */
const OF_INTEGERS: readonly (readonly [string, string])[] = [
  ['cos(pi*n)', '(-1)^n'],
  ['sin(pi*n)', '0'],
  ['cos(2*pi*n)', '1'],
  ['sin(pi*n/2)^2', '(1 - (-1)^n)/2'],
  ['(-1)^(2*n)', '1'],
  ['(-1)^n*(-1)^n', '1'],
  ['abs((-2)^n)', '2^n'],
  ['cos(n*pi + 1/3)', '(-1)^n*cos(1/3)'],
  ['sin(n*pi - 1/3)', '-(-1)^n*sin(1/3)'],
  ['exp(n*log(3))', '3^n'],
];

function ofIntegers(dice: FuzzDice): MadeClaim {
  const [left, right] = dice.pick(OF_INTEGERS);
  const symbols: SymbolsInput = { n: dice.pick(['integer', { is: 'integer', ge: 0 }] as const) };
  const wrong = dice.pick(['none', 'none', 'near', 'other', 'real'] as const);
  if (wrong === 'none') return equalityOf('integers', symbols, [left, right], true, {});
  if (wrong === 'real' && !/\(-\d\)\^/.test(`${left}${right}`) && !/log/.test(left))
    return equalityOf('integers', { n: 'real' }, [left, right], false, { n: '1/3' });
  const other = wrong === 'other' ? `(${right}) + n*(n - 1)` : off(`(${right})`, dice);
  return equalityOf('integers', symbols, [left, other], false, { n: '2' });
}

const rootOf = (p: number, q: number, c: number): string => `(${p} + ${q}*sqrt(${c}))`;

/** Powers of p + q·√c under a root, written out, two added roots, logarithms and angles of numbers. */
function known(dice: FuzzDice): readonly [string, string] {
  const [p, q, c] = [dice.integer(1, 6), dice.integer(1, 4), dice.pick([2, 3, 5, 6, 7])];
  switch (dice.integer(0, 6)) {
    case 0:
      return [`sqrt(${p * p + q * q * c} + ${2 * p * q}*sqrt(${c}))`, rootOf(p, q, c)];
    case 1:
      return [`sqrt(${p * p + q * q * c} - ${2 * p * q}*sqrt(${c}))`, `abs(${rootOf(p, -q, c)})`];
    case 2: {
      const [rational, factor] = [p ** 3 + 3 * p * q * q * c, 3 * p * p * q + q ** 3 * c];
      return [`cbrt(${rational} + ${factor}*sqrt(${c}))`, rootOf(p, q, c)];
    }
    case 3: {
      const d = p + 10;
      return [`sqrt(${d + c} + 2*sqrt(${d * c}))`, `sqrt(${d}) + sqrt(${c})`];
    }
    case 4:
      return [`log(${2 ** p * 3 ** q})`, `${p}*log(2) + ${q}*log(3)`];
    case 5:
      return [`log(${p * p + q * q * c} + ${2 * p * q}*sqrt(${c}))`, `2*log${rootOf(p, q, c)}`];
    default: {
      // atan p + atan q = atan((p + q)/(1 − pq)), and π where the sum has left the first branch.
      const m = p + 1;
      return [`atan(${m}) + atan(${q})`, `atan(${m + q}/${1 - m * q}) + pi`];
    }
  }
}

/** Famous coincidences: they agree to many digits and are false. */
const COINCIDENCES: readonly (readonly [string, string])[] = [
  ['exp(pi*sqrt(163))', '262537412640768744'],
  ['exp(pi) - pi', '20'],
  ['pi', '355/113'],
  ['sqrt(2) + sqrt(3)', 'pi + 0.0046'],
  ['4*atan(1/5) - atan(1/238)', 'pi/4'],
  ['log(640320^3 + 744)/sqrt(163)', 'pi'],
  ['pi^4 + pi^5', 'exp(6)'],
  ['cbrt(31)', 'pi'],
  ['sqrt(5 + 2*sqrt(6))', 'sqrt(2) + sqrt(3) + 1e-40'],
];

function numbers(dice: FuzzDice): MadeClaim {
  if (dice.chance(0.15)) return equalityOf('numbers', {}, dice.pick(COINCIDENCES), false, {});
  const [left, right] = known(dice);
  const isTrue = dice.chance(0.5);
  return equalityOf('numbers', {}, [left, isTrue ? right : off(right, dice)], isTrue, {});
}

export function identityClaim(dice: FuzzDice): MadeClaim {
  return dice.pick([everywhere, branch, branch, ofIntegers, numbers, numbers])(dice);
}
