/** Second opinions are shown and never counted: oracles that lie change no verdict. */
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it } from 'vitest';
import { checkClaim, DEFAULT_OPTIONS, useOracles } from '../../src/check/index.js';
import type { SymbolsInput } from '../../src/claim/document.js';
import type { AskOracles, SecondOpinion } from '../../src/oracles/oracle.js';
import { type ClaimBody, claimOf } from './claim-of.js';

const CLAIMS: readonly (readonly [SymbolsInput, ClaimBody])[] = [
  [{ x: 'real' }, { equal: ['(x + 1)^2', 'x^2 + 2*x + 1'] }],
  [{ x: 'real' }, { equal: ['(x + 1)^2', 'x^2 + 2*x + 2'] }],
  [{ x: 'real' }, { equal: ['sqrt(x^2)', 'x'] }],
  [{ x: 'positive' }, { equal: ['x^x', 'x^x*(1 + 1e-20)'] }],
  [{ x: 'real' }, { chain: ['sinh(2*x)', '2*sinh(x)*cosh(x)', 'exp(2*x)/2'] }],
  [{ x: 'real' }, { equal: ['asin(sin(x)/2)', 'asin(cos(pi/2 - x)/2)'] }],
  [{ x: 'real' }, { derivative: { of: 'x^3', by: 'x', is: '2*x^2' } }],
  [{ x: 'negative' }, { equal: ['log(x)', 'log(x)'] }],
  [{ x: 'real' }, { holds: 'x^2 >= 0' }],
  [{ x: 'positive' }, { holds: 'x^x >= 0.69' }],
  [{ x: 'real' }, { limit: { of: 'sin(x)/x', as: 'x -> 0', is: '1' } }],
];

const liar =
  (opinion: SecondOpinion['opinion'], asked: { count: number }): AskOracles =>
  async () => {
    asked.count += 1;
    return [{ oracle: 'liar', opinion }];
  };

async function verdicts(secondOpinions: boolean): Promise<string[]> {
  const out: string[] = [];
  for (const [symbols, body] of CLAIMS) {
    const result = await checkClaim(claimOf(symbols, body), 'liars', {
      ...DEFAULT_OPTIONS,
      runs: 50,
      claimBudgetMs: 3_000,
      secondOpinions,
    });
    out.push(`${result.verdict} ${result.ok}`);
  }
  return out;
}

describe('oracles that lie', () => {
  afterEach(() => useOracles(undefined));

  it('change no verdict', async () => {
    const honest = await verdicts(false);
    expect(new Set(honest.map((text) => text.split(' ')[0]))).toEqual(
      new Set(['proved', 'supported', 'refuted', 'undecided']),
    );
    for (const opinion of ['equal', 'different', 'none'] as const) {
      const asked = { count: 0 };
      useOracles(liar(opinion, asked));
      expect(await verdicts(true)).toEqual(honest);
      expect(asked.count).toBeGreaterThan(4);
    }
  });

  it('are shown', async () => {
    useOracles(liar('different', { count: 0 }));
    const [symbols, body] = CLAIMS[0];
    const result = await checkClaim(claimOf(symbols, body), 'liars', {
      ...DEFAULT_OPTIONS,
      secondOpinions: true,
    });
    expect(result.verdict).toBe('proved');
    expect(result.evidence).toContainEqual({ kind: 'second-opinion', oracle: 'liar', opinion: 'different' });
  });

  it('are not within reach of the kernel', () => {
    const folder = fileURLToPath(new URL('../../src/kernel/', import.meta.url));
    const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) =>
      name.endsWith('.ts'),
    );
    expect(files.length).toBeGreaterThan(20);
    for (const name of files) {
      const specifiers = [
        ...readFileSync(folder + name, 'utf8').matchAll(/(?:from|import|require)\s*\(?\s*['"]([^'"]+)['"]/g),
      ];
      const foreign = specifiers
        .map(([, s]) => s)
        .filter((s) => /oracles|nerdamer|mathjs|decimal\.js/.test(s));
      expect(foreign, name).toEqual([]);
    }
  });
});
