import {
  chmodSync,
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
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { init } from '../../src/cli/init.js';
import { starterFiles } from '../../src/cli/starter-files.js';
import { FakeTerminal } from './fake-terminal.js';

let root = '';
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'flowproof-init-'));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

async function started(folder?: string, dryRun = false) {
  const terminal = new FakeTerminal({ cwd: root });
  const code = await init(folder, { dryRun }, terminal, '1.2.3');
  return { code, out: terminal.out };
}
const all = (folder: string) =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .sort();
const PATHS = starterFiles('1.2.3').map(({ path }) => path);

describe('init', () => {
  it('writes the whole project, and nothing else', async () => {
    const { code, out } = await started();
    expect(code).toBe(0);
    expect(all(root)).toEqual([...PATHS].sort());
    for (const path of PATHS) expect(out).toContain(`wrote  ${path}`);
    expect(JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))).toMatchObject({
      type: 'module',
      devDependencies: { flowproof: '^1.2.3' },
    });
  });

  it('writes files that parse, and a schema that is there', async () => {
    await started();
    const workflow = parse(readFileSync(join(root, '.github/workflows/flowproof.yml'), 'utf8'));
    const steps = workflow.jobs.check.steps.map(({ run }: { run?: string }) => run).filter(Boolean);
    expect(steps).toEqual(['npm ci', expect.stringMatching(/^npx flowproof check /)]);
    const settings = JSON.parse(readFileSync(join(root, '.vscode/settings.json'), 'utf8'));
    const claimFile = readFileSync(join(root, 'derivations/identities.claims.yaml'), 'utf8');
    const schemas = [...Object.keys(settings['yaml.schemas']), /\$schema=(\S+)/.exec(claimFile)?.[1]];
    for (const schema of schemas)
      expect(schema).toMatch(/node_modules\/flowproof\/schema\/claims\.schema\.json$/);
    expect(existsSync(new URL('../../schema/claims.schema.json', import.meta.url))).toBe(true);
  });

  it('never touches a file that exists, and says what it may lack', async () => {
    writeFileSync(join(root, 'package.json'), '{ "name": "mine" }');
    writeFileSync(join(root, '.gitignore'), 'node_modules/\n.flowproof/\n');
    mkdirSync(join(root, 'derivations'));
    writeFileSync(join(root, 'derivations/logistic.ts'), '// mine\n');
    const { out } = await started();
    expect(readFileSync(join(root, 'package.json'), 'utf8')).toBe('{ "name": "mine" }');
    expect(readFileSync(join(root, 'derivations/logistic.ts'), 'utf8')).toBe('// mine\n');
    expect(out).toContain('kept   package.json  (by hand: npm install --save-dev flowproof)');
    expect(out).toMatch(/kept {3}\.gitignore\n/);
    expect(out).toContain('wrote  proofs/logistic.ts');
  });

  it('has nothing to do the second time', async () => {
    await started();
    const before = PATHS.map((path) => readFileSync(join(root, path), 'utf8'));
    const { code, out } = await started();
    expect(code).toBe(0);
    expect(out).toContain('Everything is here already.');
    expect(PATHS.map((path) => readFileSync(join(root, path), 'utf8'))).toEqual(before);
  });

  it('writes nothing in a dry run', async () => {
    const { out } = await started('paper', true);
    expect(out).toContain('would write  proofs/logistic.ts');
    expect(all(root)).toEqual([]);
  });

  it('makes the folder it is given', async () => {
    const { out } = await started('a paper/theory');
    expect(all(join(root, 'a paper/theory'))).toEqual([...PATHS].sort());
    expect(out).toContain('cd "a paper/theory"');
  });

  it('writes nothing where one file could not be written', async () => {
    writeFileSync(join(root, 'proofs'), 'a file in the way');
    await expect(started()).rejects.toMatchObject({ code: 'cannot-write' });
    expect(all(root)).toEqual(['proofs']);
    writeFileSync(join(root, 'file'), '');
    await expect(started('file')).rejects.toMatchObject({ code: 'cannot-write' });
  });

  it.skipIf(process.getuid?.() === 0)('says so where the folder cannot be written', async () => {
    chmodSync(root, 0o500);
    await expect(started()).rejects.toMatchObject({ code: 'cannot-write' });
    chmodSync(root, 0o700);
  });
});
