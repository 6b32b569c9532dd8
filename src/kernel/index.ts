/** The kernel: the only code that may say "proved". */

export type { ProvedClaim } from '../rules/lemma.js';
export type { Path } from './expand.js';
export type { KernelOptions, ProofResult } from './proof-attempt.js';
export { type EqualityGoal, proveEquality } from './prove-equality.js';
export { type InequalityGoal, proveInequality } from './prove-inequality.js';
export {
  type AsymptoticGoal,
  type Asymptotics,
  asymptotics,
  type ExpansionCertificate,
} from './prove-limit.js';
