import { Decimal } from 'decimal.js';
import { describe, expect, it } from 'vitest';
import { gradientFlowEndPoint } from '../../src/theory/dual-newton.js';
import { exactEndPoint } from '../../src/theory/exact-end-point.js';
import { exactTwoStage } from '../../src/theory/exact-two-stage.js';
import { twoStage } from '../../src/theory/two-stage.js';
import { referenceOf } from '../fixtures/reference.js';

interface EndPointEntry {
  kind: 'gf_endpoint';
  X: string[][];
  y: string[];
  c: string;
  beta: string[];
  nu: string[];
}
interface TwoStageEntry {
  kind: 'two_stage';
  X_PT: string[][];
  y_PT: string[];
  X_FT: string[][];
  y_FT: string[];
  c: string;
  lam: string;
  gam: string;
  beta_PT: string[];
  w_plus: string[];
  w_minus: string[];
  v_plus: string[];
  v_minus: string[];
  c_FT: string[];
  beta_FT: string[];
  wrong_beta_FT_if_gamma2_without_2: string[];
}
const single = referenceOf<EndPointEntry>('gf_endpoint');
const double = referenceOf<TwoStageEntry>('two_stage');

const Wide = Decimal.clone({ precision: 60, defaults: true });
/** Correct significant digits of the worst component. */
const digits = (found: readonly string[], stated: readonly string[]): number => {
  expect(found).toHaveLength(stated.length);
  return found.reduce((least, text, i) => {
    const error = new Wide(text).minus(stated[i]).abs();
    return error.isZero() ? least : Math.min(least, -error.div(new Wide(stated[i]).abs()).log(10).toNumber());
  }, 99);
};
const numbers = (rows: string[][]) => rows.map((row) => row.map(Number));
const gap = (found: ArrayLike<number>, stated: readonly string[]) =>
  stated.reduce((worst, text, i) => Math.max(worst, Math.abs(found[i] - Number(text))), 0);

describe('end points to many digits', () => {
  it.each(single)('gradient flow from c = $c', (entry) => {
    const found = exactEndPoint(entry, entry.c, 32);
    expect(digits(found.beta, entry.beta)).toBeGreaterThan(29);
    expect(digits(found.nu, entry.nu)).toBeGreaterThan(29);
    expect(found.agreedDigits).toBeGreaterThanOrEqual(32);
    const float = gradientFlowEndPoint({ X: numbers(entry.X), y: entry.y.map(Number) }, Number(entry.c));
    expect(gap(float.beta, entry.beta)).toBeLessThan(1e-14);
    expect(gap(float.nu, entry.nu)).toBeLessThan(1e-14);
    expect(float.residual).toBeLessThan(1e-14);
  });

  it.each(double)('two stages from c = $c, lambda = $lam, gamma = $gam', (entry) => {
    const tasks = {
      pretraining: { X: entry.X_PT, y: entry.y_PT },
      fineTuning: { X: entry.X_FT, y: entry.y_FT },
    };
    const input = { ...tasks, c: entry.c, lambda: entry.lam, gamma: entry.gam };
    const found = exactTwoStage(input, 32);
    const pairs: [readonly string[], readonly string[]][] = [
      [found.betaPT, entry.beta_PT],
      [found.wp, entry.w_plus],
      [found.wm, entry.w_minus],
      [found.vp, entry.v_plus],
      [found.vm, entry.v_minus],
      [found.cFT, entry.c_FT],
      [found.betaFT, entry.beta_FT],
    ];
    for (const [mine, stated] of pairs) expect(digits(mine, stated)).toBeGreaterThan(29);
    // The other readout convention gives the other published (wrong for this convention) numbers.
    const total = exactTwoStage({ ...input, convention: 'total' }, 32);
    expect(digits(total.betaFT, entry.wrong_beta_FT_if_gamma2_without_2)).toBeGreaterThan(29);
    expect(digits(total.betaFT, entry.beta_FT)).toBeLessThan(4);

    const float = twoStage({
      pretraining: { X: numbers(entry.X_PT), y: entry.y_PT.map(Number) },
      fineTuning: { X: numbers(entry.X_FT), y: entry.y_FT.map(Number) },
      c: Number(entry.c),
      lambda: Number(entry.lam),
      gamma: Number(entry.gam),
    });
    expect(gap(float.fineTuned.beta, entry.beta_FT)).toBeLessThan(2e-14);
    expect(gap(float.cFT, entry.c_FT)).toBeLessThan(2e-14);
    expect(gap(float.pretrainedWeights.wp, entry.w_plus)).toBeLessThan(2e-14);
    expect(gap(float.pretrainedWeights.wm, entry.w_minus)).toBeLessThan(2e-14);
    expect(gap(float.pretrainedWeights.vp, entry.v_plus)).toBeLessThan(2e-14);
    expect(gap(float.pretrainedWeights.vm, entry.v_minus)).toBeLessThan(2e-14);
  });

  it('takes fractions and tiny scales: beta from c = 1e-16 nears the l1 minimiser', () => {
    const found = exactEndPoint({ X: [['1', '2', '1/3']], y: ['1'] }, '1e-16', 40);
    expect(new Wide(found.beta[1]).minus('0.5').abs().toNumber()).toBeLessThan(1e-7);
    const fit = new Wide(found.beta[0])
      .plus(new Wide(found.beta[1]).times(2))
      .plus(new Wide(found.beta[2]).div(3));
    expect(fit.minus(1).abs().toNumber()).toBeLessThan(1e-38);
  });

  it('gives each digit count asked for, consistently', () => {
    const task = { X: [['1', '-0.3', '2']], y: ['0.7'] };
    const long = exactEndPoint(task, '1/7', 60).beta.map((b) => new Wide(b));
    exactEndPoint(task, '1/7', 12).beta.forEach((b, i) => {
      expect(new Wide(b).minus(long[i]).abs().div(long[i].abs()).toNumber()).toBeLessThan(0.51e-11);
    });
  });

  it('refuses what it cannot answer', () => {
    const task = { X: [['1', '2']], y: ['1'] };
    const code = (name: string) => expect.objectContaining({ code: name });
    expect(() => exactEndPoint(task, '0')).toThrow(code('theory-domain'));
    expect(() => exactEndPoint(task, '1', 0)).toThrow(code('theory-domain'));
    expect(() => exactEndPoint({ X: [['1', 'x']], y: ['1'] }, '1')).toThrow(code('matrix-shape'));
    expect(() => exactEndPoint({ X: [['1', '2']], y: ['1', '2'] }, '1')).toThrow(code('matrix-shape'));
    expect(() => exactEndPoint({ X: [], y: [] }, '1')).toThrow(code('matrix-shape'));
    expect(() =>
      exactEndPoint(
        {
          X: [
            ['1', '2'],
            ['2', '4'],
          ],
          y: ['1', '2'],
        },
        '1',
      ),
    ).toThrow(code('exact-rank'));
    expect(() =>
      exactEndPoint(
        {
          X: [
            ['1', '2'],
            ['2', '4'],
          ],
          y: ['1', '3'],
        },
        '1',
      ),
    ).toThrow(code('target-outside-range'));
    // Independent rows that float64 cannot tell apart: not "outside the range", which would be false.
    const near = {
      X: [
        ['1', '2'],
        ['1', '2.0000000000001'],
      ],
      y: ['1', '2'],
    };
    expect(() => exactEndPoint(near, '1')).toThrow(code('dual-not-converged'));
    const stages = { pretraining: task, fineTuning: task, c: '1', lambda: '-1', gamma: '0' };
    expect(() => exactTwoStage(stages)).toThrow(code('dead-coordinate'));
    expect(() => exactTwoStage({ ...stages, lambda: '1.5' })).toThrow(code('theory-domain'));
  });
});
