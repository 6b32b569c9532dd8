import fc from 'fast-check';
import type { FineTunedCoordinate } from '../../../src/theory/regimes/index.js';

const decades = (low: number, high: number) =>
  fc.double({ min: low, max: high, noNaN: true }).map((e) => 10 ** e);

export const scale = decades(-8, 8);

/** Coordinates over the whole range in use, the ends lambda = 1 and gamma = 0 among them. */
export const coordinates: fc.Arbitrary<FineTunedCoordinate> = fc.record({
  c: decades(-16, 8),
  lambda: fc.oneof(
    fc.double({ min: -0.999999, max: 1, noNaN: true }),
    decades(-6, 0).map((e) => -1 + e),
    fc.constant(1),
  ),
  gamma: fc.oneof(decades(-8, 4), fc.constant(0)),
  betaPT: decades(-8, 8),
  betaFT: decades(-8, 8),
});

/** The same with every number near 1: where all regimes are. */
export const moderate: fc.Arbitrary<FineTunedCoordinate> = fc.record({
  c: decades(-2, 2),
  lambda: fc.double({ min: -0.99, max: 0.99, noNaN: true }),
  gamma: decades(-2, 1),
  betaPT: decades(-2, 2),
  betaFT: decades(-2, 2),
});
