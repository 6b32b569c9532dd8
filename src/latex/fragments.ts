import type { ClaimResult } from '../check/result.js';
import type { Claim, Derivation } from '../claim/claim.js';
import { claimEquation, derivationSymbols, labelOf, markOf } from './document.js';
import { MACROS, MARKER } from './preamble.js';

/** The style file that fragments need. */
export const STYLE_NAME = 'flowproof.sty';

export const STYLE = `${MARKER}
\\NeedsTeXFormat{LaTeX2e}
\\ProvidesPackage{flowproof}[2026/01/01 Equations that flowproof has checked]
\\RequirePackage{amsmath,amssymb,graphicx}
${MACROS}`;

/**
 * One file a claim, by its name: the equation with its label \`derivation:claim\` and the verdict in the margin, for \`\\input\` in a
 * paper that loads {@link STYLE}. The names stay as long as the ids do.
 */
export function latexFragments(
  derivations: readonly Derivation[],
  results: readonly ClaimResult[],
  stale: ReadonlySet<Claim> = new Set(),
): ReadonlyMap<string, string> {
  const files = new Map([[STYLE_NAME, STYLE]]);
  for (const derivation of derivations) {
    const names = derivationSymbols(derivation);
    for (const claim of derivation.claims) {
      const mark = markOf(claim, derivation, results, names, stale.has(claim));
      files.set(
        fragmentName(claim),
        [MARKER, `% \\ref{${labelOf(claim)}}`, `${mark}%`, claimEquation(claim, names), ''].join('\n'),
      );
    }
  }
  return files;
}

/** Ids hold nothing that a file system would mind; the two are kept apart by a sign that no id begins with. */
export const fragmentName = ({ derivation, id }: Claim): string => `${derivation}--${id}.tex`;
