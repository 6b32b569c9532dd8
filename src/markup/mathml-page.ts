import katex from 'katex';
import type { ClaimResult } from '../check/result.js';
import type { Claim, Derivation } from '../claim/claim.js';
import {
  type ClaimParts,
  type DerivationParts,
  derivationParts,
  type Segment,
  sentence,
} from '../latex/index.js';

/** The first lines of every exported page: how an earlier one is known. */
const HEAD = '<!doctype html>\n<!-- Written by flowproof export; the next export replaces this file. -->\n';

export const isMathmlPage = (text: string): boolean => text.startsWith(HEAD);

const STYLE = `
:root { color-scheme: light dark; }
body { font: 1rem/1.5 Georgia, serif; max-width: 46rem; margin: 2rem auto; padding: 0 1rem; }
h1, h2, h3 { font-family: system-ui, sans-serif; line-height: 1.25; }
h3 { margin: 1.6rem 0 0; font-size: 1rem; }
.mark { font: 0.85rem system-ui, sans-serif; margin: 0; }
.verdict { font-weight: 700; }
.refuted, .undecided, .error, .stale { color: #b3261e; }
@media (prefers-color-scheme: dark) { .refuted, .undecided, .error, .stale { color: #ff9b8f; } }
.formula { overflow-x: auto; padding: 0.4rem 0; }
`;

/**
 * Derivations as one page of HTML with MathML, which browsers show by themselves: no script, no font, nothing from elsewhere.
 * @throws FlowproofError `formula-too-large` for a formula that cannot be typeset.
 */
export function mathmlPage(
  derivations: readonly Derivation[],
  results: readonly ClaimResult[],
  stale: ReadonlySet<Claim> = new Set(),
): string {
  const parts = derivations.map((derivation) => derivationParts(derivation, results, stale));
  const title = parts.length === 1 ? parts[0].title : 'Derivations';
  const contents = parts.map(({ id, title: name }) => `<li><a href="#${plain(id)}">${plain(name)}</a></li>`);
  return [
    `${HEAD}<html lang="en">`,
    '<head>',
    '<meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    `<title>${plain(title)}</title>`,
    `<style>${STYLE}</style>`,
    '</head>',
    '<body>',
    ...(parts.length > 1 ? ['<h1>Derivations</h1>', '<nav><ul>', ...contents, '</ul></nav>'] : []),
    ...parts.map(sectionOf),
    '</body>',
    '</html>',
    '',
  ].join('\n');
}

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
const plain = (text: string): string => text.replace(/[&<>"']/g, (letter) => ESCAPES[letter]);

const formula = (tex: string, displayMode: boolean): string =>
  katex.renderToString(tex, { output: 'mathml', throwOnError: true, strict: 'error', displayMode });

const written = (segments: readonly Segment[]): string =>
  segments.map((segment) => ('tex' in segment ? formula(segment.tex, false) : plain(segment.text))).join('');

const displayed = (tex: string): string => `<div class="formula">${formula(tex, true)}</div>`;

function sectionOf(parts: DerivationParts): string {
  const { id, title, source, prose, conditions, shapes, hypotheses, definitions, claims, flows } = parts;
  const items = (lines: readonly string[]) => `<ul>${lines.map((line) => `<li>${line}</li>`).join('')}</ul>`;
  return [
    `<section id="${plain(id)}">`,
    `<h2>${plain(title)}</h2>`,
    ...(source ? [`<p><em>Source: ${plain(source)}.</em></p>`] : []),
    ...(prose ? [`<p>${plain(prose)}</p>`] : []),
    ...(conditions.length > 0 ? [`<p>${written(sentence('Throughout, ', conditions, '.'))}</p>`] : []),
    ...(shapes.length > 0 ? [`<p>Matrices of every size: ${written(shapes)}.</p>`] : []),
    ...(hypotheses.length > 0
      ? [
          '<p>Claims may be given:</p>',
          items(hypotheses.map(({ name, tex }) => `${plain(name)}: ${formula(tex, false)}`)),
        ]
      : []),
    ...(definitions.length > 0 ? ['<p>We write</p>', ...definitions.map(displayed)] : []),
    ...claims.map(claimOf),
    ...(flows.length > 0
      ? [
          '<p>Confronted with integrated gradient flow:</p>',
          items(flows.map(({ id: proof, text }) => `${plain(proof)}: ${plain(text)}.`)),
        ]
      : []),
    '</section>',
  ].join('\n');
}

function claimOf({ id, label, prose, conditions, tex, mark, right }: ClaimParts): string {
  const kind = plain(mark.verdict.replace(/^.*: /, ''));
  // An erratum that is refuted is as it should be.
  const shade = mark.verdict.startsWith('erratum') ? '' : ` ${kind.replace(' ', '-')}`;
  return [
    `<article id="${plain(label)}">`,
    `<h3>${plain(id)}</h3>`,
    `<p class="mark"><span class="verdict${shade}">${plain(mark.verdict)}</span>${mark.evidence.length > 0 ? ` ${written(mark.evidence)}` : ''}</p>`,
    ...(prose ? [`<p>${plain(prose)}</p>`] : []),
    ...(conditions.length > 0 ? [`<p>${written(sentence('For ', conditions, ':'))}</p>`] : []),
    displayed(tex),
    ...(right ? [`<p>Right is: ${written(right)}.</p>`] : []),
    '</article>',
  ].join('\n');
}
