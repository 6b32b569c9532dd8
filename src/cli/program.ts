import { Command } from 'commander';
import type { DoctorFlags } from './doctor.js';
import type { EvaluateFlags } from './evaluate.js';
import type { ExitCode } from './exit-codes.js';
import type { ExploreFlags } from './explore.js';
import type { ExportFlags } from './export.js';
import type { CheckFlags } from './flags.js';
import {
  CHECK_HELP,
  DOCTOR_HELP,
  EVAL_HELP,
  EXPLORE_HELP,
  EXPORT_HELP,
  INIT_HELP,
  MAIN_HELP,
  MERGE_HELP,
  MUTATE_HELP,
  REGIMES_HELP,
  SIMULATE_HELP,
  VERIFY_HELP,
} from './help.js';
import type { InitFlags } from './init.js';
import type { MergeFlags } from './merge.js';
import type { MutateFlags } from './mutate.js';
import type { RegimesFlags } from './regimes.js';
import type { SimulateFlags } from './simulate.js';
import type { Terminal } from './terminal.js';
import type { VerifyFlags } from './verify.js';

/** What the commands do, loaded only when one runs: `--help` must not wait for a parser. */
export interface Actions {
  readonly check: (paths: readonly string[], flags: CheckFlags, terminal: Terminal) => Promise<ExitCode>;
  readonly exportLatex: (
    paths: readonly string[],
    flags: ExportFlags,
    terminal: Terminal,
  ) => Promise<ExitCode>;
  readonly merge: (files: readonly string[], flags: MergeFlags, terminal: Terminal) => Promise<ExitCode>;
  readonly mutate: (paths: readonly string[], flags: MutateFlags, terminal: Terminal) => Promise<ExitCode>;
  readonly explore: (
    claim: string | undefined,
    paths: readonly string[],
    flags: ExploreFlags,
    terminal: Terminal,
  ) => Promise<ExitCode>;
  readonly verify: (paths: readonly string[], flags: VerifyFlags, terminal: Terminal) => Promise<ExitCode>;
  readonly evaluate: (formula: string, flags: EvaluateFlags, terminal: Terminal) => Promise<ExitCode>;
  readonly regimes: (flags: RegimesFlags, terminal: Terminal) => Promise<ExitCode>;
  readonly simulate: (
    paths: readonly string[],
    flags: SimulateFlags,
    terminal: Terminal,
  ) => Promise<ExitCode>;
  readonly init: (
    folder: string | undefined,
    flags: InitFlags,
    terminal: Terminal,
    version: string,
  ) => Promise<ExitCode>;
  readonly doctor: (flags: DoctorFlags, terminal: Terminal) => Promise<ExitCode>;
}

const repeated = (text: string, before: readonly string[] | undefined): string[] => [...(before ?? []), text];

/** The command line: grammar, help, and which action runs. The exit code of the action arrives in `finish`. */
export function program(
  version: string,
  terminal: Terminal,
  actions: Actions,
  finish: (code: ExitCode) => void,
): Command {
  const root = new Command('flowproof')
    .description(
      'Checks derivations about gradient flow: exact proofs, enclosures, counterexamples, integrated flows.',
    )
    .version(version, '-V, --version', 'print the version')
    .helpOption('-h, --help', 'print this help')
    .helpCommand('help [command]', 'print the help of a command')
    .configureOutput({ writeOut: terminal.stdout, writeErr: terminal.stderr })
    .showHelpAfterError('(--help lists commands and options)')
    .exitOverride()
    .addHelpText('after', MAIN_HELP);

  searchOptions(
    root
      .command('check')
      .summary('check derivations, proofs and claim files')
      .description('Checks every claim and prints a verdict for each.')
      .argument('[paths...]', 'files and folders (default: derivations/, proofs/ and claim files here)')
      .option(
        '--json [file]',
        'print the report as JSON, or write it to a .json file beside the readable report',
      )
      .option(
        '--reporter <kind>',
        'also report as junit=FILE, sarif=FILE or github (annotations); repeatable',
        repeated,
      )
      .option('--force', 'let --json and --reporter replace a file that flowproof did not write')
      .option('--assumptions', 'ask of each assumption of a proved claim whether it is needed')
      .option(
        '--certificates <folder>',
        'where certificates of proved claims go (default .flowproof/certificates)',
      )
      .option('--no-certificates', 'keep no certificates')
      .option('--verbose', 'print all evidence: second opinions, seeds, certificates')
      .option('--bail', 'stop at the first claim that falls short')
      .option('--changed', 'report only what has changed since an earlier run, and what rests on it')
      .option('--watch', 'check again whenever a file changes, until Ctrl-C')
      .option('--shard <i/n>', 'only part i of n, for merge; auto: the part of this Slurm or Kubernetes job')
      .addHelpText('after', CHECK_HELP),
  ).action(async (paths: string[], flags: CheckFlags) => finish(await actions.check(paths, flags, terminal)));

  root
    .command('merge')
    .summary('put the reports of the parts of one run together')
    .description('The report of one run from the --json reports of check --shard 1/n to n/n.')
    .argument('<reports...>', 'the reports of all parts')
    .option('--json [file]', 'print the report as JSON, or write it to a .json file')
    .option(
      '--reporter <kind>',
      'also report as junit=FILE, sarif=FILE or github (annotations); repeatable',
      repeated,
    )
    .option('--force', 'let --json and --reporter replace a file that flowproof did not write')
    .option('--verbose', 'print all evidence')
    .addHelpText('after', MERGE_HELP)
    .action(async (files: string[], flags: MergeFlags) =>
      finish(await actions.merge(files, flags, terminal)),
    );

  searchOptions(
    root
      .command('export')
      .summary('write the claims with their verdicts: LaTeX, or Python that re-checks them')
      .description('Writes the derivations, each claim with its verdict, as a document or as a script.')
      .argument('[paths...]', 'files and folders (default: as for check)')
      .option(
        '--format <name>',
        'latex, markdown, mathml (an HTML page), or python (a script that re-checks)',
      )
      .option('--latex', 'the same as --format latex')
      .option('-o, --output <file>', 'where to write (default: standard output)')
      .option('--fragments <folder>', 'one LaTeX file a claim, for \\input, and flowproof.sty')
      .option('--pdf', 'write a PDF to -o, where a LaTeX engine is installed')
      .option('--force', 'let outputs replace files that flowproof did not write')
      .option('--report <file>', 'take the verdicts from a report of check --json')
      .addHelpText('after', EXPORT_HELP),
  ).action(async (paths: string[], flags: ExportFlags) =>
    finish(await actions.exportLatex(paths, flags, terminal)),
  );

  root
    .command('verify')
    .summary('check stored certificates again, without searching')
    .description('Checks the certificates of proved claims against the claims as they are written now.')
    .argument('[paths...]', 'files and folders with the claims (default: as for check)')
    .option('--certificates <folder>', 'where the certificates are (default .flowproof/certificates)')
    .option(
      '--only <text>',
      'only claims whose derivation/id contains this (repeatable, or with commas)',
      repeated,
    )
    .option('--seed <n>', 'the seed of the check that stored them (default 1)')
    .option('--json', 'print the outcome as JSON')
    .addHelpText('after', VERIFY_HELP)
    .action(async (paths: string[], flags: VerifyFlags) =>
      finish(await actions.verify(paths, flags, terminal)),
    );

  root
    .command('mutate')
    .summary('put slips into claims, and see that each is caught')
    .description(
      'Changes every claim by one slip at a time; a mutant must be refuted, or proved to be still true.',
    )
    .argument('[paths...]', 'files and folders (default: as for check)')
    .option('--sample <n>', 'mutants of one claim, or all (default 12)')
    .option(
      '--only <text>',
      'only claims whose derivation/id contains this (repeatable, or with commas)',
      repeated,
    )
    .option('--seed <n>', 'seed of everything random (default 1)')
    .option('--runs <n>', 'draws of the sampled search for one question (default 60)')
    .option('--budget <seconds>', 'time for one mutant (default 5)')
    .option('--json', 'print every mutant and its fate as JSON')
    .addHelpText('after', MUTATE_HELP)
    .action(async (paths: string[], flags: MutateFlags) =>
      finish(await actions.mutate(paths, flags, terminal)),
    );

  root
    .command('eval')
    .summary('evaluate a formula to any number of correct digits')
    .description('Evaluates a formula at an exact point; every printed digit is guaranteed.')
    .argument('<formula>', 'such as "sqrt(lambda^2 + 4*a^2)"')
    .option('--at <point>', 'values of the symbols: x=1/3,y=-2 (repeatable)', repeated)
    .option('--digits <n>', 'correct digits (default 50)')
    .addHelpText('after', EVAL_HELP)
    .action(async (formula: string, flags: EvaluateFlags) =>
      finish(await actions.evaluate(formula, flags, terminal)),
    );

  root
    .command('explore')
    .summary('run one symbol of a claim through a range, and find where something changes')
    .description('A table of both sides while one symbol runs, with the places where what is seen changes.')
    .argument('[claim]', 'the id of a claim, or derivation/id')
    .argument('[paths...]', 'files and folders (default: as for check)')
    .option('--open', 'serve a page to this machine: every claim, its verdict, and sliders for its symbols')
    .option('--port <n>', 'where the page is served (default: any port that is free)')
    .option('--sweep <range>', 'what runs: lambda=-10..10, with :log or :symlog behind it if need be')
    .option('--over <range>', 'a second symbol: the left side is looked at as a curve over it')
    .option('--at <values>', 'values of other symbols: s=1/2,a0=1 (repeatable)', repeated)
    .option('--part <n>', 'which comparison, of a claim that has several (default 1)')
    .option('--points <n>', 'values of the swept symbol (default 41)')
    .option('--digits <n>', 'guaranteed digits of both sides (default 20)')
    .option('--plot <file>', 'draw it: a file that ends in .svg or .png')
    .option('--csv <file>', 'write the table as CSV')
    .option('--json', 'print the sweep as JSON')
    .option('--force', 'let --plot and --csv replace a file that flowproof did not write')
    .addHelpText('after', EXPLORE_HELP)
    .action(async (claim: string | undefined, paths: string[], flags: ExploreFlags) =>
      finish(await actions.explore(claim, paths, flags, terminal)),
    );

  root
    .command('regimes')
    .summary('map the regimes of fine-tuning')
    .description('The regime of fine-tuning of a coordinate, or a map of the regimes over two parameters.')
    .option('--x <axis>', 'horizontal axis: c=1e-4..1e4, with :log or :linear behind it if need be')
    .option('--y <axis>', 'vertical axis')
    .option('--at <values>', 'values of the other parameters: c=1e-3,beta_PT=2 (repeatable)', repeated)
    .option('--size <columns>x<rows>', 'points of the map (default 200x200)')
    .option('-o, --output <file>', 'a file that ends in .svg, .png, .csv or .json (default: standard output)')
    .option('--format <name>', 'svg, csv or json, for standard output (default csv)')
    .option('--force', 'let -o replace a file that flowproof did not write')
    .addHelpText('after', REGIMES_HELP)
    .action(async (flags: RegimesFlags) => finish(await actions.regimes(flags, terminal)));

  root
    .command('simulate')
    .summary('set statistical predictions beside simulated runs')
    .description('Runs the simulations of the given files and prints their tables.')
    .argument('[paths...]', 'files and folders (default: as for check)')
    .option(
      '--only <text>',
      'only simulations whose derivation/id contains this (repeatable, or with commas)',
      repeated,
    )
    .option('--runs <n>', 'runs of every case, at least (default: what the simulation asks for)')
    .option('--set <values>', 'numbers of every case to replace: features=400 (repeatable)', repeated)
    .option('--seed <n>', 'seed of everything random (default 1)')
    .option('--jobs <n>', 'threads (default: one a core)')
    .option('--json', 'print the results as JSON')
    .addHelpText('after', SIMULATE_HELP)
    .action(async (paths: string[], flags: SimulateFlags) =>
      finish(await actions.simulate(paths, flags, terminal)),
    );

  root
    .command('init')
    .summary('start a project: a derivation, a proof, a workflow, the schema for editors')
    .description('Writes the files of a small project that checks. A file that exists is never touched.')
    .argument('[folder]', 'where (default: here)')
    .option('--dry-run', 'say what would be written, and write nothing')
    .addHelpText('after', INIT_HELP)
    .action(async (folder: string | undefined, flags: InitFlags) =>
      finish(await actions.init(folder, flags, terminal, version)),
    );

  root
    .command('doctor')
    .summary('say what optional things are here: LaTeX, Python, a browser')
    .description('Looks for what flowproof needs, and for what it can use.')
    .option('--json', 'print the findings as JSON')
    .addHelpText('after', DOCTOR_HELP)
    .action(async (flags: DoctorFlags) => finish(await actions.doctor(flags, terminal)));

  return root;
}

/** The options of a check run, shared by the commands that check. */
const searchOptions = (command: Command): Command =>
  command
    .option(
      '--only <text>',
      'only claims whose derivation/id contains this (repeatable, or with commas)',
      repeated,
    )
    .option('--seed <n>', 'seed of everything random (default 1)')
    .option('--digits <n>', 'digits at which sampled sides are compared (default 50)')
    .option('--runs <n>', 'draws of the sampled search for one question (default 200)')
    .option('--proof-runs <n>', 'draws of each proof against its flow (default: what the proof asks for)')
    .option('--budget <seconds>', 'time for one claim (default 20)')
    .option('--cache <folder>', 'where results of earlier runs are (default .flowproof/cache)')
    .option('--no-cache', 'check everything anew, and remember nothing');
