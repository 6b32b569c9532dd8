/** What a check delivers: the data behind every report. The JSON shape is part of the public API. */

import type { StoredCertificate } from '../certificate/stored-form.js';
import type { ClaimKind, RequiredVerdict } from '../claim/claim.js';
import type { Counterexample, Evidence, Verdict } from '../claim/verdict.js';
import type { FailureFacts } from '../errors.js';
import type { MatrixCertificate } from '../matrix/index.js';
import type { AssumptionReport } from './assumptions/assumption.js';
import type { ShardOfRun } from './shard.js';

/** The result of one claim (or, with kind `flow`, of one proof: a confrontation with an integrated flow). */
export interface ClaimResult extends AssumptionReport {
  readonly file: string;
  readonly line?: number;
  readonly derivation: string;
  /** Id of the claim, or of the proof. */
  readonly claim: string;
  readonly kind: ClaimKind | 'flow';
  /** Of a proof: ids of the claims that it confronts. */
  readonly confronts?: readonly string[];
  /** SHA-256 of what the verdict is about: statement, domain, requirement, and what it cites (hexadecimal). */
  readonly fingerprint: string;
  readonly verdict: Verdict;
  /** What the author asked for. */
  readonly expected: RequiredVerdict | 'refuted';
  /** Did the verdict meet what was expected? */
  readonly ok: boolean;
  readonly ms: number;
  /** True where an earlier run found it, and nothing that it rests on has changed since. */
  readonly remembered?: true;
  /** Why the verdict is not stronger, or what went wrong. */
  readonly reason?: string;
  readonly evidence: readonly Evidence[];
  /** Of a proved claim: the certificate of every proof that the verdict rests on. */
  readonly certificates?: readonly StoredCertificate[];
  /** Of a proved claim about matrices: the combinations of what it is given. */
  readonly matrixCertificates?: readonly MatrixCertificate[];
  /** Of a proved claim: where its proof went on by the signs of parameters (see `claim-certificates.ts`). */
  readonly cases?: Readonly<Record<string, readonly string[]>>;
  readonly counterexample?: Counterexample;
  /** For a chain: index (from 1) of the first step that does not follow from the one before it. */
  readonly firstWrongStep?: number;
  /** For an erratum: the right form. */
  readonly right?: string;
}

export interface CheckSummary {
  readonly claims: number;
  readonly ok: number;
  readonly short: number;
  readonly verdicts: Readonly<Record<Verdict, number>>;
  /** Malformed files and claims. */
  readonly problems: number;
  /** Modules found while scanning that export no derivation and no proof. */
  readonly ignored: readonly string[];
  readonly seed: number;
  /** Results of earlier runs among them. */
  readonly remembered: number;
  readonly ms: number;
  /** True where the run was interrupted: the results are those finished before. */
  readonly interrupted: boolean;
  /** Claims and proofs that a run with `bail` did not come to. */
  readonly notChecked?: number;
  /** Remembered results that a run with `changedOnly` leaves out. */
  readonly unchanged?: number;
  /** Of the report of a part: which part, and of what. */
  readonly shard?: ShardOfRun;
}

export interface CheckReport {
  readonly results: readonly ClaimResult[];
  readonly problems: readonly FailureFacts[];
  readonly summary: CheckSummary;
}

/** 0 all as required; 1 a claim fell short; 2 bad input. */
export const exitCodeOf = (report: CheckReport): 0 | 1 | 2 =>
  report.problems.length > 0 || report.results.some((r) => r.verdict === 'error')
    ? 2
    : report.results.every((r) => r.ok) && !report.summary.interrupted
      ? 0
      : 1;
