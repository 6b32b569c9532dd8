import {
  binary,
  call,
  constant,
  type Expression,
  integer,
  negation,
  powerOf,
  UNIT,
} from '../../src/expression/expression.js';
import { parse } from '../../src/expression/parse.js';
import { printLiteral } from '../../src/expression/print.js';
import { fold } from '../../src/expression/traverse.js';

/** A product as a reader sees it: its sign, and its factors in order, each above or below the line. */
interface Product {
  readonly negative: boolean;
  readonly above: readonly Expression[];
  readonly below: readonly Expression[];
}

/**
 * What LaTeX does not show of an expression, taken out: how sums and products are grouped, where in a product a minus sign or a
 * denominator stands, whether exp(x) was typed as e^x, and 1e20 as 10^20. All else stays: order, repetition, every number.
 */
export function normalForm(root: Expression): Expression {
  return fold<Expression>(root, (node, parts) => {
    switch (node.kind) {
      case 'symbol':
      case 'constant':
        return node;
      case 'number': {
        const [mantissa, exponent] = printLiteral(node).split('e');
        if (exponent === undefined) return node;
        const power = powerOf(integer(10), normalForm(parse(exponent)));
        return mantissa === '1' ? power : binary('multiply', parse(mantissa), power);
      }
      case 'call':
        return node.name === 'exp' ? powerOf(constant('e'), parts[0]) : call(node.name, ...parts);
      case 'power':
        return powerOf(parts[0], parts[1]);
      case 'add':
        return sumOf([...terms(parts[0]), ...terms(parts[1])]);
      case 'subtract':
        return sumOf([...terms(parts[0]), ...terms(productOf(opposite(factors(parts[1]))))]);
      default:
        return productOf(
          node.kind === 'negate'
            ? opposite(factors(parts[0]))
            : joined(node.kind, factors(parts[0]), factors(parts[1])),
        );
    }
  });
}

const opposite = (p: Product): Product => ({ ...p, negative: !p.negative });

const joined = (kind: 'multiply' | 'divide', l: Product, r: Product): Product => ({
  negative: l.negative !== r.negative,
  above: [...l.above, ...(kind === 'multiply' ? r.above : r.below)],
  below: [...l.below, ...(kind === 'multiply' ? r.below : r.above)],
});

function factors(e: Expression): Product {
  if (e.kind === 'negate') return opposite(factors(e.operand));
  if (e.kind === 'multiply' || e.kind === 'divide') return joined(e.kind, factors(e.left), factors(e.right));
  return { negative: false, above: e === UNIT ? [] : [e], below: [] };
}

function productOf({ negative, above, below }: Product): Expression {
  const times = (list: readonly Expression[]) =>
    list.reduce((p, f) => (p === UNIT ? f : binary('multiply', p, f)), UNIT as Expression);
  const whole = below.length === 0 ? times(above) : binary('divide', times(above), times(below));
  return negative ? negation(whole) : whole;
}

const terms = (e: Expression): Expression[] =>
  e.kind === 'add' ? [...terms(e.left), ...terms(e.right)] : [e];
const sumOf = (list: readonly Expression[]): Expression =>
  list.reduce((total, term) => binary('add', total, term));
