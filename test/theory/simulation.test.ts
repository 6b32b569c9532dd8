import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { randomStream } from '../../src/domain/random-stream.js';
import { spikeAndSlab } from '../../src/theory/generalization/index.js';
import {
  drawRegression,
  finiteTasks,
  simulatedError,
  simulatedErrors,
} from '../../src/theory/simulation/index.js';

const shares = fc.record({
  rhoPT: fc.double({ min: 0.01, max: 1, noNaN: true }),
  rhoShared: fc.double({ min: 0.01, max: 1, noNaN: true }),
  rhoNew: fc.double({ min: 0, max: 1, noNaN: true }),
});
const subset = spikeAndSlab({ rhoPT: 0.2, rhoShared: 0.25, rhoNew: 0 });
const setting = { tasks: subset, c: 1e-2, lambda: -0.5, gamma: 0.1, alpha: 0.3, features: 60 };

describe('tasks at a finite number of features', () => {
  it('have as many coordinates of each component as its share says, to within one', () => {
    fc.assert(
      fc.property(shares, fc.integer({ min: 1, max: 500 }), (rho, features) => {
        const tasks = spikeAndSlab(rho);
        const { betaPT, betaFT } = finiteTasks(tasks, features);
        expect([betaPT.length, betaFT.length]).toEqual([features, features]);
        for (const { weight, betaPT: first, betaFT: second } of tasks) {
          const count = betaPT.filter((value, d) => value === first && betaFT[d] === second).length;
          expect(Math.abs(count - weight * features)).toBeLessThan(1);
        }
      }),
    );
  });

  it.each([0, -3, 2.5, Number.NaN])('are refused for %s features', (features) => {
    expect(() => finiteTasks(subset, features)).toThrow(/number of features/);
  });
});

describe('drawn data', () => {
  it('has inputs of the variance 1/D, and targets that are fitted up to the noise', () => {
    const beta = Float64Array.from({ length: 200 }, (_, d) => Math.sin(d));
    const { X, y } = drawRegression(beta, 400, 0.25, randomStream(3));
    const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
    // 80,000 squares of the variance 2: four standard errors are 0.02.
    expect(Math.abs(200 * mean(X.flatMap((row) => Array.from(row, (x) => x * x))) - 1)).toBeLessThan(0.02);
    const noise = X.map((row, s) => Array.from(row).reduce((r, x, d) => r - x * beta[d], y[s]));
    expect(Math.abs(mean(noise.map((r) => r * r)) - 0.25)).toBeLessThan(0.08);
    expect(drawRegression(beta, 3, 0, randomStream(3)).y[0]).not.toBe(y[1]);
  });
});

describe('a simulated error', () => {
  it('is that of the same data for every initialisation, and depends on the seed alone', () => {
    const starts = [-0.9, 0, 1].map((lambda) => ({ c: 1e-2, lambda, gamma: 0.1 }));
    const together = simulatedErrors(setting, starts, randomStream(8));
    const apart = starts.map((start) => simulatedError({ ...setting, ...start }, randomStream(8)));
    expect(together).toEqual(apart);
    expect(new Set(together.map(({ fineTuning }) => fineTuning)).size).toBe(3);
    expect(simulatedError(setting, randomStream(9))).not.toEqual(simulatedError(setting, randomStream(8)));
  });

  it('does not depend on c or on the pretraining task at lambda = -1', () => {
    const at = (c: number) => simulatedError({ ...setting, c, lambda: -1 }, randomStream(2)).fineTuning;
    expect(at(1e-3)).toBe(at(50));
  });

  it('of pretraining is 0 on infinite data, and is measured on finite data', () => {
    expect(simulatedError(setting, randomStream(1)).pretraining).toBe(0);
    expect(simulatedError({ ...setting, alphaPT: 0.4 }, randomStream(1)).pretraining).toBeGreaterThan(0.01);
  });

  it.each([
    ['alpha', { alpha: 1 }],
    ['alpha', { alpha: 1e-4 }],
    ['alphaPT', { alphaPT: 1.5 }],
    ['gamma', { lambda: -1, gamma: 0 }],
  ])('is refused for %s out of range: %o', (_, change) => {
    expect(() => simulatedError({ ...setting, ...change }, randomStream(1))).toThrow(
      expect.objectContaining({ code: 'theory-domain' }),
    );
  });
});
