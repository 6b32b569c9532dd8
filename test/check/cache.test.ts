import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { folderCache, type ResultCache } from '../../src/check/cache/result-cache.js';
import type { CheckOptions } from '../../src/check/options.js';
import type { CheckReport } from '../../src/check/result.js';
import { checkFiles } from '../../src/check/run.js';

let root = '';
const path = (...names: string[]) => join(root, ...names);
const write = (name: string, text: string) => writeFileSync(path(name), text);

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'flowproof-cache-'));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

interface Lines {
  readonly square?: string;
  readonly lemma?: string;
  readonly domain?: string;
}

function claims({ square = '(x+1)^2', lemma = 'sqrt(n^2)', domain = 'positive' }: Lines = {}): void {
  write(
    'all.claims.yaml',
    `derivation: all
title: T
symbols: { x: real, n: ${domain} }
claims:
  - { id: square, equal: ["${square}", "x^2+2*x+1"] }
  - { id: root, equal: ["${lemma}", "abs(n)"] }
  - { id: twice, using: [root], equal: ["2*sqrt(n^2)", "2*abs(n)"] }
  - { id: wrong, expect: refuted, equal: ["sqrt(x^2)", "x"] }
`,
  );
}

const PROOF = (factor: string) => `
import { factor } from './factor.js';
const derivation = { derivation: 'line', title: 'T', symbols: { x: 'real' }, claims: [{ id: 'c', equal: ['x', 'x'] }] };
export const p = {
  proof: 'p', title: 'T', derivation, confronts: ['c'], symbols: { x: { gt: 1, lt: 2 } }, runs: 3,
  confront: ({ x }) => [{ name: 'x', stated: ${factor}*factor*x, measured: 2*x, bound: 1e-9 }],
  [Symbol.for('flowproof.proof')]: true,
};`;

let cache: ResultCache;
async function check(
  options: Partial<CheckOptions> = {},
  paths = [path('all.claims.yaml')],
): Promise<CheckReport> {
  cache = folderCache(path('cache'));
  return checkFiles(paths, { cache, ...options });
}
const remembered = ({ results }: CheckReport) => results.filter((r) => r.remembered).map((r) => r.claim);
const entries = () =>
  readdirSync(path('cache'), { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.json'));
/** All that does not depend on when it was found. */
const told = ({ results }: CheckReport) =>
  JSON.parse(JSON.stringify(results.map(({ remembered: _, ...r }) => r)), (key, value) =>
    key === 'ms' ? 0 : value,
  ) as unknown;

describe('results of earlier runs', () => {
  it('are taken where nothing has changed, and say the same, certificates included', async () => {
    claims();
    const first = await check();
    expect(remembered(first)).toEqual([]);
    const second = await check();
    expect(remembered(second)).toEqual(['square', 'root', 'twice', 'wrong']);
    expect(second.summary.remembered).toBe(4);
    expect(told(second)).toEqual(told(first));
    expect(second.results[0].certificates!.length).toBeGreaterThan(0);
  });

  it('follow a claim to another line, and to another file', async () => {
    claims();
    await check();
    write('moved.claims.yaml', `# a new line\n${readFileSync(path('all.claims.yaml'), 'utf8')}`);
    const moved = await check({}, [path('moved.claims.yaml')]);
    expect(remembered(moved)).toHaveLength(4);
    expect(moved.results[0]).toMatchObject({ file: path('moved.claims.yaml'), line: 6 });
  });

  it('are not taken for a claim that has changed, nor for those that cite it', async () => {
    claims();
    await check();
    claims({ lemma: 'sqrt(n^2) + 0*x' });
    expect(remembered(await check())).toEqual(['square', 'wrong']);
  });

  it('are not taken where the same formula is typed in another way: reports print what was typed', async () => {
    claims();
    await check();
    claims({ square: '(x + 1)^2' });
    expect(remembered(await check())).toEqual(['root', 'twice', 'wrong']);
  });

  it('are not taken over another domain', async () => {
    claims();
    await check();
    claims({ domain: 'negative' });
    expect(remembered(await check())).not.toContain('root');
  });

  it.each<Partial<CheckOptions>>([
    { seed: 2 },
    { digits: 30 },
    { runs: 7 },
    { assumptions: true },
    { claimBudgetMs: 1_000 },
  ])('are not taken under other options: %o', async (options) => {
    claims();
    await check();
    expect(remembered(await check(options))).toEqual([]);
    expect(remembered(await check(options))).toHaveLength(4);
  });

  it('are not kept where a claim fell short: more time may bring more', async () => {
    write(
      'all.claims.yaml',
      'derivation: all\ntitle: T\nsymbols: { x: { gt: 1/10, lt: 2 } }\nclaims:\n  - { id: hard, require: proved, holds: "x^x > 1/2" }\n',
    );
    const first = await check();
    expect(first.results.map(({ verdict, ok }) => [verdict, ok])).toEqual([['certified', false]]);
    expect(remembered(await check())).toEqual([]);
  });

  it('are those of a proof as long as none of the files behind it has changed', async () => {
    write('package.json', '{"type":"module"}');
    write('factor.ts', 'export const factor: number = 1;');
    write('proof.ts', PROOF('2'));
    const paths = [path('proof.ts')];
    const first = await check({}, paths);
    expect(first.problems).toEqual([]);
    expect(first.results.map((r) => r.verdict)).toEqual(['supported']);
    expect(remembered(await check({}, paths))).toEqual(['p']);
    expect(remembered(await check({ proofRuns: 5 }, paths))).toEqual([]);
    write('package-lock.json', '{}');
    expect(remembered(await check({}, paths))).toEqual([]);
    write('factor.ts', 'export const factor: number = 1; // another text');
    expect(remembered(await check({}, paths))).toEqual([]);
  });
});

describe('a broken cache', () => {
  it.each<[string, (text: string) => string]>([
    ['cut off', (text) => text.slice(0, -20)],
    ['empty', () => ''],
    ['another verdict', (text) => text.replace(/"verdict":"\w+"/, '"verdict":"certified"')],
    ['of another claim', (text) => text.replace(/"key":"\w/, '"key":"g')],
    ['not JSON', () => 'nothing'],
  ])('%s: it is remarked on, the claim is checked, and the entry mended', async (_, damage) => {
    claims();
    const first = await check();
    for (const name of entries()) {
      const text = readFileSync(path('cache', name), 'utf8');
      expect(damage(text)).not.toBe(text);
      writeFileSync(path('cache', name), damage(text));
    }
    const again = await check();
    expect(remembered(again)).toEqual([]);
    expect(told(again)).toEqual(told(first));
    expect(cache.complaints()).toHaveLength(4);
    expect(cache.complaints()[0]).toMatch(/is broken: its claim is checked anew/);
    expect(remembered(await check())).toHaveLength(4);
    expect(cache.complaints()).toEqual([]);
  });

  it('a folder stands where an entry should be', async () => {
    claims();
    await check();
    for (const name of entries()) {
      rmSync(path('cache', name));
      mkdirSync(path('cache', name));
    }
    const again = await check();
    expect(again.results.map((r) => r.verdict)).toEqual(['proved', 'proved', 'proved', 'refuted']);
    expect(cache.complaints().length).toBeGreaterThan(0);
  });

  it('cannot be written: everything is checked, and said', async () => {
    claims();
    write('cache', 'a file where the folder should be');
    const report = await check();
    expect(report.results.map((r) => r.verdict)).toEqual(['proved', 'proved', 'proved', 'refuted']);
    expect(cache.complaints().join()).toMatch(/results are not kept|cannot be read/);
    expect(readFileSync(path('cache'), 'utf8')).toBe('a file where the folder should be');
  });

  it('is rid of what killed runs left behind, and of what nobody asks for any more; not of other files', async () => {
    claims();
    await check();
    const [entry] = entries();
    const part = entry.slice(0, 2);
    const old = `${part}/${'0'.repeat(62)}.json`;
    const left = `${part}/.0123456789abcdef.tmp`;
    const fresh = `${part}/.fedcba9876543210.tmp`;
    for (const name of [old, left, fresh, `${part}/notes.txt`]) writeFileSync(path('cache', name), 'x');
    for (const name of [old, left, `${part}/notes.txt`]) utimesSync(path('cache', name), 1, 1);
    claims({ square: '(1+x)^2' });
    await check();
    const names = readdirSync(path('cache'), { recursive: true, encoding: 'utf8' });
    expect(names).not.toContain(old);
    expect(names).not.toContain(left);
    expect(names).toContain(fresh);
    expect(names).toContain(`${part}/notes.txt`);
    expect(names).toContain(entry);
  });
});
