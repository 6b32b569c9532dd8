/** Sums: proved by telescoping, refuted by adding up, and what must never pass. */
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { SumInput, SymbolsInput } from '../../src/claim/document.js';
import { check } from '../soundness/claim-of.js';

interface Known {
  readonly name: string;
  readonly symbols: SymbolsInput;
  readonly sum: SumInput['sum'];
  readonly assume?: readonly string[];
}

const decide = ({ symbols, sum, assume }: Omit<Known, 'name'>) =>
  check(symbols, { sum, ...(assume && { assume }) });

const COUNT = { n: { is: 'integer', ge: 1 } } as const;
const SQUARES = { of: 'k^2', over: 'k', from: 1, to: 'n', is: 'n*(n + 1)*(2*n + 1)/6' } as const;
const GEOMETRIC = { of: 'q^k', over: 'k', from: 0, to: 'n', is: '(1 - q^(n + 1))/(1 - q)' } as const;

const PROVED: readonly Known[] = [
  { name: 'squares', symbols: COUNT, sum: SQUARES },
  { name: 'squares, the empty sum too', symbols: { n: { is: 'integer', ge: 0 } }, sum: SQUARES },
  { name: 'a range that begins late', symbols: { n: { is: 'integer', ge: 10, le: 99 } }, sum: SQUARES },
  { name: 'a geometric sum', symbols: { q: 'real', ...COUNT }, sum: GEOMETRIC, assume: ['q != 1'] },
  { name: 'a geometric sum where its value is defined', symbols: { q: 'real', ...COUNT }, sum: GEOMETRIC },
  {
    name: 'a last index behind a shift',
    symbols: { q: 'positive', n: { is: 'integer', ge: 0 } },
    sum: { ...GEOMETRIC, to: 'n - 1', is: '(1 - q^n)/(1 - q)' },
  },
  {
    name: 'alternating signs',
    symbols: { n: { is: 'integer', ge: 0 } },
    sum: { of: '(-1)^k', over: 'k', from: 0, to: 'n', is: '(1 + (-1)^n)/2' },
  },
  {
    name: 'a symbolic first index',
    symbols: { m: 'integer', n: 'integer' },
    sum: { of: 'k', over: 'k', from: 'm', to: 'n', is: '(n + m)*(n - m + 1)/2' },
    assume: ['n >= m'],
  },
  {
    name: 'between numbers',
    symbols: { a: 'real' },
    sum: { of: 'a*k', over: 'k', from: 1, to: 10, is: '55*a' },
  },
  {
    name: 'a geometric series',
    symbols: { q: { gt: 0, lt: 1 } },
    sum: { ...GEOMETRIC, to: 'inf', is: '1/(1 - q)', partial: '(1 - q^(k + 1))/(1 - q)' },
  },
  {
    name: 'a telescoping series',
    symbols: {},
    sum: { of: '1/(k*(k + 1))', over: 'k', from: 1, to: 'inf', is: 1, partial: '1 - 1/(k + 1)' },
  },
];

describe('sums that are proved', () => {
  it.each(PROVED)('$name', async (known) => {
    const result = await decide(known);
    expect(result.verdict, result.reason).toBe('proved');
  });

  it.each(PROVED)('$name: with a wrong value it is refuted', async ({ sum, ...rest }) => {
    for (const mutant of ['-($)', '2*($)', '($)*(1 + 1e-20)', '($) + 1e-20']) {
      const result = await decide({ ...rest, sum: { ...sum, is: mutant.replace('$', String(sum.is)) } });
      expect(result.verdict, mutant).toBe('refuted');
    }
  });

  it('a wrong partial sum is refuted with the index', async () => {
    const sum = { of: 'q^k', over: 'k', from: 0, to: 'inf', is: '1/(1 - q)', partial: '(1 - q^k)/(1 - q)' };
    const result = await decide({ symbols: { q: { gt: 0, lt: 1 } }, sum });
    expect(result.verdict).toBe('refuted');
    expect(result.counterexample?.point).toHaveProperty('k');
  });

  it('a counterexample names the last index', async () => {
    const result = await decide({ symbols: COUNT, sum: { ...SQUARES, is: 'n^2' } });
    expect(result.counterexample?.point).toEqual({ n: '2' });
    expect(result.counterexample?.because).toContain('the sum of 2 terms');
  });
});

describe('sums that must never be proved', () => {
  const TRAPS: readonly Known[] = [
    { name: 'an index that may lie below the first', symbols: { n: 'integer' }, sum: SQUARES },
    {
      name: 'a first index that may lie above the last',
      symbols: { m: 'integer', n: 'integer' },
      sum: { of: 'k', over: 'k', from: 'm', to: 'n', is: '(n + m)*(n - m + 1)/2' },
    },
    {
      name: 'a summand that moves with the last index, which would telescope',
      symbols: COUNT,
      sum: { of: 'n', over: 'k', from: 1, to: 'n', is: 'n*(n + 1)/2' },
    },
    {
      name: 'a right step from a wrong first value',
      symbols: COUNT,
      sum: { ...SQUARES, is: 'n*(n + 1)*(2*n + 1)/6 + 1' },
    },
    {
      name: 'an undefined term on the way',
      symbols: { n: { is: 'integer', ge: 6 } },
      sum: { of: '1/(k - 5) - 1/(k - 4)', over: 'k', from: 1, to: 'n', is: '-1/4 - 1/(n - 4)' },
    },
    {
      name: 'an undefined first term',
      symbols: COUNT,
      sum: { of: '1/(k*(k + 1))', over: 'k', from: 0, to: 'n', is: '1 - 1/(n + 1)' },
    },
    {
      name: 'partial sums without a limit',
      symbols: {},
      sum: { of: 1, over: 'k', from: 1, to: 'inf', is: 0, partial: 'k' },
    },
    {
      name: 'a series that diverges for some parameters',
      symbols: { q: 'positive' },
      sum: { ...GEOMETRIC, to: 'inf', is: '1/(1 - q)', partial: '(1 - q^(k + 1))/(1 - q)' },
    },
    {
      name: 'a declared symbol of the same name as the index',
      symbols: { k: { is: 'integer', ge: 7 }, n: { is: 'integer', ge: 6 } },
      sum: { of: '1/(k - 5) - 1/(k - 4)', over: 'k', from: 1, to: 'n', is: '-1/4 - 1/(n - 4)' },
    },
  ];

  it.each(TRAPS)('$name', async (trap) => {
    const result = await decide(trap);
    expect(['undecided', 'refuted'], result.reason).toContain(result.verdict);
  });
});

describe('laws', () => {
  it('a sum of differences telescopes, and is refuted where it is shifted', async () => {
    const coefficients = fc.array(fc.integer({ min: -5, max: 5 }), { minLength: 2, maxLength: 4 });
    await fc.assert(
      fc.asyncProperty(coefficients, fc.integer({ min: -3, max: 3 }), async (c, from) => {
        const p = (x: string) => c.map((value, i) => `(${value})*(${x})^${i}`).join(' + ');
        const symbols = { n: { is: 'integer', ge: from } } as const;
        const sum = {
          of: `${p('k')} - (${p('k - 1')})`,
          over: 'k',
          from,
          to: 'n',
          is: `${p('n')} - (${p(`${from - 1}`)})`,
        };
        const good = await decide({ symbols, sum });
        const bad = await decide({ symbols, sum: { ...sum, is: `${sum.is} + 1e-25` } });
        expect([good.verdict, bad.verdict]).toEqual(['proved', 'refuted']);
      }),
      { numRuns: 15 },
    );
  });
});
