/**
 * An antiderivative at an end of its interval: its value where it is provably defined there, and its one-sided limit where not.
 *
 * What decays is split off by two theorems before the kernel expands the rest: p(x)·exp(q(x)) → 0 at infinity for algebraic p and
 * a polynomial q that tends to −infinity; and (x − a)^r·log(…)^k → 0 at a for r > 0. Their conditions are proved by the kernel.
 */
import type { Domain } from '../domain/domain.js';
import { type Expression, integer, NOUGHT, negation, product, sum } from '../expression/expression.js';
import { isInteger, ONE, signOf } from '../expression/rational.js';
import { fold, mentions, substitute, symbolsOf, withChildren } from '../expression/traverse.js';
import { asymptotics, proveEquality, proveInequality } from '../kernel/index.js';
import { undefinedSomewhere, type View } from './defined-throughout.js';
import type { IntegrationRange } from './integration-range.js';
import { factorsOf, polynomialOf, termsOf } from './products-and-sums.js';

export interface EndOptions {
  readonly parameters: Domain;
  /** Defined wherever the claim speaks. */
  readonly given: readonly Expression[];
  readonly seed: number;
  readonly ms: number;
}

export type EndValue =
  | { readonly kind: 'value'; readonly value: Expression }
  | { readonly kind: 'none'; readonly reason: string };

const none = (reason: string): EndValue => ({ kind: 'none', reason });
const found = (value: Expression): EndValue => ({ kind: 'value', value });

/** F must be provably defined between the ends. */
export function valueAtEnd(
  F: Expression,
  x: string,
  which: 'from' | 'to',
  range: IntegrationRange,
  options: EndOptions,
): EndValue {
  const end = range[which];
  let reason = `${which} is infinite`;
  if (typeof end !== 'string') {
    const missing = undefinedAt(F, x, end, options);
    if (missing === undefined) return found(withoutPowersOfZero(substitute(F, new Map([[x, end]])), options));
    reason = `at ${which}, ${missing}`;
    if (!range.apart || range.order === 'either')
      return none(`${reason}, and the ends were not proved to differ, so no limit can stand in`);
  }
  const decays = (term: Expression): boolean =>
    typeof end === 'string'
      ? decaysAtInfinity(term, x, end === 'inf' ? 1 : -1, options)
      : vanishesAt(term, x, end, options);
  const rest = termsOf(F, x).filter((term) => !decays(term));
  if (rest.length === 0) return found(NOUGHT);
  const remaining = rest.reduce(sum);
  if (typeof end !== 'string' && undefinedAt(remaining, x, end, options) === undefined)
    return found(substitute(remaining, new Map([[x, end]])));
  const first = (which === 'from') === (range.order === 'forward');
  const path =
    typeof end === 'string'
      ? { kind: 'infinity' as const, sign: end === 'inf' ? (1 as const) : (-1 as const) }
      : { kind: 'point' as const, value: end, side: first ? (1 as const) : (-1 as const) };
  const goal = { of: remaining, variable: x, path, domain: options.parameters };
  const known = asymptotics(goal, { seed: options.seed, ms: Math.min(4_000, options.ms) });
  if (known.kind === 'unknown') return none(`${reason}, and its limit was not derived: ${known.reason}`);
  return known.limit === undefined
    ? none(`${reason}, and the antiderivative has no finite limit there`)
    : found(known.limit);
}

function undefinedAt(
  e: Expression,
  x: string,
  end: Expression,
  { parameters, given, seed, ms }: EndOptions,
): string | undefined {
  const view: View = { parts: [{ domain: parameters, put: new Map() }] };
  return undefinedSomewhere([substitute(e, new Map([[x, end]]))], [view], {
    seed,
    given,
    ms: Math.min(3_000, ms),
  });
}

/**
 * p·exp(q) with q a polynomial that tends to −infinity, p a product of powers of polynomials and of natural powers of logarithms of
 * polynomials. Such a p is at most of polynomial growth; it is defined near the end, so no base vanishes identically.
 */
function decaysAtInfinity(term: Expression, x: string, side: 1 | -1, options: EndOptions): boolean {
  let exponent: Expression | undefined;
  for (const { base, exponent: q } of factorsOf(term, ONE)) {
    if (!mentions(base, x) || polynomialOf(base, x) !== undefined) continue;
    if (base.kind !== 'call' || !isInteger(q)) return false;
    const [u] = base.operands;
    if (polynomialOf(u, x) === undefined) return false;
    if (base.name === 'exp') {
      const part = product(integer(q.numerator), u);
      exponent = exponent === undefined ? part : sum(exponent, part);
    } else if (base.name !== 'log' || signOf(q) < 0) return false;
  }
  const coefficients = exponent && polynomialOf(exponent, x);
  if (coefficients === undefined || coefficients.length < 2) return false;
  const leading = coefficients[coefficients.length - 1];
  const towards = side < 0 && coefficients.length % 2 === 0 ? negation(leading) : leading;
  return proves(towards, '<', options);
}

/** A product with the factor (x − end)^r, r > 0 in all, of which the rest is bounded or logarithmic. */
function vanishesAt(term: Expression, x: string, end: Expression, options: EndOptions): boolean {
  let vanishing = false;
  for (const { base, exponent: q } of factorsOf(term, ONE)) {
    if (!mentions(base, x)) continue;
    if (base.kind === 'call' && base.name === 'log') {
      if (!isInteger(q) || signOf(q) < 0 || polynomialOf(base.operands[0], x) === undefined) return false;
      continue;
    }
    if (base.kind === 'power' && signOf(q) > 0 && isVanishingPower(base.left, base.right, x, end, options)) {
      vanishing = true;
      continue;
    }
    const defined = undefinedAt(base, x, end, options) === undefined;
    if (!defined) return false;
    const there = substitute(base, new Map([[x, end]]));
    if (signOf(q) > 0) {
      // Only a polynomial that vanishes there is sure to outweigh every logarithm.
      vanishing ||= polynomialOf(base, x) !== undefined && isZero(there, options);
    } else if (!proves(there, '>', options) && !proves(there, '<', options)) return false;
  }
  return vanishing;
}

/** u^r with a polynomial u that vanishes at the end, and an exponent r > 0 that does not move. */
function isVanishingPower(
  u: Expression,
  r: Expression,
  x: string,
  end: Expression,
  options: EndOptions,
): boolean {
  if (mentions(r, x) || polynomialOf(u, x) === undefined || !proves(r, '>', options)) return false;
  return isZero(substitute(u, new Map([[x, end]])), options);
}

/** 0^r is 0 for every r > 0. */
const withoutPowersOfZero = (root: Expression, options: EndOptions): Expression =>
  fold<Expression>(root, (node, children) => {
    const changed = withChildren(node, children);
    const settled =
      changed.kind === 'power' &&
      changed.left === NOUGHT &&
      symbolsOf(changed.right).length > 0 &&
      proves(changed.right, '>', options);
    return settled ? NOUGHT : changed;
  });

const isZero = (e: Expression, { parameters: domain, given, seed, ms }: EndOptions): boolean =>
  proveEquality({ left: e, right: NOUGHT, domain, alsoDefined: given }, { seed, ms: Math.min(1_000, ms) })
    .kind === 'proved';

const proves = (
  left: Expression,
  operator: '<' | '>',
  { parameters, given, seed, ms }: EndOptions,
): boolean =>
  proveInequality(
    { left, operator, right: NOUGHT, domain: parameters, alsoDefined: given },
    { seed, ms: Math.min(1_000, ms) },
  ).kind === 'proved';
