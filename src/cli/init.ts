import { existsSync, lstatSync, mkdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { FlowproofError } from '../errors.js';
import { EXIT, type ExitCode } from './exit-codes.js';
import { type StarterFile, starterFiles } from './starter-files.js';
import type { Terminal } from './terminal.js';
import { checkTarget, writeWhole } from './write-file.js';

export interface InitFlags {
  readonly dryRun?: boolean;
}

/**
 * Starts a project in a folder: a derivation, a claim file, a proof, a workflow, the schema for editors. A file that exists is
 * never touched; what is missing is found out before anything is written.
 * @throws FlowproofError `cannot-write` where the folder, or a place in it, cannot be written.
 */
export async function init(
  folder: string | undefined,
  { dryRun = false }: InitFlags,
  terminal: Terminal,
  version: string,
): Promise<ExitCode> {
  const root = resolve(terminal.cwd, folder ?? '.');
  requireFolder(root);
  const files = starterFiles(version);
  const [missing, kept] = [
    files.filter((file) => !stands(root, file)),
    files.filter((file) => stands(root, file)),
  ];
  for (const { path } of missing) requireWay(root, path);
  const written: string[] = [];
  if (!dryRun) {
    for (const { path, text } of missing) {
      const target = join(root, path);
      mkdirSync(dirname(target), { recursive: true });
      checkTarget(target, { inputs: [], isOurs: () => false });
      writeWhole(target, text);
      written.push(path);
    }
  }
  const lines = [
    ...missing.map(({ path }) => `  ${dryRun ? 'would write' : 'wrote'}  ${path}`),
    ...kept.map((file) => `  kept   ${file.path}${byHand(root, file)}`),
  ];
  const here = relative(terminal.cwd, root);
  const next = [
    ...(here === '' ? [] : [`cd ${/[^\w./-]/.test(here) ? JSON.stringify(here) : here}`]),
    'npm install --save-dev flowproof',
    'npx flowproof check',
  ];
  const heading = missing.length === 0 ? 'Everything is here already.' : `A project of flowproof in ${root}:`;
  terminal.stdout(`${[heading, ...lines, '', 'Next:', ...next.map((line) => `  ${line}`)].join('\n')}\n`);
  return EXIT.asRequired;
}

/** Also where a part of the way to it is a file, which is told later. */
function stands(root: string, { path }: StarterFile): boolean {
  try {
    return lstatSync(join(root, path), { throwIfNoEntry: false }) !== undefined;
  } catch {
    return false;
  }
}

/** What a file that stands may lack, unless it has it. */
function byHand(root: string, { path, merge }: StarterFile): string {
  if (merge === undefined) return '';
  const file = join(root, path);
  const has = existsSync(file) && statSync(file).isFile() && readFileSync(file, 'utf8').includes('flowproof');
  return has ? '' : `  (by hand: ${merge})`;
}

function requireFolder(root: string): void {
  const facts = statSync(root, { throwIfNoEntry: false });
  if (facts === undefined || facts.isDirectory()) return;
  throw new FlowproofError({
    code: 'cannot-write',
    message: `${root} is not a folder`,
    expected: 'a folder, or a name that is free',
    found: 'a file',
  });
}

/** Every folder on the way to the file is one, or is free: nothing is written if one file could not be. */
function requireWay(root: string, path: string): void {
  for (let folder = dirname(path); folder !== '.'; folder = dirname(folder))
    requireFolder(join(root, folder));
}
