/** The kernel: the only code that may say "proved". */
export type { EqualityCertificate } from './certificate.js';
export type { Path } from './expand.js';
export type { ProvedClaim } from './lemma.js';
export { type EqualityGoal, type KernelOptions, type ProofResult, proveEquality } from './prove-equality.js';
export { type InequalityCertificate, type InequalityGoal, proveInequality } from './prove-inequality.js';
export {
  type AsymptoticGoal,
  type Asymptotics,
  asymptotics,
  type ExpansionCertificate,
  type Oscillation,
} from './prove-limit.js';
