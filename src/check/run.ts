/** Checks files: every claim up the ladder, then every proof against its flow. */
import type { Claim } from '../claim/claim.js';
import type { Confrontation } from '../claim/confrontation.js';
import { readFiles } from '../claim/read-files.js';
import type { Evidence, Verdict } from '../claim/verdict.js';
import { examineClaim } from './assumptions/examine-claim.js';
import { remember } from './cache/remember.js';
import { checkClaim } from './check-claim.js';
import { checkProof } from './check-proof.js';
import { withCited } from './citations.js';
import { type CheckOptions, type CheckProgress, DEFAULT_OPTIONS } from './options.js';
import type { CheckReport, ClaimResult } from './result.js';
import { isChosen, unmatched } from './selection.js';
import { checkSimulation } from './simulate/check-simulation.js';

/**
 * Reads derivations and proofs from files and folders (default: `derivations` and `proofs`) and checks them.
 * Malformed files are reported in `problems`; the others are still checked.
 * @throws FlowproofError `unsound` where the kernel and an enclosure contradict each other.
 */
export async function checkFiles(
  paths: readonly string[],
  options: Partial<CheckOptions> = {},
): Promise<CheckReport> {
  const start = performance.now();
  const settings: CheckOptions = { ...DEFAULT_OPTIONS, ...options };
  const asUserCode = async <Value>(work: () => Promise<Value>): Promise<Value> => {
    settings.onUserCode?.(true);
    try {
      return await work();
    } finally {
      settings.onUserCode?.(false);
    }
  };
  const read = await asUserCode(() => readFiles(paths));
  const { derivations, proofs, ignored } = read;
  const problems = [
    ...read.problems,
    ...unmatched(settings.only, [...derivations.flatMap((d) => d.claims), ...proofs]),
  ];
  const chosenClaims = derivations.flatMap((d) => {
    const chosen = withCited(d.claims, (claim) => isChosen(claim.derivation, claim.id, settings.only));
    return chosen.map((claim) => ({ claim, file: d.file }));
  });
  const chosenProofs = proofs.filter(
    (p) => isChosen(p.derivation.id, p.id, settings.only) || speaksOf(p, chosenClaims),
  );
  const total = chosenClaims.length + chosenProofs.length;
  const results: ClaimResult[] = [];
  const show = (event: Pick<CheckProgress, 'current' | 'assumption' | 'result'>): void =>
    settings.onProgress?.({ done: results.length, total, ...event });
  /** `run` gives undefined where it was interrupted: a verdict cut short is not worth reporting. */
  const step = async (current: string, run: () => Promise<ClaimResult | undefined>): Promise<void> => {
    if (settings.signal?.aborted) return;
    show({ current });
    const result = await run();
    if (result === undefined) return;
    results.push(result);
    show({ current, result });
  };
  const memory = remember(settings, derivations);
  const aborted = () => settings.signal?.aborted ?? false;
  const earlier = new Map<string, Map<string, { claim: Claim; result: ClaimResult }>>();
  for (const { claim, file } of chosenClaims) {
    const known = earlier.get(claim.derivation) ?? new Map<string, { claim: Claim; result: ClaimResult }>();
    earlier.set(claim.derivation, known);
    const checked = async (): Promise<ClaimResult | undefined> => {
      const result = await checkClaim(claim, file, settings, known);
      if (aborted()) return undefined;
      if (!settings.assumptions) return result;
      known.set(claim.id, { claim, result });
      const examination = { claim, file, options: settings, earlier: known };
      const examined = await examineClaim(examination, result, (assumption) =>
        show({ current: claim.id, assumption }),
      );
      // An interrupted examination says nothing; the verdict stands.
      return { ...result, ...examined };
    };
    await step(claim.id, async () => {
      const result = await memory.ofClaim(claim, file, known, checked);
      if (result !== undefined) known.set(claim.id, { claim, result });
      return result;
    });
  }
  const skipped = settings.assumptions ? { assumptionsSkipped: FLOW_SKIPPED } : {};
  for (const proof of chosenProofs) {
    const checked = () =>
      asUserCode(async () => {
        const result = await (proof.kind === 'flow'
          ? checkProof(proof, settings)
          : checkSimulation(proof, settings));
        return aborted() ? undefined : { ...result, ...skipped };
      });
    await step(proof.id, () => memory.ofProof(proof, checked));
  }
  const withFlows = attachFlows(results, chosenProofs);
  return {
    results: withFlows,
    problems: problems.map((problem) => problem.facts()),
    summary: {
      claims: withFlows.length,
      ok: withFlows.filter((r) => r.ok).length,
      short: withFlows.filter((r) => !r.ok).length,
      verdicts: count(withFlows),
      problems: problems.length,
      ignored: ignored.map(({ file, reason }) => `${file}: ${reason}`),
      seed: settings.seed,
      remembered: withFlows.filter(({ remembered }) => remembered).length,
      ms: performance.now() - start,
      interrupted: settings.signal?.aborted ?? false,
    },
  };
}

const FLOW_SKIPPED = 'a confrontation with a flow proves nothing that could be stronger';

const speaksOf = (proof: Confrontation, claims: readonly { readonly claim: Claim }[]): boolean =>
  claims.some(({ claim }) => claim.derivation === proof.derivation.id && proof.confronts.includes(claim.id));

/** What a flow showed is also evidence about each claim its proof names. */
function attachFlows(results: readonly ClaimResult[], proofs: readonly Confrontation[]): ClaimResult[] {
  const flows = new Map<string, Evidence[]>();
  for (const proof of proofs) {
    const result = results.find((r) => r.kind === 'flow' && r.file === proof.file && r.claim === proof.id);
    for (const evidence of result?.evidence ?? []) {
      for (const id of proof.confronts) {
        const key = `${proof.derivation.id}/${id}`;
        flows.set(key, [...(flows.get(key) ?? []), evidence]);
      }
    }
  }
  return results.map((result) => {
    const found = result.kind === 'flow' ? undefined : flows.get(`${result.derivation}/${result.claim}`);
    return found === undefined ? result : { ...result, evidence: [...result.evidence, ...found] };
  });
}

function count(results: readonly ClaimResult[]): Record<Verdict, number> {
  const counts: Record<Verdict, number> = {
    proved: 0,
    certified: 0,
    supported: 0,
    undecided: 0,
    refuted: 0,
    error: 0,
  };
  for (const { verdict } of results) counts[verdict] += 1;
  return counts;
}
