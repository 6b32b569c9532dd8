import { FlowproofError } from '../errors.js';
import { fromRows, multiplyInto, multiplyTransposeInto } from './dense.js';
import { type Flow, flowFrom, type Invariant, type VectorField } from './flow.js';
import { kernelField } from './kernel-field.js';

type Rows = readonly ArrayLike<number>[];

/** What a two-layer linear network W = W2 W1 learns: correlations, or data. */
export type LinearTask =
  | {
      /** Sigma = Y X^T / n (No x Ni). */
      readonly sigma: Rows;
      /** Sigma_xx = X X^T / n (Ni x Ni); left out for whitened inputs (the identity). */
      readonly sigmaXX?: Rows;
    }
  | {
      /** Inputs, one sample a column (Ni x n). */
      readonly X: Rows;
      /** Targets, one sample a column (No x n). */
      readonly Y: Rows;
    };

/** Widths of input, hidden layer and output. */
export interface TwoLayerSizes {
  readonly inputs: number;
  readonly hidden: number;
  readonly outputs: number;
}

interface Correlations {
  readonly sigma: Float64Array;
  readonly sigmaXX?: Float64Array;
  readonly inputs: number;
  readonly outputs: number;
}

/**
 * The gradient flow of L = |W2 W1 X - Y|^2 / (2n) in dimensionless time u = t / tau:
 * W1' = W2^T (Sigma - W2 W1 Sigma_xx), W2' = (Sigma - W2 W1 Sigma_xx) W1^T. W1 is Nh x Ni and W2 is No x Nh; the state is
 * W1 then W2, each row-major.
 * @throws FlowproofError `matrix-shape` when the task's matrices do not fit each other.
 */
export function twoLayerLinearField(task: LinearTask, hidden: number): VectorField & TwoLayerSizes {
  const { sigma, sigmaXX, inputs, outputs } = correlationsOf(task);
  if (!(Number.isInteger(hidden) && hidden >= 1)) {
    throw shapeFailure('the hidden width is not a positive integer', 'an integer >= 1', String(hidden));
  }
  const split = hidden * inputs;
  const size = outputs * inputs;
  return kernelField(
    {
      inputs,
      hidden,
      outputs,
      dimension: split + hidden * outputs,
      names: [...weightNames('W1', hidden, inputs), ...weightNames('W2', outputs, hidden)],
    },
    {
      work: 3 * outputs * hidden * inputs + (sigmaXX ? size * inputs : 0),
      lengths: [
        size,
        size,
        size,
        hidden * Math.max(inputs, outputs),
        sigmaXX ? size : 0,
        sigmaXX?.length ?? 0,
      ],
      bind(algebra, own) {
        const [target, residual, product, turned, image, inputGram] = own.map((vector) => ({
          vector,
          at: 0,
        }));
        target.vector.set(sigma);
        if (sigmaXX) inputGram.vector.set(sigmaXX);
        const learnt = sigmaXX ? image : product;
        const fromTarget = algebra.combination([{ weight: 1, vector: learnt.vector }]);
        const [W1, W2] = [part(0), part(split)];
        const [dW1, dW2] = [part(0), part(split)];
        return (_time, state, out) => {
          W1.vector = W2.vector = state;
          dW1.vector = dW2.vector = out;
          algebra.transpose(turned, W2, outputs, hidden);
          algebra.transposeMultiply(product, turned, W1, hidden, outputs, inputs);
          if (sigmaXX) {
            algebra.transpose(residual, product, outputs, inputs);
            algebra.transposeMultiply(image, residual, inputGram, inputs, outputs, inputs);
          }
          fromTarget(residual.vector, target.vector, -1);
          algebra.transposeMultiply(dW1, W2, residual, outputs, hidden, inputs);
          algebra.transpose(turned, W1, hidden, inputs);
          algebra.transpose(product, residual, outputs, inputs);
          algebra.transposeMultiply(dW2, product, turned, inputs, outputs, hidden);
        };
      },
    },
  );
}

/** A part of a state that changes place from evaluation to evaluation. */
const part = (at: number): { vector: Float64Array; at: number } => ({ vector: new Float64Array(0), at });

/**
 * The flow from given weights, with every entry of the balance D = W2^T W2 - W1 W1^T as an invariant.
 * @throws FlowproofError `matrix-shape` when weights and task do not fit.
 */
export function twoLayerLinear(task: LinearTask, W1: Rows, W2: Rows): Flow & TwoLayerSizes {
  const first = fromRows('W1', W1);
  const second = fromRows('W2', W2);
  const field = twoLayerLinearField(task, first.rows);
  const { inputs, hidden, outputs } = field;
  if (first.columns !== inputs || second.rows !== outputs || second.columns !== hidden) {
    throw shapeFailure(
      'the weights do not fit the task',
      `W1 of ${hidden} x ${inputs} and W2 of ${outputs} x ${hidden}`,
      `W1 of ${first.rows} x ${first.columns} and W2 of ${second.rows} x ${second.columns}`,
    );
  }
  const state = new Float64Array(field.dimension);
  state.set(first.data);
  state.set(second.data, hidden * inputs);
  return { ...flowFrom(field, state, balanceInvariants(field)), inputs, hidden, outputs };
}

/** The entries D_jk, j <= k, of D = W2^T W2 - W1 W1^T: conserved for any data, since the flow is that of a loss of W2 W1. */
export function balanceInvariants({ inputs, hidden, outputs }: TwoLayerSizes): Invariant[] {
  const split = hidden * inputs;
  const invariants: Invariant[] = [];
  for (let j = 0; j < hidden; j++) {
    for (let k = j; k < hidden; k++) {
      invariants.push({
        name: `D[${j + 1},${k + 1}]`,
        value(state) {
          let sum = 0;
          for (let o = 0; o < outputs; o++) {
            sum += state[split + o * hidden + j] * state[split + o * hidden + k];
          }
          for (let i = 0; i < inputs; i++) sum -= state[j * inputs + i] * state[k * inputs + i];
          return sum;
        },
      });
    }
  }
  return invariants;
}

/** W = W2 W1 of a state, row-major No x Ni. */
export function productOf({ inputs, hidden, outputs }: TwoLayerSizes, state: Float64Array): Float64Array {
  const split = hidden * inputs;
  const out = new Float64Array(outputs * inputs);
  multiplyInto(out, state, state, outputs, hidden, inputs, 0, split, 0);
  return out;
}

function correlationsOf(task: LinearTask): Correlations {
  if ('X' in task) {
    const X = fromRows('X', task.X);
    const Y = fromRows('Y', task.Y);
    if (X.columns !== Y.columns) {
      throw shapeFailure(
        'X and Y hold different numbers of samples',
        `${X.columns} columns in Y`,
        `${Y.columns}`,
      );
    }
    const samples = X.columns;
    const sigma = new Float64Array(Y.rows * X.rows);
    const sigmaXX = new Float64Array(X.rows * X.rows);
    multiplyTransposeInto(sigma, Y.data, X.data, Y.rows, samples, X.rows);
    multiplyTransposeInto(sigmaXX, X.data, X.data, X.rows, samples, X.rows);
    return {
      sigma: sigma.map((x) => x / samples),
      sigmaXX: sigmaXX.map((x) => x / samples),
      inputs: X.rows,
      outputs: Y.rows,
    };
  }
  const sigma = fromRows('Sigma', task.sigma);
  const sigmaXX = task.sigmaXX && fromRows('Sigma_xx', task.sigmaXX);
  if (sigmaXX && (sigmaXX.rows !== sigma.columns || sigmaXX.columns !== sigma.columns)) {
    throw shapeFailure(
      'Sigma_xx does not fit Sigma',
      `${sigma.columns} x ${sigma.columns}`,
      `${sigmaXX.rows} x ${sigmaXX.columns}`,
    );
  }
  return { sigma: sigma.data, sigmaXX: sigmaXX?.data, inputs: sigma.columns, outputs: sigma.rows };
}

const weightNames = (layer: string, rows: number, columns: number): string[] =>
  Array.from(
    { length: rows * columns },
    (_, k) => `${layer}[${Math.floor(k / columns) + 1},${(k % columns) + 1}]`,
  );

const shapeFailure = (message: string, expected: string, found: string): FlowproofError =>
  new FlowproofError({ code: 'matrix-shape', message, expected, found });
