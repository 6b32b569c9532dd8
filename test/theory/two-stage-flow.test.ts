/** Three ways to the end of two-stage training check each other: the flow of the weights, the dual flow, the convex dual. */
import { describe, expect, it } from 'vitest';
import { randomStream } from '../../src/domain/random-stream.js';
import { betaFromNu, nuFlow } from '../../src/flow/diagonal-dual.js';
import {
  exactTwoStage,
  followToEnd,
  gradientFlowEndPoint,
  type TwoStageFlowInput,
  twoStage,
  twoStageFlow,
} from '../../src/theory/index.js';

const random = randomStream(2602);
const task = (n: number, D: number) => ({
  X: Array.from({ length: n }, () => Array.from({ length: D }, () => random.normal())),
  y: Array.from({ length: n }, () => random.normal()),
});
/** The largest difference, as a share of the largest coordinate. */
const gap = (a: ArrayLike<number>, b: ArrayLike<number>): number => {
  const size = Array.from(b).reduce((worst, x) => Math.max(worst, Math.abs(x)), 0);
  return Array.from(a).reduce((worst, x, i) => Math.max(worst, Math.abs(x - b[i])), 0) / size;
};

type TwoStageInput = Omit<TwoStageFlowInput, 'flow' | 'options'>;

/** c, lambda, gamma: lazy and rich, every kind of layer, a fresh readout of every size. */
const SETTINGS: readonly (readonly [number, number, number])[] = [
  [20, 0, 0.1],
  [1, -0.5, 2],
  [0.5, -1, 0.3],
  [0.3, 1, 0],
  [1e-2, -0.9, 1e-2],
  [1e-4, 0.4, 0.05],
  [1e-8, 0, 1e-3],
  [1e-12, -0.3, 0.5],
  [1e-16, 0.7, 1e-2],
];

describe('twoStageFlow', () => {
  it.each(SETTINGS)(
    'agrees with the convex dual to 1e-9 at c = %d, lambda = %d, gamma = %d',
    (c, lambda, gamma) => {
      for (let k = 0; k < 3; k++) {
        const input: TwoStageInput = { pretraining: task(2, 5), fineTuning: task(2, 5), c, lambda, gamma };
        const stated = twoStage(input);
        for (const flow of ['weights', 'dual'] as const) {
          const followed = twoStageFlow({ ...input, flow });
          expect(gap(followed.pretrained.beta, stated.pretrained.beta), flow).toBeLessThan(1e-9);
          expect(gap(followed.cFT, stated.cFT), flow).toBeLessThan(1e-9);
          expect(gap(followed.fineTuned.beta, stated.fineTuned.beta), flow).toBeLessThan(1e-9);
          for (const layer of ['wp', 'wm', 'vp', 'vm'] as const)
            expect(
              gap(followed.pretrainedWeights[layer], stated.pretrainedWeights[layer]),
              layer,
            ).toBeLessThan(1e-9);
          // What it says of its own error is true.
          const off = followed.pretrained.beta.map((b, d) => Math.abs(b - stated.pretrained.beta[d]));
          expect(Math.max(...off)).toBeLessThanOrEqual(followed.pretrained.error + 1e-13);
        }
      }
    },
  );

  it('agrees in both conventions of the readout, and the conventions differ', () => {
    const input: TwoStageInput = {
      pretraining: task(2, 4),
      fineTuning: task(2, 4),
      c: 0.1,
      lambda: -0.5,
      gamma: 0.4,
    };
    const ends = (['per-pathway', 'total'] as const).map((convention) => {
      const stated = twoStage({ ...input, convention }).fineTuned.beta;
      const followed = twoStageFlow({ ...input, convention, flow: 'weights' }).fineTuned.beta;
      expect(gap(followed, stated)).toBeLessThan(1e-9);
      return followed;
    });
    expect(gap(ends[0], ends[1])).toBeGreaterThan(1e-3);
  });

  it('agrees with 30 digits', () => {
    const text = (rows: number[][]) => rows.map((row) => row.map(String));
    const [pretraining, fineTuning] = [task(2, 3), task(2, 3)];
    const exact = exactTwoStage(
      {
        pretraining: { X: text(pretraining.X), y: pretraining.y.map(String) },
        fineTuning: { X: text(fineTuning.X), y: fineTuning.y.map(String) },
        c: '0.01',
        lambda: '-0.75',
        gamma: '0.125',
      },
      30,
    );
    const followed = twoStageFlow({
      pretraining,
      fineTuning,
      c: 0.01,
      lambda: -0.75,
      gamma: 0.125,
      flow: 'weights',
    });
    expect(gap(followed.fineTuned.beta, exact.betaFT.map(Number))).toBeLessThan(1e-9);
  });

  it('ends at least squares where no beta fits and that is asked for', () => {
    const X = [
      [1, 2, -1],
      [2, 4, -2],
      [0.5, 0, 1],
    ];
    const outside = { X, y: [1, 0, 0.5] };
    const input: TwoStageInput = { pretraining: outside, fineTuning: outside, c: 0.1, lambda: 0, gamma: 0.5 };
    const options = { outsideRange: 'least-squares' } as const;
    const stated = twoStage({ ...input, options });
    const followed = twoStageFlow({ ...input, flow: 'weights', options });
    expect(gap(followed.fineTuned.beta, stated.fineTuned.beta)).toBeLessThan(1e-9);
    for (const flow of ['weights', 'dual'] as const) {
      expect(() => twoStageFlow({ ...input, flow })).toThrow(
        expect.objectContaining({ code: 'target-outside-range' }),
      );
    }
  });

  it('says when accuracy is lost, and never answers without', () => {
    const problem = task(2, 5);
    const input: TwoStageInput = {
      pretraining: problem,
      fineTuning: problem,
      c: 1e-3,
      lambda: 0,
      gamma: 0.1,
    };
    expect(() => twoStageFlow({ ...input, flow: 'weights', options: { tolerance: 1e-16 } })).toThrow(
      expect.objectContaining({ code: expect.stringMatching(/^flow-(lost-accuracy|not-settled)$/) }),
    );
  });

  it('refuses what the theory does not speak of', () => {
    const input = {
      pretraining: task(1, 3),
      fineTuning: task(1, 3),
      c: 1,
      lambda: -1,
      gamma: 0,
      flow: 'weights' as const,
    };
    const refused = (change: object, code: string) =>
      expect(() => twoStageFlow({ ...input, ...change })).toThrow(expect.objectContaining({ code }));
    refused({}, 'dead-coordinate');
    refused({ lambda: -1.1 }, 'theory-domain');
    refused({ lambda: Number.NaN }, 'theory-domain');
    refused({ c: 0 }, 'theory-domain');
    refused({ lambda: 0, flow: undefined }, 'bad-option');
    refused({ lambda: 0, options: { outsideRange: 'ignore' } }, 'bad-option');
    refused({ gamma: -1 }, 'theory-domain');
    refused({ lambda: 0, fineTuning: task(1, 4) }, 'matrix-shape');
  });

  it('ends at once when it is stopped', () => {
    const options = { signal: AbortSignal.abort(new Error('enough')) };
    const input = { pretraining: task(2, 5), fineTuning: task(2, 5), c: 0.1, lambda: 0, gamma: 0.1 };
    expect(() => twoStageFlow({ ...input, flow: 'dual', options })).toThrow('enough');
  });
});

describe('followToEnd', () => {
  it('answers a flow that has nowhere to go', () => {
    const still = { X: [[1, 2]], y: [0] };
    const end = followToEnd(nuFlow(still, 1), (nu) => betaFromNu(still, 1, nu), still, 1);
    expect(end).toMatchObject({ time: 0, residual: 0, error: 0 });
    expect([...end.beta]).toEqual([0, 0]);
  });

  it('follows scales that differ by twelve decades', () => {
    const problem = task(3, 6);
    const scales = [1, 1e-12, 1e-3, 10, 1e-6, 1e-9];
    const stated = gradientFlowEndPoint(problem, scales);
    const end = followToEnd(
      nuFlow(problem, scales),
      (nu) => betaFromNu(problem, scales, nu),
      problem,
      scales,
    );
    expect(gap(end.beta, stated.beta)).toBeLessThan(1e-9);
  });
});
