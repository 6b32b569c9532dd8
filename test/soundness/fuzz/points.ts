/** Values at exact points of a domain, by enclosures alone: the judge of every trial. */
import type { Domain, Point } from '../../../src/domain/domain.js';
import { integerSymbols } from '../../../src/domain/domain.js';
import { samplerOf } from '../../../src/domain/domain-sampler.js';
import { edgePoints } from '../../../src/domain/edge-points.js';
import type { Expression } from '../../../src/expression/expression.js';
import { formatRational } from '../../../src/expression/rational.js';
import { type Ball, enclose, order, separated } from '../../../src/precision/index.js';
import type { FuzzDice } from './dice.js';

/** Edge points first, then random ones. */
export function pointsOf(domain: Domain, dice: FuzzDice, edges = 16, draws = 20): Point[] {
  if (domain.symbols.size === 0) return [new Map()];
  const sampler = samplerOf(domain);
  return [
    ...edgePoints(domain, edges),
    ...Array.from({ length: draws }, (_, i) => sampler.draw(dice.stream.fork(1_000 + i))),
  ];
}

/** The value where it is certainly defined at this precision. */
export function valueBall(e: Expression, domain: Domain, point: Point, bits: number): Ball | undefined {
  const found = enclose(e, point, bits, { integers: integerSymbols(domain) });
  return found.kind === 'value' && found.defined === 'everywhere' ? found.ball : undefined;
}

export interface Separation {
  readonly point: Point;
  readonly side: 'less' | 'greater';
}

const PRECISIONS = [256, 1024];
const CLOSER_LOOK = 6;

/** A point at which both sides are certainly defined and certainly different (at two precisions). */
export function separation(
  left: Expression,
  right: Expression,
  domain: Domain,
  points: readonly Point[],
): Separation | undefined {
  for (const [i, point] of points.entries()) {
    for (const bits of PRECISIONS) {
      const a = valueBall(left, domain, point, bits);
      const b = a && valueBall(right, domain, point, bits);
      if (!a || !b) continue;
      if (!separated(a, b)) {
        // Narrower enclosures are worth their time at some points.
        if (i % CLOSER_LOOK === 0) continue;
        break;
      }
      const [a2, b2] = [left, right].map((e) => valueBall(e, domain, point, 2 * bits));
      if (a2 && b2 && separated(a2, b2)) return { point, side: order(a2, b2) as 'less' | 'greater' };
    }
  }
  return undefined;
}

/** Is there a point at which both sides are certainly defined? */
export const isComparable = (es: readonly Expression[], domain: Domain, points: readonly Point[]): boolean =>
  points.some((point) => es.every((e) => valueBall(e, domain, point, 256) !== undefined));

export const showPoint = (point: Point): string =>
  [...point].map(([name, value]) => `${name} = ${formatRational(value)}`).join(', ') || 'no symbols';
