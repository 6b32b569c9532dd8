import type { CheckReport, ClaimResult } from '../check/result.js';
import { isChosen, unmatched } from '../check/selection.js';
import type { Claim, Derivation } from '../claim/claim.js';
import type { Confrontation } from '../claim/confrontation.js';
import { type FailureFacts, FlowproofError } from '../errors.js';
import { latexFragments } from '../latex/index.js';
import { problemLines } from '../report/index.js';
import { cacheOf, complain } from './cache-folder.js';
import { type CheckFiles, runCheck } from './check.js';
import { compileLatex, latexEngine } from './compile-latex.js';
import { defaultPaths } from './default-paths.js';
import { EXIT, type ExitCode, exitCodeFor } from './exit-codes.js';
import { exportFormat } from './export-formats.js';
import { type CheckFlags, runOptions } from './flags.js';
import { writeFragments } from './fragments-folder.js';
import { inputFiles, outputFile } from './output-file.js';
import { readReport } from './read-report.js';
import { storedResults } from './stored-results.js';
import type { Terminal } from './terminal.js';

export interface ExportFlags extends CheckFlags {
  readonly format?: string;
  /** The same as `--format latex`. */
  readonly latex?: boolean;
  readonly output?: string;
  /** A folder for one file a claim. */
  readonly fragments?: string;
  /** Write a PDF, by the LaTeX engine that is there. */
  readonly pdf?: boolean;
  readonly report?: string;
}

/** Reads files to derivations and proofs; what could not be read is in `problems`. */
export type ReadDerivations = (paths: readonly string[]) => Promise<{
  readonly derivations: readonly Derivation[];
  readonly proofs: readonly Confrontation[];
  readonly problems: readonly FailureFacts[];
}>;

/**
 * `flowproof export`: a document of the derivations with the verdict of a check beside every claim, or a script that re-checks them.
 *
 * The exit code is that of the check: the document is also written where a claim fell short, and says so. A claim without
 * a verdict (stale, missing from a stored report) is named on stderr, and the code is not 0.
 */
export async function exportLatex(
  paths: readonly string[],
  flags: ExportFlags,
  terminal: Terminal,
  checkFiles: CheckFiles,
  readDerivations: ReadDerivations,
): Promise<ExitCode> {
  const format = exportFormat(flags.format, flags.latex || flags.fragments !== undefined || flags.pdf);
  const engine = flags.pdf ? requirePdf(flags, terminal) : undefined;
  const options = runOptions(flags, terminal.env);
  const chosen = paths.length > 0 ? paths : defaultPaths(terminal.cwd);
  const inputs = await inputFiles(chosen);
  const target =
    flags.output === undefined
      ? undefined
      : outputFile(flags.output, flags.pdf ? 'pdf' : format.kind, inputs, flags.force);
  const report = flags.report === undefined ? undefined : readReport(flags.report);
  if (target === undefined && flags.fragments === undefined) terminal.divertStdout();
  const read = await readDerivations(chosen);
  const selection = select(read.derivations, options.only ?? []);
  const problems = [...read.problems, ...selection.problems];
  const told = new Set<string>();
  const tell = (problem: FailureFacts): void => {
    const text = problemLines(problem).join('\n');
    if (!told.has(text)) terminal.stderr(`${text}\n`);
    told.add(text);
  };
  for (const problem of problems) tell(problem);
  if (selection.derivations.length === 0) throw nothingToExport(options.only);
  if (selection.leftOut > 0) terminal.stderr(`left out by --only: ${selection.leftOut} claims\n`);

  let outcome: Outcome;
  if (report === undefined) {
    const cache = cacheOf(flags.cache, terminal.cwd);
    const fresh = await runCheck(chosen, { ...options, cache }, terminal, checkFiles);
    complain(cache, terminal);
    for (const problem of fresh.problems) tell(problem);
    outcome = freshOutcome(fresh, selection.derivations);
  } else {
    outcome = storedResults(report, selection.derivations, read.proofs, claimsOf(read.derivations));
    for (const problem of await terminal.lateErrors()) {
      tell({ code: 'late-error', message: `a module failed outside any call: ${problem}` });
      outcome = { ...outcome, code: EXIT.badInput };
    }
  }
  for (const note of outcome.notes) terminal.stderr(`${note}\n`);
  if (outcome.code === EXIT.interrupted && (target ?? flags.fragments) !== undefined) {
    terminal.stderr(`interrupted: ${flags.output ?? flags.fragments} is not written\n`);
    return outcome.code;
  }
  const { results, stale } = outcome;
  if (flags.fragments !== undefined) {
    const files = latexFragments(selection.derivations, results, stale);
    writeFragments(flags.fragments, files, inputs, flags.force);
    terminal.stdout(`${files.size} files written to ${flags.fragments}\n`);
  }
  if (target !== undefined || flags.fragments === undefined) {
    const text = format.write(selection.derivations, results, stale);
    if (target === undefined) terminal.stdout(text);
    else target.write(engine === undefined ? text : await compileLatex(engine, text));
  }
  return problems.length > 0 && outcome.code !== EXIT.interrupted ? EXIT.badInput : outcome.code;
}

/** The engine for `--pdf`, before any work is done. */
function requirePdf({ format, output }: ExportFlags, terminal: Terminal): string {
  if (output === undefined || (format !== undefined && format !== 'latex')) {
    throw new FlowproofError({
      code: 'bad-option',
      message: '--pdf needs a file to write, and LaTeX',
      expected: '-o with a file name, and no other --format',
      hint: 'flowproof export --pdf -o derivations.pdf',
    });
  }
  return latexEngine(terminal.env);
}

interface Outcome {
  readonly results: readonly ClaimResult[];
  readonly stale?: ReadonlySet<Claim>;
  readonly notes: readonly string[];
  readonly code: ExitCode;
}

/** The verdicts of a check just made; a claim it does not speak of (its run was interrupted) is named. */
function freshOutcome(report: CheckReport, derivations: readonly Derivation[]): Outcome {
  const missing = derivations.flatMap((d) =>
    d.claims
      .filter((c) => !report.results.some((r) => r.derivation === d.id && r.claim === c.id))
      .map((c) => `not checked: ${d.id}/${c.id}`),
  );
  const code = exitCodeFor(report);
  return {
    results: report.results,
    notes: missing,
    code: missing.length > 0 && code === EXIT.asRequired ? EXIT.fellShort : code,
  };
}

const claimsOf = (derivations: readonly Derivation[]): ReadonlyMap<string, readonly Claim[]> =>
  new Map(derivations.map((d) => [d.id, d.claims]));

/** The derivations with the claims that `--only` chooses. */
function select(derivations: readonly Derivation[], only: readonly string[]) {
  const chosen = derivations
    .map((d) => ({ ...d, claims: d.claims.filter((c) => isChosen(d.id, c.id, only)) }))
    .filter((d) => only.length === 0 || d.claims.length > 0);
  const count = (some: readonly Derivation[]) => some.reduce((total, d) => total + d.claims.length, 0);
  return {
    derivations: chosen,
    leftOut: count(derivations) - count(chosen),
    problems: unmatched(
      only,
      derivations.flatMap((d) => d.claims),
    ).map((problem) => problem.facts()),
  };
}

const nothingToExport = (only: readonly string[] | undefined): FlowproofError =>
  new FlowproofError({
    code: 'nothing-to-export',
    message: only ? `no claim matches --only ${only.join(',')}` : 'there is no derivation in the given paths',
    expected: only
      ? 'part of the id of a claim, or of derivation/claim'
      : 'derivation modules or *.claims.yaml files',
  });
