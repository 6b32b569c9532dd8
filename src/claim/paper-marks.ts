/** What an author has marked in a LaTeX file: equations, definitions, and the block that binds the symbols. */
import type { FailureFacts, FlowproofError } from '../errors.js';
import { endOfEquation } from '../tex/index.js';

/** An equation that is a claim, or that defines a name. */
export interface Mark {
  readonly kind: 'claim' | 'define';
  /** The id of the claim, or the name. */
  readonly id: string;
  /** Where the mark stands, and the equation. */
  readonly at: number;
  readonly from: number;
  readonly to: number;
  /** YAML with further keys of the claim, and where it begins. */
  readonly options?: { readonly text: string; readonly at: number };
}

/** YAML out of comment lines, and where each of its lines stood. */
export interface Block {
  readonly at: number;
  readonly text: string;
  readonly offsetInFile: (offset: number) => number;
}

export interface Marks {
  readonly block?: Block;
  readonly marks: readonly Mark[];
  readonly problems: readonly FlowproofError[];
}

interface Region {
  readonly start: number;
  readonly from: number;
  readonly to: number;
}

const DISPLAYS = 'equation|align|alignat|gather|multline|displaymath|flalign|eqnarray';
const DISPLAY = new RegExp(`\\\\begin\\{((?:${DISPLAYS})\\*?)\\}(?:\\{\\d+\\})?|\\\\\\[|\\$\\$`, 'g');
const VERBATIM =
  /\\begin\{(verbatim\*?|lstlisting|minted|comment|Verbatim)\}[\s\S]*?\\end\{\1\}|\\iffalse(?![A-Za-z])[\s\S]*?\\fi(?![A-Za-z])|\\verb\*?([^A-Za-z\s*]).*?\2/g;
const MARK = /^[ \t]*%+[ \t]*flowproof:[ \t]*(.*?)[ \t\r]*$/gm;
const BLOCK = /^[ \t]*%+[ \t]*flowproof[ \t\r]*$/gm;
const CHECKED = /\\checked(?![A-Za-z])[ \t]*\{([^{}]*)\}\s*\{/g;

/** @param placed a failure at an offset of the file. */
export function findMarks(
  source: string,
  placed: (offset: number, facts: FailureFacts) => FlowproofError,
): Marks {
  const problems: FlowproofError[] = [];
  const masked = source.replace(VERBATIM, (text) => text.replace(/[^\n]/g, ' '));
  // Comments keep their length, so that offsets stay.
  const code = masked.replace(
    /(?<!\\)((?:\\\\)*)(%.*)$/gm,
    (_, before: string, text: string) => before + ' '.repeat(text.length),
  );
  const regions = displaysOf(code);
  const marks: Mark[] = [];
  const remarks: { readonly id: string; readonly mark: Mark }[] = [];
  for (const match of masked.matchAll(MARK)) {
    const mark = readMark(match, source, code, regions, masked, (offset, facts) =>
      problems.push(placed(offset, facts)),
    );
    if (mark !== undefined) remarks.push({ id: mark.id, mark });
  }
  const used = new Set<Mark>();
  for (const match of code.matchAll(CHECKED)) {
    if (/\\(?:re)?newcommand\*?\s*\{?\s*$|\\def\s*$/.test(code.slice(0, match.index))) continue;
    const from = match.index + match[0].length;
    const to = closingBrace(code, from);
    const id = match[1].trim();
    if (to === undefined) {
      problems.push(
        placed(match.index, {
          code: 'tex-syntax',
          message: 'the equation of \\checked does not end',
          expected: '\\checked{id}{…}',
        }),
      );
      continue;
    }
    // A comment line above that gives the same id adds to it.
    const remark = remarks.find(
      ({ mark }) =>
        mark.kind === 'claim' && mark.id === id && mark.from <= match.index && match.index < mark.to,
    );
    if (remark) used.add(remark.mark);
    marks.push({
      kind: 'claim',
      id,
      at: match.index,
      from,
      to,
      ...(remark?.mark.options && { options: remark.mark.options }),
    });
  }
  marks.push(...remarks.filter(({ mark }) => !used.has(mark)).map(({ mark }) => mark));
  marks.sort((a, b) => a.at - b.at);
  const [first, second] = [...masked.matchAll(BLOCK)];
  if (second !== undefined) {
    problems.push(
      placed(second.index, {
        code: 'several-blocks',
        message: 'a second block begins here',
        expected: 'one % flowproof block a file',
      }),
    );
  }
  return { ...(first && { block: readBlock(source, first) }), marks, problems };
}

function displaysOf(code: string): Region[] {
  const regions: Region[] = [];
  DISPLAY.lastIndex = 0;
  for (let match = DISPLAY.exec(code); match !== null; match = DISPLAY.exec(code)) {
    const [open, environment] = match;
    const from = match.index + open.length;
    const close = environment === undefined ? (open === '$$' ? '$$' : '\\]') : `\\end{${environment}}`;
    const to = code.indexOf(close, from);
    if (to < 0) break;
    regions.push({ start: match.index, from, to });
    DISPLAY.lastIndex = to + close.length;
  }
  return regions;
}

/** The equation that a comment line speaks of. */
function readMark(
  match: RegExpExecArray,
  source: string,
  code: string,
  regions: readonly Region[],
  masked: string,
  report: (offset: number, facts: FailureFacts) => void,
): Mark | undefined {
  const [whole, text] = match;
  const at = match.index + whole.search(/%/);
  const textAt = match.index + whole.lastIndexOf(text, whole.length);
  const [, define, id, options] = /^(define\s+)?(\S+)?\s*(\{.*)?$/s.exec(text) ?? [];
  const lineEnd = match.index + whole.length;
  if (id === undefined) {
    report(at, {
      code: 'mark-syntax',
      message: 'this mark names no equation',
      expected: '% flowproof: an-id, % flowproof: an-id { require: proved } or % flowproof: define K',
      found: text === '' ? 'nothing' : text.slice(0, 60),
    });
    return undefined;
  }
  const inside = regions.find((region) => region.from <= at && at < region.to);
  const next = inside ?? regions.find((region) => region.start >= lineEnd);
  if (next === undefined || (inside === undefined && code.slice(lineEnd, next.start).trim() !== '')) {
    report(at, {
      code: 'mark-without-equation',
      message: `no displayed equation follows the mark ${id}`,
      expected: 'a display such as \\[ … \\] or equation right below, or \\checked{id}{…} in the text',
    });
    return undefined;
  }
  const rest = inside === undefined ? undefined : nextMark(masked, lineEnd, inside.to);
  const to = inside === undefined ? next.to : endOfEquation(source, lineEnd, rest ?? inside.to);
  return {
    kind: define === undefined ? 'claim' : 'define',
    id,
    at,
    from: inside === undefined ? next.from : lineEnd,
    to,
    ...(options !== undefined && { options: { text: options, at: textAt + text.indexOf(options) } }),
  };
}

function nextMark(masked: string, from: number, to: number): number | undefined {
  const found = /^[ \t]*%+[ \t]*flowproof:/m.exec(masked.slice(from, to));
  return found === null ? undefined : from + found.index;
}

function closingBrace(code: string, from: number): number | undefined {
  let depth = 1;
  for (let i = from; i < code.length; i++) {
    if (code[i] === '\\') i += 1;
    else if (code[i] === '{') depth += 1;
    else if (code[i] === '}' && --depth === 0) return i;
  }
  return undefined;
}

/** The comment lines below `% flowproof`, up to the first line that is none. */
function readBlock(source: string, { index, 0: head }: RegExpExecArray): Block {
  const lines: { readonly inText: number; readonly inFile: number }[] = [];
  let text = '';
  let at = index + head.length + 1;
  for (;;) {
    const end = source.indexOf('\n', at) < 0 ? source.length : source.indexOf('\n', at);
    const line = source.slice(at, end);
    const [lead] = /^[ \t]*%+ ?/.exec(line) ?? [];
    if (at > source.length || lead === undefined || /^[ \t]*%+[ \t]*flowproof:/.test(line)) break;
    lines.push({ inText: text.length, inFile: at + lead.length });
    text += `${line.slice(lead.length).replace(/\r$/, '')}\n`;
    at = end + 1;
  }
  const offsetInFile = (offset: number): number => {
    const line = lines.findLast(({ inText }) => inText <= offset);
    return line === undefined ? index : line.inFile + offset - line.inText;
  };
  return { at: index, text, offsetInFile };
}
