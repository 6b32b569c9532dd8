/** Taylor coefficients of the elementary functions. */
import { differentiate } from '../expression/differentiate.js';
import {
  call,
  constant,
  type Expression,
  type FunctionCall,
  fromRational,
  integer,
  NOUGHT,
  quotient,
  symbol,
  UNIT,
} from '../expression/expression.js';
import { fold, substitute, withChildren } from '../expression/traverse.js';
import { rationalValue } from '../rules/core-form.js';

const memo = new Map<FunctionCall['name'], Expression[]>();
const Y = symbol('y');

/** k-th Taylor coefficient of a function at c: its k-th derivative there over k!. */
export function taylorOf(name: FunctionCall['name']) {
  return (at: Expression, k: number): Expression => {
    let derivatives = memo.get(name);
    if (derivatives === undefined) {
      derivatives = [call(name, Y)];
      memo.set(name, derivatives);
    }
    while (derivatives.length <= k) derivatives.push(differentiate(derivatives[derivatives.length - 1], 'y'));
    let factorial = 1n;
    for (let i = 2n; i <= BigInt(k); i++) factorial *= i;
    const value = atPoint(derivatives[k], at);
    return factorial === 1n ? value : quotient(value, integer(factorial));
  };
}

/** Substitutes, and evaluates odd and even functions at 0 right away. */
function atPoint(e: Expression, at: Expression): Expression {
  if (at !== NOUGHT) return substitute(e, new Map([['y', at]]));
  return fold<Expression>(e, (node, parts) => {
    if (node.kind === 'symbol') return NOUGHT;
    if (node.kind === 'call' && parts[0] === NOUGHT) {
      switch (node.name) {
        case 'sinh':
        case 'tanh':
        case 'asinh':
        case 'sin':
        case 'tan':
        case 'asin':
        case 'atan':
          return NOUGHT;
        case 'cosh':
        case 'cos':
          return UNIT;
        case 'acos':
          return quotient(constant('pi'), integer(2));
        default:
          break;
      }
    }
    const rebuilt =
      node.kind === 'call' && node.name === 'sqrt' && parts[0] === UNIT ? UNIT : withChildren(node, parts);
    const value = rationalValue(rebuilt);
    return value === undefined ? rebuilt : fromRational(value);
  });
}
