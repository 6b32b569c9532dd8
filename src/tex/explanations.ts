/** `\text{where } Q_1 = …`: names that an equation explains itself. */
import { Cursor } from './cursor.js';
import { FormulaReader } from './formula-reader.js';
import type { Notation } from './notation.js';
import { refuseToken } from './refusals.js';
import { END, type Token, wordOf } from './token.js';
import { bound, STRENGTH } from './written.js';

/** The equation without its explanations, and what its names mean with them. An equation between bound names stays a condition. */
export function takeExplanations(
  tokens: readonly Token[],
  notation: Notation,
  end: number,
): { readonly tokens: readonly Token[]; readonly notation: Notation } {
  const where = tokens.findIndex(({ text }) => wordOf(text)?.toLowerCase() === 'where');
  if (where < 0 || notation.at(tokens, where + 1) !== undefined) return { tokens, notation };
  const cursor = new Cursor(tokens, end);
  cursor.skip(where + 1);
  let richer = notation;
  while (cursor.peek().text !== END) {
    const name: Token[] = [];
    while (cursor.peek().text !== '=' && cursor.peek().text !== END) name.push(cursor.take());
    const [first] = name;
    if (first === undefined || richer.at(name, 0) !== undefined)
      refuseToken(first ?? cursor.peek(), 'as a name to be explained');
    cursor.expect('=', 'the explanation');
    const reader = new FormulaReader(cursor, richer);
    // Put in where the name stands, so it must hold together.
    richer = richer.explaining(name, bound(reader.sum(), STRENGTH.atom));
    while (/^(?:,|;|\.|\\quad|\\qquad)$/.test(cursor.peek().text) || wordOf(cursor.peek().text) === 'and')
      cursor.take();
  }
  return { tokens: tokens.slice(0, where), notation: richer };
}
