import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { derivationOf } from '../../src/claim/compile-derivation.js';
import type { ClaimInput } from '../../src/claim/document.js';
import {
  changeInWords,
  defaultPoint,
  type SweepAxis,
  sweepClaim,
  sweptSides,
} from '../../src/explore/index.js';
import { integratedCurve } from '../../src/explore/integrated-curve.js';
import { placeOn, requireAxis, valuesOn } from '../../src/explore/sweep-axis.js';
import { parseRational, rational, toNumber } from '../../src/expression/rational.js';

const exact = (text: string) => parseRational(text)!;
const axis = (symbol: string, from: string, to: string, scale: SweepAxis['scale'] = 'linear'): SweepAxis => ({
  symbol,
  from: exact(from),
  to: exact(to),
  scale,
});
const claimOf = (claim: ClaimInput) =>
  derivationOf({
    derivation: 'd',
    title: 'D',
    symbols: { lambda: 'real', s: 'positive', a0: 'positive', u: 'nonnegative', x: 'real' },
    define: { K: 'sqrt(lambda^2 + 4*s^2)' },
    claims: [claim],
  }).claims[0];
const at = (values: Record<string, string>) =>
  new Map(Object.entries(values).map(([name, text]) => [name, exact(text)]));

describe('an axis', () => {
  it.each([
    ['linear', '-3', '7'],
    ['log', '1e-8', '1e8'],
    ['symlog', '-1e6', '1e6'],
  ] as const)('%s: its values rise from end to end, at equal places', (scale, from, to) => {
    const swept = axis('x', from, to, scale);
    const values = valuesOn(swept, 21);
    expect(values[0]).toEqual(swept.from);
    expect(values.at(-1)).toEqual(swept.to);
    expect(values).toHaveLength(21);
    values.forEach((value, k) => {
      expect(placeOn(swept, toNumber(value))).toBeCloseTo(k / 20, 3);
    });
  });

  it('symlog passes through zero', () => {
    expect(valuesOn(axis('x', '-1e6', '1e6', 'symlog'), 21).map(toNumber)).toContain(0);
  });

  it.each([
    ['1', '1', 'linear'],
    ['2', '1', 'linear'],
    ['0', '1', 'log'],
    ['-1', '1', 'log'],
  ] as const)('refuses %s..%s on a %s scale', (from, to, scale) => {
    expect(() => requireAxis(axis('x', from, to, scale))).toThrow(
      expect.objectContaining({ code: 'bad-axis' }),
    );
  });
});

describe('a sweep', () => {
  it('sets both sides of an equality beside each other, to guaranteed digits', () => {
    const claim = claimOf({ id: 'c', equal: ['(K - lambda)*(K + lambda)', '4*s^2'] });
    const { rows, changes } = sweepClaim(claim, {
      axis: axis('lambda', '-1e12', '1e12', 'symlog'),
      at: at({ s: '1/3' }),
    });
    expect(rows.every((row) => row.verdict === 'holds' && row.agreement === Number.POSITIVE_INFINITY)).toBe(
      true,
    );
    for (const { left } of rows)
      expect(left).toMatchObject({ kind: 'value', text: expect.stringMatching(/^0\.4{19}/) });
    expect(changes).toEqual([]);
  });

  it('says in how many digits unequal sides agree, and where the claim fails', () => {
    const claim = claimOf({ id: 'c', equal: ['K', 'abs(lambda)'] });
    const { rows } = sweepClaim(claim, {
      axis: axis('lambda', '1', '1e6', 'log'),
      at: at({ s: '1' }),
      points: 7,
    });
    expect(rows.every((row) => row.verdict === 'fails' && row.relation === '>')).toBe(true);
    // K - lambda is about 2 s^2/lambda.
    expect(rows.at(-1)?.agreement).toBeCloseTo(12 - Math.log10(2), 1);
  });

  it('encloses where the verdict changes', () => {
    const claim = claimOf({ id: 'c', holds: 'x^2 <= 2' });
    const { changes } = sweepClaim(claim, { axis: axis('x', '-3', '3'), at: new Map(), points: 8 });
    const verdicts = changes.filter(({ before }) => before === 'holds' || before === 'fails');
    expect(verdicts).toHaveLength(2);
    expect(changeInWords(verdicts[1], 'x')).toMatch(/^x = 1\.41421\d*: holds below, fails beyond$/);
    for (const { from, to } of verdicts) {
      expect(toNumber(to) - toNumber(from)).toBeLessThan(1e-7);
      expect(Math.abs(toNumber(from)) - Math.SQRT2).toBeLessThan(1e-7);
    }
  });

  it('is right where floats end', () => {
    const claim = claimOf({ id: 'c', holds: 'exp(x) > x' });
    const { rows, changes } = sweepClaim(claim, { axis: axis('x', '-1e6', '1e6'), at: new Map(), points: 3 });
    expect(rows.map(({ verdict }) => verdict)).toEqual(['holds', 'holds', 'holds']);
    expect(rows[2].left).toMatchObject({ text: expect.stringMatching(/e\+?434294$/), sign: 1 });
    expect(rows[0].left).toMatchObject({ text: expect.stringMatching(/e-434295$/), sign: 1 });
    expect(rows[2].agreement).toBeLessThan(0.01);
    expect(changes).toEqual([]);
    const near = claimOf({ id: 'c', equal: ['exp(x)', 'exp(x)*(1 + 1/10^9)'] });
    // The gap is known to three digits.
    const [row] = sweepClaim(near, { axis: axis('x', '1e6', '2e6'), at: new Map(), points: 2 }).rows;
    expect(row.agreement).toBeCloseTo(9, 2);
  });

  it('stays on integers where the symbol is one', () => {
    const claim = claimOf({ id: 'c', symbols: { x: 'integer' }, holds: 'x^2 <= 10' });
    const { rows, changes } = sweepClaim(claim, { axis: axis('x', '-0.5', '6'), at: new Map(), points: 41 });
    expect(rows.map(({ value }) => toNumber(value))).toEqual([0, 1, 2, 3, 4, 5, 6]);
    const [change] = changes.filter(({ before }) => before === 'holds');
    expect([change.from, change.to].map(toNumber)).toEqual([3, 4]);
  });

  it('tells what is undefined from what is outside of the domain', () => {
    const claim = claimOf({ id: 'c', symbols: { x: { le: 2 } }, holds: 'sqrt(x) >= 0' });
    const { rows } = sweepClaim(claim, { axis: axis('x', '-1', '3'), at: new Map(), points: 5 });
    expect(rows.map(({ verdict }) => verdict)).toEqual([
      'undefined',
      'holds',
      'holds',
      'holds',
      'outside the domain',
    ]);
  });

  it('finds the balance beyond which a mode never speeds up: s/sqrt 2, as its claim says', () => {
    const claim = claimOf({
      id: 'c',
      symbols: { a0: { gt: 0, le: 1 } },
      solves: {
        variable: 'u',
        forms: {
          x: 's - (s - a0)*2*K^2*(K*sqrt(lambda^2 + 4*a0^2) + lambda^2 + 4*a0*s)*exp(-K*u)/((K*sqrt(lambda^2 + 4*a0^2) + lambda^2 + 4*a0*s)^2 + 8*s*(s - a0)*(K*sqrt(lambda^2 + 4*a0^2) + lambda^2 + 4*a0*s)*exp(-K*u) - 4*lambda^2*(s - a0)^2*exp(-2*K*u))',
        },
        field: { x: 'sqrt(lambda^2 + 4*x^2)*(s - x)' },
      },
    });
    const { changes, rows } = sweepClaim(claim, {
      axis: axis('lambda', '0.1', '1.5'),
      at: at({ s: '1', a0: '1e-9', u: '1' }),
      over: axis('u', '0', '40'),
      points: 6,
    });
    // From a start at next to nothing it slows down, speeds up and slows down; beyond the boundary it only slows down.
    expect(rows[0].shape).toBe('rises, 2 inflections');
    expect(rows.at(-1)?.shape).toBe('rises, concave');
    const last = changes.filter(({ after }) => after === 'rises, concave');
    expect(last).toHaveLength(1);
    expect(toNumber(last[0].from)).toBeCloseTo(Math.SQRT1_2, 3);
  });

  it('is refused for a claim that compares nothing at a point', () => {
    const claim = claimOf({ id: 'c', limit: { of: 'K', as: 'lambda -> 0', is: '2*s' } });
    expect(() => sweptSides(claim)).toThrow(expect.objectContaining({ code: 'not-swept' }));
  });
});

describe('the integrated flow', () => {
  const claim = claimOf({
    id: 'c',
    solves: {
      variable: 'u',
      forms: { x: 'a0*exp(-s*u)' },
      field: { x: '-s*x' },
      initial: { at: 0, values: { x: 'a0' } },
    },
  });

  it('is what the field gives, not the closed form', () => {
    const point = at({ a0: '2', s: '3' });
    const states = integratedCurve(claim, 0, point, [0, 0.5, 1])!;
    [0, 0.5, 1].forEach((t, k) => {
      expect(states[k]).toBeCloseTo(2 * Math.exp(-3 * t), 6);
    });
  });

  it('is not there for claims without a flow', () => {
    expect(integratedCurve(claimOf({ id: 'c', equal: ['s', 's'] }), 0, new Map(), [0])).toBeUndefined();
  });
});

describe('a default point', () => {
  it('lies in the domain, keeps what is given, and is not degenerate where it need not be', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 50 }), (n) => {
        const { domain } = claimOf({ id: 'c', assume: ['a0 < s'], equal: ['a0 + s', 's + a0'] });
        const point = defaultPoint(domain, new Map([['s', rational(n, 7)]]));
        expect(point.get('s')).toEqual(rational(n, 7));
        expect(toNumber(point.get('a0')!)).toBeLessThan(n / 7);
        expect(toNumber(point.get('a0')!)).toBeGreaterThan(0);
      }),
      { numRuns: 30 },
    );
  });
});
