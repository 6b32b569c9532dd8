import type { CheckOptions } from '../check/options.js';
import type { CheckReport } from '../check/result.js';
import { type FailureFacts, FlowproofError } from '../errors.js';
import { reportToJson, reportToTerminal } from '../report/index.js';
import { cacheOf, complain } from './cache-folder.js';
import { defaultFolder, keepCertificates } from './certificate-folder.js';
import { defaultPaths } from './default-paths.js';
import { type ExitCode, exitCodeFor } from './exit-codes.js';
import { type CheckFlags, runOptions } from './flags.js';
import { interruptible } from './interruptible.js';
import { jsonTarget } from './json-flag.js';
import { inputFiles, outputFile } from './output-file.js';
import { ProgressLine } from './progress.js';
import { readReporters } from './reporters.js';
import { type Terminal, wantsColour } from './terminal.js';

/** The checker, as a command calls it. */
export type CheckFiles = (paths: readonly string[], options: Partial<CheckOptions>) => Promise<CheckReport>;

/** `flowproof check`: checks, reports, and says how it went by the exit code. */
export async function check(
  paths: readonly string[],
  flags: CheckFlags,
  terminal: Terminal,
  checkFiles: CheckFiles,
): Promise<ExitCode> {
  const options = runOptions(flags, terminal.env);
  if (flags.watch) requireWatchable(flags);
  const jsonFile = jsonTarget(flags.json);
  const chosen = paths.length > 0 ? paths : defaultPaths(terminal.cwd);
  const inputs = await inputFiles(chosen);
  const target = jsonFile === undefined ? undefined : outputFile(jsonFile, 'json', inputs, flags.force);
  const reporters = readReporters(flags.reporter ?? [], inputs, terminal, flags.force);
  if (flags.json === true) terminal.divertStdout();
  const cache = cacheOf(flags.cache, terminal.cwd);
  const report = await runCheck(chosen, { ...options, cache }, terminal, checkFiles);
  complain(cache, terminal);
  if (flags.json === true) terminal.stdout(reportToJson(report));
  else
    terminal.stdout(
      reportToTerminal(report, { colour: wantsColour(terminal), verbose: flags.verbose === true }),
    );
  if (target !== undefined) {
    // What an earlier run knew in full is worth more than a part.
    if (report.summary.interrupted) terminal.stderr(`interrupted: ${jsonFile} is not written\n`);
    else target.write(reportToJson(report));
  }
  if (!report.summary.interrupted) for (const reporter of reporters) reporter(report);
  else if (reporters.length > 0) terminal.stderr('interrupted: no report of --reporter is written\n');
  keep(flags.certificates, report, terminal);
  const nothing = report.results.length === 0 && report.problems.length === 0;
  const { interrupted, shard, unchanged = 0 } = report.summary;
  if (nothing && !interrupted && shard === undefined && unchanged === 0) {
    throw nothingChecked(options.only);
  }
  if (flags.watch && !interrupted) {
    const { watch } = await import('./watch.js');
    return watch(chosen, { ...options, cache }, terminal, checkFiles);
  }
  return exitCodeFor(report);
}

/** A watch has no end at which a report could be written, and needs to know what has changed. */
function requireWatchable({ json, reporter, shard, cache, bail }: CheckFlags): void {
  const against = [
    json !== undefined && '--json',
    reporter !== undefined && '--reporter',
    shard !== undefined && '--shard',
    cache === false && '--no-cache',
    bail === true && '--bail',
  ].find((name) => name !== false);
  if (against === undefined) return;
  throw new FlowproofError({
    code: 'bad-option',
    message: `--watch and ${against} do not go together`,
    expected: 'one of the two',
  });
}

/** Stores certificates: where nobody named a folder, a folder that cannot be written is only remarked on. */
function keep(folder: CheckFlags['certificates'], report: CheckReport, terminal: Terminal): void {
  if (folder === false) return;
  try {
    keepCertificates(typeof folder === 'string' ? folder : defaultFolder(terminal.cwd), report.results);
  } catch (error) {
    if (!(error instanceof FlowproofError) || typeof folder === 'string') throw error;
    terminal.stderr(`certificates are not kept: ${error.message}\n`);
  }
}

/** One check run with a progress line, stopped by Ctrl-C; what modules throw outside any call is among its problems. */
export async function runCheck(
  paths: readonly string[],
  options: Partial<CheckOptions>,
  terminal: Terminal,
  checkFiles: CheckFiles,
): Promise<CheckReport> {
  const progress = new ProgressLine(terminal);
  const report = await interruptible(terminal, progress, (signal, onUserCode) =>
    checkFiles(paths, { ...options, signal, onUserCode, onProgress: (event) => progress.show(event) }),
  );
  const late = (await terminal.lateErrors()).map(lateProblem);
  if (late.length === 0) return report;
  const problems = [...report.problems, ...late];
  return { ...report, problems, summary: { ...report.summary, problems: problems.length } };
}

const lateProblem = (message: string): FailureFacts => ({
  code: 'late-error',
  message: `a module or a proof failed outside any call: ${message}`,
  expected: 'programs that throw where they are called, and await their promises',
});

const nothingChecked = (only: readonly string[] | undefined): FlowproofError =>
  new FlowproofError({
    code: 'nothing-to-check',
    message: only ? `no claim matches --only ${only.join(',')}` : 'the given paths hold no claims',
    expected: only
      ? 'part of the id of a claim, or of derivation/claim'
      : 'derivations, proofs or claim files',
  });
