import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type SimulateFlags, simulate } from '../../src/cli/simulate.js';
import { FakeTerminal } from './fake-terminal.js';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'flowproof-simulate-'));
  const api = JSON.stringify(new URL('../../src/claim/simulation.ts', import.meta.url).pathname);
  writeFileSync(
    join(folder, 'coin.ts'),
    `import { simulation } from ${api};
     // A failure of another copy of the package: the class is not the same.
     const otherCopy = () => Object.assign(new Error('mean is no mean'), {
       name: 'FlowproofError', code: 'theory-domain', expected: 'a mean >= 0', found: '-1' });
     export default simulation({
       simulation: 'coin-mean', title: 'T', confronts: ['trivial'],
       derivation: { derivation: 'coin', title: 'C', symbols: { p: 'real' },
         claims: [{ id: 'trivial', equal: ['p', 'p'] }] },
       cases: { plain: { mean: 1, shift: 0 } },
       predict: ({ mean }) => { if (mean < 0) throw otherCopy(); return mean; }, sample: ({ mean, shift }, random) => mean + shift + random.normal(),
       allowance: () => 0.01, resolution: () => 0.5, runs: { least: 30, most: 2000 },
       controls: { nought: { predict: () => 0, rejectedIn: ['plain'] } },
     });\n`,
  );
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function ran(flags: SimulateFlags) {
  const terminal = new FakeTerminal();
  const code = await simulate([folder], { jobs: '1', ...flags }, terminal);
  return { code, out: terminal.out, err: terminal.err };
}

describe('flowproof simulate', () => {
  it('prints a row a case and a row a wrong prediction, and the seed', async () => {
    const { code, out } = await ran({ seed: '4' });
    expect(code).toBe(0);
    expect(out).toMatch(/^coin-mean: supported\n/);
    expect(out).toMatch(/plain +1\.00000 +\d\.\d{5} ± 0\.\d{5} +[+-]\d\.\d +0\.01000 +\d+ +agrees/);
    expect(out).toMatch(/nought +plain +0\.00000 +\+\d+\.\d +rejected/);
    expect(out).toMatch(/seed 4, /);
  });

  it('replaces numbers of the cases, and rejects what no longer fits', async () => {
    const { code, out } = await ran({ set: ['shift=-2'] });
    expect(code).toBe(1);
    expect(out).toMatch(/coin-mean: undecided \(plain: the prediction 1\.0000 is rejected/);
    expect(out).toMatch(/REJECTED/);
  });

  it('says in full why the theory refuses a case, also where another copy of flowproof refused', async () => {
    const { code, out } = await ran({ set: ['mean=-1'] });
    expect(code).toBe(2);
    expect(out).toContain('coin-mean: error (mean is no mean; expected a mean >= 0; found -1)');
  });

  it('prints JSON', async () => {
    const { out } = await ran({ json: true, runs: '500' });
    const [result] = JSON.parse(out).results;
    expect(result).toMatchObject({ claim: 'coin-mean', verdict: 'supported' });
    expect(result.evidence[0].rows[0].runs).toBeGreaterThanOrEqual(500);
  });

  it.each<[SimulateFlags, RegExp]>([
    [{ set: ['shft=1'] }, /no number shft .*/],
    [{ set: ['shift'] }, /--set makes no sense/],
    [{ runs: '1' }, /--runs makes no sense/],
    [{ only: ['coins'] }, /no simulation matches --only coins/],
  ])('refuses %o', async (flags, message) => {
    await expect(ran(flags)).rejects.toThrow(message);
  });
});
