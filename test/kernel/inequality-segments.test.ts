import { describe, expect, it } from 'vitest';
import type { ComparisonCertificate, Proof, SignStep } from '../../src/certificate/certificate.js';
import { decodeCertificate } from '../../src/certificate/certificate-schema.js';
import { Rejected } from '../../src/certificate/rejected.js';
import { checkCertificate } from '../../src/checker/check-certificate.js';
import { domainOf, type SymbolsInput } from '../../src/domain/read-domain.js';
import { integer, NOUGHT, symbol, UNIT } from '../../src/expression/expression.js';
import { parse } from '../../src/expression/parse.js';
import { rational } from '../../src/expression/rational.js';
import { type InequalityGoal, proveInequality } from '../../src/kernel/index.js';

function prove(text: string, symbols: SymbolsInput, assume: readonly string[] = []) {
  const [, left, operator, right] = /^(.*?)(<=|>=|<|>)(.*)$/.exec(text)!;
  const goal = { left: parse(left), operator: operator as InequalityGoal['operator'], right: parse(right) };
  return proveInequality({ ...goal, domain: domainOf(symbols, assume) }, { seed: 1 });
}

type Case = [text: string, symbols: SymbolsInput, assume?: readonly string[]];

const q = (z: string, c: string): string => `(${z})/2*(asinh((${z})/(${c})) - tanh(asinh((${z})/(${c}))/2))`;

const TRUE: readonly Case[] = [
  ['sqrt(x^2 + a^2) > sqrt(y^2 + a^2)', { x: 'positive', y: 'nonnegative', a: 'real' }, ['y < x']],
  ['x + sqrt(x^2 + a^2) < y + sqrt(y^2 + a^2)', { x: 'positive', y: 'positive', a: 'real' }, ['x < y']],
  ['asinh(x) > log(2*x)', { x: 'positive' }],
  ['x*(log(x) - 1) >= -1', { x: 'positive' }],
  [`${q('z', 'c')} >= 0`, { z: 'real', c: 'positive' }],
  [
    'x^2*(2*sqrt(c^2 + a^2)) + y^2*(2*sqrt(d^2 + b^2)) >= 2*min(c, d)*(x^2 + y^2)',
    { x: 'real', y: 'real', a: 'real', b: 'real', c: 'positive', d: 'positive' },
  ],
  ['cosh(x) >= 1 + x^2/2', { x: 'real' }],
  ['x*cosh(x) >= sinh(x)', { x: 'nonnegative' }],
  ['cos(x) >= 1 - x^2/2', { x: 'real' }],
  ['exp(x) >= 1 + x + x^2/2', { x: 'nonnegative' }],
  ['x - log(1 + x) >= x^2/(2*(1 + x))', { x: 'nonnegative' }],
  ['log(1 + x) >= 2*x/(2 + x)', { x: 'nonnegative' }],
  ['sin(x) >= x - x^3/6', { x: 'nonnegative' }],
  ['atan(x) >= x/(1 + x^2)', { x: 'nonnegative' }],
  ['tanh(x) >= x/(1 + x)', { x: 'nonnegative' }],
];

/** False, or not known to be true at every point: each is a trap of its own. */
const FALSE: readonly Case[] = [
  // Equality at the boundary, which belongs to the domain.
  ['sqrt(x^2 + a^2) > sqrt(y^2 + a^2)', { x: 'positive', y: 'nonnegative', a: 'real' }, ['y <= x']],
  ['exp(x) > 1 + x + x^2/2', { x: 'nonnegative' }],
  ['x*cosh(x) > sinh(x)', { x: 'nonnegative' }],
  // Only one side of the boundary.
  ['x*cosh(x) >= sinh(x)', { x: 'real' }],
  ['asinh(x) > log(3*x)', { x: 'positive' }],
  ['exp(x) >= 1 + x + x^2/2', { x: 'real' }],
  // A pole on the segment from 0: negative slope everywhere, and the values jump.
  ['1/(1 - x) >= 1', { x: 'nonnegative' }],
  ['1/(x - 1) <= -1', { x: 'nonnegative' }],
  ['-1/x >= -1/y', { x: 'real', y: 'real' }, ['x > y']],
  // Definedness of the claim at the point says nothing about the segment.
  ['1/(1 - x) + sqrt(x^2 - 1) >= 0', { x: 'nonnegative' }],
  ['x - log(1 - x)/2 >= 0 * x + 1', { x: { ge: 0, lt: 1 } }],
  // Steps, kinks and cusps.
  ['x*sign(x - 1) >= 0', { x: 'nonnegative' }],
  ['abs(x - 1) >= 1', { x: 'nonnegative' }],
  ['abs(x - 1) + x >= 2', { x: 'nonnegative' }],
  ['cbrt(x - 1) >= 0', { x: 'nonnegative' }],
  // Increasing and below zero at the start.
  ['x^3 + x >= 1', { x: 'nonnegative' }],
  ['atan(x) >= x', { x: 'nonnegative' }],
  // A start that is no value of the function.
  ['log(x) >= 0', { x: 'positive' }],
  ['1/x - 1 <= 0', { x: 'positive' }],
  ['x*log(x) >= 0', { x: 'positive' }],
  // Relations that cut the segment, or leave the slope without a sign on it.
  ['x^3 - 3*x >= 0', { x: 'nonnegative' }, ['x^2 > 1']],
  ['x^2 - x >= 1', { x: 'nonnegative' }, ['x != 1', 'x > 1/2']],
  // Integer symbols do not move.
  ['2^n >= 3*n', { n: { is: 'integer', ge: 0 } }],
  // Sums of logarithms.
  ['log(x) + log(y) >= log(x + y)', { x: 'positive', y: 'positive' }],
  ['log(x) - log(y) <= x - y', { x: 'positive', y: 'positive' }],
  ['log(x) >= 1 - 1/x + (x - 1)^2/x', { x: 'positive' }],
  // The conjugate touches where the relation is left out.
  [`${q('z', 'c')} + c/2*(cosh(2*y) - 1) > y*z`, { z: 'real', y: 'real', c: 'positive' }],
];

const certificateOf = ([text, symbols, assume]: Case): ComparisonCertificate => {
  const result = prove(text, symbols, assume);
  if (result.kind !== 'proved') throw new Error(`${text}: ${result.reason}`);
  const certificate = decodeCertificate(result.certificate);
  if (certificate.kind !== 'comparison') throw new Error('a comparison was expected');
  return certificate;
};

/** Every certificate in which the change was made in one step of the rule. */
function mutants(
  certificate: ComparisonCertificate,
  by: SignStep['by'],
  change: (step: SignStep) => SignStep | undefined,
): ComparisonCertificate[] {
  const lists = function* (steps: readonly SignStep[]): Iterable<SignStep[]> {
    for (const [i, step] of steps.entries()) {
      const put = (other: SignStep | undefined): SignStep[] => [
        ...steps.slice(0, i),
        ...(other === undefined ? [] : [other]),
        ...steps.slice(i + 1),
      ];
      if (step.by === by) yield put(change(step));
      if (step.by === 'monotone') for (const along of lists(step.along)) yield put({ ...step, along });
    }
  };
  const proofs = function* (proof: Proof): Iterable<Proof> {
    for (const signs of lists(proof.signs)) yield { ...proof, signs };
    if (proof.kind === 'split')
      for (const [i, part] of proof.parts.entries())
        for (const inner of proofs(part.proof))
          yield { ...proof, parts: proof.parts.map((p, k) => (k === i ? { ...part, proof: inner } : p)) };
  };
  return [...proofs(certificate.proof)].map((proof) => ({ ...certificate, proof }));
}

const BY_SEGMENT: Case = ['sinh(x) - x > sinh(y) - y', { x: 'positive', y: 'positive' }, ['x > y']];
const BY_IDENTITY: Case = ['sinh(2*x) >= 2*sinh(y)*cosh(y)', { x: 'real', y: 'real' }, ['x >= y']];
const BY_LOGARITHMS: Case = ['asinh(x) > log(2*x)', { x: 'positive' }];
const BY_REWRITING: Case = ['asinh(sinh(x)) + exp(x) > y', { x: 'real', y: 'real' }, ['x > y']];

describe('inequalities along segments and by logarithms', () => {
  it.each(TRUE)('%s is proved', (...one) => {
    expect(prove(...one)).toMatchObject({ kind: 'proved' });
  });

  it.each(FALSE)('%s is not', (...one) => {
    expect(prove(...one).kind).toBe('not-proved');
  });

  it.each<[string, Case, SignStep['by'], (step: SignStep) => SignStep | undefined]>([
    ['starts elsewhere', BY_SEGMENT, 'monotone', (s) => ({ ...s, from: integer(7) }) as SignStep],
    ['starts at zero', BY_SEGMENT, 'monotone', (s) => ({ ...s, from: NOUGHT }) as SignStep],
    [
      'starts where it ends',
      BY_SEGMENT,
      'monotone',
      (s) => (s.by === 'monotone' ? { ...s, from: symbol(s.variable) } : s),
    ],
    ['moves another symbol', BY_SEGMENT, 'monotone', (s) => ({ ...s, variable: 'a' }) as SignStep],
    ['knows nothing inside', BY_SEGMENT, 'monotone', (s) => ({ ...s, along: [] }) as SignStep],
    ['claims the opposite', BY_SEGMENT, 'monotone', (s) => ({ ...s, is: 1 })],
    ['speaks of more', BY_SEGMENT, 'monotone', (s) => ({ ...s, of: UNIT, is: 1 })],
    [
      'uses other logarithms',
      BY_LOGARITHMS,
      'logarithms',
      (s) => (s.by === 'logarithms' ? { ...s, terms: s.terms.slice(1) } : s),
    ],
    [
      'uses halves of logarithms',
      BY_LOGARITHMS,
      'logarithms',
      (s) =>
        s.by === 'logarithms'
          ? { ...s, terms: s.terms.map((t) => ({ ...t, coefficient: rational(1, 2) })) }
          : s,
    ],
    [
      'turns logarithms around',
      BY_LOGARITHMS,
      'logarithms',
      (s) =>
        s.by === 'logarithms'
          ? { ...s, terms: s.terms.map((t) => ({ ...t, coefficient: rational(-t.coefficient.numerator) })) }
          : s,
    ],
    ['says something else vanishes', BY_IDENTITY, 'identity', (s) => ({ ...s, of: UNIT })],
    ['says what vanishes is positive', BY_IDENTITY, 'identity', (s) => ({ ...s, is: 4 })],
    ['rewrites something else', BY_REWRITING, 'rewriting', (s) => ({ ...s, of: symbol('x') })],
  ])('a certificate that %s is rejected', (_, one, by, change) => {
    const certificate = certificateOf(one);
    expect(() => checkCertificate(certificate)).not.toThrow();
    const changed = mutants(certificate, by, change);
    expect(changed.length).toBeGreaterThan(0);
    for (const mutant of changed) expect(() => checkCertificate(mutant)).toThrow(Rejected);
  });
});
