import { FlowproofError } from '../errors.js';
import { type DiagonalWeights, type RegressionTask, regressionOf } from '../flow/diagonal-network.js';
import { type EndPoint, type EndPointOptions, gradientFlowEndPoint } from './dual-newton.js';
import { fineTuningScale, outside } from './penalty.js';
import { weightsFromBeta } from './weights-from-beta.js';

/**
 * What gamma means for the readout at the start of fine-tuning.
 * - `per-pathway`: v_FT = gamma on each pathway, c_FT = ... + gamma^2 (sqrt k = ... + 2 gamma^2).
 * - `total`: gamma^2 = v+^2 + v-^2, that is v_FT = gamma / sqrt 2 on each (sqrt k = ... + gamma^2).
 */
export type ReadoutConvention = 'per-pathway' | 'total';

export interface TwoStageInput {
  readonly pretraining: RegressionTask;
  readonly fineTuning: RegressionTask;
  /** Pretraining scale w0^2 + v0^2 > 0, uniform. */
  readonly c: number;
  /** (w0^2 - v0^2) / c in [-1, 1]; w is the layer that fine-tuning keeps. */
  readonly lambda: number;
  /** Readout scale at the start of fine-tuning, >= 0. */
  readonly gamma: number;
  /** Default `per-pathway`. */
  readonly convention?: ReadoutConvention;
  readonly options?: EndPointOptions;
}

/** Pretraining to convergence, re-balancing w_FT = wp + wm with a fresh readout, fine-tuning to convergence. */
export interface TwoStageResult {
  readonly pretrained: EndPoint;
  /** All four weights at the end of pretraining. */
  readonly pretrainedWeights: DiagonalWeights;
  /** Scale of fine-tuning a coordinate. */
  readonly cFT: Float64Array;
  /** Normalised imbalance at the start of fine-tuning, (w_FT^2 - v_FT^2) / c_FT. */
  readonly lambdaFT: Float64Array;
  readonly fineTuned: EndPoint;
  readonly fineTunedWeights: DiagonalWeights;
}

/**
 * The end points of both stages by the convex dual of each.
 * @throws FlowproofError `theory-domain` for c, lambda or gamma out of range; `matrix-shape` when the tasks differ in their
 *   number of features; `dead-coordinate` where c_FT = 0; as `gradientFlowEndPoint`.
 */
export function twoStage(input: TwoStageInput): TwoStageResult {
  const { c, lambda, options } = input;
  const gamma = requireTwoStages(input);
  const pretrained = gradientFlowEndPoint(input.pretraining, c, options);
  const features = pretrained.beta.length;
  const scales = new Float64Array(features).fill(c);
  const lambdas = new Float64Array(features).fill(lambda);
  const cFT = pretrained.beta.map((betaPT, d) =>
    requireAlive(d, fineTuningScale({ betaPT, c, lambda, gamma }), input),
  );
  const lambdaFT = cFT.map((value) => Math.max(-1, 1 - (2 * gamma * gamma) / value));
  const fineTuned = gradientFlowEndPoint(input.fineTuning, cFT, options);
  return {
    pretrained,
    pretrainedWeights: weightsFromBeta(pretrained.beta, scales, lambdas),
    cFT,
    lambdaFT,
    fineTuned,
    fineTunedWeights: weightsFromBeta(fineTuned.beta, cFT, lambdaFT),
  };
}

/**
 * The readout of each pathway at the start of fine-tuning, by the convention of the input, once everything else is
 * in its range.
 * @throws FlowproofError `theory-domain`, `matrix-shape`; `dead-coordinate` at lambda = -1, gamma = 0.
 */
export function requireTwoStages(input: Omit<TwoStageInput, 'options'>): number {
  const { c, lambda, gamma, convention } = input;
  if (!(c > 0 && Number.isFinite(c))) throw outside('c', 'a finite number > 0', c);
  if (!(Math.abs(lambda) <= 1)) throw outside('lambda', 'a number in [-1, 1]', lambda);
  if (!(gamma >= 0)) throw outside('gamma', 'a number >= 0', gamma);
  const { features } = regressionOf(input.pretraining);
  const { features: width } = regressionOf(input.fineTuning);
  if (width !== features) {
    throw new FlowproofError({
      code: 'matrix-shape',
      message: 'pretraining and fine-tuning have different numbers of features',
      expected: `${features} columns in the fine-tuning X`,
      found: `${width}`,
    });
  }
  // Exactly here every scale of fine-tuning is 0; an integrated flow would miss it by rounding.
  if (lambda === -1 && gamma === 0) requireAlive(0, 0, input);
  return convention === 'total' ? gamma * Math.SQRT1_2 : gamma;
}

/** The scale of coordinate `d` (from 0), if it can move. @throws FlowproofError `dead-coordinate` where it is 0. */
export function requireAlive(
  d: number,
  scale: number,
  { lambda, gamma }: Pick<TwoStageInput, 'lambda' | 'gamma'>,
): number {
  if (scale > 0) return scale;
  throw new FlowproofError({
    code: 'dead-coordinate',
    message: `coordinate ${d + 1} is dead: both of its layers are zero when fine-tuning starts, and stay zero`,
    expected: 'c_FT > 0 in every coordinate',
    found: `c_FT = 0 at lambda = ${lambda}, gamma = ${gamma}`,
    hint: 'lambda = -1 needs gamma > 0',
  });
}
