/** Every sign rule: an honest certificate is accepted, and each certificate with one error in it is not. */
import { describe, expect, it } from 'vitest';
import type { ComparisonCertificate, SignStep } from '../../src/certificate/certificate.js';
import { Rejected } from '../../src/certificate/rejected.js';
import { checkCertificate, decideCertificate } from '../../src/checker/check-certificate.js';
import { differentiate } from '../../src/expression/differentiate.js';
import { parse } from '../../src/expression/parse.js';
import { rational } from '../../src/expression/rational.js';
import { NEGATIVE, NONNEGATIVE, NULL, POSITIVE } from '../../src/rules/signs.js';
import { bySigns, certificate, given, monomial, operation, part, step } from './build.js';

const REAL = { x: 'real', y: 'real' } as const;
const UP = { x: 'positive' } as const;
const UNIT = { x: { ge: 0, le: 1 } } as const;

type Case = readonly [what: string, certificate: ComparisonCertificate];

interface Rule {
  readonly rule: SignStep['by'] | 'split' | 'difference' | 'squares' | 'empty';
  readonly honest: readonly Case[];
  readonly mutants: readonly Case[];
}

const plusOne = [operation('x^2', NONNEGATIVE), operation('x^2 + 1', POSITIVE)];

const enclosed = (le: number) =>
  bySigns(
    'exp(x) - 2',
    '>',
    { x: { ge: 1, le } },
    [step('enclosure', 'exp(x) - 2', POSITIVE, { bits: 64 })],
    POSITIVE,
  );

const bound = (about: string, is = NONNEGATIVE) =>
  bySigns(
    'exp(x) - (1 + x)',
    is === POSITIVE ? '>' : '>=',
    REAL,
    [step('bound', 'exp(x) - (1 + x)', is, { about: parse(about) })],
    is,
  );

const square = (times: Parameters<typeof monomial>, term: Parameters<typeof monomial>) =>
  bySigns(
    'x^2 - 2*x*y + y^2',
    '>=',
    REAL,
    [
      step('combination', 'x^2 - 2*x*y + y^2', NONNEGATIVE, {
        times: monomial(...times),
        terms: [monomial(...term)],
      }),
    ],
    NONNEGATIVE,
  );

const fraction = (above: string, below: string, divisors: Parameters<typeof monomial>) =>
  bySigns(
    '1/(x^2 + 1)',
    '>',
    REAL,
    [
      ...plusOne,
      operation('2*x^2', NONNEGATIVE),
      operation('2*x^2 + 2', POSITIVE),
      step('fraction', '1/(x^2 + 1)', POSITIVE, {
        above: parse(above),
        below: parse(below),
        divisors: monomial(...divisors),
      }),
    ],
    POSITIVE,
  );

const quadratic = (a: string, b: string, c: string, gap: string) =>
  bySigns(
    'x^2 + x + 1',
    '>',
    REAL,
    [
      operation(gap, POSITIVE),
      step('quadratic', 'x^2 + x + 1', POSITIVE, {
        x: parse('x'),
        a: parse(a),
        b: parse(b),
        c: parse(c),
        gap: parse(gap),
      }),
    ],
    POSITIVE,
  );

const chord = (symbols: Parameters<typeof bySigns>[2], bend: string) =>
  bySigns(
    'x - x^2',
    '>=',
    symbols,
    [
      step('enclosure', 'x', NONNEGATIVE, { bits: 64 }),
      step('enclosure', '1 - x', NONNEGATIVE, { bits: 64 }),
      operation('0', NULL),
      operation(bend, bend === '1' ? POSITIVE : NEGATIVE),
      step('chord', 'x - x^2', NONNEGATIVE, {
        x: parse('x'),
        from: parse('0'),
        to: parse('0'),
        bend: parse(bend),
      }),
    ],
    NONNEGATIVE,
  );

const dominance = (rest: string, gap: string) =>
  bySigns(
    'sqrt(x^2 + 1) + x',
    '>',
    REAL,
    [
      ...plusOne,
      operation('sqrt(x^2 + 1)', POSITIVE),
      operation(gap, POSITIVE),
      step('dominance', 'sqrt(x^2 + 1) + x', POSITIVE, {
        larger: parse('sqrt(x^2 + 1)'),
        rest: parse(rest),
        gap: parse(gap),
      }),
    ],
    POSITIVE,
  );

const rewriting = (of: string, symbols: Parameters<typeof bySigns>[2] = UP) =>
  bySigns(of, '>', symbols, [given('x', POSITIVE), step('rewriting', of, POSITIVE, {})], POSITIVE);

const VANISHES = '(x + 1)^2 - x^2 - 2*x - 1';
const identity = (of: string) =>
  bySigns(
    `${of} + 1`,
    '>',
    REAL,
    [step('identity', of, NULL, { proof: part([], 'difference') }), operation(`${of} + 1`, POSITIVE)],
    POSITIVE,
  );

const slopeOf = (of: string) => differentiate(parse(of), 'x');

/** of > 0 along the segment from `from` to x. */
function monotone(
  of: string,
  symbols: Parameters<typeof bySigns>[2],
  {
    from = '0',
    along,
    before = [],
  }: { from?: string; along?: readonly SignStep[]; before?: readonly SignStep[] } = {},
): ComparisonCertificate {
  const inside = along ?? [operation('exp(x)', POSITIVE), { by: 'operation', of: slopeOf(of), is: POSITIVE }];
  return bySigns(
    of,
    '>',
    symbols,
    [
      given('x', POSITIVE),
      step('enclosure', 'exp(0) - 1', NULL, { bits: 64 }),
      ...before,
      step('monotone', of, POSITIVE, { variable: 'x', from: parse(from), along: inside }),
    ],
    POSITIVE,
  );
}

const logarithms = (coefficient: ReturnType<typeof rational>, of = 'log(x)') =>
  bySigns(
    '0 + log(x)',
    '>',
    { x: { gt: 1 } },
    [
      given('x - 1', POSITIVE),
      step('logarithms', '0 + log(x)', POSITIVE, { terms: [{ of: parse(of), coefficient }] }),
    ],
    POSITIVE,
  );

const split = (first: number, second: number) =>
  certificate('abs(x) - x', '>=', REAL, {
    kind: 'split',
    on: parse('x'),
    signs: [],
    parts: [first, second].map((signs) => ({
      signs,
      proof: part(
        signs === NONNEGATIVE
          ? [
              given('x', NONNEGATIVE),
              step('combination', 'x - x - 0', NULL, { times: monomial(1), terms: [] }),
            ]
          : [
              given('x', signs),
              operation('-x', NONNEGATIVE),
              step('combination', '-x - x - 0', NONNEGATIVE, {
                times: monomial(1),
                terms: [monomial(2, ['-x', 1])],
              }),
            ],
        'sign',
      ),
    })),
  });

const positiveAndNot = (symbols: Parameters<typeof bySigns>[2]) =>
  certificate(VANISHES, '=', symbols, {
    kind: 'split',
    on: parse('x'),
    signs: [],
    parts: [
      { signs: POSITIVE, proof: part([], 'difference') },
      { signs: NEGATIVE | NULL, proof: part([given('x', 0)], 'empty') },
    ],
  });

const RULES: readonly Rule[] = [
  {
    rule: 'given',
    honest: [['the domain', bySigns('x', '>', UP, [given('x', POSITIVE)], POSITIVE)]],
    mutants: [
      ['a domain that does not say so', bySigns('x', '>', REAL, [given('x', POSITIVE)], POSITIVE)],
      ['another quantity', bySigns('y', '>', { x: 'positive', y: 'real' }, [given('y', POSITIVE)], POSITIVE)],
      ['the opposite', bySigns('-x', '>', UP, [given('x', NEGATIVE), operation('-x', POSITIVE)], POSITIVE)],
    ],
  },
  {
    rule: 'operation',
    honest: [['a square plus one', bySigns('x^2 + 1', '>', REAL, plusOne, POSITIVE)]],
    mutants: [
      ['a cube', bySigns('x^3', '>=', REAL, [operation('x^3', NONNEGATIVE)], NONNEGATIVE)],
      ['a square that may vanish', bySigns('x^2', '>', REAL, [operation('x^2', POSITIVE)], POSITIVE)],
      ['a premise left out', bySigns('x^2 + 1', '>', REAL, plusOne.slice(1), POSITIVE)],
    ],
  },
  {
    rule: 'enclosure',
    honest: [['a box', enclosed(2)]],
    mutants: [
      [
        'a wider box',
        bySigns(
          'exp(x) - 2',
          '>',
          { x: { ge: 0, le: 2 } },
          [step('enclosure', 'exp(x) - 2', POSITIVE, { bits: 64 })],
          POSITIVE,
        ),
      ],
      [
        'no box',
        bySigns(
          'exp(x) - 2',
          '>',
          { x: { ge: 1 } },
          [step('enclosure', 'exp(x) - 2', POSITIVE, { bits: 64 })],
          POSITIVE,
        ),
      ],
    ],
  },
  {
    rule: 'bound',
    honest: [['e^x ≥ 1 + x', bound('exp(x)')]],
    mutants: [
      ['strictly', bound('exp(x)', POSITIVE)],
      ['of another function', bound('exp(2*x)')],
    ],
  },
  {
    rule: 'combination',
    honest: [['a square', square([1], [1, ['x - y', 2]])]],
    mutants: [
      ['another square', square([1], [1, ['x + y', 2]])],
      ['a multiplier that may vanish', square([1, ['x', 1]], [1, ['x', 1], ['x - y', 2]])],
      ['a fractional exponent', square([1], [1, ['(x - y)^4', rational(1, 2)]])],
      [
        'an odd power',
        bySigns(
          'x^3',
          '>=',
          REAL,
          [step('combination', 'x^3', NONNEGATIVE, { times: monomial(1), terms: [monomial(1, ['x', 3])] })],
          NONNEGATIVE,
        ),
      ],
      ['a negative scale', square([1], [-1, ['x - y', 2]])],
    ],
  },
  {
    rule: 'fraction',
    honest: [['one over a square plus one', fraction('1', 'x^2 + 1', [1, ['x^2 + 1', 1]])]],
    mutants: [
      ['another numerator', fraction('2', 'x^2 + 1', [1, ['x^2 + 1', 1]])],
      ['a foreign divisor', fraction('2', '2*x^2 + 2', [1, ['2*x^2 + 2', 1]])],
      ['a divisor of scale 0', fraction('1', 'x^2 + 1', [0, ['x^2 + 1', 1]])],
    ],
  },
  {
    rule: 'quadratic',
    honest: [['a negative discriminant', quadratic('1', '1', '1', '3')]],
    mutants: [
      ['another coefficient', quadratic('1', '2', '1', '3')],
      ['another gap', quadratic('1', '1', '1', '4')],
    ],
  },
  {
    rule: 'chord',
    honest: [['a concave arc', chord(UNIT, '-1')]],
    mutants: [
      ['bent the other way', chord(UNIT, '1')],
      ['beyond the ends', chord({ x: { ge: 0, le: 2 } }, '-1')],
    ],
  },
  {
    rule: 'dominance',
    honest: [['√(x² + 1) > |x|', dominance('x', '1')]],
    mutants: [
      ['another rest', dominance('2*x', '1')],
      ['another gap', dominance('x', '2')],
    ],
  },
  {
    rule: 'rewriting',
    honest: [['tan(atan x) = x', rewriting('tan(atan(x))')]],
    mutants: [
      ['asin(sin x) is not x', rewriting('asin(sin(x))')],
      ['acosh(cosh x) is not x', rewriting('acosh(cosh(x))')],
    ],
  },
  {
    rule: 'identity',
    honest: [['a square written out', identity(VANISHES)]],
    mutants: [
      ['what does not vanish', identity('(x + 1)^2 - x^2 - 2*x')],
      [
        'inside a segment',
        monotone(`exp(x) - 1 + 0*x`, UP, {
          before: [operation('exp(0) - 1 + 0*0', NULL)],
          along: [
            operation('exp(x)', POSITIVE),
            step('identity', VANISHES, NULL, { proof: part([], 'difference') }),
            { by: 'operation', of: slopeOf('exp(x) - 1 + 0*x'), is: POSITIVE },
          ],
        }),
      ],
    ],
  },
  {
    rule: 'monotone',
    honest: [['e^x − 1 rises from 0', monotone('exp(x) - 1', UP)]],
    mutants: [
      ['a start that moves', monotone('exp(x) - 1', UP, { from: 'x' })],
      ['another start', monotone('exp(x) - 1', UP, { from: '-1' })],
      ['a slope of unknown sign', monotone('exp(x) - 1', UP, { along: [] })],
      ['an integer, which does not move', monotone('exp(x) - 1', { x: { is: 'integer', gt: 0 } })],
      ['a segment of length 0', monotone('exp(x) - 1', { x: { ge: 0, le: 0 } })],
      [
        'a kink on the way',
        bySigns(
          'abs(x + 1) - 1',
          '>',
          UP,
          [
            given('x', POSITIVE),
            step('enclosure', 'abs(0 + 1) - 1', NULL, { bits: 64 }),
            step('monotone', 'abs(x + 1) - 1', POSITIVE, {
              variable: 'x',
              from: parse('0'),
              along: [{ by: 'operation', of: slopeOf('abs(x + 1) - 1'), is: POSITIVE }],
            }),
          ],
          POSITIVE,
        ),
      ],
      [
        'a pole at the start',
        bySigns(
          '1 - 1/x',
          '>',
          UP,
          [
            given('x', POSITIVE),
            step('monotone', '1 - 1/x', POSITIVE, {
              variable: 'x',
              from: parse('0'),
              along: [given('x', POSITIVE), { by: 'operation', of: slopeOf('1 - 1/x'), is: POSITIVE }],
            }),
          ],
          POSITIVE,
        ),
      ],
    ],
  },
  {
    rule: 'logarithms',
    honest: [['log x > 0 beyond 1', logarithms(rational(1))]],
    mutants: [
      ['half a logarithm', logarithms(rational(1, 2))],
      ['none', logarithms(rational(0))],
      ['what is no logarithm', logarithms(rational(1), 'exp(x)')],
      ['another sum', logarithms(rational(2))],
    ],
  },
  {
    rule: 'split',
    honest: [['|x| ≥ x on both sides', split(NONNEGATIVE, (NONNEGATIVE ^ POSITIVE) | NEGATIVE)]],
    mutants: [
      ['one side twice', split(NONNEGATIVE, NONNEGATIVE)],
      ['without a part of it', split(NONNEGATIVE, NULL)],
    ],
  },
  {
    rule: 'difference',
    honest: [['a square written out', certificate(VANISHES, '=', REAL, part([], 'difference'))]],
    mutants: [
      ['one term less', certificate('(x + 1)^2 - x^2 - 2*x', '=', REAL, part([], 'difference'))],
      ['a millionth', certificate(`${VANISHES} + x/10^6`, '=', REAL, part([], 'difference'))],
      ['an inequality', certificate(VANISHES, '>=', REAL, part([], 'difference'))],
    ],
  },
  {
    rule: 'squares',
    honest: [
      [
        'of what vanishes',
        certificate(
          VANISHES,
          '=',
          REAL,
          part([step('identity', VANISHES, NULL, { proof: part([], 'difference') })], 'squares'),
        ),
      ],
    ],
    mutants: [
      ['of what does not', certificate('x', '=', UP, part([given('x', POSITIVE)], 'squares'))],
      ['without a sign', certificate(VANISHES, '=', REAL, part([], 'squares'))],
    ],
  },
  {
    rule: 'empty',
    honest: [['the negative part of a positive domain', positiveAndNot(UP)]],
    mutants: [
      ['a domain with points', certificate('x', '=', UP, part([given('x', POSITIVE)], 'empty'))],
      ['a part with points', positiveAndNot(REAL)],
      ['what is defined nowhere', certificate('x', '=', UP, part([operation('1/(1 - 1)', 0)], 'empty'))],
    ],
  },
];

describe.each(RULES)('$rule', ({ honest, mutants }) => {
  it.each(honest)('accepts %s', (_, c) => {
    expect(() => decideCertificate(c)).not.toThrow();
    expect(() => checkCertificate(c)).not.toThrow();
  });

  it.each(mutants)('rejects %s', (_, c) => {
    expect(() => decideCertificate(c)).toThrow(Rejected);
    expect(() => checkCertificate(c)).toThrow(Rejected);
  });
});
