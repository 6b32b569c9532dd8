import type { CheckOptions } from '../check/options.js';
import { DEFAULT_OPTIONS } from '../check/options.js';
import type { ClaimResult } from '../check/result.js';
import { isChosen } from '../check/selection.js';
import { checkSimulation } from '../check/simulate/check-simulation.js';
import { readFiles } from '../claim/read-files.js';
import type { Setting, Simulation } from '../claim/simulation.js';
import { FlowproofError } from '../errors.js';
import { nearest } from '../expression/nearest.js';
import { parseRational, toNumber } from '../expression/rational.js';
import { simulationTable } from '../report/simulation-table.js';
import { defaultPaths } from './default-paths.js';
import { EXIT, type ExitCode } from './exit-codes.js';
import { runOptions, wholeNumber } from './flags.js';
import { interruptible } from './interruptible.js';
import { ProgressLine } from './progress.js';
import type { Terminal } from './terminal.js';

export interface SimulateFlags {
  readonly only?: readonly string[];
  readonly seed?: string;
  readonly runs?: string;
  readonly set?: readonly string[];
  readonly jobs?: string;
  readonly json?: boolean;
}

/** `flowproof simulate`: runs simulations and prints their tables. */
export async function simulate(
  paths: readonly string[],
  flags: SimulateFlags,
  terminal: Terminal,
): Promise<ExitCode> {
  const { seed, only = [] } = runOptions({ seed: flags.seed, only: flags.only });
  const options: CheckOptions = {
    ...DEFAULT_OPTIONS,
    ...(seed === undefined ? {} : { seed }),
    ...(flags.jobs === undefined ? {} : { jobs: wholeNumber('--jobs', flags.jobs, 1, 1024) }),
    ...(flags.runs === undefined ? {} : { proofRuns: wholeNumber('--runs', flags.runs, 2, 1_000_000) }),
  };
  const changes = (flags.set ?? []).flatMap((text) => text.split(',')).map(readChange);
  const read = await readFiles(paths.length > 0 ? paths : defaultPaths(terminal.cwd));
  for (const problem of read.problems) terminal.stderr(`${problem.describe()}\n`);
  const chosen = read.proofs
    .filter((proof): proof is Simulation => proof.kind === 'simulation')
    .filter(({ derivation, id }) => isChosen(derivation.id, id, only))
    .map((simulation) => changed(simulation, changes));
  if (chosen.length === 0 && read.problems.length === 0) {
    throw new FlowproofError({
      code: 'nothing-to-check',
      message:
        only.length > 0
          ? `no simulation matches --only ${only.join(',')}`
          : 'the given paths hold no simulations',
      expected: 'files that export simulation({…})',
    });
  }
  const progress = new ProgressLine(terminal);
  const results = await interruptible(terminal, progress, async (signal) => {
    const done: ClaimResult[] = [];
    for (const simulation of chosen) {
      if (signal.aborted) break;
      const total = simulation.cases.size;
      const show = (decided: number) =>
        progress.show({ done: decided, total, current: `cases of ${simulation.id}` });
      show(0);
      const result = await checkSimulation(simulation, { ...options, signal }, (rows) =>
        show(rows.filter((row) => row.decided).length),
      );
      if (!signal.aborted) done.push(result);
    }
    return done;
  });
  if (flags.json === true) terminal.stdout(`${JSON.stringify({ results }, undefined, 2)}\n`);
  else terminal.stdout(results.map(simulationTable).join('\n'));
  if (read.problems.length > 0 || results.some(({ verdict }) => verdict === 'error')) return EXIT.badInput;
  return results.length === chosen.length && results.every(({ ok }) => ok) ? EXIT.asRequired : EXIT.fellShort;
}

interface Change {
  readonly key: string;
  readonly value: number;
}

function readChange(text: string): Change {
  const [, key, value] = /^\s*(\w+)\s*=\s*(\S+)\s*$/.exec(text) ?? [];
  const parsed = value === undefined ? undefined : parseRational(value);
  if (key === undefined || parsed === undefined) {
    throw new FlowproofError({
      code: 'bad-option',
      message: 'the value of --set makes no sense',
      expected: 'a number of every case, such as features=400',
      found: JSON.stringify(text),
    });
  }
  return { key, value: toNumber(parsed) };
}

/** The same simulation with a number of every case replaced. */
function changed(simulation: Simulation, changes: readonly Change[]): Simulation {
  const cases = new Map<string, Setting>();
  for (const [name, setting] of simulation.cases) {
    for (const { key } of changes) {
      if (typeof setting[key] === 'number') continue;
      const keys = Object.keys(setting).filter((known) => typeof setting[known] === 'number');
      const guess = nearest(key, keys);
      throw new FlowproofError({
        code: 'bad-option',
        message: `the case ${name} of ${simulation.id} has no number ${key} that --set could replace`,
        expected: `one of ${keys.join(', ')}`,
        hint: guess && `did you mean ${guess}?`,
      });
    }
    cases.set(name, { ...setting, ...Object.fromEntries(changes.map(({ key, value }) => [key, value])) });
  }
  return { ...simulation, cases };
}
