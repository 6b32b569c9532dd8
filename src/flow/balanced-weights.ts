import type { RandomGenerator } from '../domain/random.js';
import { FlowproofError } from '../errors.js';
import { timesRows, transposeRows } from './rows.js';
import type { TwoLayerSizes } from './two-layer-linear.js';

/** Weights of a two-layer linear network as rows. */
export interface TwoLayerWeights {
  /** Nh x Ni. */
  readonly W1: Float64Array[];
  /** No x Nh. */
  readonly W2: Float64Array[];
}

/**
 * Random weights with W2^T W2 - W1 W1^T = lambda I, exact to rounding.
 *
 * lambda >= 0 and Nh <= No: W1 is drawn and W2 = O R, where O has orthonormal columns (a random frame) and
 * R^T R = lambda I + W1 W1^T (Cholesky). lambda <= 0 and Nh <= Ni: the transposed construction. lambda = 0 for wider hidden
 * layers: both layers live on min(Ni, No) hidden directions, in a random rotation of them.
 * @param scale standard deviation of the drawn entries.
 * @throws FlowproofError `lambda-admissible-dims` where no such weights exist.
 */
export function balancedWeights(
  { inputs, hidden, outputs }: TwoLayerSizes,
  lambda: number,
  random: RandomGenerator,
  scale = 1,
): TwoLayerWeights {
  requireAdmissible({ inputs, hidden, outputs }, lambda);
  if (lambda > 0 || (lambda === 0 && hidden <= outputs)) {
    const W1 = drawn(hidden, inputs, random, scale);
    return { W1, W2: partner(W1, lambda, outputs, random) };
  }
  if (lambda < 0 || hidden <= inputs) {
    const W2 = drawn(outputs, hidden, random, scale);
    return { W1: transposeRows(partner(transposeRows(W2), -lambda, inputs, random)), W2 };
  }
  const active = Math.min(inputs, outputs);
  const small = balancedWeights({ inputs, hidden: active, outputs }, 0, random, scale);
  const frame = orthonormalColumns(hidden, active, random);
  return {
    W1: timesRows(frame, small.W1),
    W2: timesRows(small.W2, transposeRows(frame)),
  };
}

/**
 * Weights with balance lambda I exist exactly for lambda = 0, for lambda > 0 with Nh <= No, and for lambda < 0 with
 * Nh <= Ni (a Gram matrix of smaller rank cannot be lambda I + a positive one).
 * @throws FlowproofError `lambda-admissible-dims`; `flow-state` for a lambda that is not finite.
 */
export function requireAdmissible({ inputs, hidden, outputs }: TwoLayerSizes, lambda: number): void {
  if (!Number.isFinite(lambda)) {
    throw new FlowproofError({
      code: 'flow-state',
      message: 'the balance lambda is not a finite number',
      found: String(lambda),
    });
  }
  if (lambda === 0 || (lambda > 0 ? hidden <= outputs : hidden <= inputs)) return;
  throw new FlowproofError({
    code: 'lambda-admissible-dims',
    message: `no weights of a ${inputs}-${hidden}-${outputs} network have W2^T W2 - W1 W1^T = ${lambda} I`,
    expected: lambda > 0 ? 'Nh <= No for lambda > 0' : 'Nh <= Ni for lambda < 0',
    found: `Ni = ${inputs}, Nh = ${hidden}, No = ${outputs}`,
    hint: 'the statement lambda-admissible-dims: choose the other sign, lambda = 0, or a narrower hidden layer',
  });
}

/** W2 (rows x Nh) with W2^T W2 = lambda I + W1 W1^T. */
function partner(W1: Float64Array[], lambda: number, rows: number, random: RandomGenerator): Float64Array[] {
  const hidden = W1.length;
  const gram = W1.map((a, i) => Float64Array.from(W1, (b, j) => dot(a, b) + (i === j ? lambda : 0)));
  return timesRows(orthonormalColumns(rows, hidden, random), transposeRows(cholesky(gram)));
}

/** Lower triangular L with L L^T = A; a pivot at or below rounding is a rank defect and gives a zero column. */
function cholesky(A: readonly Float64Array[]): Float64Array[] {
  const n = A.length;
  const L = A.map(() => new Float64Array(n));
  const floor = 4 * n * Number.EPSILON * Math.max(...A.map((row, i) => row[i]));
  for (let j = 0; j < n; j++) {
    let pivot = A[j][j];
    for (let k = 0; k < j; k++) pivot -= L[j][k] ** 2;
    if (pivot <= floor) continue;
    L[j][j] = Math.sqrt(pivot);
    for (let i = j + 1; i < n; i++) {
      let sum = A[i][j];
      for (let k = 0; k < j; k++) sum -= L[i][k] * L[j][k];
      L[i][j] = sum / L[j][j];
    }
  }
  return L;
}

/** `columns` <= `rows` random orthonormal columns: Gram-Schmidt, twice, on normal draws. */
export function orthonormalColumns(rows: number, columns: number, random: RandomGenerator): Float64Array[] {
  const frame: Float64Array[] = [];
  while (frame.length < columns) {
    const v = Float64Array.from({ length: rows }, () => random.normal());
    for (let pass = 0; pass < 2; pass++) {
      for (const u of frame) {
        const share = dot(u, v);
        for (let i = 0; i < rows; i++) v[i] -= share * u[i];
      }
    }
    const norm = Math.sqrt(dot(v, v));
    if (norm > 1e-6) frame.push(v.map((x) => x / norm));
  }
  return transposeRows(frame);
}

const drawn = (rows: number, columns: number, random: RandomGenerator, scale: number): Float64Array[] =>
  Array.from({ length: rows }, () => Float64Array.from({ length: columns }, () => scale * random.normal()));

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i] * b[i];
  return sum;
}
