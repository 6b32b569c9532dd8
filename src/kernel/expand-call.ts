/** Expansions of the elementary functions. */
import {
  call,
  constant,
  difference,
  type Expression,
  type FunctionCall,
  integer,
  NOUGHT,
  powerOf,
  quotient,
  UNIT,
} from '../expression/expression.js';
import { mentions } from '../expression/traverse.js';
import type { Sum, SumArithmetic } from './exponential-sum.js';
import { exponentFormula, polarPart } from './exponents.js';
import { minus, negative, plus, times } from './light.js';
import type { Phases } from './phases.js';
import { NotProved } from './prove-equality.js';
import { endOf, isExactZero, SignUndecided, unresolved, ZERO_SERIES } from './series.js';
import { taylorOf } from './taylor.js';
import { tendencyOf } from './tendency.js';

const HALF = quotient(UNIT, integer(2));
const THIRD = quotient(UNIT, integer(3));
const QUARTER_TURN = quotient(constant('pi'), integer(2));

/** @throws NotProved, Ramified */
export function expandCall(
  node: FunctionCall,
  parts: readonly Sum[],
  arithmetic: SumArithmetic,
  phases: Phases,
): Sum {
  const [u] = parts;
  const { known } = arithmetic.scale;
  const one = arithmetic.constant(UNIT);
  const sqrt = (a: Sum): Sum => arithmetic.power(a, HALF);
  const square = (): Sum => arithmetic.multiply(u, u);
  const taylor = (): Sum => arithmetic.analytic(u, taylorOf(node.name));
  switch (node.name) {
    case 'sqrt':
      return sqrt(u);
    case 'cbrt':
      return oddly(u, 'the argument of a cube root', arithmetic, (a) => arithmetic.power(a, THIRD));
    case 'exp':
      return arithmetic.exp(u);
    case 'log':
      return arithmetic.log(u);
    case 'abs':
      return vanishes(u, arithmetic)
        ? []
        : arithmetic.scaled(u, integer(signOf(u, 'an absolute value', arithmetic)));
    case 'sign':
      return vanishes(u, arithmetic)
        ? []
        : arithmetic.constant(integer(signOf(u, 'the argument of sign()', arithmetic)));
    case 'min':
    case 'max':
      return parts.reduce((a, b) => {
        const gap = arithmetic.subtract(a, b);
        if (vanishes(gap, arithmetic)) return a;
        const larger = signOf(gap, `the difference in ${node.name}()`, arithmetic) > 0;
        return larger === (node.name === 'max') ? a : b;
      });
    case 'sinh':
    case 'cosh': {
      if (!grows(u, arithmetic)) return taylor();
      const [up, down] = [arithmetic.exp(u), arithmetic.exp(arithmetic.negate(u))];
      const total = node.name === 'cosh' ? arithmetic.add(up, down) : arithmetic.subtract(up, down);
      return arithmetic.scaled(total, HALF);
    }
    case 'tanh':
      if (!grows(u, arithmetic)) return taylor();
      // tanh u = (1 − e^(−2u))/(1 + e^(−2u)) for u > 0.
      return oddly(u, 'the argument of tanh', arithmetic, (a) => {
        const decay = arithmetic.exp(arithmetic.scaled(a, integer(-2)));
        return arithmetic.multiply(
          arithmetic.subtract(one, decay),
          arithmetic.invert(arithmetic.add(one, decay)),
        );
      });
    case 'asinh':
      if (!grows(u, arithmetic)) return taylor();
      return oddly(u, 'the argument of asinh', arithmetic, (a) =>
        arithmetic.log(arithmetic.add(a, sqrt(arithmetic.add(square(), one)))),
      );
    case 'acosh':
      return arithmetic.log(arithmetic.add(u, sqrt(arithmetic.subtract(square(), one))));
    case 'atanh': {
      const ratio = arithmetic.multiply(
        arithmetic.add(one, u),
        arithmetic.invert(arithmetic.subtract(one, u)),
      );
      return arithmetic.scaled(arithmetic.log(ratio), HALF);
    }
    case 'atan': {
      if (!grows(u, arithmetic)) return taylor();
      const sign = signOf(u, 'the argument of atan', arithmetic);
      const inverse = arithmetic.analytic(arithmetic.invert(u), taylorOf('atan'));
      return arithmetic.subtract(
        arithmetic.constant(sign > 0 ? QUARTER_TURN : negative(QUARTER_TURN)),
        inverse,
      );
    }
    case 'sin':
    case 'cos':
      return circular(node.name, u, arithmetic, phases);
    case 'tan': {
      if (!grows(u, arithmetic)) {
        const limit = limitOf(u, arithmetic);
        if (known.isNonzero(call('cos', limit))) return taylor();
      }
      return arithmetic.multiply(
        circular('sin', u, arithmetic, phases),
        arithmetic.invert(circular('cos', u, arithmetic, phases)),
      );
    }
    case 'asin':
    case 'acos': {
      const c = limitOf(u, arithmetic);
      if (known.isPositive(difference(UNIT, powerOf(c, integer(2))))) return taylor();
      const arccosine = arccosineAtEdge(u, c, arithmetic);
      return node.name === 'acos'
        ? arccosine
        : arithmetic.subtract(arithmetic.constant(QUARTER_TURN), arccosine);
    }
  }
}

/** acos u = 2 atan √((1 − u)/(1 + u)) for u > −1, and acos u = pi − acos(−u). */
function arccosineAtEdge(u: Sum, c: Expression, arithmetic: SumArithmetic): Sum {
  const { known } = arithmetic.scale;
  const one = arithmetic.constant(UNIT);
  const nearOne = (a: Sum): Sum => {
    const above = arithmetic.subtract(one, a);
    if (vanishes(above, arithmetic)) return [];
    const ratio = arithmetic.multiply(above, arithmetic.invert(arithmetic.add(one, a)));
    const root = arithmetic.power(ratio, HALF);
    return arithmetic.scaled(arithmetic.analytic(root, taylorOf('atan')), integer(2));
  };
  if (known.isZero(minus(c, UNIT))) return nearOne(u);
  if (known.isZero(difference(UNIT, negative(c))))
    return arithmetic.subtract(arithmetic.constant(constant('pi')), nearOne(arithmetic.negate(u)));
  throw new SignUndecided(
    '1 − u² under an inverse sine or cosine could not be proved positive',
    difference(UNIT, powerOf(c, integer(2))),
  );
}

const vanishes = (u: Sum, arithmetic: SumArithmetic): boolean => arithmetic.settled(u).length === 0;

const grows = (u: Sum, arithmetic: SumArithmetic): boolean => tendencyOf(u, arithmetic).kind === 'infinite';

function limitOf(u: Sum, arithmetic: SumArithmetic): Expression {
  const tendency = tendencyOf(u, arithmetic);
  if (tendency.kind === 'infinite') throw new NotProved('a function is expanded where its argument grows');
  return tendency.value;
}

/** The sign of a sum near the limit. */
function signOf(u: Sum, what: string, arithmetic: SumArithmetic): 1 | -1 {
  const { lead } = arithmetic.dominant(u, what);
  const [c] = lead.series.coefficients;
  if (arithmetic.scale.known.isPositive(c)) return 1;
  if (arithmetic.scale.known.isNegative(c)) return -1;
  throw new SignUndecided(`the sign of ${what} near the limit is not decided`, c);
}

/** An odd function, given for positive arguments. */
function oddly(u: Sum, what: string, arithmetic: SumArithmetic, positive: (a: Sum) => Sum): Sum {
  if (vanishes(u, arithmetic)) return [];
  return signOf(u, what, arithmetic) > 0 ? positive(u) : arithmetic.negate(positive(arithmetic.negate(u)));
}

/** sin and cos: a growing part of the argument becomes an angle of which only sine and cosine are kept. */
function circular(name: 'sin' | 'cos', u: Sum, arithmetic: SumArithmetic, phases: Phases): Sum {
  const sum = arithmetic.settled(u);
  if (!grows(sum, arithmetic)) return arithmetic.analytic(u, taylorOf(name));
  const { angle, rest } = growingAngle(sum, arithmetic);
  const { symbol, sign } = phases.of(angle);
  const turned = (f: 'sin' | 'cos'): Sum =>
    arithmetic
      .constant(f === 'sin' && sign < 0 ? negative(call('sin', symbol)) : call(f, symbol))
      .map((s) => ({ ...s, of: call(f, angle) }));
  const small = (f: 'sin' | 'cos'): Sum => arithmetic.analytic(rest, taylorOf(f));
  if (name === 'sin')
    return arithmetic.add(
      arithmetic.multiply(turned('sin'), small('cos')),
      arithmetic.multiply(turned('cos'), small('sin')),
    );
  return arithmetic.subtract(
    arithmetic.multiply(turned('cos'), small('cos')),
    arithmetic.multiply(turned('sin'), small('sin')),
  );
}

/** A growing sum as an angle, a formula in t, and a rest that tends to zero or to a constant. */
function growingAngle(sum: Sum, arithmetic: SumArithmetic): { angle: Expression; rest: Sum } {
  const { scale } = arithmetic;
  // The largest term must grow whatever the parameters: an angle that does not grow does not oscillate.
  const { lead } = arithmetic.dominant(sum, 'an angle');
  if (!scale.known.isNonzero(lead.series.coefficients[0]))
    throw new SignUndecided('an angle may stay bounded', lead.series.coefficients[0]);
  const main = sum.find(({ exponent }) => isExactZero(exponent));
  const others = sum.filter((s) => s !== main);
  if (main === undefined || !others.every((s) => arithmetic.vanishes(s))) {
    const formulas = sum.map(({ exponent, of }) =>
      of === undefined ? undefined : { of, factor: exponentFormula(exponent, scale) },
    );
    let angle: Expression = NOUGHT;
    for (const formula of formulas) {
      if (formula === undefined) throw new NotProved('an angle is not known exactly');
      const { of, factor } = formula;
      angle = plus(angle, factor === NOUGHT ? of : times(of, call('exp', factor)));
    }
    return { angle, rest: [] };
  }
  if (endOf(main.series) <= 0) throw unresolved('an angle');
  const { polar, constant: c } = polarPart(main.series);
  // A constant term that holds log(1/t) may grow itself.
  const slow = mentions(c, scale.log.name);
  const exponent = slow ? arithmetic.exponents.add(polar, { ...ZERO_SERIES, coefficients: [c] }) : polar;
  const angle = exponentFormula(exponent, scale);
  const series = arithmetic.series.subtract(main.series, exponent);
  const of = main.of === undefined ? undefined : minus(main.of, angle);
  const kept = isExactZero(series) ? [] : [{ ...main, series, ...(of === undefined ? {} : { of }) }];
  return { angle, rest: [...kept, ...others] };
}
