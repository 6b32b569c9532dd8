/** Numerics the theory of diagonal networks needs: the penalty, end points of flows, two-stage training. */
export { type EndPoint, type EndPointOptions, gradientFlowEndPoint } from './dual-newton.js';
export { type ExactEndPoint, type ExactTask, exactEndPoint } from './exact-end-point.js';
export { type ExactTwoStageInput, type ExactTwoStageResult, exactTwoStage } from './exact-two-stage.js';
export { type FlowEnd, type FlowEndOptions, followToEnd } from './flow-end.js';
export * from './generalization/index.js';
export {
  ellOrder,
  type FineTuningSetting,
  fineTuningScale,
  penalty,
  penaltyConjugate,
  penaltyCurvature,
  penaltyScaleSlope,
  penaltySlope,
  pretrainingDependence,
  scaleElasticity,
} from './penalty.js';
export * from './regimes/index.js';
export * from './simulation/index.js';
export {
  type ReadoutConvention,
  type TwoStageInput,
  type TwoStageResult,
  twoStage,
} from './two-stage.js';
export {
  type IntegratedFlow,
  type TwoStageFlowInput,
  type TwoStageFlowResult,
  twoStageFlow,
} from './two-stage-flow.js';
export { weightsFromBeta } from './weights-from-beta.js';
