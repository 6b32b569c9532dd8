/** Results of earlier runs, by what they were about: an unchanged claim costs nothing. */
import { createHash, randomBytes } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { FlowproofError, messageOf } from '../../errors.js';
import type { ClaimResult } from '../result.js';

/** What a result says of a claim, wherever the claim stands. */
export type KeptResult = Omit<ClaimResult, 'file' | 'line'>;

export interface ResultCache {
  /** What an earlier run found; undefined where none is known, or the file that held it is broken. */
  readonly find: (key: string) => KeptResult | undefined;
  /** Keeps a result at once: nothing that comes later, not even kill -9, loses it. */
  readonly keep: (key: string, result: ClaimResult) => void;
  /** What could not be read or written so far, one line each. Nothing but time is lost by it. */
  readonly complaints: () => readonly string[];
}

const FORMAT = 'flowproof-result-1';
const DAY_MS = 24 * 3_600_000;
/** Entries that no run has asked for in so many days are thrown away. */
const KEPT_DAYS = 30;
/** Temporary files that are older belong to runs that were killed. */
const ABANDONED_MS = 3_600_000;

const digestOf = (text: string): string => createHash('sha256').update(text).digest('hex');

/**
 * A cache in a folder: one file an entry, named by its key, so that runs at the same time only ever write the same.
 * A file appears whole or not at all. A broken one is remarked on, not used, and written anew.
 */
export function folderCache(folder: string): ResultCache {
  const complaints = new Set<string>();
  let tidied = false;
  const pathOf = (key: string): string => join(folder, key.slice(0, 2), `${key.slice(2)}.json`);
  return {
    find(key) {
      const path = pathOf(key);
      try {
        const text = readFileSync(path, 'utf8');
        const result = resultIn(text, key);
        if (result === undefined) complaints.add(`${path} is broken: its claim is checked anew`);
        else freshen(path);
        return result;
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'ENOENT')
          complaints.add(`${path} cannot be read: ${messageOf(error)}`);
        return undefined;
      }
    },
    keep(key, { file: _file, line: _line, ...result }) {
      const body = JSON.stringify(result);
      // What does not survive being written is not kept.
      if (!isDeepStrictEqual(JSON.parse(body), withoutAbsent(result))) return;
      try {
        makeFolder(folder);
        if (!tidied) tidy(folder);
        tidied = true;
        const path = pathOf(key);
        mkdirSync(dirname(path), { recursive: true });
        const temporary = join(dirname(path), `.${randomBytes(8).toString('hex')}.tmp`);
        writeFileSync(
          temporary,
          `{"format":"${FORMAT}","key":"${key}","sha256":"${digestOf(body)}"}\n${body}\n`,
        );
        renameSync(temporary, path);
      } catch (error) {
        complaints.add(`results are not kept in ${folder}: ${messageOf(error)}`);
      }
    },
    complaints: () => [...complaints],
  };
}

/** The result in a file of the cache; undefined where the text is not what was written. */
function resultIn(text: string, key: string): KeptResult | undefined {
  const end = text.indexOf('\n');
  const body = text.slice(end + 1, -1);
  const head = `{"format":"${FORMAT}","key":"${key}","sha256":"${digestOf(body)}"}`;
  return end > 0 && text.endsWith('\n') && text.slice(0, end) === head
    ? (JSON.parse(body) as KeptResult)
    : undefined;
}

/** JSON leaves out what is undefined. */
const withoutAbsent = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(withoutAbsent);
  if (typeof value !== 'object' || value === null || Object.getPrototypeOf(value) !== Object.prototype)
    return value;
  const present = Object.entries(value).filter(([, part]) => part !== undefined);
  return Object.fromEntries(present.map(([name, part]) => [name, withoutAbsent(part)]));
};

/** The time of a file is when it was last of use; to the day is enough. */
function freshen(path: string): void {
  const now = Date.now();
  if (now - statSync(path).mtimeMs < DAY_MS) return;
  try {
    utimesSync(path, now / 1_000, now / 1_000);
  } catch {
    // A cache that may only be read serves as well.
  }
}

/** The cache is nobody's source: git is told to leave it alone. */
function makeFolder(folder: string): void {
  if (existsSync(folder)) return;
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, '.gitignore'), '*\n');
}

/** Throws away what was left behind by killed runs, and what has not been of use for long. */
function tidy(folder: string): void {
  for (const part of readdirSync(folder)) {
    if (!/^[0-9a-f]{2}$/.test(part)) continue;
    for (const name of readdirSync(join(folder, part))) {
      const path = join(folder, part, name);
      const facts = statSync(path, { throwIfNoEntry: false });
      const isTemporary = /^\.[0-9a-f]{16}\.tmp$/.test(name);
      if (!isTemporary && !/^[0-9a-f]{62}\.json$/.test(name)) continue;
      const kept = isTemporary ? ABANDONED_MS : KEPT_DAYS * DAY_MS;
      if (facts !== undefined && Date.now() - facts.mtimeMs > kept) rmSync(path, { force: true });
    }
  }
}

/** @throws FlowproofError `bad-option` where the path holds something else. */
export function requireCacheFolder(folder: string): void {
  const facts = statSync(folder, { throwIfNoEntry: false });
  if (facts === undefined || facts.isDirectory()) return;
  throw new FlowproofError({
    code: 'bad-option',
    message: `${folder} is no folder`,
    expected: 'a folder for the results of earlier runs, or the name of one that does not exist yet',
    hint: 'name another one with --cache, or check with --no-cache',
  });
}
