import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FlowproofError } from '../../../src/errors.js';
import { ellOrder, fineTuningScale, pretrainingDependence } from '../../../src/theory/penalty.js';
import {
  classifyRegime,
  type FineTunedCoordinate,
  orderArgument,
  type Regime,
  type RegimeShares,
  regimeOfShares,
  regimeShares,
} from '../../../src/theory/regimes/index.js';
import { coordinates, scale } from './arbitraries.js';

/** Spike-and-slab tasks: share of pretraining features, of those that are kept, of the others that are new. */
const TASKS = {
  subset: [0.2, 0.25, 0],
  full: [0.2, 1, 0],
  new: [0.2, 0, 0.1],
  mixed: [0.2, 0.5, 0.05],
} as const;

/** The configurations of the published comparison with gradient flow, and the regime of their shared coordinates. */
const CONFIGURATIONS: readonly [string, keyof typeof TASKS, number, number, number, Regime][] = [
  ['I-a', 'subset', 1e-3, -0.9999, 1e-4, 'I'],
  ['I-b', 'new', 1e-3, -0.9999, 1e-4, 'I'],
  ['I-c', 'mixed', 1e-4, -1, 1e-3, 'I'],
  ['I-d', 'subset', 1e-3, -0.97, 1e-2, 'I'],
  ['II-a', 'full', 1e-3, 1, 1e-2, 'II'],
  ['II-b', 'subset', 1e-3, 1, 1e-2, 'II'],
  ['II-c', 'mixed', 1e-2, 1, 0, 'II'],
  ['II-d', 'full', 1e-3, 1, 1e-2, 'II'],
  ['III-a', 'subset', 20, 0, 0.1, 'III'],
  ['III-b', 'mixed', 1e-3, 0, 6, 'III'],
  ['III-c', 'new', 20, 0.5, 0, 'III'],
  ['IV-a', 'subset', 1e-3, -0.9, 1e-3, 'IV'],
  ['IV-c', 'mixed', 1e-2, -0.8, 5e-2, 'IV'],
  ['IV-d', 'full', 1e-2, -0.9, 1e-2, 'IV'],
  ['mid-a', 'mixed', 0.3, 0, 0.3, 'II'],
  ['mid-b', 'subset', 0.1, 0.5, 0.5, 'II'],
  ['mid-c', 'new', 0.5, -0.5, 0.2, 'IV'],
  ['mid-d', 'full', 1, 0, 1, 'X'],
];

const shared = ([, task, c, lambda, gamma]: (typeof CONFIGURATIONS)[number]): FineTunedCoordinate => {
  const [rhoPT, rhoShared, rhoNew] = TASKS[task];
  const rhoFT = rhoPT * rhoShared + (1 - rhoPT) * rhoNew;
  return { c, lambda, gamma, betaPT: 1 / Math.sqrt(rhoPT), betaFT: 1 / Math.sqrt(rhoFT) };
};

const failure = (work: () => unknown): FlowproofError => {
  try {
    work();
  } catch (error) {
    if (error instanceof FlowproofError) return error;
    throw error;
  }
  throw new Error('expected a failure');
};

describe('the regime of a coordinate', () => {
  it.each(CONFIGURATIONS)('of configuration %s', (...configuration) => {
    expect(classifyRegime(shared(configuration)).regime).toBe(configuration[5]);
  });

  /** Rules that are wrong, each by one plausible step. */
  const wrongRules: [string, (at: FineTunedCoordinate) => Regime][] = [
    [
      'cuts at ell = 3/2 and PD = -1/2, which leave no IV',
      (at) => {
        const { ell, pd } = classifyRegime(at);
        return ell < 1.5 ? (pd > -0.5 ? 'I' : 'IV') : pd < -0.5 ? 'II' : 'III';
      },
    ],
    ['the half argument', (at) => classifyRegime({ ...at, betaFT: at.betaFT / 2 }).regime],
    [
      'lambda of the other sign',
      (at) => classifyRegime({ ...at, lambda: -at.lambda, gamma: at.gamma + 1e-9 }).regime,
    ],
    ['lambda ignored', (at) => classifyRegime({ ...at, lambda: 0 }).regime],
    [
      'II and III exchanged',
      (at) => {
        const { aI, aII, aIII } = regimeShares(at);
        return regimeOfShares({ aI, aII: aIII, aIII: aII });
      },
    ],
    [
      'IV wherever no corner is near',
      (at) => {
        const { regime } = classifyRegime(at);
        return regime === 'X' ? 'IV' : regime;
      },
    ],
  ];

  it.each(wrongRules)('is not what %s makes of it (negative control)', (_, rule) => {
    const examples = CONFIGURATIONS.map((line): [FineTunedCoordinate, Regime] => [shared(line), line[5]]);
    // A new coordinate with u = 30, beyond the first u of regime I.
    examples.push([{ c: 0.5, lambda: 0, gamma: 0, betaPT: 0, betaFT: 30 }, 'I']);
    expect(examples.filter(([at, regime]) => rule(at) !== regime)).not.toEqual([]);
  });

  it('is I from u = 23.02078520542296 on, and not before', () => {
    const at = (u: number) => classifyRegime({ c: 0.5, lambda: 0, gamma: 0, betaPT: 0, betaFT: u }).regime;
    expect([at(23.0207852054228), at(23.0207852054231)]).toEqual(['X', 'I']);
  });

  it('is that of the shares: corners, edges, and each side of every cut', () => {
    const share = (aI: number, aII: number): RegimeShares => ({ aI, aII, aIII: 1 - aI - aII });
    const at = (aI: number, aII: number) => regimeOfShares(share(aI, aII));
    expect([at(1, 0), at(0, 1), at(0, 0)]).toEqual(['I', 'II', 'III']);
    expect([at(0.67, 0.33), at(0.66, 0.34), at(0.34, 0.66), at(0.33, 0.67)]).toEqual(['I', 'IV', 'IV', 'II']);
    expect([at(0.35, 0.33), at(0.33, 0.33), at(0.17, 0.17), at(0.16, 0.16)]).toEqual(['IV', 'X', 'X', 'III']);
    expect([at(0.5, 0), at(0, 0.5)]).toEqual(['X', 'X']);
  });

  it('says how far the shares are from a boundary', () => {
    fc.assert(
      fc.property(
        coordinates,
        fc.double({ min: -1, max: 1, noNaN: true }),
        fc.integer({ min: 0, max: 2 }),
        (at, t, k) => {
          const { aI, aII, aIII, margin, regime } = classifyRegime(at);
          expect(margin).toBeGreaterThanOrEqual(0);
          const moved = [aI, aII, aIII];
          // Each share moves by less than the margin, their sum by nothing.
          moved[k] += 0.49 * margin * t;
          moved[(k + 1) % 3] -= 0.49 * margin * t;
          expect(regimeOfShares({ aI: moved[0], aII: moved[1], aIII: moved[2] })).toBe(regime);
        },
      ),
      { seed: 3, numRuns: 2000 },
    );
  });
});

describe('laws of the shares', () => {
  it('are coordinates in a triangle: not negative, with sum 1, and the mixture is (ell, PD)', () => {
    fc.assert(
      fc.property(coordinates, (at) => {
        const { aI, aII, aIII, ell, pd, cFT } = classifyRegime(at);
        for (const share of [aI, aII, aIII]) expect(share).toBeGreaterThanOrEqual(0);
        expect(Math.abs(aI + aII + aIII - 1)).toBeLessThan(4e-15);
        expect(Math.abs(ell - ellOrder(at.betaFT, cFT))).toBeLessThan(4e-15);
        expect(Math.abs(pd - pretrainingDependence(at.betaFT, at))).toBeLessThan(4e-15);
        expect(cFT).toBe(fineTuningScale(at));
      }),
      { seed: 1, numRuns: 5000 },
    );
  });

  it('are free of units and signs: (c, gamma^2, beta) scaled by a are the same point', () => {
    fc.assert(
      fc.property(coordinates, scale, fc.boolean(), (at, a, sign) => {
        const { c, lambda, gamma, betaPT, betaFT } = at;
        const scaled = {
          c: a * c,
          lambda,
          gamma: Math.sqrt(a) * gamma,
          betaPT: (sign ? a : -a) * betaPT,
          betaFT: (sign ? -a : a) * betaFT,
        };
        const [one, other] = [regimeShares(at), regimeShares(scaled)];
        for (const name of ['aI', 'aII', 'aIII'] as const) {
          expect(Math.abs(one[name] - other[name])).toBeLessThanOrEqual(1e-13 * one[name] + 1e-300);
        }
      }),
      { seed: 2, numRuns: 2000 },
    );
  });

  it('are the same where only gamma is not scaled? No (negative control)', () => {
    const at = { c: 0.1, lambda: 0, gamma: 0.5, betaPT: 1, betaFT: 1 };
    const scaled = regimeShares({ ...at, c: 1, betaPT: 10, betaFT: 10 });
    expect(Math.abs(scaled.aII - regimeShares(at).aII)).toBeGreaterThan(0.1);
  });

  it('keep their digits where they are tiny', () => {
    // 2 - ell = u^2/6 - ..., 1 - E = c/b (at gamma = 0).
    const lazy = regimeShares({ c: 1e8, lambda: 1, gamma: 0, betaPT: 1, betaFT: 1e-3 });
    expect(lazy.aI / ((1e-3 / 4e8) ** 2 / 6)).toBeCloseTo(1, 14);
    const rich = regimeShares({ c: 1e-16, lambda: 1, gamma: 0, betaPT: 1, betaFT: 1e-6 });
    expect(rich.aIII / 1e-16).toBeCloseTo(1, 11);
    expect(1 - (2 - lazy.aI - 1)).toBe(0);
  });

  it('hold at the ends: lambda = -1 and 1, gamma = 0, c from 1e-16 to 1e8', () => {
    for (const c of [1e-16, 1, 1e8]) {
      for (const lambda of [-1, 1]) {
        for (const gamma of lambda === -1 ? [1e-8, 1e4] : [0, 1e4]) {
          for (const beta of [0, 1e-8, 1e8]) {
            const { ell, pd, regime } = classifyRegime({ c, lambda, gamma, betaPT: beta, betaFT: 1 });
            expect(ell).toBeGreaterThan(1);
            expect(ell).toBeLessThanOrEqual(2);
            if (beta === 0 || lambda === -1) expect(Object.is(pd, 0)).toBe(true);
            expect(['I', 'II', 'III', 'IV', 'X']).toContain(regime);
          }
        }
      }
    }
  });
});

describe('the argument of an order', () => {
  it.each([
    [1.5, 2.575678909920331, 6.532066514068173],
    [1.1, 10.999632433641397, 29926.06901119926],
    [1.25, 4.928119358173284, 69.05613724625195],
    [1.75, 1.438031933619111, 1.9875014343453681],
    [1.9, 0.8210487820516892, 0.9164561831629991],
  ])('ell = %d', (ell, s, u) => {
    expect(Math.abs(orderArgument(ell) / s - 1)).toBeLessThan(1e-14);
    expect(Math.abs(Math.sinh(orderArgument(ell)) / u - 1)).toBeLessThan(2e-14);
  });

  it('is the inverse of the order', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 1.003, max: 2, minExcluded: true, maxExcluded: true, noNaN: true }),
        (ell) => {
          expect(Math.abs(ellOrder(Math.sinh(orderArgument(ell)), 1) - ell)).toBeLessThan(4e-15);
        },
      ),
      { seed: 5, numRuns: 2000 },
    );
  });

  it.each([1, 0.5, 2.1, Number.NaN])('refuses ell = %d', (ell) => {
    expect(failure(() => orderArgument(ell)).code).toBe('theory-domain');
  });
});

describe('coordinates outside of the theory', () => {
  const at = { c: 1, lambda: 0, gamma: 0.1, betaPT: 1, betaFT: 1 };
  it.each([
    [{ lambda: -1.01 }, 'theory-domain', /lambda is outside.*\[-1, 1\]/],
    [{ lambda: 1.01 }, 'theory-domain', /lambda/],
    [{ lambda: Number.NaN }, 'theory-domain', /lambda/],
    [{ c: 0 }, 'theory-domain', /c is outside.*both layers start at zero and never move/],
    [{ c: -1 }, 'theory-domain', /c is outside/],
    [{ c: Number.POSITIVE_INFINITY }, 'theory-domain', /c is outside/],
    [{ gamma: -0.1 }, 'theory-domain', /gamma/],
    [{ betaPT: Number.NaN }, 'theory-domain', /betaPT/],
    [{ betaFT: Number.POSITIVE_INFINITY }, 'theory-domain', /betaFT/],
    [{ gamma: 1e200 }, 'theory-domain', /c_FT/],
    [
      { lambda: -1, gamma: 0 },
      'dead-coordinate',
      /stay zero.*c_FT = .*\n.*limit gamma -> 0 .*is not the value/s,
    ],
    [{ lambda: -1, gamma: 1e-200 }, 'dead-coordinate', /lambda = -1, gamma = 1e-200/],
  ])('%j: %s', (change, code, text) => {
    for (const work of [classifyRegime, regimeShares]) {
      const error = failure(() => work({ ...at, ...change }));
      expect(error.code).toBe(code);
      expect(error.describe()).toMatch(text);
    }
  });
});
