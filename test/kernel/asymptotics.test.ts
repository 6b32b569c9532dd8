import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { log2Least, log2Most } from '../../src/check/search-scale.js';
import { domainOf, type SymbolsInput } from '../../src/domain/read-domain.js';
import { difference, type Expression } from '../../src/expression/expression.js';
import { parse } from '../../src/expression/parse.js';
import { print } from '../../src/expression/print.js';
import { rational } from '../../src/expression/rational.js';
import { type Expansion, expand as expandSeries } from '../../src/kernel/expand.js';
import { asymptotics, type Path } from '../../src/kernel/index.js';
import { limitOracle } from '../../src/kernel/limit-oracle.js';
import type { Coefficients } from '../../src/kernel/series.js';
import { type Ball, enclose, separated } from '../../src/precision/index.js';
import { Budget } from '../../src/rules/budget.js';

const paths: Readonly<Record<string, Path>> = {
  '0+': { kind: 'point', value: parse('0'), side: 1 },
  '0-': { kind: 'point', value: parse('0'), side: -1 },
  inf: { kind: 'infinity', sign: 1 },
  '-inf': { kind: 'infinity', sign: -1 },
  'a+': { kind: 'point', value: parse('a'), side: 1 },
};

const expand = (of: string, path: string, symbols: SymbolsInput = { x: 'real', a: 'positive' }) =>
  asymptotics({ of: parse(of), variable: 'x', path: paths[path], domain: domainOf(symbols) }, { seed: 1 });

describe('leading terms', () => {
  it.each<[string, string, string, [number, number]]>([
    ['sin(x)', '0+', '1', [1, 1]],
    ['1 - cos(x)', '0-', '1/2', [2, 1]],
    ['abs(x)/x', '0-', '-1', [0, 1]],
    ['sqrt(x + x^2)', '0+', '1', [1, 2]],
    ['sqrt(a^2 + x) - a', '0+', '1/(2*a)', [1, 1]],
    ['(exp(a*x) - 1)/x^2', '0+', 'a', [-1, 1]],
    ['sqrt(x^2 + a*x) - x', 'inf', 'a/2', [0, 1]],
    ['sqrt(x^2 + a*x) + x', '-inf', '-a/2', [0, 1]],
    ['tanh(x) - 1 + 1/x', 'inf', '1', [1, 1]],
    ['atan(x)', '-inf', '-pi/2', [0, 1]],
    ['cbrt(x^2)', '0-', '1', [2, 3]],
    ['(x^2 - a^2)/(x - a)', 'a+', '2*a', [0, 1]],
    ['asinh(a*x) - a*x', '0+', '-a^3/6', [3, 1]],
    ['max(x, x^2)', 'inf', '1', [-2, 1]],
  ])('%s as x -> %s', (of, path, coefficient, [numerator, denominator]) => {
    const known = expand(of, path);
    if (known.kind === 'unknown') throw new Error(known.reason);
    const { exponent } = known.leading!;
    expect(exponent.numerator * denominator).toBe(numerator * exponent.denominator);
    const at = new Map([['a', rational(7, 3)]]);
    const [found, wanted] = [known.leading!.coefficient, parse(coefficient)].map((e) => enclose(e, at, 200));
    if (found.kind !== 'value' || wanted.kind !== 'value') throw new Error('expected values');
    expect(separated(found.ball, wanted.ball)).toBe(false);
    expect(JSON.parse(JSON.stringify(known.certificate))).toEqual(known.certificate);
  });

  it.each([
    ['sqrt(x)', '0-'],
    ['log(x)', '0-'],
    ['x^a', '0-'],
    ['1/sin(1/x)', '0+'],
    ['abs(sin(1/x))', '0+'],
    ['log(1 + sin(1/x))', '0+'],
    ['x/(b*x + x^2)', '0+'],
    ['exp(b/x)', '0+'],
    ['x^b', '0+'],
    ['exp(exp(1/x))*0 + 1/(x - x)', '0+'],
  ])('%s as x -> %s has none', (of, path) => {
    expect(expand(of, path, { x: 'real', a: 'positive', b: 'real' }).kind).toBe('unknown');
  });

  it('names the parameters whose sign would help', () => {
    const known = expand('exp(b/x)', '0+', { x: 'real', b: 'real' });
    expect(known).toMatchObject({ kind: 'unknown', undecided: ['b'] });
  });

  it('sees that assumptions leave no parameters', () => {
    const domain = domainOf({ x: 'real', a: 'positive', b: 'negative' }, ['a*b > 0']);
    const known = asymptotics({ of: parse('b*x'), variable: 'x', path: paths['0+'], domain }, { seed: 1 });
    expect(known).toMatchObject({ kind: 'unknown', empty: true });
  });

  it('does not call a coefficient nonzero where it may vanish', () => {
    const known = expand('b*x + x^2', '0+', { x: 'real', b: 'real' });
    expect(known).toMatchObject({ kind: 'known', nonzero: false });
    expect(known).not.toHaveProperty('sign');
  });

  it('sees what is zero', () => {
    expect(expand('(x + a)^2 - x^2 - 2*a*x - a^2', '0+')).toMatchObject({ kind: 'known', vanishes: true });
  });

  it('looks for the first term further away where only the limit is settled soon', () => {
    const known = expand('exp(x) - 1 - x - x^2/2 - x^3/6 - x^4/24 - x^5/120', '0+');
    expect(known).toMatchObject({ limit: parse('0'), leading: { exponent: { numerator: 6 } } });
  });
});

describe('behaviour without a leading power', () => {
  it.each<[string, string, object]>([
    ['x*log(x)', '0+', { limit: parse('0'), sign: -1, nonzero: true }],
    ['exp(1/x)', '0+', { infinite: true, sign: 1, nonzero: true }],
    ['exp(-1/x)', '0+', { limit: parse('0'), sign: 1 }],
    ['-log(log(x))', 'inf', { infinite: true, sign: -1, nonzero: true }],
    ['sin(1/x)', '0+', { bounded: true, infinite: false, oscillation: { grows: false } }],
    ['sin(x)*x', 'inf', { bounded: false, infinite: true, nonzero: false, oscillation: { grows: true } }],
    ['x*(2 + sin(x))', 'inf', { infinite: true, sign: 1, nonzero: true }],
    ['x^a*exp(-x)', 'inf', { limit: parse('0'), sign: 1 }],
  ])('%s as x -> %s', (of, path, expected) => {
    const known = expand(of, path);
    expect(known).toMatchObject({ kind: 'known', ...expected });
    expect(known).not.toHaveProperty('leading');
  });

  it('gives no oscillation for an integer variable', () => {
    expect(expand('sin(pi*x)', 'inf', { x: 'integer' })).not.toHaveProperty('oscillation');
    expect(expand('sin(pi*x)', 'inf', { x: 'real' })).toHaveProperty('oscillation');
  });

  it('keeps what is zero to all orders apart from what is not', () => {
    expect(expand('sqrt(1 + x^2) + exp(-1/x) - sqrt(1 + x^2)', '0+')).toMatchObject({ vanishes: false });
    expect(expand('sqrt(1 + x^2)*exp(x) - exp(x)*sqrt(1 + x^2)', '0+')).toMatchObject({ vanishes: true });
  });
});

describe('an expansion asks nothing but its coefficients', () => {
  /** The answers an oracle gave, by question and printed expression. */
  function recorded(known: Coefficients): { table: Map<string, boolean>; known: Coefficients } {
    const table = new Map<string, boolean>();
    const ask = (question: keyof Coefficients) => (e: Expression) => {
      const answer = known[question](e);
      table.set(`${question} ${print(e)}`, answer);
      return answer;
    };
    return { table, known: each(ask) };
  }
  const each = (ask: (question: keyof Coefficients) => (e: Expression) => boolean): Coefficients => ({
    isDefined: ask('isDefined'),
    isZero: ask('isZero'),
    isNonzero: ask('isNonzero'),
    isPositive: ask('isPositive'),
    isNegative: ask('isNegative'),
  });
  const shown = ({ sum }: Expansion) =>
    sum.map(({ exponent, series }) =>
      [exponent, series].map((s) => [s.valuation, s.exact, s.coefficients.map(print)]),
    );

  it.each([
    ['sqrt(a^2 + x) - a + x*log(x)', '0+'],
    ['exp(a*x)/(1 + exp(a*x)) + sin(x)/x', 'inf'],
    ['log(log(x))/log(x) + x^a*exp(-x)', 'inf'],
    ['tanh(x) + atan(exp(x))', '-inf'],
  ])('%s as x -> %s replays from a table of answers', (of, path) => {
    const domain = domainOf({ x: 'real', a: 'positive' });
    const { known } = limitOracle(parse(of), 'x', domain, new Budget(1e6, 1e6), 1);
    const record = recorded(known);
    const first = expandSeries(parse(of), 'x', paths[path], 1, 5, record.known);
    const replay = each((question) => (e) => {
      const answer = record.table.get(`${question} ${print(e)}`);
      if (answer === undefined) throw new Error(`never asked: ${question} ${print(e)}`);
      return answer;
    });
    expect(shown(expandSeries(parse(of), 'x', paths[path], 1, 5, replay))).toEqual(shown(first));
  });
});

describe('limits and orders against values along a sequence', () => {
  const number = fc.integer({ min: 1, max: 4 });
  const slow = fc.constantFrom(
    '1',
    'log(x)',
    'log(log(x))',
    'sqrt(log(x))',
    '(2 + sin(x))',
    'sin(x)',
    'exp(sqrt(log(x)))',
  );
  const fast = fc.constantFrom(
    'exp(-x)',
    'exp(-2*x)',
    'exp(-x^2)',
    'exp(-sqrt(x))',
    'exp(-log(x)^2)',
    'exp(1/x)',
    'tanh(x)',
  );
  const power = fc.constantFrom(
    'x',
    'x^2',
    '1/x',
    'x^(1/2)',
    'x^(-3/2)',
    '(1 + 1/x)^x',
    '(sqrt(x^2 + x) - x)',
  );
  const term = fc
    .tuple(number, slow, power, fc.option(fast, { nil: '1' }), fc.boolean())
    .map(([c, s, m, f, negative]) => `${negative ? '-' : ''}${c}*${s}*${m}*${f}`);
  const formula = fc.oneof(
    term,
    fc.tuple(term, term).map(([a, b]) => `${a} + (${b})`),
    fc.tuple(term, term).map(([a, b]) => `(${a})/(1 + (${b})^2)`),
    fc.tuple(term, number).map(([a, n]) => `atan(${a}) + ${n}/x`),
    fc.tuple(term, term).map(([a, b]) => `log(1 + (${a})^2) - log(2 + (${b})^2)`),
  );
  const valueAt = (of: Expression, digits: number) => {
    const found = enclose(of, new Map([['x', rational(10n ** BigInt(digits))]]), 6_000);
    return found.kind === 'value' && found.defined === 'everywhere' ? found.ball : undefined;
  };
  /** log2 of the magnitude. */
  const size = (ball: Ball) => ({ least: log2Least(ball), most: log2Most(ball) });

  it('a proved limit lies where the values go, and a proved order is the measured one', () => {
    let compared = 0;
    fc.assert(
      fc.property(formula, (text) => {
        const of = parse(text);
        const known = asymptotics(
          { of, variable: 'x', path: paths.inf, domain: domainOf({ x: 'real' }) },
          { seed: 1, ms: 800 },
        );
        if (known.kind === 'unknown') return;
        if (known.limit !== undefined) {
          const gap = difference(of, known.limit);
          const [near, nearer] = [valueAt(gap, 3), valueAt(gap, 300)];
          if (near === undefined || nearer === undefined) return;
          compared += 1;
          // Down to 1/log log x: log log 10^300 is 3.4 times log log 10^3, and a sine may have been small before.
          if (!text.includes('sin')) expect(size(nearer).least).toBeLessThan(size(near).most);
          else expect(size(nearer).least).toBeLessThan(2);
        }
        if (known.infinite && known.nonzero) {
          const [near, nearer] = [valueAt(of, 3), valueAt(of, 300)];
          if (near === undefined || nearer === undefined) return;
          compared += 1;
          expect(size(nearer).most).toBeGreaterThan(size(near).least);
          if (known.sign !== undefined && Number.isFinite(size(nearer).least))
            expect(nearer.mantissa > 0n).toBe(known.sign > 0);
        }
        if (known.leading !== undefined && known.nonzero) {
          const { coefficient, exponent } = known.leading;
          const scaled = valueAt(of, 300);
          const c = enclose(coefficient, new Map(), 200);
          if (scaled === undefined || c.kind !== 'value') return;
          compared += 1;
          const measured = (size(scaled).least - size(c.ball).least) / (-300 * Math.log2(10));
          expect(Math.abs(measured - exponent.numerator / exponent.denominator)).toBeLessThan(0.05);
        }
      }),
      { numRuns: 120, seed: 20 },
    );
    expect(compared).toBeGreaterThan(80);
  });
});
