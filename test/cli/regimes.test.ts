import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { ACTIONS } from '../../src/cli/actions.js';
import { run } from '../../src/cli/run.js';
import { decodePng } from '../plot/decode-png.js';
import { xmlProblem } from '../plot/xml-problem.js';
import { started } from './command-line.js';
import { FakeTerminal } from './fake-terminal.js';

const folder = mkdtempSync(join(tmpdir(), 'flowproof-regimes-'));
afterAll(() => rmSync(folder, { recursive: true }));

async function regimes(...args: string[]) {
  const terminal = new FakeTerminal();
  const code = await run(['regimes', ...args], '0', terminal, ACTIONS);
  return { code, out: terminal.out, err: terminal.err };
}
const MAP = ['--x', 'c=1e-4..1e4', '--y', 'lambda=-1..1', '--size', '30x20'];

describe('flowproof regimes', () => {
  it('tells the regime of one coordinate', async () => {
    const { code, out, err } = await regimes('--at', 'c=1e-2,λ=-0.9', '--at', 'gamma=0,beta_PT=1,betaFT=1');
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toMatch(
      /^regime IV\nat {6}c = 0\.01, lambda = -0\.9, gamma = 0, beta_PT = 1, beta_FT = 1\nell {5}1\./,
    );
    expect(out).toMatch(/^PD {6}-0\.429/m);
  });

  it('writes a map in every format, and replaces its own', async () => {
    for (const name of [
      'map.svg',
      'map.png',
      'map.csv',
      'map.json',
      'map.svg',
      'map.png',
      'map.csv',
      'map.json',
    ]) {
      expect(await regimes(...MAP, '-o', join(folder, name))).toEqual({ code: 0, out: '', err: '' });
    }
    const text = (name: string) => readFileSync(join(folder, name), 'utf8');
    expect(xmlProblem(text('map.svg'))).toBeUndefined();
    expect(decodePng(readFileSync(join(folder, 'map.png'))).problems).toEqual([]);
    expect(text('map.csv').trim().split('\n')).toHaveLength(602);
    expect(JSON.parse(text('map.json'))).toMatchObject({
      x: { parameter: 'c', scale: 'log' },
      y: { scale: 'linear' },
    });
    expect((await regimes(...MAP)).out).toBe(text('map.csv'));
    expect((await regimes(...MAP, '--format', 'json')).out).toBe(text('map.json'));
    expect(readdirSync(folder).sort()).toEqual(['map.csv', 'map.json', 'map.png', 'map.svg']);
  });

  it('replaces nobody else’s file, unless told to', async () => {
    for (const ending of ['svg', 'png', 'csv', 'json']) {
      const path = join(folder, `theirs.${ending}`);
      writeFileSync(path, '<svg xmlns="theirs"/>');
      const refused = await regimes(...MAP, '-o', path);
      expect([refused.code, refused.err]).toEqual([2, expect.stringContaining('would be overwritten')]);
      expect(readFileSync(path, 'utf8')).toBe('<svg xmlns="theirs"/>');
      expect((await regimes(...MAP, '-o', path, '--force')).code).toBe(0);
    }
  });

  it.each([
    [[], /which coordinate, or which map.*\n.*hint: flowproof regimes --at/],
    [['--x', 'c=1..2'], /a map needs two axes/],
    [['--x', 'c=1..2', '--y', 'foo=1..2'], /--y is no axis.*lambda, gamma, beta_PT/],
    [['--x', 'c=1..2', '--y', 'gamma=1'], /--y is no axis/],
    [['--x', 'c=1..2', '--y', 'gamma=1..2:square'], /--y is no axis/],
    [['--x', 'c=1..2', '--y', 'c=1..3'], /same parameter/],
    [['--x', 'c=0..2', '--y', 'gamma=1..2'], /c is outside.*never move/],
    [['--x', 'c=1..2', '--y', 'lambda=-1.5..1'], /lambda is outside.*\[-1, 1\]/],
    [
      ['--x', 'c=1..2', '--y', 'beta_FT=1..2', '--at', 'lambda=-1,gamma=0'],
      /dead.*stay zero.*\n.*not the value at gamma = 0/,
    ],
    [['--x', 'c=1..2', '--y', 'gamma=1..2', '--at', 'c=1'], /on an axis and held/],
    [['--x', 'c=1..2', '--y', 'gamma=1..2', '--at', 'lambda'], /no assignment/],
    [['--x', 'c=1..2', '--y', 'gamma=1..2', '--at', 'lambda=0,lambda=0'], /second one/],
    [['--x', 'c=1..2', '--y', 'gamma=1..2', '--size', '0x2'], /--size/],
    [['--x', 'c=1..2', '--y', 'gamma=1..2', '--size', '2x2x2'], /--size/],
    [['--x', 'c=1..2', '--y', 'gamma=1..2', '--format', 'png'], /PNG is no text/],
    [['--x', 'c=1..2', '--y', 'gamma=1..2', '--format', 'gif'], /format/],
    [['--x', 'c=1..2', '--y', 'gamma=1..2', '-o', 'a.svg', '--format', 'csv'], /another format/],
    [['--x', 'c=1..2', '--y', 'gamma=1..2', '-o', 'a.claims.json'], /name of an input/],
    [['--x', 'c=1..2', '--y', 'gamma=1..2', '-o', '/no/such/folder/a.svg'], /cannot write.*does not exist/],
    [['--at', 'lambda=-1,gamma=0'], /dead/],
    [['--at', 'c=1', '-o', 'a.svg'], /--output is for maps/],
  ])('answers %j with exit 2 and a reason', async (args, reason) => {
    const { code, out, err } = await regimes(...args);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toMatch(reason);
  });

  it('leaves no half file where it is killed while it writes', async () => {
    const place = join(folder, 'killed');
    mkdirSync(place);
    const path = join(place, 'map.json');
    const child = started(place, 'regimes', ...MAP.slice(0, 4), '--size', '1200x1200', '-o', path);
    const gone = new Promise((resolve) => child.on('close', resolve));
    // The moment anything appears in the folder, it is being written.
    const watch = setInterval(() => {
      if (readdirSync(place).length > 0) child.kill('SIGKILL');
    }, 1);
    await gone;
    clearInterval(watch);
    const whole = existsSync(path);
    if (whole) expect(() => JSON.parse(readFileSync(path, 'utf8'))).not.toThrow();
    else expect(readdirSync(place).every((name) => name.endsWith('.tmp'))).toBe(true);
    expect(readdirSync(place).length).toBeGreaterThan(0);
  }, 60_000);
});
