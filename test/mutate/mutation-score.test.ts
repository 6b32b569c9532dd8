import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DEFAULT_OPTIONS } from '../../src/check/options.js';
import { derivationOf } from '../../src/claim/compile-derivation.js';
import type { DerivationInput } from '../../src/claim/document.js';
import { parse } from '../../src/expression/parse.js';
import { print } from '../../src/expression/print.js';
import { expressionMutants } from '../../src/mutate/expression-mutants.js';
import { claimMutants, mutationScore } from '../../src/mutate/index.js';

const check = { ...DEFAULT_OPTIONS, runs: 60, claimBudgetMs: 5_000 };
const all = { sample: Number.POSITIVE_INFINITY, check };
const derivation = (claims: DerivationInput['claims'], more: Partial<DerivationInput> = {}) =>
  derivationOf({
    derivation: 'd',
    title: 'D',
    symbols: { lambda: 'real', s: 'positive', a: 'positive', u: 'nonnegative', x: 'real' },
    define: { K: 'sqrt(lambda^2 + 4*s^2)' },
    ...more,
    claims,
  });
const fates = async (d: ReturnType<typeof derivation>) => {
  const { mutants } = await mutationScore([d], all);
  return new Map(mutants.map(({ after, fate }) => [after, fate]));
};

describe('slips in a formula', () => {
  const facts = {
    alike: (name: string) => (name === 's' ? ['a'] : []),
    signed: (name: string) => name === 'lambda',
  };
  const textsOf = (text: string) =>
    expressionMutants(parse(text), facts).map(({ expression }) => print(expression));

  it('are those that people make', () => {
    expect(textsOf('a - s/2')).toEqual(
      expect.arrayContaining(['a + s/2', 'a', '-(s/2)', 'a - 2/s', 'a - s', 'a - s/4', 'a - s/3', 'a - a/2']),
    );
    expect(textsOf('lambda^2')).toEqual(
      expect.arrayContaining(['lambda', 'lambda^3', 'lambda^1', 'abs(lambda)^2', 'lambda^4']),
    );
    expect(textsOf('abs(lambda)')).toContain('lambda');
    expect(textsOf('sqrt(s)')).toEqual(expect.arrayContaining(['-sqrt(s)', 's', 'sqrt(a)']));
    expect(textsOf('sinh(s)')).toEqual(expect.arrayContaining(['cosh(s)', 'sinh(2*s)']));
  });

  it('never give the formula back, nor one twice, and always one that can be read', () => {
    const leaf = fc.constantFrom('s', 'lambda', '2', '1/3', 'a');
    const { formula } = fc.letrec<{ formula: string }>((tie) => ({
      formula: fc.oneof(
        { maxDepth: 4, withCrossShrink: true },
        leaf,
        fc
          .tuple(tie('formula'), fc.constantFrom('+', '-', '*', '/', '^'), tie('formula'))
          .map(([l, op, r]) => `(${l}) ${op} (${r})`),
        fc
          .tuple(fc.constantFrom('sqrt', 'exp', 'sinh', 'abs', 'log'), tie('formula'))
          .map(([f, x]) => `${f}(${x})`),
      ),
    }));
    fc.assert(
      fc.property(formula, (text) => {
        const original = parse(text);
        const mutants = expressionMutants(original, facts).map(({ expression }) => expression);
        expect(mutants).not.toContain(original);
        expect(new Set(mutants).size).toBe(mutants.length);
        for (const mutant of mutants) expect(parse(print(mutant))).toBe(mutant);
      }),
      { numRuns: 100 },
    );
  });
});

describe('mutants of a claim', () => {
  it('keep abbreviations, and write them out again', () => {
    const { claims, definitions } = derivation([{ id: 'c', holds: 'K >= 2*s' }]);
    const mutants = claimMutants(claims[0], definitions);
    const texts = mutants.map(({ after }) => after);
    expect(texts).toEqual(expect.arrayContaining(['K < 2*s', '4*s', '3*s', '2', 's', '2*(2*s)']));
    for (const { claim } of mutants) expect(claim.statement.kind).toBe('inequality');
  });

  it('are none of a formula that no slip fits', () => {
    const { claims, definitions } = derivation([{ id: 'c', equal: ['0', '0'] }]);
    expect(claimMutants(claims[0], definitions)).toEqual([]);
  });
});

describe('the score', () => {
  it('is caught for what a slip makes false, and set aside for what stays true', async () => {
    const found = await fates(derivation([{ id: 'product', equal: ['(K - lambda)*(K + lambda)', '4*s^2'] }]));
    expect(found.get('4*a^2')).toBeUndefined();
    expect(found.get('4*s^3')).toBe('caught');
    expect(found.get('(K - lambda)*(K - lambda)')).toBe('caught');
    expect([...found.values()]).not.toContain('survived');
    const bound = await fates(derivation([{ id: 'bound', holds: 'K >= 2*s' }]));
    expect(bound.get('K < 2*s')).toBe('caught');
    expect(bound.get('s')).toBe('true');
    const even = await fates(derivation([{ id: 'even', equal: ['lambda^2 + 1', '1 + lambda^2'] }]));
    expect(even.get('abs(lambda)^2 + 1')).toBe('true');
  });

  it('is every kind of statement', async () => {
    const d = derivation([
      { id: 'chain', chain: ['(s + u)^2', 's^2 + 2*s*u + u^2'] },
      { id: 'derivative', derivative: { of: 'K', by: 'lambda', is: 'lambda/K' } },
      {
        id: 'solves',
        solves: {
          variable: 'u',
          forms: { x: 's*exp(-2*u)' },
          field: { x: '-2*x' },
          initial: { at: 0, values: { x: 's' } },
        },
      },
      { id: 'limit', limit: { of: 'sinh(u)/u', as: 'u -> 0+', is: 1 } },
      { id: 'integral', integral: { of: 'cosh(u)', by: 'u', is: 'sinh(u)' } },
      {
        id: 'sum',
        sum: { of: 'k', over: 'k', from: 1, to: 'n', is: 'n*(n + 1)/2' },
        symbols: { n: { is: 'integer', ge: 1, le: 30 } },
      },
    ]);
    const { mutants } = await mutationScore([d], all);
    for (const { id } of d.claims) {
      expect(
        mutants.filter(({ claim, fate }) => claim === id && fate === 'caught').length,
        id,
      ).toBeGreaterThan(2);
    }
    expect(mutants.filter(({ fate }) => fate === 'survived')).toEqual([]);
  });

  it('is every kind about matrices', async () => {
    const { mutants } = await mutationScore(
      [
        derivation(
          [
            { id: 'product', identity: ["(A*B)'", "B'*A'"] },
            { id: 'rate', rate: { of: "A'*A", along: { A: 'A*B' }, is: "B'*A'*A + A'*A*B" } },
          ],
          { matrices: { A: 'n x n', B: 'n x n' } },
        ),
      ],
      all,
    );
    expect(mutants.filter(({ fate }) => fate === 'survived')).toEqual([]);
    const told = mutants.filter(({ slip }) => slip === 'swapped factors' || slip === 'transposed');
    expect(told.length).toBeGreaterThan(4);
  });

  it('shows a survivor where a claim is blind: its bound has room for slips', async () => {
    // A bound with room: slips stay below it, and sums of a sine and a power are proved to be so by nobody.
    const blind = derivation([
      { id: 'blind', assume: ['x > 0'], symbols: { x: { ge: 0, le: 1 } }, holds: 'sin(x^2) + x^9/4 < 2' },
    ]);
    const { mutants } = await mutationScore([blind], all);
    const survivors = mutants.filter(({ fate }) => fate === 'survived');
    for (const { verdict } of survivors) expect(['supported', 'undecided']).toContain(verdict);
    expect(mutants.some(({ fate }) => fate === 'caught')).toBe(true);
    expect(survivors.length).toBeGreaterThan(0);
  });

  it('depends on the seed only', async () => {
    const d = derivation([{ id: 'product', equal: ['(K - lambda)*(K + lambda)', '4*s^2'] }]);
    const draw = async (seed: number) =>
      (await mutationScore([d], { sample: 5, check: { ...check, seed } })).mutants.map(({ after }) => after);
    expect(await draw(3)).toEqual(await draw(3));
    expect(await draw(3)).not.toEqual(await draw(4));
    expect(await draw(3)).toHaveLength(5);
  });
});
