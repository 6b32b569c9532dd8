/** Two-stage training by integration: the flow of the weights, or of the n dual variables. */
import { FlowproofError } from '../errors.js';
import { betaFromNu, nuFlow } from '../flow/diagonal-dual.js';
import {
  balancedDiagonalWeights,
  type DiagonalWeights,
  type RegressionTask,
} from '../flow/diagonal-network.js';
import { fineTuningWeights } from '../flow/fine-tuning.js';
import { betaOfModes, pathwayModes, weightsOfModes } from '../flow/pathway-modes.js';
import { type FlowEnd, type FlowEndOptions, followToEnd } from './flow-end.js';
import { type OutsideRange, requireTargetsInRange } from './target-range.js';
import { requireAlive, requireTwoStages, type TwoStageInput } from './two-stage.js';
import { weightsFromBeta } from './weights-from-beta.js';

/**
 * What is integrated.
 * - `weights`: all 4 D of them (as the modes of `pathwayModes`), with no closed form at all: the fine-tuning flow starts
 *   at the sum of the integrated layers.
 * - `dual`: nu' = y - X (c sinh(2 X^T nu)), one number a sample; the weights between the stages are those of beta.
 */
export type IntegratedFlow = 'weights' | 'dual';

export interface TwoStageFlowInput extends Omit<TwoStageInput, 'options'> {
  readonly flow: IntegratedFlow;
  readonly options?: FlowEndOptions & { readonly outsideRange?: OutsideRange };
}

/** Ends of both stages; the error of `fineTuned` is that of its own stage, from the weights that it was given. */
export interface TwoStageFlowResult {
  readonly pretrained: FlowEnd;
  readonly pretrainedWeights: DiagonalWeights;
  /** Scale of fine-tuning a coordinate: w_FT^2 + v_FT^2. */
  readonly cFT: Float64Array;
  readonly fineTuned: FlowEnd;
}

/**
 * Pretraining to convergence, w_FT = wp + wm with a fresh readout, fine-tuning to convergence, as `twoStage`, but by
 * integrating the flow: explicitly, or implicitly where it is stiff (a tiny c, unlike scales).
 * @throws FlowproofError as `twoStage` for its input; `bad-option` for another flow; as `followToEnd`, where accuracy is lost.
 */
export function twoStageFlow({ options, ...input }: TwoStageFlowInput): TwoStageFlowResult {
  const gamma = requireTwoStages(input);
  const { c, lambda, pretraining, fineTuning, flow } = input;
  if (flow !== 'weights' && flow !== 'dual') {
    throw new FlowproofError({
      code: 'bad-option',
      message: 'nothing says which flow is integrated',
      expected: "flow: 'weights' or 'dual'",
      found: String(flow),
    });
  }
  for (const task of [pretraining, fineTuning]) requireTargetsInRange(task, options?.outsideRange);
  const features = pretraining.X[0].length;
  const start = balancedDiagonalWeights(c, lambda, features);
  const first = stage(flow, pretraining, start, c, options);
  const pretrainedWeights =
    flow === 'weights'
      ? weightsOfModes(first.state)
      : weightsFromBeta(first.beta, c, new Float64Array(features).fill(lambda));
  const restart = fineTuningWeights(pretrainedWeights, gamma);
  const cFT = restart.wp.map((w, d) => requireAlive(d, w * w + restart.vp[d] ** 2, input));
  const fineTuned = stage(flow, fineTuning, restart, cFT, options);
  return { pretrained: first, pretrainedWeights, cFT, fineTuned };
}

function stage(
  flow: IntegratedFlow,
  task: RegressionTask,
  weights: DiagonalWeights,
  c: number | Float64Array,
  options: FlowEndOptions | undefined,
): FlowEnd {
  return flow === 'weights'
    ? followToEnd(pathwayModes(task, weights), betaOfModes, task, c, options)
    : followToEnd(nuFlow(task, c), (nu) => betaFromNu(task, c, nu), task, c, options);
}
