import { mkdtempSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { Derivation } from '../../src/claim/claim.js';
import { claimFingerprint, proofFingerprint } from '../../src/claim/fingerprint.js';
import type { Proof } from '../../src/claim/proof.js';
import type { CheckFiles } from '../../src/cli/check.js';
import { type ExportFlags, exportLatex, type ReadDerivations } from '../../src/cli/export.js';
import { readReport } from '../../src/cli/read-report.js';
import type { Domain } from '../../src/domain/domain.js';
import { reportToJson } from '../../src/report/index.js';
import { DERIVATION } from '../latex/sample-derivation.js';
import { ERRATUM, FLOW, PROVED, REFUTED, reportOf, SUPPORTED, UNDECIDED } from '../report/sample-report.js';
import { FakeTerminal } from './fake-terminal.js';

const folder = mkdtempSync(join(tmpdir(), 'flowproof-export-'));
afterAll(() => rmSync(folder, { recursive: true }));

const source = join(folder, 'mode.ts');
writeFileSync(source, '');
const [CLAIM, OTHER] = DERIVATION.claims;
const HERE: Derivation = { ...DERIVATION, file: source, claims: [CLAIM] };
const fingerprint = claimFingerprint(CLAIM, () => undefined);
const proved = { ...PROVED, file: source, claim: 'equality', fingerprint };
const DRAWN: Domain = { symbols: new Map(), relations: [] };
const PROOF: Proof = {
  kind: 'flow',
  id: FLOW.claim,
  title: 'T',
  derivation: HERE,
  confronts: ['equality'],
  domain: DRAWN,
  confront: () => [],
  file: source,
  place: {},
};

const reading =
  (
    derivations: readonly Derivation[],
    problems: Awaited<ReturnType<ReadDerivations>>['problems'] = [],
    proofs: readonly Proof[] = [],
  ): ReadDerivations =>
  () =>
    Promise.resolve({ derivations, proofs, problems });

const checking: CheckFiles = () => Promise.resolve(reportOf([proved]));
const noCheck: CheckFiles = () => Promise.reject(new Error('no check should run'));

async function exported(flags: ExportFlags, checkFiles = checking, read = reading([HERE])) {
  const terminal = new FakeTerminal();
  const code = await exportLatex(['some'], { latex: true, ...flags }, terminal, checkFiles, read);
  return { code, out: terminal.out, err: terminal.err };
}

describe('exportLatex', () => {
  it('checks and writes the document, to stdout or whole to a file', async () => {
    const { code, out } = await exported({});
    expect(code).toBe(0);
    expect(out).toContain('\\textbf{equality.}\\flowproofmark{proved}{}');
    const file = join(folder, 'out.tex');
    expect((await exported({ output: file })).out).toBe('');
    expect(readFileSync(file, 'utf8')).toBe(out);
    expect(readdirSync(folder).filter((name) => name.endsWith('.tmp'))).toEqual([]);
  });

  it('writes one file a claim, and replaces its own only', async () => {
    const equations = join(folder, 'equations');
    const { code, out } = await exported({ latex: false, fragments: equations });
    expect({ code, out }).toEqual({ code: 0, out: `2 files written to ${equations}\n` });
    const name = `${HERE.id}--equality.tex`;
    expect(readdirSync(equations).sort()).toEqual(['flowproof.sty', name].sort());
    expect(readFileSync(join(equations, name), 'utf8')).toContain(`\\label{${HERE.id}:equality}`);
    expect((await exported({ latex: false, fragments: equations })).code).toBe(0);
    writeFileSync(join(equations, name), 'my own words');
    await expect(exported({ latex: false, fragments: equations })).rejects.toThrow(/would be overwritten/);
    expect(readFileSync(join(equations, name), 'utf8')).toBe('my own words');
    await expect(exported({ latex: false, fragments: source })).rejects.toThrow(/cannot be made/);
  });

  it('says before any work that there is no LaTeX engine, or nothing to write', async () => {
    const none = { ...new FakeTerminal({ env: { PATH: folder } }) };
    const pdf = { latex: false, pdf: true };
    await expect(exported(pdf, noCheck)).rejects.toThrow(/needs a file/);
    await expect(exported({ ...pdf, format: 'python', output: 'x.pdf' }, noCheck)).rejects.toThrow();
    await expect(
      exportLatex(
        ['some'],
        { ...pdf, output: join(folder, 'x.pdf') },
        none as FakeTerminal,
        noCheck,
        reading([HERE]),
      ),
    ).rejects.toThrow(/no LaTeX engine is installed/);
  });

  it('takes the verdicts of a stored report without checking again', async () => {
    const report = join(folder, 'report.json');
    writeFileSync(report, reportToJson(reportOf([proved])));
    const { code, out } = await exported({ report }, noCheck);
    expect(code).toBe(0);
    expect(out).toContain('\\flowproofmark{proved}{}');
  });

  const stored = (name: string, text: string): string => {
    const file = join(folder, name);
    writeFileSync(file, text);
    return file;
  };

  it('takes no verdict of a claim that has changed since, whatever its ids and times say', async () => {
    const report = stored('stale.json', reportToJson(reportOf([proved])));
    const changed: Derivation = { ...HERE, claims: [{ ...OTHER, id: CLAIM.id }] };
    const { code, out, err } = await exported({ report }, noCheck, reading([changed]));
    expect(code).toBe(1);
    expect(out).toContain('\\flowproofmark{stale}');
    expect(out).not.toContain('\\flowproofmark{proved}');
    expect(err).toBe('stale: mode/equality has changed since the report was written\n');
  });

  it('takes the verdict of an unchanged claim although its file is newer or was named otherwise', async () => {
    const report = stored('old.json', reportToJson(reportOf([{ ...proved, file: '../mode.ts' }])));
    utimesSync(report, new Date(0), new Date(0));
    const { code, out, err } = await exported({ report }, noCheck);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toContain('\\flowproofmark{proved}{}');
  });

  it('names claims the report does not speak of, an interrupted run and its problems, and does not succeed', async () => {
    const both: Derivation = { ...HERE, claims: [CLAIM, OTHER] };
    const missing = stored('missing-claims.json', reportToJson(reportOf([proved])));
    const short = await exported({ report: missing }, noCheck, reading([both]));
    expect(short.code).toBe(1);
    expect(short.err).toBe('not checked: the report does not speak of mode/long-equality\n');
    const { summary } = reportOf([proved]);
    const interrupted = reportToJson(reportOf([proved], { summary: { ...summary, interrupted: true } }));
    const stopped = await exported({ report: stored('interrupted.json', interrupted) }, noCheck);
    expect(stopped.code).toBe(1);
    expect(stopped.err).toContain('interrupted');
    const problems = [{ code: 'c', message: 'm' }];
    const bad = await exported(
      { report: stored('problems.json', reportToJson(reportOf([proved], { problems }))) },
      noCheck,
    );
    expect(bad.code).toBe(2);
    expect(bad.err).toContain('1 problem(s)');
  });

  it('shows what a proof found only while the proof is as it was', async () => {
    const found = { ...FLOW, file: source, fingerprint: proofFingerprint(PROOF) };
    const results = [{ ...proved, evidence: [...PROVED.evidence, ...FLOW.evidence] }, found];
    const report = stored('flow.json', reportToJson(reportOf(results)));
    const same = await exported({ report }, noCheck, reading([HERE], [], [PROOF]));
    expect({ code: same.code, err: same.err }).toEqual({ code: 0, err: '' });
    expect(same.out).toContain('follows the flow in 40 draws');
    const other: Proof = { ...PROOF, confront: () => [{ name: 'n', stated: 0, measured: 0, bound: 0 }] };
    const cases = [
      { proofs: [other], code: 1, word: 'stale' },
      { proofs: [], code: 0, word: 'left out' },
    ];
    for (const { proofs, code, word } of cases) {
      const changed = await exported({ report }, noCheck, reading([HERE], [], proofs));
      expect(changed.code).toBe(code);
      expect(changed.err).toContain(`${word}: the proof mode-follows-flow`);
      expect(changed.out).not.toContain('follows the flow');
    }
  });

  it('exports only what --only chooses, says what it left out, and reports a text that chooses nothing', async () => {
    const both = reading([{ ...HERE, claims: [CLAIM, OTHER] }]);
    const some = await exported({ only: ['mode/equality'] }, checking, both);
    expect(some.code).toBe(0);
    expect(some.out).not.toContain('long-equality');
    expect(some.err).toBe('left out by --only: 1 claims\n');
    const half = await exported({ only: ['mode/equality,nomatch'] }, checking, both);
    expect(half.code).toBe(2);
    expect(half.err).toContain('no claim matches --only nomatch');
    await expect(exported({ only: ['nomatch'] }, checking, both)).rejects.toThrow(
      'no claim matches --only nomatch',
    );
  });

  it('replaces its own documents only, and never an input', async () => {
    const precious = stored('paper.tex', '\\documentclass{article}');
    await expect(exported({ output: precious }, noCheck)).rejects.toThrow('would be overwritten');
    expect(readFileSync(precious, 'utf8')).toBe('\\documentclass{article}');
    for (const name of ['b.ts', 'base.claims.yaml', 'x.yml', 'x.json', 'x.mjs']) {
      await expect(exported({ output: join(folder, name) }, noCheck)).rejects.toThrow('the name of an input');
    }
    await exported({ output: precious, force: true });
    await exported({ output: precious });
    expect(readFileSync(precious, 'utf8')).toMatch(/^% Written by flowproof export/);
  });

  it('leaves an earlier document alone when interrupted', async () => {
    const file = join(folder, 'kept.tex');
    await exported({ output: file });
    const before = readFileSync(file, 'utf8');
    const { summary } = reportOf([]);
    const stopped: CheckFiles = () =>
      Promise.resolve(reportOf([], { summary: { ...summary, interrupted: true } }));
    const { code, err } = await exported({ output: file }, stopped);
    expect(code).toBe(130);
    expect(err).toContain('is not written');
    expect(readFileSync(file, 'utf8')).toBe(before);
  });

  it('writes nothing where there is nothing to export, the format is missing or the target is a folder', async () => {
    await expect(exported({}, checking, reading([]))).rejects.toThrow(/no derivation/);
    await expect(exported({ latex: false })).rejects.toThrow(/format/);
    await expect(exported({ output: folder })).rejects.toThrow(/cannot write/);
  });

  it('reports unreadable files, still writes the others, and ends with the code of the check', async () => {
    const problem = { code: 'x', message: 'does not parse', place: { file: 'b.yaml', line: 2, column: 3 } };
    const checkFiles: CheckFiles = () => Promise.resolve(reportOf([proved], { problems: [problem] }));
    const { code, out, err } = await exported({}, checkFiles, reading([HERE], [problem]));
    expect(code).toBe(2);
    expect(err).toContain('b.yaml:2:3: does not parse');
    expect(out).toContain('\\end{document}');
  });
});

describe('readReport', () => {
  const stored = (text: string) => {
    const file = join(folder, 'stored.json');
    writeFileSync(file, text);
    return file;
  };

  it('reads back every kind of result that check --json writes', () => {
    const results = [PROVED, SUPPORTED, REFUTED, ERRATUM, UNDECIDED, FLOW];
    const file = stored(reportToJson(reportOf(results)));
    const expected = JSON.parse(reportToJson(reportOf(results))) as { results: unknown };
    expect(readReport(file).report.results).toEqual(expected.results);
  });

  it.each([
    ['', /not a report/],
    ['[]', /not a report/],
    ['{"results": [{"verdict": "proved"}]}', /not a report/],
    [reportToJson(reportOf([PROVED])).replace('"proved"', '"proven"'), /not a report/],
  ])('refuses %j', (text, message) => {
    expect(() => readReport(stored(text))).toThrow(message);
  });

  it('refuses a missing file', () => {
    expect(() => readReport(join(folder, 'missing.json'))).toThrow(/not a report/);
  });
});
