import { describe, expect, it } from 'vitest';
import type { CheckFlags } from '../../src/cli/flags.js';
import type { Actions } from '../../src/cli/program.js';
import { run } from '../../src/cli/run.js';
import { FlowproofError } from '../../src/errors.js';
import { FakeTerminal } from './fake-terminal.js';

const never = () => Promise.reject(new Error('this action should not run'));
const actions = (some: Partial<Actions>): Actions => ({
  check: never,
  explore: never,
  merge: never,
  mutate: never,
  verify: never,
  exportLatex: never,
  evaluate: never,
  regimes: never,
  simulate: never,
  init: never,
  doctor: never,
  ...some,
});

async function ran(args: readonly string[], some: Partial<Actions> = {}) {
  const terminal = new FakeTerminal();
  const code = await run(args, '1.2.3', terminal, actions(some));
  return { code, out: terminal.out, err: terminal.err };
}

describe('run', () => {
  it('hands paths and options to the command and its exit code to the shell', async () => {
    let seen: { paths: readonly string[]; flags: CheckFlags } | undefined;
    const { code, err } = await ran(
      ['check', 'a', 'b', '--seed', '7', '--only', 'x', '--only', 'y,z', '--verbose', '--json'],
      {
        check: async (paths, flags) => {
          seen = { paths, flags };
          return 1;
        },
      },
    );
    expect({ code, err }).toEqual({ code: 1, err: '' });
    expect(seen).toEqual({
      paths: ['a', 'b'],
      flags: { seed: '7', only: ['x', 'y,z'], verbose: true, json: true },
    });
  });

  it.each([
    [['chek'], /unknown command 'chek'[\s\S]*check/],
    [['check', '--verbos'], /unknown option '--verbos'[\s\S]*--verbose/],
    [['check', '--seed'], /argument missing/],
    [['export', '--latx'], /unknown option '--latx'[\s\S]*--latex/],
    [['eval'], /missing required argument 'formula'/],
    [['--nonsense'], /unknown option/],
  ])('answers %j with the nearest suggestion and exit code 2', async (args, message) => {
    const { code, out, err } = await ran(args);
    expect(err).toMatch(message);
    expect({ code, out }).toEqual({ code: 2, out: '' });
  });

  it('prints help where asked for (0) and where a command is missing (2)', async () => {
    for (const args of [['--help'], ['help'], ['check', '--help'], ['help', 'export'], ['eval', '-h']]) {
      const { code, out, err } = await ran(args);
      expect({ code, err }).toEqual({ code: 0, err: '' });
      expect(out).toMatch(/Usage: flowproof[\s\S]*Examples:/);
    }
    const bare = await ran([]);
    expect(bare.code).toBe(2);
    expect(bare.err).toContain('Usage: flowproof');
  });

  it('teaches verdicts and exit codes in --help', async () => {
    const { out } = await ran(['--help']);
    for (const word of [
      'proved',
      'certified',
      'supported',
      'undecided',
      'refuted',
      'error',
      'Exit codes',
      '130',
    ]) {
      expect(out).toContain(word);
    }
  });

  it('prints the version', async () => {
    expect(await ran(['--version'])).toEqual({ code: 0, out: '1.2.3\n', err: '' });
  });

  it('prints a failure with place, expectation and hint, and ends with 2', async () => {
    const { code, err } = await ran(['check'], {
      check: () =>
        Promise.reject(
          new FlowproofError({
            code: 'x',
            message: 'm',
            expected: 'e',
            found: 'f',
            hint: 'h',
            place: { file: 'p', line: 3 },
          }),
        ),
    });
    expect(err).toBe('flowproof: p:3: m; expected e; found f\n  hint: h\n');
    expect(code).toBe(2);
  });

  it('calls an unforeseen error one of its own, and does not succeed', async () => {
    const { code, err } = await ran(['check'], { check: () => Promise.reject(new TypeError('boom')) });
    expect(err).toMatch(/error of flowproof itself[\s\S]*boom/);
    expect(code).toBe(1);
  });
});
