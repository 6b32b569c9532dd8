/** The folder of certificates: one file a proved claim, kept up to date by every check. */
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import {
  type ClaimCertificates,
  certificatesOf,
  isCertificates,
  readCertificates,
} from '../check/claim-certificates.js';
import type { ClaimResult } from '../check/result.js';
import { FlowproofError } from '../errors.js';
import { writeWhole } from './write-file.js';

/** Where certificates are kept, unless `--certificates` names another folder. */
export const DEFAULT_FOLDER = join('.flowproof', 'certificates');

/** Ids hold no `@`. */
const nameOf = (derivation: string, claim: string): string => `${derivation}@${claim}.json`;
const NAME = /^[^@]+@[^@]+\.json$/;

/**
 * Writes the certificates of every proved claim, and takes away those of claims that are no longer proved. Files that
 * nothing changes in are left alone; a file that is not ours is not touched.
 * @throws FlowproofError `cannot-write`, `not-ours`.
 */
export function keepCertificates(folder: string, results: readonly ClaimResult[]): void {
  for (const result of results) {
    if (result.kind === 'flow') continue;
    const path = join(folder, nameOf(result.derivation, result.claim));
    const old = existsSync(path) ? readFileSync(path, 'utf8') : undefined;
    if (old !== undefined && !isCertificates(old)) throw notOurs(path);
    const certificates = certificatesOf(result);
    if (certificates === undefined) {
      if (old !== undefined) rmSync(path);
      continue;
    }
    const text = `${JSON.stringify(certificates)}\n`;
    if (text === old) continue;
    makeFolder(folder);
    writeWhole(path, text);
  }
}

/** The default folder is nobody's source: git is told to leave it alone. */
function makeFolder(folder: string): void {
  if (existsSync(folder)) return;
  try {
    mkdirSync(folder, { recursive: true });
    const ignore = join(dirname(folder), '.gitignore');
    if (folder.endsWith(DEFAULT_FOLDER) && !existsSync(ignore)) writeFileSync(ignore, '*\n');
  } catch (error) {
    throw new FlowproofError({
      code: 'cannot-write',
      message: `the folder ${folder} cannot be made: ${error instanceof Error ? error.message : String(error)}`,
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
    found: 'a file that flowproof did not write, or that was damaged',
    hint: 'move it away, or name another folder with --certificates',
  });

/** One file of the folder: what it holds, or why it cannot be read. */
export interface CertificateFile {
  readonly path: string;
  readonly content: ClaimCertificates | { readonly problem: string };
}

/** @throws FlowproofError `no-certificates` */
export function readFolder(folder: string): CertificateFile[] {
  const names = existsSync(folder) ? readdirSync(folder).filter((name) => NAME.test(name)) : [];
  if (names.length === 0) {
    throw new FlowproofError({
      code: 'no-certificates',
      message: `there are no certificates in ${folder}`,
      expected: 'the folder in which a check stored the certificates of proved claims',
      hint: 'run flowproof check first, or name the folder with --certificates',
    });
  }
  return names.sort().map((name) => {
    const path = join(folder, name);
    const content = readCertificates(readFileSync(path, 'utf8'));
    const expected = 'problem' in content ? name : nameOf(content.derivation, content.claim);
    return {
      path,
      content:
        expected === name ? content : { problem: `it speaks of ${expected}, not of what its name says` },
    };
  });
}
