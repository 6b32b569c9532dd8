export { symbolTable, symbolToLatex } from '../tex/names.js';
export {
  type ClaimParts,
  type DerivationParts,
  derivationParts,
  labelOf,
  sentence,
} from './derivation-parts.js';
export { derivationToLatex, latexDocument } from './document.js';
export { expressionToLatex } from './expression-to-latex.js';
export { latexFragments, STYLE_NAME } from './fragments.js';
export { isDocument } from './preamble.js';
export type { Segment } from './segments.js';
export { statementToLatex } from './statement-to-latex.js';
export { escapeText } from './text.js';
