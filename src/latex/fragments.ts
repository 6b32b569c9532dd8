import type { ClaimResult } from '../check/result.js';
import type { Claim, Derivation } from '../claim/claim.js';
import { derivationParts } from './derivation-parts.js';
import { equationOf, markToLatex } from './document.js';
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
    for (const claim of derivationParts(derivation, results, stale).claims) {
      const text = [MARKER, `% \\ref{${claim.label}}`, `${markToLatex(claim.mark)}%`, equationOf(claim), ''];
      files.set(fragmentName(derivation.id, claim.id), text.join('\n'));
    }
  }
  return files;
}

/** Ids hold nothing that a file system would mind; the two are kept apart by a sign that no id begins with. */
const fragmentName = (derivation: string, claim: string): string => `${derivation}--${claim}.tex`;
