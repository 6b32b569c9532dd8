import type { Evidence } from '../claim/verdict.js';
import type { ClaimResult } from './result.js';

/** What a flow or a simulation showed is also evidence about each claim that its proof confronts. */
export function attachFlows(results: readonly ClaimResult[]): ClaimResult[] {
  const found = new Map<string, Evidence[]>();
  for (const { kind, derivation, confronts = [], evidence } of results) {
    if (kind !== 'flow') continue;
    for (const id of confronts) {
      const key = `${derivation}/${id}`;
      found.set(key, [...(found.get(key) ?? []), ...evidence]);
    }
  }
  return results.map((result) => {
    const flows = result.kind === 'flow' ? undefined : found.get(`${result.derivation}/${result.claim}`);
    return flows === undefined ? result : { ...result, evidence: [...result.evidence, ...flows] };
  });
}
