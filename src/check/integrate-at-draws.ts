/** A definite integral against rigorous quadrature, at drawn parameters. */
import type { Counterexample, Evidence } from '../claim/verdict.js';
import { type Domain, integerSymbols, type Point } from '../domain/domain.js';
import { samplerOf } from '../domain/domain-sampler.js';
import { edgePoints, keyOf } from '../domain/edge-points.js';
import { exactValue } from '../domain/exact-value.js';
import { randomStream } from '../domain/random-stream.js';
import { difference, type Expression, product, sum, symbol } from '../expression/expression.js';
import { compare, formatRational, ONE, ZERO } from '../expression/rational.js';
import { substitute } from '../expression/traverse.js';
import {
  agreeingDigits,
  type Ball,
  ballToText,
  enclose,
  integrate,
  negate,
  order,
} from '../precision/index.js';

export interface QuadratureQuestion {
  readonly of: Expression;
  readonly by: string;
  readonly from: Expression;
  readonly to: Expression;
  readonly is: Expression;
  /** The parameters. */
  readonly domain: Domain;
}

export interface QuadratureSearch {
  readonly draws: number;
  readonly seed: number;
  readonly deadlineMs: number;
  readonly signal?: AbortSignal;
}

export type QuadratureFinding =
  | { readonly kind: 'refuted'; readonly counterexample: Counterexample; readonly evidence: Evidence }
  | { readonly kind: 'agrees'; readonly compared: number; readonly evidence: Evidence }
  /** At some parameters at which a value is claimed the integrand may have a pole: agreement elsewhere supports nothing. */
  | { readonly kind: 'singular'; readonly reason: string }
  | { readonly kind: 'nothing'; readonly reason: string };

const BITS = 256;
/** Added for the confirmation of a refutation. */
const MORE_BITS = 64;
const SHOWN_DIGITS = 40;
/** After so many draws with a possible pole nothing can be supported, and few others will refute. */
const MOST_SINGULAR = 3;
/** The unit interval onto which an interval with irrational ends is mapped: no symbol has a name with a blank. */
const UNIT_NAME = 'unit interval';

/** Integrates at edge points and random points of the parameters, and compares with the claimed value. */
export async function integrateAtDraws(
  question: QuadratureQuestion,
  search: QuadratureSearch,
): Promise<QuadratureFinding> {
  const start = performance.now();
  const stopped = () => search.signal?.aborted === true || performance.now() - start > search.deadlineMs;
  let undecided = 0;
  let compared = 0;
  let digits = Number.POSITIVE_INFINITY;
  let singular: string | undefined;
  let singularDraws = 0;
  for (const point of pointsOf(question.domain, search)) {
    // Timers and signals get a turn between points.
    await new Promise((resolve) => setTimeout(resolve));
    if (stopped()) break;
    const sides = sidesAt(question, point, BITS, stopped);
    if (sides === undefined) {
      undecided += 1;
      continue;
    }
    if ('near' in sides) {
      singular ??= singularReason(question.by, point, sides.near);
      singularDraws += 1;
      if (singularDraws >= MOST_SINGULAR) break;
      continue;
    }
    const side = order(sides.integral, sides.claimed);
    if (side === 'less' || side === 'greater') {
      const again = sidesAt(question, point, BITS + MORE_BITS, stopped);
      if (again === undefined || 'near' in again || order(again.integral, again.claimed) !== side) {
        undecided += 1;
        continue;
      }
      const counterexample = describe(point, again);
      const ms = performance.now() - start;
      return {
        kind: 'refuted',
        counterexample,
        evidence: { kind: 'refutation', counterexample, seed: search.seed, ms },
      };
    }
    compared += 1;
    digits = Math.min(digits, agreeingDigits(sides.integral, sides.claimed));
  }
  if (singular !== undefined) return { kind: 'singular', reason: singular };
  if (compared === 0)
    return { kind: 'nothing', reason: 'the integrand could not be enclosed between the ends at any draw' };
  const evidence: Evidence = {
    kind: 'sampled',
    draws: compared + undecided,
    undefinedDraws: 0,
    undecidedDraws: undecided,
    digits: Math.min(digits, Math.floor(BITS * Math.log10(2))),
    worstError: `1e-${Math.min(digits, Math.floor(BITS * Math.log10(2)))}`,
    seed: search.seed,
    ms: performance.now() - start,
  };
  return { kind: 'agrees', compared, evidence };
}

function pointsOf(domain: Domain, { draws, seed }: QuadratureSearch): Point[] {
  if (domain.symbols.size === 0) return [new Map()];
  const sampler = samplerOf(domain);
  const stream = randomStream(seed);
  const random = Array.from({ length: draws }, (_, i) => sampler.draw(stream.fork(i)));
  const points = [...edgePoints(domain, draws >> 1), ...random];
  return [...new Map(points.map((point) => [keyOf(point), point])).values()].slice(0, draws);
}

interface Sides {
  readonly integral: Ball;
  readonly claimed: Ball;
}

/** Both sides at a point, where everything is certainly defined; or where the integrand may be singular. */
function sidesAt(
  { of, by, from, to, is, domain }: QuadratureQuestion,
  point: Point,
  bits: number,
  stopped: () => boolean,
): Sides | { readonly near: string } | undefined {
  const integers = integerSymbols(domain);
  const claimed = enclose(is, point, bits, { integers });
  if (claimed.kind !== 'value' || claimed.defined !== 'everywhere') return undefined;
  const options = { bits, integers, stopped };
  const [a, b] = [from, to].map((end) => exactValue(end, point, integers));
  if (a.kind === 'value' && b.kind === 'value') {
    const backward = compare(a.value, b.value) > 0;
    const ends = backward ? ([b.value, a.value] as const) : ([a.value, b.value] as const);
    const found = integrate(of, by, ends, point, options);
    if (found.kind === 'singular') return { near: formatRational(found.near) };
    if (found.kind !== 'value') return undefined;
    return { integral: backward ? negate(found.ball) : found.ball, claimed: claimed.ball };
  }
  const width = difference(to, from);
  const along = sum(from, product(width, symbol(UNIT_NAME)));
  const mapped = product(width, substitute(of, new Map([[by, along]])));
  const found = integrate(mapped, UNIT_NAME, [ZERO, ONE], point, options);
  if (found.kind === 'singular') return { near: 'a point between the ends' };
  return found.kind === 'value' ? { integral: found.ball, claimed: claimed.ball } : undefined;
}

function singularReason(by: string, point: Point, near: string): string {
  const parameters = [...point].map(([name, value]) => `${name} = ${formatRational(value)}`);
  const at = parameters.length === 0 ? '' : `at ${parameters.join(', ')} `;
  return `${at}the integrand was not shown to be analytic near ${by} = ${near}`;
}

function describe(point: Point, { integral, claimed }: Sides): Counterexample {
  const coordinates = [...point].map(([name, value]) => [name, formatRational(value)] as const);
  const at =
    coordinates.length === 0
      ? ''
      : `at ${coordinates.map(([name, value]) => `${name} = ${value}`).join(', ')} `;
  return {
    point: Object.fromEntries(coordinates),
    values: [
      { label: 'integral', value: ballToText(integral, SHOWN_DIGITS) },
      { label: 'claimed value', value: ballToText(claimed, SHOWN_DIGITS) },
    ],
    because: `${at}the claimed value differs from the integral; their enclosures are separated at ${BITS} and at ${BITS + MORE_BITS} bits`,
  };
}
