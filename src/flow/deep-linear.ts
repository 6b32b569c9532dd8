import type { RandomGenerator } from '../domain/random.js';
import { FlowproofError } from '../errors.js';
import { orthonormalColumns } from './balanced-weights.js';
import { fromRows, multiplyInto, multiplyTransposeInto, transposeMultiplyInto } from './dense.js';
import { type Flow, flowFrom, type Invariant, type VectorField } from './flow.js';
import { type Rows, scaleColumns, timesRows, transposeRows } from './rows.js';

/** What a deep linear network learns: Sigma (n_L x n_0), with Sigma_xx where the inputs are not whitened. */
export interface DeepLinearTask {
  readonly sigma: Rows;
  readonly sigmaXX?: Rows;
}

/**
 * The gradient flow of L(W), W = W_L … W_1, in dimensionless time: W_l' = (W_L … W_(l+1))^T E (W_(l-1) … W_1)^T with
 * E = Sigma - W Sigma_xx. W_l is n_l x n_(l-1); the state is W_1, …, W_L, each row-major.
 * @param widths n_0, …, n_L: inputs, hidden layers, outputs.
 * @throws FlowproofError `matrix-shape` where task and widths do not fit, or there is no layer.
 */
export function deepLinearField(task: DeepLinearTask, widths: readonly number[]): VectorField {
  const depth = requireWidths(widths);
  const sigma = fromRows('Sigma', task.sigma);
  const sigmaXX = task.sigmaXX && fromRows('Sigma_xx', task.sigmaXX);
  const [inputs, outputs] = [widths[0], widths[depth]];
  requireShape('Sigma', [sigma.rows, sigma.columns], [outputs, inputs]);
  if (sigmaXX) requireShape('Sigma_xx', [sigmaXX.rows, sigmaXX.columns], [inputs, inputs]);
  const starts = startsOf(widths);
  // forward[l] = W_l … W_1 and back[l] = (W_L … W_(l+1))^T E, both n_l x n_0.
  const forward = widths.map((width) => new Float64Array(width * inputs));
  const back = widths.map((width) => new Float64Array(width * inputs));
  const filtered = new Float64Array(outputs * inputs);
  return {
    dimension: starts[depth],
    names: widths
      .slice(1)
      .flatMap((rows, l) =>
        Array.from(
          { length: rows * widths[l] },
          (_, k) => `W${l + 1}[${Math.floor(k / widths[l]) + 1},${(k % widths[l]) + 1}]`,
        ),
      ),
    evaluate(_time, state, out) {
      const first = forward[1];
      for (let i = 0; i < first.length; i++) first[i] = state[i];
      for (let l = 2; l <= depth; l++) {
        multiplyInto(forward[l], state, forward[l - 1], widths[l], widths[l - 1], inputs, 0, starts[l - 1]);
      }
      let product = forward[depth];
      if (sigmaXX !== undefined) {
        multiplyInto(filtered, product, sigmaXX.data, outputs, inputs, inputs);
        product = filtered;
      }
      const residual = back[depth];
      for (let i = 0; i < residual.length; i++) residual[i] = sigma.data[i] - product[i];
      for (let l = depth; l >= 2; l--) {
        multiplyTransposeInto(out, back[l], forward[l - 1], widths[l], inputs, widths[l - 1], starts[l - 1]);
        transposeMultiplyInto(
          back[l - 1],
          state,
          back[l],
          widths[l],
          widths[l - 1],
          inputs,
          0,
          starts[l - 1],
        );
      }
      const gradient = back[1];
      for (let i = 0; i < gradient.length; i++) out[i] = gradient[i];
    },
  };
}

/**
 * The flow from given layers W_1, …, W_L, with the entries of every D_l = W_(l+1)^T W_(l+1) - W_l W_l^T as invariants.
 * @throws FlowproofError `matrix-shape` where layers and task do not fit.
 */
export function deepLinear(task: DeepLinearTask, layers: readonly Rows[]): Flow & { widths: number[] } {
  const read = layers.map((layer, l) => fromRows(`W${l + 1}`, layer));
  const widths = [read[0]?.columns ?? 0, ...read.map(({ rows }) => rows)];
  read.forEach(({ rows, columns }, l) => {
    requireShape(`W${l + 1}`, [rows, columns], [rows, widths[l]]);
  });
  const field = deepLinearField(task, widths);
  const state = read.flatMap(({ data }) => Array.from(data));
  return { ...flowFrom(field, state, deepInvariants(widths)), widths };
}

/** The entries of D_l, l = 1 … L - 1, on and above the diagonal: conserved for any data. */
export function deepInvariants(widths: readonly number[]): Invariant[] {
  const starts = startsOf(widths);
  const invariants: Invariant[] = [];
  for (let l = 1; l < widths.length - 1; l++) {
    const [below, width, above] = [widths[l - 1], widths[l], widths[l + 1]];
    for (let j = 0; j < width; j++) {
      for (let k = j; k < width; k++) {
        invariants.push({
          name: `D${l}[${j + 1},${k + 1}]`,
          value(state) {
            let sum = 0;
            for (let o = 0; o < above; o++) {
              sum += state[starts[l] + o * width + j] * state[starts[l] + o * width + k];
            }
            for (let i = 0; i < below; i++) {
              sum -= state[starts[l - 1] + j * below + i] * state[starts[l - 1] + k * below + i];
            }
            return sum;
          },
        });
      }
    }
  }
  return invariants;
}

/** W_1, …, W_L of a state. */
export function deepLayersOf(widths: readonly number[], state: ArrayLike<number>): Float64Array[][] {
  const starts = startsOf(widths);
  return widths
    .slice(1)
    .map((rows, l) =>
      Array.from({ length: rows }, (_, i) =>
        Float64Array.from({ length: widths[l] }, (_, j) => state[starts[l] + i * widths[l] + j]),
      ),
    );
}

/**
 * Layers with D_l = balances[l-1] I, in random rotations of every width: W_l = R_l diag(sqrt(x + mu_l)) R_(l-1)^T, where
 * mu_1 = 0, mu_(l+1) = mu_l + balances[l-1]. Other balances than 0 need one width throughout; 0 needs as many `x` as the
 * narrowest layer has units.
 * @param x squared singular values of W_1, with x + mu_l >= 0 for every layer.
 * @throws FlowproofError `deep-admissible-dims`.
 */
export function balancedDeepWeights(
  widths: readonly number[],
  balances: readonly number[],
  x: readonly number[],
  random: RandomGenerator,
): Float64Array[][] {
  const depth = requireWidths(widths);
  const narrowest = Math.min(...widths);
  const square = widths.every((width) => width === narrowest);
  const mu = [0];
  for (const balance of balances) mu.push(mu[mu.length - 1] + balance);
  const fits =
    balances.length === depth - 1 && x.length === narrowest && (square || balances.every((b) => b === 0));
  if (!fits || !x.every((value) => mu.every((shift) => value + shift >= 0))) {
    throw new FlowproofError({
      code: 'deep-admissible-dims',
      message: 'no layers have these balances and singular values',
      expected: `${depth - 1} balances (0, unless all widths agree), ${narrowest} numbers x with x + mu_l >= 0`,
      found: `widths ${widths.join(', ')}; balances ${balances.join(', ')}; x ${x.join(', ')}`,
      hint: 'the statement deep-end-to-end: mu_1 = 0, mu_(l+1) = mu_l + balance',
    });
  }
  const frames = widths.map((width) => orthonormalColumns(width, narrowest, random));
  return mu.map((shift, l) =>
    timesRows(
      scaleColumns(
        frames[l + 1],
        x.map((value) => Math.sqrt(value + shift)),
      ),
      transposeRows(frames[l]),
    ),
  );
}

/** Where W_(l+1) begins in the state; the last entry is its length. */
function startsOf(widths: readonly number[]): number[] {
  const starts = [0];
  for (let l = 1; l < widths.length; l++) starts.push(starts[l - 1] + widths[l] * widths[l - 1]);
  return starts;
}

function requireWidths(widths: readonly number[]): number {
  if (widths.length >= 2 && widths.every((width) => Number.isInteger(width) && width >= 1)) {
    return widths.length - 1;
  }
  throw new FlowproofError({
    code: 'matrix-shape',
    message: 'these are not the widths of a deep network',
    expected: 'two or more positive integers: inputs, hidden layers, outputs',
    found: `[${widths.join(', ')}]`,
  });
}

function requireShape(
  name: string,
  found: readonly [number, number],
  expected: readonly [number, number],
): void {
  if (found[0] === expected[0] && found[1] === expected[1]) return;
  throw new FlowproofError({
    code: 'matrix-shape',
    message: `${name} does not fit the widths`,
    expected: `${expected[0]} x ${expected[1]}`,
    found: `${found[0]} x ${found[1]}`,
  });
}
