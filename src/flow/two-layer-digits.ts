import type { Decimal } from 'decimal.js';
import { FlowproofError } from '../errors.js';
import { compare, type Rational, ZERO } from '../expression/rational.js';
import { bitLength, magnitude } from '../precision/integers.js';
import {
  decimalOf,
  type ExactNumber,
  type ExactRows,
  type RationalEntries,
  readExact,
  readExactRows,
} from './exact-rows.js';
import { badOption } from './flow-failures.js';
import { type FixedWeights, taylorSteps } from './taylor-steps.js';
import { type FixedTask, largestBits } from './two-layer-series.js';

/** Exact correlations that a two-layer linear network learns. */
export interface ExactLinearTask {
  /** Sigma (No x Ni). */
  readonly sigma: ExactRows;
  /** Sigma_xx (Ni x Ni); left out for whitened inputs. */
  readonly sigmaXX?: ExactRows;
}

export interface DigitOptions {
  /** The end time, >= 0. */
  readonly until: ExactNumber;
  /** Times in [0, until] at which the weights are wanted; default: the end alone. */
  readonly times?: readonly ExactNumber[];
  /** Digits wanted of the largest weight, 1 to 1000: the error of every weight stays below 10^-digits of it. */
  readonly digits: number;
  /** Steps of one run; default 10,000. */
  readonly maxSteps?: number;
  readonly signal?: AbortSignal;
}

/** The weights of a flow at one time, as rows. */
export interface PreciseWeights {
  readonly time: Rational;
  readonly W1: readonly (readonly Decimal[])[];
  readonly W2: readonly (readonly Decimal[])[];
  /** Estimate, with a wide margin, of the error of any weight. */
  readonly error: Decimal;
}

/** Bits beyond the digits: room for what rounding grows to. */
const GUARD_BITS = 28;
/** The run that the error is measured with is coarser by so many bits. */
const COARSER_BITS = 12;
/** A flow that loses more digits than this can make up for is given up. */
const ATTEMPTS = 6;

/**
 * The flow of a two-layer linear network (see `twoLayerLinearField`) to N digits: Taylor series in fixed point.
 *
 * Each answer is computed twice, at two precisions that differ by 12 bits and so with other steps and orders of the series.
 * Where the two differ, the coarser one is off, by about 2^12 times what the finer one is off by; the finer one is the
 * answer, and the whole difference is stated as its error. The precision is raised until that error is small enough. This
 * is an estimate and no enclosure, but it sees rounding, truncation and how far the flow makes both grow.
 * @throws FlowproofError `matrix-shape`, `inexact-number`, `flow-options` for the input; `flow-too-many-steps`;
 *   `precision-exhausted` where the flow amplifies errors beyond reach.
 * @throws the signal's reason when it is aborted.
 */
export function twoLayerToDigits(
  task: ExactLinearTask,
  W1: ExactRows,
  W2: ExactRows,
  options: DigitOptions,
): PreciseWeights[] {
  const problem = readProblem(task, W1, W2);
  const { digits, maxSteps = 10_000, signal } = options;
  if (!(Number.isInteger(digits) && digits >= 1 && digits <= 1000)) {
    throw badOption('digits', 'an integer from 1 to 1000', digits);
  }
  if (!(Number.isInteger(maxSteps) && maxSteps > 0)) throw badOption('maxSteps', 'an integer > 0', maxSteps);
  const times = readTimes(options);
  if ([...problem.W1, ...problem.W2].every((x) => x.numerator === 0n)) {
    // A point of rest, and the only one at which no digit of a largest weight can be asked for.
    const start = { W1: problem.W1.map(() => 0n), W2: problem.W2.map(() => 0n) };
    return times.map((time) => preciseWeights(problem, time, start, 0n, GUARD_BITS));
  }
  const order = times.map((_, i) => i).sort((i, j) => compare(times[i], times[j]));
  const run = (bits: number) =>
    runAt(
      problem,
      bits,
      order.map((i) => times[i]),
      maxSteps,
      signal,
    );
  let bits = Math.ceil(digits * Math.log2(10)) + GUARD_BITS + Math.max(0, -problem.size);
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const [fine, coarse] = [run(bits), run(bits - COARSER_BITS)];
    const gaps = fine.map((weights, k) => gapOf(weights, coarse[k]));
    const missing = Math.max(...fine.map((weights, k) => missingBits(weights, gaps[k], digits)));
    if (missing <= 0) {
      const found = new Map(order.map((i, k) => [i, k]));
      return times.map((time, i) => {
        const k = found.get(i) as number;
        return preciseWeights(problem, time, fine[k], gaps[k], bits);
      });
    }
    bits += missing + COARSER_BITS;
  }
  throw new FlowproofError({
    code: 'precision-exhausted',
    message: `${digits} digits of the flow were not reached with ${bits} bits`,
    expected: `two runs that agree to ${digits} digits of the largest weight`,
    found: `runs that part, after ${ATTEMPTS} raises of the precision`,
    hint: 'the flow amplifies rounding or tends to zero: ask at earlier times or for fewer digits',
  });
}

interface Problem {
  readonly inputs: number;
  readonly hidden: number;
  readonly outputs: number;
  readonly sigma: readonly Rational[];
  /** Transposed. */
  readonly sigmaXX?: readonly Rational[];
  readonly W1: readonly Rational[];
  readonly W2: readonly Rational[];
  /** log2 of the largest weight at the start, roughly. */
  readonly size: number;
  /** log2 of a first step, roughly. */
  readonly firstStep: number;
}

function readProblem(task: ExactLinearTask, first: ExactRows, second: ExactRows): Problem {
  const sigma = readExactRows('Sigma', task.sigma);
  const [W1, W2] = [readExactRows('W1', first), readExactRows('W2', second)];
  const [inputs, hidden, outputs] = [sigma.columns, W1.rows, sigma.rows];
  requireShape('W1', W1, hidden, inputs);
  requireShape('W2', W2, outputs, hidden);
  const sigmaXX = task.sigmaXX && readExactRows('Sigma_xx', task.sigmaXX);
  if (sigmaXX) requireShape('Sigma_xx', sigmaXX, inputs, inputs);
  const size = largestExponent([...W1.entries, ...W2.entries]);
  const gram = Math.max(1, sigmaXX ? largestExponent(sigmaXX.entries) : 0);
  // The field's coefficients are near |Sigma| and |W|^2 |Sigma_xx|.
  const speed = Math.max(largestExponent(sigma.entries), 2 * Math.max(0, size) + gram);
  return {
    inputs,
    hidden,
    outputs,
    sigma: sigma.entries,
    sigmaXX: sigmaXX?.entries.map((_, k) => sigmaXX.entries[(k % inputs) * inputs + Math.floor(k / inputs)]),
    W1: W1.entries,
    W2: W2.entries,
    size,
    firstStep: -speed - 2,
  };
}

/** log2 of the largest magnitude, to within 1; 0 for zeros alone. */
const largestExponent = (entries: readonly Rational[]): number => {
  const sizes = entries
    .filter(({ numerator }) => numerator !== 0n)
    .map(({ numerator, denominator }) => bitLength(numerator) - bitLength(denominator));
  return sizes.length === 0 ? 0 : sizes.reduce((most, size) => Math.max(most, size));
};

function requireShape(name: string, found: RationalEntries, rows: number, columns: number): void {
  if (found.rows === rows && found.columns === columns) return;
  throw new FlowproofError({
    code: 'matrix-shape',
    message: `${name} does not fit the network`,
    expected: `${rows} x ${columns}`,
    found: `${found.rows} x ${found.columns}`,
  });
}

function readTimes({ until, times }: DigitOptions): Rational[] {
  const end = readExact('until', until);
  if (compare(end, ZERO) < 0) throw badOption('until', 'a time >= 0', until);
  return (times ?? [until]).map((written, k) => {
    const time = readExact(`times[${k}]`, written);
    if (compare(time, ZERO) >= 0 && compare(time, end) <= 0) return time;
    throw badOption('times', 'times from 0 to until', written);
  });
}

function runAt(
  problem: Problem,
  bits: number,
  times: readonly Rational[],
  maxSteps: number,
  signal: AbortSignal | undefined,
): readonly FixedWeights[] {
  const { inputs, hidden, outputs, sigma, sigmaXX, W1, W2, firstStep } = problem;
  const fixed = (x: Rational) => (x.numerator << BigInt(bits)) / x.denominator;
  const task: FixedTask = {
    inputs,
    hidden,
    outputs,
    bits,
    sigma: sigma.map(fixed),
    sigmaXX: sigmaXX?.map(fixed),
  };
  const start = { W1: W1.map(fixed), W2: W2.map(fixed) };
  const outcome = taylorSteps(task, start, { times: times.map(fixed), firstStep, maxSteps, signal });
  if (outcome.kind === 'finished') return outcome.weights;
  throw new FlowproofError({
    code: 'flow-too-many-steps',
    message: `the Taylor series used all ${maxSteps} steps`,
    expected: `the last of the times within ${maxSteps} steps`,
    found: `time ${decimalOf(outcome.time, bits).toPrecision(6)}`,
    hint: 'raise maxSteps, or ask at earlier times',
  });
}

/** The largest difference of a weight in two runs, over 2^bits of the finer, which is the first. */
function gapOf(fine: FixedWeights, coarse: FixedWeights): bigint {
  const shift = BigInt(COARSER_BITS);
  const gap = (a: readonly bigint[], b: readonly bigint[]): bigint =>
    a.reduce((most, x, i) => {
      const difference = magnitude(x - (b[i] << shift));
      return difference > most ? difference : most;
    }, 0n);
  const [first, second] = [gap(fine.W1, coarse.W1), gap(fine.W2, coarse.W2)];
  // One unit of the coarser run is what no difference can exclude.
  return (first > second ? first : second) + (1n << shift);
}

/** Bits by which the error is too large; 0 or less where it is small enough. */
function missingBits({ W1, W2 }: FixedWeights, gap: bigint, digits: number): number {
  const largest = [...W1, ...W2].reduce((most, x) => (magnitude(x) > most ? magnitude(x) : most), 0n);
  if (gap * 10n ** BigInt(digits) <= largest) return 0;
  const wanted = digits * Math.log2(10);
  return Math.max(1, Math.ceil(bitLength(gap) + wanted - largestBits([largest])) + 2);
}

function preciseWeights(
  { inputs, hidden, outputs }: Problem,
  time: Rational,
  { W1, W2 }: FixedWeights,
  gap: bigint,
  bits: number,
): PreciseWeights {
  const rows = (entries: readonly bigint[], count: number, width: number): Decimal[][] =>
    Array.from({ length: count }, (_, i) =>
      entries.slice(i * width, (i + 1) * width).map((x) => decimalOf(x, bits)),
    );
  return {
    time,
    W1: rows(W1, hidden, inputs),
    W2: rows(W2, outputs, hidden),
    error: decimalOf(gap, bits).toSignificantDigits(3, 2),
  };
}
