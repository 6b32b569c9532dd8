import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkFiles } from '../../src/check/index.js';
import { check } from '../../src/cli/check.js';
import type { CheckFlags } from '../../src/cli/flags.js';
import { type MergeFlags, merge } from '../../src/cli/merge.js';
import { FakeTerminal } from './fake-terminal.js';

let folder = '';
const at = (name: string) => join(folder, name);
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'flowproof-merge-'));
  writeFileSync(
    at('a.claims.yaml'),
    `derivation: a
title: A
symbols: { x: real, y: positive }
claims:
  - { id: square, equal: ['(x + y)^2', 'x^2 + 2*x*y + y^2'] }
  - { id: below, holds: 'x^2 + y^2 >= 2*x*y' }
  - { id: cites, holds: '(x + y)^2 >= 4*x*y', using: [below] }
  - { id: slip, equal: ['x + y', 'x - y'], expect: refuted, right: 'x + y' }
  - { id: wrong, equal: ['x^2', 'x'] }
  - { id: last, equal: ['y/y', '1'] }
`,
  );
  const api = JSON.stringify(new URL('../../src/index.ts', import.meta.url).pathname);
  writeFileSync(
    at('flow.ts'),
    `import { derivation, flowFrom, followFlow, proof } from ${api};
     export const decay = derivation({
       derivation: 'decay', title: 'D', symbols: { t: 'nonnegative', a: 'real' },
       claims: [{ id: 'form', equal: ['exp(-t)*exp(t)', '1'] }, { id: 'other', equal: ['a', 'a'] }],
     });
     export default proof({
       proof: 'decay-flow', title: 'P', derivation: decay, confronts: ['form'], runs: 3,
       symbols: { a: { ge: 1, le: 2 } },
       confront: ({ a }) => followFlow(
         flowFrom({ dimension: 1, names: ['w'], evaluate: (_t, w, slope) => { slope[0] = -w[0]; } }, [a]), [0.5, 1],
         [{ name: 'w', measured: (s) => s[0], stated: (t) => a * Math.exp(-t) }],
       ),
     });\n`,
  );
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function checked(flags: CheckFlags) {
  const terminal = new FakeTerminal({ cwd: folder });
  const paths = [at('a.claims.yaml'), at('flow.ts')];
  const code = await check(paths, { cache: false, certificates: false, ...flags }, terminal, checkFiles);
  return { code, out: terminal.out, err: terminal.err };
}
async function merged(files: readonly string[], flags: MergeFlags = {}) {
  const terminal = new FakeTerminal({ cwd: folder });
  const code = await merge(files.map(at), flags, terminal);
  return { code, out: terminal.out, err: terminal.err };
}
const withoutTimes = (json: string) =>
  JSON.parse(json, (key, value) => (key === 'ms' ? undefined : value)) as { results: unknown[] };
const part = (index: number, count: number, more: CheckFlags = {}) =>
  checked({ shard: `${index}/${count}`, json: at(`${more.seed ?? 1}-${index}-of-${count}.json`), ...more });

describe('flowproof merge', () => {
  it('gives the report of one run, and its exit code', async () => {
    const whole = await checked({ json: true });
    const codes = [];
    for (let index = 1; index <= 4; index++) codes.push((await part(index, 4)).code);
    const files = [3, 1, 4, 2].map((index) => `1-${index}-of-4.json`);
    const together = await merged(files, { json: true });
    expect(withoutTimes(together.out)).toEqual(withoutTimes(whole.out));
    expect(withoutTimes(whole.out).results).toHaveLength(9);
    expect(together.code).toBe(whole.code);
    expect(Math.max(...codes)).toBe(whole.code);
    // What the flow showed stands beside the claim that it confronts, though another part ran it.
    const form = (
      withoutTimes(together.out).results as { claim: string; evidence: { kind: string }[] }[]
    ).find(({ claim }) => claim === 'form');
    expect(form?.evidence.map(({ kind }) => kind)).toContain('flow');
  });

  it('takes more parts than there is work for', async () => {
    for (let index = 1; index <= 12; index++) await part(index, 12);
    const files = Array.from({ length: 12 }, (_, k) => `1-${k + 1}-of-12.json`);
    expect((await merged(files)).out).toMatch(/9 claims: /);
  });

  it('refuses what is not one whole run, and says why', async () => {
    for (const index of [1, 2]) await part(index, 2);
    await part(2, 2, { seed: '5' });
    await part(1, 3);
    await checked({ json: at('whole.json') });
    const refused = async (files: readonly string[], message: RegExp) =>
      expect(merged(files)).rejects.toThrow(message);
    await refused(['1-1-of-2.json'], /not all parts are here/);
    await refused(['1-1-of-2.json', '1-1-of-2.json'], /are the same part/);
    await refused(['1-1-of-2.json', '5-2-of-2.json'], /not of the same run/);
    await refused(['1-1-of-2.json', '1-1-of-3.json'], /parts of different splits/);
    await refused(['whole.json'], /report of a whole run/);
    await refused(['a.claims.yaml'], /not a report/);
  });

  it('never overwrites a part', async () => {
    for (const index of [1, 2]) await part(index, 2);
    const files = ['1-1-of-2.json', '1-2-of-2.json'];
    await expect(merged(files, { json: at('1-1-of-2.json') })).rejects.toThrow(/would be overwritten/);
    expect((await merged(files)).out).toMatch(/9 claims/);
  });
});
