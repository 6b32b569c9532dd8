import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FlowproofError } from '../../../src/errors.js';
import {
  classifyRegime,
  coordinateWith,
  type FineTunedCoordinate,
  MONOTONICITY,
  orderSensitivity,
  REGIME_PARAMETERS,
  regimeLimits,
} from '../../../src/theory/regimes/index.js';
import { coordinates, moderate } from './arbitraries.js';

describe('monotonicity in every parameter', () => {
  it('has the stated signs everywhere', () => {
    fc.assert(
      fc.property(coordinates, (at) => {
        const found = orderSensitivity({ ...at, gamma: at.gamma + 1e-8 });
        for (const of of ['ell', 'pd'] as const) {
          for (const name of REGIME_PARAMETERS) {
            // Underflow may reach zero, never the other sign.
            expect(found[of][name] * MONOTONICITY[of][name]).toBeGreaterThanOrEqual(0);
          }
        }
      }),
      { seed: 1, numRuns: 3000 },
    );
  });

  it('is strict where no number is extreme, and the derivatives are those of ell and PD', () => {
    fc.assert(
      fc.property(moderate, fc.constantFrom(...REGIME_PARAMETERS), (at, name) => {
        const found = orderSensitivity(at);
        const h = 1e-4 * (name === 'lambda' ? 1 + at.lambda : at[name]);
        const value = (offset: number) => classifyRegime({ ...at, [name]: at[name] + offset });
        for (const of of ['ell', 'pd'] as const) {
          expect(found[of][name] * MONOTONICITY[of][name]).toBeGreaterThan(0);
          const slope = (offset: number) => (value(offset)[of] - value(-offset)[of]) / (2 * offset);
          // One step of Richardson; what is left is h^4 and rounding.
          const expected = (4 * slope(h) - slope(2 * h)) / 3;
          const noise = (3e-15 * (1 + Math.abs(value(0)[of]))) / h;
          expect(Math.abs(found[of][name] - expected)).toBeLessThan(noise + 1e-9 * Math.abs(expected));
        }
      }),
      { seed: 2, numRuns: 2000 },
    );
  });

  it('refutes a peak of |PD| at intermediate gamma: published values fall throughout', () => {
    const at = (gamma: number) => classifyRegime({ c: 0.01, lambda: -0.9, gamma, betaPT: 1, betaFT: 1 }).pd;
    const stated = [-0.4294, -0.4033, -0.3446, -0.2829, -0.1904, -0.0819, -0.011];
    [0, 0.1, 0.2, 0.3, 0.5, 1, 3].forEach((gamma, n) => {
      expect(Math.abs(at(gamma) - stated[n])).toBeLessThan(6e-5);
    });
  });

  it('is finite at the ends', () => {
    const ends: FineTunedCoordinate[] = [
      { c: 1, lambda: -1, gamma: 1, betaPT: 1, betaFT: 1 },
      { c: 1, lambda: 1, gamma: 0, betaPT: 0, betaFT: 0 },
      { c: 1e-16, lambda: 1, gamma: 0, betaPT: 1, betaFT: 1e8 },
    ];
    for (const at of ends) {
      const { ell, pd } = orderSensitivity(at);
      expect([...Object.values(ell), ...Object.values(pd)].every(Number.isFinite)).toBe(true);
    }
    // At lambda = -1 PD is 0 and about to fall.
    expect(orderSensitivity(ends[0]).pd.lambda).toBeLessThan(0);
  });
});

describe('the limits of the regimes', () => {
  const limits = regimeLimits();
  const at = { c: 0.3, lambda: -0.2, gamma: 0.4, betaPT: 1.3, betaFT: 0.7 };
  /** |exact/leading - 1| on the way to the limit. */
  const errors = (limit: (typeof limits)[number], factor = 1) =>
    [1e-3, 1e-4].map((t) => {
      const moved = limit.along(at, t);
      return Math.abs(limit.exact(moved) / (factor * limit.leading(moved)) - 1);
    });
  const approaches = ([far, near]: number[], order: number) =>
    near < 0.01 && near < far / 10 ** (0.7 * order);

  it.each(limits)('$id: $quantity as $towards', (limit) => {
    // Errors of second order reach rounding.
    const [far, near] = errors(limit);
    expect(far).toBeLessThan(0.05);
    expect(near < 1e-12 || approaches([far, near], limit.order)).toBe(true);
  });

  it.each(limits)('$id is not half or twice as much (negative control)', (limit) => {
    for (const factor of [0.5, 2, 1.02]) expect(approaches(errors(limit, factor), limit.order)).toBe(false);
  });

  it('lead into their corners', () => {
    const far: [FineTunedCoordinate, string][] = [
      [{ ...at, betaFT: 1e9 }, 'I'],
      [{ ...at, c: 1e-6, gamma: 0, betaFT: 1e-3 }, 'II'],
      [{ ...at, c: 1e6 }, 'III'],
      [{ ...at, gamma: 1e4 }, 'III'],
    ];
    for (const [point, regime] of far) expect(classifyRegime(point).regime).toBe(regime);
  });

  it('c -> 0 with lambda -> 1 alone leads to (1.963, 1 - 1.963), not to (2, -1)', () => {
    // s/(s - tanh(s/2)) at sinh s = 1/2, to 20 digits: 1.9629773696123065365.
    const { ell, pd } = classifyRegime({ c: 1e-16, lambda: 1, gamma: 0, betaPT: 1, betaFT: 1 });
    expect(Math.abs(ell - 1.9629773696123065)).toBeLessThan(1e-14);
    expect(Math.abs(pd - (1 - ell))).toBeLessThan(1e-14);
  });
});

describe('the sharp bounds', () => {
  it('are attained: every pair inside of the triangle belongs to a coordinate', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 1.01, max: 1.999, noNaN: true }),
        fc.double({ min: 0, max: 0.999, noNaN: true }),
        (ell, part) => {
          const pd = 0 - part * (ell - 1);
          const found = classifyRegime(coordinateWith(ell, pd));
          expect(Math.abs(found.ell - ell)).toBeLessThan(1e-13);
          expect(Math.abs(found.pd - pd)).toBeLessThan(1e-13);
        },
      ),
      { seed: 4, numRuns: 2000 },
    );
  });

  it.each([
    [1, -1],
    [1.4, -0.5],
    [2, 0],
    [1, 0],
    [1.5, -0.5],
    [1.5, 0.1],
  ])('refuse (%d, %d)', (ell, pd) => {
    expect(() => coordinateWith(ell, pd)).toThrow(FlowproofError);
  });
});
