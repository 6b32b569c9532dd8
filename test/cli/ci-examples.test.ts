import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import type { Actions } from '../../src/cli/program.js';
import { run } from '../../src/cli/run.js';
import { FakeTerminal } from './fake-terminal.js';

const text = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');

/** Every `npx flowproof …` of a text as arguments, with what a shell or a workflow puts in. */
function commandsIn(script: string): string[][] {
  const whole = script
    .replaceAll('\\\n', ' ')
    .replace(/\$\{FLOWPROOF_SHARD:\+([^}]*)\}/g, '$1')
    .replaceAll('$FLOWPROOF_SHARD', '2/4')
    .replaceAll('$FLOWPROOF_REPORT', 'report.json')
    .replace(/\$\{\{[^}]*\}\}|\$JOB_COMPLETION_INDEX|\$SLURM_ARRAY_TASK_ID/g, '3')
    .replaceAll('$PWD', '/here')
    .replace(/\$FLOWPROOF_(?:PATHS|OPTIONS)/g, '');
  return [...whole.matchAll(/npx flowproof (.*)/g)].map(([, rest]) =>
    [...rest.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, plain]) => quoted ?? plain),
  );
}

describe.each(['action.yml', 'docs/ci/github.yml', 'docs/ci/slurm.sh', 'docs/ci/kubernetes.yaml'])(
  '%s',
  (file) => {
    it('calls commands that there are, with options that they know', async () => {
      const commands = commandsIn(text(file));
      expect(commands.length).toBeGreaterThan(0);
      for (const command of commands) {
        const called: string[] = [];
        const note = (name: string) => async () => {
          called.push(name);
          return 0 as const;
        };
        const terminal = new FakeTerminal();
        await run(command, '0', terminal, {
          check: note('check'),
          merge: note('merge'),
        } as unknown as Actions);
        expect({ called, err: terminal.err }).toEqual({ called: [command[0]], err: '' });
        expect(terminal.err).toBe('');
      }
    });

    it('is well formed', () => {
      if (file.endsWith('.sh')) expect(text(file)).toMatch(/^#!\/bin\/bash\n/);
      else expect(parse(text(file))).toBeTypeOf('object');
    });
  },
);

describe('the action', () => {
  it('hands inputs to the shell as variables, never as text of the program', () => {
    const { runs } = parse(text('action.yml')) as { runs: { steps: { run?: string }[] } };
    for (const { run: program = '' } of runs.steps) expect(program).not.toContain('${{');
  });
});
