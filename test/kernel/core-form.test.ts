import { describe, expect, it } from 'vitest';
import { integerSymbols } from '../../src/domain/domain.js';
import { domainOf } from '../../src/domain/read-domain.js';
import { parse } from '../../src/expression/parse.js';
import { formatRational } from '../../src/expression/rational.js';
import { subexpressions } from '../../src/expression/traverse.js';
import { factsOfDomain, SignOracle } from '../../src/kernel/sign-oracle.js';
import { separated } from '../../src/precision/index.js';
import { Budget } from '../../src/rules/budget.js';
import { rationalValue, toCore } from '../../src/rules/core-form.js';
import { fuzzDice } from '../soundness/fuzz/dice.js';
import { pointsOf, valueBall } from '../soundness/fuzz/points.js';
import { randomDomain, randomExpression } from '../soundness/fuzz/random-expression.js';

const contextOf = (domain: Parameters<typeof integerSymbols>[0]) => ({
  integers: integerSymbols(domain),
  isPositive: new SignOracle(factsOfDomain(domain), new Budget(1e6, 5e3)).isPositive,
});

describe('core form', () => {
  it('has the value of the expression wherever that is defined', () => {
    let compared = 0;
    for (let seed = 0; seed < 250; seed++) {
      const dice = fuzzDice(seed);
      const domain = randomDomain(dice);
      const e = randomExpression([...domain.symbols.keys()], 3, dice);
      // A symbolic power is rewritten only where its exponent cannot be an integer by construction.
      if (subexpressions(e).some((node) => node.kind === 'power' && rationalValue(node.right) === undefined))
        continue;
      const core = toCore(e, contextOf(domain));
      for (const point of pointsOf(domain, dice, 6, 6)) {
        const [a, b] = [valueBall(e, domain, point, 200), valueBall(core, domain, point, 200)];
        if (a === undefined || b === undefined) continue;
        compared += 1;
        expect(separated(a, b), `seed ${seed}`).toBe(false);
      }
    }
    expect(compared).toBeGreaterThan(500);
  });

  it('leaves no hyperbolic function, tangent or e', () => {
    const domain = domainOf({ x: 'positive', y: 'real' });
    const all = parse(
      'sinh(x) + cosh(y) + tanh(x) + asinh(y) + acosh(x) + atanh(y) + tan(x) + e^y + x^y + e',
    );
    const names = subexpressions(toCore(all, contextOf(domain))).map((n) =>
      n.kind === 'call' ? n.name : n.kind,
    );
    expect(new Set(names)).toEqual(
      new Set([
        'symbol',
        'number',
        'add',
        'subtract',
        'multiply',
        'divide',
        'power',
        'exp',
        'log',
        'sqrt',
        'sin',
        'cos',
      ]),
    );
  });

  it.each([
    ['(1/2 + 1/3)*6', '5'],
    ['(-2)^3/4', '-2'],
    ['2^-2', '1/4'],
    ['0^0', '1'],
  ])('%s is %s', (text, value) => {
    expect(formatRational(rationalValue(parse(text))!)).toBe(value);
  });

  it.each(['1/0', '0^-1', 'x', 'sqrt(4)', '2^(1/2)', '2^5000'])('%s has no rational value here', (text) => {
    expect(rationalValue(parse(text))).toBeUndefined();
  });
});
