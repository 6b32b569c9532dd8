import { escapeText } from './text.js';

/** Running text with mathematics in it. */
export type Segment = { readonly text: string } | { readonly tex: string };

export const segmentsToLatex = (segments: readonly Segment[]): string =>
  segments.map((segment) => ('tex' in segment ? `$${segment.tex}$` : escapeText(segment.text))).join('');

/** Formulas with text between them. */
export const joined = (formulas: readonly string[], between: string): readonly Segment[] =>
  formulas.flatMap((tex, k) => (k === 0 ? [{ tex }] : [{ text: between }, { tex }]));
