import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { checkFiles } from '../../src/check/index.js';
import { check } from '../../src/cli/check.js';
import type { CheckFlags } from '../../src/cli/flags.js';
import { FakeTerminal } from './fake-terminal.js';

let folder = '';
const write = (second: string) =>
  writeFileSync(
    join(folder, 'a.claims.yaml'),
    `derivation: a
title: A
symbols: { x: real }
claims:
  - { id: first, holds: 'x^2 >= 0' }
  - { id: second, equal: ['x + x', '${second}'] }
  - { id: third, holds: 'x^2 + 1 >= 1', using: [first] }
`,
  );
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'flowproof-changed-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

async function checked(flags: CheckFlags) {
  const terminal = new FakeTerminal({ cwd: folder });
  const common = { cache: join(folder, 'cache'), certificates: false, json: true } as const;
  const paths = [join(folder, 'a.claims.yaml')];
  const code = await check(paths, { ...common, ...flags }, terminal, checkFiles);
  const { results, summary } = JSON.parse(terminal.out) as {
    results: { claim: string }[];
    summary: { notChecked?: number; unchanged?: number };
  };
  return { code, claims: results.map(({ claim }) => claim), summary };
}

describe('--bail', () => {
  it('stops at the first claim that falls short, and says how many were not checked', async () => {
    write('3*x');
    const { code, claims, summary } = await checked({ bail: true });
    expect({ code, claims }).toEqual({ code: 1, claims: ['first', 'second'] });
    expect(summary.notChecked).toBe(1);
  });

  it('changes nothing where all is as required', async () => {
    write('2*x');
    const { code, claims, summary } = await checked({ bail: true });
    expect({ code, claims }).toEqual({ code: 0, claims: ['first', 'second', 'third'] });
    expect(summary.notChecked).toBe(0);
  });
});

describe('--changed', () => {
  it('reports what no earlier run knows', async () => {
    write('2*x');
    expect((await checked({ changed: true })).claims).toEqual(['first', 'second', 'third']);
    const again = await checked({ changed: true });
    expect(again).toMatchObject({ code: 0, claims: [], summary: { unchanged: 3 } });
    write('x*2');
    expect((await checked({ changed: true })).claims).toEqual(['second']);
  });

  it('reports a claim that falls short every time', async () => {
    write('3*x');
    await checked({});
    expect(await checked({ changed: true })).toMatchObject({ code: 1, claims: ['second'] });
  });

  it('needs a cache, and is not for parts', async () => {
    write('2*x');
    await expect(checked({ changed: true, cache: false })).rejects.toThrow(/do not go together/);
    await expect(checked({ changed: true, shard: '1/2' })).rejects.toThrow(/do not go together/);
  });
});
