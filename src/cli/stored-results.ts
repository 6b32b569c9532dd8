import { statSync } from 'node:fs';
import type { CheckReport, ClaimResult } from '../check/result.js';
import type { Claim, Derivation } from '../claim/claim.js';
import type { Confrontation } from '../claim/confrontation.js';
import { claimFingerprints, proofFingerprint } from '../claim/fingerprint.js';
import { EXIT, type ExitCode } from './exit-codes.js';
import type { StoredReport } from './read-report.js';

/** What a stored report still says about the claims as they are now. */
export interface StoredResults {
  readonly results: readonly ClaimResult[];
  /** Claims that have changed since. */
  readonly stale: ReadonlySet<Claim>;
  /** One line for each thing that keeps the document from being whole. */
  readonly notes: readonly string[];
  readonly code: ExitCode;
}

/**
 * Takes a verdict only where the fingerprint of the claim, or of the proof, is what it was.
 * @param wholes all claims of each derivation, also those that are not exported: exported ones may cite them.
 */
export function storedResults(
  stored: StoredReport,
  derivations: readonly Derivation[],
  proofs: readonly Confrontation[],
  wholes: ReadonlyMap<string, readonly Claim[]>,
): StoredResults {
  const { report } = stored;
  const flows = freshFlows(stored, derivations, proofs);
  const results: ClaimResult[] = [];
  const stale = new Set<Claim>();
  const notes: string[] = [];
  for (const derivation of derivations) {
    const fingerprints = claimFingerprints(wholes.get(derivation.id) ?? derivation.claims);
    for (const claim of derivation.claims) {
      const known = report.results.filter(
        (r) => r.kind !== 'flow' && r.derivation === derivation.id && r.claim === claim.id,
      );
      const found = known.find((r) => r.fingerprint === fingerprints.get(claim.id));
      const name = `${derivation.id}/${claim.id}`;
      if (found !== undefined) {
        const evidence = found.evidence.filter(
          (e) => (e.kind !== 'flow' && e.kind !== 'simulation') || flows.names.has(e.proof),
        );
        results.push({ ...found, file: derivation.file, evidence });
      } else if (known.length > 0) {
        stale.add(claim);
        notes.push(`stale: ${name} has changed since the report was written`);
      } else notes.push(`not checked: the report does not speak of ${name}`);
    }
  }
  notes.push(...flows.stale);
  const { interrupted, shard } = report.summary;
  if (interrupted) notes.push('the report is of an interrupted run');
  if (shard !== undefined)
    notes.push(`the report is of part ${shard.index} of ${shard.count}: merge the parts`);
  if (report.problems.length > 0) {
    notes.push(`the report names ${report.problems.length} problem(s) of its input`);
  }
  const taken = [...results, ...flows.results];
  const code = codeOf(report, taken, notes.length === 0);
  return { results: taken, stale, notes: [...notes, ...flows.leftOut], code };
}

function codeOf({ problems }: CheckReport, taken: readonly ClaimResult[], whole: boolean): ExitCode {
  if (problems.length > 0 || taken.some((r) => r.verdict === 'error')) return EXIT.badInput;
  return whole && taken.every((r) => r.ok) ? EXIT.asRequired : EXIT.fellShort;
}

/** Results of proofs that are as they were. A proof calls other code, so its file must not be newer, either. */
function freshFlows(
  stored: StoredReport,
  derivations: readonly Derivation[],
  proofs: readonly Confrontation[],
) {
  const results: ClaimResult[] = [];
  const stale: string[] = [];
  const leftOut: string[] = [];
  const names = new Set<string>();
  for (const result of stored.report.results) {
    if (result.kind !== 'flow') continue;
    const derivation = derivations.find((d) => d.id === result.derivation);
    if (derivation === undefined) continue;
    const proof = proofs.find((p) => p.id === result.claim && p.derivation.id === derivation.id);
    if (proof === undefined) {
      leftOut.push(`left out: the proof ${result.claim} is not among the given files`);
    } else if (!derivation.claims.some((claim) => proof.confronts.includes(claim.id))) {
      // It speaks of claims that are not exported.
    } else if (proofFingerprint(proof) !== result.fingerprint || isNewer(proof.file, stored)) {
      stale.push(`stale: the proof ${result.claim} has changed since the report was written`);
    } else {
      results.push(result);
      names.add(result.claim);
    }
  }
  return { results, stale, leftOut, names };
}

const isNewer = (file: string, { writtenMs }: StoredReport): boolean =>
  (statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0) > writtenMs;
