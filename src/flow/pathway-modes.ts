import {
  correlationOf,
  type DiagonalWeights,
  type RegressionTask,
  regressionOf,
} from './diagonal-network.js';
import { type Flow, flowFrom } from './flow.js';

/**
 * The gradient flow of a diagonal network in the modes of its pathways, p = w + v and m = w - v:
 * p+' = p+ g, m+' = -m+ g, p-' = -p- g, m-' = m- g with g = X^T (y - X beta), beta = (p+^2 - m+^2 - p-^2 + m-^2) / 4.
 * The same flow as `diagonalNetwork`, kept to relative precision: from tiny weights a mode decays far below the rounding
 * of the weights, and grows back where the gradient turns. The state is p+, m+, p-, m-, D numbers each.
 * @throws FlowproofError `matrix-shape`, `flow-state`.
 */
export function pathwayModes(task: RegressionTask, { wp, wm, vp, vm }: DiagonalWeights): Flow {
  const regression = regressionOf(task);
  const D = regression.features;
  const correlate = correlationOf(regression);
  const beta = new Float64Array(D);
  const g = new Float64Array(D);
  const initial = new Float64Array(4 * D);
  for (let d = 0; d < D; d++) {
    initial[d] = wp[d] + vp[d];
    initial[D + d] = wp[d] - vp[d];
    initial[2 * D + d] = wm[d] + vm[d];
    initial[3 * D + d] = wm[d] - vm[d];
  }
  return flowFrom(
    {
      dimension: 4 * D,
      names: ['p+', 'm+', 'p-', 'm-'].flatMap((mode) =>
        Array.from({ length: D }, (_, d) => `${mode}[${d + 1}]`),
      ),
      evaluate(_time, state, out) {
        betaInto(state, beta);
        correlate(beta, g);
        for (let d = 0; d < D; d++) {
          out[d] = state[d] * g[d];
          out[D + d] = -state[D + d] * g[d];
          out[2 * D + d] = -state[2 * D + d] * g[d];
          out[3 * D + d] = state[3 * D + d] * g[d];
        }
      },
    },
    initial,
  );
}

/** beta in a state of {@link pathwayModes}. */
export function betaOfModes(state: Float64Array): Float64Array {
  const beta = new Float64Array(state.length / 4);
  betaInto(state, beta);
  return beta;
}

/** The weights in a state of {@link pathwayModes}. */
export function weightsOfModes(state: Float64Array): DiagonalWeights {
  const D = state.length / 4;
  const half = (plus: number, minus: number, sign: number) =>
    Float64Array.from({ length: D }, (_, d) => (state[plus * D + d] + sign * state[minus * D + d]) / 2);
  return { wp: half(0, 1, 1), wm: half(2, 3, 1), vp: half(0, 1, -1), vm: half(2, 3, -1) };
}

function betaInto(state: Float64Array, beta: Float64Array): void {
  const D = beta.length;
  for (let d = 0; d < D; d++) {
    const up = (state[d] - state[2 * D + d]) * (state[d] + state[2 * D + d]);
    const down = (state[3 * D + d] - state[D + d]) * (state[3 * D + d] + state[D + d]);
    beta[d] = (up + down) / 4;
  }
}
