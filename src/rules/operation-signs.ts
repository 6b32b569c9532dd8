/** The signs a node can have, from its outermost operation and the signs of its operands, or from an enclosure. */
import { difference, type Expression, type FunctionCall, UNIT } from '../expression/expression.js';
import { isInteger } from '../expression/rational.js';
import { symbolsOf } from '../expression/traverse.js';
import { enclose } from '../precision/index.js';
import { rationalValue } from './core-form.js';
import type { Box } from './sign-facts.js';
import {
  ANY_SIGN,
  flip,
  isSubset,
  NEGATIVE,
  NONNEGATIVE,
  NONPOSITIVE,
  NONZERO,
  NULL,
  POSITIVE,
  type Signs,
  signsOfMaximum,
  signsOfMinimum,
  signsOfPower,
  signsOfProduct,
  signsOfSum,
} from './signs.js';

/** Signs of other expressions. */
export type SignsOf = (e: Expression) => Signs;

/** Where the node is defined. Asks for the signs of its operands, and for log u for those of u − 1. */
export function signsOfOperation(node: Expression, at: SignsOf): Signs {
  switch (node.kind) {
    case 'number':
      return node.value.numerator === 0n ? NULL : POSITIVE;
    case 'constant':
      return POSITIVE;
    case 'symbol':
      return ANY_SIGN;
    case 'negate':
      return flip(at(node.operand));
    case 'add':
      return signsOfSum(at(node.left), at(node.right));
    case 'subtract':
      return node.left === node.right ? NULL : signsOfSum(at(node.left), flip(at(node.right)));
    case 'multiply':
      return node.left === node.right
        ? signsOfPower(at(node.left), 2)
        : signsOfProduct(at(node.left), at(node.right));
    case 'divide':
      return signsOfProduct(at(node.left), at(node.right) & NONZERO);
    case 'power':
      return signsOfPowerNode(at(node.left), node.right);
    case 'call':
      return signsOfCall(node, at);
  }
}

function signsOfPowerNode(base: Signs, exponentTree: Expression): Signs {
  const exponent = rationalValue(exponentTree);
  if (exponent === undefined) return base === POSITIVE ? POSITIVE : ANY_SIGN;
  if (isInteger(exponent)) {
    const { numerator } = exponent;
    if (numerator === 0n) return POSITIVE;
    const parity = numerator % 2n === 0n ? 2 : 1;
    return signsOfPower(base, numerator < 0n ? -parity : parity);
  }
  if (exponent.numerator < 0n || !(base & NULL)) return POSITIVE;
  return base === NULL ? NULL : NONNEGATIVE;
}

function signsOfCall(node: FunctionCall, at: SignsOf): Signs {
  const [u] = node.operands;
  switch (node.name) {
    case 'exp':
    case 'cosh':
      return POSITIVE;
    case 'sqrt': {
      const signs = at(u);
      return signs & NULL ? (isSubset(signs, NULL | NEGATIVE) ? NULL : NONNEGATIVE) : POSITIVE;
    }
    case 'abs': {
      const signs = at(u);
      return (signs & NULL) | (signs & NONZERO ? POSITIVE : 0);
    }
    case 'cbrt':
    case 'sinh':
    case 'tanh':
    case 'asinh':
    case 'atanh':
    case 'asin':
    case 'atan':
    case 'sign':
      return at(u);
    case 'acosh':
    case 'acos':
      return NONNEGATIVE;
    case 'log':
      return at(difference(u, UNIT));
    case 'max':
      return node.operands.map(at).reduce(signsOfMaximum);
    case 'min':
      return node.operands.map(at).reduce(signsOfMinimum);
    case 'sin':
    case 'cos':
    case 'tan':
      return ANY_SIGN;
  }
}

/** The side of zero on which all values over the box lie, where the expression is defined on it. */
export function signsOfEnclosure(e: Expression, { ranges, integers }: Box, bits: number): Signs {
  if (symbolsOf(e).some((name) => !ranges.has(name))) return ANY_SIGN;
  const value = enclose(e, ranges, bits, { integers });
  if (value.kind !== 'value') return ANY_SIGN;
  const { mantissa, radius } = value.ball;
  if (mantissa > radius) return POSITIVE;
  if (-mantissa > radius) return NEGATIVE;
  if (mantissa === 0n && radius === 0n) return NULL;
  if (mantissa === radius) return NONNEGATIVE;
  if (-mantissa === radius) return NONPOSITIVE;
  return ANY_SIGN;
}
