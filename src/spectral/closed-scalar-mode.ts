import { hypot, isZero, type RealNumbers } from '../linear-algebra/index.js';
import { violated } from './failures.js';
import { pairOf } from './weight-singular-values.js';

/** One aligned mode: a = c d with d^2 - c^2 = lambda learns the singular value s. */
export interface ScalarMode<S> {
  readonly lambda: S;
  /** a at u = 0. */
  readonly a0: S;
  readonly s: S;
}

/**
 * a(u) = c(u) d(u) of one aligned mode in its three-branch safe form: for every lambda, zero included, every a0 and s of any sign,
 * right to a few units of rounding of the largest of |a|, |a0|, |s|.
 */
export function modeStrength<S>(numbers: RealNumbers<S>, mode: ScalarMode<S>, u: S): S {
  const { add, subtract, multiply, divide, negate, compare, zero, one, exp, expm1 } = numbers;
  const { lambda, a0, s } = mode;
  if (compare(s, zero) < 0) {
    return negate(modeStrength(numbers, { lambda, a0: negate(a0), s: negate(s) }, u));
  }
  const product = (first: S, ...others: S[]) => others.reduce(multiply, first);
  const twice = (a: S) => add(a, a);
  const delta = subtract(s, a0);
  if (isZero(numbers, delta)) return s;
  const K = hypot(numbers, lambda, twice(s));
  const k0 = hypot(numbers, lambda, twice(a0));
  if (isZero(numbers, K)) return divide(a0, add(one, product(twice(numbers.abs(a0)), u)));
  const E = exp(negate(multiply(K, u)));
  const phi = divide(negate(expm1(negate(multiply(K, u)))), K);
  const wide = add(K, twice(s));
  const kappa = overLarger(numbers, lambda, wide);
  const [plus, minus] = endsOf(numbers, lambda, k0, a0);
  const N0 = add(multiply(lambda, lambda), product(twice(twice(s)), a0));
  const D0 = add(multiply(k0, K), N0);
  const head = product(twice(K), delta);
  if (compare(delta, zero) < 0) {
    const first = divide(D0, subtract(D0, product(twice(kappa), delta, E)));
    const second = subtract(add(wide, minus), product(twice(wide), delta, phi));
    return subtract(s, divide(product(head, E, first), second));
  }
  if (compare(N0, zero) >= 0) {
    // lambda = a0 = 0 is a point of rest.
    if (isZero(numbers, D0)) return zero;
    const first = divide(D0, add(D0, product(twice(wide), delta, E)));
    const second = add(add(kappa, plus), product(twice(kappa), delta, phi));
    return subtract(s, divide(product(head, E, first), second));
  }
  const other = subtract(multiply(k0, K), N0);
  const top = multiply(other, E);
  const first = isZero(numbers, kappa) ? one : divide(top, add(top, product(twice(kappa), delta)));
  const second = add(subtract(wide, plus), multiply(other, phi));
  return subtract(s, divide(multiply(head, first), second));
}

/** k0 + 2 a0 and k0 - 2 a0; the smaller one is lambda^2 over the larger one. */
function endsOf<S>(numbers: RealNumbers<S>, lambda: S, k0: S, a0: S): readonly [S, S] {
  const { add, subtract, compare, zero } = numbers;
  const twice = add(a0, a0);
  if (compare(a0, zero) >= 0) {
    const plus = add(k0, twice);
    return [plus, overLarger(numbers, lambda, plus)];
  }
  const minus = subtract(k0, twice);
  return [overLarger(numbers, lambda, minus), minus];
}

/** lambda^2 / larger, without the square; 0 where both vanish. */
const overLarger = <S>(numbers: RealNumbers<S>, lambda: S, larger: S): S =>
  isZero(numbers, larger) ? numbers.zero : numbers.multiply(lambda, numbers.divide(lambda, larger));

/**
 * Both weights of a mode at strength a. The larger one, d for lambda >= 0 and c otherwise, never changes its sign: `sign` is the one
 * it started with.
 */
export function modeWeights<S>(
  numbers: RealNumbers<S>,
  lambda: S,
  a: S,
  sign: 1 | -1,
): { readonly c: S; readonly d: S } {
  const { c, d } = pairOf(numbers, lambda, a);
  return sign > 0 ? { c, d } : { c: numbers.negate(c), d: numbers.negate(d) };
}

/**
 * The time at which a mode reaches the strength a: (1/K) ln[(s - a0) D(a) / ((s - a) D(a0))], D(a) = K k(a) + lambda^2 + 4 s a.
 * @throws FlowproofError `scalar-time-to-reach` where the flow never reaches a.
 */
export function timeToReach<S>(numbers: RealNumbers<S>, mode: ScalarMode<S>, a: S): S {
  const { subtract, multiply, divide, compare, zero, add, negate } = numbers;
  const { lambda, a0, s } = mode;
  const before = subtract(s, a0);
  const after = subtract(s, a);
  const still = isZero(numbers, subtract(a, a0));
  if (still) return zero;
  const between =
    compare(before, zero) === compare(after, zero) &&
    compare(after, zero) !== 0 &&
    compare(numbers.abs(after), numbers.abs(before)) < 0;
  const stuck = isZero(numbers, lambda) && compare(multiply(a0, s), zero) <= 0;
  if (!between || stuck) {
    throw violated({
      statement: 'scalar-time-to-reach',
      message: 'the mode never has this strength',
      expected: stuck
        ? 'lambda != 0, or a start with the sign of the target'
        : 'a strength strictly between the start and the target',
      found: `a = ${numbers.toFloat(a)}, a0 = ${numbers.toFloat(a0)}, s = ${numbers.toFloat(s)}, lambda = ${numbers.toFloat(lambda)}`,
      hint: 'the strength moves from a0 to s without overshooting; at lambda = 0 it never crosses 0',
    });
  }
  const K = hypot(numbers, lambda, add(s, s));
  const D = (value: S): S => {
    const N = add(multiply(lambda, lambda), multiply(numbers.ofInteger(4), multiply(s, value)));
    const kK = multiply(hypot(numbers, lambda, add(value, value)), K);
    if (compare(N, zero) >= 0) return add(kK, N);
    const gap = multiply(lambda, subtract(s, value));
    return divide(multiply(numbers.ofInteger(4), multiply(gap, gap)), add(kK, negate(N)));
  };
  const ratio = divide(multiply(before, D(a)), multiply(after, D(a0)));
  return divide(numbers.log(ratio), K);
}
