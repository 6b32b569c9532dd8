import { describe, expect, it } from 'vitest';
import { examineClaim } from '../../../src/check/assumptions/examine-claim.js';
import { checkClaim } from '../../../src/check/check-claim.js';
import { DEFAULT_OPTIONS } from '../../../src/check/options.js';
import type { ClaimInput, DerivationInput, SymbolsInput } from '../../../src/index.js';
import { checkAssumptions, derivationOf } from '../../../src/index.js';
import { type ClaimBody, claimOf } from '../../soundness/claim-of.js';

const examined = (symbols: SymbolsInput, body: ClaimBody, define: DerivationInput['define'] = {}) =>
  checkAssumptions(
    derivationOf({
      derivation: 'd',
      title: 'd',
      symbols,
      define,
      claims: [{ id: 'c', ...body } as ClaimInput],
    }),
    'c',
    { runs: 64, claimBudgetMs: 8_000 },
  );

/** `x > 0: needed`, `x > 0 → x >= 0: not needed`. */
const statuses = async (symbols: SymbolsInput, body: ClaimBody, define?: DerivationInput['define']) =>
  ((await examined(symbols, body, define)).assumptions ?? []).map(
    ({ assumption, instead, status }) =>
      `${instead === undefined ? assumption : `${assumption} → ${instead}`}: ${status}`,
  );

describe('a bound', () => {
  it('is needed where a counterexample lies outside, and may be needed less than it is assumed', async () => {
    const { assumptions, suggestedDomain, verdict, ok } = await examined(
      { x: 'positive' },
      { equal: ['sqrt(x^2)', 'x'] },
    );
    expect({ verdict, ok }).toEqual({ verdict: 'proved', ok: true });
    expect(assumptions).toMatchObject([
      { assumption: 'x > 0', kind: 'bound', status: 'needed', counterexample: { point: { x: '-1' } } },
      {
        assumption: 'x > 0',
        instead: 'x >= 0',
        status: 'not needed',
        over: { symbols: { x: 'nonnegative' } },
      },
    ]);
    expect(assumptions?.[1].evidence.some(({ kind }) => kind === 'exact-proof')).toBe(true);
    expect(suggestedDomain).toMatchObject({
      symbols: { x: 'nonnegative' },
      changes: ['x: nonnegative instead of positive'],
    });
  });

  it('is not needed where the stronger claim is proved', async () => {
    const square: ClaimBody = { equal: ['(x + y)^2', 'x^2 + 2*x*y + y^2'] };
    expect(await statuses({ x: 'positive', y: 'real' }, square)).toEqual(['x > 0: not needed']);
  });

  it('is vacuous outside where a side is never defined there', async () => {
    const { assumptions, suggestedDomain } = await examined(
      { x: 'positive', y: 'positive' },
      { equal: ['log(x*y)', 'log(x) + log(y)'] },
    );
    expect(assumptions).toMatchObject([
      { assumption: 'x > 0', status: 'vacuous outside' },
      { assumption: 'y > 0', status: 'vacuous outside' },
    ]);
    for (const { outside } of assumptions ?? []) {
      expect(outside?.draws).toBeGreaterThan(10);
      expect(outside?.undefinedDraws).toBe(outside?.draws);
    }
    expect(suggestedDomain).toBeUndefined();
  });

  it('of an inequality is needed in full, or only as a sign', async () => {
    expect(await statuses({ q: { gt: 1 } }, { holds: 'q^2 > 1' })).toEqual([
      'q > 1: needed',
      'q > 1 → q > 0: needed',
      'q > 1 → q >= 1: needed',
    ]);
    expect(await statuses({ q: { gt: 1 }, r: 'real' }, { holds: 'q*r^2 >= 0' })).toEqual([
      'q > 1: needed',
      'q > 1 → q > 0: not needed',
    ]);
  });

  it('above is looked at like one below, and both ends apart', async () => {
    expect(await statuses({ x: { ge: '-1', le: 0 } }, { equal: ['abs(x)', '-x'] })).toEqual([
      'x >= -1: not needed',
      'x <= 0: needed',
    ]);
  });

  it('that a relation states goes with it; a weaker relation stays, and binds', async () => {
    const body: ClaimBody = { equal: ['abs(x)', 'x'], assume: ['0 < x'] };
    expect(await statuses({ x: 'real' }, body)).toEqual(['0 < x: needed', '0 < x → x >= 0: not needed']);
    // Of the bound x > 2 the relation x > 0 remains.
    expect(await statuses({ x: { gt: 2 } }, body)).toEqual([
      'x > 2 → x > 0: not needed',
      '0 < x: not needed',
    ]);
  });
});

describe('a relation', () => {
  const symbols = { s: 'positive', a0: 'positive' } as const;

  it('is needed, and needed less than it is assumed', async () => {
    expect(await statuses(symbols, { equal: ['abs(s - a0)', 's - a0'], assume: ['a0 < s'] })).toEqual([
      's > 0: not needed',
      'a0 > 0: not needed',
      'a0 < s: needed',
      'a0 < s → a0 <= s: not needed',
    ]);
  });

  it('is not needed; a bound that the others imply adds no point', async () => {
    const { assumptions, suggestedDomain } = await examined(symbols, {
      equal: ['(s - a0)^2', 's^2 - 2*s*a0 + a0^2'],
      assume: ['a0 < s'],
    });
    expect(assumptions?.map(({ status }) => status)).toEqual(['not needed', 'not needed', 'not needed']);
    expect(assumptions?.[0].reason).toBe('the other assumptions imply it');
    expect(suggestedDomain).toMatchObject({ symbols: { s: 'real', a0: 'real' }, assume: [], kept: [] });
  });

  it('that excludes a point at which nothing is defined is vacuous outside', async () => {
    expect(await statuses({ x: 'real', y: 'real' }, { equal: ['x/y*y', 'x'], assume: ['y != 0'] })).toEqual([
      'y != 0: vacuous outside',
    ]);
  });

  it('that excludes a thin set is needed there', async () => {
    const { assumptions } = await examined(
      { x: 'real', y: 'real' },
      { equal: ['sign(x - y)^2', '1'], assume: ['x != y'] },
    );
    expect(assumptions).toMatchObject([{ assumption: 'x != y', status: 'needed' }]);
    const { x, y } = assumptions?.[0].counterexample?.point ?? {};
    expect(x).toBe(y);
  });

  it('is spelled as the author did, with definitions', async () => {
    expect(
      await statuses({ x: 'real' }, { equal: ['abs(D)', 'D'], assume: ['D > 0'] }, { D: 'x - 3' }),
    ).toEqual(['D > 0: needed', 'D > 0 → D >= 0: not needed']);
  });
});

describe('integer', () => {
  it('gives way to real where the formula means the same', async () => {
    expect(await statuses({ x: 'positive', n: 'integer' }, { equal: ['x^n*x', 'x^(n + 1)'] })).toContain(
      'n an integer: not needed',
    );
    expect(await statuses({ n: { is: 'integer', ge: 1 } }, { holds: 'n >= 1' })).toEqual([
      'n an integer: not needed',
      'n >= 1: needed',
    ]);
  });

  it.each<[SymbolsInput]>([
    [{ n: 'integer' }],
    [{ n: { is: 'integer', ge: -3, le: 3 } }],
    [{ n: { is: 'integer', le: 1 } }],
  ])('is needed where a number between two integers refutes: %j', async (symbols) => {
    // True, and told to the examination as proved: the kernel does not reason about parity.
    const claim = claimOf(symbols, { holds: '(2*n - 1)^2 >= 1/2' });
    const result = { ...(await checkClaim(claim, 'test', DEFAULT_OPTIONS)), verdict: 'proved' as const };
    const report = await examineClaim(
      { claim, file: 'test', options: DEFAULT_OPTIONS, earlier: new Map() },
      result,
    );
    const type = report?.assumptions?.find(({ kind }) => kind === 'integer');
    expect(type?.status).toBe('needed');
    expect(type?.counterexample?.point.n).toMatch(/\//);
  });

  it('is not examined where a power would mean something else', async () => {
    const { assumptions } = await examined({ x: 'real', n: 'integer' }, { equal: ['x^n - x^n', '0'] });
    expect(assumptions).toMatchObject([
      { assumption: 'n an integer', status: 'not examined', reason: expect.stringContaining('exponent') },
    ]);
  });
});

describe('the weakest domain', () => {
  it('keeps one of two assumptions of which either alone can go', async () => {
    const { assumptions, suggestedDomain } = await examined(
      { x: 'nonnegative', y: 'nonnegative' },
      { holds: 'max(x, y) >= 0' },
    );
    expect(assumptions?.map(({ status }) => status)).toEqual(['not needed', 'not needed']);
    expect(suggestedDomain).toMatchObject({
      symbols: { x: 'real', y: 'nonnegative' },
      changes: ['x: real instead of nonnegative'],
      kept: ['y >= 0'],
    });
  });

  it('drops what the others implied once those are gone', async () => {
    const { suggestedDomain } = await examined(
      { x: 'positive', y: 'positive', s: 'positive' },
      { holds: 'x < y', assume: ['x < s', 's < y'] },
    );
    expect(suggestedDomain?.symbols).toEqual({ x: 'real', y: 'real', s: 'real' });
    // x <= s <= y would allow x = y: one of the two stays strict.
    expect(suggestedDomain?.assume).toEqual(['x <= s', 's < y']);
  });

  it('is not offered where every assumption is needed or excludes nothing', async () => {
    const { suggestedDomain } = await examined(
      { z: 'nonnegative', w: 'nonnegative' },
      { equal: ['sqrt(z*w)', 'sqrt(z)*sqrt(w)'] },
    );
    expect(suggestedDomain).toBeUndefined();
  });
});

describe('limits and flows', () => {
  it('leaves the moving variable alone and says so', async () => {
    expect(
      await statuses(
        { x: 'real', h: 'positive', s: 'positive' },
        { limit: { of: '((x + h)^2 - x^2)/h', as: 'h -> 0+', is: '2*x' }, assume: ['h < x + s'] },
      ),
    ).toEqual(['h > 0: not examined', 's > 0: not needed', 'h < x + s: not examined']);
  });

  it('finds parameters at which the limit is another', async () => {
    const { assumptions } = await examined(
      { x: 'positive', h: 'real' },
      { limit: { of: 'sqrt(x^2 + h)', as: 'h -> 0', is: 'x' } },
    );
    expect(assumptions?.[0]).toMatchObject({
      assumption: 'x > 0',
      status: 'needed',
      counterexample: { point: { x: '-1' } },
    });
  });

  it('does not call a closed form a solution where it blows up outside', async () => {
    const found = await examined(
      { u: 'nonnegative', a0: 'negative' },
      {
        solves: {
          variable: 'u',
          forms: { a: 'a0/(1 - a0*u)' },
          field: { a: 'a^2' },
          initial: { at: 0, values: { a: 'a0' } },
        },
      },
    );
    expect(found.verdict).toBe('proved');
    const time = found.assumptions?.find(({ assumption }) => assumption === 'u >= 0');
    expect(time).toMatchObject({ status: 'open', reason: expect.stringContaining('blow up') });
  });
});

describe('a citation', () => {
  const symbols = { x: 'positive' } as const;
  const root: ClaimInput = { id: 'root', equal: ['sqrt(x^2)', 'x'] };

  it('is not needed where the proof stands without it', async () => {
    const claims: ClaimInput[] = [root, { id: 'c', equal: ['sqrt(x^2) + 1', 'x + 1'], using: ['root'] }];
    const { assumptions } = await checkAssumptions(
      derivationOf({ derivation: 'd', title: 'd', symbols, claims }),
      'c',
    );
    expect(assumptions).toContainEqual(
      expect.objectContaining({ assumption: 'using root', kind: 'citation', status: 'not needed' }),
    );
  });

  it('is needed to prove where it carries the proof', async () => {
    const equal = ['sqrt((a^2 - a*b + b^2)^2)', 'a^2 - a*b + b^2'] as const;
    const claims: ClaimInput[] = [
      { id: 'other', equal: ['a*a', 'a^2'] },
      { id: 'bound', holds: 'a^2 - a*b + b^2 >= 0' },
      { id: 'c', equal, using: ['other', 'bound'] },
    ];
    const d = derivationOf({ derivation: 'd', title: 'd', symbols: { a: 'real', b: 'real' }, claims });
    // The kernel may learn to do without; whichever it says must be what a check without the citation says.
    const { assumptions } = await checkAssumptions(d, 'c');
    const without: ClaimInput[] = [{ id: 'c', equal }];
    const alone = await checkAssumptions(
      derivationOf({ derivation: 'd', title: 'd', symbols: { a: 'real', b: 'real' }, claims: without }),
      'c',
    );
    expect(assumptions?.map(({ assumption, status }) => [assumption, status])).toEqual([
      ['using other', 'not needed'],
      ['using bound', alone.verdict === 'proved' ? 'not needed' : 'needed to prove'],
    ]);
  });

  it('of a claim that is not proved carries nothing', async () => {
    const hard = ['asin(sin(x)/(2 + x^2))', 'acos(-sin(x)/(2 + x^2)) - pi/2'] as const;
    const claims: ClaimInput[] = [
      { id: 'hard', equal: hard },
      { id: 'c', equal: ['x + x', '2*x'], using: ['hard'] },
    ];
    const d = derivationOf({ derivation: 'd', title: 'd', symbols: { x: 'real' }, claims });
    const { verdict } = await checkAssumptions(d, 'hard');
    const { assumptions } = await checkAssumptions(d, 'c');
    expect(assumptions).toMatchObject([{ assumption: 'using hard', status: 'not needed' }]);
    if (verdict !== 'proved') expect(assumptions?.[0].reason).toContain(`it is ${verdict}`);
  });
});

describe('a contradiction', () => {
  it('ends the run: a claim called proved is refuted inside its own domain', async () => {
    // False at x < 0. Outside y > 0 nothing is defined, so the counterexample over the larger domain lies inside.
    const claim = claimOf({ x: 'real', y: 'positive' }, { equal: ['x + log(y)', 'abs(x) + log(y)'] });
    const honest = await checkClaim(claim, 'test', DEFAULT_OPTIONS);
    expect(honest.verdict).toBe('refuted');
    const examination = { claim, file: 'test', options: DEFAULT_OPTIONS, earlier: new Map() };
    await expect(examineClaim(examination, { ...honest, verdict: 'proved' })).rejects.toMatchObject({
      code: 'unsound',
    });
  });
});

describe('a chain whose ends differ where a line between them is undefined', () => {
  it('is no contradiction: each step is proved, the ends are only searched', async () => {
    const chain = ['abs(x) + log(y)', 'exp(log(x)) + log(y)', 'x + log(y)'];
    const claim = claimOf({ x: 'real', y: 'positive' }, { chain });
    // As where the search of the ends over the domain itself had found nothing.
    const missed = { ...(await checkClaim(claim, 'test', DEFAULT_OPTIONS)), verdict: 'proved' as const };
    const report = await examineClaim(
      { claim, file: 'test', options: DEFAULT_OPTIONS, earlier: new Map() },
      missed,
    );
    expect(report?.assumptions?.[0]).toMatchObject({
      assumption: 'y > 0',
      status: 'open',
      reason: expect.stringContaining('a point of the domain itself'),
    });
  });
});

describe('what is not examined', () => {
  it.each<[string, ClaimBody, RegExp]>([
    ['an erratum', { equal: ['x', '2*x'], expect: 'refuted' }, /erratum/],
    ['a refuted claim', { equal: ['x', '2*x'] }, /refuted/],
    [
      'a supported claim',
      { equal: ['asin(sin(x)/(2 + x^2))', 'acos(-sin(x)/(2 + x^2)) - pi/2'] },
      /supported/,
    ],
  ])('%s', async (_, body, why) => {
    const result = await examined({ x: 'positive' }, body);
    if (result.verdict === 'proved') return expect(result.assumptions).toBeDefined();
    expect(result.assumptions).toBeUndefined();
    expect(result.assumptionsSkipped).toMatch(why);
  });

  it('is an error for a claim that is not there', async () => {
    const d = derivationOf({
      derivation: 'd',
      title: 'd',
      symbols: { x: 'real' },
      claims: [{ id: 'first', equal: ['x', 'x'] }],
    });
    await expect(checkAssumptions(d, 'frist')).rejects.toMatchObject({
      code: 'unknown-claim',
      hint: 'did you mean first?',
    });
  });

  it('nothing is found about a claim without assumptions', async () => {
    const { assumptions, suggestedDomain } = await examined({ x: 'real' }, { equal: ['x + x', '2*x'] });
    expect(assumptions).toEqual([]);
    expect(suggestedDomain).toBeUndefined();
  });
});
