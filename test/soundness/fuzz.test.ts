/** A short seeded run of the fuzzer; `scripts/fuzz.ts` runs it for as long as wanted. */
import { describe, expect, it } from 'vitest';
import { domainOf } from '../../src/domain/read-domain.js';
import { parse } from '../../src/expression/parse.js';
import { campaign } from './fuzz/campaign.js';
import { corrupt } from './fuzz/corruptions.js';
import { fuzzDice } from './fuzz/dice.js';
import { pointsOf, separation } from './fuzz/points.js';

describe('the fuzzer', () => {
  it('finds no wrong verdict', async () => {
    const report = await campaign({ seed: 7, runs: 120 });
    expect(
      report.wrong.map(({ index, result }) => `trial ${index}: ${result.claim}: ${result.wrong}`),
    ).toEqual([]);
    expect(report.trials).toBe(120);
  }, 60_000);

  it('runs the same trials for the same seed', async () => {
    const claims = async () => {
      const seen: string[] = [];
      await campaign({ seed: 3, runs: 6, onTrial: (_, result) => seen.push(result.claim) });
      return seen;
    };
    expect(await claims()).toEqual(await claims());
  });

  it('separates most corrupted identities (negative control of its judge)', () => {
    const domain = domainOf({ x: 'positive', y: 'real' });
    const left = parse('sqrt(x^2 + y^2)*exp(y) - log(x)*abs(y - 1)');
    const dice = fuzzDice(5);
    let separated = 0;
    for (let i = 0; i < 40; i++) {
      const right = corrupt(left, ['x', 'y'], dice, []);
      if (right && separation(left, right, domain, pointsOf(domain, dice)) !== undefined) separated += 1;
    }
    expect(separated).toBeGreaterThan(18);
  });
});
