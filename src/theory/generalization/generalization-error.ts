/** Errors of fine-tuned diagonal networks in the high-dimensional limit (arXiv:2602.20062). */
import { fineTuningScale } from '../penalty.js';
import { type Channel, channelAverages } from './channel-averages.js';
import { outsideTheory } from './failures.js';
import { type FixedPoint, solveFixedPoint } from './fixed-point.js';
import { requireMixture, type TaskComponent } from './mixture.js';

export interface GeneralizationSetting {
  /** Pairs of tasks, as shares of the coordinates. */
  readonly tasks: readonly TaskComponent[];
  /** Scale of the start of pretraining, w0^2 + v0^2 > 0. */
  readonly c: number;
  /** Imbalance of its layers, (w0^2 - v0^2)/c in [-1, 1]. */
  readonly lambda: number;
  /** Readout at the start of fine-tuning, on each pathway, >= 0. */
  readonly gamma: number;
  /** Samples over features, > 0. */
  readonly alpha: number;
  /** Variance of the noise on the targets, >= 0; default 0. Inputs have the variance 1/D. */
  readonly noise?: number;
}

/** What the theory says of fine-tuning in a setting. */
export interface GeneralizationError extends FixedPoint {
  /** Mean of eta_d^2, the dual variables of the coordinates: ((1 - alpha) omega^2 - sigma^2)/theta^2; 0 for alpha >= 1. */
  readonly meanSquareDual: number;
  /** |nu|^2/D of the multipliers of the samples, (omega/theta)^2; 0 for alpha >= 1. */
  readonly multipliers: number;
}

/**
 * The excess test error E_x (x.(betahat - beta))^2 = |betahat - beta|^2/D of fine-tuning to zero training loss, for D -> inf at
 * alpha = n/D, after pretraining on infinite data. For alpha >= 1 the answer is elementary: 0 without noise, sigma^2/(alpha - 1).
 * @throws FlowproofError `theory-domain`: for parameters out of range, shares that do not add up to 1, noise at alpha = 1, and
 *   coordinates that fine-tuning cannot move (lambda = -1 with gamma = 0).
 */
export function generalizationError(setting: GeneralizationSetting): GeneralizationError {
  const { tasks, c, lambda, gamma } = setting;
  requireMixture(tasks);
  const channels = tasks
    .filter(({ weight }) => weight > 0)
    .map(({ weight, betaPT, betaFT }) => ({
      weight,
      beta: betaFT,
      c: fineTuningScale({ betaPT, c, lambda, gamma }),
    }));
  return errorOfChannels(channels, setting.alpha, setting.noise ?? 0);
}

/** @throws FlowproofError `theory-domain`, as {@link generalizationError}. */
export function errorOfChannels(
  channels: readonly Channel[],
  alpha: number,
  noise: number,
): GeneralizationError {
  if (!(alpha > 0 && Number.isFinite(alpha))) throw outsideTheory('alpha', 'a finite number > 0', alpha);
  if (!(noise >= 0 && Number.isFinite(noise))) throw outsideTheory('noise', 'a variance >= 0', noise);
  if (channels.some(({ c }) => c === 0)) {
    throw outsideTheory(
      'gamma',
      'gamma > 0 where lambda = -1: else fine-tuning starts at w = v = 0 and moves nothing',
      0,
      'the penalty k = (2 c_FT)^2 of such a coordinate is 0: the interpolator is not unique',
    );
  }
  if (alpha >= 1) return beyondInterpolation(alpha, noise);
  const found = solveFixedPoint({
    averages: (omega, theta, refinement) => channelAverages(channels, omega, theta, refinement),
    power: channels.reduce((sum, { weight, beta }) => sum + weight * beta * beta, 0),
    size: Math.max(...channels.map(({ c: scale, beta }) => Math.hypot(scale, beta))),
    alpha,
    noise,
  });
  const { omega, theta } = found;
  const price = Math.max(0, (1 - alpha) * omega * omega - noise);
  return {
    ...found,
    meanSquareDual: theta === 0 ? 0 : price / (theta * theta),
    multipliers: theta === 0 ? 0 : (omega / theta) ** 2,
  };
}

function beyondInterpolation(alpha: number, noise: number): GeneralizationError {
  if (alpha === 1 && noise > 0) {
    throw outsideTheory(
      'alpha',
      'alpha != 1 with noise: the error grows as sigma^2/|alpha - 1| and has no limit at alpha = 1',
      alpha,
    );
  }
  const error = noise === 0 ? 0 : noise / (alpha - 1);
  const omega = Math.sqrt((error + noise) / alpha);
  return { error, omega, theta: 0, residual: 0, errorEstimate: 0, meanSquareDual: 0, multipliers: 0 };
}
