import type { ClaimResult } from '../check/result.js';
import type { Claim, Derivation } from '../claim/claim.js';
import { claimToPython } from './claim-to-python.js';
import { definitionsOf } from './formula-to-python.js';

/** The first line of an exported script: how an earlier one is known. */
const MARKER = '#!/usr/bin/env python3\n# Written by flowproof export --format python.';

export const isPythonScript = (text: string): boolean => text.startsWith(MARKER);

/**
 * A script that re-checks the claims by itself, with mpmath and SymPy.
 * @param library the text of `python/recheck.py`.
 * @param stale claims that have changed since they were checked: they go in without a verdict.
 */
export function pythonScript(
  library: string,
  derivations: readonly Derivation[],
  results: readonly ClaimResult[],
  stale: ReadonlySet<Claim> = new Set(),
): string {
  let count = 0;
  const claims = derivations.flatMap((derivation) => {
    const definitions = definitionsOf(derivation.definitions);
    const own = new Map(
      results
        .filter((r) => r.kind !== 'flow' && r.derivation === derivation.id && r.file === derivation.file)
        .map((r) => [r.claim, r]),
    );
    return [
      `# ${derivation.id}: ${derivation.title.replace(/\s+/g, ' ')}`,
      ...derivation.claims.map((claim) =>
        claimToPython(claim, stale.has(claim) ? undefined : own.get(claim.id), definitions, `c${++count}`),
      ),
    ];
  });
  const end = 'if __name__ == "__main__":\n    sys.exit(main())\n';
  return `${[MARKER, library.trim(), ...claims, end].join('\n\n')}`;
}
