import type { RandomGenerator } from '../../domain/random.js';
import type { RegressionTask } from '../../flow/diagonal-network.js';
import { outsideTheory } from '../generalization/failures.js';
import { requireMixture, type TaskComponent } from '../generalization/mixture.js';

/** A pair of tasks at a finite number of features: the weights of both, coordinate by coordinate. */
export interface FiniteTasks {
  readonly betaPT: Float64Array;
  readonly betaFT: Float64Array;
}

/**
 * A mixture at `features` coordinates, as many of each component as its share says (largest remainders first): random supports
 * would only add variance near a threshold. The order of the coordinates does not matter, for inputs are alike in all of them.
 * @throws FlowproofError `theory-domain` for shares that do not add up to 1 and for `features` that is no positive integer.
 */
export function finiteTasks(tasks: readonly TaskComponent[], features: number): FiniteTasks {
  requireMixture(tasks);
  if (!(Number.isSafeInteger(features) && features > 0))
    throw outsideTheory('the number of features', 'a positive integer', features);
  const counts = tasks.map(({ weight }) => Math.floor(weight * features));
  const missing = features - counts.reduce((sum, count) => sum + count, 0);
  const byRemainder = tasks
    .map(({ weight }, k) => ({ k, remainder: weight * features - counts[k] }))
    .sort((a, b) => b.remainder - a.remainder || a.k - b.k);
  for (const { k } of byRemainder.slice(0, Math.max(0, missing))) counts[k] += 1;
  const spread = (value: (task: TaskComponent) => number) =>
    Float64Array.from(tasks.flatMap((task, k) => Array.from({ length: counts[k] }, () => value(task))));
  return { betaPT: spread((task) => task.betaPT), betaFT: spread((task) => task.betaFT) };
}

/**
 * Inputs x ~ N(0, 1/D), one row a sample, and targets y = X beta + noise: the scaling of the theory.
 * @param noise the variance of the noise on the targets.
 */
export function drawRegression(
  beta: Float64Array,
  samples: number,
  noise: number,
  random: RandomGenerator,
): RegressionTask {
  const features = beta.length;
  const scale = 1 / Math.sqrt(features);
  const sigma = Math.sqrt(noise);
  const y = new Float64Array(samples);
  const X = Array.from({ length: samples }, (_, s) => {
    const row = new Float64Array(features);
    let target = 0;
    for (let d = 0; d < features; d++) {
      row[d] = scale * random.normal();
      target += row[d] * beta[d];
    }
    y[s] = target + (noise > 0 ? sigma * random.normal() : 0);
    return row;
  });
  return { X, y };
}
