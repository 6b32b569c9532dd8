import { Decimal } from 'decimal.js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { randomStream } from '../../src/domain/random-stream.js';
import { integrate } from '../../src/flow/integrate.js';
import { twoLayerToDigits } from '../../src/flow/two-layer-digits.js';
import { twoLayerLinear } from '../../src/flow/two-layer-linear.js';

const Wide = Decimal.clone({ precision: 80 });

/** Weights and task of an aligned mode, and a(u) from its closed form for lambda = 0: the logistic function. */
const logistic = (a: Decimal, s: Decimal, u: Decimal): Decimal =>
  s.mul(a).div(a.add(s.sub(a).mul(u.mul(s).mul(-2).exp())));

/** a(u) of an aligned mode with d0 > c0 > 0, a0 < s: u = integral of da / (sqrt(lambda^2 + 4 a^2) (s - a)), inverted. */
function timeToReach(a0: Decimal, a: Decimal, s: Decimal, lambda: Decimal): Decimal {
  const K = lambda.pow(2).add(s.pow(2).mul(4)).sqrt();
  const primitive = (x: Decimal): Decimal => {
    const k = lambda.pow(2).add(x.pow(2).mul(4)).sqrt();
    return k.mul(K).add(lambda.pow(2)).add(x.mul(s).mul(4)).div(s.sub(x)).ln().div(K);
  };
  return primitive(a).sub(primitive(a0));
}

const seeds = fc.integer({ min: 0, max: 2 ** 31 - 1 });
const width = fc.integer({ min: 1, max: 4 });

/** Random decimals of six places, as text. */
const drawn = (rows: number, columns: number, random: { normal(): number }): string[][] =>
  Array.from({ length: rows }, () =>
    Array.from({ length: columns }, () => (0.6 * random.normal()).toFixed(6)),
  );
const numbers = (rows: readonly (readonly string[])[]): number[][] => rows.map((row) => row.map(Number));

const product = (A: readonly (readonly Decimal[])[], B: readonly (readonly Decimal[])[]): Decimal[][] =>
  A.map((row) => B[0].map((_, j) => row.reduce((sum, x, l) => sum.add(x.mul(B[l][j])), new Wide(0))));
const transposed = (A: readonly (readonly Decimal[])[]): Decimal[][] =>
  A[0].map((_, j) => A.map((row) => row[j]));
const wide = (A: readonly (readonly (string | Decimal)[])[]): Decimal[][] =>
  A.map((row) => row.map((x) => new Wide(x)));

describe('a two-layer linear flow to N digits', () => {
  it.each([28, 60])('meets the logistic closed form of an aligned mode with %i digits', (digits) => {
    const [state] = twoLayerToDigits({ sigma: [['3/2']] }, [['1/10']], [['1/10']], { until: '7/3', digits });
    const exact = logistic(new Wide('0.01'), new Wide('1.5'), new Wide(7).div(3));
    const a = new Wide(state.W2[0][0]).mul(state.W1[0][0]);
    expect(a.sub(exact).abs().lt(new Wide(10).pow(-digits))).toBe(true);
    // Too late by 10^-digits is told apart: the comparison is not blind.
    const late = logistic(
      new Wide('0.01'),
      new Wide('1.5'),
      new Wide(7).div(3).add(new Wide(10).pow(2 - digits)),
    );
    expect(late.sub(a).abs().gt(new Wide(10).pow(-digits))).toBe(true);
  });

  it('meets the closed form of an aligned mode with lambda = 3/4 at 28 digits', () => {
    // c0 = 1/2, d0 = 1: lambda = d0^2 - c0^2 = 3/4, a0 = 1/2.
    const states = twoLayerToDigits({ sigma: [[2]] }, [['1/2']], [[1]], {
      until: 3,
      times: ['1/7', 1, 2, 3],
      digits: 34,
    });
    for (const { time, W1, W2 } of states) {
      const a = new Wide(W1[0][0]).mul(W2[0][0]);
      const u = timeToReach(new Wide('0.5'), a, new Wide(2), new Wide('0.75'));
      const wanted = new Wide(time.numerator.toString()).div(time.denominator.toString());
      expect(u.sub(wanted).abs().lt('1e-28')).toBe(true);
    }
  });

  it('lies where the float64 integrator does, for every shape, whitened inputs or not', () => {
    fc.assert(
      fc.property(width, width, width, fc.boolean(), seeds, (inputs, hidden, outputs, whitened, seed) => {
        const random = randomStream(seed);
        const [W1, W2] = [drawn(hidden, inputs, random), drawn(outputs, hidden, random)];
        const sigma = drawn(outputs, inputs, random);
        const factor = drawn(inputs, inputs, random);
        const sigmaXX = factor.map((a) =>
          factor.map((b) => a.reduce((sum, x, l) => sum.add(new Wide(x).mul(b[l])), new Wide(0)).toFixed()),
        );
        const task = whitened ? { sigma } : { sigma, sigmaXX };
        const [state] = twoLayerToDigits(task, W1, W2, { until: '3/2', digits: 16 });
        const flow = twoLayerLinear(
          whitened ? { sigma: numbers(sigma) } : { sigma: numbers(sigma), sigmaXX: numbers(sigmaXX) },
          numbers(W1),
          numbers(W2),
        );
        const end = integrate(flow, { until: 1.5, relativeTolerance: 1e-12, absoluteTolerance: 1e-14 }).at(
          1.5,
        );
        const found = [...state.W1, ...state.W2].flat().map(Number);
        expect(found).toHaveLength(end.length);
        for (const [i, x] of found.entries()) {
          expect(Math.abs(x - end[i])).toBeLessThan(1e-9 * Math.max(1, Math.abs(x)));
        }
      }),
      { numRuns: 25 },
    );
  });

  it('conserves every entry of the balance to the digits asked for', () => {
    fc.assert(
      fc.property(width, width, width, seeds, (inputs, hidden, outputs, seed) => {
        const random = randomStream(seed);
        const [W1, W2] = [drawn(hidden, inputs, random), drawn(outputs, hidden, random)];
        const [state] = twoLayerToDigits({ sigma: drawn(outputs, inputs, random) }, W1, W2, {
          until: 2,
          digits: 40,
        });
        const balance = (first: Decimal[][], second: Decimal[][]) => {
          const [a, b] = [product(transposed(second), second), product(first, transposed(first))];
          return a.map((row, i) => row.map((x, j) => x.sub(b[i][j])));
        };
        const [before, after] = [balance(wide(W1), wide(W2)), balance(wide(state.W1), wide(state.W2))];
        const most = new Wide(state.error).mul(200);
        for (const [i, row] of before.entries()) {
          for (const [j, x] of row.entries()) expect(x.sub(after[i][j]).abs().lte(most)).toBe(true);
        }
      }),
      { numRuns: 10 },
    );
  });

  it('states errors that hold, against twice the digits', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 3 }),
        seeds,
        fc.integer({ min: 1, max: 25 }),
        (n, seed, digits) => {
          const random = randomStream(seed);
          const [W1, W2, sigma] = [0, 1, 2].map(() => drawn(n, n, random));
          const at = (count: number) =>
            twoLayerToDigits({ sigma }, W1, W2, { until: '11/7', digits: count })[0];
          const [state, reference] = [at(digits), at(2 * digits + 5)];
          const largest = [...reference.W1, ...reference.W2]
            .flat()
            .reduce((a, b) => Decimal.max(a, b.abs()), new Wide(0));
          expect(new Wide(state.error).lte(largest.mul(new Wide(10).pow(-digits)).mul(1.01))).toBe(true);
          const gap = [...state.W1, ...state.W2]
            .flat()
            .map((x, i) => new Wide(x).sub([...reference.W1, ...reference.W2].flat()[i]).abs());
          for (const x of gap) expect(x.lte(state.error)).toBe(true);
        },
      ),
      { numRuns: 12 },
    );
  });

  it('keeps its digits where the flow amplifies errors, and where weights are tiny', () => {
    // Near the saddle at zero errors grow as e^(s u).
    const [state] = twoLayerToDigits({ sigma: [[1]] }, [['1e-15']], [['1e-15']], { until: 30, digits: 28 });
    const a = new Wide(state.W1[0][0]).mul(state.W2[0][0]);
    const exact = logistic(new Wide('1e-30'), new Wide(1), new Wide(30));
    expect(a.sub(exact).abs().div(exact).lt('1e-27')).toBe(true);
  });

  it('gives the times in the order asked for, time 0 exactly, and stays at rest where nothing moves', () => {
    const task = { sigma: [[1]] };
    const states = twoLayerToDigits(task, [[1]], [['1/2']], { until: 2, times: [2, 0, 1, 0], digits: 20 });
    expect(states.map(({ time }) => Number(time.numerator))).toEqual([2, 0, 1, 0]);
    expect(states[1].W2[0][0].toNumber()).toBe(0.5);
    expect(states[0].W1[0][0].gt(states[2].W1[0][0])).toBe(true);
    const [rest] = twoLayerToDigits(task, [[1]], [[1]], { until: '1e6', digits: 20 });
    expect(rest.W1[0][0].toNumber()).toBe(1);
    const [saddle] = twoLayerToDigits(task, [[0]], [[0]], { until: 1, digits: 9 });
    expect([saddle.W1[0][0], saddle.W2[0][0], saddle.error].every((x) => x.isZero())).toBe(true);
  });

  it('refuses what it cannot use, by name', () => {
    const ask =
      (
        changes: Partial<{
          sigma: unknown;
          W1: unknown;
          digits: number;
          until: unknown;
          times: unknown;
          maxSteps: number;
        }>,
      ) =>
      () =>
        twoLayerToDigits(
          { sigma: (changes.sigma ?? [[1]]) as string[][] },
          (changes.W1 ?? [[1]]) as string[][],
          [['1/3']],
          {
            until: (changes.until ?? 1) as string,
            times: changes.times as string[] | undefined,
            digits: changes.digits ?? 10,
            maxSteps: changes.maxSteps,
          },
        );
    const code = (name: string) => expect.objectContaining({ code: name });
    expect(ask({ sigma: [[0.1]] })).toThrow(code('inexact-number'));
    expect(ask({ sigma: [['1/0']] })).toThrow(code('inexact-number'));
    expect(ask({ W1: [[1, 2]] })).toThrow(code('matrix-shape'));
    expect(ask({ W1: [] })).toThrow(code('matrix-shape'));
    expect(ask({ sigma: [[1, 2], [1]] })).toThrow(code('matrix-shape'));
    expect(ask({ digits: 0 })).toThrow(code('flow-options'));
    expect(ask({ digits: 1001 })).toThrow(code('flow-options'));
    expect(ask({ digits: 2.5 })).toThrow(code('flow-options'));
    expect(ask({ until: -1 })).toThrow(code('flow-options'));
    expect(ask({ times: [2] })).toThrow(code('flow-options'));
    expect(ask({ maxSteps: 0 })).toThrow(code('flow-options'));
    expect(ask({ maxSteps: 1, until: 100 })).toThrow(code('flow-too-many-steps'));
    const stopped = AbortSignal.abort(new Error('stop'));
    expect(() =>
      twoLayerToDigits({ sigma: [[1]] }, [[1]], [['1/3']], { until: 1, digits: 10, signal: stopped }),
    ).toThrow('stop');
  });
});
