import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { check } from '../../src/cli/check.js';
import { runOptions } from '../../src/cli/flags.js';
import { PROVED, reportOf } from '../report/sample-report.js';
import { flowproof } from './command-line.js';
import { FakeTerminal } from './fake-terminal.js';

const folder = mkdtempSync(join(tmpdir(), 'flowproof-cli-assumptions-'));
afterAll(() => rmSync(folder, { recursive: true }));

writeFileSync(
  join(folder, 'a.claims.yaml'),
  `derivation: a
title: A
symbols: { x: positive }
claims:
  - { id: root, equal: ["sqrt(x^2)", x] }
  - { id: wrong, equal: [x, 2*x] }
`,
);

describe('check --assumptions', () => {
  it('prints what was found under each claim and in the JSON report; the exit code stays', () => {
    const plain = flowproof(folder, 'check', 'a.claims.yaml');
    const asked = flowproof(folder, 'check', 'a.claims.yaml', '--assumptions', '--json', 'report.json');
    expect([plain.status, asked.status]).toEqual([1, 1]);
    expect(plain.stdout).not.toContain('assumptions');
    expect(asked.stdout).toContain('x > 0           needed      at x = -1: left side 1, right side -1\n');
    expect(asked.stdout).toContain('x > 0 → x >= 0  not needed  proved without it\n');
    expect(asked.stdout).toContain('weakest domain  x: nonnegative instead of positive (proved)\n');
    const report = JSON.parse(readFileSync(join(folder, 'report.json'), 'utf8'));
    expect(report.results[0]).toMatchObject({
      verdict: 'proved',
      assumptions: [
        { assumption: 'x > 0', status: 'needed', counterexample: { point: { x: '-1' } } },
        {
          assumption: 'x > 0',
          instead: 'x >= 0',
          status: 'not needed',
          over: { symbols: { x: 'nonnegative' } },
        },
      ],
      suggestedDomain: { symbols: { x: 'nonnegative' } },
    });
    expect(report.results[1].assumptionsSkipped).toContain('refuted');
    // A report with assumptions is still a report an export can read.
    const exported = flowproof(folder, 'export', 'a.claims.yaml', '--latex', '--report', 'report.json');
    expect(exported.stdout).toContain('\\documentclass');
  }, 60_000);

  it('is an option of the run', () => {
    expect(runOptions({ assumptions: true })).toEqual({ assumptions: true });
    expect(runOptions({})).toEqual({});
  });

  it('shows which assumption is examined', async () => {
    const terminal = new FakeTerminal({ tty: true });
    await check(['some'], { assumptions: true }, terminal, async (_, { onProgress, assumptions }) => {
      expect(assumptions).toBe(true);
      onProgress?.({ done: 1, total: 3, current: 'root', assumption: 'x > 0' });
      return reportOf([PROVED]);
    });
    expect(terminal.err).toContain('root: x > 0');
  });
});
