import type { RandomGenerator } from '../../domain/random.js';
import { gradientFlowEndPoint } from '../dual-newton.js';
import { outsideTheory } from '../generalization/failures.js';
import type { GeneralizationSetting } from '../generalization/generalization-error.js';
import { fineTuningScale } from '../penalty.js';
import { drawRegression, finiteTasks } from './draw-task.js';

/** A setting of the theory at a finite number of features. */
export interface SimulationSetting extends GeneralizationSetting {
  /** D, the number of features; n = alpha D samples, rounded. */
  readonly features: number;
  /** Samples over features of pretraining; without it pretraining ends at its task, as on infinite data. */
  readonly alphaPT?: number;
}

/** Errors |betahat - beta|^2/D of one draw. */
export interface SimulatedError {
  readonly fineTuning: number;
  /** 0 on infinite data. */
  readonly pretraining: number;
}

/** How a network starts: scale, imbalance, and readout at the start of fine-tuning. */
export type Initialisation = Pick<SimulationSetting, 'c' | 'lambda' | 'gamma'>;

/**
 * One draw of the data, and the error at the end of gradient flow on it: the numbers that {@link generalizationError} and
 * `finitePretrainingError` predict for D -> inf. The end points are the minimisers of the flow's dual (see
 * `gradientFlowEndPoint`), which the flows themselves end at.
 * @throws FlowproofError `theory-domain` as `generalizationError`, and where a stage has no sample or as many samples as features;
 *   `dual-not-converged`.
 */
export const simulatedError = (setting: SimulationSetting, random: RandomGenerator): SimulatedError =>
  simulatedErrors(setting, [setting], random)[0];

/** The errors of several initialisations on the same data. @throws FlowproofError as {@link simulatedError}. */
export function simulatedErrors(
  setting: Omit<SimulationSetting, keyof Initialisation>,
  initialisations: readonly Initialisation[],
  random: RandomGenerator,
): SimulatedError[] {
  const { features, alphaPT, noise = 0 } = setting;
  const { betaPT, betaFT } = finiteTasks(setting.tasks, features);
  const first =
    alphaPT === undefined
      ? undefined
      : drawRegression(betaPT, samplesOf('alphaPT', alphaPT, features), 0, random);
  const second = drawRegression(betaFT, samplesOf('alpha', setting.alpha, features), noise, random);
  return initialisations.map(({ c, lambda, gamma }) => {
    const pretrained = first === undefined ? betaPT : gradientFlowEndPoint(first, c).beta;
    const scales = pretrained.map((beta) => fineTuningScale({ betaPT: beta, c, lambda, gamma }));
    const { beta } = gradientFlowEndPoint(second, scales);
    return { fineTuning: meanSquare(beta, betaFT), pretraining: meanSquare(pretrained, betaPT) };
  });
}

const meanSquare = (a: Float64Array, b: Float64Array): number =>
  a.reduce((sum, value, d) => sum + (value - b[d]) ** 2, 0) / a.length;

function samplesOf(name: string, alpha: number, features: number): number {
  const samples = Math.round(alpha * features);
  if (samples >= 1 && samples < features) return samples;
  throw outsideTheory(
    name,
    `a share of the ${features} features that leaves from 1 to ${features - 1} samples`,
    alpha,
  );
}
