/** One spelling for what LaTeX lets an author write in several ways. */
import { fail } from '../expression/formula-failure.js';
import { contentOf, type Token } from './token.js';

/** Spacing, sizes and styles: nothing of the formula. */
const SILENT = new Set([
  ...['\\,', '\\;', '\\:', '\\!', '\\ ', '\\>', '\\/', '~', '\\-'],
  ...[
    '\\thinspace',
    '\\medspace',
    '\\thickspace',
    '\\negthinspace',
    '\\displaystyle',
    '\\textstyle',
    '\\scriptstyle',
  ],
  ...[
    '\\limits',
    '\\nolimits',
    '\\nonumber',
    '\\notag',
    '\\left',
    '\\right',
    '\\mleft',
    '\\mright',
    '\\allowbreak',
    '\\relax',
  ],
  ...[
    '\\big',
    '\\Big',
    '\\bigg',
    '\\Bigg',
    '\\bigl',
    '\\Bigl',
    '\\biggl',
    '\\Biggl',
    '\\bigr',
    '\\Bigr',
    '\\biggr',
    '\\Biggr',
  ],
]);

const SPELLINGS: Readonly<Record<string, string>> = {
  '\\dfrac': '\\frac',
  '\\tfrac': '\\frac',
  '\\cfrac': '\\frac',
  '\\ln': '\\log',
  '\\leq': '\\le',
  '\\leqslant': '\\le',
  '\\geq': '\\ge',
  '\\geqslant': '\\ge',
  '\\neq': '\\ne',
  '\\lt': '<',
  '\\gt': '>',
  '\\rightarrow': '\\to',
  '\\lbrack': '[',
  '\\rbrack': ']',
  '\\lbrace': '\\{',
  '\\rbrace': '\\}',
  '\\vert': '|',
  '\\|': '\\Vert',
  '\\times': '\\cdot',
  '*': '\\cdot',
  '\\arcsinh': '\\operatorname{arsinh}',
  '\\arccosh': '\\operatorname{arcosh}',
  '\\arctanh': '\\operatorname{artanh}',
  '\\intercal': '\\top',
  '\\mathsf{T}': '\\top',
  '\\mathrm{T}': '\\top',
  '\\newline': '\\\\',
  '\\cr': '\\\\',
};

const ACCENTS = new Set([
  '\\hat',
  '\\bar',
  '\\tilde',
  '\\dot',
  '\\ddot',
  '\\vec',
  '\\widehat',
  '\\overline',
  '\\widetilde',
]);

/** What `\left` and `\right` make of a bar. */
const BARS: Readonly<Record<string, readonly [left: string, right: string]>> = {
  '|': ['\\lvert', '\\rvert'],
  '\\Vert': ['\\lVert', '\\rVert'],
};

/**
 * Leaves out spacing, spells alike what means the same, and puts what follows `_`, `^` and an accent into braces.
 * @throws FlowproofError `tex-ambiguous` for `x^23`, which TeX reads as x² 3; `tex-unsupported` for `\left.`.
 */
export function normalize(tokens: readonly Token[]): Token[] {
  const out: Token[] = [];
  for (let i = 0; i < tokens.length; i++) {
    const { text: written, at, end } = tokens[i];
    const text = Object.hasOwn(SPELLINGS, written) ? SPELLINGS[written] : written;
    if (text === '\\left' || text === '\\right') {
      const bar = tokens[i + 1] && SPELLINGS[tokens[i + 1].text];
      const delimiter = bar ?? tokens[i + 1]?.text ?? '';
      if (delimiter === '.') refuseEmptyDelimiter(tokens[i]);
      if (Object.hasOwn(BARS, delimiter)) {
        out.push({
          text: BARS[delimiter][text === '\\left' ? 0 : 1],
          at: tokens[i + 1].at,
          end: tokens[i + 1].end,
        });
        i += 1;
      }
      continue;
    }
    if (SILENT.has(text)) continue;
    out.push({ text, at, end });
    if (text !== '_' && text !== '^' && !ACCENTS.has(text)) continue;
    let next = i + 1;
    while (next < tokens.length && SILENT.has(tokens[next].text)) next += 1;
    const operand = tokens[next];
    if (operand === undefined || operand.text === '{') continue;
    if (/^\d\d|^\d\./.test(operand.text)) refuseDigits(operand, text);
    const first = Object.hasOwn(SPELLINGS, operand.text) ? SPELLINGS[operand.text] : operand.text;
    const inner: Token[] = [{ ...operand, text: first }];
    // `a_\hat b` is no LaTeX; `x^\frac12` is, and means what it says.
    if (first === '\\frac' || ACCENTS.has(first) || first === '\\sqrt') refuseBare(operand, text);
    const [open, close] = ['{', '}'].map((brace) => ({ text: brace, at: operand.at, end: operand.end }));
    out.push(open, ...inner, close);
    i = next;
  }
  return out;
}

const refuseEmptyDelimiter = ({ at }: Token): never =>
  fail(at, {
    code: 'tex-unsupported',
    message: 'a bracket without its partner (\\left. or \\right.) has no meaning in a claim',
    expected: 'brackets in pairs',
  });

const refuseDigits = ({ at, text }: Token, script: string): never =>
  fail(at, {
    code: 'tex-ambiguous',
    message: `TeX takes only the first digit of ${script}${text}`,
    expected: `${script}{${text}}, or ${script}{${text[0]}} and the rest apart`,
    found: `${script}${text}`,
  });

const refuseBare = ({ at, text }: Token, script: string): never =>
  fail(at, { code: 'tex-syntax', message: `${text} needs braces here`, expected: `${script}{${text} …}` });

/** Is this a bracket of an environment that only lines equations up? */
export const isLayout = (text: string): boolean => {
  const parts = contentOf(text);
  return (
    parts !== undefined &&
    (parts.command === 'begin' || parts.command === 'end') &&
    /^(?:aligned|alignedat|split|gathered|equation\*?|align\*?|alignat\*?|gather\*?|multline\*?|displaymath|math|flalign\*?|eqnarray\*?)$/.test(
      parts.content,
    )
  );
};
