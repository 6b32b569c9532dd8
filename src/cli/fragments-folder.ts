import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { FlowproofError, messageOf } from '../errors.js';
import { isDocument } from '../latex/index.js';
import { checkTarget, type WriteRules, writeWhole } from './write-file.js';

/**
 * Writes files into a folder, which is made where it is not there. All of them are known to be writable before the first is
 * written; files of an author are never replaced without `force`, and no file is deleted.
 * @throws FlowproofError `cannot-write`, `not-ours`.
 */
export function writeFragments(
  folder: string,
  files: ReadonlyMap<string, string>,
  inputs: readonly string[],
  force = false,
): void {
  try {
    mkdirSync(folder, { recursive: true });
  } catch (error) {
    throw new FlowproofError({
      code: 'cannot-write',
      message: `the folder ${folder} cannot be made`,
      expected: 'a folder that can be written, or made',
      found: messageOf(error),
    });
  }
  const rules: WriteRules = { inputs, isOurs: isDocument, force };
  for (const name of files.keys()) checkTarget(join(folder, name), rules);
  for (const [name, text] of files) writeWhole(join(folder, name), text);
}
