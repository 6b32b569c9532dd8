/**
 * Flows beside SciPy's DOP853 and mpmath's odefun, and closed forms beside numpy, in the same run and at equal accuracy:
 *   npm run bench:flow -- [--python /usr/bin/python3] [--rounds 5]
 * SciPy integrates to relative 1e-10, absolute 1e-12. The errors of both end states are measured against a reference
 * (twenty digits by Taylor series where the matrices are small, the tightest tolerances elsewhere), and our tolerances are
 * tightened until our error is no larger. Both take turns, so that what else the machine does weighs on both; times are medians of
 * all rounds. Without the peers the comparison is left out with a notice.
 */
import { parseArgs } from 'node:util';
import { Decimal } from 'decimal.js';
import { randomStream } from '../src/domain/random-stream.js';
import {
  alignedMode,
  balancedDiagonalWeights,
  balancedWeights,
  diagonalNetwork,
  type Flow,
  integrate,
  integrateWithError,
  twoLayerLinear,
  twoLayerToDigits,
} from '../src/flow/index.js';
import { spectralFloat64 } from '../src/spectral/index.js';
import { askMpmath, askNumpy, askScipy, type PeerField } from './flow-peers.js';

const { values: flags } = parseArgs({
  options: {
    python: { type: 'string', default: '/usr/bin/python3' },
    rounds: { type: 'string', default: '5' },
  },
});
/** Rounds of one turn. */
const ROUNDS = Number(flags.rounds);
const TURNS = 3;
const RELATIVE = 1e-10;
const ABSOLUTE = 1e-12;

interface Problem {
  readonly name: string;
  readonly flow: Flow;
  readonly until: number;
  readonly field: PeerField;
  /** Runs a round, so that a round is long enough for the clock. */
  readonly runs: number;
  /** SciPy's time over ours that is asked for. */
  readonly target?: number;
  /** The end state to more digits than float64 has, where it is cheap. */
  readonly exactEnd?: () => Float64Array;
}

const random = randomStream(2024);
const normal = (rows: number, columns: number, scale = 1): number[][] =>
  Array.from({ length: rows }, () => Array.from({ length: columns }, () => scale * random.normal()));

function linearProblem(n: number, target: number, runs: number): Problem {
  const sigma = normal(n, n, 1 / Math.sqrt(n / 5));
  const { W1, W2 } = balancedWeights(
    { inputs: n, hidden: n, outputs: n },
    0.5,
    random,
    0.3 / Math.sqrt(n / 5),
  );
  const until = 5;
  // Every float64 is a decimal, so that both integrators start from the same numbers.
  const exact = (rows: readonly ArrayLike<number>[]) =>
    rows.map((row) => Array.from(row, (x) => new Decimal(x)));
  return {
    name: `two-layer ${n}x${n}x${n}, u = ${until}`,
    flow: twoLayerLinear({ sigma }, W1, W2),
    until,
    field: { kind: 'two-layer', sigma },
    runs,
    target,
    exactEnd:
      n > 10
        ? undefined
        : () => {
            const [end] = twoLayerToDigits({ sigma: exact(sigma) }, exact(W1), exact(W2), {
              until,
              digits: 20,
            });
            return Float64Array.from([...end.W1, ...end.W2].flat(), Number);
          },
  };
}

function diagonalProblem(features: number, samples: number): Problem {
  const X = normal(samples, features, 1 / Math.sqrt(samples));
  const y = Array.from({ length: samples }, () => random.normal());
  return {
    name: `diagonal network, D = ${features}, n = ${samples}, u = 5`,
    flow: diagonalNetwork({ X, y }, balancedDiagonalWeights(0.1, 0.3, features)),
    until: 5,
    field: { kind: 'diagonal', X, y },
    runs: 2,
    target: 1,
  };
}

const PROBLEMS: readonly Problem[] = [
  {
    name: 'aligned mode, u = 5',
    flow: alignedMode(1.5, { a0: 0.01, lambda: 0.25 }),
    until: 5,
    field: { kind: 'mode', s: 1.5 },
    runs: 50,
  },
  linearProblem(5, 5, 20),
  linearProblem(50, 1, 1),
  diagonalProblem(500, 100),
];

const middle = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[values.length >> 1];

/** Microseconds of each round of `act`, after some runs to warm up. */
function timesOf(act: () => void, runs: number): number[] {
  for (let k = 0; k < runs * 5; k++) act();
  return Array.from({ length: ROUNDS }, () => {
    const start = performance.now();
    for (let k = 0; k < runs; k++) act();
    return ((performance.now() - start) * 1000) / runs;
  });
}

interface Race {
  readonly ours: number;
  readonly theirs?: number;
}

/** Medians of both sides over several turns each; the peer's is missing where it is not there. */
function race(act: () => void, runs: number, peer: () => readonly number[] | undefined): Race {
  const [ours, theirs]: number[][] = [[], []];
  for (let turn = 0; turn < TURNS; turn++) {
    ours.push(...timesOf(act, runs));
    theirs.push(...(peer() ?? []));
  }
  return { ours: middle(ours), theirs: theirs.length > 0 ? middle(theirs) : undefined };
}

const gap = (a: ArrayLike<number>, b: ArrayLike<number>): number =>
  Array.from(a).reduce((worst, x, i) => Math.max(worst, Math.abs(x - b[i])), 0);

const verdict = (ratio: number, target: number | undefined): string =>
  target === undefined ? '' : `, target ${target}x: ${ratio >= target ? 'met' : 'missed'}`;

function measure({ name, flow, until, field, runs, target, exactEnd }: Problem): void {
  const reference =
    exactEnd?.() ??
    integrate(flow, { until, method: 'explicit', relativeTolerance: 3e-14, absoluteTolerance: 1e-16 }).at(
      until,
    );
  const question = {
    field,
    initial: Array.from(flow.initial),
    until,
    relativeTolerance: RELATIVE,
    absoluteTolerance: ABSOLUTE,
    rounds: ROUNDS,
  };
  const peer = askScipy(flags.python, question);
  const peerError = peer === undefined ? Number.POSITIVE_INFINITY : gap(peer.end, reference);
  let relativeTolerance = RELATIVE;
  const optionsNow = () => ({
    until,
    method: 'explicit' as const,
    relativeTolerance,
    absoluteTolerance: ABSOLUTE * (relativeTolerance / RELATIVE),
  });
  const errorNow = () => gap(integrate(flow, optionsNow()).at(until), reference);
  while (errorNow() > peerError && relativeTolerance > 1e-13) relativeTolerance *= 0.9;
  const options = optionsNow();
  const { ours, theirs } = race(
    () => integrate(flow, options),
    runs,
    () => peer && askScipy(flags.python, question)?.times,
  );
  const tracked = middle(timesOf(() => integrateWithError(flow, options), Math.ceil(runs / 5)));
  const { steps, evaluations } = integrate(flow, options);
  console.log(`${name}`);
  console.log(
    `  flowproof ${ours.toFixed(0)} us, error ${errorNow().toExponential(1)}, ${steps} steps, ${evaluations} evaluations, tolerance ${relativeTolerance.toExponential(1)}; with error bound ${tracked.toFixed(0)} us`,
  );
  if (peer === undefined || theirs === undefined) return;
  const ratio = theirs / ours;
  console.log(
    `  SciPy ${peer.version} ${theirs.toFixed(0)} us, error ${peerError.toExponential(1)}, ${peer.steps} steps; ratio ${ratio.toFixed(1)}x${verdict(ratio, target)}`,
  );
}

/** A 2x2x2 flow to thirty digits. */
function measureDigits(): void {
  const digits = 30;
  const sigma = [
    ['1.5', '0.2'],
    ['0.1', '-0.7'],
  ];
  const W1 = [
    ['0.3', '-0.1'],
    ['0.05', '0.4'],
  ];
  const W2 = [
    ['0.2', '0.1'],
    ['-0.3', '0.25'],
  ];
  const until = '1';
  const at = (count: number) => twoLayerToDigits({ sigma }, W1, W2, { until, digits: count })[0];
  const question = { sigma, initial: [...W1, ...W2].flat(), until, digits, rounds: Math.ceil(ROUNDS / 2) };
  const peer = askMpmath(flags.python, question);
  const { ours, theirs } = race(
    () => at(digits),
    2,
    () => peer && askMpmath(flags.python, question)?.times,
  );
  const [end, reference] = [at(digits), at(digits + 20)].map(({ W1: a, W2: b }) => [...a, ...b].flat());
  const Wide = Decimal.clone({ precision: digits + 25 });
  const errorOf = (values: readonly Decimal.Value[]): number =>
    values.reduce(
      (worst: number, x, i) => Math.max(worst, new Wide(x).sub(reference[i]).abs().toNumber()),
      0,
    );
  console.log(`two-layer 2x2x2 to ${digits} digits, u = ${until}`);
  console.log(
    `  flowproof ${ours.toFixed(0)} us, error ${errorOf(end).toExponential(1)}, stated ${at(digits).error.toString()}`,
  );
  if (peer === undefined || theirs === undefined) {
    console.log(`  no peer: ${flags.python} with mpmath was not found, the ratio is left out`);
    return;
  }
  const ratio = theirs / ours;
  console.log(
    `  mpmath ${peer.version} odefun ${theirs.toFixed(0)} us, error ${errorOf(peer.end).toExponential(1)}; ratio ${ratio.toFixed(1)}x${verdict(ratio, 20)}`,
  );
}

/** The stable form of a 5x5x5 network at a thousand times, from the weights on. */
function measureStableForm(): void {
  const n = 5;
  const lambda = 0.5;
  const rows = (matrix: readonly ArrayLike<number>[]) => matrix.map((row) => Array.from(row));
  const weights = balancedWeights({ inputs: n, hidden: n, outputs: n }, lambda, random, 0.3);
  const [W1, W2, sigma] = [rows(weights.W1), rows(weights.W2), normal(n, n)];
  const times = Array.from({ length: 1000 }, (_, k) => (k + 1) / 100);
  const forms = (): number[][][] => {
    const flow = spectralFloat64.balancedFlow({ W1, W2, task: { sigma }, lambda });
    return times.map((u) => flow.qqtStableMin(u));
  };
  const question = { W1, W2, sigma, lambda, times, rounds: ROUNDS };
  const { ours, theirs } = race(forms, 1, () => askNumpy(flags.python, question)?.times);
  const peer = askNumpy(flags.python, { ...question, rounds: 1 });
  console.log(`stable form of a ${n}x${n}x${n} network at ${times.length} times`);
  console.log(`  flowproof ${ours.toFixed(0)} us`);
  if (peer === undefined || theirs === undefined) return;
  const off = gap(forms()[times.length - 1].flat(), peer.last.flat());
  console.log(
    `  numpy ${peer.version} ${theirs.toFixed(0)} us; ratio ${(theirs / ours).toFixed(1)}x, largest difference ${off.toExponential(1)}`,
  );
}

const probe = {
  field: PROBLEMS[0].field,
  initial: [0, 0],
  until: 1,
  relativeTolerance: 1e-3,
  absoluteTolerance: 1,
  rounds: 1,
};
if (askScipy(flags.python, probe) === undefined) {
  console.log(`no peer: ${flags.python} with SciPy was not found, ratios are left out`);
}
for (const problem of PROBLEMS) measure(problem);
measureStableForm();
measureDigits();
