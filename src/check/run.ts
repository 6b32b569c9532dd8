/** Checks files: every claim up the ladder, then every proof against its flow. */
import type { Claim } from '../claim/claim.js';
import type { Confrontation } from '../claim/confrontation.js';
import { readFiles } from '../claim/read-files.js';
import { examineClaim } from './assumptions/examine-claim.js';
import { attachFlows } from './attach-flows.js';
import { remember } from './cache/remember.js';
import { checkClaim } from './check-claim.js';
import { checkProof } from './check-proof.js';
import { withCited } from './citations.js';
import { type CheckOptions, type CheckProgress, DEFAULT_OPTIONS } from './options.js';
import type { CheckReport, ClaimResult } from './result.js';
import { isChosen, unmatched } from './selection.js';
import { positionsOfShard, type WorkItem, wholeFingerprint } from './shard.js';
import { checkSimulation } from './simulate/check-simulation.js';
import { summaryOf } from './summary.js';

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
  const items: readonly WorkItem[] = [
    ...chosenClaims.map((item) => ({ kind: 'claim' as const, ...item })),
    ...chosenProofs.map((proof) => ({ kind: 'proof' as const, proof })),
  ];
  const { shard } = settings;
  const positions = shard === undefined ? [...items.keys()] : positionsOfShard(items, shard);
  const total = positions.length;
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
  const claimStep = (claim: Claim, file: string) => {
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
    return step(claim.id, async () => {
      const result = await memory.ofClaim(claim, file, known, checked);
      if (result !== undefined) known.set(claim.id, { claim, result });
      return result;
    });
  };
  const skipped = settings.assumptions ? { assumptionsSkipped: FLOW_SKIPPED } : {};
  const proofStep = (proof: Confrontation) => {
    const checked = () =>
      asUserCode(async () => {
        const result = await (proof.kind === 'flow'
          ? checkProof(proof, settings)
          : checkSimulation(proof, settings));
        return aborted() ? undefined : { ...result, ...skipped };
      });
    return step(proof.id, async () => {
      const result = await memory.ofProof(proof, checked);
      return result && { ...result, confronts: proof.confronts };
    });
  };
  for (const position of positions) {
    const item = items[position];
    await (item.kind === 'claim' ? claimStep(item.claim, item.file) : proofStep(item.proof));
    if (settings.bail && results.at(-1)?.ok === false) break;
  }
  // The flows of a part may speak of claims in another one: who puts the parts together attaches them.
  const attached = shard === undefined ? attachFlows(results) : results;
  const reported = settings.changedOnly ? attached.filter(isNews) : attached;
  return {
    results: reported,
    problems: problems.map((problem) => problem.facts()),
    summary: summaryOf(reported, {
      problems: problems.length,
      ignored: ignored.map(({ file, reason }) => `${file}: ${reason}`),
      seed: settings.seed,
      ms: performance.now() - start,
      interrupted: aborted(),
      notChecked: settings.bail ? total - results.length : undefined,
      unchanged: settings.changedOnly ? attached.length - reported.length : undefined,
      shard: shard && { ...shard, total: items.length, positions, whole: wholeFingerprint(items, settings) },
    }),
  };
}

/** A claim that falls short is news until it is mended. */
const isNews = ({ remembered, ok }: ClaimResult): boolean => !remembered || !ok;

const FLOW_SKIPPED = 'a confrontation with a flow proves nothing that could be stronger';

const speaksOf = (proof: Confrontation, claims: readonly { readonly claim: Claim }[]): boolean =>
  claims.some(({ claim }) => claim.derivation === proof.derivation.id && proof.confronts.includes(claim.id));
