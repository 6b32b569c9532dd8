import { findFiles } from '../claim/find-files.js';
import { FlowproofError } from '../errors.js';
import { isDocument } from '../latex/preamble.js';
import { isJunit, isReport, isSarif } from '../report/index.js';
import { checkTarget, type WriteRules, writeWhole } from './write-file.js';

/** Kinds of files that are written: names that flowproof reads (the next run would take such an output for an input), and how an earlier one is known. */
const KINDS = {
  json: { inputs: /\.claims\.json$/, isOurs: isReport },
  sarif: { inputs: /\.claims\.json$/, isOurs: isSarif },
  tex: { inputs: /\.(?:[mc]?[jt]sx?|ya?ml|json)$/, isOurs: isDocument },
  xml: { inputs: /\.(?:[mc]?[jt]sx?|ya?ml|json)$/, isOurs: isJunit },
} as const;

/** A file that a command is going to write, known to be writable before the work begins. */
export interface OutputFile {
  /** @throws FlowproofError `cannot-write`, `not-ours`: the file may have changed since. */
  readonly write: (text: string) => void;
}

/**
 * @param paths what the run reads.
 * @throws FlowproofError `cannot-write`, `not-ours`, `bad-option` for a name that inputs have.
 */
export async function outputFile(
  path: string,
  kind: keyof typeof KINDS,
  paths: readonly string[],
  force = false,
): Promise<OutputFile> {
  const { inputs, isOurs } = KINDS[kind];
  if (inputs.test(path)) {
    throw new FlowproofError({
      code: 'bad-option',
      message: `${path} is the name of an input`,
      expected: `a file name that ends in .${kind}`,
    });
  }
  const { files } = await findFiles(paths);
  const rules: WriteRules = {
    inputs: files.map((file) => file.path),
    isOurs,
    force,
  };
  checkTarget(path, rules);
  return {
    write: (text) => {
      checkTarget(path, rules);
      writeWhole(path, text);
    },
  };
}
