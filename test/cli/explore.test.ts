import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readFiles } from '../../src/claim/read-files.js';
import { type ExploreFlags, explore } from '../../src/cli/explore.js';
import type { FlowproofError } from '../../src/errors.js';
import { FakeTerminal } from './fake-terminal.js';

let folder = '';
const file = (name: string) => join(folder, name);
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'flowproof-explore-'));
  const head = (id: string) => `derivation: ${id}\ntitle: T\nsymbols: { lambda: real, s: positive }\n`;
  writeFileSync(
    file('mode.claims.yaml'),
    `${head('mode')}claims:
  - { id: product, equal: ['(sqrt(lambda^2 + 4*s^2) - lambda)*(sqrt(lambda^2 + 4*s^2) + lambda)', '4*s^2'] }
  - { id: bound, holds: 'lambda^2 <= 4*s^2' }
  - { id: steps, chain: ['s + s', '2*s', 's*2'] }
  - { id: limit, limit: { of: 'lambda*s', as: 'lambda -> 0', is: 0 } }
`,
  );
  writeFileSync(file('other.claims.yaml'), `${head('other')}claims:\n  - { id: bound, holds: 's > 0' }\n`);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function ran(name: string, flags: ExploreFlags) {
  const terminal = new FakeTerminal({ cwd: folder });
  const code = await explore(name, [folder], flags, terminal, async (paths) => {
    const read = await readFiles(paths);
    return { ...read, problems: read.problems.map((problem) => problem.facts()) };
  });
  return { code, out: terminal.out };
}

describe('flowproof explore', () => {
  it('prints a table, what is held, and where something changes', async () => {
    const { code, out } = await ran('mode/bound', { sweep: 'lambda=-10..10', at: ['s=2'], points: '11' });
    expect(code).toBe(0);
    expect(out).toMatch(/^mode\/bound\nheld: s = 2\n/);
    expect(out).toMatch(/^-10 +100\S* +16\S* +0\.1 +fails$/m);
    expect(out).toMatch(/^2 +4\S* +16\S* +\S+ +holds$/m);
    expect(out).toMatch(/^changes at lambda = -4: fails below, holds beyond$/m);
    expect(out).toMatch(/^changes at lambda = 4: holds below, fails beyond$/m);
  });

  it('reads Greek letters and scales, and holds what is not given', async () => {
    const { out } = await ran('product', { sweep: 'λ=-1e6..1e6:symlog', points: '5' });
    expect(out).toMatch(/^held: s = 2$/m);
    expect(out).toMatch(/^0 +16\S* +16\S* +all +holds$/m);
    expect(out).toMatch(/nothing changes/);
  });

  it('takes one of several comparisons', async () => {
    const { out } = await ran('steps', { sweep: 's=1..2', points: '2', part: '2' });
    expect(out).toMatch(/part 2 of 2: lines 2 and 3/);
    await expect(ran('steps', { sweep: 's=1..2', part: '3' })).rejects.toThrow(/has no part 3/);
  });

  it('writes CSV, SVG and PNG, and replaces only its own', async () => {
    for (const name of ['a.svg', 'a.png']) {
      const flags = { sweep: 'lambda=-3..3', points: '5', plot: file(name), csv: file('a.csv') };
      expect((await ran('product', flags)).code).toBe(0);
      expect((await ran('product', flags)).code).toBe(0);
    }
    expect(readFileSync(file('a.svg'), 'utf8')).toMatch(/^<\?xml|^<svg/);
    const [head, ...rows] = readFileSync(file('a.csv'), 'utf8').trim().split('\n');
    expect(head).toBe('lambda,left,right,relation,agreement,verdict,shape');
    expect(rows).toHaveLength(5);
    writeFileSync(file('mine.csv'), 'my,own\n1,2\n');
    await expect(ran('product', { sweep: 'lambda=-3..3', csv: file('mine.csv') })).rejects.toThrow();
    expect(readFileSync(file('mine.csv'), 'utf8')).toBe('my,own\n1,2\n');
  });

  it('prints JSON', async () => {
    const { out } = await ran('mode/bound', { sweep: 'lambda=-1..1', points: '3', json: true });
    expect(JSON.parse(out)).toMatchObject({
      claim: 'mode/bound',
      symbol: 'lambda',
      held: { s: '2' },
      changes: [],
    });
  });

  it.each([
    ['mode/prodcut', {}, /did you mean mode\/product\?/],
    ['bound', {}, /several claims are called bound/],
    ['nothing-like-it', {}, /there is no claim/],
    ['mode/limit', {}, /no two sides at a point/],
    ['product', { sweep: undefined }, /nothing says what runs/],
    ['product', { sweep: 'lambda=1' }, /no range/],
    ['product', { sweep: 'lambda=2..1' }, /nowhere to run/],
    ['product', { sweep: 'lambda=-1..1:log' }, /no logarithmic scale/],
    ['product', { sweep: 'lamda=0..1' }, /has no symbol lamda/],
    ['product', { at: ['q=1'] }, /has no symbol q/],
    ['product', { at: ['lambda=1'] }, /runs and is held/],
    ['product', { at: ['s'] }, /no assignment/],
    ['product', { plot: 'a.gif' }, /format of the plot/],
    ['product', { csv: 'a.txt' }, /CSV/],
    ['product', { points: '1' }, /--points/],
  ])('refuses %s %j', async (name, flags, message) => {
    await expect(
      ran(name, { sweep: 'lambda=0..1', ...flags }).catch((error: FlowproofError) => {
        throw new Error(error.describe());
      }),
    ).rejects.toThrow(message);
  });
});
