import { describe, expect, it } from 'vitest';
import type { Certificate, Proof, SignStep } from '../../src/certificate/certificate.js';
import { decodeCertificate } from '../../src/certificate/certificate-schema.js';
import { Rejected } from '../../src/certificate/rejected.js';
import { checkCertificate } from '../../src/checker/check-certificate.js';
import { domainOf, type SymbolsInput } from '../../src/domain/read-domain.js';
import { symbol } from '../../src/expression/expression.js';
import { parse } from '../../src/expression/parse.js';
import { proveEquality, proveInequality } from '../../src/kernel/index.js';

const equal = (left: string, right: string, symbols: SymbolsInput, assume: readonly string[] = []) =>
  proveEquality({ left: parse(left), right: parse(right), domain: domainOf(symbols, assume) }, { seed: 1 });

const MODE = 's*a/(a + (s - a)*exp(-2*abs(s)*u))';
const TIMES: SymbolsInput = { s: 'real', a: 'real', u: 'nonnegative' };

describe('what is defined with |s| is known to be defined with s', () => {
  it('roots of squares over such divisors are opened', () => {
    expect(equal(`sqrt(4*(${MODE})^2)`, `2*abs(${MODE})`, TIMES, ['a*s > 0']).kind).toBe('proved');
  });

  it('but not with the wrong sign', () => {
    expect(equal(`sqrt(4*(${MODE})^2)`, `2*(${MODE})`, TIMES, ['a*s > 0']).kind).toBe('not-proved');
  });

  it.each<[string, (step: SignStep) => SignStep]>([
    ['speaks of something else', (s) => ({ ...s, of: symbol('s') })],
    ['resolves something else', (s) => ({ ...s, from: symbol('s') }) as SignStep],
    ['says more', (s) => ({ ...s, is: 2 })],
  ])('a resolution that %s is rejected', (_, change) => {
    const result = equal(`sqrt(4*(${MODE})^2)`, `2*abs(${MODE})`, TIMES, ['a*s > 0']);
    if (result.kind !== 'proved') throw new Error(result.reason);
    const certificate = decodeCertificate(result.certificate);
    expect(() => checkCertificate(certificate)).not.toThrow();
    const mutant = changed(certificate, change);
    expect(JSON.stringify(mutant, bigints)).not.toBe(JSON.stringify(certificate, bigints));
    expect(() => checkCertificate(mutant)).toThrow(Rejected);
  });
});

describe('signs of sums, powers and factors', () => {
  const K = 'sqrt(l^2 + 4*s^2)';
  const D = `(sqrt(l^2 + 4*a^2)*${K} + l^2 + 4*s*a)`;
  const E = `exp(-${K}*u)`;
  const BRACKET = `(1 - ${E})^2*${D} + 2*${E}*(1 - ${E})*${K}*(sqrt(l^2 + 4*a^2) + ${K}) + 2*${E}^2*${K}^2`;
  const ALL: SymbolsInput = { s: 'real', l: 'real', a: 'real', u: 'nonnegative' };
  const positive = (left: string, symbols: SymbolsInput, assume: readonly string[]) =>
    proveInequality(
      { left: parse(left), operator: '>', right: parse('0'), domain: domainOf(symbols, assume) },
      { seed: 1 },
    ).kind;

  it.each<[string, SymbolsInput, readonly string[], string]>([
    [BRACKET, ALL, [`${D} > 0`, `${K} > 0`], 'proved'],
    [BRACKET, ALL, [], 'not-proved'],
    [`${D}*(${BRACKET})`, ALL, [`${D} > 0`, `${K} > 0`], 'proved'],
    [`-${D}*(${BRACKET})`, ALL, [`${D} > 0`, `${K} > 0`], 'not-proved'],
    ['(x - y)^2', { x: 'real', y: 'real', z: 'real' }, ['(x - y)*(z - y) > 0'], 'proved'],
    ['(x - z)^2', { x: 'real', y: 'real', z: 'real' }, ['(x - y)*(z - y) > 0'], 'not-proved'],
    ['x^2', { x: 'real', y: 'real' }, ['x*y < 0'], 'proved'],
    ['x^2', { x: 'real', y: 'real' }, ['x*y <= 0'], 'not-proved'],
  ])('%s > 0 over %j with %j: %s', (left, symbols, assume, verdict) => {
    expect(positive(left, symbols, assume)).toBe(verdict);
  });
});

const bigints = (_: string, value: unknown) => (typeof value === 'bigint' ? `${value}` : value);

function changed(certificate: Certificate, change: (step: SignStep) => SignStep): Certificate {
  if (certificate.kind !== 'comparison') throw new Error('no comparison');
  const steps = (all: readonly SignStep[]) =>
    all.map((step) => (step.by === 'resolution' ? change(step) : step));
  const inProof = (proof: Proof): Proof =>
    proof.kind === 'part'
      ? { ...proof, signs: steps(proof.signs) }
      : {
          ...proof,
          signs: steps(proof.signs),
          parts: proof.parts.map((part) => ({ ...part, proof: inProof(part.proof) })),
        };
  return { ...certificate, proof: inProof(certificate.proof) };
}
