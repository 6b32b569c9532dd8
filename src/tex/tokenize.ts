import { fail } from '../expression/formula-failure.js';
import type { Token } from './token.js';

/** An equation of more tokens than this is refused: no display holds it. */
export const MAX_TOKENS = 20_000;

/** Commands whose argument is taken as it stands; text and its like are one. */
const FONTS: Readonly<Record<string, string>> = {
  mathrm: 'mathrm',
  textrm: 'text',
  textup: 'text',
  textnormal: 'text',
  text: 'text',
  mbox: 'text',
  mathit: 'mathit',
  mathbf: 'mathbf',
  mathsf: 'mathsf',
  mathtt: 'mathtt',
  mathcal: 'mathcal',
  mathbb: 'mathbb',
  mathfrak: 'mathfrak',
  boldsymbol: 'boldsymbol',
  bm: 'boldsymbol',
  operatorname: 'operatorname',
  begin: 'begin',
  end: 'end',
};

/** Commands that print nothing of the formula, with what they take. */
const SILENT_WITH_ARGUMENT = new Set(['label', 'tag', 'hspace', 'vspace', 'phantom', 'hphantom', 'vphantom']);

const LEXEME = /\\([A-Za-z]+)\*?|\\[^A-Za-z]|\d+(?:\.\d+)?|#\d|[^\s]/y;

/**
 * The tokens of `source` between two offsets: spaces and comments are left out, nothing else is decided.
 * @throws FlowproofError `tex-syntax`, `tex-too-large`, with the offset as column.
 */
export function tokenize(source: string, from = 0, to = source.length): Token[] {
  const tokens: Token[] = [];
  let at = from;
  while (at < to) {
    const letter = source[at];
    if (/\s/.test(letter)) at += 1;
    else if (letter === '%') {
      const line = source.indexOf('\n', at);
      at = line < 0 ? to : Math.min(to, line + 1);
    } else at = takeLexeme(source, at, to, tokens);
    if (tokens.length > MAX_TOKENS) {
      fail(from, {
        code: 'tex-too-large',
        message: 'the equation is too long',
        expected: `at most ${MAX_TOKENS} tokens`,
      });
    }
  }
  return tokens;
}

function takeLexeme(source: string, at: number, to: number, tokens: Token[]): number {
  LEXEME.lastIndex = at;
  const [text, command] = LEXEME.exec(source) ?? [source[at]];
  const end = at + text.length;
  if (command === undefined) {
    tokens.push({ text, at, end });
    return text === '\\\\' ? afterLineBreak(source, end) : end;
  }
  if (SILENT_WITH_ARGUMENT.has(command)) return argumentAt(source, end, to, command).end;
  const font = Object.hasOwn(FONTS, command) ? FONTS[command] : undefined;
  if (font === undefined) {
    tokens.push({ text: `\\${command}`, at, end });
    return end;
  }
  const argument = argumentAt(source, end, to, command);
  const content =
    font === 'text' ? argument.content.trim().replace(/\s+/g, ' ') : argument.content.replace(/\s+/g, '');
  // A subscript in \text is a word like any other.
  const upright = font === 'text' && /^[A-Za-z0-9]+$/.test(content);
  tokens.push({ text: `\\${upright ? 'mathrm' : font}{${content}}`, at, end: argument.end });
  return argument.end;
}

/** `\\\\*[4pt]`: the space between lines is nothing of the formula. */
function afterLineBreak(source: string, from: number): number {
  const [space] = /^\*?(?:\s*\[\s*-?[\d.]+\s*[a-z]{2}\s*\])?/.exec(source.slice(from, from + 40)) ?? [''];
  return from + space.length;
}

/** The argument of a command: a group, or the one thing behind it. */
function argumentAt(
  source: string,
  from: number,
  to: number,
  command: string,
): { content: string; end: number } {
  let at = from;
  while (at < to && /\s/.test(source[at])) at += 1;
  if (at >= to) return missing(from, command);
  if (source[at] !== '{') {
    LEXEME.lastIndex = at;
    const [text] = LEXEME.exec(source) ?? [source[at]];
    return { content: /^\d/.test(text) ? text[0] : text, end: at + (/^\d/.test(text) ? 1 : text.length) };
  }
  let depth = 0;
  for (let i = at; i < to; i++) {
    if (source[i] === '\\') i += 1;
    else if (source[i] === '{') depth += 1;
    else if (source[i] === '}' && --depth === 0) return { content: source.slice(at + 1, i), end: i + 1 };
  }
  return missing(at, command);
}

const missing = (at: number, command: string): never =>
  fail(at, {
    code: 'tex-syntax',
    message: `the argument of \\${command} does not end within the equation`,
    expected: `\\${command}{…}`,
  });
