/** The high-dimensional limit against its reference records, its closed special cases, and what it refuses. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FlowproofError } from '../../src/errors.js';
import {
  finitePretrainingError,
  type GeneralizationSetting,
  generalizationError,
  minimumL1Error,
  minimumNormError,
  proximalMap,
  proximalSlope,
  recoveryThreshold,
  spikeAndSlab,
  weightedNormError,
} from '../../src/theory/index.js';
import { referenceOf } from '../fixtures/reference.js';

interface ProxEntry {
  readonly kind: 'prox';
  readonly inputs: { readonly y: string; readonly theta: string; readonly c: string };
  readonly value: { readonly prox: string; readonly dprox: string };
}
interface ThresholdEntry {
  readonly kind: 'dt_threshold';
  readonly inputs: { readonly rho: string };
  readonly value: { readonly alpha_c: string };
}
interface ErrorEntry {
  readonly kind: 'generalisation';
  readonly name: string;
  readonly task: {
    readonly rho_PT: number;
    readonly rho_shared: number;
    readonly rho_new: number;
    readonly sigma_PT: number;
    readonly sigma_FT: number;
  };
  readonly c: number;
  readonly lam: number;
  readonly gam: number;
  readonly alpha: number;
  readonly sigma2_noise: number;
  readonly err: number;
  readonly omega: number;
  readonly theta: number;
  readonly sim: readonly {
    readonly D: number;
    readonly seeds: number;
    readonly mean: number;
    readonly se: number;
  }[];
}

const PROX = referenceOf<ProxEntry>('prox');
const THRESHOLDS = referenceOf<ThresholdEntry>('dt_threshold');
const ERRORS = referenceOf<ErrorEntry>('generalisation');

const settingOf = ({ task, c, lam, gam, alpha, sigma2_noise: noise }: ErrorEntry): GeneralizationSetting => ({
  tasks: spikeAndSlab({
    rhoPT: task.rho_PT,
    rhoShared: task.rho_shared,
    rhoNew: task.rho_new,
    sigmaPT: task.sigma_PT,
    sigmaFT: task.sigma_FT,
  }),
  c,
  lambda: lam,
  gamma: gam,
  alpha,
  noise,
});
const relative = (found: number, wanted: number): number =>
  found === wanted ? 0 : Math.abs(found / wanted - 1);

const SUBSET = spikeAndSlab({ rhoPT: 0.2, rhoShared: 0.25, rhoNew: 0 });
const MIXED = spikeAndSlab({ rhoPT: 0.2, rhoShared: 0.5, rhoNew: 0.05 });
const FULL = spikeAndSlab({ rhoPT: 0.2, rhoShared: 1, rhoNew: 0 });
const BASE: GeneralizationSetting = { tasks: SUBSET, c: 0.1, lambda: 0, gamma: 0.1, alpha: 0.3 };

describe('reference records', () => {
  it.each(PROX)('proximal map at $inputs', ({ inputs, value }) => {
    const [y, theta, c] = [inputs.y, inputs.theta, inputs.c].map(Number);
    expect(relative(proximalMap(y, theta, c), Number(value.prox))).toBeLessThan(1e-14);
    expect(relative(proximalSlope(y, theta, c), Number(value.dprox))).toBeLessThan(1e-14);
  });

  it.each(THRESHOLDS)('recovery threshold at $inputs', ({ inputs, value }) => {
    expect(relative(recoveryThreshold(Number(inputs.rho)), Number(value.alpha_c))).toBeLessThan(1e-14);
  });

  it.each(ERRORS)('$name', (entry) => {
    const found = generalizationError(settingOf(entry));
    expect(relative(found.error, entry.err)).toBeLessThan(1e-12);
    expect(relative(found.omega, entry.omega)).toBeLessThan(1e-12);
    expect(relative(found.theta, entry.theta)).toBeLessThan(1e-12);
    expect(found.residual).toBeLessThan(1e-13);
    expect(Math.abs(found.error - entry.err)).toBeLessThan(10 * found.errorEstimate + 1e-13 * entry.err);
    // The flows that were simulated agree, in the recommended test.
    for (const { D, mean, se } of entry.sim.filter((run) => run.D >= 200 && run.seeds >= 40))
      expect(Math.abs(mean - found.error)).toBeLessThanOrEqual(4 * se + found.error * (0.01 + 2 / D));
  });
});

describe('wrong variants (negative controls)', () => {
  const rejected = (change: (setting: GeneralizationSetting) => GeneralizationSetting): string[] =>
    ERRORS.filter(
      (entry) => relative(generalizationError(change(settingOf(entry))).error, entry.err) > 1e-3,
    ).map(({ name }) => name);
  const POWER: readonly [string, (s: GeneralizationSetting) => GeneralizationSetting, readonly string[]][] = [
    [
      'lambda ignored',
      (s) => ({ ...s, lambda: 0 }),
      ['I-b', 'I-c', 'II-a', 'II-c', 'IV-c', 'IV-d', 'mid-b', 'mid-c'],
    ],
    [
      'lambda with the other sign',
      (s) => ({ ...s, lambda: s.lambda === -1 ? 1 : -s.lambda, gamma: s.gamma || 1e-9 }),
      ['II-a', 'II-b', 'II-d', 'IV-c', 'IV-d', 'mid-b', 'mid-c'],
    ],
    ['gamma^2 without the 2', (s) => ({ ...s, gamma: s.gamma / Math.SQRT2 }), ['III-b', 'mid-b', 'mid-d']],
    [
      'twice the scale of the penalty',
      (s) => ({
        ...s,
        c: 2 * s.c,
        gamma: s.gamma * Math.SQRT2,
        tasks: s.tasks.map((t) => ({ ...t, betaPT: 2 * t.betaPT })),
      }),
      ['II-c', 'IV-d', 'mid-c'],
    ],
  ];
  it.each(POWER)('%s', (_, change, names) => {
    expect(rejected(change)).toEqual(expect.arrayContaining([...names]));
  });
});

describe('special cases', () => {
  it('is the smallest l2 norm in the lazy limit', () => {
    for (const alpha of [0.01, 0.15, 0.5, 0.9, 0.999]) {
      for (const noise of [0, 0.3]) {
        const found = generalizationError({ ...BASE, c: 1e8, alpha, noise });
        expect(relative(found.error, minimumNormError(1, alpha, noise))).toBeLessThan(1e-11);
      }
    }
    // omega^2 = E without 1/alpha would give 1/3 here.
    expect(minimumNormError(1, 0.5)).toBe(0.5);
  });

  it('is a weighted l2 norm for large scales that differ', () => {
    const tasks = [
      { weight: 0.5, betaPT: 0, betaFT: 1 },
      { weight: 0.5, betaPT: 3e6, betaFT: 2 },
    ];
    const found = generalizationError({ tasks, c: 1e6, lambda: 0, gamma: 0, alpha: 0.4, noise: 0.1 });
    const m = [2e6, 1e6 + Math.hypot(1e6, 3e6)];
    const stated = weightedNormError(
      tasks.map(({ weight, betaFT: beta }, k) => ({ weight, beta, m: m[k] })),
      0.4,
      0.1,
    );
    expect(relative(found.error, stated)).toBeLessThan(1e-11);
    const one = weightedNormError([{ weight: 1, beta: 3, m: 7 }], 0.4, 0.1);
    expect(relative(one, minimumNormError(9, 0.4, 0.1))).toBeLessThan(1e-13);
  });

  it('comes near the smallest l1 norm as slowly as 1/log(1/c), from below', () => {
    const components = [
      { weight: 0.05, beta: Math.sqrt(20) },
      { weight: 0.95, beta: 0 },
    ];
    const limit = minimumL1Error(components, 0.15).error;
    expect(limit).toBeCloseTo(0.8022, 4);
    const tasks = components.map(({ weight, beta }) => ({ weight, betaPT: 0, betaFT: beta }));
    const errors = [1e-2, 1e-4, 1e-8, 1e-16, 1e-32, 1e-64].map(
      (c) => generalizationError({ tasks, c: c / 2, lambda: 0, gamma: 0, alpha: 0.15 }).error,
    );
    expect(errors.map((error) => error.toFixed(3))).toEqual([
      '0.727',
      '0.735',
      '0.758',
      '0.776',
      '0.788',
      '0.795',
    ]);
    for (const error of errors) expect(error).toBeLessThan(limit);
  });

  it('recovers a task exactly above the threshold of the smallest l1 norm, and not below', () => {
    for (const rho of [0.05, 0.2]) {
      const components = [
        { weight: rho, beta: 2 },
        { weight: 1 - rho, beta: 0 },
      ];
      const threshold = recoveryThreshold(rho);
      expect(minimumL1Error(components, threshold * 1.01).error).toBe(0);
      expect(minimumL1Error(components, threshold * 0.99).error).toBeGreaterThan(1e-3);
      // The network does not know the signs: the one-sided threshold is lower.
      expect(threshold).toBeGreaterThan(rho === 0.05 ? 0.168 : 0.41);
    }
  });

  it('forgets what pretraining did not need in regime II: (1 - alpha/rho_PT) E beta^2 for a small task', () => {
    const errors = [1, 0.1, 0.01, 0.001].map((sigmaFT) => {
      const tasks = spikeAndSlab({ rhoPT: 0.2, rhoShared: 1, rhoNew: 0, sigmaFT });
      return (
        generalizationError({ tasks, c: 1e-3, lambda: 1, gamma: 1e-2, alpha: 0.15 }).error / sigmaFT ** 2
      );
    });
    expect(errors[0]).toBeCloseTo(0.2649, 3);
    for (const [i, error] of errors.entries()) if (i > 0) expect(error).toBeLessThan(errors[i - 1]);
    expect(errors[3]).toBeGreaterThan(0.25);
  });

  it('has elementary answers from alpha = 1 on', () => {
    expect(generalizationError({ ...BASE, alpha: 1 }).error).toBe(0);
    expect(generalizationError({ ...BASE, alpha: 3 }).error).toBe(0);
    expect(generalizationError({ ...BASE, alpha: 3, noise: 0.5 })).toMatchObject({ error: 0.25, omega: 0.5 });
    const idle = generalizationError({ ...BASE, tasks: [{ weight: 1, betaPT: 1, betaFT: 0 }] });
    expect(idle).toMatchObject({ error: 0, omega: 0, residual: 0 });
  });
});

describe('laws', () => {
  const shares = fc.tuple(
    fc.double({ min: 0.05, max: 0.9, noNaN: true }),
    fc.double({ min: 0, max: 1, noNaN: true }),
    fc.double({ min: 0, max: 0.5, noNaN: true }),
  );
  const settings = fc.record({
    shares: shares.filter(([p, s, n]) => p * s + (1 - p) * n > 0.01),
    logC: fc.double({ min: -16, max: 4, noNaN: true }),
    lambda: fc.double({ min: -1, max: 1, noNaN: true }),
    gamma: fc.double({ min: 1e-3, max: 10, noNaN: true }),
    alpha: fc.double({ min: 0.05, max: 0.95, noNaN: true }),
    noise: fc.constantFrom(0, 0.01, 1),
  });
  type Drawn = typeof settings extends fc.Arbitrary<infer Value> ? Value : never;
  const settingFrom = ({
    shares: [rhoPT, rhoShared, rhoNew],
    logC,
    ...rest
  }: Drawn): GeneralizationSetting => ({
    ...rest,
    c: 10 ** logC,
    tasks: spikeAndSlab({ rhoPT, rhoShared, rhoNew }),
  });

  it('solves its equations anywhere, and says how well', () => {
    fc.assert(
      fc.property(settings, (drawn) => {
        const found = generalizationError(settingFrom(drawn));
        expect(found.error).toBeGreaterThanOrEqual(0);
        expect(found.residual).toBeLessThan(1e-7);
        expect(found.errorEstimate).toBeLessThanOrEqual(1e-6 * found.error);
      }),
      { numRuns: 150, seed: 3 },
    );
  });

  it('does not depend on how a mixture is written, on signs, or on units', () => {
    fc.assert(
      fc.property(settings, fc.double({ min: 0.1, max: 10, noNaN: true }), (drawn, unit) => {
        const setting = settingFrom(drawn);
        const { error, errorEstimate } = generalizationError(setting);
        const halves = setting.tasks.flatMap((t) => [
          { ...t, weight: t.weight / 4 },
          { ...t, weight: (3 * t.weight) / 4, betaFT: -t.betaFT, betaPT: -t.betaPT },
        ]);
        const again = generalizationError({ ...setting, tasks: halves });
        const bound = 1e-11 * error + 4 * (errorEstimate + again.errorEstimate);
        expect(Math.abs(again.error - error)).toBeLessThanOrEqual(bound);
        // beta -> unit beta, c -> unit c, gamma^2 -> unit gamma^2, sigma -> unit sigma.
        const scaled = generalizationError({
          ...setting,
          c: unit * setting.c,
          gamma: Math.sqrt(unit) * setting.gamma,
          noise: unit * unit * (setting.noise ?? 0),
          tasks: setting.tasks.map((t) => ({ ...t, betaPT: unit * t.betaPT, betaFT: unit * t.betaFT })),
        });
        const off = Math.abs(scaled.error / unit ** 2 - error);
        expect(off).toBeLessThanOrEqual(
          1e-10 * error + 4 * (errorEstimate + scaled.errorEstimate / unit ** 2),
        );
      }),
      { numRuns: 60, seed: 4 },
    );
  });

  it('rises with noise (and need not fall with more samples: pretraining may mislead)', () => {
    fc.assert(
      fc.property(settings, (drawn) => {
        const setting = { ...settingFrom(drawn), noise: 0 };
        const { error } = generalizationError(setting);
        expect(generalizationError({ ...setting, noise: 0.1 }).error).toBeGreaterThan(error);
      }),
      { numRuns: 60, seed: 5 },
    );
  });
});

describe('pretraining on finite data', () => {
  it.each([
    [{ tasks: SUBSET, c: 0.05, lambda: -0.8, gamma: 0.05, alphaPT: 0.4, alpha: 0.15 }, 0.5554, 0.62195],
    [{ tasks: MIXED, c: 0.3, lambda: 0.5, gamma: 0.1, alphaPT: 0.5, alpha: 0.3 }, 0.4362, 0.58643],
    [{ tasks: FULL, c: 0.01, lambda: 1, gamma: 0.1, alphaPT: 0.3, alpha: 0.15 }, 0.72846, 0.82813],
  ])('has the errors of both stages: %o', (setting, before, after) => {
    const { pretraining, fineTuning } = finitePretrainingError(setting);
    expect(Math.abs(pretraining.error - before)).toBeLessThan(6e-5);
    expect(Math.abs(fineTuning.error - after)).toBeLessThan(6e-6);
    const exact = generalizationError(setting).error;
    expect(exact).toBeLessThan(fineTuning.error - 0.1);
  });

  it('does not depend on the nodes, and is the theory of infinite data from alpha = 1 on', () => {
    const setting = { ...BASE, alphaPT: 0.4 };
    const [some, more] = [61, 161].map(
      (nodes) => finitePretrainingError({ ...setting, nodes }).fineTuning.error,
    );
    expect(relative(some, more)).toBeLessThan(1e-6);
    expect(finitePretrainingError({ ...setting, alphaPT: 1.5 }).fineTuning).toEqual(
      generalizationError(BASE),
    );
  });
});

describe('parameters outside of the theory', () => {
  it.each<[string, () => unknown, RegExp]>([
    ['lambda', () => generalizationError({ ...BASE, lambda: 1.01 }), /lambda/],
    ['c', () => generalizationError({ ...BASE, c: 0 }), /c.*> 0/],
    ['gamma', () => generalizationError({ ...BASE, gamma: -1 }), /gamma/],
    ['alpha', () => generalizationError({ ...BASE, alpha: 0 }), /alpha/],
    ['alpha', () => generalizationError({ ...BASE, alpha: Number.NaN }), /alpha/],
    ['noise', () => generalizationError({ ...BASE, noise: -1 }), /noise/],
    [
      'noise at alpha = 1',
      () => generalizationError({ ...BASE, alpha: 1, noise: 0.1 }),
      /alpha != 1 with noise/,
    ],
    ['dead coordinates', () => generalizationError({ ...BASE, lambda: -1, gamma: 0 }), /moves nothing/],
    ['shares', () => generalizationError({ ...BASE, tasks: SUBSET.slice(1) }), /add up to 1/],
    [
      'a negative share',
      () =>
        generalizationError({
          ...BASE,
          tasks: [
            { weight: -1, betaPT: 0, betaFT: 0 },
            { weight: 2, betaPT: 0, betaFT: 0 },
          ],
        }),
      /share in \[0, 1\]/,
    ],
    [
      'a weight',
      () => generalizationError({ ...BASE, tasks: [{ weight: 1, betaPT: Number.NaN, betaFT: 0 }] }),
      /finite/,
    ],
    ['no task', () => spikeAndSlab({ rhoPT: 0.2, rhoShared: 0, rhoNew: 0 }), /features/],
    ['a share', () => spikeAndSlab({ rhoPT: 1.2, rhoShared: 0, rhoNew: 0 }), /\[0, 1\]/],
    ['y', () => proximalMap(Number.NaN, 1, 1), /y/],
    ['theta', () => proximalMap(1, -1, 1), /theta/],
    ['rho', () => recoveryThreshold(0), /rho/],
    ['alpha of a closed form', () => minimumNormError(1, 1), /alpha/],
    ['m', () => weightedNormError([{ weight: 1, beta: 1, m: 0 }], 0.5), /m/],
    ['nodes', () => finitePretrainingError({ ...BASE, alphaPT: 0.4, nodes: 2 }), /nodes/],
  ])('%s', (_, work, text) => {
    try {
      work();
    } catch (error) {
      expect(error).toBeInstanceOf(FlowproofError);
      expect((error as FlowproofError).code).toBe('theory-domain');
      expect((error as FlowproofError).describe()).toMatch(text);
      return;
    }
    throw new Error('nothing was refused');
  });
});
