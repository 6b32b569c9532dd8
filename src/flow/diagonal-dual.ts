import {
  correlationOf,
  type PerCoordinate,
  type Regression,
  type RegressionTask,
  rangeFailure,
  regressionOf,
  spread,
} from './diagonal-network.js';
import { type Flow, flowFrom } from './flow.js';

interface DualSetting {
  readonly regression: Regression;
  readonly c: Float64Array;
}

function settingOf(task: RegressionTask, c: PerCoordinate): DualSetting {
  const regression = regressionOf(task);
  const scale = spread('c', c, regression.features);
  const bad = scale.find((value) => !(value > 0));
  if (bad !== undefined) throw rangeFailure('c', 'c > 0 in every coordinate', bad);
  return { regression, c: scale };
}

const numbered = (name: string, count: number): string[] =>
  Array.from({ length: count }, (_, k) => `${name}[${k + 1}]`);

/**
 * The flow of beta itself from balanced weights: beta' = 2 sqrt(c^2 + beta^2) X^T (y - X beta), beta(0) = 0. It does not
 * depend on lambda.
 * @throws FlowproofError `matrix-shape`; `flow-state` for c <= 0.
 */
export function betaFlow(task: RegressionTask, c: PerCoordinate): Flow {
  const { regression, c: scale } = settingOf(task, c);
  const { features: D, samples, X } = regression;
  const correlate = correlationOf(regression);
  const g = new Float64Array(D);
  return flowFrom(
    {
      dimension: D,
      names: numbered('beta', D),
      evaluate(_time, state, out) {
        correlate(state, g);
        for (let d = 0; d < D; d++) out[d] = 2 * Math.hypot(scale[d], state[d]) * g[d];
      },
      jacobian(_time, state, out) {
        correlate(state, g);
        for (let d = 0; d < D; d++) {
          const root = Math.hypot(scale[d], state[d]);
          for (let e = 0; e < D; e++) {
            let gram = 0;
            for (let s = 0; s < samples; s++) gram += X[s * D + d] * X[s * D + e];
            out[d * D + e] = -2 * root * gram;
          }
          out[d * D + d] += 2 * (state[d] / root) * g[d];
        }
      },
    },
    new Float64Array(D),
  );
}

/**
 * The flow of eta = integral of g: eta' = X^T (y - X (c sinh 2 eta)), eta(0) = 0; beta = c sinh(2 eta).
 * @throws FlowproofError as {@link betaFlow}.
 */
export function etaFlow(task: RegressionTask, c: PerCoordinate): Flow {
  const { regression, c: scale } = settingOf(task, c);
  const { features: D, samples, X } = regression;
  const correlate = correlationOf(regression);
  const beta = new Float64Array(D);
  return flowFrom(
    {
      dimension: D,
      names: numbered('eta', D),
      evaluate(_time, state, out) {
        for (let d = 0; d < D; d++) beta[d] = scale[d] * Math.sinh(2 * state[d]);
        correlate(beta, out);
      },
      jacobian(_time, state, out) {
        for (let e = 0; e < D; e++) {
          const weight = 2 * scale[e] * Math.cosh(2 * state[e]);
          for (let d = 0; d < D; d++) {
            let gram = 0;
            for (let s = 0; s < samples; s++) gram += X[s * D + d] * X[s * D + e];
            out[d * D + e] = -gram * weight;
          }
        }
      },
    },
    new Float64Array(D),
  );
}

/**
 * The n-dimensional dual flow, the cheapest of the equivalent ones: nu' = y - X (c sinh(2 X^T nu)), nu(0) = 0;
 * beta = c sinh(2 X^T nu). It is the gradient flow of the convex Psi(nu) = sum (c/2)(cosh(2 X^T nu) - 1) - y.nu, with
 * Jacobian -X diag(2 sqrt(c^2 + beta^2)) X^T.
 * @throws FlowproofError as {@link betaFlow}.
 */
export function nuFlow(task: RegressionTask, c: PerCoordinate): Flow {
  const { regression, c: scale } = settingOf(task, c);
  const { features: D, samples: n, X, y } = regression;
  const eta = new Float64Array(D);
  const exponent = (state: Float64Array) => {
    eta.fill(0);
    for (let s = 0; s < n; s++) {
      for (let d = 0; d < D; d++) eta[d] += X[s * D + d] * state[s];
    }
  };
  return flowFrom(
    {
      dimension: n,
      names: numbered('nu', n),
      evaluate(_time, state, out) {
        exponent(state);
        for (let d = 0; d < D; d++) eta[d] = scale[d] * Math.sinh(2 * eta[d]);
        for (let s = 0; s < n; s++) {
          let sum = y[s];
          for (let d = 0; d < D; d++) sum -= X[s * D + d] * eta[d];
          out[s] = sum;
        }
      },
      jacobian(_time, state, out) {
        exponent(state);
        for (let d = 0; d < D; d++) eta[d] = 2 * scale[d] * Math.cosh(2 * eta[d]);
        for (let s = 0; s < n; s++) {
          for (let r = 0; r <= s; r++) {
            let sum = 0;
            for (let d = 0; d < D; d++) sum -= X[s * D + d] * eta[d] * X[r * D + d];
            out[s * n + r] = sum;
            out[r * n + s] = sum;
          }
        }
      },
    },
    new Float64Array(n),
  );
}

/** beta = c sinh(2 X^T nu) at a state of {@link nuFlow}. @throws FlowproofError `matrix-shape`, `flow-state`. */
export function betaFromNu(task: RegressionTask, c: PerCoordinate, nu: ArrayLike<number>): Float64Array {
  const { regression, c: scale } = settingOf(task, c);
  const { features: D, samples: n, X } = regression;
  return Float64Array.from({ length: D }, (_, d) => {
    let eta = 0;
    for (let s = 0; s < n; s++) eta += X[s * D + d] * nu[s];
    return scale[d] * Math.sinh(2 * eta);
  });
}
