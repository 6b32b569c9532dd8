import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { check } from '../../src/cli/check.js';
import type { CheckFlags } from '../../src/cli/flags.js';
import { PROVED, REFUTED, reportOf } from '../report/sample-report.js';
import { FakeTerminal } from './fake-terminal.js';

const folder = mkdtempSync(join(tmpdir(), 'flowproof-reporters-'));
afterAll(() => rmSync(folder, { recursive: true }));
const path = (name: string) => join(folder, name);

const REPORT = reportOf([PROVED, REFUTED]);
async function checked(flags: CheckFlags, report = REPORT) {
  const terminal = new FakeTerminal();
  const code = await check(['some'], { cache: false, certificates: false, ...flags }, terminal, () =>
    Promise.resolve(report),
  );
  return { code, out: terminal.out, err: terminal.err };
}

describe('check --reporter', () => {
  it('writes files beside the readable report, and annotations after it', async () => {
    const { code, out } = await checked({
      reporter: [`junit=${path('a.xml')}`, `sarif=${path('a.sarif')}`, 'github'],
    });
    expect(code).toBe(1);
    expect(readFileSync(path('a.xml'), 'utf8')).toContain(
      '<testsuites name="flowproof" tests="2" failures="1"',
    );
    expect(readFileSync(path('a.sarif'), 'utf8')).toContain('"ruleId": "refuted"');
    expect(out).toMatch(/✗ wrong-sign[\s\S]*\n::error file=derivations\/mode\.ts,line=12/);
  });

  it('replaces its own earlier files, and nothing else without --force', async () => {
    await checked({ reporter: [`junit=${path('a.xml')}`] }, reportOf([PROVED]));
    expect(readFileSync(path('a.xml'), 'utf8')).toContain('failures="0"');
    writeFileSync(path('b.xml'), '<mine/>');
    await expect(checked({ reporter: [`junit=${path('b.xml')}`] })).rejects.toThrow(/would be overwritten/);
    expect(readFileSync(path('b.xml'), 'utf8')).toBe('<mine/>');
    await checked({ reporter: [`junit=${path('b.xml')}`], force: true });
    expect(readFileSync(path('b.xml'), 'utf8')).toContain('<testsuites');
  });

  it.each(['junit', 'junit=', 'sarif', 'github=x', 'html=a.html', '', '=a'])('refuses %j', async (kind) => {
    await expect(checked({ reporter: [kind] })).rejects.toThrow(/--reporter makes no sense/);
  });

  it.each(['junit=d.ts', 'junit=a.claims.yaml', 'sarif=a.claims.json'])(
    'refuses the name of an input: %s',
    async (kind) => {
      await expect(checked({ reporter: [kind] })).rejects.toThrow(/is the name of an input/);
    },
  );

  it('writes none of an interrupted run', async () => {
    const { summary } = REPORT;
    const { code, err } = await checked(
      { reporter: [`junit=${path('c.xml')}`] },
      reportOf([PROVED], { summary: { ...summary, interrupted: true } }),
    );
    expect(code).toBe(130);
    expect(err).toContain('no report of --reporter is written');
    expect(existsSync(path('c.xml'))).toBe(false);
  });
});
