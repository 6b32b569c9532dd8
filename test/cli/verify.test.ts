import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { flowproof } from './command-line.js';

const root = mkdtempSync(join(tmpdir(), 'flowproof-cli-verify-'));
afterAll(() => rmSync(root, { recursive: true }));

const FILE = `derivation: d
title: D
symbols: { x: real, y: positive }
claims:
  - { id: root, equal: ["sqrt(x^2*y)", "abs(x)*sqrt(y)"] }
  - { id: bound, holds: "exp(x) >= 1 + x" }
  - { id: cited, holds: "exp(x) - x - 1 >= 0", using: [bound] }
  - { id: wrong, expect: refuted, equal: [x, 2*x] }
`;
const checked = join(root, 'checked');
const CERTIFICATES = join('.flowproof', 'certificates');

beforeAll(() => {
  mkdirSync(checked);
  writeFileSync(join(checked, 'd.claims.yaml'), FILE);
  expect(flowproof(checked, 'check', 'd.claims.yaml').status).toBe(0);
}, 60_000);

let copies = 0;
/** A folder with the claims and their certificates, to do things to. */
function copy(): string {
  const folder = join(root, `copy-${copies++}`);
  cpSync(checked, folder, { recursive: true });
  return folder;
}
const path = (folder: string, claim: string) => join(folder, CERTIFICATES, `d@${claim}.json`);
const edit = (file: string, change: (text: string) => string) =>
  writeFileSync(file, change(readFileSync(file, 'utf8')));

describe('flowproof verify', () => {
  it('accepts what a check stored, in words and as JSON', () => {
    expect(readdirSync(join(checked, CERTIFICATES))).toEqual(['d@bound.json', 'd@cited.json', 'd@root.json']);
    const { status, stdout } = flowproof(checked, 'verify', 'd.claims.yaml');
    expect(stdout).toContain('✓ d/root');
    expect(stdout).toMatch(/3 claims, \d+ certificates \(\d+ exact, \d+ by trials\): 3 verified\n$/);
    expect(status).toBe(0);
    const json = JSON.parse(flowproof(checked, 'verify', 'd.claims.yaml', '--json').stdout);
    expect(json.summary).toMatchObject({ claims: 3, verified: 3, stale: 0, rejected: 0, interrupted: false });
    expect(json.results[0]).toMatchObject({ derivation: 'd', claim: 'root', outcome: 'verified' });
  }, 60_000);

  it('looks at chosen claims only, and at what they cite', () => {
    const { stdout, status } = flowproof(checked, 'verify', 'd.claims.yaml', '--only', 'd/cited');
    expect(stdout).toContain('d/cited');
    expect(stdout).not.toContain('d/root');
    expect(status).toBe(0);
    expect(flowproof(checked, 'verify', 'd.claims.yaml', '--only', 'd/cite').stdout).toContain('d/cited');
  }, 60_000);

  it('calls an edited claim stale, and what cites it with it', () => {
    const folder = copy();
    edit(join(folder, 'd.claims.yaml'), (text) => text.replace('exp(x) >= 1 + x', 'exp(x) >= 1 + x - 1/2'));
    const { status, stdout } = flowproof(folder, 'verify', 'd.claims.yaml');
    expect(stdout).toMatch(/✗ d\/bound +stale/);
    expect(stdout).toMatch(/✗ d\/cited +stale/);
    expect(stdout).toMatch(/✓ d\/root/);
    expect(status).toBe(1);
  }, 60_000);

  it('rejects a certificate in which something was changed', () => {
    const folder = copy();
    edit(path(folder, 'root'), (text) => text.replace('"conclusion":"difference"', '"conclusion":"empty"'));
    edit(path(folder, 'bound'), () => '{"format":"flowproof certificates 1"');
    const { status, stdout } = flowproof(folder, 'verify', 'd.claims.yaml');
    expect(stdout).toMatch(/✗ d\/root +rejected .*digest/);
    expect(stdout).toMatch(/✗ d\/bound +rejected .*not JSON/);
    expect(stdout).toMatch(/✗ d\/cited +rejected/);
    expect(status).toBe(1);
  }, 60_000);

  it('rejects the certificate of another claim under this name', () => {
    const folder = copy();
    cpSync(path(folder, 'bound'), path(folder, 'root'));
    const { status, stdout } = flowproof(folder, 'verify', 'd.claims.yaml');
    expect(stdout).toMatch(/✗ d\/root +rejected .*d@bound/);
    expect(status).toBe(1);
  }, 60_000);

  it('says what is missing, with exit code 2', () => {
    const folder = copy();
    const elsewhere = flowproof(folder, 'verify', 'd.claims.yaml', '--certificates', 'nowhere');
    expect([elsewhere.status, elsewhere.stderr]).toEqual([2, expect.stringContaining('flowproof check')]);
    rmSync(join(folder, CERTIFICATES), { recursive: true });
    mkdirSync(join(folder, CERTIFICATES));
    expect(flowproof(folder, 'verify', 'd.claims.yaml').status).toBe(2);
    expect(flowproof(folder, 'verify', 'no-such-file.yaml').status).toBe(2);
  }, 60_000);

  it('knows certificates of claims that are gone', () => {
    const folder = copy();
    edit(join(folder, 'd.claims.yaml'), (text) => text.replace('id: root', 'id: renamed'));
    const { status, stdout } = flowproof(folder, 'verify');
    expect(stdout).toMatch(/✗ d\/root +stale .*no such claim/);
    expect(status).toBe(1);
  }, 60_000);
});

describe('what a check keeps', () => {
  it('takes away what is no longer proved, and leaves foreign files alone', () => {
    const folder = copy();
    edit(join(folder, 'd.claims.yaml'), (text) => text.replace('exp(x) >= 1 + x"', 'exp(x) >= 2 + x"'));
    const run = flowproof(folder, 'check', 'd.claims.yaml');
    expect(run.status).toBe(1);
    expect(readdirSync(join(folder, CERTIFICATES))).not.toContain('d@bound.json');
    writeFileSync(path(folder, 'root'), 'my notes');
    const again = flowproof(folder, 'check', 'd.claims.yaml', '--only', 'root');
    expect(again.stderr).toContain('would be overwritten');
    expect(readFileSync(path(folder, 'root'), 'utf8')).toBe('my notes');
  }, 60_000);

  it('keeps nothing with --no-certificates', () => {
    const folder = join(root, 'none');
    mkdirSync(folder);
    writeFileSync(join(folder, 'd.claims.yaml'), FILE);
    expect(flowproof(folder, 'check', 'd.claims.yaml', '--no-certificates', '--no-cache').status).toBe(0);
    expect(readdirSync(folder)).toEqual(['d.claims.yaml']);
    expect(flowproof(folder, 'check', 'd.claims.yaml', '--no-certificates').status).toBe(0);
    expect(readdirSync(join(folder, '.flowproof'))).toEqual(['cache']);
  }, 60_000);
});
