/** Several equations that make one claim: closed forms that solve a flow, or a quantity that a flow conserves. */
import { readName } from './clause-reader.js';
import { Cursor } from './cursor.js';
import { readDifferential } from './differential.js';
import { FormulaReader } from './formula-reader.js';
import type { Notation } from './notation.js';
import { refuseToken } from './refusals.js';
import type { StatementTree } from './statement.js';
import { END, type Token } from './token.js';
import type { Written } from './written.js';

const LOSS = '\\mathcal{L}';

interface System {
  readonly forms: Record<string, Written>;
  readonly field: Record<string, Written>;
  readonly initial: Record<string, Written>;
  /** States that go down the gradient of the loss. */
  readonly descending: string[];
  variable?: string;
  at?: Written;
  quantity?: Written;
  loss?: Written;
}

/** The claim of several equations; undefined where none of them is the rate of a state. */
export function readSystem(
  equations: readonly (readonly Token[])[],
  notation: Notation,
  end: number,
): Readonly<Record<string, StatementTree>> | undefined {
  if (!equations.some(([first]) => first.text === '\\frac')) return undefined;
  const system: System = { forms: {}, field: {}, initial: {}, descending: [] };
  for (const [i, equation] of equations.entries()) {
    const stop = equations[i + 1]?.[0].at ?? end;
    readEquation(new FormulaReader(new Cursor(equation, stop), notation), system);
  }
  const { forms, field, initial, descending, variable, at, quantity, loss } = system;
  if (quantity !== undefined) {
    return {
      conserved: loss === undefined ? { quantity, field } : { quantity, loss, parameters: descending },
    };
  }
  if (variable === undefined || Object.keys(forms).length === 0) return undefined;
  return {
    solves: { variable, forms, field, ...(at !== undefined && { initial: { at, values: initial } }) },
  };
}

function readEquation(reader: FormulaReader, system: System): void {
  const { cursor } = reader;
  const start = cursor.peek();
  const rate = start.text === '\\frac' ? readDifferential(reader) : undefined;
  if (rate !== undefined) {
    if (rate.of === undefined) readConserved(reader, system);
    else readRate(reader, rate.of, rate.by, system);
  } else if (cursor.takes(LOSS)) {
    cursor.expect('=', 'the loss');
    system.loss = reader.sum();
  } else readForm(reader, system);
  while (/^[.,;]$/.test(cursor.peek().text)) cursor.take();
  if (cursor.peek().text !== END) refuseToken(cursor.peek(), 'behind an equation of a flow');
}

/** `\frac{d}{dt} [Q] = 0`. */
function readConserved(reader: FormulaReader, system: System): void {
  const { cursor } = reader;
  const quantity = reader.product();
  cursor.expect('=', 'the rate of what is conserved');
  const zero = cursor.take();
  if (zero.text !== '0' || system.quantity !== undefined)
    refuseToken(zero, 'as the rate of what is conserved');
  system.quantity = quantity;
}

/** `\frac{da}{du} = …`, or the gradient of the loss, downhill. */
function readRate(reader: FormulaReader, state: Written, by: string | undefined, system: System): void {
  const { cursor } = reader;
  cursor.expect('=', 'the rate');
  if (by !== undefined) system.variable = by;
  const down = ['-', '\\frac', '{', '\\partial', LOSS, '}', '{', '\\partial'];
  if (!down.every((text, k) => cursor.peek(k).text === text)) {
    system.field[state.text] = reader.sum();
    return;
  }
  cursor.skip(down.length);
  const name = cursor.peek();
  if (readName(reader) !== state.text) refuseToken(name, 'where the state itself must stand');
  cursor.expect('}', 'the gradient');
  system.descending.push(state.text);
}

/** `a = …`, or `a|_{u = 0} = …`. */
function readForm(reader: FormulaReader, system: System): void {
  const { cursor } = reader;
  const state = readName(reader);
  const evaluated = /^(?:\||\\rvert)$/.test(cursor.peek().text) && cursor.peek(1).text === '_';
  if (evaluated) {
    cursor.skip(2);
    cursor.expect('{', 'the time');
    system.variable = readName(reader);
    cursor.expect('=', 'the time');
    system.at = reader.nested(() => reader.sum());
    cursor.expect('}', 'the time');
  }
  cursor.expect('=', `what ${state} is`);
  const value = reader.sum();
  if (evaluated) system.initial[state] = value;
  else system.forms[state] = value;
}
