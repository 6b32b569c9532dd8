/** What is measured on the weights of a two-layer linear network, entry by entry, with exact gradients. */
import type { RandomGenerator } from '../domain/random.js';
import type { TwoLayerWeights } from './balanced-weights.js';
import type { Observable } from './follow-flow.js';
import type { Rows } from './rows.js';
import type { TwoLayerSizes } from './two-layer-linear.js';

/** W1 and W2 of a state. */
export function weightsOf(
  { inputs, hidden, outputs }: TwoLayerSizes,
  state: ArrayLike<number>,
): TwoLayerWeights {
  const rows = (from: number, count: number, width: number) =>
    Array.from({ length: count }, (_, i) =>
      Float64Array.from({ length: width }, (_, j) => state[from + i * width + j]),
    );
  return { W1: rows(0, hidden, inputs), W2: rows(hidden * inputs, outputs, hidden) };
}

/** Where row p of Q = (W1^T; W2) stands in the state, and by how much its entries are apart. */
const rowOf = ({ inputs, hidden }: TwoLayerSizes, p: number) =>
  p < inputs ? { start: p, stride: inputs } : { start: hidden * inputs + (p - inputs) * hidden, stride: 1 };

/** A value of a matrix formula at each time, computed once. */
export function remembered(formula: (time: number) => Rows): (time: number) => Rows {
  const known = new Map<number, Rows>();
  return (time) => {
    const found = known.get(time) ?? formula(time);
    known.set(time, found);
    return found;
  };
}

/** A matrix formula beside what its own rounding may come to. */
export interface StatedMatrix {
  stated(time: number): Rows;
  statedError?(time: number): Rows;
}

/**
 * The entries of P = Q Q^T, Q = (W1^T; W2): R1 = W1^T W1, W = W2 W1 and R2 = W2 W2^T in one symmetric matrix (of size Ni + No),
 * each entry once, beside a formula for all of P.
 */
export function stackedGramEntries(sizes: TwoLayerSizes, formula: StatedMatrix): Observable[] {
  const { inputs, hidden, outputs } = sizes;
  const stated = remembered((time) => formula.stated(time));
  const errors = formula.statedError && remembered((time) => formula.statedError?.(time) ?? []);
  const observables: Observable[] = [];
  for (let p = 0; p < inputs + outputs; p++) {
    for (let q = p; q < inputs + outputs; q++) {
      const [a, b] = [rowOf(sizes, p), rowOf(sizes, q)];
      observables.push({
        name: nameOf(inputs, p, q),
        measured(state) {
          let sum = 0;
          for (let h = 0; h < hidden; h++) {
            sum += state[a.start + h * a.stride] * state[b.start + h * b.stride];
          }
          return sum;
        },
        gradient(state, out) {
          out.fill(0);
          for (let h = 0; h < hidden; h++) {
            out[a.start + h * a.stride] += state[b.start + h * b.stride];
            out[b.start + h * b.stride] += state[a.start + h * a.stride];
          }
        },
        stated: (time) => stated(time)[p][q],
        statedError: errors && ((time) => errors(time)[p][q]),
      });
    }
  }
  return observables;
}

function nameOf(inputs: number, p: number, q: number): string {
  if (q < inputs) return `R1[${p + 1},${q + 1}]`;
  return p < inputs ? `W[${q - inputs + 1},${p + 1}]` : `R2[${p - inputs + 1},${q - inputs + 1}]`;
}

/** Entries of any matrix that is measured on the weights, beside a formula. */
export function weightEntries(
  sizes: TwoLayerSizes,
  name: string,
  measured: (weights: TwoLayerWeights) => Rows,
  formula: StatedMatrix,
): Observable[] {
  const stated = remembered((time) => formula.stated(time));
  const errors = formula.statedError && remembered((time) => formula.statedError?.(time) ?? []);
  const shape = stated(0);
  // One state is asked for all entries in turn.
  let last: { readonly state: Float64Array; readonly value: Rows } | undefined;
  const valueAt = (state: Float64Array): Rows => {
    if (last === undefined || !sameState(last.state, state)) {
      last = { state: state.slice(), value: measured(weightsOf(sizes, state)) };
    }
    return last.value;
  };
  return Array.from(shape, (row, i) =>
    Array.from(
      row,
      (_, j): Observable => ({
        name: `${name}[${i + 1},${j + 1}]`,
        measured: (state) => valueAt(state)[i][j],
        stated: (time) => stated(time)[i][j],
        statedError: errors && ((time) => errors(time)[i][j]),
      }),
    ),
  ).flat();
}

const sameState = (a: Float64Array, b: Float64Array): boolean => a.every((x, i) => Object.is(x, b[i]));

/** Rounding of a weight that is granted, relative to it. */
const ROUNDING = 4 * Number.EPSILON;
const DIRECTIONS = 4;

/**
 * A matrix formula of the starting weights, evaluated in float64, with what rounding may come to in it: the formula is
 * evaluated again for weights disturbed by a few units in the last place, in random directions. How far it moves is what rounding of
 * the weights does to it, and what rounding of its own steps does, which are all rounded anew. A few units in the last place
 * of the row and the column of the entry are added, for rounding that all evaluations share.
 * @param relativeError of the weights, where they are known less well than to rounding.
 */
export function formulaOfWeights(
  { W1, W2 }: TwoLayerWeights,
  formula: (weights: TwoLayerWeights, time: number) => Rows,
  random: RandomGenerator,
  relativeError = ROUNDING,
): Required<StatedMatrix> {
  const disturb = (A: Rows) =>
    Array.from(A, (row) =>
      Float64Array.from(row, (x) => x * (1 + (random.uniform() < 0.5 ? -1 : 1) * relativeError)),
    );
  const disturbed = Array.from({ length: DIRECTIONS }, () => ({ W1: disturb(W1), W2: disturb(W2) }));
  const stated = remembered((time) => formula({ W1, W2 }, time));
  return {
    stated,
    statedError(time) {
      const value = stated(time);
      const others = disturbed.map((weights) => formula(weights, time));
      const largest = (entries: ArrayLike<number>) =>
        Array.from(entries).reduce((a, b) => Math.max(a, Math.abs(b)), 0);
      const ofColumn = Array.from(value[0], (_, j) => largest(Array.from(value, (row) => row[j])));
      return Array.from(value, (row, i) => {
        const ofRow = largest(row);
        return Float64Array.from(row, (x, j) => {
          const moved = others.reduce((sum, other) => sum + Math.abs(other[i][j] - x), 0);
          return 2 * moved + 2 * ROUNDING * Math.sqrt(ofRow * ofColumn[j]);
        });
      });
    },
  };
}
