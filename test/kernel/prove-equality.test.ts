import { describe, expect, it } from 'vitest';
import { decodeCertificate } from '../../src/certificate/certificate-schema.js';
import { checkCertificate } from '../../src/checker/check-certificate.js';
import { domainOf, type SymbolsInput } from '../../src/domain/read-domain.js';
import { parse } from '../../src/expression/parse.js';
import { type KernelOptions, proveEquality } from '../../src/kernel/index.js';
import { isPrime } from '../../src/rules/prime-field.js';

const prove = (
  left: string,
  right: string,
  symbols: SymbolsInput = {},
  assume: readonly string[] = [],
  options: KernelOptions = { seed: 1 },
) => proveEquality({ left: parse(left), right: parse(right), domain: domainOf(symbols, assume) }, options);

const REAL = { x: 'real', y: 'real' } as const;
const POSITIVE = { x: 'positive', y: 'positive' } as const;

describe('true identities are proved', () => {
  it.each<[string, string, SymbolsInput]>([
    ['(x + y)^3', 'x^3 + 3*x^2*y + 3*x*y^2 + y^3', REAL],
    ['sqrt(x^2)', 'abs(x)', REAL],
    ['(x^6)^(1/4)', 'abs(x)^(3/2)', REAL],
    ['sqrt(x*y)', 'sqrt(x)*sqrt(y)', POSITIVE],
    ['sqrt(x + 1 - 2*sqrt(x))', 'abs(sqrt(x) - 1)', POSITIVE],
    ['sqrt(5 + 2*sqrt(6))', 'sqrt(2) + sqrt(3)', {}],
    ['sqrt(5 - 2*sqrt(6))', 'sqrt(3) - sqrt(2)', {}],
    ['cbrt(x)^2*cbrt(x)', 'x', REAL],
    ['cbrt(-x)', '-cbrt(x)', REAL],
    ['max(x, y)', '(x + y + abs(x - y))/2', REAL],
    ['sign(x)*abs(x)', 'x', REAL],
    ['log(x^2)', '2*log(abs(x))', REAL],
    ['log(x*y)', 'log(x) + log(y)', POSITIVE],
    ['exp(2*log(abs(x)))', 'x^2', REAL],
    ['2^x*3^x', '6^x', REAL],
    ['x^y', 'exp(y*log(x))', REAL],
    ['cosh(x)^2 - sinh(x)^2', '1', REAL],
    ['tanh(x/2)', '(exp(x) - 1)/(exp(x) + 1)', REAL],
    ['asinh(sinh(x))', 'x', REAL],
    ['acosh(cosh(x))', 'abs(x)', REAL],
    ['atanh(x)', 'log((1 + x)/(1 - x))/2', REAL],
    ['sin(3*x)', '3*sin(x) - 4*sin(x)^3', REAL],
    ['sin(x + pi/3)', 'sin(x)/2 + sqrt(3)/2*cos(x)', REAL],
    ['cos(pi/5)', '(1 + sqrt(5))/4', {}],
    ['tan(3*pi/11) + 4*sin(2*pi/11)', 'sqrt(11)', {}],
    ['sin(pi/12)', '(sqrt(6) - sqrt(2))/4', {}],
    ['x^n*x^m', 'x^(n + m)', { x: 'positive', n: 'integer', m: 'integer' }],
    ['1/(sqrt(x) + sqrt(y))', '(sqrt(x) - sqrt(y))/(x - y)', POSITIVE],
    ['sqrt((sqrt(l^2 + 4*s^2) - l)/2)*sqrt((sqrt(l^2 + 4*s^2) + l)/2)', 's', { l: 'real', s: 'positive' }],
  ])('%s = %s', (left, right, symbols) => {
    expect(prove(left, right, symbols)).toMatchObject({ kind: 'proved' });
  });
});

describe('false identities are not', () => {
  it.each<[string, string, SymbolsInput]>([
    ['sqrt(x^2)', 'x', REAL],
    ['(x^4)^(1/4)', 'x', REAL],
    ['sqrt(x + 1 - 2*sqrt(x))', 'sqrt(x) - 1', POSITIVE],
    ['sqrt(x + 1 - 2*sqrt(x))', '1 - sqrt(x)', POSITIVE],
    ['sqrt(5 - 2*sqrt(6))', 'sqrt(2) - sqrt(3)', {}],
    ['sqrt(l^2 + 2*l*s + s^2)', 'l + s', { l: 'real', s: 'positive' }],
    ['exp(log(x^2)/2)', 'x', REAL],
    ['acosh(cosh(x))', 'x', REAL],
    ['asin(sin(x))', 'x', REAL],
    ['atan(tan(x))', 'x', REAL],
    ['cbrt(x^2)', 'cbrt(x)', REAL],
    ['max(x, y)', '(x + y + (x - y))/2', REAL],
    ['sign(x)^2', '1', REAL],
    ['abs(x + y)', 'abs(x) + abs(y)', REAL],
    ['cos(2*pi/5)', '(1 + sqrt(5))/4', {}],
    ['cos(4*pi/5)', '(sqrt(5) - 1)/4', {}],
    ['sin(2*pi/7) + sin(4*pi/7) + sin(6*pi/7)', 'sqrt(7)/2', {}],
    ['tan(3*pi/11) + 4*sin(2*pi/11)', '-sqrt(11)', {}],
    ['x*(1 + 1e-20)', 'x', REAL],
    ['exp(pi*sqrt(163))', '640320^3 + 744', {}],
    ['x^n*x^m', 'x^(n*m)', { x: 'positive', n: 'integer', m: 'integer' }],
    ['(-1)^(2*n + 1)', '1', { n: 'integer' }],
    ['sqrt(x^(2*n))', 'x^n', { x: 'real', n: 'integer' }],
    ['sqrt(2)*sqrt(3)*sqrt(5)', 'sqrt(31)', {}],
    ['abs(abs(x) - 1)', 'abs(x) - 1', REAL],
  ])('%s = %s', (left, right, symbols) => {
    expect(prove(left, right, symbols).kind).toBe('not-proved');
  });

  it('holds on the part of the domain where it is true', () => {
    expect(prove('sqrt(x + 1 - 2*sqrt(x))', 'sqrt(x) - 1', { x: { gt: 1 } }).kind).toBe('proved');
    expect(prove('sqrt(x^2)', 'y - x', REAL, ['x < 0']).kind).toBe('not-proved');
    expect(prove('abs(x - y)', 'y - x', REAL, ['x < y']).kind).toBe('proved');
  });
});

describe('a certificate', () => {
  const results = [
    prove('sqrt(x^2)*log(y^2)', 'abs(x)*2*log(abs(y))', REAL),
    prove('sqrt(x*y)', 'sqrt(x)*sqrt(y)', POSITIVE),
    prove('exp(x + y)', 'exp(x)*exp(y)', REAL),
  ];

  it('is plain JSON', () => {
    for (const result of results) {
      if (result.kind !== 'proved') throw new Error(result.reason);
      const { certificate } = result;
      expect(JSON.parse(JSON.stringify(certificate))).toEqual(certificate);
    }
  });

  it('holds an exact reduction where one is affordable, else names its primes and an error below 2^-100', () => {
    const decisionOf = (left: string, right: string) => {
      const result = prove(left, right, REAL);
      if (result.kind !== 'proved') throw new Error(result.reason);
      return result.certificate.decision;
    };
    expect(decisionOf('(x + 1)^2', 'x^2 + 2*x + 1')).toBe('exact');
    const trials = decisionOf('(x + 1)^3000/(x + 1)^2999', 'x + 1');
    if (trials === 'exact') throw new Error('a power of 3000 was written out');
    expect(trials.log2Error).toBeLessThan(-100);
    expect(trials.primes.length).toBeGreaterThan(1);
    for (const p of trials.primes) expect(isPrime(BigInt(p))).toBe(true);
  });

  it('covers both signs where the domain was split', () => {
    const [split] = results;
    if (split.kind !== 'proved') throw new Error(split.reason);
    const certificate = decodeCertificate(split.certificate);
    if (certificate.kind !== 'comparison' || certificate.proof.kind !== 'split') throw new Error('no split');
    expect(certificate.proof.parts.reduce((all, { signs }) => all | signs, 0)).toBe(7);
  });

  it('belongs to what it proves: the same for any seed, with other primes for another claim', () => {
    const of = (seed: number, right = 'x^2 + 2*x + 1') => {
      const result = prove('(x + 1)^2', right, REAL, [], { seed });
      if (result.kind !== 'proved') throw new Error(result.reason);
      return result.certificate;
    };
    expect(of(5)).toEqual(of(6));
    const primes = (right?: string) => checkCertificate(decodeCertificate(of(5, right))).primes;
    expect(primes()).not.toEqual(primes('1 + 2*x + x^2'));
  });
});

describe('a budget ends as not proved, within its time', () => {
  const nested = Array.from({ length: 40 }).reduce<string>((e, _, i) => `sqrt(${i + 2} + ${e})`, 'x');
  const terms = Array.from({ length: 10_000 }, (_, i) => `x^${(i % 7) + 1}*${i + 1}`).join(' + ');
  const radicals = Array.from({ length: 14 }, (_, i) => `sqrt(x + ${i})`).join(' + ');

  it.each([
    ['40 nested radicals', nested, 'x'],
    ['degree 10^6', '(x + 1)^1000000', 'x^1000000'],
    ['degree 10^60', `(x + 1)^(10^60)`, 'x'],
    ['10^4 terms', terms, `x + ${terms}`],
    ['14 radicals under a product', `(${radicals})^5`, 'x'],
    ['a tower of exponentials', 'exp(exp(exp(exp(exp(x)))))', 'exp(exp(exp(exp(x))))'],
    ['roots of unity of a large order', 'cos(pi/719)', 'sqrt(2)'],
  ])('%s', (_, left, right) => {
    const [a, b, domain] = [parse(left), parse(right), domainOf({ x: 'positive' })];
    const start = performance.now();
    const result = proveEquality({ left: a, right: b, domain }, { seed: 1, ms: 500 });
    expect(result.kind).toBe('not-proved');
    expect(performance.now() - start).toBeLessThan(2_500);
  });
});
