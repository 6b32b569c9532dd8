import type { Rational } from '../expression/rational.js';
import type { TwoLayerSizes } from '../flow/index.js';
import type { MatrixOperations } from '../linear-algebra/index.js';
import type { Entries, Entry } from './entry.js';
import { badInput, shapeMismatch, violated } from './failures.js';
import { requireBalance } from './require-balance.js';

/** What is learned: Sigma = Y X^T / n of whitened inputs, or the data themselves. */
export type SpectralTask =
  | {
      /** Sigma (No x Ni). */
      readonly sigma: Entries;
      /** Sigma_xx, to be checked: the formulas hold for the identity only. */
      readonly sigmaXX?: Entries;
    }
  | {
      /** Inputs, one sample a column (Ni x n), with X X^T = n I. */
      readonly X: Entries;
      /** Targets, one sample a column (No x n). */
      readonly Y: Entries;
    };

/** A two-layer linear network at the start of its flow, with what it learns. */
export interface NetworkInput {
  /** Nh x Ni. */
  readonly W1: Entries;
  /** No x Nh. */
  readonly W2: Entries;
  readonly task: SpectralTask;
  /** The balance; found from the weights where it is left out. */
  readonly lambda?: Entry;
}

/** A balanced network over some arithmetic. */
export interface Network<S, M> {
  readonly on: MatrixOperations<S, M>;
  readonly sizes: TwoLayerSizes;
  readonly W1: M;
  readonly W2: M;
  readonly sigma: M;
  readonly lambda: S;
}

/** Reads entries into the arithmetic of the evaluation. */
export interface Reader<S, M> {
  readonly on: MatrixOperations<S, M>;
  number(entry: Entry, name: string): S;
  /** The entry as it is, for what must not be rounded before it is put together. */
  exact(entry: Entry, name: string): Rational;
  /** Relative size of what still counts as zero in a check of an assumption. */
  readonly tolerance: S;
}

/** A matrix of an input. @throws FlowproofError `matrix-shape` for rows of different lengths, or none. */
export function readMatrix<S, M>({ on, number }: Reader<S, M>, name: string, rows: Entries): M {
  const columns = rows[0]?.length ?? 0;
  if (columns === 0 || rows.some((row) => row.length !== columns)) {
    throw shapeMismatch(
      `${name} is not a matrix`,
      'rows of one length, at least one',
      `rows of ${rows.map((row) => row.length).join(', ') || 'no'} entries`,
    );
  }
  return on.algebra.matrix(rows.length, columns, (i, j) => number(rows[i][j], `${name}[${i + 1},${j + 1}]`));
}

/**
 * Reads a network and checks what every formula needs: fitting shapes, whitened inputs, and balance at least on the active
 * hidden directions.
 * @throws FlowproofError `matrix-shape`, `riccati-qqt` (inputs that are not whitened), `lambda-admissible-dims` and
 *   `effective-balance`.
 */
export function readNetwork<S, M>(reader: Reader<S, M>, input: NetworkInput): Network<S, M> {
  const { on } = reader;
  const { rows, columns } = on.algebra;
  const W1 = readMatrix(reader, 'W1', input.W1);
  const W2 = readMatrix(reader, 'W2', input.W2);
  const sigma = readTask(reader, input.task);
  const sizes = { inputs: columns(sigma), hidden: rows(W1), outputs: rows(sigma) };
  if (columns(W1) !== sizes.inputs || rows(W2) !== sizes.outputs || columns(W2) !== sizes.hidden) {
    throw shapeMismatch(
      'the weights do not fit the task',
      `W1 of Nh x ${sizes.inputs} and W2 of ${sizes.outputs} x Nh`,
      `W1 of ${rows(W1)} x ${columns(W1)} and W2 of ${rows(W2)} x ${columns(W2)}`,
    );
  }
  const stated = input.lambda === undefined ? undefined : reader.number(input.lambda, 'lambda');
  const lambda = requireBalance(reader, sizes, W1, W2, stated);
  return { on, sizes, W1, W2, sigma, lambda };
}

/**
 * The network that has the factor Q = (W1^T; W2), with another task.
 * @throws FlowproofError `matrix-shape` where the task has other widths; `riccati-qqt` for inputs that are not whitened.
 */
export function withTask<S, M>(
  reader: Reader<S, M>,
  { on, sizes, lambda }: Network<S, M>,
  Q: M,
  task: SpectralTask,
): Network<S, M> {
  const { rows, columns, transpose } = on.algebra;
  const { inputs, hidden, outputs } = sizes;
  const sigma = readTask(reader, task);
  if (rows(sigma) !== outputs || columns(sigma) !== inputs) {
    throw shapeMismatch(
      'the new task does not fit the network',
      `Sigma of ${outputs} x ${inputs}`,
      `Sigma of ${rows(sigma)} x ${columns(sigma)}`,
    );
  }
  const W1 = transpose(on.block(Q, 0, 0, inputs, hidden));
  return { on, sizes, lambda, sigma, W1, W2: on.block(Q, inputs, 0, outputs, hidden) };
}

function readTask<S, M>(reader: Reader<S, M>, task: SpectralTask): M {
  const { on } = reader;
  const { algebra } = on;
  if ('sigma' in task) {
    const sigma = readMatrix(reader, 'Sigma', task.sigma);
    if (task.sigmaXX !== undefined) {
      requireWhitened(reader, readMatrix(reader, 'Sigma_xx', task.sigmaXX), algebra.columns(sigma));
    }
    return sigma;
  }
  const X = readMatrix(reader, 'X', task.X);
  const Y = readMatrix(reader, 'Y', task.Y);
  const samples = algebra.columns(X);
  if (algebra.columns(Y) !== samples) {
    throw shapeMismatch(
      'X and Y hold different numbers of samples',
      `${samples} columns in Y`,
      `${algebra.columns(Y)}`,
    );
  }
  const overSamples = (A: M) => on.map(A, (value) => algebra.divide(value, algebra.ofInteger(samples)));
  requireWhitened(reader, overSamples(algebra.times(X, algebra.transpose(X))), algebra.rows(X));
  return overSamples(algebra.times(Y, algebra.transpose(X)));
}

function requireWhitened<S, M>({ on, tolerance }: Reader<S, M>, sigmaXX: M, inputs: number): void {
  const { rows, columns, compare } = on.algebra;
  if (rows(sigmaXX) !== inputs || columns(sigmaXX) !== inputs) {
    throw shapeMismatch(
      'Sigma_xx does not fit Sigma',
      `${inputs} x ${inputs}`,
      `${rows(sigmaXX)} x ${columns(sigmaXX)}`,
    );
  }
  const defect = on.largest(on.minus(sigmaXX, on.identity(inputs)));
  if (compare(defect, tolerance) <= 0) return;
  throw violated({
    statement: 'riccati-qqt',
    message: 'the inputs are not whitened',
    expected: 'Sigma_xx = X X^T / n = I',
    found: `an entry of Sigma_xx - I of size ${on.text(defect)}`,
    hint: 'the closed forms hold for whitened inputs only: whiten X, or integrate the flow (twoLayerLinear)',
  });
}

/** A time of a flow. @throws FlowproofError `spectral-input` for a negative one. */
export function readTime<S, M>({ on, number }: Reader<S, M>, entry: Entry): S {
  const time = number(entry, 'the time u');
  if (on.algebra.compare(time, on.algebra.zero) >= 0) return time;
  throw badInput('the time u is negative', 'u >= 0', on.text(time));
}
