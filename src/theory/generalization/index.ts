/** Generalization error from task statistics. */

export type { Channel } from './channel-averages.js';
export { type FinitePretraining, finitePretrainingError } from './finite-pretraining.js';
export {
  errorOfChannels,
  type GeneralizationError,
  type GeneralizationSetting,
  generalizationError,
} from './generalization-error.js';
export { minimumL1Error, recoveryThreshold, type WeightComponent } from './lasso.js';
export { type SpikeAndSlab, spikeAndSlab, type TaskComponent } from './mixture.js';
export { proximalMap, proximalSlope } from './prox.js';
export { minimumNormError, type RidgeComponent, weightedNormError } from './special-cases.js';
