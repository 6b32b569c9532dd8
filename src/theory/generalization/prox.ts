/** The scalar proximal map of the fine-tuning penalty, by its dual variable s = asinh(p / c). */
import { asinhRatio } from '../penalty.js';
import { outsideTheory } from './failures.js';

const MAX_STEPS = 200;

/**
 * The dual variable of the proximal map: c sinh s + (theta/2) s = y. From min(asinh(|y|/c), 2|y|/theta) on, Newton's method falls
 * monotonically to the solution: the left side is convex and rises.
 */
export function dualOf(y: number, theta: number, c: number): number {
  const size = Math.abs(y);
  if (size === 0) return 0;
  const half = theta / 2;
  let s = Math.min(asinhRatio(size, c), half > 0 ? size / half : Number.POSITIVE_INFINITY);
  for (let step = 0; step < MAX_STEPS; step++) {
    const next = s - (c * Math.sinh(s) + half * s - size) / (c * Math.cosh(s) + half);
    if (!(next < s)) break;
    s = next;
  }
  return y < 0 ? -s : s;
}

/**
 * P_theta(y; c), the minimiser of (p - y)^2/(2 theta) + q(p; c): p = c sinh s with {@link dualOf}. Odd and rising in y; y at
 * theta = 0, soft thresholding at t for c -> 0 with theta = 2t/log(1/c).
 * @throws FlowproofError `theory-domain` unless c > 0, theta >= 0 and all are finite.
 */
export function proximalMap(y: number, theta: number, c: number): number {
  requireProximal(y, theta, c);
  return theta === 0 ? y : c * Math.sinh(dualOf(y, theta, c));
}

/** dP/dy = R/(R + theta/2), R = sqrt(c^2 + p^2); falls in theta. @throws FlowproofError `theory-domain`, as {@link proximalMap}. */
export function proximalSlope(y: number, theta: number, c: number): number {
  const R = Math.hypot(c, proximalMap(y, theta, c));
  return R / (R + theta / 2);
}

function requireProximal(y: number, theta: number, c: number): void {
  if (!Number.isFinite(y)) throw outsideTheory('y', 'a finite number', y);
  if (!(theta >= 0 && Number.isFinite(theta))) throw outsideTheory('theta', 'a finite number >= 0', theta);
  if (!(c > 0 && Number.isFinite(c))) throw outsideTheory('c', 'a finite number > 0', c);
}
