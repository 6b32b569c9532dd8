import { findFiles } from '../claim/find-files.js';
import { FlowproofError } from '../errors.js';
import { isDocument } from '../latex/preamble.js';
import { isMarkdownDocument, isMathmlPage } from '../markup/index.js';
import { isPythonScript } from '../python/index.js';
import { isJunit, isReport, isSarif } from '../report/index.js';
import { isExportedPdf } from './compile-latex.js';
import { checkTarget, type WriteRules, writeWhole } from './write-file.js';

/** Kinds of files that are written: names that flowproof reads (the next run would take such an output for an input), and how an earlier one is known. */
const KINDS = {
  html: { inputs: /\.(?:[mc]?[jt]sx?|ya?ml|json)$/, isOurs: isMathmlPage },
  json: { inputs: /\.claims\.json$/, isOurs: isReport },
  sarif: { inputs: /\.claims\.json$/, isOurs: isSarif },
  tex: { inputs: /\.(?:[mc]?[jt]sx?|ya?ml|json)$/, isOurs: isDocument },
  md: { inputs: /\.(?:[mc]?[jt]sx?|ya?ml|json)$/, isOurs: isMarkdownDocument },
  pdf: { inputs: /\.(?:[mc]?[jt]sx?|ya?ml|json|tex)$/, isOurs: isExportedPdf },
  py: { inputs: /\.(?:[mc]?[jt]sx?|ya?ml|json)$/, isOurs: isPythonScript },
  xml: { inputs: /\.(?:[mc]?[jt]sx?|ya?ml|json)$/, isOurs: isJunit },
} as const;

export type OutputKind = keyof typeof KINDS;

/** A file that a command is going to write, known to be writable before the work begins. */
export interface OutputFile {
  /** @throws FlowproofError `cannot-write`, `not-ours`: the file may have changed since. */
  readonly write: (content: string | Uint8Array) => void;
}

/** The files that a run over these paths reads. */
export const inputFiles = async (paths: readonly string[]): Promise<readonly string[]> =>
  (await findFiles(paths)).files.map(({ path }) => path);

/**
 * @param inputs files that the command reads: never written to.
 * @throws FlowproofError `cannot-write`, `not-ours`, `bad-option` for a name that inputs have.
 */
export function outputFile(
  path: string,
  kind: OutputKind,
  inputs: readonly string[],
  force = false,
): OutputFile {
  const { isOurs } = KINDS[kind];
  if (KINDS[kind].inputs.test(path)) {
    throw new FlowproofError({
      code: 'bad-option',
      message: `${path} is the name of an input`,
      expected: `a file name that ends in .${kind}`,
    });
  }
  const rules: WriteRules = { inputs, isOurs, force };
  checkTarget(path, rules);
  return {
    write: (content) => {
      checkTarget(path, rules);
      writeWhole(path, content);
    },
  };
}
