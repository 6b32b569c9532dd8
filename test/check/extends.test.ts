import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { SymbolsInput } from '../../src/claim/document.js';
import { exactValue } from '../../src/domain/exact-value.js';
import { parse } from '../../src/expression/parse.js';
import { formatRational, isZero, type Rational, rational } from '../../src/expression/rational.js';
import { type ClaimBody, check } from '../soundness/claim-of.js';

const X = { x: 'real' } as const;
const MODE = { s: 'positive', lambda: 'real' } as const;
const K = 'sqrt(lambda^2 + 4*s^2)';

type Extends = Extract<ClaimBody, { extends: unknown }>['extends'];

/** Removable points of the field: true extensions, each beside values that are not the extension. */
const FAMILIES: readonly [SymbolsInput, Extends, readonly string[]][] = [
  [X, { of: 'sinh(x)/x', at: { x: 0 }, is: 1 }, ['0', '-1', '1 + 1e-20']],
  [X, { of: 'sin(x)/x', at: { x: 0 }, is: 1 }, ['0', '1 - 1e-20']],
  [X, { of: 'log(1 + x)/x', at: { x: 0 }, is: 1 }, ['0', '1 + 1e-20']],
  [X, { of: '(x^3 - 8)/(x - 2)', at: { x: 2 }, is: 12 }, ['8', '4', '12 - 1e-20']],
  [X, { of: '(x - sin(x))/x^3', at: { x: 0 }, is: '1/6' }, ['1/3', '0', '1/6 + 1e-20']],
  [X, { of: 'sin(x)/(x - pi)', at: { x: 'pi' }, is: -1 }, ['1', '-1 - 1e-20']],
  [
    { a: 'real', b: 'real' },
    { of: '(a^2 - b^2)/(a - b)', at: { b: 'a' }, is: '2*a' },
    ['a', '0', '2*a + 1e-20', '2*abs(a)'],
  ],
  [
    { c: 'real', t: 'real' },
    { of: '(1 - exp(-2*c*t))/c', at: { c: 0 }, is: '2*t' },
    ['t', '-2*t', '2*t - 1e-20', '1/(2*t)'],
  ],
  [
    { s: 'positive', u: 'real', lambda: 'real' },
    { of: '(exp(2*s*u*lambda) - 1)/lambda', at: { lambda: 0 }, is: '2*s*u' },
    ['s*u', '2*s', '2*s*u + 1e-20'],
  ],
  [MODE, { of: `(${K} - 2*s)/lambda^2`, at: { lambda: 0 }, is: '1/(4*s)' }, ['1/(2*s)', '1/(4*s) + 1e-20']],
  [
    { ...MODE, a: 'positive' },
    { of: `s*(1 - exp(-lambda*a))/(lambda*${K})`, at: { lambda: 0 }, is: 'a/2' },
    ['a', 'a/2 + s*1e-20'],
  ],
];

describe('a continuous extension', () => {
  it.each(FAMILIES)('over %j: %j is proved, mutants are refuted', async (symbols, body, mutants) => {
    const proved = await check(symbols, { extends: body });
    expect(proved).toMatchObject({ kind: 'extends', verdict: 'proved', ok: true });
    expect(proved.evidence.some((e) => e.kind === 'exact-proof' && e.method === 'expansion')).toBe(true);
    for (const is of mutants) {
      const refuted = await check(symbols, { extends: { ...body, is } });
      expect([is, refuted.verdict]).toEqual([is, 'refuted']);
      const [[variable]] = Object.entries(body.at);
      expect(Object.keys(refuted.counterexample?.point ?? {})).toContain(variable);
      expect(refuted.counterexample?.because).toContain(`as ${variable} comes to`);
    }
  });

  it.each<[string, Extends]>([
    ['a pole', { of: '1/x', at: { x: 0 }, is: 1 }],
    ['a pole of one sign', { of: '1/x^2', at: { x: 0 }, is: 0 }],
    ['a jump', { of: 'abs(x)/x', at: { x: 0 }, is: 1 }],
    ['a jump, from the other side', { of: 'abs(x)/x', at: { x: 0 }, is: -1 }],
    ['a jump, in the middle', { of: 'sign(x)', at: { x: 0 }, is: 0 }],
    ['a value beside the limit', { of: 'sign(x)^2', at: { x: 0 }, is: 1 }],
    ['the value, not the limit', { of: 'sign(x)^2', at: { x: 0 }, is: 0 }],
  ])('of %s is refuted: %j', async (_, body) => {
    expect(await check(X, { extends: body })).toMatchObject({ verdict: 'refuted', ok: false });
  });

  it('of an oscillation is never proved', async () => {
    const { verdict } = await check(X, { extends: { of: 'sin(1/x)', at: { x: 0 }, is: 0 } });
    expect(['undecided', 'refuted']).toContain(verdict);
  });

  it('where the formula is defined, is its value', async () => {
    expect(await check(X, { extends: { of: 'cosh(x)', at: { x: 0 }, is: 1 } })).toMatchObject({
      verdict: 'proved',
    });
    expect(await check(X, { extends: { of: 'cosh(x)', at: { x: 0 }, is: 0 } })).toMatchObject({
      verdict: 'refuted',
    });
  });
});

describe('the domain decides from which sides the point is approached', () => {
  const jump: Extends = { of: 'abs(x)/x', at: { x: 0 }, is: 1 };
  const one = 'proved';

  it.each<[SymbolsInput, readonly string[], string | number, string]>([
    [{ x: 'positive' }, [], 1, one],
    [{ x: 'nonnegative' }, [], 1, one],
    [{ x: 'negative' }, [], -1, one],
    [{ x: 'negative' }, [], 1, 'refuted'],
    [{ x: { ge: 0, lt: 1 } }, [], 1, one],
    [{ x: 'real' }, ['x > 0'], 1, one],
    [{ x: 'real' }, ['x != 0'], 1, 'refuted'],
    // Relations that are no bounds: exact expansions tell which side they leave.
    [{ x: 'real', a: 'positive' }, ['x*a > 0'], 1, one],
    [{ x: 'real', a: 'positive' }, ['x*a > 0'], -1, 'refuted'],
    [{ x: 'real' }, ['x^3 - x < 0'], 1, one],
    [{ x: 'real' }, ['x^2 < 1', 'x != 0'], 1, 'refuted'],
  ])('%j with %j: the limit %s of a jump is %s', async (symbols, assume, is, verdict) => {
    const result = await check(symbols, { extends: { ...jump, is }, assume });
    expect(result.verdict).toBe(verdict);
  });

  it('never refutes at parameters where the domain has no points near', async () => {
    // For a < 0 the limit of |b| is -a, but a positive b is not near such an a.
    const result = await check(
      { a: 'real', b: 'positive' },
      { extends: { of: '(b^2 - a^2)/(b - a)', at: { b: 'a' }, is: '2*abs(a)' } },
    );
    expect(result.verdict).toBe('proved');
    const wall = await check(
      { a: 'real', b: 'real', c: 'positive' },
      { extends: { of: 'c*(b^2 - a^2)/(b - a)', at: { b: 'a' }, is: '2*c*abs(a)' }, assume: ['b > c'] },
    );
    expect(wall.verdict).toBe('proved');
    // Where it does come near, it is refuted.
    const free = await check(
      { a: 'real', b: 'real' },
      { extends: { of: '(b^2 - a^2)/(b - a)', at: { b: 'a' }, is: '2*abs(a)' } },
    );
    expect(free.verdict).toBe('refuted');
  });

  it('says nothing of an isolated point', async () => {
    for (const assume of [['x^2 > 1'], ['x^2 >= 1e-80'], ['x^2 <= 0'], ['sin(x)^2 > x^2 + 1']]) {
      const result = await check(X, { extends: { of: 'sin(x)/x', at: { x: 0 }, is: 1 }, assume });
      expect([assume, result.ok, result.verdict]).not.toEqual([assume, true, 'proved']);
      expect(['undecided', 'error']).toContain(result.verdict);
    }
  });

  it('is not proved where a side is beyond the formula', async () => {
    const body: ClaimBody = { extends: { of: 'sqrt(x)*sin(x)/x', at: { x: 0 }, is: 0 } };
    expect((await check(X, body)).verdict).not.toBe('proved');
    expect((await check({ x: 'positive' }, body)).verdict).toBe('proved');
  });
});

describe('a rational function with a removable point', () => {
  const coefficients = fc.array(fc.integer({ min: -6, max: 6 }), { minLength: 1, maxLength: 4 });
  const at = fc
    .tuple(fc.integer({ min: -5, max: 5 }), fc.integer({ min: 1, max: 4 }))
    .map(([n, d]): Rational => rational(n, d));
  const polynomial = (c: readonly number[]) => c.map((k, i) => `(${k})*x^${i}`).join(' + ');
  const valueAtPoint = (text: string, x: Rational): Rational => {
    const value = exactValue(parse(text), new Map([['x', x]]));
    if (value.kind !== 'value') throw new Error('a polynomial has a value');
    return value.value;
  };

  it('extends to the quotient of the values, and to nothing else', async () => {
    await fc.assert(
      fc.asyncProperty(coefficients, coefficients, at, async (p, q, x0) => {
        fc.pre(!isZero(valueAtPoint(polynomial(q), x0)));
        const factor = `(x - (${formatRational(x0)}))`;
        const of = `(${polynomial(p)})*${factor}/(${factor}*(${polynomial(q)}))`;
        const is = `(${formatRational(valueAtPoint(polynomial(p), x0))})/(${formatRational(valueAtPoint(polynomial(q), x0))})`;
        const point = { x: formatRational(x0) };
        expect((await check(X, { extends: { of, at: point, is } })).verdict).toBe('proved');
        expect((await check(X, { extends: { of, at: point, is: `${is} + 1e-20` } })).verdict).toBe('refuted');
      }),
      { numRuns: 40, seed: 7 },
    );
  }, 60_000);
});
