import { join } from 'node:path';
import { folderCache, type ResultCache, requireCacheFolder } from '../check/cache/result-cache.js';
import type { Terminal } from './terminal.js';

/** Where results of earlier runs are, unless `--cache` names another folder. */
const DEFAULT_FOLDER = join('.flowproof', 'cache');

/**
 * The cache of a run: `--cache <folder>`, the default one, or none after `--no-cache`.
 * @throws FlowproofError `bad-option`
 */
export function cacheOf(flag: string | boolean | undefined, cwd: string): ResultCache | undefined {
  if (flag === false) return undefined;
  const folder = typeof flag === 'string' ? flag : join(cwd, DEFAULT_FOLDER);
  requireCacheFolder(folder);
  return folderCache(folder);
}

/** Says what went wrong with the cache: verdicts do not depend on it. */
export function complain(cache: ResultCache | undefined, terminal: Terminal): void {
  for (const line of cache?.complaints() ?? []) terminal.stderr(`cache: ${line}\n`);
}
