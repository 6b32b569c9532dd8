import type { ClaimResult } from '../check/result.js';
import type { Claim, Derivation } from '../claim/claim.js';
import {
  type ClaimParts,
  type DerivationParts,
  derivationParts,
  type Segment,
  sentence,
} from '../latex/index.js';

/** The first line of every exported document: how an earlier one is known. */
const MARKER = '<!-- Written by flowproof export; the next export replaces this file. -->';

export const isMarkdownDocument = (text: string): boolean => text.startsWith(`${MARKER}\n`);

/**
 * Derivations as Markdown with mathematics between dollar signs, as KaTeX, GitHub and most notebooks render it.
 * @throws FlowproofError `formula-too-large` for a formula that cannot be typeset.
 */
export const markdownDocument = (
  derivations: readonly Derivation[],
  results: readonly ClaimResult[],
  stale: ReadonlySet<Claim> = new Set(),
): string =>
  [MARKER, '', ...derivations.map((d) => sectionOf(derivationParts(d, results, stale)))].join('\n');

/** Prose in which nothing acts as markup. */
const plain = (text: string): string =>
  text
    .replace(/\s+/g, ' ')
    .replace(/[\\`*_{}[\]<>#|$~&!]/g, (letter) =>
      letter === '<' ? '&lt;' : letter === '&' ? '&amp;' : `\\${letter}`,
    );

const written = (segments: readonly Segment[]): string =>
  segments.map((segment) => ('tex' in segment ? `$${segment.tex}$` : plain(segment.text))).join('');

/** A blank line or a line that begins with a sign of markup would end the formula. */
const displayed = (tex: string): string => `$$\n${tex.replace(/\s*\n\s*/g, ' ')}\n$$`;

function sectionOf(parts: DerivationParts): string {
  const { title, source, prose, conditions, shapes, hypotheses, definitions, claims, flows } = parts;
  const paragraphs = [
    `## ${plain(title)}`,
    ...(source ? [`*Source: ${plain(source)}.*`] : []),
    ...(prose ? [plain(prose)] : []),
    ...(conditions.length > 0 ? [written(sentence('Throughout, ', conditions, '.'))] : []),
    ...(shapes.length > 0 ? [`Matrices of every size: ${written(shapes)}.`] : []),
    ...(hypotheses.length > 0
      ? ['Claims may be given:', hypotheses.map(({ name, tex }) => `- ${plain(name)}: $${tex}$`).join('\n')]
      : []),
    ...(definitions.length > 0 ? ['We write', ...definitions.map(displayed)] : []),
    ...claims.flatMap(claimOf),
    ...(flows.length > 0
      ? [
          'Confronted with integrated gradient flow:',
          flows.map(({ id, text }) => `- ${plain(id)}: ${plain(text)}.`).join('\n'),
        ]
      : []),
  ];
  return `${paragraphs.join('\n\n')}\n`;
}

function claimOf({ id, label, prose, conditions, tex, mark, right }: ClaimParts): readonly string[] {
  const evidence = mark.evidence.length > 0 ? `, ${written(mark.evidence)}` : '';
  return [
    `### <a id="${label}"></a>${plain(id)}`,
    `**${mark.verdict}**${evidence}`,
    ...(prose ? [plain(prose)] : []),
    ...(conditions.length > 0 ? [written(sentence('For ', conditions, ':'))] : []),
    displayed(tex),
    ...(right ? [`Right is: ${written(right)}.`] : []),
  ];
}
