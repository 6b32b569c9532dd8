/** Reports for other programs beside the readable one: `--reporter junit=report.xml`. */
import type { CheckReport } from '../check/result.js';
import { FlowproofError } from '../errors.js';
import { reportToGithub, reportToJunit, reportToSarif } from '../report/index.js';
import { outputFile } from './output-file.js';
import type { Terminal } from './terminal.js';

/** Writes a report once it is there. */
export type Reporter = (report: CheckReport) => void;

const FILES = { junit: 'xml', sarif: 'sarif' } as const;

/**
 * Reads `--reporter` and finds out, before any work is done, whether its files may be written.
 * @param inputs files that the run reads.
 * @throws FlowproofError `bad-option`, `cannot-write`, `not-ours`.
 */
export function readReporters(
  wanted: readonly string[],
  inputs: readonly string[],
  terminal: Terminal,
  force = false,
): readonly Reporter[] {
  const reporters: Reporter[] = [];
  for (const text of wanted) {
    const [kind, ...rest] = text.split('=');
    const file = rest.join('=');
    if (kind === 'github' && rest.length === 0) {
      reporters.push((report) => terminal.stdout(reportToGithub(report)));
    } else if ((kind === 'junit' || kind === 'sarif') && file !== '') {
      const target = outputFile(file, FILES[kind], inputs, force);
      const print = kind === 'junit' ? reportToJunit : reportToSarif;
      reporters.push((report) => target.write(print(report)));
    } else {
      throw new FlowproofError({
        code: 'bad-option',
        message: 'the value of --reporter makes no sense',
        expected: 'junit=FILE, sarif=FILE or github',
        found: JSON.stringify(text),
      });
    }
  }
  return reporters;
}
