import { isRelation } from './formula-reader.js';
import { isLayout, normalize } from './normalize.js';
import { contentOf, END, type Token, wordOf } from './token.js';
import { tokenize } from './tokenize.js';

const OPERATORS = new Set(['+', '-', '\\cdot', '/', '\\otimes']);
const SPACES = new Set(['\\quad', '\\qquad', '&']);
const CLAUSES = new Set(['for', 'if', 'when', 'where', 'as', 'at', 'given', 'along']);

const isClause = (text: string): boolean =>
  contentOf(text)?.command === 'text' || CLAUSES.has(wordOf(text)?.toLowerCase() ?? '');

/** Past what does not show at the beginning of a line. */
function lineStart(tokens: readonly Token[], from: number): number {
  let i = from;
  for (;;) {
    const text = tokens[i]?.text ?? END;
    if (SPACES.has(text) || isLayout(text)) i += 1;
    else if (text === '{' && tokens[i + 1]?.text === '}') i += 2;
    else return i;
  }
}

/** Does a line that begins like this go on with the one before it? */
function continues(tokens: readonly Token[], from: number): boolean {
  const text = tokens[lineStart(tokens, from)]?.text ?? END;
  return text === END || OPERATORS.has(text) || isRelation(text) || isClause(text);
}

/**
 * Where the equation ends that begins at `from` among the lines of a display: before the line break behind which another one begins, or
 * before `to`.
 */
export function endOfEquation(source: string, from: number, to: number): number {
  const tokens = normalize(tokenize(source, from, to));
  let depth = 0;
  for (const [i, { text, at }] of tokens.entries()) {
    if (text === '{' || text.startsWith('\\begin{')) depth += 1;
    else if (text === '}' || text.startsWith('\\end{')) depth -= 1;
    else if (text === '\\\\' && depth === 0 && i > 0 && !continues(tokens, i + 1)) return at;
  }
  return to;
}

/**
 * The equations of a display, each in one line. Alignment and the environments that only align are dropped, and so are line breaks behind
 * which an equation goes on with a relation, an operator or a condition; behind any other a new equation begins. What comes after
 * `\text{where}` belongs to the equation before it: there, a line break is a comma.
 */
export function joinLines(tokens: readonly Token[]): Token[][] {
  const equations: Token[][] = [[]];
  let inMatrix = 0;
  let explaining = false;
  for (let i = 0; i < tokens.length; i++) {
    const { text } = tokens[i];
    const current = equations[equations.length - 1];
    if (isLayout(text) || (text === '&' && inMatrix === 0)) continue;
    if (/^\\(?:begin|end)\{/.test(text)) inMatrix += text.startsWith('\\begin') ? 1 : -1;
    if (wordOf(text)?.toLowerCase() === 'where') explaining = true;
    const before = current.at(-1)?.text ?? END;
    if (
      text === '{' &&
      tokens[i + 1]?.text === '}' &&
      (OPERATORS.has(before) || isRelation(before) || before === END)
    ) {
      // `{}` makes a sign an operation; it prints nothing.
      i += 1;
    } else if (text !== '\\\\' || inMatrix > 0) {
      current.push(tokens[i]);
    } else {
      const open = before === END || isRelation(before) || OPERATORS.has(before);
      if (!open && !continues(tokens, i + 1)) {
        if (explaining) current.push({ ...tokens[i], text: ',' });
        else equations.push([]);
      }
      i = lineStart(tokens, i + 1) - 1;
    }
  }
  return equations.filter((equation) => equation.length > 0);
}
