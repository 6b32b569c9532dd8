/** Pretraining on finite data: two levels of the same theory. */
import { fineTuningScale } from '../penalty.js';
import type { Channel } from './channel-averages.js';
import { outsideTheory } from './failures.js';
import {
  errorOfChannels,
  type GeneralizationError,
  type GeneralizationSetting,
  generalizationError,
} from './generalization-error.js';
import { requireMixture } from './mixture.js';
import { proximalMap } from './prox.js';

export interface FinitePretraining extends GeneralizationSetting {
  /** Samples of pretraining over features, > 0. */
  readonly alphaPT: number;
  /** Variance of the noise on the targets of pretraining; default 0. */
  readonly noisePT?: number;
  /** Nodes at which the effective noise of pretraining is taken; default 121. */
  readonly nodes?: number;
}

/** Standard deviations on either side. */
const REACH = 8;

/**
 * The errors after pretraining on alphaPT D samples and fine-tuning on alpha D other ones. What pretraining finds is
 * P_theta1(beta_PT + omega1 z; c) with its own fixed point; fine-tuning averages over z.
 * @throws FlowproofError `theory-domain`, as {@link generalizationError}.
 */
export function finitePretrainingError(setting: FinitePretraining): {
  readonly pretraining: GeneralizationError;
  readonly fineTuning: GeneralizationError;
} {
  const { tasks, c, lambda, gamma, alpha, alphaPT, noise = 0, noisePT = 0, nodes = 121 } = setting;
  if (!(Number.isInteger(nodes) && nodes >= 3)) throw outsideTheory('nodes', 'an integer from 3 on', nodes);
  requireMixture(tasks);
  const pretraining = errorOfChannels(
    tasks.map(({ weight, betaPT }) => ({ weight, beta: betaPT, c })),
    alphaPT,
    noisePT,
  );
  const { omega, theta } = pretraining;
  if (omega === 0) return { pretraining, fineTuning: generalizationError(setting) };
  const step = (2 * REACH) / (nodes - 1);
  const grid = Array.from({ length: nodes }, (_, k) => k * step - REACH);
  const density = grid.map((z) => Math.exp(-0.5 * z * z));
  const total = density.reduce((sum, p) => sum + p, 0);
  const channels: Channel[] = tasks.flatMap(({ weight, betaPT, betaFT }) =>
    grid.map((z, k) => {
      const found = proximalMap(betaPT + omega * z, theta, c);
      return {
        weight: (weight * density[k]) / total,
        beta: betaFT,
        c: fineTuningScale({ betaPT: found, c, lambda, gamma }),
      };
    }),
  );
  return { pretraining, fineTuning: errorOfChannels(channels, alpha, noise) };
}
