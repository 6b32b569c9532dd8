/** Runs a simulation: case by case, in looks of growing size, until every case is decided. */
import { proofFingerprint } from '../../claim/fingerprint.js';
import type { Simulation } from '../../claim/simulation.js';
import type { Evidence, SimulatedRow } from '../../claim/verdict.js';
import { randomStream } from '../../domain/random-stream.js';
import { describeThrown } from '../../errors.js';
import type { CheckOptions } from '../options.js';
import type { ClaimResult } from '../result.js';
import { CaseTest } from './sequential-test.js';
import { type RunMaker, runMaker } from './simulation-threads.js';

/** Runs that are asked for at once. */
const CHUNK = 4;

export type SimulationEvidence = Extract<Evidence, { kind: 'simulation' }>;

export async function checkSimulation(
  simulation: Simulation,
  options: CheckOptions,
  onRows?: (rows: readonly SimulatedRow[]) => void,
): Promise<ClaimResult> {
  const start = performance.now();
  const base = {
    file: simulation.file,
    line: simulation.place.line,
    derivation: simulation.derivation.id,
    claim: simulation.id,
    kind: 'flow' as const,
    fingerprint: proofFingerprint(simulation),
    expected: 'supported' as const,
  };
  const maker = runMaker(simulation, options.jobs);
  try {
    const rows = await simulatedRows(simulation, options, maker, onRows);
    const reason = shortfallOf(simulation, rows, options.seed);
    const ms = performance.now() - start;
    const agrees = reason === undefined;
    const evidence: SimulationEvidence = {
      kind: 'simulation',
      proof: simulation.id,
      agrees,
      rows,
      seed: options.seed,
      ms,
    };
    return {
      ...base,
      verdict: agrees ? 'supported' : 'undecided',
      ok: agrees,
      ms,
      evidence: [evidence],
      ...(reason === undefined ? {} : { reason }),
    };
  } catch (error) {
    const reason = describeThrown(error, 'the simulation threw: ');
    return { ...base, verdict: 'error', ok: false, ms: performance.now() - start, evidence: [], reason };
  } finally {
    await maker.close();
  }
}

async function simulatedRows(
  simulation: Simulation,
  { seed, signal, proofRuns }: CheckOptions,
  maker: RunMaker,
  onRows: ((rows: readonly SimulatedRow[]) => void) | undefined,
): Promise<readonly SimulatedRow[]> {
  const least = proofRuns ?? simulation.runs.least;
  const most = Math.max(simulation.runs.most, least);
  const root = randomStream(seed);
  const tests = [...simulation.cases].map(([name, setting], k) => ({
    setting,
    seed: root.fork(k).seed,
    test: new CaseTest(simulation, name, setting),
  }));
  // Looks are few, for each is a chance to reject what is right: the number of runs doubles.
  for (let upTo = least; ; upTo = Math.min(most, 2 * upTo)) {
    const open = tests.filter(({ test }) => test.runs.count < upTo && !test.isDecided);
    const requests = open.flatMap(({ setting, seed: own, test }) =>
      chunks(test.runs.count, upTo).map(({ from, count }) => ({
        test,
        request: { setting, seed: own, from, count },
      })),
    );
    const values = await maker.make(
      requests.map(({ request }) => request),
      signal,
    );
    if (signal?.aborted) break;
    requests.forEach(({ test }, k) => {
      for (const value of values[k]) test.add(value);
    });
    onRows?.(tests.map(({ test }) => test.row()));
    if (upTo >= most || tests.every(({ test }) => test.isDecided)) break;
  }
  return tests.map(({ test }) => test.row());
}

function chunks(from: number, to: number): { from: number; count: number }[] {
  const made: { from: number; count: number }[] = [];
  for (let at = from; at < to; at += CHUNK) made.push({ from: at, count: Math.min(CHUNK, to - at) });
  return made;
}

/** Why the verdict is not `supported`; undefined where it is. */
function shortfallOf(
  simulation: Simulation,
  rows: readonly SimulatedRow[],
  seed: number,
): string | undefined {
  const shown = ({ mean, standardError, runs }: SimulatedRow) =>
    `${runs} runs give ${mean.toPrecision(5)} ± ${standardError.toPrecision(2)}`;
  const departing = rows.find(({ agrees }) => !agrees);
  if (departing !== undefined) {
    const { predicted, allowance } = departing;
    return `${departing.case}: the prediction ${predicted.toPrecision(5)} is rejected: ${shown(departing)}, allowance ${allowance.toPrecision(2)} (seed ${seed})`;
  }
  const open = rows.find(({ decided }) => !decided);
  if (open === undefined) return undefined;
  const blind = open.controls.find(({ rejected }) => !rejected);
  const what =
    blind === undefined
      ? `a prediction off by ${open.resolution.toPrecision(2)} would not be rejected`
      : `the wrong prediction "${blind.name}", ${blind.predicted.toPrecision(5)}, is not rejected`;
  return `${open.case}: ${shown(open)} and ${what} (at most ${simulation.runs.most} runs, seed ${seed})`;
}
