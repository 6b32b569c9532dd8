/** Random expressions that are defined and smooth at every real point. */
import {
  call,
  type Expression,
  integer,
  negation,
  powerOf,
  product,
  quotient,
  sum,
  symbol,
} from '../../../src/expression/expression.js';
import type { FuzzDice } from './dice.js';

const sq = (e: Expression): Expression => powerOf(e, integer(2));
const above = (e: Expression): Expression => sum(integer(1), sq(e));

export function smoothExpression(names: readonly string[], depth: number, dice: FuzzDice): Expression {
  if (depth <= 0)
    return names.length > 0 && dice.chance(0.75) ? symbol(dice.pick(names)) : integer(dice.integer(1, 4));
  const part = (): Expression => smoothExpression(names, depth - 1, dice);
  switch (dice.integer(0, 11)) {
    case 0:
    case 1:
      return sum(part(), part());
    case 2:
    case 3:
      return product(part(), part());
    case 4:
      return quotient(part(), above(part()));
    case 5:
      return call('sqrt', above(part()));
    case 6:
      return call('log', above(part()));
    case 7:
      return call('exp', negation(sq(part())));
    case 8:
      return powerOf(part(), integer(dice.integer(2, 3)));
    default:
      return call(dice.pick(['sin', 'cos', 'tanh', 'atan', 'asinh', 'sinh', 'exp'] as const), part());
  }
}
