/**
 * Fuzzing of the whole ladder against claims of known truth: `npm run fuzz -- --runs 100000 --seed 1 --workers 2`
 * (`--from I` starts at trial I, `--seconds T` ends early). The trials of a seed are the same however many workers run
 * them. Exit code 1 where a verdict was wrong, a trial crashed or overran its budget. Ctrl-C ends with the summary.
 */
import { parseArgs } from 'node:util';
import { trial } from '../test/soundness/fuzz/campaign.js';
import { Tally } from '../test/soundness/fuzz/tally.js';
import { isOverBudget, type TrialResult } from '../test/soundness/fuzz/trial.js';
import { FuzzPool } from './fuzz-pool.js';

const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '1000' },
    seed: { type: 'string', default: '1' },
    workers: { type: 'string', default: '1' },
    seconds: { type: 'string', default: '1000000' },
    from: { type: 'string', default: '0' },
  },
});

function numberOf(name: keyof typeof values): number {
  const value = Number(values[name]);
  if (!Number.isSafeInteger(value) || value < 0)
    throw new Error(`--${name}: expected a nonnegative integer, found ${values[name]}`);
  return value;
}

const PROGRESS_MS = 10_000;
const seed = numberOf('seed');
const runs = numberOf('runs');
const seconds = numberOf('seconds');

const describe = (index: number, result: TrialResult): string =>
  `  trial ${index} (${result.ms.toFixed(0)} ms) ${result.outcome}: ${result.claim.slice(0, 1_200)}\n` +
  (result.wrong === undefined ? '' : `    ${result.wrong}\n`) +
  `    again: npm run fuzz -- --seed ${seed} --from ${index} --runs 1`;

async function main(): Promise<void> {
  const tally = new Tally();
  const suspects: number[] = [];
  const start = performance.now();
  let last = start;
  const pool = new FuzzPool({
    seed,
    runs,
    seconds,
    from: numberOf('from'),
    workers: Math.max(1, numberOf('workers')),
    onTrial: (index, result) => {
      tally.add(index, result);
      if (result.wrong !== undefined) console.log(`WRONG\n${describe(index, result)}`);
      if (isOverBudget(result)) suspects.push(index);
      const now = performance.now();
      if (now - last < PROGRESS_MS) return;
      last = now;
      const share = tally.trials / runs;
      const eta = Math.round(((now - start) / 1_000) * (1 / share - 1));
      console.log(
        `seed ${seed}: ${tally.trials} of ${runs} trials, ${tally.wrong.length} wrong, ` +
          `${suspects.length} to time again, ${eta} s left`,
      );
    },
  });
  process.once('SIGINT', () => {
    console.log('interrupted: the trials that were begun are finished first; again to end at once');
    pool.stop();
    process.once('SIGINT', () => process.exit(130));
  });
  await pool.run();
  // A busy machine can stretch any trial: only one that is late twice is over its budget.
  const late: number[] = [];
  for (const index of suspects) {
    const again = await trial(seed, index);
    if (!isOverBudget(again)) continue;
    late.push(index);
    console.log(`OVER BUDGET\n${describe(index, again)}`);
  }
  const spent = ((performance.now() - start) / 1_000).toFixed(0);
  console.log(
    `seed ${seed}: ${tally.trials} trials in ${spent} s, ${tally.wrong.length} wrong, ${late.length} over budget ` +
      `(${suspects.length} were late once)`,
  );
  console.log(tally.table());
  if (tally.slowest) console.log(`slowest:\n${describe(tally.slowest.index, tally.slowest.result)}`);
  process.exitCode = tally.wrong.length + late.length > 0 ? 1 : 0;
}

void main();
