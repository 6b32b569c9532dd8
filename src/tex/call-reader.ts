import type { Factor, FormulaReader } from './formula-reader.js';
import { functionOf, type TexFunction } from './functions.js';
import { refuseAmbiguous, refuseToken } from './refusals.js';
import { bound, LEVEL, STRENGTH, type Written, written } from './written.js';

const CLOSING: Readonly<Record<string, string>> = { '(': ')', '[': ']', '\\{': '\\}' };

interface Arguments {
  readonly list: readonly Written[];
  readonly bare: boolean;
}

/** A function with its argument: in brackets, or the one thing behind it; `\sin^2 x` where that is the custom. */
export function readCall(reader: FormulaReader): Factor {
  const { cursor } = reader;
  const head = cursor.take();
  const called = functionOf(head.text);
  if (called === undefined) return refuseToken(head);
  const base = readBase(reader, called);
  const power = readPower(reader, called);
  const { list, bare } = readArguments(reader, called);
  const value = applied(called, list, head.at);
  const divided = base === undefined ? value : written(STRENGTH.product, head.at, value, '/log(', base, ')');
  const next = cursor.peek();
  if (power === undefined) {
    if (!bare && next.text === '^' && called.kind !== 'matrix') {
      refuseAmbiguous(next, 'this power could be of the argument or of the value', `(${head.text}(…))^{…}`);
    }
    return { value: divided, bare };
  }
  return { value: written(STRENGTH.power, head.at, bound(divided, STRENGTH.atom), `^${power}`), bare };
}

function applied(called: TexFunction, list: readonly Written[], at: number): Written {
  const [argument] = list;
  if (called.kind === 'quotient') {
    const above = called.above === undefined ? ['1'] : [`${called.above}(`, argument, ')'];
    return written(STRENGTH.product, at, ...above, `/${called.below}(`, argument, ')');
  }
  const matrix = argument.level === LEVEL.matrix;
  const name = called.name === 'exp' && matrix ? 'expm' : called.name;
  const value = written(
    STRENGTH.atom,
    at,
    `${name}(`,
    ...list.flatMap((part, i) => (i === 0 ? [part] : [', ', part])),
    ')',
  );
  return called.kind === 'matrix' && called.name !== 'vec' ? { ...value, level: LEVEL.made } : value;
}

/** `\log_{b}`. */
function readBase(reader: FormulaReader, called: TexFunction): Written | undefined {
  const { cursor } = reader;
  if (cursor.peek().text !== '_') return undefined;
  if (called.kind !== 'plain' || called.name !== 'log') refuseToken(cursor.peek(), 'at this function');
  cursor.take();
  return reader.group('\\log_');
}

function readPower(reader: FormulaReader, called: TexFunction): string | undefined {
  const { cursor } = reader;
  const sign = cursor.peek();
  if (sign.text !== '^') return undefined;
  const exponent = cursor.peek(2).text;
  const plain = cursor.peek(1).text === '{' && cursor.peek(3).text === '}';
  if (called.kind === 'matrix' || !called.powered || !plain || !/^(?:[2-9]|[1-9]\d+)$/.test(exponent)) {
    refuseAmbiguous(
      sign,
      'an exponent at this function could mean several things',
      'the value in parentheses with its exponent outside; \\operatorname{arsinh} and its like for an inverse',
    );
  }
  cursor.skip(4);
  return exponent;
}

function readArguments(reader: FormulaReader, called: TexFunction): Arguments {
  const { cursor } = reader;
  const open = cursor.peek();
  const several = called.kind === 'plain' && (called.name === 'min' || called.name === 'max');
  if (Object.hasOwn(CLOSING, open.text)) {
    cursor.take();
    const list = reader.nested(() => {
      const values = [reader.sum()];
      while (several && cursor.takes(',')) values.push(reader.sum());
      return values;
    });
    cursor.expect(CLOSING[open.text], `the argument of ${nameOf(called)}`);
    return { list, bare: false };
  }
  if (several) return refuseToken(open, `where ${nameOf(called)} needs its arguments in brackets`);
  if (open.text === '|' || open.text === '\\lvert') return { list: [reader.factor().value], bare: false };
  if (!reader.startsFactor()) return refuseToken(open, `where ${nameOf(called)} needs its argument`);
  const next = functionOf(open.text) === undefined ? reader.factor() : readCall(reader);
  // `\sin x^2`: the square could be meant to be of the sine.
  if (
    next.value.strength < STRENGTH.atom &&
    !/^\\(?:frac|sqrt)$/.test(open.text) &&
    functionOf(open.text) === undefined
  ) {
    refuseAmbiguous(
      open,
      `what the argument of ${nameOf(called)} is could be read in two ways`,
      'it in parentheses',
    );
  }
  return { list: [next.value], bare: true };
}

const nameOf = (called: TexFunction): string => (called.kind === 'quotient' ? 'the function' : called.name);
