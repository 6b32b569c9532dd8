import { mergeReports } from '../check/merge-reports.js';
import { reportToJson, reportToTerminal } from '../report/index.js';
import { type ExitCode, exitCodeFor } from './exit-codes.js';
import { jsonTarget } from './json-flag.js';
import { outputFile } from './output-file.js';
import { readReport } from './read-report.js';
import { readReporters } from './reporters.js';
import { type Terminal, wantsColour } from './terminal.js';

export interface MergeFlags {
  readonly json?: string | true;
  readonly reporter?: readonly string[];
  readonly force?: boolean;
  readonly verbose?: boolean;
}

/** `flowproof merge`: the report of one run from the reports of its parts; the exit code is that of the run. */
export async function merge(
  files: readonly string[],
  flags: MergeFlags,
  terminal: Terminal,
): Promise<ExitCode> {
  const jsonFile = jsonTarget(flags.json);
  const target = jsonFile === undefined ? undefined : outputFile(jsonFile, 'json', files, flags.force);
  const reporters = readReporters(flags.reporter ?? [], files, terminal, flags.force);
  if (flags.json === true) terminal.divertStdout();
  const report = mergeReports(files.map((name) => ({ name, report: readReport(name).report })));
  if (flags.json === true) terminal.stdout(reportToJson(report));
  else {
    terminal.stdout(
      reportToTerminal(report, { colour: wantsColour(terminal), verbose: flags.verbose === true }),
    );
  }
  target?.write(reportToJson(report));
  for (const reporter of reporters) reporter(report);
  return exitCodeFor(report);
}
