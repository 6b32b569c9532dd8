/** Reads an equation as the claim it states. */
import { fail } from '../expression/formula-failure.js';
import { type Clauses, readApproachText, readClauses, readInfinity, readName } from './clause-reader.js';
import { Cursor, describe } from './cursor.js';
import { type Differential, readDifferential } from './differential.js';
import { takeExplanations } from './explanations.js';
import { FormulaReader, isRelation } from './formula-reader.js';
import { joinLines } from './join-lines.js';
import { expandMacros, type Macros } from './macros.js';
import { normalize } from './normalize.js';
import type { Notation } from './notation.js';
import { readOrder } from './order-reader.js';
import { refuseAmbiguous, refuseToken } from './refusals.js';
import type { StatementTree } from './statement.js';
import { readSystem } from './system-reader.js';
import { END, type Token } from './token.js';
import { tokenize } from './tokenize.js';
import { LEVEL, STRENGTH, type Written, written } from './written.js';

export interface TexSource {
  readonly source: string;
  readonly from: number;
  readonly to: number;
  readonly macros: Macros;
  readonly notation: Notation;
}

type Keys = Readonly<Record<string, StatementTree>>;

const INEQUALITIES: Readonly<Record<string, string>> = { '<': '<', '>': '>', '\\le': '<=', '\\ge': '>=' };

/** The equations of a display without what explains their names, and the names with it. */
interface Display {
  readonly equations: readonly (readonly Token[])[];
  readonly notation: Notation;
}

function displayOf({ source, from, to, macros, notation: known }: TexSource): Display {
  let notation = known;
  const lines = joinLines(normalize(expandMacros(tokenize(source, from, to), macros)));
  const equations = lines.map((line) => {
    const explained = takeExplanations(line, notation, to);
    notation = explained.notation;
    return explained.tokens;
  });
  if (equations.length > 0) return { equations, notation };
  return fail(from, {
    code: 'tex-syntax',
    message: 'the equation is empty',
    expected: 'an equation or an inequality',
  });
}

function readerOf({ equations: [equation, second], notation }: Display, end: number): FormulaReader {
  if (second !== undefined)
    refuseAmbiguous(second[0], 'a second equation begins here', 'one mark for each equation');
  return new FormulaReader(new Cursor(equation, end), notation);
}

/**
 * The equation as the keys of a claim: `equal`, `chain`, `holds`, `derivative`, `limit`, `order`, `extends`, `integral`, `sum`, `expectation`,
 * `identity` or `rate`, with what its conditions add; several equations, of a flow, as `solves` or `conserved`.
 * @throws FlowproofError at the first token that cannot be read; the offset in the file as column.
 */
export function readTexStatement(tex: TexSource): Keys {
  const display = displayOf(tex);
  const { equations, notation } = display;
  const system = equations.length > 1 ? readSystem(equations, notation, tex.to) : undefined;
  if (system !== undefined) return system;
  const reader = readerOf(display, tex.to);
  return addClauses(reader, readHead(reader));
}

/** `K = …` as a definition: the bound name on its left side, and what it means. */
export function readTexDefinition(tex: TexSource): { readonly name: string; readonly meaning: Written } {
  const reader = readerOf(displayOf(tex), tex.to);
  const { cursor } = reader;
  const name = readName(reader);
  if (cursor.takes(':')) cursor.expect('=', 'the definition');
  else if (!cursor.takes('\\coloneqq') && !cursor.takes('\\equiv')) cursor.expect('=', 'the definition');
  const meaning = reader.sum();
  while (/^[.,;]$/.test(cursor.peek().text)) cursor.take();
  expectEnd(reader, 'behind a definition');
  return { name, meaning };
}

/** A formula by itself. */
export function readTexFormula(tex: TexSource): Written {
  const reader = readerOf(displayOf(tex), tex.to);
  const formula = reader.sum();
  expectEnd(reader, 'behind a formula');
  return formula;
}

function expectEnd({ cursor }: FormulaReader, where: string): void {
  if (cursor.peek().text !== END) refuseToken(cursor.peek(), where);
}

/** A claim before its clauses: its keys, and what its clauses are to it. */
interface Head {
  readonly kind: 'comparison' | 'other' | 'order' | 'rate' | 'extends' | 'expectation';
  readonly keys: (clauses: Clauses) => Keys;
}

const plain = (keys: Keys): Head => ({ kind: 'other', keys: () => keys });

function readHead(reader: FormulaReader): Head {
  const { cursor } = reader;
  const { text } = cursor.peek();
  if (text === '\\lim') return readLimit(reader);
  if (text === '\\int') return readIntegral(reader);
  if (text === '\\sum') return readSum(reader);
  if (text === '\\mathbb{E}' || text === '\\operatorname{E}') return readExpectation(reader);
  const operator = text === '\\frac' ? readDifferential(reader) : undefined;
  if (operator !== undefined) return readDerivative(reader, operator);
  if (text === '[') {
    const start = cursor.position;
    const head = readExtends(reader);
    if (head !== undefined) return head;
    cursor.return(start);
  }
  return readComparison(reader);
}

function readComparison(reader: FormulaReader): Head {
  const { cursor } = reader;
  const sides = [reader.sum()];
  const signs: Token[] = [];
  while (isRelation(cursor.peek().text)) {
    const sign = cursor.take();
    if (sign.text !== '=' && INEQUALITIES[sign.text] === undefined)
      refuseToken(sign, 'as the relation of a claim');
    const order = sides.length === 1 && sign.text === '=' ? readOrder(reader, sides[0]) : undefined;
    if (order !== undefined) return { kind: 'order', keys: ({ as }) => order(as) };
    signs.push(sign);
    sides.push(reader.sum());
  }
  const [first, second] = signs;
  if (first === undefined) {
    return fail(cursor.peek().at, {
      code: 'tex-syntax',
      message: 'this states nothing: there is no relation',
      expected: 'an equation or an inequality',
      found: describe(cursor.peek()),
    });
  }
  const matrices = sides.some(({ level }) => level !== LEVEL.scalar);
  if (signs.every(({ text }) => text === '=')) {
    if (matrices) return { kind: 'comparison', keys: () => ({ identity: sides }) };
    return {
      kind: 'comparison',
      keys: (): Keys => (sides.length === 2 ? { equal: sides } : { chain: sides }),
    };
  }
  if (second !== undefined) refuseAmbiguous(second, 'a claim states one comparison', 'one claim for each');
  const holds = written(
    STRENGTH.sum,
    sides[0].marks[0][1],
    sides[0],
    ` ${INEQUALITIES[first.text]} `,
    sides[1],
  );
  return { kind: 'comparison', keys: () => ({ holds }) };
}

/** What a big operator acts on: a sum behind it could be meant whole or not. */
function readOperand(reader: FormulaReader, operator: string): Written {
  const operand = reader.product();
  const next = reader.cursor.peek();
  if (next.text === '+' || next.text === '-') {
    refuseAmbiguous(next, `${operator} may act on this or not`, 'its operand in parentheses');
  }
  return operand;
}

function expectEquals(reader: FormulaReader, what: string): void {
  const sign = reader.cursor.peek();
  if (sign.text !== '=') refuseToken(sign, `where ${what} needs its =`);
  reader.cursor.take();
}

function readLimit(reader: FormulaReader): Head {
  const { cursor } = reader;
  cursor.take();
  cursor.expect('_', 'the limit');
  cursor.expect('{', 'the limit');
  const as = reader.nested(() => readApproachText(reader));
  cursor.expect('}', 'the limit');
  const of = readOperand(reader, 'the limit');
  expectEquals(reader, 'a limit');
  const is = readInfinity(reader) ?? reader.sum();
  return plain({ limit: { of, as, is } });
}

/** A symbol, or an end of a range. */
const readEnd = (reader: FormulaReader): StatementTree => readInfinity(reader) ?? reader.sum();

function readScript(reader: FormulaReader, script: string): StatementTree | undefined {
  const { cursor } = reader;
  if (!cursor.takes(script)) return undefined;
  cursor.expect('{', 'the range');
  const end = reader.nested(() => readEnd(reader));
  cursor.expect('}', 'the range');
  return end;
}

function readIntegral(reader: FormulaReader): Head {
  const { cursor, notation } = reader;
  cursor.take();
  const from = readScript(reader, '_');
  const to = readScript(reader, '^');
  const isDifferential = ({ text, at }: Token): boolean => {
    if (text !== '\\mathrm{d}' && text !== 'd') return false;
    const here = cursor.tokens.findIndex((token) => token.at === at && token.text === text);
    return (
      notation.at(cursor.tokens, here) === undefined && notation.at(cursor.tokens, here + 1) !== undefined
    );
  };
  const of = reader.sumUntil(isDifferential);
  if (!isDifferential(cursor.peek())) refuseToken(cursor.peek(), 'where an integral needs its \\mathrm{d}x');
  cursor.take();
  const by = readName(reader);
  expectEquals(reader, 'an integral');
  const is = reader.sum();
  const range: Keys = from !== undefined && to !== undefined ? { from, to } : {};
  if ((from === undefined) !== (to === undefined))
    refuseToken(cursor.peek(), 'behind an integral with one end');
  return plain({ integral: { of, by, ...range, is } });
}

function readSum(reader: FormulaReader): Head {
  const { cursor } = reader;
  const { at } = cursor.take();
  cursor.expect('_', 'the range of the sum');
  cursor.expect('{', 'the range of the sum');
  const over = readName(reader);
  cursor.expect('=', 'the range of the sum');
  const from = reader.nested(() => reader.sum());
  cursor.expect('}', 'the range of the sum');
  const to = readScript(reader, '^');
  if (to === undefined) refuseToken({ text: '\\sum', at, end: at }, 'without an upper end');
  const of = readOperand(reader, 'the sum');
  expectEquals(reader, 'a sum');
  return plain({ sum: { of, over, from, to: to as StatementTree, is: reader.sum() } });
}

function readExpectation(reader: FormulaReader): Head {
  const { cursor } = reader;
  cursor.take();
  const open = cursor.take();
  const close =
    open.text === '[' ? ']' : open.text === '(' ? ')' : refuseToken(open, 'where an expectation needs [');
  const of = reader.nested(() => reader.sum());
  cursor.expect(close, 'the expectation');
  expectEquals(reader, 'an expectation');
  const is = reader.sum();
  return { kind: 'expectation', keys: ({ laws }) => ({ expectation: { of, over: laws, is } }) };
}

/** By a symbol; or by t along a flow, where one is stated. */
function readDerivative(reader: FormulaReader, { by, of: inside, at }: Differential): Head {
  const of = inside ?? readOperand(reader, 'the derivative');
  expectEquals(reader, 'a derivative');
  const is = reader.sum();
  return {
    kind: by === undefined || by === 't' ? 'rate' : 'other',
    keys: ({ along }): Keys => {
      if (Object.keys(along).length > 0) return { rate: { of, along, is } };
      if (by !== undefined) return { derivative: { of, by, is } };
      return fail(at, {
        code: 'tex-unsupported',
        message: 'the derivative is by t, which is no bound name, and no flow is stated',
        expected: '\\text{along } \\dot{W} = …, or t under symbols',
      });
    },
  };
}

/** `\left[ f \right]\Big|_{x = a} = v`; undefined where this is a product that begins with a bracket. */
function readExtends(reader: FormulaReader): Head | undefined {
  const { cursor } = reader;
  cursor.take();
  const of = reader.nested(() => reader.sum());
  cursor.expect(']', 'the bracket [');
  if (!/^(?:\||\\rvert)$/.test(cursor.peek().text) || cursor.peek(1).text !== '_') return undefined;
  cursor.skip(2);
  cursor.expect('{', 'the point');
  const name = readName(reader);
  cursor.expect('=', 'the point');
  const point = reader.nested(() => reader.sum());
  cursor.expect('}', 'the point');
  expectEquals(reader, 'a continuous extension');
  const is = reader.sum();
  return { kind: 'extends', keys: () => ({ extends: { of, at: { [name]: point }, is } }) };
}

/** Puts what the conditions say into the claim; a condition that the claim has no use for is refused. */
function addClauses(reader: FormulaReader, { kind, keys }: Head): Keys {
  const start = reader.cursor.peek();
  const clauses = readClauses(reader);
  const refuse = (what: string): never =>
    refuseToken({ ...start, text: what }, 'beside a claim of this kind');
  const has = (part: object): boolean => Object.keys(part).length > 0;
  if (has(clauses.laws) !== (kind === 'expectation')) refuse('the law of a variable');
  if (clauses.as !== undefined && kind !== 'order') refuse('\\to');
  if (has(clauses.along) && kind !== 'rate') refuse('\\text{along}');
  if (has(clauses.extend) && kind !== 'comparison') refuse('\\text{also at}');
  if (clauses.byContinuity !== (kind === 'extends' || has(clauses.extend))) refuse('\\text{by continuity}');
  const stated = keys(clauses);
  const matrices = 'identity' in stated || 'rate' in stated;
  if ((clauses.given.length > 0 || has(clauses.at)) && !matrices) refuse('\\text{given} or \\text{at}');
  if (has(clauses.at) && 'rate' in stated) refuse('\\text{at}');
  return {
    ...stated,
    ...(clauses.assume.length > 0 && { assume: clauses.assume }),
    ...(clauses.given.length > 0 && { given: clauses.given }),
    ...(has(clauses.at) && { at: clauses.at }),
    ...(has(clauses.extend) && { extend: clauses.extend }),
  };
}
