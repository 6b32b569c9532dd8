import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { doctor, type Finding } from '../../src/cli/doctor.js';
import { FakeTerminal } from './fake-terminal.js';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'flowproof-doctor-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const program = (name: string, script: string): void => {
  writeFileSync(join(folder, name), `#!/bin/sh\n${script}\n`);
  chmodSync(join(folder, name), 0o755);
};
async function examined(env: Record<string, string> = {}) {
  const terminal = new FakeTerminal({ cwd: folder, env: { PATH: folder, ...env } });
  const code = await doctor({ json: true }, terminal);
  const { findings } = JSON.parse(terminal.out) as { findings: Finding[] };
  return { code, of: (name: string) => findings.find((finding) => finding.name === name) };
}

describe('doctor', () => {
  it('misses nothing that is needed, and says how to get what is optional', async () => {
    const { code, of } = await examined();
    expect(code).toBe(0);
    expect(of('Node')).toMatchObject({ state: 'here', found: process.version });
    expect(of('.flowproof')?.state).toBe('here');
    for (const name of ['LaTeX', 'Python', 'Chromium', 'vitest']) {
      expect(of(name)?.state, name).toBe('missing');
      expect(of(name)?.hint, name).toBeTruthy();
    }
  });

  it('finds programs on the path', async () => {
    program('lualatex', 'exit 0');
    program('chromium', 'exit 0');
    program('python3', 'echo sympy 1.2, mpmath 1.3');
    const { of } = await examined();
    expect(of('LaTeX')).toMatchObject({ state: 'here', found: join(folder, 'lualatex') });
    expect(of('Chromium')).toMatchObject({ state: 'here', found: join(folder, 'chromium') });
    expect(of('Python')?.found).toBe(`${join(folder, 'python3')} with sympy 1.2, mpmath 1.3`);
  });

  it('tells a Python without sympy, and a browser that is named and not there', async () => {
    program('python3', 'exit 1');
    const { of } = await examined({ CHROME_PATH: join(folder, 'no-browser') });
    expect(of('Python')).toMatchObject({ state: 'missing', found: expect.stringContaining('without sympy') });
    expect(of('Chromium')).toMatchObject({
      state: 'missing',
      found: expect.stringContaining('does not exist'),
    });
  });

  it('prints a table for people', async () => {
    const terminal = new FakeTerminal({ cwd: folder, env: { PATH: folder } });
    await doctor({}, terminal);
    expect(terminal.out).toMatch(/^✓ Node +v\d+/);
    expect(terminal.out).toMatch(/· LaTeX +none of pdflatex.*\n +on Debian: apt install/);
  });
});
