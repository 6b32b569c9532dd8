export { derivationToLatex, labelOf, latexDocument } from './document.js';
export { expressionToLatex } from './expression-to-latex.js';
export { latexFragments, STYLE_NAME } from './fragments.js';
export { symbolTable, symbolToLatex } from './names.js';
export { isDocument } from './preamble.js';
export { statementToLatex } from './statement-to-latex.js';
export { escapeText } from './text.js';
