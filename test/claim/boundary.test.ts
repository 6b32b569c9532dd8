/** Regime boundaries as they are written: places of mistakes, scopes, fingerprints, claim files. */
import { describe, expect, it } from 'vitest';
import type { Claim } from '../../src/claim/claim.js';
import type { BoundaryInput } from '../../src/claim/document.js';
import { claimFingerprint } from '../../src/claim/fingerprint.js';
import { readClaimText } from '../../src/claim/read-claim-file.js';
import { type ClaimBody, claimOf } from '../soundness/claim-of.js';

const HEAD = [
  'derivation: d', // 1
  'title: T', // 2
  'symbols: { s: positive, x: real, n: { is: integer, ge: 1 }, h: { gt: 0, lt: 3 } }', // 3
  'define: { K: sqrt(x^2 + s^2) }', // 4
  'claims:', // 5
  '  - id: a', // 6
  '    boundary:', // 7
].join('\n');

/** The parts of a right statement, one a line: `in` is line 8, `flow` line 10, `below` line 15. */
const PARTS = {
  in: 'x',
  at: 's',
  flow: '{ field: { a: s - x*a }, initial: { a: 0 }, until: 2/s }',
  quantity: 'a^2',
  derivatives: '1',
  reduce: 'max',
  level: '1',
  below: 'less',
};

/** `code line:column` of every problem of the statement with some parts replaced; an empty part is left out. */
function problemsOf(change: Partial<Record<keyof typeof PARTS | 'extra', string>>): string[] {
  const lines = Object.entries({ ...PARTS, ...change }).flatMap(([key, value]) =>
    value === '' ? [] : [`      ${key}: ${value}`],
  );
  const read = readClaimText(`${HEAD}\n${lines.join('\n')}\n`, 'x.claims.yaml');
  if (read.kind === 'derivation') return [];
  for (const problem of read.problems) expect(problem.facts().message).toBeTruthy();
  return read.problems.map((p) => `${p.code} ${p.place?.line}:${p.place?.column}`);
}

describe('a mistake is reported at its place', () => {
  it('a right statement has none', () => {
    expect(problemsOf({})).toEqual([]);
    expect(problemsOf({ derivatives: '' })).toEqual([]);
  });

  it.each<[string, Parameters<typeof problemsOf>[0], string[]]>([
    ['an unknown symbol that crosses', { in: 'zz' }, ['unknown-symbol 8:11']],
    ['an integer that crosses', { in: 'n' }, ['integer-variable 8:11']],
    ['a definition that crosses', { in: 'K' }, ['unknown-symbol 8:11']],
    ['a boundary that depends on what crosses it', { at: '2*x' }, ['mentions-variable 9:13']],
    ['the same through a definition', { at: 'K' }, ['mentions-variable 9:11']],
    ['a boundary that depends on a state', { at: 's + a' }, ['mentions-unknown 9:11']],
    ['a boundary outside of the range', { in: 'h', at: '3' }, ['boundary-outside 9:11']],
    ['a boundary below the range', { in: 'h', at: '-1' }, ['boundary-outside 9:11']],
    [
      'a state without a start',
      { flow: '{ field: { a: s - x*a, b: a }, initial: { a: 0 }, until: 1 }' },
      ['missing-key 10:53'],
    ],
    [
      'a start without a rate',
      { flow: '{ field: { a: s - x*a }, initial: { a: 0, b: 1 }, until: 1 }' },
      ['unknown-unknown 10:55'],
    ],
    [
      'an unknown state in a rate',
      { flow: '{ field: { a: s - x*b }, initial: { a: 0 }, until: 1 }' },
      ['unknown-symbol 10:33'],
    ],
    [
      'a start that moves',
      { flow: '{ field: { a: s - x*a }, initial: { a: a }, until: 1 }' },
      ['mentions-unknown 10:52'],
    ],
    [
      'a state that is what crosses',
      { flow: '{ field: { x: s - x }, initial: { x: 0 }, until: 1 }', quantity: 'x' },
      ['variable-unknown 10:24'],
    ],
    ['no time', { flow: '{ field: { a: s - x*a }, initial: { a: 0 }, until: 0 }' }, ['boundary-until 10:64']],
    [
      'a negative time',
      { flow: '{ field: { a: s - x*a }, initial: { a: 0 }, until: 1 - 3 }' },
      ['boundary-until 10:64'],
    ],
    [
      'a time that moves',
      { flow: '{ field: { a: s - x*a }, initial: { a: 0 }, until: 1 + a }' },
      ['mentions-unknown 10:68'],
    ],
    [
      'no states',
      { flow: '{ field: {}, initial: {}, until: 1 }' },
      ['empty-map 10:22', 'empty-map 10:35', 'unknown-symbol 11:17'],
    ],
    ['a quantity without a state', { quantity: 's*x' }, ['boundary-quantity 11:17']],
    ['an unknown symbol in the quantity', { quantity: 'a + zz' }, ['unknown-symbol 11:21']],
    ['half a derivative', { derivatives: '1/2' }, ['boundary-derivatives 12:20']],
    ['too many derivatives', { derivatives: '4' }, ['boundary-derivatives 12:20']],
    ['a derivative less than none', { derivatives: '-1' }, ['boundary-derivatives 12:20']],
    ['as many derivatives as s', { derivatives: 's' }, ['boundary-derivatives 12:20']],
    ['another reduction', { reduce: 'mean' }, ['wrong-kind 13:15']],
    ['a level that moves', { level: 'a' }, ['mentions-unknown 14:14']],
    ['another side', { below: 'equal' }, ['wrong-kind 15:14']],
    ['no side', { below: '' }, ['missing-key 8:7']],
    ['an unknown key', { extra: '1' }, ['unknown-key 16:7']],
    [
      'nothing that depends on what crosses',
      { flow: '{ field: { a: s - a }, initial: { a: 0 }, until: 1 }' },
      ['boundary-idle 8:11'],
    ],
  ])('%s', (_, change, expected) => {
    expect(problemsOf(change)).toEqual(expected);
  });
});

const SYMBOLS = { s: 'positive', x: 'real', a: 'negative' } as const;
const BOUNDARY: BoundaryInput['boundary'] = {
  in: 'x',
  at: 's',
  flow: { field: { a: 's - x*a' }, initial: { a: 0 }, until: '2/s' },
  quantity: 'a',
  reduce: 'max',
  level: 1,
  below: 'less',
};

describe('the states', () => {
  it('are no symbols of the claim, whether declared or not', () => {
    expect([...claimOf(SYMBOLS, { boundary: BOUNDARY }).domain.symbols.keys()]).toEqual(['s', 'x']);
    const { a: _, ...others } = SYMBOLS;
    expect([...claimOf(others, { boundary: BOUNDARY }).domain.symbols.keys()]).toEqual(['s', 'x']);
  });
});

describe('fingerprints', () => {
  it('change with every part of the statement', () => {
    const { flow } = BOUNDARY;
    const changes: Partial<BoundaryInput['boundary']>[] = [
      {},
      { in: 's', at: '2' },
      { at: '2*s' },
      { flow: { ...flow, field: { a: 's - 2*x*a' } } },
      { flow: { ...flow, initial: { a: 1 } } },
      { flow: { ...flow, until: 1 } },
      { flow: { field: { b: 's - x*b' }, initial: { b: 0 }, until: '2/s' }, quantity: 'b' },
      { quantity: '2*a' },
      { derivatives: 1 },
      { derivatives: 2 },
      { reduce: 'min' },
      { reduce: 'end' },
      { level: 2 },
      { below: 'more' },
    ];
    const print = (change: Partial<BoundaryInput['boundary']>) => {
      const body: ClaimBody = { boundary: { ...BOUNDARY, ...change } };
      return claimFingerprint(claimOf(SYMBOLS, body) as Claim, () => undefined);
    };
    expect(new Set(changes.map(print)).size).toBe(changes.length);
    expect(print({ derivatives: 0 })).toBe(print({}));
  });
});
