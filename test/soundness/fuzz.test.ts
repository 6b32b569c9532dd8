/** A short seeded run of the fuzzer; `scripts/fuzz.ts` runs it for as long as wanted. */
import { describe, expect, it } from 'vitest';
import { domainOf } from '../../src/domain/read-domain.js';
import { parse } from '../../src/expression/parse.js';
import { boundClaim } from './fuzz/bound-claims.js';
import { campaign } from './fuzz/campaign.js';
import { falsifier } from './fuzz/claim-trials.js';
import { corrupt } from './fuzz/corruptions.js';
import { fuzzDice } from './fuzz/dice.js';
import { identityClaim } from './fuzz/identity-claims.js';
import { matrixClaim } from './fuzz/matrix-claims.js';
import { matrixTrial } from './fuzz/matrix-trials.js';
import { pointsOf, separation } from './fuzz/points.js';
import { Tally } from './fuzz/tally.js';

describe('the fuzzer', () => {
  it('finds no wrong verdict', async () => {
    const report = await campaign({ seed: 7, runs: 120 });
    expect(
      report.wrong.map(({ index, result }) => `trial ${index}: ${result.claim}: ${result.wrong}`),
    ).toEqual([]);
    expect(report.trials).toBe(120);
  }, 60_000);

  it('finds no wrong verdict about matrices, and decides nearly all of them', async () => {
    const tally = new Tally();
    for (let i = 0; i < 150; i++) tally.add(i, await matrixTrial(fuzzDice(1_000 + i)));
    expect(tally.wrong.map(({ result }) => `${result.claim}: ${result.wrong}`)).toEqual([]);
    const decided = [...tally.counts].filter(([outcome]) => /proved|refuted/.test(outcome));
    expect(decided.reduce((n, [, count]) => n + count, 0)).toBeGreaterThan(140);
  }, 60_000);

  it('makes true and false claims about matrices of every kind (negative control of its judge)', () => {
    const made = Array.from({ length: 400 }, (_, seed) => matrixClaim(fuzzDice(seed)));
    for (const kind of ['identity', 'trace', 'rate'])
      for (const isTrue of [true, false])
        expect(made.filter((m) => m.kind === kind && m.isTrue === isTrue).length).toBeGreaterThan(5);
  });

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

  it.each([
    ['bounds', boundClaim],
    ['identities', identityClaim],
  ])('convicts every false claim about %s, and no true one, without the kernel', (_, make) => {
    const misjudged: string[] = [];
    const count = { true: 0, false: 0 };
    for (let seed = 0; seed < 300; seed++) {
      const dice = fuzzDice(seed);
      const claim = make(dice);
      const { assume = [] } = claim.body;
      const found = falsifier(claim, domainOf(claim.symbols, assume), dice);
      count[`${claim.isTrue}`] += 1;
      if ((found === undefined) !== claim.isTrue)
        misjudged.push(`${seed}: ${claim.isTrue} ${JSON.stringify([claim.body, claim.symbols])}`);
    }
    expect(misjudged).toEqual([]);
    expect(Math.min(count.true, count.false)).toBeGreaterThan(90);
  });
});
