import { integerSymbols } from '../../../src/domain/domain.js';
import {
  call,
  difference,
  type Expression,
  integer,
  NOUGHT,
  powerOf,
  product,
  quotient,
  sum,
} from '../../../src/expression/expression.js';
import { print } from '../../../src/expression/print.js';
import { subexpressions } from '../../../src/expression/traverse.js';
import { proveInequality } from '../../../src/kernel/index.js';
import { factsOfDomain, SignOracle } from '../../../src/kernel/sign-oracle.js';
import { signOfBall } from '../../../src/precision/index.js';
import { Budget } from '../../../src/rules/budget.js';
import { toCore } from '../../../src/rules/core-form.js';
import { definednessFacts } from '../../../src/rules/definedness.js';
import { NEGATIVE, NULL, POSITIVE, type Signs } from '../../../src/rules/signs.js';
import type { FuzzDice } from './dice.js';
import { pointsOf, separation, showPoint, valueBall } from './points.js';
import { randomDomain, randomExpression } from './random-expression.js';
import { claimText, type TrialResult, timed } from './trial.js';
import { rewrite } from './true-rules.js';

const bitOf = (sign: -1 | 0 | 1): Signs => (sign > 0 ? POSITIVE : sign < 0 ? NEGATIVE : NULL);

/** No sign the oracle excludes may occur where the whole expression is defined. */
export function signTrial(dice: FuzzDice): Promise<TrialResult> {
  const domain = randomDomain(dice);
  const root = randomExpression([...domain.symbols.keys()], dice.integer(1, 4), dice);
  return timed('signs', claimText(print(root), domain), () => {
    const integers = integerSymbols(domain);
    const facts = [...factsOfDomain(domain), ...definednessFacts([root], integers)];
    const oracle = new SignOracle(facts, new Budget(200_000, 150));
    const core = toCore(root, { integers, isPositive: oracle.isPositive });
    const parts = subexpressions(root, core).map((e) => ({ e, signs: oracle.signs(e) }));
    const points = pointsOf(domain, dice);
    for (const point of points) {
      if (valueBall(root, domain, point, 256) === undefined) continue;
      for (const { e, signs } of parts) {
        const ball = valueBall(e, domain, point, 256);
        const sign = ball && signOfBall(ball);
        if (sign !== undefined && (bitOf(sign) & signs) === 0) {
          return {
            verdict: 'WRONG SIGN',
            wrong: `${print(e)} has sign ${sign} at ${showPoint(point)}, the oracle allows ${signs}`,
          };
        }
      }
    }
    const signs = oracle.signs(root);
    return { verdict: signs === 7 ? 'any' : (signs & (signs - 1)) === 0 ? 'decided' : 'half decided' };
  });
}

const squared = (e: Expression): Expression => powerOf(e, integer(2));

/** Sides of an inequality: random, against zero, or a known bound with or without an error. */
function sides(names: readonly string[], dice: FuzzDice): [Expression, Expression] {
  const a = randomExpression(names, dice.integer(0, 2), dice);
  const b = randomExpression(names, dice.integer(0, 2), dice);
  const c = dice.pick([integer(1), integer(2), integer(3)]);
  switch (dice.integer(0, 9)) {
    case 0:
      return [a, NOUGHT];
    case 1:
      return [sum(squared(a), squared(b)), product(c, product(a, b))];
    case 2:
      return [call('exp', a), sum(c, a)];
    case 3:
      return [call('sqrt', sum(squared(a), squared(b))), dice.pick([a, b, call('abs', a), sum(a, b)])];
    case 4:
      return [
        call('cosh', a),
        dice.pick([integer(1), call('sinh', a), call('abs', a), sum(integer(1), squared(a))]),
      ];
    case 5:
      return [a, dice.pick<Expression>([call('tanh', a), call('asinh', a), call('atan', a), call('sin', a)])];
    case 6:
      return [difference(a, integer(1)), call('log', a)];
    case 7:
      return [quotient(sum(a, b), integer(2)), call('sqrt', product(a, b))];
    case 8:
      return [
        call('abs', sum(a, b)),
        dice.pick([a, sum(call('abs', a), call('abs', b)), difference(call('abs', a), call('abs', b))]),
      ];
    default:
      return [a, b];
  }
}

export function inequalityTrial(dice: FuzzDice): Promise<TrialResult> {
  const domain = randomDomain(dice);
  const names = [...domain.symbols.keys()];
  const [a, b] = sides(names, dice);
  const operator = dice.pick(['>=', '>', '<=', '<', '>='] as const);
  const left = dice.chance(0.3) ? rewrite(a, [b], 1, dice, []) : a;
  return timed('inequality', claimText(`${print(left)} ${operator} ${print(b)}`, domain), () => {
    const proof = proveInequality({ left, operator, right: b, domain }, { seed: 1, ms: 150 });
    if (proof.kind !== 'proved') return { verdict: 'not proved' };
    const points = pointsOf(domain, dice, 24, 24);
    const bad = operator.startsWith('<') ? 'greater' : 'less';
    for (const point of points) {
      const found = separation(left, b, domain, [point]);
      if (found?.side === bad)
        return { verdict: 'FALSE PROVED', wrong: `proved, and violated at ${showPoint(point)}` };
      if (operator.length > 1) continue;
      const [u, v] = [left, b].map((e) => valueBall(e, domain, point, 256));
      if (
        u &&
        v &&
        u.radius === 0n &&
        v.radius === 0n &&
        !found &&
        u.mantissa === v.mantissa &&
        u.exponent === v.exponent
      ) {
        return { verdict: 'FALSE PROVED', wrong: `proved strict, and equal at ${showPoint(point)}` };
      }
    }
    return { verdict: 'proved' };
  });
}
