/** Taylor coefficients in ball arithmetic: what a rigorous quadrature needs of a function on a small interval. */
import { childrenOf, type Expression, type FunctionName } from '../expression/expression.js';
import { isInteger, type Rational, rational } from '../expression/rational.js';
import { subexpressions } from '../expression/traverse.js';
import { acos, asin, atan } from './arctangent.js';
import { add, divide, fromInteger, fromRational, multiply, negate, subtract } from './arithmetic.js';
import type { Ball } from './ball.js';
import { signOfBall } from './compare.js';
import { enclose, type Place } from './enclose.js';
import { exp } from './exp.js';
import { cosh, sinh } from './hyperbolic.js';
import { acosh, asinh, atanh } from './inverse-hyperbolic.js';
import { log } from './log.js';
import { integerPower, rationalPower } from './power.js';
import { cos, sin } from './trigonometric.js';

/** c0, c1, …: the coefficients of f(z + h) in powers of h, for every z of a ball at once. */
export type Jet = readonly Ball[];

export interface JetOptions {
  /** Coefficients from h^0 to h^order. */
  readonly order: number;
  readonly bits: number;
  readonly integers?: ReadonlySet<string>;
}

/** Raised where the function is not certainly analytic on the ball. */
class NotAnalytic extends Error {}

/**
 * Encloses the Taylor coefficients of `root` in `variable` about every point of the ball `centre`, the other symbols being
 * at `place`.
 * @returns undefined where the function was not shown to be defined and analytic on the whole ball.
 */
export function jetOf(
  root: Expression,
  variable: string,
  centre: Ball,
  place: Place,
  options: JetOptions,
): Jet | undefined {
  const variableJet = new JetArithmetic(options.order, options.bits).variable(centre);
  return jetAlong(root, new Map([[variable, variableJet]]), place, options);
}

/**
 * Encloses the Taylor coefficients of `root` where the symbols of `moving` are themselves power series in one variable, each
 * with `order` + 1 coefficients, the other symbols being at `place`.
 * @returns undefined where the function was not shown to be defined and analytic wherever the series begin.
 */
export function jetAlong(
  root: Expression,
  moving: ReadonlyMap<string, Jet>,
  place: Place,
  options: JetOptions,
): Jet | undefined {
  const { order, bits, integers } = options;
  const arithmetic = new JetArithmetic(order, bits);
  const starts = [...moving].map(([name, [start]]) => [name, start] as const);
  const at = new Map([...place, ...starts]);
  const jets = new Map<Expression, Jet>();
  const movers = new Set<Expression>();
  for (const node of subexpressions(root)) {
    const moves = node.kind === 'symbol' && moving.has(node.name);
    if (moves || childrenOf(node).some((child) => movers.has(child))) movers.add(node);
  }
  const jet = (e: Expression): Jet => {
    const known = jets.get(e);
    if (known !== undefined) return known;
    const value = enclose(e, at, bits, { integers });
    if (value.kind !== 'value' || value.defined !== 'everywhere') throw new NotAnalytic();
    const constant = arithmetic.constant(value.ball);
    jets.set(e, constant);
    return constant;
  };
  try {
    for (const node of subexpressions(root)) {
      if (movers.has(node))
        jets.set(
          node,
          node.kind === 'symbol' ? moving.get(node.name)! : ofNode(node, jet, arithmetic, place, integers),
        );
    }
    return jet(root);
  } catch (error) {
    if (error instanceof NotAnalytic) return undefined;
    throw error;
  }
}

function ofNode(
  node: Expression,
  jet: (e: Expression) => Jet,
  jets: JetArithmetic,
  place: Place,
  integers: ReadonlySet<string> | undefined,
): Jet {
  switch (node.kind) {
    case 'number':
    case 'constant':
    case 'symbol':
      return jet(node);
    case 'negate':
      return jet(node.operand).map(negate);
    case 'add':
      return jets.add(jet(node.left), jet(node.right));
    case 'subtract':
      return jets.subtract(jet(node.left), jet(node.right));
    case 'multiply':
      return jets.multiply(jet(node.left), jet(node.right));
    case 'divide':
      return jets.divide(jet(node.left), jet(node.right));
    case 'power': {
      const exponent = exactExponent(node.right, place, integers);
      if (exponent !== undefined) return jets.power(jet(node.left), exponent);
      // An exponent that is not rational, or that moves: the base has to be positive.
      return jets.exp(jets.multiply(jet(node.right), jets.log(jet(node.left))));
    }
    case 'call':
      return jets.call(node.name, node.operands.map(jet));
  }
}

/** An exponent that is one rational number. */
function exactExponent(
  e: Expression,
  place: Place,
  integers: ReadonlySet<string> | undefined,
): Rational | undefined {
  for (const node of subexpressions(e)) {
    if (node.kind === 'symbol' && !('numerator' in (place.get(node.name) ?? {}))) return undefined;
  }
  const value = enclose(e, place, 128, { integers });
  if (value.kind !== 'value' || value.defined !== 'everywhere' || value.ball.radius !== 0n) return undefined;
  const { mantissa, exponent } = value.ball;
  return exponent >= 0 ? rational(mantissa << BigInt(exponent)) : rational(mantissa, 1n << BigInt(-exponent));
}

const must = (ball: Ball | undefined): Ball => {
  if (ball === undefined) throw new NotAnalytic();
  return ball;
};

/** Arithmetic of truncated power series over balls. */
class JetArithmetic {
  constructor(
    readonly order: number,
    readonly bits: number,
  ) {}

  constant(value: Ball): Jet {
    return this.#from((n) => (n === 0 ? value : fromInteger(0)));
  }

  variable(centre: Ball): Jet {
    return this.#from((n) => (n === 0 ? centre : fromInteger(n === 1 ? 1 : 0)));
  }

  add(a: Jet, b: Jet): Jet {
    return a.map((x, n) => must(add(x, b[n], this.bits)));
  }

  subtract(a: Jet, b: Jet): Jet {
    return a.map((x, n) => must(subtract(x, b[n], this.bits)));
  }

  multiply(a: Jet, b: Jet): Jet {
    return this.#from((n) => this.#sum(0, n, (k) => this.#times(a[k], b[n - k])));
  }

  divide(a: Jet, b: Jet): Jet {
    const c: Ball[] = [];
    return this.#fill(c, (n) => {
      const rest = this.#sum(1, n, (k) => this.#times(b[k], c[n - k]));
      return this.#over(must(subtract(a[n], rest, this.bits)), b[0]);
    });
  }

  /** u^q: a product where q is a natural number, a quotient where it is a negative integer; else the base is positive. */
  power(u: Jet, q: Rational): Jet {
    if (isInteger(q)) {
      const n = q.numerator < 0n ? -q.numerator : q.numerator;
      if (n <= 64n) {
        let result = this.constant(fromInteger(1));
        for (let i = 0n; i < n; i++) result = this.multiply(result, u);
        return q.numerator < 0n ? this.divide(this.constant(fromInteger(1)), result) : result;
      }
      if (signOfBall(u[0]) === -1) {
        const even = this.power(u.map(negate), q);
        return n % 2n === 0n ? even : even.map(negate);
      }
    }
    if (signOfBall(u[0]) !== 1) throw new NotAnalytic();
    const first = isInteger(q)
      ? integerPower(u[0], q.numerator, this.bits)
      : rationalPower(u[0], q.numerator, q.denominator, this.bits);
    const p: Ball[] = [must(first)];
    // n u0 p_n = Σ (q k − (n − k)) u_k p_(n−k)
    return this.#fill(p, (n) => {
      const total = this.#sum(1, n, (k) => {
        const weight = rational(q.numerator * BigInt(k) - q.denominator * BigInt(n - k), q.denominator);
        return this.#times(fromRational(weight, this.bits), this.#times(u[k], p[n - k]));
      });
      return this.#over(this.#over(total, u[0]), fromInteger(n));
    });
  }

  exp(u: Jet): Jet {
    const e: Ball[] = [must(exp(u[0], this.bits))];
    return this.#fill(e, (n) => this.#over(this.#weighted(n, u, e), fromInteger(n)));
  }

  log(u: Jet): Jet {
    if (signOfBall(u[0]) !== 1) throw new NotAnalytic();
    return this.#antiderivative(must(log(u[0], this.bits)), u, this.power(u, rational(-1)));
  }

  call(name: FunctionName, operands: readonly Jet[]): Jet {
    const [u] = operands;
    const [z] = u;
    const { bits } = this;
    const one = this.constant(fromInteger(1));
    const squared = () => this.multiply(u, u);
    const slope = (value: Ball | undefined, radicand: Jet, q: Rational) =>
      this.#antiderivative(must(value), u, this.power(radicand, q));
    const inverseRoot = rational(-1, 2);
    switch (name) {
      case 'sqrt':
        return this.power(u, rational(1, 2));
      case 'cbrt':
        return signOfBall(z) === -1
          ? this.power(u.map(negate), rational(1, 3)).map(negate)
          : this.power(u, rational(1, 3));
      case 'exp':
        return this.exp(u);
      case 'log':
        return this.log(u);
      case 'sin':
        return this.#pair(u, must(sin(z, bits)), must(cos(z, bits)), -1)[0];
      case 'cos':
        return this.#pair(u, must(sin(z, bits)), must(cos(z, bits)), -1)[1];
      case 'tan': {
        const [s, c] = this.#pair(u, must(sin(z, bits)), must(cos(z, bits)), -1);
        return this.divide(s, c);
      }
      case 'sinh':
        return this.#pair(u, must(sinh(z, bits)), must(cosh(z, bits)), 1)[0];
      case 'cosh':
        return this.#pair(u, must(sinh(z, bits)), must(cosh(z, bits)), 1)[1];
      case 'tanh': {
        const [s, c] = this.#pair(u, must(sinh(z, bits)), must(cosh(z, bits)), 1);
        return this.divide(s, c);
      }
      case 'asinh':
        return slope(asinh(z, bits), this.add(squared(), one), inverseRoot);
      case 'acosh':
        return slope(acosh(z, bits), this.subtract(squared(), one), inverseRoot);
      case 'atanh':
        return slope(atanh(z, bits), this.subtract(one, squared()), rational(-1));
      case 'asin':
        return slope(asin(z, bits), this.subtract(one, squared()), inverseRoot);
      case 'acos':
        return this.#antiderivative(
          must(acos(z, bits)),
          u,
          this.power(this.subtract(one, squared()), inverseRoot).map(negate),
        );
      case 'atan':
        return slope(atan(z, bits), this.add(squared(), one), rational(-1));
      case 'abs':
        return this.#signed(u) < 0 ? u.map(negate) : u;
      case 'sign':
        return this.constant(fromInteger(this.#signed(u)));
      case 'min':
      case 'max':
        return operands.reduce((best, next) => {
          const above = this.#signed(this.subtract(best, next)) > 0;
          return above === (name === 'max') ? best : next;
        });
    }
  }

  /** The decided sign of a value that is nowhere 0 on the ball. */
  #signed(u: Jet): 1 | -1 {
    const sign = signOfBall(u[0]);
    if (sign !== 1 && sign !== -1) throw new NotAnalytic();
    return sign;
  }

  /** The series of value + ∫ slope·u'. */
  #antiderivative(value: Ball, u: Jet, slope: Jet): Jet {
    return this.#from((n) => (n === 0 ? value : this.#over(this.#weighted(n, u, slope), fromInteger(n))));
  }

  /** sin and cos (turn = −1) or sinh and cosh (turn = 1) of u. */
  #pair(u: Jet, sine: Ball, cosine: Ball, turn: 1 | -1): readonly [Jet, Jet] {
    const s: Ball[] = [sine];
    const c: Ball[] = [cosine];
    for (let n = 1; n <= this.order; n++) {
      const [ds, dc] = [this.#weighted(n, u, c), this.#weighted(n, u, s)];
      s.push(this.#over(ds, fromInteger(n)));
      c.push(this.#over(turn < 0 ? negate(dc) : dc, fromInteger(n)));
    }
    return [s, c];
  }

  /** Σ k u_k v_(n−k) for k from 1 to n: the coefficient of h^(n−1) in u' v. */
  #weighted(n: number, u: Jet, v: Jet): Ball {
    return this.#sum(1, n, (k) => this.#times(fromInteger(k), this.#times(u[k], v[n - k])));
  }

  #sum(from: number, to: number, term: (k: number) => Ball): Ball {
    let total = fromInteger(0);
    for (let k = from; k <= to; k++) total = must(add(total, term(k), this.bits));
    return total;
  }

  #times(a: Ball, b: Ball): Ball {
    return must(multiply(a, b, this.bits));
  }

  #over(a: Ball, b: Ball): Ball {
    return must(divide(a, b, this.bits));
  }

  #from(coefficient: (n: number) => Ball): Jet {
    return Array.from({ length: this.order + 1 }, (_, n) => coefficient(n));
  }

  /** Appends coefficients up to the order. */
  #fill(known: Ball[], next: (n: number) => Ball): Jet {
    while (known.length <= this.order) known.push(next(known.length));
    return known;
  }
}
