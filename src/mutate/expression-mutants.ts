/** One slip in a scalar formula. */
import {
  type BinaryOperator,
  binary,
  call,
  childrenOf,
  type Expression,
  type FunctionName,
  fromRational,
  integer,
  negation,
  product,
  symbol,
} from '../expression/expression.js';
import { add, divide, isZero, ONE, rational, subtract } from '../expression/rational.js';
import { withChildren } from '../expression/traverse.js';
import type { Slip } from './slip.js';

export interface ExpressionMutant {
  readonly slip: Slip;
  readonly expression: Expression;
}

/** Symbols that a symbol could be mistaken for, and whether both signs of it are in the domain. */
export interface SymbolFacts {
  readonly alike: (name: string) => readonly string[];
  readonly signed: (name: string) => boolean;
}

/** Functions that are mistaken for each other. */
const MISTAKEN: Readonly<Partial<Record<FunctionName, readonly FunctionName[]>>> = {
  sinh: ['cosh'],
  cosh: ['sinh'],
  tanh: ['sinh'],
  asinh: ['atanh'],
  atanh: ['asinh'],
  acosh: ['asinh'],
  sin: ['cos'],
  cos: ['sin'],
  tan: ['sin'],
  asin: ['acos'],
  acos: ['asin'],
  atan: ['tanh'],
  log: ['exp'],
  exp: ['cosh'],
  min: ['max'],
  max: ['min'],
};

/** Every formula that differs from this one by one slip at one place. */
export function expressionMutants(root: Expression, facts: SymbolFacts): readonly ExpressionMutant[] {
  const found = new Map<Expression, Slip>();
  for (const { slip, expression } of mutantsOf(root, facts)) {
    if (expression !== root && !found.has(expression)) found.set(expression, slip);
  }
  return [...found].map(([expression, slip]) => ({ expression, slip }));
}

function* mutantsOf(node: Expression, facts: SymbolFacts): Generator<ExpressionMutant> {
  yield* slipsAt(node, facts);
  const children = childrenOf(node);
  for (const [k, child] of children.entries()) {
    for (const { slip, expression } of mutantsOf(child, facts)) {
      yield { slip, expression: withChildren(node, children.with(k, expression)) };
    }
  }
}

/** Slips at the root of a formula. */
function* slipsAt(node: Expression, facts: SymbolFacts): Generator<ExpressionMutant> {
  const as = (slip: Slip, ...expressions: readonly Expression[]): ExpressionMutant[] =>
    expressions.map((expression) => ({ slip, expression }));
  const turned = (kind: BinaryOperator, left: Expression, right: Expression) => binary(kind, left, right);
  switch (node.kind) {
    case 'number': {
      const { value } = node;
      if (isZero(value)) return;
      yield* as('factor of 2', fromRational(add(value, value)), fromRational(divide(value, rational(2n))));
      yield* as('off by one', fromRational(add(value, ONE)), fromRational(subtract(value, ONE)));
      return;
    }
    case 'symbol':
      yield* as('swapped symbols', ...facts.alike(node.name).map(symbol));
      if (facts.signed(node.name)) yield* as('absolute value', call('abs', node));
      return;
    case 'constant':
      yield* as('factor of 2', product(integer(2), node));
      return;
    case 'negate':
      yield* as('sign', node.operand);
      return;
    case 'add':
    case 'subtract': {
      const { left, right } = node;
      yield* as('sign', turned(node.kind === 'add' ? 'subtract' : 'add', left, right), negation(node));
      yield* as('dropped term', left, node.kind === 'add' ? right : negation(right));
      return;
    }
    case 'multiply':
      yield* as('dropped factor', node.left, node.right);
      yield* as('factor of 2', product(integer(2), node));
      return;
    case 'divide':
      yield* as('dropped factor', node.left);
      yield* as('upside down', turned('divide', node.right, node.left));
      yield* as('factor of 2', turned('divide', node, integer(2)));
      return;
    case 'power':
      yield* as('exponent', node.left, turned('power', node.left, binary('add', node.right, integer(1))));
      yield* as('exponent', turned('power', node.left, negation(node.right)));
      return;
    case 'call': {
      const [operand] = node.operands;
      yield* as('wrong function', ...(MISTAKEN[node.name] ?? []).map((name) => call(name, ...node.operands)));
      switch (node.name) {
        case 'sqrt':
          yield* as('wrong branch', negation(node));
          yield* as('exponent', operand);
          return;
        case 'abs':
          yield* as('absolute value', operand);
          return;
        case 'exp':
          yield* as('sign', call('exp', negation(operand)));
          return;
        case 'sinh':
        case 'tanh':
        case 'sin':
        case 'asinh':
          yield* as('factor of 2', call(node.name, product(integer(2), operand)));
          return;
        default:
          return;
      }
    }
  }
}
