import { type DiagonalWeights, spread } from '../flow/diagonal-network.js';
import { outside } from './penalty.js';

/**
 * The four weights of each coordinate when balanced weights have reached beta: with e^(2 eta) = (beta + R) / c,
 * R = sqrt(c^2 + beta^2), wp = ((w0 + v0) e^eta + (w0 - v0) e^-eta) / 2 and so on. Written over e^|eta| and with
 * w0 - v0 = lambda c / (w0 + v0), no digit is lost in the losing pathway.
 * @throws FlowproofError `theory-domain`; `matrix-shape`.
 */
export function weightsFromBeta(
  beta: ArrayLike<number>,
  c: number | ArrayLike<number>,
  lambda: number | ArrayLike<number>,
): DiagonalWeights {
  const features = beta.length;
  const scales = spread('c', c, features);
  const lambdas = spread('lambda', lambda, features);
  const [wp, wm, vp, vm] = [0, 1, 2, 3].map(() => new Float64Array(features));
  for (let d = 0; d < features; d++) {
    const scale = scales[d];
    if (!(scale > 0)) throw outside('c', 'c > 0', scale);
    if (!(Math.abs(lambdas[d]) <= 1)) throw outside('lambda', 'a number in [-1, 1]', lambdas[d]);
    const plus = Math.sqrt((scale * (1 + lambdas[d])) / 2) + Math.sqrt((scale * (1 - lambdas[d])) / 2);
    const minus = (lambdas[d] * scale) / plus;
    const b = Math.abs(beta[d]);
    const growth = Math.sqrt((b + Math.hypot(scale, b)) / scale);
    const up = beta[d] >= 0 ? growth : 1 / growth;
    const down = beta[d] >= 0 ? 1 / growth : growth;
    wp[d] = (plus * up + minus * down) / 2;
    vp[d] = (plus * up - minus * down) / 2;
    wm[d] = (plus * down + minus * up) / 2;
    vm[d] = (plus * down - minus * up) / 2;
  }
  return { wp, wm, vp, vm };
}
