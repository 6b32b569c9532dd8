/** Conditions behind an equation: `\text{for } x > 0`, `\text{given } …`. */

import { type FormulaReader, isRelation, sideAt } from './formula-reader.js';
import { refuseToken } from './refusals.js';
import type { StatementTree } from './statement.js';
import { END, type Token, wordOf } from './token.js';
import { bound, STRENGTH, type Written, written } from './written.js';

/** What the clauses add to a claim. */
export interface Clauses {
  readonly assume: Written[];
  readonly given: Written[];
  readonly along: Record<string, Written>;
  readonly at: Record<string, Written>;
  readonly extend: Record<string, Written>;
  /** Gaussian variables of an expectation. */
  readonly laws: Record<string, StatementTree>;
  /** `\text{as } x \to 0`. */
  as?: string;
  byContinuity: boolean;
}

const TEXT: Readonly<Record<string, string>> = {
  '<': '<',
  '>': '>',
  '\\le': '<=',
  '\\ge': '>=',
  '\\ne': '!=',
  '=': '=',
};
const CONDITIONS = new Set([
  'for',
  'for all',
  'for every',
  'for each',
  'if',
  'when',
  'whenever',
  'with',
  'where',
  'provided',
  'and',
  'for independent',
]);

/** A relation as text, `x < y <= z`. */
export function readRelation(reader: FormulaReader, first = reader.sum()): Written {
  const { cursor } = reader;
  let relation = first;
  while (isRelation(cursor.peek().text)) {
    const sign = cursor.take();
    const operator = TEXT[sign.text];
    if (operator === undefined) refuseToken(sign, 'as a relation');
    relation = written(STRENGTH.sum, first.marks[0][1], relation, ` ${operator} `, reader.sum());
  }
  return relation;
}

const CLAUSES = new Set(['as', 'given', 'along', 'at', 'also at', 'by continuity']);

/** Reads to the end of the equation: words that mean nothing to a claim are refused, and so are words with nothing behind them. */
export function readClauses(reader: FormulaReader): Clauses {
  const { cursor, notation } = reader;
  const clauses: Clauses = {
    assume: [],
    given: [],
    along: {},
    at: {},
    extend: {},
    laws: {},
    byContinuity: false,
  };
  let kind = '';
  let waiting: Token | undefined;
  for (;;) {
    const token = cursor.peek();
    const named = notation.at(cursor.tokens, cursor.position) !== undefined;
    const word = named ? undefined : wordOf(token.text)?.toLowerCase();
    if (waiting !== undefined && (token.text === END || word !== undefined))
      refuseToken(waiting, 'beside a claim');
    if (token.text === END) return clauses;
    if (/^(?:[,.;]|\\qquad|\\quad)$/.test(token.text)) cursor.take();
    else if (word === undefined) {
      readClause(reader, kind, clauses);
      waiting = undefined;
    } else {
      if (!CONDITIONS.has(word) && !CLAUSES.has(word)) refuseToken(token, 'beside a claim');
      cursor.take();
      if (word === 'by continuity') clauses.byContinuity = true;
      else {
        if (word !== 'and' || kind === '') kind = CONDITIONS.has(word) ? 'for' : word;
        waiting = token;
      }
    }
  }
}

function readClause(reader: FormulaReader, kind: string, clauses: Clauses): void {
  const { cursor } = reader;
  switch (kind) {
    case 'for':
      readCondition(reader, clauses);
      break;
    case 'as':
      clauses.as = readApproachText(reader);
      break;
    case 'given':
      clauses.given.push(readRelation(reader));
      break;
    case 'along':
      cursor.expect('\\dot', 'the rate');
      cursor.expect('{', 'the rate');
      readValue(reader, clauses.along, () => cursor.expect('}', 'the rate'));
      break;
    case 'at':
      readValue(reader, clauses.at);
      break;
    case 'also at':
      readValue(reader, clauses.extend);
      break;
    default:
      refuseToken(cursor.peek(), 'behind an equation');
  }
}

/** A relation, or the law of a Gaussian variable. */
function readCondition(reader: FormulaReader, clauses: Clauses): void {
  const { cursor } = reader;
  const left = reader.sum();
  if (!cursor.takes('\\sim')) {
    const sign = cursor.peek();
    if (!isRelation(sign.text)) refuseToken(sign, 'in a condition');
    const relation = readRelation(reader, left);
    if (sign.text === '=') refuseToken(sign, '(an equation is no condition: use define)');
    clauses.assume.push(relation);
    return;
  }
  const normal = cursor.take();
  if (normal.text !== '\\mathcal{N}') refuseToken(normal, 'as a law');
  cursor.expect('(', 'the law');
  const mean = reader.nested(() => reader.sum());
  cursor.expect(',', 'the mean');
  const variance = reader.nested(() => reader.sum());
  cursor.expect(')', 'the law');
  clauses.laws[left.text] = { gaussian: { mean, variance } };
}

function readValue(reader: FormulaReader, into: Record<string, Written>, close: () => void = () => {}): void {
  const name = readName(reader);
  close();
  reader.cursor.expect('=', `what ${name} is`);
  into[name] = reader.sum();
}

/** A bound name. */
export function readName(reader: FormulaReader): string {
  const { cursor, notation } = reader;
  const found = notation.at(cursor.tokens, cursor.position);
  if (found === undefined) {
    // Reads on to say what stands here instead.
    const { at } = cursor.peek();
    const value = reader.factor().value;
    return refuseToken({ text: value.text, at, end: at }, 'where a name must stand');
  }
  cursor.skip(found.length);
  return found.name;
}

/** `x \to a^{+}` in the words of a claim. */
export function readApproachText(reader: FormulaReader): string {
  const { cursor } = reader;
  const name = readName(reader);
  cursor.expect('\\to', `where ${name} goes`);
  const infinite = readInfinity(reader);
  if (infinite !== undefined) return `${name} -> ${infinite}`;
  const point = reader.sum();
  const side = sideAt(cursor);
  if (side !== undefined) cursor.skip(4);
  return `${name} -> ${bound(point, STRENGTH.atom).text}${side ?? ''}`;
}

/** `\infty` or `-\infty`. */
export function readInfinity({ cursor }: FormulaReader): 'inf' | '-inf' | undefined {
  const sign = cursor.peek().text;
  const signed = sign === '-' || sign === '+';
  if (cursor.peek(signed ? 1 : 0).text !== '\\infty') return undefined;
  cursor.skip(signed ? 2 : 1);
  return sign === '-' ? '-inf' : 'inf';
}
