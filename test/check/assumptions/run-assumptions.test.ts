import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CheckProgress } from '../../../src/check/options.js';
import { exitCodeOf } from '../../../src/check/result.js';
import { checkFiles } from '../../../src/check/run.js';
import { reportToJson } from '../../../src/report/index.js';

let folder = '';
let file = '';

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'flowproof-assumptions-'));
  file = join(folder, 'a.claims.yaml');
  writeFileSync(
    file,
    `derivation: a
title: A
symbols: { x: positive, y: positive }
claims:
  - { id: root, equal: ["sqrt(x^2)", x] }
  - { id: wrong, equal: [x, 2*x] }
  - { id: published, expect: refuted, equal: [x, 3*x] }
  - { id: logs, equal: ["log(x*y)", "log(x) + log(y)"] }
`,
  );
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The report without its times. */
const timeless = (json: string): string => json.replace(/"ms": [^,\n]+/g, '"ms": 0');

describe('a run that asks about assumptions', () => {
  it('changes no verdict, no evidence and no exit code', async () => {
    const [plain, asked] = [await checkFiles([file]), await checkFiles([file], { assumptions: true })];
    const bare = asked.results.map(({ assumptions, assumptionsSkipped, suggestedDomain, ...rest }) => rest);
    expect(timeless(reportToJson({ ...asked, results: bare }))).toBe(timeless(reportToJson(plain)));
    expect(exitCodeOf(asked)).toBe(exitCodeOf(plain));
    expect(
      plain.results.every((r) => r.assumptions === undefined && r.assumptionsSkipped === undefined),
    ).toBe(true);
  });

  it('says of every claim what was found, or why it was not examined', async () => {
    const { results } = await checkFiles([file], { assumptions: true });
    expect(results.map((r) => r.assumptionsSkipped ?? r.assumptions?.map(({ status }) => status))).toEqual([
      ['needed', 'not needed'],
      expect.stringContaining('refuted'),
      expect.stringContaining('erratum'),
      ['vacuous outside', 'vacuous outside'],
    ]);
  });

  it('gives the same report for the same seed', async () => {
    const [first, second] = [
      await checkFiles([file], { assumptions: true, seed: 9 }),
      await checkFiles([file], { assumptions: true, seed: 9 }),
    ];
    expect(timeless(reportToJson(first))).toBe(timeless(reportToJson(second)));
  });

  it('keeps the verdict and drops the half of an examination when interrupted', async () => {
    const stop = new AbortController();
    const told: CheckProgress[] = [];
    const report = await checkFiles([file], {
      assumptions: true,
      signal: stop.signal,
      onProgress: (event) => {
        told.push(event);
        if (event.assumption !== undefined) stop.abort();
      },
    });
    const examined = told.filter(({ assumption }) => assumption !== undefined);
    expect(examined).toMatchObject([{ current: 'root', assumption: 'x > 0', total: 4 }]);
    expect(report.summary.interrupted).toBe(true);
    expect(report.results).toHaveLength(1);
    expect(report.results[0]).toMatchObject({ claim: 'root', verdict: 'proved' });
    expect(report.results[0].assumptions).toBeUndefined();
  });
});
