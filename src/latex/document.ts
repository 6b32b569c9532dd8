import type { ClaimResult } from '../check/result.js';
import type { Claim, Derivation } from '../claim/claim.js';
import { type ClaimParts, type DerivationParts, derivationParts, sentence } from './derivation-parts.js';
import { MARKER, PREAMBLE } from './preamble.js';
import { segmentsToLatex } from './segments.js';
import { escapeText } from './text.js';
import type { VerdictMark } from './verdict-mark.js';

/**
 * A document that compiles by itself: each derivation a section with its symbols, definitions and claims, and each
 * claim's verdict in the margin; `stale` marks claims that have changed since they were checked.
 * @throws FlowproofError `formula-too-large` for a formula that cannot be typeset.
 */
export function latexDocument(
  derivations: readonly Derivation[],
  results: readonly ClaimResult[],
  stale: ReadonlySet<Claim> = new Set(),
): string {
  const body = derivations.map((derivation) => derivationToLatex(derivation, results, stale));
  return [MARKER, PREAMBLE, '\\begin{document}', ...body, '\\end{document}', ''].join('\n');
}

/** One derivation as a section, for `\input` in a document that has the macros of the preamble. */
export function derivationToLatex(
  derivation: Derivation,
  results: readonly ClaimResult[],
  stale: ReadonlySet<Claim> = new Set(),
): string {
  const parts = derivationParts(derivation, results, stale);
  const { id, title, source, prose, conditions } = parts;
  return [
    `\\section{${escapeText(title)}}`,
    `\\label{${id}}`,
    ...(source ? [`\\emph{Source: ${escapeText(source)}.}\n`] : []),
    ...(prose ? [`${escapeText(prose)}\n`] : []),
    ...(conditions.length > 0 ? [`${segmentsToLatex(sentence('Throughout, ', conditions, '.'))}\n`] : []),
    ...vocabularyToLatex(parts),
    ...definitionsToLatex(parts),
    ...parts.claims.map(claimToLatex),
    ...flowsToLatex(parts),
  ].join('\n');
}

const definitionsToLatex = ({ definitions }: DerivationParts): string[] =>
  definitions.length === 0 ? [] : ['We write', ...definitions.map((tex) => `\\[\\flowproofmath{${tex}}\\]`)];

/** The matrices with their shapes, and what claims may be given. */
function vocabularyToLatex({ shapes, hypotheses }: DerivationParts): string[] {
  const given = hypotheses.map(({ name, tex }) => `\\item \\textsf{${escapeText(name)}}: $${tex}$`);
  return [
    ...(shapes.length > 0 ? [`Matrices of every size: ${segmentsToLatex(shapes)}.\n`] : []),
    ...(given.length > 0 ? ['Claims may be given:', '\\begin{itemize}', ...given, '\\end{itemize}'] : []),
  ];
}

function claimToLatex(claim: ClaimParts): string {
  const { id, prose, conditions, mark, right } = claim;
  const lead = [
    prose ? escapeText(prose) : '',
    conditions.length > 0 ? segmentsToLatex(sentence('For ', conditions, ':')) : '',
  ].filter(Boolean);
  return [
    '',
    '\\medskip',
    `\\textbf{${escapeText(id)}.}${markToLatex(mark)}`,
    ...lead,
    equationOf(claim),
    ...(right ? [`Right is: ${segmentsToLatex(right)}.\n`] : []),
  ].join('\n');
}

/** The verdict for the margin. */
export const markToLatex = ({ verdict, evidence }: VerdictMark): string =>
  `\\flowproofmark{${verdict}}{${segmentsToLatex(evidence)}}`;

/** A claim as a numbered equation with its label. */
export const equationOf = ({ label, tex }: ClaimParts): string =>
  ['\\begin{equation}', `\\label{${label}}`, `\\flowproofmath{${tex}}`, '\\end{equation}'].join('\n');

function flowsToLatex({ flows }: DerivationParts): string[] {
  if (flows.length === 0) return [];
  const items = flows.map(({ id, text }) => `\\item \\textsf{${escapeText(id)}}: ${text}.`);
  return ['', 'Confronted with integrated gradient flow:', '\\begin{itemize}', ...items, '\\end{itemize}'];
}
