import { describe, expect, it } from 'vitest';
import { randomStream } from '../../src/domain/random-stream.js';
import { nuFlow } from '../../src/flow/diagonal-dual.js';
import {
  balancedDiagonalWeights,
  betaOf,
  diagonalNetwork,
  diagonalWeightsOf,
} from '../../src/flow/diagonal-network.js';
import { fineTuning } from '../../src/flow/fine-tuning.js';
import { integrate } from '../../src/flow/integrate.js';
import { gradientFlowEndPoint } from '../../src/theory/dual-newton.js';
import { penalty, penaltySlope } from '../../src/theory/penalty.js';
import { twoStage } from '../../src/theory/two-stage.js';
import { weightsFromBeta } from '../../src/theory/weights-from-beta.js';

const random = randomStream(77);
const task = (n: number, D: number) => ({
  X: Array.from({ length: n }, () => Array.from({ length: D }, () => random.normal())),
  y: Array.from({ length: n }, () => random.normal()),
});
const gap = (a: ArrayLike<number>, b: ArrayLike<number>) =>
  Array.from(a).reduce((worst, x, i) => Math.max(worst, Math.abs(x - b[i])), 0);

describe('gradientFlowEndPoint', () => {
  it('interpolates with the slope of the penalty in the row space, for c over 24 decades', () => {
    for (const c of [1e8, 1e4, 1, 1e-4, 1e-8, 1e-12, 1e-16]) {
      for (let k = 0; k < 12; k++) {
        const n = random.integer(1, 6);
        const problem = task(n, n + random.integer(0, 10));
        const { beta, nu, residual } = gradientFlowEndPoint(problem, c);
        expect(residual).toBeLessThan(1e-12);
        beta.forEach((b, d) => {
          const eta = problem.X.reduce((sum, row, s) => sum + row[d] * nu[s], 0);
          expect(Math.abs(penaltySlope(b, c) - eta)).toBeLessThan(1e-9 * (1 + Math.abs(eta)));
        });
      }
    }
  });

  it('is the minimum of the penalty: every feasible move costs', () => {
    for (let k = 0; k < 30; k++) {
      const problem = task(2, 5);
      const c = 10 ** (2 - 6 * random.uniform());
      const { beta } = gradientFlowEndPoint(problem, c);
      const cost = (b: ArrayLike<number>) => Array.from(b).reduce((sum, z) => sum + penalty(z, c), 0);
      // A move in the kernel of X: a random vector minus its row-space part (two rows: Gram-Schmidt by hand).
      const [p, q] = problem.X;
      const inner = (a: number[], b: number[]) => a.reduce((sum, x, i) => sum + x * b[i], 0);
      const u = q.map((x, i) => x - (inner(p, q) / inner(p, p)) * p[i]);
      const v = Array.from({ length: 5 }, () => random.normal());
      const move = v.map(
        (x, i) => x - (inner(v, p) / inner(p, p)) * p[i] - (inner(v, u) / inner(u, u)) * u[i],
      );
      for (const size of [1e-2, -1e-2])
        expect(cost(beta.map((b, d) => b + size * move[d]))).toBeGreaterThan(cost(beta));
    }
  });

  it('is where the weights, and the dual variable, flow', () => {
    for (const c of [1, 0.05, 1e-3]) {
      const problem = task(2, 4);
      const end = gradientFlowEndPoint(problem, c);
      const options = { until: 4000, relativeTolerance: 1e-10, absoluteTolerance: 1e-13 };
      const nu = integrate(nuFlow(problem, c), options).at(4000);
      expect(gap(nu, end.nu)).toBeLessThan(1e-9);
      for (const lambda of [-0.9, 0.6]) {
        const flow = diagonalNetwork(problem, balancedDiagonalWeights(c, lambda, 4));
        const weights = diagonalWeightsOf(integrate(flow, options).at(4000));
        expect(gap(betaOf(weights), end.beta)).toBeLessThan(1e-8);
        const stated = weightsFromBeta(end.beta, c, lambda);
        for (const layer of ['wp', 'wm', 'vp', 'vm'] as const) {
          expect(gap(weights[layer], stated[layer])).toBeLessThan(1e-8);
        }
      }
    }
  });

  it('ends at a least-squares solution for targets outside the range, when asked to', () => {
    const X = [
      [1, 2, -1],
      [2, 4, -2],
      [0.5, 0, 1],
    ];
    const y = [1, 0, 0.5];
    expect(() => gradientFlowEndPoint({ X, y }, 0.1)).toThrow(
      expect.objectContaining({ code: 'target-outside-range' }),
    );
    const end = gradientFlowEndPoint({ X, y }, 0.1, { outsideRange: 'least-squares' });
    const flow = diagonalNetwork({ X, y }, balancedDiagonalWeights(0.1, 0.3, 3));
    const state = integrate(flow, { until: 2000, relativeTolerance: 1e-10, absoluteTolerance: 1e-13 }).at(
      2000,
    );
    expect(gap(betaOf(diagonalWeightsOf(state)), end.beta)).toBeLessThan(1e-8);
    // Dependent rows with consistent targets are no obstacle.
    const consistent = gradientFlowEndPoint({ X, y: [1, 2, 0.5] }, 0.1);
    expect(consistent.residual).toBeLessThan(1e-13);
  });

  it('does not depend on the units of X and y, up to the ends of float64', () => {
    const [X, y, c] = [
      [
        [1, 2, 3],
        [0, 1, -1],
      ],
      [1, 2],
      0.1,
    ];
    const one = gradientFlowEndPoint({ X, y }, c);
    for (const k of [1e-250, 1e-100, 1e100, 1e250]) {
      const long = gradientFlowEndPoint({ X, y: y.map((v) => v * k) }, c * k);
      expect(
        gap(
          long.beta.map((b) => b / k),
          one.beta,
        ),
      ).toBeLessThan(1e-13);
      const wide = gradientFlowEndPoint(
        { X: X.map((row) => row.map((x) => x * k)), y: y.map((v) => v * k) },
        c,
      );
      expect(gap(wide.beta, one.beta)).toBeLessThan(1e-13);
      expect(
        gap(
          wide.nu.map((v) => v * k),
          one.nu,
        ),
      ).toBeLessThan(1e-12);
      // Far from its own units the problem ends in an answer or a FlowproofError, and it ends.
      expect(gradientFlowEndPoint({ X, y: y.map((v) => v * k) }, c).residual).toBeLessThan(1e-9);
    }
    const subnormal = () => gradientFlowEndPoint({ X, y }, 5e-324);
    expect(subnormal).toThrow(expect.objectContaining({ name: 'FlowproofError' }));
  });

  it('answers y = 0 with 0 and refuses c <= 0 and shapes that do not fit', () => {
    expect([...gradientFlowEndPoint({ X: [[1, 2]], y: [0] }, 1).beta]).toEqual([0, 0]);
    const outside = expect.objectContaining({ code: 'theory-domain' });
    expect(() => gradientFlowEndPoint({ X: [[1, 2]], y: [1] }, 0)).toThrow(outside);
    expect(() => gradientFlowEndPoint({ X: [[1, 2]], y: [1] }, [1, -1])).toThrow(outside);
    const shape = expect.objectContaining({ code: 'matrix-shape' });
    expect(() => gradientFlowEndPoint({ X: [[1, 2]], y: [1] }, [1])).toThrow(shape);
    expect(() => gradientFlowEndPoint({ X: [[1, Number.NaN]], y: [1] }, 1)).toThrow(shape);
    const none = expect.objectContaining({ code: 'target-outside-range' });
    expect(() => gradientFlowEndPoint({ X: [[0, 0]], y: [1] }, 1)).toThrow(none);
  });
});

describe('twoStage', () => {
  it('is the two-stage weight flow', () => {
    const [pretraining, second] = [task(2, 4), task(2, 4)];
    const options = { until: 4000, relativeTolerance: 1e-10, absoluteTolerance: 1e-13 };
    for (const [c, lambda, gamma] of [
      [0.5, -0.7, 0.3],
      [0.05, 0.4, 0.05],
    ]) {
      const stated = twoStage({ pretraining, fineTuning: second, c, lambda, gamma });
      const first = integrate(diagonalNetwork(pretraining, balancedDiagonalWeights(c, lambda, 4)), options);
      const restart = fineTuning(second, diagonalWeightsOf(first.at(4000)), gamma);
      const end = diagonalWeightsOf(integrate(restart, options).at(4000));
      expect(gap(betaOf(end), stated.fineTuned.beta)).toBeLessThan(1e-8);
      for (const layer of ['wp', 'wm', 'vp', 'vm'] as const) {
        expect(gap(end[layer], stated.fineTunedWeights[layer])).toBeLessThan(1e-8);
      }
    }
  });

  it('loses no digit in the pathway that loses: wm = c(1 - lambda^2)^(1/2) stays conserved', () => {
    for (const lambda of [-0.999, -1e-9, 0, 1e-9, 0.5]) {
      const { wp, wm, vp, vm } = weightsFromBeta([1e6], 1e-6, lambda);
      expect((vp[0] * wp[0] - vm[0] * wm[0]) / 1e6).toBeCloseTo(1, 14);
      // wp wm + vp vm = c is a difference of huge numbers unless lambda = 0; wp vm + vp wm is not small either.
      const size = Math.abs(wp[0] * wm[0]) + 1e-6;
      expect(Math.abs(wp[0] * wm[0] + vp[0] * vm[0] - 1e-6)).toBeLessThan(4e-15 * size);
    }
    // At lambda = 0 the losing pathway is sqrt(c/2) e^-eta, here 5e-16, to full precision.
    const { wm } = weightsFromBeta([1e6], 1e-6, 0);
    expect(wm[0] / Math.sqrt(5e-7 / 2e12)).toBeCloseTo(1, 13);
  });

  it('refuses dead coordinates, ranges and tasks of different widths', () => {
    const input = { pretraining: task(1, 3), fineTuning: task(1, 3), c: 1, lambda: -1, gamma: 0 };
    expect(() => twoStage(input)).toThrow(expect.objectContaining({ code: 'dead-coordinate' }));
    const outside = expect.objectContaining({ code: 'theory-domain' });
    expect(() => twoStage({ ...input, lambda: -1.1 })).toThrow(outside);
    expect(() => twoStage({ ...input, gamma: Number.NaN })).toThrow(outside);
    expect(() => twoStage({ ...input, c: 0 })).toThrow(outside);
    expect(() => twoStage({ ...input, lambda: 0, fineTuning: task(1, 4) })).toThrow(
      expect.objectContaining({ code: 'matrix-shape' }),
    );
  });
});
