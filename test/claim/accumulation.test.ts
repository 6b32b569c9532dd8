/** Integrals, sums and expectations as they are written: places of mistakes, scopes, fingerprints, claim files. */
import { describe, expect, it } from 'vitest';
import type { Claim } from '../../src/claim/claim.js';
import { claimFingerprint } from '../../src/claim/fingerprint.js';
import { readClaimText } from '../../src/claim/read-claim-file.js';
import { type ClaimBody, claimOf } from '../soundness/claim-of.js';

const HEAD = [
  'derivation: d', // 1
  'title: T', // 2
  'symbols: { s: positive, T: positive, x: real, n: { is: integer, ge: 1 } }', // 3
  'define: { K: sqrt(x^2 + s^2) }', // 4
  'claims:', // 5
  '  - id: a', // 6
].join('\n');

/** `code line:column` of every problem of a claim whose statement begins at line 7. */
function problemsOf(...lines: string[]): string[] {
  const read = readClaimText(`${HEAD}\n${lines.map((line) => `    ${line}`).join('\n')}\n`, 'x.claims.yaml');
  if (read.kind === 'derivation') return [];
  for (const problem of read.problems) expect(problem.facts().expected).toBeTruthy();
  return read.problems.map((p) => `${p.code} ${p.place?.line}:${p.place?.column}`);
}

describe('a mistake is reported at its place', () => {
  it.each<[string, string, string[]]>([
    ['from without to', 'integral: { of: s, by: t, from: 0, is: s }', ['missing-key 7:15']],
    ['to without from', 'integral: { of: s, by: t, to: 1, is: s }', ['missing-key 7:15']],
    ['the variable in an end', 'integral: { of: t, by: t, from: 0, to: t, is: s }', ['bound-variable 7:44']],
    [
      'the variable in the value',
      'integral: { of: t, by: t, from: 0, to: 1, is: 2*t }',
      ['bound-variable 7:53'],
    ],
    [
      'the variable through a definition',
      'integral: { of: x, by: x, from: 0, to: K, is: s }',
      ['bound-variable 7:44'],
    ],
    ['a definition as variable', 'integral: { of: s, by: K, from: 0, to: 1, is: s }', ['symbol-name 7:28']],
    ['a reserved name', 'integral: { of: s, by: pi, from: 0, to: 1, is: s }', ['symbol-name 7:28']],
    [
      'an antiderivative of an antiderivative',
      'integral: { of: x, by: x, is: s, antiderivative: x }',
      ['antiderivative-without-range 7:38'],
    ],
    [
      'an undeclared variable of an antiderivative',
      'integral: { of: s, by: t, is: s }',
      ['unknown-symbol 7:28'],
    ],
    ['integration over an integer', 'integral: { of: n, by: n, is: n^2/2 }', ['integer-variable 7:28']],
    [
      'an unknown symbol in the integrand',
      'integral: { of: t*zz, by: t, from: 0, to: 1, is: s }',
      ['unknown-symbol 7:23'],
    ],
    ['an unknown key', 'integral: { of: t, by: t, from: 0, upto: 1, is: s }', ['unknown-key 7:40']],
    ['a real bound of a sum', 'sum: { of: k, over: k, from: 0, to: s, is: s }', ['sum-bound 7:41']],
    ['a fraction as bound of a sum', 'sum: { of: k, over: k, from: 1/2, to: n, is: s }', ['sum-bound 7:34']],
    ['half an integer symbol', 'sum: { of: k, over: k, from: 0, to: n/2, is: s }', ['sum-bound 7:41']],
    ['a sum that runs down', 'sum: { of: k, over: k, from: 3, to: 1, is: s }', ['sum-bound 7:41']],
    [
      'a sum to minus infinity',
      'sum: { of: k, over: k, from: 3, to: -inf, is: s, partial: k }',
      ['sum-bound 7:41'],
    ],
    ['the index in a bound', 'sum: { of: k, over: k, from: 0, to: k, is: s }', ['bound-variable 7:41']],
    ['the index in the value', 'sum: { of: k, over: k, from: 0, to: n, is: k }', ['bound-variable 7:48']],
    [
      'an infinite sum without partial sums',
      'sum: { of: k, over: k, from: 0, to: inf, is: s }',
      ['missing-key 7:10'],
    ],
    [
      'partial sums of a finite sum',
      'sum: { of: k, over: k, from: 0, to: n, is: s, partial: k }',
      ['partial-of-finite-sum 7:51'],
    ],
    ['no random variable', 'expectation: { of: s, over: {}, is: s }', ['empty-map 7:33']],
    [
      'a negative variance',
      'expectation: { of: y, over: { y: { gaussian: { variance: -1 } } }, is: s }',
      ['negative-variance 7:62'],
    ],
    [
      'no variance',
      'expectation: { of: y, over: { y: { gaussian: { mean: 1 } } }, is: s }',
      ['missing-key 7:50'],
    ],
    [
      'another distribution',
      'expectation: { of: y, over: { y: { uniform: {} } }, is: s }',
      ['unknown-key 7:40', 'missing-key 7:38'],
    ],
    [
      'dependent variables',
      'expectation: { of: y, over: { y: { gaussian: { variance: z } }, z: { gaussian: { variance: 1 } } }, is: s }',
      ['bound-variable 7:62'],
    ],
    [
      'a random value',
      'expectation: { of: y, over: { y: { gaussian: { variance: 1 } } }, is: y }',
      ['bound-variable 7:75'],
    ],
    [
      'two statements',
      'integral: { of: x, by: x, is: s }\n    sum: { of: k, over: k, from: 0, to: n, is: s }',
      ['several-statements 8:5'],
    ],
  ])('%s', (_, line, expected) => {
    const found = problemsOf(line);
    expect(found).toHaveLength(expected.length);
    expect([...found].sort()).toEqual([...expected].sort());
  });
});

const SYMBOLS = { s: 'positive', T: 'positive', x: 'positive', n: { is: 'integer', ge: 1 } } as const;

describe('what a bound variable is', () => {
  it('not a symbol of the claim, whether declared or not', () => {
    const names = (body: ClaimBody) => [...claimOf(SYMBOLS, body).domain.symbols.keys()];
    expect(names({ integral: { of: 's*x', by: 'x', from: 0, to: 'T', is: 's*T^2/2' } })).toEqual(['s', 'T']);
    expect(names({ integral: { of: 's*t', by: 't', from: 0, to: 'T', is: 's*T^2/2' } })).toEqual(['s', 'T']);
    expect(names({ sum: { of: 'x', over: 'x', from: 1, to: 'n', is: 's' } })).toEqual(['s', 'n']);
    const over = { x: { gaussian: { variance: 's' } } };
    expect(names({ expectation: { of: 'x', over, is: 0 } })).toEqual(['s']);
    expect(names({ integral: { of: 's*x', by: 'x', is: 's*x^2/2' } })).toEqual(['s', 'x']);
  });

  it('relations about its name do not apply', () => {
    const body = { integral: { of: 'x', by: 'x', from: 0, to: 'T', is: 'T^2/2' }, assume: ['x < T'] };
    expect(claimOf(SYMBOLS, body as ClaimBody).domain.relations).toEqual([]);
  });
});

describe('fingerprints', () => {
  const print = (body: ClaimBody) => claimFingerprint(claimOf(SYMBOLS, body) as Claim, () => undefined);
  const integral = { of: 's*x', by: 'x', from: 0, to: 'T', is: 's*T^2/2' } as const;
  const sum = { of: 'k', over: 'k', from: 1, to: 'n', is: 'n*(n + 1)/2' } as const;
  const law = (mean: number, variance: number) => ({ y: { gaussian: { mean, variance } } });

  it('change with every part of the statement', () => {
    const bodies: ClaimBody[] = [
      { integral },
      { integral: { ...integral, of: 's*x*1' } },
      { integral: { ...integral, from: 1 } },
      { integral: { ...integral, to: 'inf' } },
      { integral: { ...integral, from: '-inf' } },
      { integral: { ...integral, is: 's*T^2/3' } },
      { integral: { ...integral, antiderivative: 's*x^2/2' } },
      { integral: { of: 's*x', by: 'x', is: 's*x^2/2' } },
      { sum },
      { sum: { ...sum, from: 0 } },
      { sum: { ...sum, of: 'j', over: 'j' } },
      { sum: { ...sum, to: 'inf', partial: 'k' } },
      { expectation: { of: 'y', over: law(0, 1), is: 0 } },
      { expectation: { of: 'y', over: law(1, 1), is: 0 } },
      { expectation: { of: 'y', over: law(0, 2), is: 0 } },
    ];
    const prints = bodies.map(print);
    expect(new Set(prints).size).toBe(bodies.length);
    expect(print({ integral, prose: 'Other words.' })).toBe(prints[0]);
  });
});
