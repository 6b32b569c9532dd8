/** The doors of the kernel: what stands behind them is a search, unless somebody set another prover there. */

import { AsyncLocalStorage } from 'node:async_hooks';
import type { StoredCertificate } from '../certificate/stored-form.js';
import type { ComparisonGoal, KernelOptions, ProofResult } from './proof-attempt.js';
import { type EqualityGoal, searchEquality } from './prove-equality.js';
import { type InequalityGoal, searchInequality } from './prove-inequality.js';
import { type AsymptoticGoal, type Asymptotics, searchAsymptotics } from './prove-limit.js';

export interface Prover {
  compare(goal: ComparisonGoal, options: KernelOptions): ProofResult;
  expand(goal: AsymptoticGoal, options: KernelOptions): Asymptotics;
}

const SEARCH: Prover = {
  compare: ({ relation, ...goal }, options) =>
    relation === '='
      ? searchEquality(goal, options)
      : searchInequality({ ...goal, operator: relation }, options),
  expand: searchAsymptotics,
};

const scope = new AsyncLocalStorage<Prover>();
const current = (): Prover => scope.getStore() ?? SEARCH;

/** Proves an equality over a whole domain, or says why it could not. Never throws for a claim it cannot settle. */
export const proveEquality = (goal: EqualityGoal, options: KernelOptions): ProofResult =>
  current().compare({ ...goal, relation: '=' }, options);

/** Proves an inequality over a whole domain, or says why it could not. */
export const proveInequality = ({ operator, ...goal }: InequalityGoal, options: KernelOptions): ProofResult =>
  current().compare({ ...goal, relation: operator }, options);

/** The expansion of a function as its variable goes to a point or to infinity, from one side. */
export const asymptotics = (goal: AsymptoticGoal, options: KernelOptions): Asymptotics =>
  current().expand(goal, options);

/** Does some work with another prover behind the doors, for this work only. */
export const withProver = <Value>(prover: Prover, work: () => Promise<Value>): Promise<Value> =>
  scope.run(prover, work);

/** Takes down what a piece of work rests on. */
export interface Recorder {
  /** Every proof that succeeded. */
  proved(certificate: StoredCertificate): void;
  /** Every expansion that did not, and lacked the signs of some parameters: where the work may have gone on by cases. */
  undecided(goal: AsymptoticGoal, names: readonly string[]): void;
}

/** Does some work while a recorder listens. */
export function recordingProofs<Value>(
  { proved, undecided }: Recorder,
  work: () => Promise<Value>,
): Promise<Value> {
  const outer = current();
  const recorder: Prover = {
    compare: (goal, options) => {
      const result = outer.compare(goal, options);
      if (result.kind === 'proved') proved(result.certificate);
      return result;
    },
    expand: (goal, options) => {
      const result = outer.expand(goal, options);
      if (result.certificate !== undefined) proved(result.certificate);
      else if (result.kind === 'unknown' && result.undecided.length > 0) undecided(goal, result.undecided);
      return result;
    },
  };
  return withProver(recorder, work);
}
