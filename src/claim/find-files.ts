import { readdir, realpath, stat } from 'node:fs/promises';
import { basename, dirname, extname, join, relative, resolve } from 'node:path';
import { FlowproofError } from '../errors.js';
import { nearest } from '../expression/nearest.js';

/** A file to read. `name` is its path as reports show it; `explicit` where the user named the file itself. */
export interface FoundFile {
  readonly path: string;
  readonly name: string;
  readonly kind: 'claims' | 'module' | 'paper';
  readonly explicit: boolean;
}

/** A file that was seen and not used, with the reason. */
export interface IgnoredFile {
  readonly file: string;
  readonly reason: string;
}

export interface FoundFiles {
  readonly files: readonly FoundFile[];
  readonly ignored: readonly IgnoredFile[];
  readonly problems: readonly FlowproofError[];
}

const CLAIM_FILE = /\.claims\.(?:ya?ml|json)$/;
const MODULE = /\.(?:ts|mts|js|mjs)$/;
const PAPER = /\.tex$/;
const NOT_A_DERIVATION = /(?:\.d\.m?ts|\.(?:test|spec)\.m?[jt]s)$/;

/** Folders that are read where no path is given and they exist. */
export const DEFAULT_FOLDERS = ['derivations', 'proofs'] as const;

/**
 * Claim files and modules under the paths, each file once, in a stable order. Folders are searched without
 * `node_modules`, `dist`, dotfolders, type declarations and tests.
 */
export async function findFiles(paths: readonly string[], cwd: string = process.cwd()): Promise<FoundFiles> {
  const files: FoundFile[] = [];
  const ignored: IgnoredFile[] = [];
  const problems: FlowproofError[] = [];
  const seen = new Set<string>();
  const shown = (path: string) => {
    const short = relative(cwd, path);
    return short === '' ? '.' : short.startsWith('..') ? path : short.replaceAll('\\', '/');
  };

  const unreadable = (path: string, error: unknown): FlowproofError => {
    const message = `the path cannot be read: ${error instanceof Error ? error.message : error}`;
    return fileProblem('file-unreadable', message, shown(path), 'a readable file or folder');
  };
  // Reading a fifo or a device would wait for ever.
  const irregular = (path: string): FlowproofError =>
    fileProblem('file-kind', 'this is neither a file nor a folder', shown(path), 'a regular file');

  async function take(path: string, kind: FoundFile['kind'], explicit: boolean): Promise<void> {
    const real = await realpath(path);
    if (seen.has(real)) return;
    seen.add(real);
    files.push({ path: real, name: shown(path), kind, explicit });
  }

  async function search(folder: string): Promise<void> {
    const real = await realpath(folder);
    if (seen.has(real)) return;
    seen.add(real);
    let entries: string[];
    try {
      entries = (await readdir(folder)).sort();
    } catch (error) {
      problems.push(unreadable(folder, error));
      return;
    }
    for (const name of entries) {
      const path = join(folder, name);
      if (name.startsWith('.') || name === 'node_modules') continue;
      const facts = await stat(path).catch(() => undefined);
      if (facts === undefined) ignored.push({ file: shown(path), reason: 'a link that leads nowhere' });
      else if (facts.isDirectory()) {
        if (name !== 'dist') await search(path);
      } else if (!facts.isFile() && (CLAIM_FILE.test(name) || MODULE.test(name))) {
        problems.push(irregular(path));
      } else if (PAPER.test(name)) {
        ignored.push({ file: shown(path), reason: 'a paper is read where it is named itself' });
      } else if (!facts.isFile()) ignored.push({ file: shown(path), reason: 'not a regular file' });
      else if (CLAIM_FILE.test(name)) await take(path, 'claims', false);
      else if (MODULE.test(name) && !NOT_A_DERIVATION.test(name)) await take(path, 'module', false);
      else if (/\.ya?ml$/.test(name) || /claims?.*\.json$/i.test(name)) {
        ignored.push({ file: shown(path), reason: 'not named *.claims.yaml or *.claims.json' });
      }
    }
  }

  for (const given of paths.length > 0 ? paths : DEFAULT_FOLDERS) {
    const path = resolve(cwd, given);
    const facts = await stat(path).catch(() => undefined);
    const [filesBefore, problemsBefore, seenBefore] = [files.length, problems.length, seen.size];
    try {
      if (facts === undefined) {
        if (paths.length > 0) problems.push(await missingPath(given, path));
      } else if (facts.isDirectory()) {
        await search(path);
        const fresh = seen.size > seenBefore;
        if (paths.length > 0 && fresh && files.length === filesBefore && problems.length === problemsBefore) {
          const message = 'the folder holds no claim file and no module';
          problems.push(
            fileProblem('nothing-found', message, shown(path), 'modules, or *.claims.yaml files'),
          );
        }
      } else if (!facts.isFile()) problems.push(irregular(path));
      else if (/\.(?:ya?ml|json)$/.test(path)) await take(path, 'claims', true);
      else if (MODULE.test(path)) await take(path, 'module', true);
      else if (PAPER.test(path)) await take(path, 'paper', true);
      else {
        const expected = '*.claims.yaml, *.claims.json, *.ts, *.mts, *.js, *.mjs or *.tex';
        problems.push(
          fileProblem('file-kind', `files named *${extname(path)} are not read`, shown(path), expected),
        );
      }
    } catch (error) {
      problems.push(unreadable(path, error));
    }
  }
  if (paths.length === 0 && files.length === 0 && problems.length === 0) {
    const expected = `files in ${DEFAULT_FOLDERS.join(' or ')}`;
    problems.push(fileProblem('nothing-found', 'there is nothing to check here', shown(cwd), expected));
  }
  return { files, ignored, problems };
}

const fileProblem = (code: string, message: string, file: string, expected: string): FlowproofError =>
  new FlowproofError({ code, message, expected, place: { file } });

async function missingPath(given: string, path: string): Promise<FlowproofError> {
  const siblings = await readdir(dirname(path)).catch(() => [] as string[]);
  const guess = nearest(basename(path), siblings);
  const near = guess && join(dirname(given), guess);
  return new FlowproofError({
    code: 'no-such-path',
    message: `${given} does not exist`,
    expected: 'a file or a folder',
    hint: near
      ? `did you mean ${near}?`
      : siblings.length === 0
        ? `nor does ${dirname(given)}, or it is empty`
        : undefined,
    place: { file: given },
  });
}
