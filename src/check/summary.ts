import type { Verdict } from '../claim/verdict.js';
import type { CheckSummary, ClaimResult } from './result.js';

/** What adds up: counts of the results; `facts` says the rest. */
export function summaryOf(
  results: readonly ClaimResult[],
  facts: Pick<
    CheckSummary,
    'problems' | 'ignored' | 'seed' | 'ms' | 'interrupted' | 'notChecked' | 'unchanged' | 'shard'
  >,
): CheckSummary {
  const ok = results.filter((r) => r.ok).length;
  return {
    claims: results.length,
    ok,
    short: results.length - ok,
    verdicts: count(results),
    problems: facts.problems,
    ignored: facts.ignored,
    seed: facts.seed,
    remembered: results.filter(({ remembered }) => remembered).length,
    ms: facts.ms,
    interrupted: facts.interrupted,
    ...(facts.notChecked === undefined ? {} : { notChecked: facts.notChecked }),
    ...(facts.unchanged === undefined ? {} : { unchanged: facts.unchanged }),
    ...(facts.shard === undefined ? {} : { shard: facts.shard }),
  };
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
