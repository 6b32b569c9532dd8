import { DEFAULT_OPTIONS } from '../check/options.js';
import { isChosen, unmatched } from '../check/selection.js';
import { FlowproofError } from '../errors.js';
import { type Fate, type JudgedMutant, type MutationScore, mutationScore } from '../mutate/index.js';
import { problemLines } from '../report/index.js';
import { defaultPaths } from './default-paths.js';
import { EXIT, type ExitCode } from './exit-codes.js';
import type { ReadDerivations } from './export.js';
import { type CheckFlags, runOptions, wholeNumber } from './flags.js';
import { interruptible } from './interruptible.js';
import { ProgressLine } from './progress.js';
import type { Terminal } from './terminal.js';

export interface MutateFlags extends Pick<CheckFlags, 'only' | 'seed' | 'runs' | 'budget'> {
  readonly sample?: string;
  readonly json?: true;
}

/** Draws and time of one mutant: false ones are found early. */
const RUNS = 60;
const BUDGET_MS = 5_000;
const SAMPLE = 12;

/** `flowproof mutate`: slips every claim would have to survive, and does not. The exit code is 1 where a mutant survives. */
export async function mutate(
  paths: readonly string[],
  flags: MutateFlags,
  terminal: Terminal,
  readDerivations: ReadDerivations,
): Promise<ExitCode> {
  const options = runOptions(flags);
  const sample =
    flags.sample === 'all' ? Number.POSITIVE_INFINITY : readSample(flags.sample ?? String(SAMPLE));
  if (flags.json) terminal.divertStdout();
  const read = await readDerivations(paths.length > 0 ? paths : defaultPaths(terminal.cwd));
  const only = options.only ?? [];
  const wrong = [
    ...read.problems,
    ...unmatched(
      only,
      read.derivations.flatMap((d) => d.claims),
    ).map((p) => p.facts()),
  ];
  for (const problem of wrong) terminal.stderr(`${problemLines(problem).join('\n')}\n`);
  const derivations = read.derivations.map((d) => ({
    ...d,
    claims: d.claims.filter((claim) => isChosen(d.id, claim.id, only)),
  }));
  const progress = new ProgressLine(terminal);
  const start = performance.now();
  const score = await interruptible(terminal, progress, (signal) =>
    mutationScore(derivations, {
      sample,
      check: { ...DEFAULT_OPTIONS, runs: RUNS, claimBudgetMs: BUDGET_MS, ...options, signal },
      onMutant: (event) => progress.show(event),
    }),
  );
  if (score.mutants.length === 0 && !score.interrupted) {
    throw new FlowproofError({
      code: 'nothing-to-check',
      message: 'no claim was mutated',
      expected: 'claims that are to hold',
      found: score.errata > 0 ? `${score.errata} errata only` : 'no claim',
    });
  }
  const seed = options.seed ?? DEFAULT_OPTIONS.seed;
  terminal.stdout(flags.json ? jsonOf(score, seed) : textOf(score, seed, performance.now() - start));
  if (score.interrupted) return EXIT.interrupted;
  if (wrong.length > 0) return EXIT.badInput;
  return score.mutants.some(({ fate }) => fate === 'survived') ? EXIT.fellShort : EXIT.asRequired;
}

const readSample = (text: string): number => wholeNumber('--sample', text, 1, 1_000_000);

const count = (mutants: readonly JudgedMutant[], fate: Fate): number =>
  mutants.filter((mutant) => mutant.fate === fate).length;

/** Caught mutants in those that a checker could have been fooled by. */
function scoreOf(mutants: readonly JudgedMutant[]) {
  const [caught, survived] = [count(mutants, 'caught'), count(mutants, 'survived')];
  return { caught, survived, share: caught + survived === 0 ? 1 : caught / (caught + survived) };
}

function textOf(
  { mutants, errata, unchanged, interrupted }: MutationScore,
  seed: number,
  ms: number,
): string {
  const { caught, survived, share } = scoreOf(mutants);
  const slips = [...new Set(mutants.map(({ slip }) => slip))].sort();
  const width = Math.max(...slips.map((slip) => slip.length), 4);
  const row = (...cells: readonly (string | number)[]) =>
    cells.map((cell, k) => (k === 0 ? String(cell).padEnd(width) : String(cell).padStart(12))).join('');
  const lines = [
    ...mutants.filter(({ fate }) => fate === 'survived').flatMap(survivorLines),
    row('slip', 'mutants', 'caught', 'still true', 'says nothing', 'survived'),
    ...slips.map((slip) => {
      const own = mutants.filter((mutant) => mutant.slip === slip);
      return row(
        slip,
        own.length,
        count(own, 'caught'),
        count(own, 'true'),
        count(own, 'says nothing'),
        count(own, 'survived'),
      );
    }),
    '',
    ...unchanged.map((name) => `not mutated: ${name}`),
    ...(interrupted ? ['interrupted: these are the mutants judged before'] : []),
    `${mutants.length} mutants: ${caught} caught, ${count(mutants, 'true')} proved to be still true, ` +
      `${count(mutants, 'says nothing')} say nothing, ${survived} survived`,
    `score ${(Math.floor(share * 10_000) / 100).toFixed(2)} %, seed ${seed}, ${(ms / 1_000).toFixed(1)} s; ${errata} errata are not mutated`,
  ];
  return `${lines.join('\n')}\n`;
}

const survivorLines = (m: JudgedMutant): readonly string[] => [
  `✗ ${m.derivation}/${m.claim}: ${m.slip}, ${m.verdict}`,
  `    before  ${m.before}`,
  `    after   ${m.after}`,
  ...(m.reason === undefined ? [] : [`    why     ${m.reason}`]),
];

function jsonOf(score: MutationScore, seed: number): string {
  const { caught, survived, share } = scoreOf(score.mutants);
  return `${JSON.stringify({ ...score, summary: { caught, survived, score: share, seed } }, undefined, 2)}\n`;
}
