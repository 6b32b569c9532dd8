export { isMarkdownDocument, markdownDocument } from './markdown.js';
export { isMathmlPage, mathmlPage } from './mathml-page.js';
