import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { checkFiles } from '../../src/check/index.js';
import { check } from '../../src/cli/check.js';
import type { CheckFlags } from '../../src/cli/flags.js';
import { FakeTerminal } from './fake-terminal.js';

const API = JSON.stringify(new URL('../../src/index.ts', import.meta.url).pathname);
let folder = '';
const claims = (right: string) =>
  writeFileSync(
    join(folder, 'a.claims.yaml'),
    `derivation: a\ntitle: A\nsymbols: { x: real }\nclaims:\n  - { id: one, holds: 'x^2 >= 0' }\n  - { id: two, equal: ['x + x', '${right}'] }\n`,
  );
const shared = (factor: string) =>
  writeFileSync(join(folder, 'shared.ts'), `export const RIGHT = '${factor}*x';\n`);

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'flowproof-watch-'));
  claims('2*x');
  shared('2');
  writeFileSync(
    join(folder, 'module.ts'),
    `import { derivation } from ${API};
     import { RIGHT } from './shared.js';
     export default derivation({ derivation: 'm', title: 'M', symbols: { x: 'real' },
       claims: [{ id: 'sum', equal: ['x + x', RIGHT] }] });\n`,
  );
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const started = (flags: CheckFlags = {}) => {
  const terminal = new FakeTerminal({ cwd: folder });
  const all = { watch: true, cache: join(folder, '.cache'), certificates: false, ...flags } as const;
  const ended = check([folder], all, terminal, checkFiles);
  // What goes wrong is seen by whoever waits.
  ended.catch(() => undefined);
  return { terminal, ended };
};

async function until(seen: () => boolean): Promise<void> {
  for (let k = 0; !seen(); k++) {
    if (k === 400) throw new Error('it did not happen within 10 s');
    await new Promise((done) => setTimeout(done, 25));
  }
}

describe('--watch', { timeout: 40_000 }, () => {
  it('checks what has changed, whatever state the file is in, until Ctrl-C', async () => {
    const { terminal, ended } = started();
    const watching = () => terminal.err.split('watching for changes').length - 1;
    await until(() => watching() === 1);
    expect(terminal.out).toMatch(/3 claims: 3 proved/);
    claims('3*x');
    await until(() => watching() === 2);
    expect(terminal.out).toMatch(/two +refuted/);
    expect(terminal.out).toMatch(/1 left out: as required/);
    writeFileSync(join(folder, 'a.claims.yaml'), 'derivation: [');
    await until(() => watching() === 3);
    expect(terminal.out).toMatch(/not well formed/);
    claims('x*2');
    await until(() => watching() === 4);
    expect(terminal.out).toMatch(/two +proved.*\n\n1 claim: 1 proved\n/);
    terminal.pressCtrlC();
    expect(await ended).toBe(0);
    expect(terminal.listens).toBe(false);
  });

  it('follows a module to what it imports', async () => {
    const { terminal, ended } = started();
    const watching = () => terminal.err.split('watching for changes').length - 1;
    await until(() => watching() === 1);
    shared('5');
    await until(() => watching() === 2);
    expect(terminal.out).toMatch(/sum +refuted/);
    terminal.pressCtrlC();
    expect(await ended).toBe(0);
  });

  it.each([
    { json: true },
    { reporter: ['github'] },
    { shard: '1/2' },
    { cache: false },
    { bail: true },
  ] as const)('does not go together with %j', async (flags) => {
    await expect(started(flags as CheckFlags).ended).rejects.toThrow(/do not go together/);
  });
});
