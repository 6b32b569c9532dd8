/** Fractions, roots, absolute values, norms and block matrices. */
import type { FormulaReader } from './formula-reader.js';
import { refuseAmbiguous, refuseToken } from './refusals.js';
import { END } from './token.js';
import { bound, LEVEL, STRENGTH, type Written, written } from './written.js';

export function readFraction(reader: FormulaReader): Written {
  const { cursor } = reader;
  const { at } = cursor.take();
  const next = cursor.peek();
  refuseDifferentials(reader);
  let parts: readonly [Written, Written];
  if (/^\d\d$/.test(next.text)) {
    // \frac12
    cursor.take();
    parts = [written(STRENGTH.atom, at, next.text[0]), written(STRENGTH.atom, at, next.text[1])];
  } else parts = [readArgument(reader, '\\frac'), readArgument(reader, '\\frac')];
  const [above, below] = parts;
  return written(STRENGTH.product, at, bound(above, STRENGTH.product), '/', bound(below, STRENGTH.sign));
}

/** `\frac{d a}{d t}` where d is a name: a quotient of products to the one, a derivative to the other. */
function refuseDifferentials({ cursor, notation }: FormulaReader): void {
  const first = cursor.peek(1);
  if (
    cursor.peek().text !== '{' ||
    first.text !== 'd' ||
    notation.at(cursor.tokens, cursor.position + 1) === undefined
  )
    return;
  let depth = 0;
  for (let i = 0; cursor.peek(i).text !== END; i++) {
    const { text } = cursor.peek(i);
    if (text === '{') depth += 1;
    if (text !== '}' || --depth > 0) continue;
    if (cursor.peek(i + 1).text === '{' && cursor.peek(i + 2).text === 'd') {
      refuseAmbiguous(
        first,
        'this may be a derivative, and d is a name here',
        '\\mathrm{d} for a derivative, or cancel d',
      );
    }
    return;
  }
}

/** A group, or the single digit or letter that TeX takes. */
function readArgument(reader: FormulaReader, command: string): Written {
  const { cursor } = reader;
  const next = cursor.peek();
  if (next.text === '{') return reader.group(command);
  const start = cursor.position;
  const { value } = reader.base();
  if (cursor.position > start + 1 || /^\d{2,}|\./.test(next.text)) {
    refuseAmbiguous(
      next,
      `TeX takes only the first letter as the argument of ${command}`,
      'the argument in braces',
    );
  }
  return value;
}

export function readRoot(reader: FormulaReader): Written {
  const { cursor } = reader;
  const { at } = cursor.take();
  let name = 'sqrt';
  if (cursor.takes('[')) {
    const degree = cursor.take();
    if (degree.text !== '2' && degree.text !== '3') refuseToken(degree, 'as the degree of a root');
    cursor.expect(']', 'the degree of the root');
    if (degree.text === '3') name = 'cbrt';
  }
  const of = readArgument(reader, '\\sqrt');
  if (of.level === LEVEL.matrix) name = 'sqrtm';
  return written(STRENGTH.atom, at, `${name}(`, of, ')');
}

/** @param close the bar that ends it. */
export function readAbsolute(reader: FormulaReader, close: string): Written {
  const { cursor } = reader;
  const { at } = cursor.take();
  const value = reader.nested(() => reader.sum(), close === '|' ? 1 : 0);
  cursor.expect(close, 'the absolute value');
  return written(STRENGTH.atom, at, 'abs(', value, ')');
}

/** What follows the bars of `\lVert A \rVert_F^2`. */
const FROBENIUS = [/^_$/, /^\{$/, /^(?:F|\\mathrm\{F\})$/, /^\}$/, /^\^$/, /^\{$/, /^\d*[02468]$/, /^\}$/];

export function readNorm(reader: FormulaReader, close: string): Written {
  const { cursor } = reader;
  const open = cursor.take();
  const value = reader.nested(() => reader.sum());
  cursor.expect(close, 'the norm');
  const frobenius = FROBENIUS.every((pattern, k) => pattern.test(cursor.peek(k).text));
  if (!frobenius || value.level !== LEVEL.matrix) {
    refuseToken(open, '(only squares of Frobenius norms, \\lVert A \\rVert_F^2, do)');
  }
  const power = Number(cursor.peek(6).text) / 2;
  cursor.skip(FROBENIUS.length);
  const squared = { ...written(STRENGTH.atom, open.at, 'sqnorm(', value, ')'), level: LEVEL.made };
  return power === 1 ? squared : written(STRENGTH.power, open.at, squared, `^${power}`);
}

export function readBlocks(reader: FormulaReader): Written {
  const { cursor } = reader;
  const begin = cursor.take();
  const end = begin.text.replace('\\begin', '\\end');
  const parts: (string | Written)[] = ['['];
  for (;;) {
    parts.push(reader.nested(() => reader.sum()));
    const next = cursor.take();
    if (next.text === '&') parts.push(', ');
    else if (next.text === '\\\\' && cursor.peek().text !== end) parts.push('; ');
    else if (next.text === end || cursor.takes(end)) break;
    else refuseToken(next, 'between the blocks of a matrix');
  }
  return written(STRENGTH.atom, begin.at, ...parts, ']');
}
