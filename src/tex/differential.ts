import type { FormulaReader } from './formula-reader.js';
import { refuseToken } from './refusals.js';
import type { Written } from './written.js';

/** `\frac{\mathrm{d}K}{\mathrm{d}x}`: by what is differentiated, and what, where it stands in the fraction. */
export interface Differential {
  readonly by?: string;
  readonly of?: Written;
  readonly at: number;
}

/** Reads the operator, or leaves the cursor where it was. */
export function readDifferential(reader: FormulaReader): Differential | undefined {
  const { cursor, notation } = reader;
  const start = cursor.position;
  const { at } = cursor.take();
  const isD = (ahead: number): boolean => {
    const { text } = cursor.peek(ahead);
    const bound = notation.at(cursor.tokens, cursor.position + ahead) !== undefined;
    return text === '\\mathrm{d}' || text === '\\partial' || (text === 'd' && !bound);
  };
  if (cursor.peek().text !== '{' || !isD(1)) {
    cursor.return(start);
    return undefined;
  }
  cursor.skip(2);
  const of = cursor.peek().text === '}' ? undefined : reader.nested(() => reader.factor().value);
  cursor.expect('}', 'the derivative');
  cursor.expect('{', 'the derivative');
  if (!isD(0)) refuseToken(cursor.peek(), 'where a derivative needs its variable');
  cursor.take();
  const found = notation.at(cursor.tokens, cursor.position);
  if (found === undefined) {
    // Time, along a flow.
    const time = cursor.take();
    if (time.text !== 't') refuseToken(time, 'where a derivative needs its variable');
  } else cursor.skip(found.length);
  cursor.expect('}', 'the derivative');
  return { at, ...(found !== undefined && { by: found.name }), ...(of !== undefined && { of }) };
}
