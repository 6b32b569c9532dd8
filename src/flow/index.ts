/** Gradient flows: vector fields, integrators that bound their own error, and comparison with closed forms. */
export { type AlignedModeStart, alignedMode, alignedModeField, alignedWeights } from './aligned-mode.js';
export {
  balancedWeights,
  orthonormalColumns,
  requireAdmissible,
  type TwoLayerWeights,
} from './balanced-weights.js';
export { betaFlow, betaFromNu, etaFlow, nuFlow } from './diagonal-dual.js';
export {
  balancedDiagonalWeights,
  betaOf,
  type DiagonalWeights,
  diagonalInvariants,
  diagonalNetwork,
  diagonalNetworkField,
  diagonalWeightsOf,
  type PerCoordinate,
  type RegressionTask,
} from './diagonal-network.js';
export type { EnclosedFlowInput } from './enclosed-flow.js';
export { type EnclosedQuantity, type EnclosedSide, sideOfLevel } from './enclosed-side.js';
export type { ExactNumber, ExactRows } from './exact-rows.js';
export { fineTuning, fineTuningWeights, type Rebalancing } from './fine-tuning.js';
export { type Flow, flowFrom, type Invariant, type VectorField } from './flow.js';
export { type FollowOptions, followFlow, measureWithError, type Observable } from './follow-flow.js';
export { type FieldFormula, gradientField, gradientFlow, symbolicField } from './gradient-flow.js';
export { integrate } from './integrate.js';
export type { IntegrationOptions } from './integration-plan.js';
export { type BoundaryMeasurement, boundaryOf } from './measured-boundary.js';
export {
  type Measurement,
  type ReducedQuantity,
  type Reduction,
  reduceAlongFlow,
} from './reduced-quantity.js';
export { integrateWithError, type TrackedTrajectory } from './tracked-trajectory.js';
export type { StepMethod, Trajectory } from './trajectory.js';
export {
  type DigitOptions,
  type ExactLinearTask,
  type PreciseWeights,
  twoLayerToDigits,
} from './two-layer-digits.js';
export {
  balanceInvariants,
  type LinearTask,
  productOf,
  type TwoLayerSizes,
  twoLayerLinear,
  twoLayerLinearField,
} from './two-layer-linear.js';
