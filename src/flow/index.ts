/** Gradient flows: vector fields, integrators that bound their own error, and comparison with closed forms. */
export { type AlignedModeStart, alignedMode, alignedModeField, alignedWeights } from './aligned-mode.js';
export {
  type BalancedNetwork,
  balancedNetwork,
  drawBalancedNetwork,
  NETWORK_SHAPES,
  type NetworkShape,
  randomBalance,
  randomSizes,
  randomSpectrum,
  randomTarget,
  type SpectralTarget,
} from './balanced-network.js';
export {
  balancedWeights,
  orthonormalColumns,
  requireAdmissible,
  type TwoLayerWeights,
} from './balanced-weights.js';
export {
  balancedDeepWeights,
  deepInvariants,
  deepLayersOf,
  deepLinear,
  deepLinearField,
} from './deep-linear.js';
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
export { type Bounded, limitOfDoublings, orderOfDoublings } from './extrapolate.js';
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
export {
  addRows,
  innerOfRows,
  normOfRows,
  type Rows,
  scaleColumns,
  solveRows,
  timesRows,
  transposeRows,
} from './rows.js';
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
export {
  formulaOfWeights,
  type StatedMatrix,
  stackedGramEntries,
  weightEntries,
  weightsOf,
} from './two-layer-observables.js';
