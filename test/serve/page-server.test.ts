import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkFiles } from '../../src/check/index.js';
import { readFiles } from '../../src/claim/read-files.js';
import { openPage } from '../../src/cli/open-page.js';
import { claimFromText } from '../../src/explore/index.js';
import type { ClaimAnswer, FailureAnswer, ListAnswer, VerdictAnswer } from '../../src/page/answers.js';
import { Desk } from '../../src/serve/desk.js';
import { pageFiles } from '../../src/serve/page-files.js';
import { type PageServer, servePage } from '../../src/serve/page-server.js';
import { FakeTerminal } from '../cli/fake-terminal.js';

const CLAIMS = `derivation: d
title: Two sums
symbols: { x: real }
claims:
  - { id: double, equal: ['x + x', '2*x'] }
  - { id: square, equal: ['x*x', '2*x'] }
  - { id: slip, equal: ['x*x', 'x'], expect: refuted, right: x^2 }
  - { id: limit, limit: { of: x, as: 'x -> 0', is: 0 } }
`;

let folder = '';
let server: PageServer;
const file = (name: string) => join(folder, name);
const desk = async () => {
  const read = () => readFiles([file('d.claims.yaml')]);
  return new Desk({ first: await read(), read, check: checkFiles, options: { runs: 20 } });
};
const page = () => new Map([['/', { type: 'text/html', bytes: Buffer.from('<p>the page</p>') }]]);

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'flowproof-serve-'));
  writeFileSync(file('d.claims.yaml'), CLAIMS);
  server = await servePage(await desk(), page(), 0);
});
afterAll(async () => {
  await server.close();
  rmSync(folder, { recursive: true, force: true });
});

const ask = async <Found>(method: string, path: string): Promise<Found> =>
  (await (await fetch(`${server.address}${path}`, { method })).json()) as Found;

/** The status of a request with headers that `fetch` does not let one set. */
const statusWith = (headers: Record<string, string>): Promise<number> =>
  new Promise((done, fail) => {
    const { hostname, port } = new URL(server.address);
    const sent = request({ hostname, port, path: '/api/derivations', headers }, (response) => {
      response.resume();
      done(response.statusCode ?? 0);
    });
    sent.on('error', fail);
    sent.end();
  });

describe('the server of the page', () => {
  it('lists claims, shows one, and checks it', async () => {
    const list = await ask<ListAnswer>('GET', 'api/derivations');
    expect(list.derivations.map(({ id, claims }) => [id, claims.map((c) => c.id)])).toEqual([
      ['d', ['double', 'square', 'slip', 'limit']],
    ]);
    expect(list.derivations[0].claims[2].erratum).toBe(true);

    const shown = await ask<ClaimAnswer>('GET', 'api/claim?name=d/double');
    expect(shown).toMatchObject({ tex: 'x + x = 2 x', expected: 'supported', parts: [''] });
    expect(claimFromText(shown.claim ?? '').statement.kind).toBe('equality');
    const limit = await ask<ClaimAnswer>('GET', 'api/claim?name=d/limit');
    expect(limit.claim).toBeUndefined();
    expect(limit.notSwept).toMatch(/has no two sides at a point/);

    const proved = await ask<VerdictAnswer>('POST', 'api/verdict?name=d/double');
    expect(proved).toMatchObject({ verdict: 'proved', ok: true, fingerprint: shown.fingerprint });
    const refuted = await ask<VerdictAnswer>('POST', 'api/verdict?name=d/square');
    expect(refuted).toMatchObject({ verdict: 'refuted', ok: false });
    expect(refuted.counterexample?.point.x).toMatch(/^-?\d/);
    expect(await ask<VerdictAnswer>('POST', 'api/verdict?name=d/slip')).toMatchObject({
      verdict: 'refuted',
      ok: true,
      expected: 'refuted',
    });
  });

  it('names the nearest claim, and what it does not have', async () => {
    const wrong = await ask<FailureAnswer>('GET', 'api/claim?name=d/doubl');
    expect(wrong).toMatchObject({ code: 'unknown-claim', hint: 'did you mean d/double?' });
    expect((await ask<FailureAnswer>('GET', '../../etc/passwd')).code).toBe('no-such-page');
    // Work is not done for a GET: any page may make a browser send one.
    expect((await ask<FailureAnswer>('GET', 'api/verdict?name=d/double')).code).toBe('no-such-page');
  });

  it('answers no other site, under whatever name it was asked', async () => {
    const { host } = new URL(server.address);
    expect(await statusWith({ host })).toBe(200);
    expect(await statusWith({ host: `evil.example:${new URL(server.address).port}` })).toBe(403);
    expect(await statusWith({ host, origin: 'http://evil.example' })).toBe(403);
    expect(await statusWith({ host, origin: `http://${host}` })).toBe(200);
    const { headers } = await fetch(server.address);
    expect(headers.get('content-security-policy')).toContain("default-src 'none'");
  });

  it('reads the files again, and says where a verdict would be of another claim', async () => {
    const before = await ask<ClaimAnswer>('GET', 'api/claim?name=d/double');
    writeFileSync(file('d.claims.yaml'), CLAIMS.replace("'2*x'] }", "'2*x + 0'] }"));
    const verdict = await ask<VerdictAnswer>('POST', 'api/verdict?name=d/double');
    expect(verdict.fingerprint).not.toBe(before.fingerprint);
    await ask<ListAnswer>('POST', 'api/reload');
    const after = await ask<ClaimAnswer>('GET', 'api/claim?name=d/double');
    expect(after.fingerprint).toBe(verdict.fingerprint);
    writeFileSync(file('d.claims.yaml'), 'derivation: [');
    const broken = await ask<ListAnswer>('POST', 'api/reload');
    expect(broken.problems[0]).toContain('d.claims.yaml');
    writeFileSync(file('d.claims.yaml'), CLAIMS);
    await ask<ListAnswer>('POST', 'api/reload');
  });

  it('says that a port is in use', async () => {
    const port = Number(new URL(server.address).port);
    await expect(servePage(await desk(), page(), port)).rejects.toMatchObject({
      code: 'port-in-use',
      message: `port ${port} is in use by another program`,
    });
  });
});

describe('flowproof explore --open', () => {
  const opened = (claim: string | undefined, flags: object, terminal: FakeTerminal) =>
    openPage(claim, [folder], { open: true, ...flags }, terminal, checkFiles, readFiles, file('page'));

  it('refuses what goes with a sweep, a page that is not there, and a claim that is not there', async () => {
    const terminal = new FakeTerminal({ cwd: folder });
    await expect(opened(undefined, { sweep: 'x=0..1' }, terminal)).rejects.toThrow(/do not go together/);
    await expect(opened(undefined, { port: '70000' }, terminal)).rejects.toThrow(/--port/);
    await expect(opened(undefined, {}, terminal)).rejects.toMatchObject({ code: 'page-not-built' });
    expect(() => pageFiles(file('nowhere'))).toThrow(/not among the programs/);
  });

  it('prints the address, serves until Ctrl-C, and ends', async () => {
    const { mkdirSync } = await import('node:fs');
    mkdirSync(file('page'));
    writeFileSync(join(file('page'), 'index.html'), '<p>built</p>');
    const terminal = new FakeTerminal({ cwd: folder });
    await expect(opened('d/doubl', {}, terminal)).rejects.toMatchObject({ hint: 'did you mean d/double?' });
    const running = opened('d/double', { at: ['x=1/2'] }, terminal);
    await expect.poll(() => terminal.listens).toBe(true);
    expect(terminal.out).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/#\/d\/double\?x=1%2F2\n$/);
    const [address] = terminal.out.split('#');
    expect(await (await fetch(address)).text()).toBe('<p>built</p>');
    terminal.pressCtrlC();
    expect(await running).toBe(0);
    await expect(fetch(address)).rejects.toThrow();
  });
});
