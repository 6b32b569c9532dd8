/** The kernel: the only code that may say "proved". */

export type { ProvedClaim } from '../rules/lemma.js';
export type { Path } from './expand.js';
export type { ComparisonGoal, KernelOptions, ProofResult } from './proof-attempt.js';
export type { EqualityGoal } from './prove-equality.js';
export type { InequalityGoal } from './prove-inequality.js';
export type {
  AsymptoticGoal,
  Asymptotics,
  ExpansionTerm,
  Oscillation,
} from './prove-limit.js';
export { witnessesOf } from './prove-limit.js';
export {
  asymptotics,
  type Prover,
  proveEquality,
  proveInequality,
  type Recorder,
  recordingProofs,
  withProver,
} from './prover.js';
export { replayExpansion } from './replay-expansion.js';
