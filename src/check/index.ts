export { useOracles } from './ask-for-opinions.js';
export type {
  AssumptionFinding,
  AssumptionReport,
  AssumptionStatus,
  SuggestedDomain,
} from './assumptions/assumption.js';
export { checkAssumptions } from './assumptions/check-assumptions.js';
export { checkClaim } from './check-claim.js';
export { checkProof } from './check-proof.js';
export { type CheckOptions, type CheckProgress, DEFAULT_OPTIONS } from './options.js';
export { type CheckReport, type CheckSummary, type ClaimResult, exitCodeOf } from './result.js';
export { checkFiles } from './run.js';
