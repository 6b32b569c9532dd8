import {
  accessSync,
  closeSync,
  constants,
  fchmodSync,
  fsyncSync,
  lstatSync,
  openSync,
  readFileSync,
  readlinkSync,
  renameSync,
  rmSync,
  type Stats,
  statSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { FlowproofError } from '../errors.js';

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'the folder does not exist',
  EACCES: 'writing there is not permitted',
  EPERM: 'writing there is not permitted',
  EROFS: 'the file system is read-only',
  ENOSPC: 'the disk is full',
  ENOTDIR: 'a part of the path is a file, not a folder',
  ELOOP: 'the symbolic links lead nowhere',
};

/** Longer chains of symbolic links are a circle. */
const MAX_LINKS = 40;

export interface WriteRules {
  /** Files of this run that are read: never written. */
  readonly inputs: readonly string[];
  /** Is this the text of an earlier output, which may be replaced? */
  readonly isOurs: (text: string) => boolean;
  /** Replace what is not ours, too (but no input). */
  readonly force?: boolean;
}

/**
 * Finds out, before any work is done, whether a file may be written: it does not exist yet in a folder that can be
 * written, or it is empty, or an earlier output.
 * @throws FlowproofError `cannot-write`, `not-ours`.
 */
export function checkTarget(path: string, { inputs, isOurs, force }: WriteRules): void {
  guarded(path, () => {
    const { target, existing } = locate(path);
    accessSync(dirname(target), constants.W_OK | constants.X_OK);
    if (existing === undefined) return;
    const isInput = (input: string) => {
      const facts = statSync(input, { throwIfNoEntry: false });
      return facts?.ino === existing.ino && facts.dev === existing.dev;
    };
    if (inputs.some(isInput)) throw notOurs(path, 'a file that this run reads', 'choose another name');
    if (force || existing.size === 0 || isOurs(readFileSync(target, 'utf8'))) return;
    throw notOurs(
      path,
      'a file that flowproof did not write',
      'choose another name, or replace it with --force',
    );
  });
}

const notOurs = (path: string, found: string, hint: string): FlowproofError =>
  new FlowproofError({
    code: 'not-ours',
    message: `${path} would be overwritten`,
    expected: 'a new file, or an earlier output of the same kind',
    found,
    hint,
  });

/**
 * Writes a file whole or not at all: to a temporary file beside it, then renamed into place. Through a symbolic link, the
 * file it names is written; an existing file keeps its permissions.
 * @throws FlowproofError `cannot-write`; an existing file is then as it was.
 */
export function writeWhole(path: string, content: string | Uint8Array): void {
  let temporary: string | undefined;
  guarded(path, () => {
    try {
      const { target, existing } = locate(path);
      temporary = join(dirname(target), `.${basename(target)}.${process.pid}.tmp`);
      const file = openSync(temporary, 'w');
      try {
        if (existing) fchmodSync(file, existing.mode & 0o7777);
        writeFileSync(file, content);
        fsyncSync(file);
      } finally {
        closeSync(file);
      }
      renameSync(temporary, target);
    } catch (error) {
      if (temporary) rmSync(temporary, { force: true });
      throw error;
    }
  });
}

/** The file behind the path, which may not exist yet. */
function locate(path: string): { readonly target: string; readonly existing: Stats | undefined } {
  let target = resolve(path);
  for (let links = 0; lstatSync(target, { throwIfNoEntry: false })?.isSymbolicLink(); links++) {
    if (links === MAX_LINKS) throw cannotWrite(path, REASONS.ELOOP);
    target = resolve(dirname(target), readlinkSync(target));
  }
  const existing = statSync(target, { throwIfNoEntry: false });
  if (existing?.isDirectory())
    throw cannotWrite(path, 'a folder', `write ${join(path, 'derivations.tex')}, for example`);
  if (existing && !existing.isFile()) throw cannotWrite(path, 'something that is not a regular file');
  // Root may write anywhere; a file without any permission to write is protected all the same.
  if (existing && (existing.mode & 0o222) === 0) throw cannotWrite(path, 'a file that is write-protected');
  if (existing) accessSync(target, constants.W_OK);
  return { target, existing };
}

function guarded(path: string, work: () => void): void {
  try {
    work();
  } catch (error) {
    if (error instanceof FlowproofError) throw error;
    const { code, message } = error as NodeJS.ErrnoException;
    throw cannotWrite(path, REASONS[code ?? ''] ?? message);
  }
}

const cannotWrite = (path: string, found: string, hint?: string): FlowproofError =>
  new FlowproofError({
    code: 'cannot-write',
    message: `cannot write ${path}`,
    expected: 'the path of a file in a folder that can be written',
    found,
    hint,
  });
