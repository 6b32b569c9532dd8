import { readFile, stat } from 'node:fs/promises';
import { FlowproofError, type SourcePlace } from '../errors.js';
import { lineTable } from './places.js';

/** Files that hold claims and are larger than this are refused unread. */
export const MAX_FILE_BYTES = 5_000_000;

/**
 * The text of a file that an author wrote, without a byte order mark.
 * @param name what reports call it.
 * @throws FlowproofError `file-too-large`, `file-unreadable`, `file-encoding`.
 */
export async function readTextFile(path: string, name: string): Promise<string> {
  const refuse = (
    code: string,
    message: string,
    place: SourcePlace,
    expected: string,
    found?: string,
  ): never => {
    throw new FlowproofError({ code, message, expected, found, place: { file: name, ...place } });
  };
  let bytes: Buffer;
  try {
    const { size } = await stat(path);
    if (size > MAX_FILE_BYTES) {
      const expected = `at most ${MAX_FILE_BYTES} bytes`;
      return refuse(
        'file-too-large',
        'the file is too large',
        { line: 1, column: 1 },
        expected,
        `${size} bytes`,
      );
    }
    bytes = await readFile(path);
  } catch (error) {
    if (error instanceof FlowproofError) throw error;
    const reason = error instanceof Error ? error.message : String(error);
    return refuse('file-unreadable', `the file cannot be read: ${reason}`, {}, 'a readable file');
  }
  try {
    // The decoder drops a byte order mark, so columns count from the first letter.
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    const readable = new TextDecoder('utf-8').decode(bytes);
    const place = lineTable(readable)(Math.max(0, readable.indexOf('\uFFFD')));
    return refuse('file-encoding', 'the file is not UTF-8 text', place, 'UTF-8');
  }
}
