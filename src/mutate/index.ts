export { type ClaimMutant, claimMutants } from './claim-mutants.js';
export { type Fate, type JudgedMutant, type MutationScore, mutationScore } from './score.js';
export type { Slip } from './slip.js';
