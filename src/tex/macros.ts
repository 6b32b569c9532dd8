/** Macros that a paper defines for itself. */
import { fail } from '../expression/formula-failure.js';
import type { Token } from './token.js';
import { MAX_TOKENS, tokenize } from './tokenize.js';

interface Macro {
  readonly parameters: number;
  /** Undefined where it is defined in a way that is not followed. */
  readonly body?: readonly Token[];
}

/** By their names, with the backslash. */
export type Macros = ReadonlyMap<string, Macro>;

const MAX_DEPTH = 50;
const DEFINITION =
  /\\(?:(?:re)?newcommand|providecommand)\*?\s*(?:\{\s*(\\[A-Za-z]+)\s*\}|(\\[A-Za-z]+))\s*(?:\[(\d)\])?(\s*\[)?\s*(?=\{)|\\def\s*(\\[A-Za-z]+)([^{]*)(?=\{)|\\DeclareMathOperator(\*?)\s*\{\s*(\\[A-Za-z]+)\s*\}\s*(?=\{)/g;

/** Names that mean something to the reader itself, whatever a paper makes them look like. */
const OWN = new Set(['\\checked']);

/**
 * The macros that a text defines before `end` with `\newcommand` and its like, `\def` without parameters, and `\DeclareMathOperator`. An
 * equation that uses a macro which is defined in another way is refused.
 */
export function readMacros(source: string, end = source.length): Macros {
  const macros = new Map<string, Macro>();
  for (const match of source.matchAll(DEFINITION)) {
    if (match.index >= end) break;
    const [whole, braced, bare, count, optional, defined, pattern = '', , operator] = match;
    const name = braced ?? bare ?? defined ?? operator;
    const start = match.index + whole.length;
    const close = closingBrace(source, start);
    const lineStart = source.lastIndexOf('\n', match.index) + 1;
    const commented = /(?:^|[^\\])%/.test(source.slice(lineStart, match.index));
    if (close === undefined || commented || OWN.has(name)) continue;
    macros.set(name, { parameters: 0 });
    if (optional !== undefined || pattern.trim() !== '') continue;
    try {
      const body =
        operator === undefined
          ? tokenize(source, start + 1, close)
          : [{ text: `\\operatorname{${source.slice(start + 1, close).trim()}}`, at: start, end: close }];
      macros.set(name, { parameters: Number(count ?? 0), body });
    } catch {
      // A body that cannot be read is refused where the macro is used.
    }
  }
  return macros;
}

function closingBrace(source: string, open: number): number | undefined {
  let depth = 0;
  for (let i = open; i < source.length; i++) {
    if (source[i] === '\\') i += 1;
    else if (source[i] === '{') depth += 1;
    else if (source[i] === '}' && --depth === 0) return i;
  }
  return undefined;
}

/**
 * Puts bodies in the places of macros; what comes from a body stands where the macro is called.
 * @throws FlowproofError `tex-syntax` for a missing argument, `tex-too-large` where macros call each other without end.
 */
export function expandMacros(tokens: readonly Token[], macros: Macros): Token[] {
  const out: Token[] = [];
  const stack: { readonly token: Token; readonly depth: number }[] = [];
  const push = (list: readonly Token[], depth: number) => {
    for (let i = list.length - 1; i >= 0; i--) stack.push({ token: list[i], depth });
  };
  push(tokens, 0);
  for (let item = stack.pop(); item !== undefined; item = stack.pop()) {
    const { token, depth } = item;
    const macro = macros.get(token.text);
    if (macro === undefined) {
      out.push(token);
      continue;
    }
    const { body } = macro;
    if (body === undefined) {
      return fail(token.at, {
        code: 'tex-unsupported',
        message: `the paper defines ${token.text} in a way that flowproof does not follow`,
        expected:
          '\\newcommand without an optional argument, \\def without parameters, or \\DeclareMathOperator',
      });
    }
    if (depth >= MAX_DEPTH || out.length + stack.length > MAX_TOKENS) {
      fail(token.at, {
        code: 'tex-too-large',
        message: `the macro ${token.text} does not come to an end`,
        expected: `macros of at most ${MAX_DEPTH} levels`,
      });
    }
    const given: Token[][] = [];
    for (let k = 0; k < macro.parameters; k++) given.push(takeArgument(stack, token));
    push(
      body.flatMap((part) => placed(part, given, token)),
      depth + 1,
    );
  }
  return out;
}

/** The group behind a macro, without its braces, or the one token there. */
function takeArgument(stack: { readonly token: Token }[], macro: Token): Token[] {
  const taken: Token[] = [];
  let depth = 0;
  for (let item = stack.pop(); item !== undefined; item = stack.pop()) {
    const { text } = item.token;
    if (text === '{' && depth++ === 0) continue;
    if (text === '}' && --depth === 0) return taken;
    taken.push(item.token);
    if (depth === 0) return taken;
  }
  return fail(macro.at, {
    code: 'tex-syntax',
    message: `an argument of ${macro.text} is missing`,
    expected: `${macro.text}{…}`,
  });
}

/** One token of a body with the arguments put in. */
function placed(part: Token, given: readonly (readonly Token[])[], { at, end }: Token): Token[] {
  if (/^#\d$/.test(part.text)) return [...(given[Number(part.text[1]) - 1] ?? [])];
  const text = part.text.replace(/#(\d)/g, (_, k: string) =>
    (given[Number(k) - 1] ?? []).map((t) => t.text).join(''),
  );
  return [{ text, at, end }];
}
