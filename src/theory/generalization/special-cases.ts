/** Settings in which the fixed point is elementary; the limits of the general one. */
import { bracketedRoot } from './bracketed-root.js';
import { outsideTheory } from './failures.js';

/** A share of the coordinates with its true weight, and the scale m of its penalty beta^2/(2 m). */
export interface RidgeComponent {
  readonly weight: number;
  readonly beta: number;
  readonly m: number;
}

/**
 * The error of the interpolator with the smallest l2 norm, the lazy limit c -> inf of one scale:
 * (1 - alpha) E beta^2 + alpha sigma^2/(1 - alpha), for 0 < alpha < 1.
 * @throws FlowproofError `theory-domain`.
 */
export function minimumNormError(meanSquare: number, alpha: number, noise = 0): number {
  requireInside(alpha, noise);
  if (!(meanSquare >= 0 && Number.isFinite(meanSquare)))
    throw outsideTheory('E beta^2', 'a finite number >= 0', meanSquare);
  return (1 - alpha) * meanSquare + (alpha * noise) / (1 - alpha);
}

/**
 * The error of the interpolator that minimises the sum of beta_d^2/(2 m_d): with a = m/(m + theta) and E a = alpha it is
 * (E[(1 - a)^2 beta^2] + sigma^2 E[a^2]/alpha)/(1 - E[a^2]/alpha), for 0 < alpha < 1.
 * @throws FlowproofError `theory-domain`, also for m <= 0 and shares that do not add up to 1.
 */
export function weightedNormError(components: readonly RidgeComponent[], alpha: number, noise = 0): number {
  requireInside(alpha, noise);
  for (const { weight, beta, m } of components) {
    if (!(weight >= 0)) throw outsideTheory('the weight of a component', 'a share in [0, 1]', weight);
    if (!Number.isFinite(beta)) throw outsideTheory('beta', 'a finite number', beta);
    if (!(m > 0 && Number.isFinite(m))) throw outsideTheory('m', 'a finite number > 0', m);
  }
  const mean = (value: (component: RidgeComponent) => number) =>
    components.reduce((sum, component) => sum + component.weight * value(component), 0);
  const total = mean(() => 1);
  if (!(Math.abs(total - 1) <= 1e-12))
    throw outsideTheory('the sum of the shares', 'shares that add up to 1', total);
  const share = (m: number, logTheta: number) => m / (m + Math.exp(logTheta));
  const excess = (logTheta: number) => mean(({ m }) => share(m, logTheta)) - alpha;
  const sizes = components.map(({ m }) => Math.log(m));
  // a is between the shares of the smallest and the largest m, at theta = m (1 - alpha)/alpha.
  const odds = Math.log((1 - alpha) / alpha);
  const [low, high] = [Math.min(...sizes) + odds - 1e-9, Math.max(...sizes) + odds + 1e-9];
  const logTheta = bracketedRoot(excess, low, high, excess(low), excess(high), 1e-15);
  const a = ({ m }: RidgeComponent) => share(m, logTheta);
  const overlap = mean((component) => a(component) ** 2) / alpha;
  const bias = mean((component) => ((1 - a(component)) * component.beta) ** 2);
  return (bias + noise * overlap) / (1 - overlap);
}

function requireInside(alpha: number, noise: number): void {
  if (!(alpha > 0 && alpha < 1)) throw outsideTheory('alpha', 'a number in (0, 1)', alpha);
  if (!(noise >= 0 && Number.isFinite(noise))) throw outsideTheory('noise', 'a variance >= 0', noise);
}
