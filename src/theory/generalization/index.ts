/** Generalization error from task statistics. */
export { type FinitePretraining, finitePretrainingError } from './finite-pretraining.js';
export {
  type GeneralizationError,
  type GeneralizationSetting,
  generalizationError,
} from './generalization-error.js';
export { minimumL1Error, recoveryThreshold, type WeightComponent } from './lasso.js';
export { type SpikeAndSlab, spikeAndSlab, type TaskComponent } from './mixture.js';
export { proximalMap, proximalSlope } from './prox.js';
export { minimumNormError, type RidgeComponent, weightedNormError } from './special-cases.js';
