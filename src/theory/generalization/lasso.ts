/** The rich limit c -> 0: the interpolator with the smallest l1 norm, and when it finds the task exactly. */
import { bracketedRoot } from './bracketed-root.js';
import type { ChannelAverages } from './channel-averages.js';
import { outsideTheory } from './failures.js';
import { type FixedPoint, solveFixedPoint } from './fixed-point.js';
import { density, upperTail } from './gaussian.js';

/** A share of the coordinates with its true weight. */
export interface WeightComponent {
  readonly weight: number;
  readonly beta: number;
}

/**
 * The error of the interpolator with the smallest l1 norm, for 0 < alpha < 1: the fixed point with soft thresholding at t (here
 * `theta`). Diagonal networks come near it only as 1/log(1/c). Without noise it vanishes above {@link recoveryThreshold}.
 * @throws FlowproofError `theory-domain`, also for shares that do not add up to 1.
 */
export function minimumL1Error(components: readonly WeightComponent[], alpha: number, noise = 0): FixedPoint {
  if (!(alpha > 0 && alpha < 1)) throw outsideTheory('alpha', 'a number in (0, 1)', alpha);
  if (!(noise >= 0 && Number.isFinite(noise))) throw outsideTheory('noise', 'a variance >= 0', noise);
  const total = components.reduce((sum, { weight }) => sum + weight, 0);
  if (!(Math.abs(total - 1) <= 1e-12))
    throw outsideTheory('the sum of the shares', 'shares that add up to 1', total);
  for (const { weight, beta } of components)
    if (!(weight >= 0 && Number.isFinite(beta)))
      throw outsideTheory('a component', 'a share >= 0 and a finite weight', beta);
  const power = components.reduce((sum, { weight, beta }) => sum + weight * beta * beta, 0);
  return solveFixedPoint({
    averages: (omega, threshold) => softAverages(components, omega, threshold),
    power,
    size: Math.sqrt(power + noise),
    alpha,
    noise,
  });
}

/** Averages of soft thresholding, in closed form. */
function softAverages(components: readonly WeightComponent[], omega: number, t: number): ChannelAverages {
  const total = { slope: 0, error: 0, shift: 0 };
  for (const { weight, beta } of components) {
    let [inside, error, shift] = [1, 0, beta * beta + omega * omega];
    for (const mean of [beta, -beta]) {
      // The part of the channel beyond +t of a component of this mean.
      const a = (t - mean) / omega;
      const [p, f] = [upperTail(a), density(a)];
      const second = omega * omega * (a * f + p);
      inside -= p;
      error += second - 2 * omega * t * f + t * t * p;
      shift += t * t * p - (mean * mean * p + 2 * mean * omega * f + second);
    }
    total.slope += weight * (1 - inside);
    total.error += weight * (error + beta * beta * inside);
    total.shift += weight * shift;
  }
  return total;
}

/**
 * alpha_c(rho): the share of samples above which the interpolator with the smallest l1 norm finds a task exactly that uses the
 * share rho of the features, signs unknown (Donoho and Tanner, the weak threshold):
 * min over t of rho (1 + t^2) + 2 (1 - rho) ((1 + t^2) P(z > t) - t phi(t)).
 * @throws FlowproofError `theory-domain` unless 0 < rho < 1.
 */
export function recoveryThreshold(rho: number): number {
  if (!(rho > 0 && rho < 1)) throw outsideTheory('rho', 'a share in (0, 1)', rho);
  const slope = (t: number) => 2 * (1 - rho) * (density(t) - t * upperTail(t)) - rho * t;
  let high = 1;
  while (slope(high) > 0) high *= 2;
  const t = bracketedRoot(slope, 0, high, slope(0), slope(high), 1e-15);
  return rho * (1 + t * t) + 2 * (1 - rho) * ((1 + t * t) * upperTail(t) - t * density(t));
}
