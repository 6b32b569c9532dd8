import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  ellOrder,
  fineTuningScale,
  penalty,
  penaltyConjugate,
  penaltyCurvature,
  penaltyScaleSlope,
  penaltySlope,
  pretrainingDependence,
  scaleElasticity,
} from '../../src/theory/penalty.js';
import { referenceOf } from '../fixtures/reference.js';

interface Entry {
  kind: string;
  inputs: Record<string, string>;
  value: Record<string, string>;
  wrong_half_argument?: string;
  wrong_ell_half_argument?: string;
  wrong_gamma2_without_2?: string;
}
const close = (found: number, stated: string) => {
  const value = Number(stated);
  expect(Math.abs(found - value)).toBeLessThanOrEqual(4e-15 * Math.abs(value));
};
const setting = ({ beta_PT, c, lam, gam }: Record<string, string>) => ({
  betaPT: Number(beta_PT),
  c: Number(c),
  lambda: Number(lam),
  gamma: Number(gam),
});

describe('the penalty against 30-digit values', () => {
  it.each(referenceOf<Entry>('q'))('q at $inputs', ({ inputs, value, wrong_half_argument }) => {
    const [z, c] = [Number(inputs.z), Number(inputs.sqrt_k) / 2];
    close(penalty(z, c), value.q);
    close(penaltySlope(z, c), value.dq);
    close(penaltyCurvature(z, c), value.d2q);
    close(penaltyScaleSlope(z, c), value.dq_dsqrtk);
    // The penalty of 2c, a published mistake, is a different number.
    expect(penalty(z, c) / Number(wrong_half_argument)).toBeGreaterThan(1.01);
  });

  it.each(referenceOf<Entry>('k_d'))('c_FT at $inputs', ({ inputs, value }) => {
    close(fineTuningScale(setting(inputs)), value.c_FT);
  });

  it.each(referenceOf<Entry>('ell_pd'))(
    'ell and PD at $inputs',
    ({ inputs, value, wrong_ell_half_argument }) => {
      const at = setting(inputs);
      const betaFT = Number(inputs.beta_FT);
      const ell = ellOrder(betaFT, fineTuningScale(at));
      close(ell, value.ell);
      // PD and E are products of up to six rounded factors.
      expect(pretrainingDependence(betaFT, at)).toBeCloseTo(Number(value.PD), 14);
      expect(scaleElasticity(at)).toBeCloseTo(Number(value.E), 14);
      if (Math.abs(ell - 2) > 1e-6)
        expect(Math.abs(ell - Number(wrong_ell_half_argument))).toBeGreaterThan(1e-7);
    },
  );
});

const scale = fc.double({ min: -12, max: 8, noNaN: true }).map((e) => 10 ** e);
const real = fc.tuple(scale, fc.boolean()).map(([x, sign]) => (sign ? x : -x));

describe('laws of the penalty', () => {
  it('is even, homogeneous, and Fenchel-dual to its conjugate', () => {
    fc.assert(
      fc.property(real, scale, scale, (z, c, a) => {
        const q = penalty(z, c);
        expect(penalty(-z, c)).toBe(q);
        expect(Math.abs(penalty(a * z, a * c) / (a * q) - 1)).toBeLessThan(1e-13);
        const e = penaltySlope(z, c);
        // q(z) + q*(e) = e z where e = q'(z); sinh carries the error of e into q* times 2 e.
        const sum = q + penaltyConjugate(e, c);
        expect(Math.abs(sum - e * z)).toBeLessThan(1e-13 * (1 + 2 * Math.abs(e)) * (q + Math.abs(e * z)));
      }),
      { seed: 1, numRuns: 2000 },
    );
  });

  it('lies between its logarithmic bounds for every z', () => {
    fc.assert(
      fc.property(real, scale, (z, c) => {
        const excess = penalty(z, c) - (Math.abs(z) / 2) * (Math.log((2 * Math.abs(z)) / c) - 1);
        const noise = 1e-14 * Math.abs(z) * (2 + Math.abs(Math.log(Math.abs(z) / c)));
        expect(excess).toBeGreaterThanOrEqual(-noise);
        expect(excess).toBeLessThanOrEqual(c / 2 + noise);
      }),
      { seed: 2, numRuns: 2000 },
    );
  });

  it('keeps ell and PD in the triangle 1 <= ell <= 2, 1 - ell <= PD <= 0', () => {
    fc.assert(
      fc.property(
        real,
        real,
        scale,
        fc.double({ min: -1, max: 1, noNaN: true }),
        scale,
        (z, b, c, lambda, gamma) => {
          const at = { betaPT: b, c, lambda, gamma };
          const ell = ellOrder(z, fineTuningScale(at));
          const pd = pretrainingDependence(z, at);
          expect(ell).toBeGreaterThanOrEqual(1);
          expect(ell).toBeLessThanOrEqual(2);
          expect(pd).toBeLessThanOrEqual(0);
          expect(pd).toBeGreaterThanOrEqual(1 - ell - 1e-14);
        },
      ),
      { seed: 3, numRuns: 2000 },
    );
  });

  it('survives the ends of the float range', () => {
    expect(penalty(1e300, 1e-300)).toBeCloseTo(0.5e300 * (Math.log(2) + 600 * Math.log(10) - 1), -290);
    expect(penalty(5e-324, 1e300)).toBe(0);
    expect(penalty(0, 1)).toBe(0);
    expect(ellOrder(0, 1)).toBe(2);
    expect(ellOrder(1e300, 1e-300)).toBeGreaterThan(1);
  });

  it('refuses what the theory does not speak of', () => {
    const outside = expect.objectContaining({ code: 'theory-domain' });
    for (const c of [0, -1, Number.NaN, Number.POSITIVE_INFINITY])
      expect(() => penalty(1, c)).toThrow(outside);
    expect(() => penalty(Number.NaN, 1)).toThrow(outside);
    expect(() => fineTuningScale({ betaPT: 1, c: 1, lambda: 1.1, gamma: 0 })).toThrow(outside);
    expect(() => fineTuningScale({ betaPT: 1, c: 1, lambda: 0, gamma: -1 })).toThrow(outside);
    expect(() => scaleElasticity({ betaPT: 1, c: 1, lambda: -1, gamma: 0 })).toThrow(
      expect.objectContaining({ code: 'dead-coordinate' }),
    );
  });
});
