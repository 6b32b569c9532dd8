/** Minimal cases of defects found by attacking the kernel and the ladder: each was once a wrong verdict. */

import { describe, expect, it } from 'vitest';
import { decodeCertificate } from '../../src/certificate/certificate-schema.js';
import { checkClaim } from '../../src/check/check-claim.js';
import { reservationOf } from '../../src/check/continuation.js';
import { DEFAULT_OPTIONS } from '../../src/check/options.js';
import { remainingMs } from '../../src/check/remaining-ms.js';
import { checkCertificate } from '../../src/checker/check-certificate.js';
import { verify } from '../../src/checker/stored-certificate.js';
import { parse } from '../../src/expression/parse.js';
import { type KernelOptions, proveEquality, proveInequality } from '../../src/kernel/index.js';
import { domainOf } from '../domain/domain-of.js';
import { type ClaimBody, check, claimOf } from './claim-of.js';

const REAL = domainOf({ x: 'real' });

const equality = (left: string, right: string, domain = REAL, options: KernelOptions = { seed: 1 }) =>
  proveEquality({ left: parse(left), right: parse(right), domain }, options);

/** The primes at which the kernel tested an identity it proved in one case. */
function primesOf(left: string, right: string): bigint[] {
  const result = equality(left, right);
  if (result.kind !== 'proved') throw new Error(`expected a proof of ${left} = ${right}`);
  return checkCertificate(decodeCertificate(result.certificate)).primes.map(BigInt);
}

describe('a power is exp(y log x) only where its base is known to be positive', () => {
  it.each([
    ['sqrt(x^(2*n))', 'x^n'],
    ['(x^2)^(n/2)', 'x^n'],
    ['sqrt(x^n*x^n)', 'x^n'],
    ['exp(log(x^sqrt(4))/2)', 'x'],
    ['sqrt(x^(2*3^5000))', 'x^(3^5000)'],
  ])('%s = %s is not proved', (left, right) => {
    expect(equality(left, right, domainOf({ x: 'real', n: 'integer' })).kind).toBe('not-proved');
  });

  it.each([
    ['x^n', domainOf({ x: 'real', n: 'integer' })],
    ['x^pi', domainOf({ x: 'nonnegative' })],
    ['x^sqrt(9)', REAL],
  ])('%s > 0 is not proved', (left, domain) => {
    const goal = { left: parse(left), operator: '>' as const, right: parse('0'), domain };
    expect(proveInequality(goal, { seed: 1 }).kind).toBe('not-proved');
  });

  it('nor is the sign of a leading coefficient', async () => {
    const symbols = { a: 'real', n: 'integer', x: 'real' } as const;
    const result = await check(symbols, { limit: { of: 'a^n/x^2', as: 'x -> 0', is: 'inf' } });
    expect(result.verdict).not.toBe('proved');
  });
});

describe('the exponent of an order is compared exactly', () => {
  it.each<[string, ClaimBody]>([
    ['exact', { order: { of: 'x^2', as: 'x -> 0', exponent: '2.00000000000000000001' } }],
    ['a bound', { order: { of: 'x^2', as: 'x -> 0', exponent: '2.00000000000000000001', exact: false } }],
    [
      'at infinity',
      { order: { of: 'x^2', as: 'x -> inf', exponent: '1.99999999999999999999', exact: false } },
    ],
  ])('%s: a near miss of 1e-20 is refuted', async (_, body) => {
    expect((await check({ x: 'real' }, body)).verdict).toBe('refuted');
  });
});

describe('an author cannot know the primes of a zero test', () => {
  it('a literal made of the primes of another certificate is not taken for zero', async () => {
    const literal = primesOf('x + 7/10^200', '7/10^200 + x').reduce((a, b) => a * b);
    expect(equality(`x*(1 + ${literal}/10^200)`, 'x').kind).toBe('not-proved');
    const result = await check({ x: 'real' }, { equal: [`x*(1 + ${literal}/10^200)`, 'x'] });
    expect(result.verdict).not.toBe('proved');
  });

  it('nor is an exponent made of them taken for a period', () => {
    // Fermat: 2^(p−1) = 1 modulo p.
    const exponent = primesOf('x + 1', '1 + x').reduce((product, p) => product * (p - 1n), 1n);
    expect(equality(`2^(${exponent}*10^400)`, '1').kind).toBe('not-proved');
  });

  it('an error bound that is not a number proves nothing', () => {
    const result = equality('2^(10^400) + x', 'x + 2^(10^400)');
    const decision = result.kind === 'proved' ? result.certificate.decision : 'exact';
    if (decision !== 'exact') expect(decision.log2Error).toBeLessThan(-100);
  });
});

describe('a limit or an order is refuted only at parameters for which the function is defined', () => {
  it.each<[string, Parameters<typeof check>[0], ClaimBody]>([
    // True: the function needs a ≥ 0 (a > 0), and there |a| = a.
    ['sqrt', { a: 'real', x: 'real' }, { limit: { of: 'a + x*sqrt(a)', as: 'x -> 0+', is: 'abs(a)' } }],
    ['log', { a: 'real', x: 'real' }, { limit: { of: 'a + x*log(a)', as: 'x -> 0+', is: 'abs(a)' } }],
    ['acosh', { a: 'real', x: 'real' }, { limit: { of: 'a + x*acosh(a)', as: 'x -> 0+', is: 'abs(a)' } }],
    ['power', { a: 'real', x: 'real' }, { limit: { of: 'a + x^2*a^x', as: 'x -> 0+', is: 'abs(a)' } }],
    [
      'a coefficient that vanishes where the function is defined',
      { a: 'real', x: 'real' },
      { order: { of: '(abs(a) - a)*x + x^2*sqrt(a)', as: 'x -> 0+', exponent: 2, exact: false } },
    ],
    // Vacuous: the function is defined nowhere.
    ['nowhere defined', { a: 'negative', x: 'real' }, { limit: { of: 'sqrt(a)/x', as: 'x -> 0+', is: '0' } }],
    [
      'an order of what is nowhere defined',
      { a: 'real', b: 'negative', x: 'real' },
      { order: { of: 'a*x + sqrt(b)*x^2', as: 'x -> 0+', exponent: 2, exact: false } },
    ],
  ])('%s', async (_, symbols, body) => {
    expect((await check(symbols, body)).verdict).not.toBe('refuted');
  });

  it('and where it is defined, it still is refuted', async () => {
    const body: ClaimBody = { limit: { of: 'a + x*sqrt(a)', as: 'x -> 0+', is: '-abs(a)' } };
    const result = await check({ a: 'real', x: 'real' }, body);
    expect(result.verdict).toBe('refuted');
    expect(result.counterexample?.point).toEqual({ a: '1' });
  });
});

describe('a two-sided limit is supported only when both sides were seen', () => {
  it('exp(-1/x) tends to 0 from the right only', async () => {
    const result = await check({ x: 'real' }, { limit: { of: 'exp(-1/x)', as: 'x -> 0', is: '0' } });
    expect(result.verdict).toBe('refuted');
  });

  it('nor is it where the other side is beyond the kernel', async () => {
    // From the left an exponential of an exponential grows; from the right all vanishes.
    const of = 'x*exp(exp(-1/x))';
    const result = await check({ x: 'real' }, { limit: { of, as: 'x -> 0', is: '0' } });
    expect(['undecided', 'refuted']).toContain(result.verdict);
  });
});

describe('the time budget holds', () => {
  const within = (left: string, right: string, domain = REAL) => {
    const start = performance.now();
    equality(left, right, domain, { seed: 1, ms: 500 });
    return performance.now() - start;
  };

  it('for a literal of thousands of digits under a logarithm', () => {
    expect(within(`log(1${'0'.repeat(4_000)}1)`, 'x')).toBeLessThan(2_000);
  });

  it('for a root of a product of thousands of factors', () => {
    const product = Array.from({ length: 6_000 }, () => 'x').join('*');
    expect(within(`sqrt(${product})`, 'x^3000', domainOf({ x: 'positive' }))).toBeLessThan(2_000);
  });
});

describe('a logarithm that only a derivative brought in is no fact about its argument', () => {
  // d/dn x^n = x^n·log x, but the claim does not say x > 0: x = -1, n = 1 refutes each.
  const domain = domainOf({ x: 'real', n: 'integer' });

  it.each([
    ['log(x^(2*n)) + exp(log(x^2)/2)', 'log(x^(2*n)) + x'],
    ['log(3 + x^n) + exp(log(x^2)/2)', 'log(3 + x^n) + x'],
  ])('%s = %s is not proved', (left, right) => {
    expect(equality(left, right, domain).kind).toBe('not-proved');
  });

  it.each([
    ['exp(x^n) + exp(y) + log(1 + y^2)', 'exp(y) + exp(x^n) + log(1 + y^2)'],
    ['x*atanh(tanh(y*abs(x^n)))', 'x*y*abs(x^n)'],
  ])('%s: looking for it ends', (left, right) => {
    expect(() => equality(left, right, domainOf({ x: 'real', y: 'real', n: 'integer' }))).not.toThrow();
  });
});

describe('an exponent made of sign() is an integer, and allows a negative base', () => {
  // x = -1, y = 1 refutes each.
  it.each([
    ['abs(x)*x^sign(y)', 'x*x^sign(y)'],
    ['x^sign(y) + abs(x)', 'x + x^sign(y)'],
    ['x^(sign(y)*n) + abs(x)', 'x + x^(sign(y)*n)'],
  ])('%s = %s is not proved', (left, right) => {
    const domain = domainOf({ x: 'real', y: 'positive', n: 'integer' });
    expect(equality(left, right, domain).kind).toBe('not-proved');
  });

  it('nor is an order of the two', () => {
    const goal = { left: parse('x*x^(2*sign(y))'), operator: '>' as const, right: parse('0') };
    const domain = domainOf({ x: 'real', y: 'positive' });
    expect(proveInequality({ ...goal, domain }, { seed: 1 }).kind).toBe('not-proved');
  });
});

describe('a concave polynomial that vanishes at both ends is positive between them', () => {
  const unit = { gt: '0', lt: '1' };

  it('sign() of it is not 0', () => {
    // y = z = 0, x = 1/2, v = 1 refutes.
    const domain = domainOf({ x: unit, y: 'real', z: 'real', v: 'nonnegative' });
    const left = '(1 - sign(y - z)^2)*sign((y - z) + (x - x^2)*v)';
    expect(equality(left, '0', domain).kind).toBe('not-proved');
  });

  it('nor is it bounded by 0', () => {
    const domain = domainOf({ x: unit, y: { ge: '0', le: '0' }, v: 'nonnegative' });
    const goal = { left: parse('y + (x - x^2)*v'), operator: '<=' as const, right: parse('0'), domain };
    expect(proveInequality(goal, { seed: 1 }).kind).toBe('not-proved');
  });
});

describe('an expansion speaks only where the function is defined beside the limit', () => {
  it.each<[string, Parameters<typeof check>[0], ClaimBody]>([
    // True: asin(a + x) needs a < 1 near x = 0, and there min(a, 1) = a.
    [
      'an arcsine whose argument lies outside of [-1, 1]',
      { a: 'positive', x: 'real' },
      { assume: ['1 - a^2 != 0'], limit: { of: 'min(a, 1) + x*asin(a + x)', as: 'x -> 0', is: 'a' } },
    ],
    ['an arcsine of 2', { x: 'real' }, { limit: { of: 'x + x^2*asin(2 + x)', as: 'x -> 0', is: '1' } }],
    [
      'zero times what is undefined',
      { x: 'real' },
      { limit: { of: 'x + 0*log(-1)', as: 'x -> 0', is: '1' } },
    ],
  ])('%s refutes nothing', async (_, symbols, body) => {
    expect((await check(symbols, body)).verdict).not.toBe('refuted');
  });

  it.each<[string, ClaimBody]>([
    ['zero times log(-1)', { limit: { of: 'x + 0*log(-1)', as: 'x -> 0', is: '0' } }],
    ['x² times asin 2', { limit: { of: 'x + x^2*asin(2 + x)', as: 'x -> 0', is: '0' } }],
  ])('and %s proves nothing: the claim is vacuous', async (_, body) => {
    expect((await check({ x: 'real' }, body)).verdict).toBe('undecided');
  });
});

describe('a cited claim says nothing beyond the points at which it speaks', () => {
  it('a power over a real exponent needs x > 0; over an integer it does not', () => {
    // x = -1, n = 1 refutes the claim; the cited one speaks of x > 0 only.
    const [left, right] = [parse('x^n'), parse('abs(x)^n')];
    const cited = {
      id: 'cited',
      relation: '=' as const,
      left,
      right,
      domain: domainOf({ x: 'real', n: 'real' }),
    };
    expect(proveEquality(cited, { seed: 1 }).kind).toBe('proved');
    const domain = domainOf({ x: 'real', n: 'integer' }, ['x != 0']);
    expect(proveEquality({ left, right, domain, lemmas: [cited] }, { seed: 1 }).kind).toBe('not-proved');
  });

  it('the ends of a chain are not equal where a line between them is undefined', async () => {
    // False for x < -10^400, where no draw ever is; the line between is undefined there.
    const far = 'x + 1e400';
    const lines = [`abs(${far})`, `exp(log(${far}))`, far];
    const chain = { ...claimOf({ x: 'real' }, { chain: lines }), id: 'chain' };
    const ends = { ...claimOf({ x: 'real' }, { equal: [lines[0], far] }), using: ['chain'] };
    const result = await checkClaim(chain, 'f', DEFAULT_OPTIONS);
    const earlier = new Map([['chain', { claim: chain, result }]]);
    expect((await checkClaim(ends, 'f', DEFAULT_OPTIONS, earlier)).verdict).not.toBe('proved');
  });
});

describe('an angle that is as good as 0', () => {
  it('does not make a claim malformed', async () => {
    // At n = 2^20 the angle is about 10^(-5·10^11).
    const angle = 'atan(tan(exp(-n^2)))';
    const results = [];
    for (let seed = 1; seed <= 12; seed++) {
      const claim = claimOf(
        { x: 'positive', n: 'integer' },
        { equal: ['x', `x*(sin(${angle})^2 + cos(${angle})^2)`] },
      );
      results.push((await checkClaim(claim, 'found', { ...DEFAULT_OPTIONS, seed, runs: 24 })).verdict);
    }
    expect(results).not.toContain('error');
    expect(results).not.toContain('refuted');
  }, 60_000);
});

describe('an exact reduction in which a divisor vanishes', () => {
  it('proves nothing that its certificate does not prove again', async () => {
    const result = await check(
      { x: 'positive', y: { gt: 0, lt: 1 } },
      { derivative: { of: 'cos(y)', by: 'x', is: 'cos(acos(0 + y - y))' } },
    );
    expect(['proved', 'supported']).toContain(result.verdict);
    for (const certificate of result.certificates ?? []) expect(() => verify(certificate)).not.toThrow();
  });
});

describe('a budget that is spent', () => {
  const symbols = { t: 'nonnegative', a0: 'positive', k: 'positive' } as const;
  const solves = claimOf(symbols, {
    solves: {
      variable: 't',
      forms: { a: 'a0*exp(-k*t)' },
      field: { a: '-k*a' },
      initial: { at: '0', values: { a: 'a0' } },
    },
  });

  it('leaves undecided what was not looked at of a closed form', () => {
    expect(reservationOf(solves, { seed: 1, ms: 5_000 })).toBeUndefined();
    expect(reservationOf(solves, { seed: 1, ms: -1 })).toMatchObject({
      cap: 'undecided',
      reason: expect.stringContaining('the budget ended'),
    });
  });

  it('gives no share of its own to each further question', () => {
    expect(remainingMs(100, performance.now() - 1_000)).toBe(1);
    expect(remainingMs(1_000_000, performance.now())).toBeGreaterThan(900_000);
  });
});
