/** `f = O(x^2) \quad \text{as } x \to 0`. */
import type { Expression } from '../expression/expression.js';
import { fail } from '../expression/formula-failure.js';
import { parse } from '../expression/parse.js';
import { print } from '../expression/print.js';
import type { FormulaReader } from './formula-reader.js';
import type { StatementTree } from './statement.js';
import type { Written } from './written.js';

/**
 * The gauge of an order, where one stands here: given where the variable goes, the keys of the claim.
 */
export function readOrder(
  reader: FormulaReader,
  of: Written,
): ((as: string | undefined) => Readonly<Record<string, StatementTree>>) | undefined {
  const { cursor, notation } = reader;
  const head = cursor.peek();
  const letter = head.text === 'O' || head.text === '\\mathcal{O}';
  const named = notation.at(cursor.tokens, cursor.position) !== undefined;
  if ((!letter && head.text !== '\\Theta') || cursor.peek(1).text !== '(' || named) return undefined;
  cursor.skip(2);
  const gauge = reader.nested(() => reader.sum());
  cursor.expect(')', 'the order');
  return (as) => {
    const refuse = (message: string, expected: string): never =>
      fail(head.at, { code: 'tex-unsupported', message, expected, found: gauge.text });
    if (as === undefined) return refuse('it is not said where the variable goes', '\\text{as } x \\to 0');
    const exponent = exponentOf(parse(gauge.text), as);
    if (exponent === undefined)
      return refuse('this is no power of the distance', 'x^p, \\lvert x\\rvert^p or \\lvert x - a\\rvert^p');
    return { order: { of, as, exponent, exact: !letter } };
  };
}

/** p where the gauge is the distance to the power p. */
function exponentOf(gauge: Expression, as: string): string | undefined {
  const [variable, target] = as.split(' -> ');
  const [base, exponent] = gauge.kind === 'power' ? [gauge.left, print(gauge.right)] : [gauge, '1'];
  const inner = base.kind === 'call' && base.name === 'abs' ? base.operands[0] : base;
  const point = /inf$/.test(target) ? '0' : target.replace(/[+-]$/, '');
  const expected = parse(point) === parse('0') ? parse(variable) : parse(`${variable} - ${point}`);
  return inner === expected ? exponent : undefined;
}
