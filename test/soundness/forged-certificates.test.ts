/** Certificates made up by hand: the checker has to refuse what does not follow, whoever wrote it. */
import { describe, expect, it } from 'vitest';
import type {
  ComparisonCertificate,
  ComparisonOperator,
  Part,
  SignStep,
} from '../../src/certificate/certificate.js';
import { Rejected } from '../../src/certificate/rejected.js';
import { checkCertificate } from '../../src/checker/check-certificate.js';
import { type Expression, NOUGHT } from '../../src/expression/expression.js';
import { parse } from '../../src/expression/parse.js';
import { ONE, rational } from '../../src/expression/rational.js';
import { NONNEGATIVE, POSITIVE } from '../../src/rules/signs.js';
import { domainOf } from '../domain/domain-of.js';

const x = parse('x');
const root = parse('sqrt(x)');
const one = { scale: ONE, factors: [] };
const power = (of: Expression, exponent: number) => ({ of, exponent: rational(exponent) });
const product = (...factors: ReturnType<typeof power>[]) => ({ scale: ONE, factors });

/** left relation 0 by some sign steps alone. */
function certificate(
  left: string,
  relation: ComparisonOperator,
  signs: readonly SignStep[],
  symbols: Parameters<typeof domainOf>[0] = { x: 'real' },
): ComparisonCertificate {
  const proof: Part = { kind: 'part', signs, continuity: [], definitions: [], conclusion: 'sign' };
  const statement = { left: parse(left), right: NOUGHT, domain: domainOf(symbols) };
  return {
    kind: 'comparison',
    statement: { ...statement, relation, alsoDefined: [], hypotheses: [] },
    grounds: [],
    proof,
  };
}

const rootIsNotNegative: SignStep = { of: root, is: NONNEGATIVE, by: 'operation' };

describe('a sign step speaks of the points at which its quantity is defined, and so must all that it is compared with', () => {
  it.each<[string, ComparisonCertificate]>([
    [
      'x = √x·√x is no reason for x ≥ 0',
      certificate('x - 0', '>=', [
        rootIsNotNegative,
        {
          of: parse('x - 0'),
          is: NONNEGATIVE,
          by: 'combination',
          times: one,
          terms: [product(power(root, 2))],
        },
        {
          of: parse('x - 0 - 0'),
          is: NONNEGATIVE,
          by: 'combination',
          times: one,
          terms: [product(power(root, 2))],
        },
      ]),
    ],
    [
      'x⁻⁴·x² = x⁻² is no reason for x² > 0',
      certificate('x^2', '>', [
        {
          of: parse('x^2 - 0'),
          is: POSITIVE,
          by: 'combination',
          times: product(power(x, -4)),
          terms: [product(power(x, -2))],
        },
      ]),
    ],
    [
      'a quadratic in √x says nothing about x < 0',
      certificate('x + 1', '>', [
        { of: parse('1'), is: POSITIVE, by: 'operation' },
        { of: parse('4'), is: POSITIVE, by: 'operation' },
        {
          of: parse('x + 1 - 0'),
          is: POSITIVE,
          by: 'quadratic',
          x: root,
          a: parse('1'),
          b: parse('0'),
          c: parse('1'),
          gap: parse('4'),
        },
      ]),
    ],
  ])('%s', (_, forged) => {
    expect(() => checkCertificate(forged)).toThrow(Rejected);
  });

  it('and where it is defined, the same steps are accepted', () => {
    const steps: SignStep[] = [
      rootIsNotNegative,
      {
        of: parse('x - 0'),
        is: NONNEGATIVE,
        by: 'combination',
        times: one,
        terms: [product(power(root, 2))],
      },
    ];
    const given: SignStep = { of: x, is: POSITIVE, by: 'given' };
    const forged = certificate('x', '>=', [given, ...steps], { x: 'positive' });
    expect(checkCertificate(forged).primes.length).toBeGreaterThan(0);
  });
});
