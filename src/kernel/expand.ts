/** The expansion of an expression as its variable goes to a point or to infinity, from one side. */
import { differentiate } from '../expression/differentiate.js';
import {
  call,
  childrenOf,
  constant,
  difference,
  type Expression,
  type FunctionCall,
  fromRational,
  integer,
  NOUGHT,
  powerOf,
  quotient,
  symbol,
  UNIT,
} from '../expression/expression.js';
import { fold, mentions, subexpressions, substitute, withChildren } from '../expression/traverse.js';
import { rationalValue } from '../rules/core-form.js';
import { negative } from './light.js';
import { NotProved } from './prove-equality.js';
import {
  type Coefficients,
  constantSeries,
  monomialSeries,
  type Series,
  SeriesArithmetic,
} from './series.js';

/** x = point + side·t^d, or x = sign/t^d. */
export type Path =
  | { readonly kind: 'point'; readonly value: Expression; readonly side: 1 | -1 }
  | { readonly kind: 'infinity'; readonly sign: 1 | -1 };

export interface Expansion {
  readonly series: Series;
  /** Exponents of t count in units of 1/ramification of the small parameter. */
  readonly ramification: number;
  readonly arithmetic: SeriesArithmetic;
}

/** The subexpressions in which the variable occurs. */
function dependsOn(root: Expression, variable: string): ReadonlySet<Expression> {
  const moving = new Set<Expression>();
  for (const node of subexpressions(root)) {
    const moves =
      node.kind === 'symbol' ? node.name === variable : childrenOf(node).some((c) => moving.has(c));
    if (moves) moving.add(node);
  }
  return moving;
}

/** @throws NotProved, Ramified, BudgetExhausted */
export function expand(
  root: Expression,
  variable: string,
  path: Path,
  ramification: number,
  terms: number,
  known: Coefficients,
): Expansion {
  const arithmetic = new SeriesArithmetic(terms, known);
  const moving = dependsOn(root, variable);
  const series = fold<Series>(root, (node, parts) =>
    // What does not depend on the variable is a coefficient.
    !moving.has(node)
      ? constantSeries(node)
      : expandNode(node, parts, variable, path, ramification, arithmetic, known),
  );
  return { series: arithmetic.normal(series), ramification, arithmetic };
}

function expandNode(
  node: Expression,
  parts: readonly Series[],
  variable: string,
  path: Path,
  ramification: number,
  arithmetic: SeriesArithmetic,
  known: Coefficients,
): Series {
  const [a, b] = parts;
  switch (node.kind) {
    case 'symbol':
      return path.kind === 'infinity'
        ? monomialSeries(integer(path.sign), -ramification)
        : arithmetic.add(constantSeries(path.value), monomialSeries(integer(path.side), ramification));
    case 'negate':
      return arithmetic.negate(a);
    case 'add':
      return arithmetic.add(a, b);
    case 'subtract':
      return arithmetic.subtract(a, b);
    case 'multiply':
      return arithmetic.multiply(a, b);
    case 'divide':
      return arithmetic.multiply(a, arithmetic.invert(b));
    case 'power': {
      const exponent = rationalValue(node.right);
      if (exponent !== undefined) return arithmetic.power(a, exponent);
      if (node.left === constant('e')) return arithmetic.exp(b);
      if (!mentions(node.right, variable)) return arithmetic.power(a, node.right);
      return arithmetic.exp(arithmetic.multiply(b, arithmetic.log(a)));
    }
    case 'call':
      return expandCall(node, parts, arithmetic, known);
    default:
      return constantSeries(node);
  }
}

const HALF = { numerator: 1n, denominator: 2n };
const THIRD = { numerator: 1n, denominator: 3n };

function expandCall(
  node: FunctionCall,
  parts: readonly Series[],
  arithmetic: SeriesArithmetic,
  known: Coefficients,
): Series {
  const [u] = parts;
  const signOfLead = (s: Series, what: string): 1 | -1 => {
    const [lead] = arithmetic.normal(s).coefficients;
    if (lead !== undefined && known.isPositive(lead)) return 1;
    if (lead !== undefined && known.isNegative(lead)) return -1;
    throw new NotProved(`the sign of ${what} near the limit is not decided`);
  };
  const grows = arithmetic.normal(u).valuation < 0 && arithmetic.normal(u).coefficients.length > 0;
  const square = () => arithmetic.multiply(u, u);
  const one = constantSeries(UNIT);
  switch (node.name) {
    case 'sqrt':
      return arithmetic.power(u, HALF);
    case 'cbrt': {
      if (arithmetic.isExactZero(arithmetic.normal(u))) return u;
      const sign = signOfLead(u, 'the argument of a cube root');
      const root = arithmetic.power(sign > 0 ? u : arithmetic.negate(u), THIRD);
      return sign > 0 ? root : arithmetic.negate(root);
    }
    case 'exp':
      return arithmetic.exp(u);
    case 'log':
      return arithmetic.log(u);
    case 'abs':
      if (arithmetic.isExactZero(arithmetic.normal(u))) return u;
      return signOfLead(u, 'an absolute value') > 0 ? u : arithmetic.negate(u);
    case 'sign':
      return constantSeries(integer(signOfLead(u, 'the argument of sign()')));
    case 'min':
    case 'max':
      return parts.reduce((a, b) => {
        const gap = arithmetic.subtract(a, b);
        if (arithmetic.isExactZero(gap)) return a;
        return signOfLead(gap, `the difference in ${node.name}()`) > 0 === (node.name === 'max') ? a : b;
      });
    case 'sinh':
    case 'cosh': {
      if (!grows) break;
      throw new NotProved('an exponential grows faster than every power');
    }
    case 'tanh': {
      if (!grows) break;
      // tanh u = ±(1 − 2/(e^{±2u} + 1)), and e^{−2|u|} is flat.
      const sign = signOfLead(u, 'the argument of tanh');
      const decay = arithmetic.exp(arithmetic.scale(u, integer(-2 * sign)));
      const value = arithmetic.multiply(
        arithmetic.subtract(one, decay),
        arithmetic.invert(arithmetic.add(one, decay)),
      );
      return sign > 0 ? value : arithmetic.negate(value);
    }
    case 'asinh': {
      if (!grows) break;
      const sign = signOfLead(u, 'the argument of asinh');
      const size = sign > 0 ? u : arithmetic.negate(u);
      const value = arithmetic.log(
        arithmetic.add(size, arithmetic.power(arithmetic.add(square(), one), HALF)),
      );
      return sign > 0 ? value : arithmetic.negate(value);
    }
    case 'acosh': {
      return arithmetic.log(arithmetic.add(u, arithmetic.power(arithmetic.subtract(square(), one), HALF)));
    }
    case 'atanh': {
      const ratio = arithmetic.multiply(
        arithmetic.add(one, u),
        arithmetic.invert(arithmetic.subtract(one, u)),
      );
      return arithmetic.scale(arithmetic.log(ratio), fromRational(HALF));
    }
    case 'atan': {
      if (!grows) break;
      const sign = signOfLead(u, 'the argument of atan');
      const inverse = arithmetic.analytic(arithmetic.invert(u), taylorOf('atan'));
      const quarter = quotient(constant('pi'), integer(2));
      return arithmetic.subtract(constantSeries(sign > 0 ? quarter : negative(quarter)), inverse);
    }
    case 'tan':
      requireAt(
        u,
        arithmetic,
        (c) => known.isNonzero(call('cos', c)),
        'cos at the limit of the argument of tan',
      );
      break;
    case 'asin':
    case 'acos':
      requireAt(
        u,
        arithmetic,
        (c) => known.isPositive(difference(UNIT, powerOf(c, integer(2)))),
        `1 − u² under ${node.name}`,
      );
      break;
    default:
      break;
  }
  return arithmetic.analytic(u, taylorOf(node.name));
}

/** The function is analytic at the limit of its argument only where this holds there. */
function requireAt(
  u: Series,
  arithmetic: SeriesArithmetic,
  holds: (c: Expression) => boolean,
  what: string,
): void {
  const s = arithmetic.normal(u);
  const c = s.coefficients[-s.valuation] ?? NOUGHT;
  if (s.valuation < 0 || !holds(c)) throw new NotProved(`${what} could not be proved to be as it has to be`);
}

const memo = new Map<FunctionCall['name'], Expression[]>();
const Y = symbol('y');

/** k-th Taylor coefficient of a function at c: its k-th derivative there over k!. */
function taylorOf(name: FunctionCall['name']) {
  return (at: Expression, k: number): Expression => {
    let derivatives = memo.get(name);
    if (derivatives === undefined) {
      derivatives = [call(name, Y)];
      memo.set(name, derivatives);
    }
    while (derivatives.length <= k) derivatives.push(differentiate(derivatives[derivatives.length - 1], 'y'));
    let factorial = 1n;
    for (let i = 2n; i <= BigInt(k); i++) factorial *= i;
    const value = atPoint(derivatives[k], at);
    return factorial === 1n ? value : quotient(value, integer(factorial));
  };
}

/** Substitutes, and evaluates odd and even functions at 0 right away. */
function atPoint(e: Expression, at: Expression): Expression {
  if (at !== NOUGHT) return substitute(e, new Map([['y', at]]));
  return fold<Expression>(e, (node, parts) => {
    if (node.kind === 'symbol') return NOUGHT;
    if (node.kind === 'call' && parts[0] === NOUGHT) {
      switch (node.name) {
        case 'sinh':
        case 'tanh':
        case 'asinh':
        case 'sin':
        case 'tan':
        case 'asin':
        case 'atan':
          return NOUGHT;
        case 'cosh':
        case 'cos':
          return UNIT;
        case 'acos':
          return quotient(constant('pi'), integer(2));
        default:
          break;
      }
    }
    const rebuilt =
      node.kind === 'call' && node.name === 'sqrt' && parts[0] === UNIT ? UNIT : withChildren(node, parts);
    const value = rationalValue(rebuilt);
    return value === undefined ? rebuilt : fromRational(value);
  });
}

export const describePath = (variable: string, path: Path): string =>
  path.kind === 'infinity'
    ? `${variable} -> ${path.sign > 0 ? '' : '-'}inf`
    : `${variable} -> (…)${path.side > 0 ? '+' : '-'}`;
