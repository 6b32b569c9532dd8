/** The folder of certificates: one file a proved claim, kept up to date by every check. */
import { mkdirSync, readdirSync, readFileSync, rmSync, type Stats, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import {
  type ClaimCertificates,
  certificatesOf,
  isCertificates,
  readCertificates,
} from '../check/claim-certificates.js';
import type { ClaimResult } from '../check/result.js';
import { FlowproofError, messageOf } from '../errors.js';
import { writeWhole } from './write-file.js';

const DEFAULT_FOLDER = join('.flowproof', 'certificates');

/** Where certificates are kept, unless `--certificates` names another folder. */
export const defaultFolder = (cwd: string): string => join(cwd, DEFAULT_FOLDER);

/** Ids hold no `@`. */
const nameOf = (derivation: string, claim: string): string => `${derivation}@${claim}.json`;
const NAME = /^([^@]+)@([^@]+)\.json$/;

/** No check writes more for one claim. */
const MAX_BYTES = 100_000_000;

/**
 * Writes the certificates of every proved claim, and takes away those of claims that are no longer proved. Files that
 * nothing changes in are left alone; a file that is not ours is not touched. One failure does not keep the others back.
 * @throws FlowproofError `cannot-write`, `not-ours`: the first of them.
 */
export function keepCertificates(folder: string, results: readonly ClaimResult[]): void {
  let failure: unknown;
  for (const result of results) {
    if (result.kind === 'flow') continue;
    try {
      keep(folder, result);
    } catch (error) {
      failure ??= error;
    }
  }
  if (failure !== undefined) throw failure;
}

function keep(folder: string, result: ClaimResult): void {
  const path = join(folder, nameOf(result.derivation, result.claim));
  const certificates = certificatesOf(result);
  const there = statOf(path);
  if (there === undefined && certificates === undefined) return;
  if (there !== undefined && !there.isFile()) throw notOurs(path);
  const old = there && guarded(path, 'read', () => readFileSync(path, 'utf8'));
  if (old !== undefined && !isCertificates(old)) throw notOurs(path);
  if (certificates === undefined) {
    guarded(path, 'removed', () => rmSync(path));
    return;
  }
  const text = `${JSON.stringify(certificates)}\n`;
  if (text === old) return;
  makeFolder(folder);
  writeWhole(path, text);
}

/** Undefined where there is nothing, or nothing that may be seen. */
function statOf(path: string): Stats | undefined {
  try {
    return statSync(path, { throwIfNoEntry: false });
  } catch {
    return undefined;
  }
}

/** The default folder is nobody's source: git is told to leave it alone. */
function makeFolder(folder: string): void {
  if (statOf(folder)?.isDirectory()) return;
  guarded(folder, 'made', () => {
    mkdirSync(folder, { recursive: true });
    const ignore = join(dirname(folder), '.gitignore');
    if (folder.endsWith(DEFAULT_FOLDER) && statOf(ignore) === undefined) writeFileSync(ignore, '*\n');
  });
}

function guarded<Value>(path: string, what: string, work: () => Value): Value {
  try {
    return work();
  } catch (error) {
    throw new FlowproofError({
      code: 'cannot-write',
      message: `${path} cannot be ${what}: ${messageOf(error)}`,
      expected: 'a folder that can be written',
      hint: 'name another one with --certificates, or check with --no-certificates',
    });
  }
}

const notOurs = (path: string): FlowproofError =>
  new FlowproofError({
    code: 'not-ours',
    message: `${path} would be overwritten`,
    expected: 'certificates of an earlier check',
    found: 'something that flowproof did not write',
    hint: 'move it away, or name another folder with --certificates',
  });

/** One file of the folder: of what it speaks by its name, and what it holds, or why it cannot be read. */
export interface CertificateFile {
  readonly derivation: string;
  readonly claim: string;
  readonly content: ClaimCertificates | { readonly problem: string };
}

/** @throws FlowproofError `no-certificates` */
export function readFolder(folder: string): CertificateFile[] {
  const files = namesIn(folder).flatMap((name): CertificateFile[] => {
    const found = NAME.exec(name);
    return found === null
      ? []
      : [{ derivation: found[1], claim: found[2], content: contentOf(join(folder, name), name) }];
  });
  if (files.length === 0) throw noCertificates(`there are no certificates in ${folder}`);
  return files;
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder).sort();
  } catch (error) {
    const missing = (error as NodeJS.ErrnoException).code === 'ENOENT';
    throw noCertificates(
      missing ? `there are no certificates in ${folder}` : `${folder} cannot be read: ${messageOf(error)}`,
    );
  }
}

function contentOf(path: string, name: string): CertificateFile['content'] {
  try {
    const facts = statSync(path);
    const { size } = facts;
    if (!facts.isFile()) return { problem: 'it is not a file' };
    if (size > MAX_BYTES) return { problem: `it is larger than any that a check writes: ${size} bytes` };
    const content = readCertificates(readFileSync(path, 'utf8'));
    if ('problem' in content) return content;
    const expected = nameOf(content.derivation, content.claim);
    return expected === name ? content : { problem: `it speaks of ${expected}, not of what its name says` };
  } catch (error) {
    return { problem: `it cannot be read: ${messageOf(error)}` };
  }
}

const noCertificates = (message: string): FlowproofError =>
  new FlowproofError({
    code: 'no-certificates',
    message,
    expected: 'the folder in which a check stored the certificates of proved claims',
    hint: 'run flowproof check first, or name the folder with --certificates',
  });
