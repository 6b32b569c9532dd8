/** Certificates as JSON: a table of expressions, shared parts once, and everything else by its place in the table. */
import {
  binary,
  call,
  childrenOf,
  constant,
  type Expression,
  FUNCTION_NAMES,
  type FunctionName,
  fromRational,
  negation,
  symbol,
} from '../expression/expression.js';
import { formatRational, type Rational, rational } from '../expression/rational.js';
import { subexpressions } from '../expression/traverse.js';
import { Rejected } from './rejected.js';

export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

/** One node of the table: what it is, and its operands by their place above it. */
type Row = readonly (string | number)[];

export interface Encoded {
  readonly expressions: readonly Row[];
  readonly content: Json;
}

const isExpression = (value: object): value is Expression =>
  'kind' in value && 'id' in value && 'size' in value;
const isRational = (value: object): value is Rational => 'numerator' in value && 'denominator' in value;

/** Writes data made of expressions, rationals, maps, lists, texts and numbers; the same data gives the same text. */
export function encode(data: unknown): Encoded {
  const expressions: Row[] = [];
  const places = new Map<Expression, number>();
  const place = (root: Expression): number => {
    for (const node of subexpressions(root)) {
      if (places.has(node)) continue;
      places.set(node, expressions.length);
      expressions.push([...labelOf(node), ...childrenOf(node).map((child) => places.get(child)!)]);
    }
    return places.get(root)!;
  };
  const write = (value: unknown): Json => {
    if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value;
    if (Array.isArray(value)) return value.map(write);
    if (typeof value !== 'object' || value === null)
      throw new TypeError(`a certificate cannot hold ${typeof value}`);
    if (isExpression(value)) return place(value);
    if (isRational(value)) return formatRational(value);
    const entries =
      value instanceof Map ? [...value] : Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
    return Object.fromEntries(entries.flatMap(([key, v]) => (v === undefined ? [] : [[key, write(v)]])));
  };
  const content = write(data);
  return { expressions, content };
}

function labelOf(node: Expression): Row {
  switch (node.kind) {
    case 'number':
      return [node.kind, formatRational(node.value)];
    case 'symbol':
    case 'constant':
      return [node.kind, node.name];
    case 'call':
      return [node.name];
    default:
      return [node.kind];
  }
}

/** The expressions of a table. @throws Rejected */
export function decodeExpressions(rows: unknown): Expression[] {
  if (!Array.isArray(rows)) throw new Rejected('the table of expressions is missing');
  const table: Expression[] = [];
  for (const row of rows) {
    if (!Array.isArray(row)) throw new Rejected('a row of the table is no list');
    table.push(decodeRow(row, table));
  }
  return table;
}

function decodeRow([kind, ...rest]: readonly unknown[], table: readonly Expression[]): Expression {
  const operands = rest.map((i) => (typeof i === 'number' ? table[i] : undefined));
  const [a, b] = operands;
  const [name] = rest;
  if (kind === 'number' && typeof name === 'string') return fromRational(readRational(name));
  if (kind === 'symbol' && typeof name === 'string') return symbol(name);
  if (kind === 'constant' && (name === 'pi' || name === 'e')) return constant(name);
  if (kind === 'negate' && a) return negation(a);
  switch (kind) {
    case 'add':
    case 'subtract':
    case 'multiply':
    case 'divide':
    case 'power':
      if (a && b) return binary(kind, a, b);
      break;
    default:
      if (FUNCTION_NAMES.includes(kind as FunctionName) && operands.every((o) => o !== undefined)) {
        try {
          return call(kind as FunctionName, ...operands);
        } catch (error) {
          if (!(error instanceof RangeError)) throw error;
        }
      }
  }
  throw new Rejected(`a row of the table makes no expression: ${String(kind).slice(0, 40)}`);
}

/** @throws Rejected */
export function readRational(text: string): Rational {
  const [above, below, ...more] = text.split('/');
  const whole = /^-?\d+$/;
  if (more.length > 0 || !whole.test(above) || (below !== undefined && !/^[1-9]\d*$/.test(below)))
    throw new Rejected(`${JSON.stringify(text)} is no rational number`);
  return rational(BigInt(above), below === undefined ? 1n : BigInt(below));
}
