import type { ConstantNode, FunctionNode, MathNode, OperatorNode, ParenthesisNode, SymbolNode } from 'mathjs';
import {
  acceptsArguments,
  type BinaryOperator,
  binary,
  call,
  constant,
  type Expression,
  FUNCTION_NAMES,
  type FunctionName,
  fromRational,
  negation,
  symbol,
} from './expression.js';
import { refuseConstant, refuseNode, refuseOperator } from './foreign-syntax.js';
import { excerpt, fail, offsetOfName, shortName, unsupported } from './formula-failure.js';
import { spellGreek } from './greek.js';
import { parseWithMathjs } from './mathjs-parser.js';
import { nearest } from './nearest.js';
import { parseRational } from './rational.js';
import { MAX_NESTING, refuseUnreadable } from './refuse-unreadable.js';

export { offsetOfName } from './formula-failure.js';
export { MAX_FORMULA_LENGTH, MAX_NESTING } from './refuse-unreadable.js';

/** A call with more arguments than this is refused. */
const MAX_ARGUMENTS = 1_000;

const FUNCTIONS = new Map<string, FunctionName>([
  ...FUNCTION_NAMES.map((name): [string, FunctionName] => [name, name]),
  ['ln', 'log'],
  ['arcsinh', 'asinh'],
  ['arccosh', 'acosh'],
  ['arctanh', 'atanh'],
  ['arsinh', 'asinh'],
  ['arcosh', 'acosh'],
  ['artanh', 'atanh'],
  ['arcsin', 'asin'],
  ['arccos', 'acos'],
  ['arctan', 'atan'],
]);

const OPERATORS = new Map<string, BinaryOperator>([
  ['add', 'add'],
  ['subtract', 'subtract'],
  ['multiply', 'multiply'],
  ['divide', 'divide'],
  ['pow', 'power'],
]);

/** Names mathjs gives a meaning that an expression has no use for. */
const REFUSED_NAMES = new Set(['true', 'false', 'null', 'undefined', 'NaN', 'Infinity', 'end']);

/** Names that stand for constants and functions, and so cannot be symbols. */
export const isReservedName = (name: string): boolean =>
  name === 'pi' || name === 'e' || FUNCTIONS.has(name) || REFUSED_NAMES.has(name);

/** What an author may call a symbol: letters (Greek ones too), digits and underscores. */
export const SYMBOL_NAME = /^[\p{L}][\p{L}\p{N}_]*$/u;

/**
 * Reads a formula in mathjs's grammar, restricted to scalar mathematics: numbers, symbols, `+ - * / ^`, the functions
 * of {@link FUNCTION_NAMES} and the constants `pi` and `e`. Decimals are exact rationals.
 * @throws FlowproofError (`formula-syntax`, `unknown-function`, `formula-unsupported`, `formula-too-large`), with the
 *   column in `place`.
 */
export function parse(typed: string): Expression {
  const known = parsed.get(typed);
  if (known !== undefined) return known;
  const tree = parseTree(typed, 'scalar mathematics such as sqrt(lambda^2 + 4*a^2)');
  const expression = convert(tree, withGreekMu(typed));
  if (parsed.size >= MAX_PARSED) parsed.clear();
  parsed.set(typed, expression);
  return expression;
}

/** Definitions come again with every derivation that shares them. Expressions never change. */
const parsed = new Map<string, Expression>();
const MAX_PARSED = 10_000;

/** Keyboards type the micro sign for μ; to mathjs it is no letter. */
const withGreekMu = (text: string): string => text.replaceAll('\u00b5', 'μ');

/**
 * mathjs's tree of a text, which is shaped like mathematics but may hold anything that the grammar knows.
 * @throws FlowproofError (`formula-syntax`, `formula-too-large`, `formula-unsupported`)
 */
export function parseTree(typed: string, expected: string): MathNode {
  refuseUnreadable(typed);
  const text = withGreekMu(typed);
  try {
    return parseWithMathjs(text);
  } catch (error) {
    if (error instanceof RangeError) {
      return fail(undefined, {
        code: 'formula-too-large',
        message: 'the formula is nested too deeply to be read',
        expected: `at most ${MAX_NESTING} levels`,
      });
    }
    const reason = error instanceof Error ? error.message.replace(/\s*\(char \d+\)/, '') : String(error);
    const char = (error as { char?: number }).char;
    return fail(char === undefined ? undefined : char - 1, {
      code: 'formula-syntax',
      message: `the formula does not parse: ${reason}`,
      found: JSON.stringify(excerpt(text, (char ?? 1) - 1)),
      expected,
    });
  }
}

/** mathjs's tree to ours, children first, without recursion: a long sum is a deep tree. */
function convert(root: MathNode, text: string): Expression {
  const stack: { node: MathNode; expanded: boolean }[] = [{ node: root, expanded: false }];
  const values: Expression[] = [];
  while (stack.length > 0) {
    const { node, expanded } = stack.pop()!;
    const children = operandsOf(node, text);
    if (!expanded && children.length > 0) {
      stack.push({ node, expanded: true });
      for (let i = children.length - 1; i >= 0; i--) stack.push({ node: children[i], expanded: false });
      continue;
    }
    const operands = values.splice(values.length - children.length, children.length);
    values.push(build(node, operands, text));
  }
  return values[0];
}

function operandsOf(node: MathNode, text: string): MathNode[] {
  switch (node.type) {
    case 'ParenthesisNode':
      return [(node as ParenthesisNode).content];
    case 'OperatorNode':
      return (node as OperatorNode).args;
    case 'FunctionNode':
      functionName(node as FunctionNode, text);
      return (node as FunctionNode).args;
    default:
      return [];
  }
}

/** The scalar function that a node calls. @throws FlowproofError where there is none of that name and number of arguments. */
export function functionName(node: FunctionNode, text: string): FunctionName {
  const head: unknown = node.fn;
  const name = (head as { isSymbolNode?: boolean }).isSymbolNode ? (head as SymbolNode).name : undefined;
  if (name === undefined) {
    // Not the head itself in the message: printing it recurses as deep as its author cares to nest it.
    return refuseNode(head as MathNode, text);
  }
  const known = FUNCTIONS.get(name);
  if (known === undefined) {
    const guess = nearest(name, [...FUNCTIONS.keys()]);
    return fail(offsetOfName(text, name), {
      code: 'unknown-function',
      message: `unknown function ${shortName(name)}`,
      expected: `one of ${FUNCTION_NAMES.join(', ')}`,
      hint: guess
        ? `did you mean ${guess}?`
        : `if ${shortName(name)} is a symbol, write ${shortName(name)}*(…)`,
    });
  }
  if (!acceptsArguments(known, node.args.length)) {
    return fail(offsetOfName(text, name), {
      code: 'formula-syntax',
      message: `${name} has the wrong number of arguments`,
      expected: known === 'min' || known === 'max' ? 'two or more' : 'one',
      found: `${node.args.length}`,
      hint: known === 'log' ? 'log is the natural logarithm; write log(x)/log(b) for base b' : undefined,
    });
  }
  if (node.args.length > MAX_ARGUMENTS) {
    return fail(offsetOfName(text, name), {
      code: 'formula-too-large',
      message: `${name} has too many arguments`,
      expected: `at most ${MAX_ARGUMENTS}`,
      found: `${node.args.length}`,
    });
  }
  return known;
}

function build(node: MathNode, operands: Expression[], text: string): Expression {
  switch (node.type) {
    case 'ParenthesisNode':
      return operands[0];
    case 'ConstantNode':
      return literalOf(node as ConstantNode, text);
    case 'SymbolNode':
      return nameOf((node as SymbolNode).name, text);
    case 'FunctionNode':
      return call(functionName(node as FunctionNode, text), ...operands);
    case 'OperatorNode': {
      const name = (node as OperatorNode).fn as string;
      if (name === 'unaryMinus') return negation(operands[0]);
      if (name === 'unaryPlus') return operands[0];
      const operator = OPERATORS.get(name);
      if (operator !== undefined && operands.length === 2) return binary(operator, operands[0], operands[1]);
      return refuseOperator(node as OperatorNode, text);
    }
    default:
      return refuseNode(node, text);
  }
}

/** The exact value of a literal. @throws FlowproofError `formula-unsupported` */
export function literalOf(node: ConstantNode, text: string): Expression {
  const value = parseRational(String(node.value));
  // mathjs holds a decimal as an object; text such as "12" is none.
  if (value === undefined || typeof node.value !== 'object') return refuseConstant(node, text);
  return fromRational(value);
}

function nameOf(name: string, text: string): Expression {
  const spelled = spellGreek(name);
  if (spelled === 'pi' || spelled === 'e') return constant(spelled);
  if (REFUSED_NAMES.has(spelled)) return unsupported(`the name ${name}`, text, offsetOfName(text, name));
  if (FUNCTIONS.has(spelled)) {
    return fail(offsetOfName(text, name), {
      code: 'formula-syntax',
      message: `the function ${name} stands without an argument`,
      expected: `${name}(…)`,
    });
  }
  // No `$x`, no `__proto__`, and no name that every JavaScript object inherits: whatever keys by symbol stays safe.
  if (!SYMBOL_NAME.test(spelled) || spelled in Object.prototype) {
    return unsupported(`the name ${shortName(name)}`, text, offsetOfName(text, name));
  }
  return symbol(spelled);
}
