import { describe, expect, it } from 'vitest';
import type { SymbolsInput } from '../../src/claim/document.js';
import { type ClaimBody, check } from '../soundness/claim-of.js';

const SYMBOLS = { lambda: 'real', u: 'real', s: 'positive' } as const;
const at0 = { extend: { lambda: 0 } } as const;

describe('a comparison extended to a point', () => {
  it.each<[string, ClaimBody]>([
    [
      'equality',
      { equal: ['(exp(lambda*u) - 1)/lambda', '2*exp(lambda*u/2)*sinh(lambda*u/2)/lambda'], ...at0 },
    ],
    [
      'one side defined',
      { equal: ['(exp(lambda)*exp(u) - exp(u))/lambda', 'exp(u)*(exp(lambda) - 1)/lambda'], ...at0 },
    ],
    [
      'chain',
      {
        chain: [
          '(1 - exp(-2*lambda*u))/lambda',
          '2*exp(-lambda*u)*sinh(lambda*u)/lambda',
          '2*sinh(lambda*u)/(lambda*exp(lambda*u))',
        ],
        ...at0,
      },
    ],
    ['another point', { equal: ['(u^2 - s^2)/(u - s)', 'u + s'], extend: { u: 's' } }],
    [
      'inequality',
      { holds: '(lambda + 1)^2/(1 + lambda) >= 0', symbols: { lambda: { ge: -1 } }, extend: { lambda: -1 } },
    ],
  ])('%s: is proved', async (_, body) => {
    const result = await check(SYMBOLS, body);
    expect(result).toMatchObject({ verdict: 'proved', ok: true });
    expect(result.evidence.some((e) => e.kind === 'exact-proof' && e.method === 'expansion')).toBe(true);
  });

  /** Each is true wherever both sides are defined, and false once they are extended. */
  it.each<[string, SymbolsInput, ClaimBody]>([
    [
      'a strict inequality that becomes an equality',
      { lambda: 'real' },
      { holds: '(lambda^2 + lambda)/lambda > 1', symbols: { lambda: { ge: 0 } } },
    ],
    [
      'a value off by 1e-20 at the point alone',
      { lambda: { ge: 0 } },
      { holds: 'lambda^2/lambda + 1e-20 > 1e-20' },
    ],
  ])('%s: holds as it stands, and is refuted once extended', async (_, symbols, body) => {
    const plain = await check(symbols, body);
    expect(plain.verdict).not.toBe('refuted');
    const result = await check(symbols, { ...body, ...at0 } as ClaimBody);
    expect(result).toMatchObject({ verdict: 'refuted', ok: false });
    expect(result.counterexample?.point).toMatchObject({ lambda: '0' });
    expect(result.counterexample?.because).toContain('at lambda = 0, extended');
  });

  it('a false claim is refuted before it is extended', async () => {
    const result = await check(SYMBOLS, {
      equal: ['sinh(lambda)/lambda', 'sinh(lambda)/lambda + 1e-20'],
      ...at0,
    });
    expect(result.verdict).toBe('refuted');
  });

  it('names the wrong line of a chain', async () => {
    const chain = ['sinh(lambda)/lambda', 'sinh(-lambda)/(-lambda)', 'sinh(lambda)/lambda + lambda'];
    expect(await check({ lambda: 'real' }, { chain, ...at0 })).toMatchObject({
      verdict: 'refuted',
      firstWrongStep: 2,
    });
  });

  it.each<[string, ClaimBody, RegExp]>([
    [
      'a jump',
      { equal: ['abs(lambda)/lambda', 'lambda/abs(lambda)'], ...at0 },
      /from the left and from the right differ/,
    ],
    ['a pole', { equal: ['1/lambda', 'lambda/lambda^2'], ...at0 }, /grows without bound/],
    ['a value beside the limit', { equal: ['lambda/lambda', 'sign(lambda)^2'], ...at0 }, /does not extend/],
    ['an oscillation', { equal: ['sin(1/lambda)', 'sin(1/lambda)'], ...at0 }, /could not be derived/],
    [
      'an isolated point',
      { equal: ['sinh(lambda)/lambda', 'sinh(lambda)/lambda'], assume: ['lambda^2 > 1'], ...at0 },
      /no points near lambda = 0/,
    ],
  ])('%s: is undecided, with the reason', async (_, body, reason) => {
    const result = await check({ lambda: 'real' }, body);
    expect(result.verdict).toBe('undecided');
    expect(result.reason).toMatch(reason);
    expect(result.reason).toContain('at lambda = 0, extended');
  });

  it('looks from the sides of the domain only', async () => {
    const body: ClaimBody = { equal: ['abs(lambda)/lambda', 'lambda/abs(lambda)'], ...at0 };
    expect((await check({ lambda: 'nonnegative' }, body)).verdict).toBe('proved');
    expect((await check({ lambda: 'real' }, { ...body, assume: ['lambda <= 0'] })).verdict).toBe('proved');
  });

  it('changes nothing where it is not asked for', async () => {
    const plain = await check({ lambda: 'real' }, { equal: ['lambda/lambda', 'sign(lambda)^2'] });
    expect(plain.verdict).toBe('proved');
  });
});
