/**
 * The 45 records of the catalogue: 28 digits where flowproof evaluates to many digits, 1e-12 of the scale in float64. Their values
 * come from Taylor integration in fixed point (see `provenance` in the fixture), which shares no code and no formula with us.
 */
import { readFileSync } from 'node:fs';
import { Decimal } from 'decimal.js';
import { describe, expect, it } from 'vitest';
import { multiply, parseRational, type Rational, subtract, toNumber } from '../../src/expression/rational.js';
import { deepLinear, integrate, twoLayerToDigits } from '../../src/flow/index.js';
import {
  type BalancedFlow,
  type Spectral,
  spectralFloat64,
  spectralToDigits,
} from '../../src/spectral/index.js';

type Rows<N> = readonly (readonly N[])[];
type Texts = Rows<string>;

interface ScalarRecord {
  readonly id: string;
  readonly lambda: string;
  readonly c0: string;
  readonly d0: string;
  readonly s: string;
  readonly u: readonly string[];
  readonly a: readonly string[];
  readonly c: readonly string[];
  readonly d: readonly string[];
}
interface MatrixRecord {
  readonly id: string;
  readonly W1: Texts;
  readonly W2: Texts;
  readonly Sigma: Texts;
  readonly X: Rows<number>;
  readonly lambda: string | null;
  readonly isExactLambdaI: boolean;
  readonly u: readonly string[];
  readonly QQT: readonly Texts[];
  readonly W2W1: readonly Texts[];
  readonly halfSqErr: readonly string[];
  readonly ntkTrace: readonly string[];
  readonly ntkFro: readonly string[];
  readonly ntkEntries: Readonly<Record<string, readonly string[]>>;
  readonly ntkFull?: readonly Texts[];
  readonly kernelDistance: readonly string[];
}
interface ContinualRecord {
  readonly id: string;
  readonly W1: Texts;
  readonly W2: Texts;
  readonly lambda: string;
  readonly taskA: Texts;
  readonly taskB: Texts;
  readonly switchAt: string;
  readonly u: readonly string[];
  readonly W2W1: readonly Texts[];
  readonly W1TW1: readonly Texts[];
  readonly halfSqErrA: readonly string[];
  readonly halfSqErrB: readonly string[];
  readonly forgettingA: readonly string[];
}
interface DeepRecord {
  readonly id: string;
  readonly w0: readonly string[];
  readonly s: string;
  readonly u: readonly string[];
  readonly a: readonly string[];
  readonly w: Texts;
}

const fixture = JSON.parse(
  readFileSync(new URL('../fixtures/lambda-balanced.json', import.meta.url), 'utf8'),
) as {
  readonly scalar: readonly ScalarRecord[];
  readonly matrix: readonly MatrixRecord[];
  readonly continual: readonly ContinualRecord[];
  readonly deep: readonly DeepRecord[];
};

const DIGITS = 28;
/** Digits asked for: the last of them is rounded, and so is the last of the 30 that a record has. */
const ASKED = 30;
type Value = number | Decimal;

/** Digits of every single value. */
const OF_EACH_VALUE = `1.0e-${DIGITS}`;

/** The records themselves are not exact beyond this: their two runs differ by as much. */
const NOUGHT = '1e-57';

/** One of the two arithmetics, and how near its values must be to those of a record, of which `scale` is the largest. */
interface Standard {
  readonly name: string;
  readonly spectral: Spectral<number> | Spectral<Decimal>;
  readonly share: string;
}
const STANDARDS: readonly Standard[] = [
  { name: 'to 28 digits', spectral: spectralToDigits(ASKED), share: OF_EACH_VALUE },
  { name: 'in float64', spectral: spectralFloat64, share: '1e-12' },
];

const D = Decimal.clone({ precision: 60 });
/** Values that are off by more than `share` of the scale: of the largest value, of `atLeast`, or (to digits) of the value itself. */
function misses(found: Rows<Value>, wanted: Texts, share: string, atLeast = '0'): string[] {
  const flat = wanted.flat().map((text) => new D(text));
  const scale = D.max(atLeast, ...flat.map((x) => x.abs()));
  const isNothing = (x: Decimal) => x.abs().lessThan(NOUGHT);
  const bound = (x: Decimal) => (share === OF_EACH_VALUE && !isNothing(x) ? x.abs() : scale).times(share);
  const given = found.flat();
  expect(given).toHaveLength(flat.length);
  return given.flatMap((value, i) => {
    const off = new D(value.toString()).minus(flat[i]).abs();
    return off.lessThanOrEqualTo(bound(flat[i])) ? [] : [`${value} for ${flat[i]}, off by ${off}`];
  });
}

/** Decimal text of a record as a fraction: what the flow takes as exact. */
const float = (text: string): number => toNumber(parseRational(text)!);

describe('the fixture', () => {
  it('has its 45 records', () => {
    const { scalar, matrix, continual, deep } = fixture;
    const ids = [...scalar, ...matrix, ...continual, ...deep].map(({ id }) => id);
    expect(new Set(ids).size).toBe(45);
    expect([scalar.length, matrix.length, continual.length, deep.length]).toEqual([20, 21, 1, 3]);
  });
});

describe.each(STANDARDS)('aligned modes $name', ({ spectral, share }) => {
  it.each(fixture.scalar)('$id', ({ s, c0, d0, u, a, c, d }) => {
    const mode = spectral.alignedMode({ s, c0, d0 });
    const weights = u.map((time) => mode.weights(time));
    expect(misses([u.map((time) => mode.strength(time))], [a], share)).toEqual([]);
    expect(misses([weights.map((own) => own.c)], [c], share)).toEqual([]);
    expect(misses([weights.map((own) => own.d)], [d], share)).toEqual([]);
  });

  it.each(fixture.scalar)('$id from its strength and its balance alone', ({ s, lambda, c0, d0, u, a }) => {
    const a0 = multiply(parseRational(c0)!, parseRational(d0)!);
    const mode = spectral.alignedMode({ s, a0, lambda });
    expect(misses([u.map((time) => mode.strength(time))], [a], share)).toEqual([]);
  });
});

const balanced = fixture.matrix.filter(({ lambda }) => lambda !== null);

describe.each(STANDARDS)('networks $name', ({ spectral, share }) => {
  it('are all records but one, which no balance fits', () => {
    expect(balanced).toHaveLength(20);
    const [generic] = fixture.matrix.filter(({ lambda }) => lambda === null);
    const { W1, W2, Sigma: sigma } = generic;
    expect(() => spectral.balancedFlow({ W1, W2, task: { sigma } })).toThrow(/not lambda-balanced/);
    expect(() => spectral.balancedFlow({ W1, W2, task: { sigma }, lambda: 0 })).toThrow(/not balanced with/);
  });

  it.each(balanced)('$id', (record) => {
    const { W1, W2, Sigma: sigma, X, u, lambda, isExactLambdaI } = record;
    const flow: BalancedFlow<Value> = spectral.balancedFlow({ W1, W2, task: { sigma }, lambda: lambda! });
    const at = <T>(formula: (time: string) => T): T[] => u.map(formula);
    const check = (found: readonly Rows<Value>[], wanted: readonly Texts[]): void =>
      expect(wanted.flatMap((rows, i) => misses(found[i], rows, share))).toEqual([]);
    check(
      at((time) => flow.qqt(time)),
      record.QQT,
    );
    check(
      at((time) => flow.product(time)),
      record.W2W1,
    );
    expect(misses([at((time) => flow.halfSquaredError(time))], [record.halfSqErr], share)).toEqual([]);
    expect(misses([at((time) => flow.kernelTrace(time, X))], [record.ntkTrace], share)).toEqual([]);
    expect(misses([at((time) => flow.kernelNorm(time, X))], [record.ntkFro], share)).toEqual([]);
    expect(misses([at((time) => flow.kernelDistance(time, X))], [record.kernelDistance], share, '1')).toEqual(
      [],
    );
    const kernels = at((time) => flow.tangentKernel(time, X));
    for (const [place, values] of Object.entries(record.ntkEntries)) {
      const [i, j] = place.split(',').map(Number);
      expect(misses([kernels.map((kernel) => kernel[i][j])], [values], share)).toEqual([]);
    }
    const [first, last] = record.ntkFull ?? [];
    if (first !== undefined) check([kernels[0], kernels[kernels.length - 1]], [first, last]);
    // Without being told, the balance is found in the weights.
    if (isExactLambdaI)
      expect(
        misses(
          [[spectral.balancedFlow({ W1, W2, task: { sigma } }).lambda]],
          [[float(lambda!).toString()]],
          '1e-12',
          '1',
        ),
      ).toEqual([]);
  });

  it.each(fixture.continual)('$id, one task after another', (record) => {
    const { W1, W2, taskA, taskB, switchAt, u, lambda } = record;
    const before: BalancedFlow<Value> = spectral.balancedFlow({ W1, W2, task: { sigma: taskA }, lambda });
    const after: BalancedFlow<Value> = before.switchTask(switchAt, { sigma: taskB });
    const isBefore = (time: string) => float(time) <= float(switchAt);
    const sinceSwitch = (time: string) => subtract(parseRational(time)!, parseRational(switchAt)!);
    const each = (
      formula: (flow: BalancedFlow<Value>, time: Rational) => Rows<Value>,
      wanted: readonly Texts[],
    ) =>
      expect(
        u.flatMap((time, i) => {
          const found = isBefore(time)
            ? formula(before, parseRational(time)!)
            : formula(after, sinceSwitch(time));
          return misses(found, wanted[i], share);
        }),
      ).toEqual([]);
    each((flow, time) => flow.product(time), record.W2W1);
    each((flow, time) => flow.inputGram(time), record.W1TW1);
    const errors = (task: Texts) =>
      u.map((time) =>
        isBefore(time)
          ? before.halfSquaredError(time, task)
          : after.halfSquaredError(sinceSwitch(time), task),
      );
    expect(misses([errors(taskA)], [record.halfSqErrA], share)).toEqual([]);
    expect(misses([errors(taskB)], [record.halfSqErrB], share)).toEqual([]);
    // Forgetting is counted from the switch; before it there is none to state for the other flow.
    const late = u.filter((time) => !isBefore(time));
    const forgotten = late.map((time) => after.forgetting(sinceSwitch(time), taskA));
    expect(late.length).toBeGreaterThan(0);
    expect(misses([forgotten], [record.forgettingA.slice(u.length - late.length)], share, '1')).toEqual([]);
  });
});

/** The same quantities from weights, in the arithmetic of decimals. */
function fromWeights(W1: Rows<Decimal>, W2: Rows<Decimal>, sigma: Texts, X: Rows<number>) {
  const wide = (A: Rows<Decimal | number | string>): Decimal[][] => A.map((row) => row.map((x) => new D(x)));
  const transposed = (A: Rows<Decimal>): Decimal[][] => A[0].map((_, j) => A.map((row) => row[j]));
  const times = (A: Rows<Decimal>, B: Rows<Decimal>): Decimal[][] =>
    A.map((row) => B[0].map((_, j) => row.reduce((sum, x, k) => sum.plus(x.times(B[k][j])), new D(0))));
  const [P1, P2, samples] = [wide(W1), wide(W2), wide(X)];
  const [R1, R2, W] = [times(transposed(P1), P1), times(P2, transposed(P2)), times(P2, P1)];
  const input = times(transposed(samples), times(R1, samples));
  const gram = times(transposed(samples), samples);
  const n = samples[0].length;
  const kernel = Array.from({ length: R2.length * n }, (_, a) =>
    Array.from({ length: R2.length * n }, (_, b) => {
      const [o, p, i, j] = [Math.floor(a / n), Math.floor(b / n), a % n, b % n];
      return R2[o][p].times(gram[i][j]).plus(o === p ? input[i][j] : 0);
    }),
  );
  const target = wide(sigma.map((row) => row.map((text) => exactDecimal(text))));
  const error = W.flatMap((row, i) => row.map((w, j) => w.minus(target[i][j]).pow(2)));
  const Wt = transposed(W);
  return {
    QQT: [...R1.map((row, i) => [...row, ...Wt[i]]), ...W.map((row, i) => [...row, ...R2[i]])],
    W,
    kernel,
    halfSquaredError: error.reduce((sum, x) => sum.plus(x), new D(0)).dividedBy(2),
    trace: kernel.reduce((sum, row, i) => sum.plus(row[i]), new D(0)),
  };
}

const exactDecimal = (text: string): Decimal => {
  const { numerator, denominator } = parseRational(text)!;
  return new D(String(numerator)).dividedBy(String(denominator));
};
const inner = (A: Rows<Decimal>, B: Rows<Decimal>): Decimal =>
  A.flatMap((row, i) => row.map((x, j) => x.times(B[i][j]))).reduce((sum, x) => sum.plus(x), new D(0));

describe('flows to 28 digits', () => {
  it.each(fixture.matrix)('$id, which need no balance', (record) => {
    const { W1, W2, Sigma: sigma, X, u } = record;
    const states = twoLayerToDigits({ sigma }, W1, W2, {
      until: u[u.length - 1],
      times: u,
      digits: ASKED + 2,
    });
    const found = states.map((state) => fromWeights(state.W1, state.W2, sigma, X));
    const share = `1e-${DIGITS}`;
    const row = (value: (one: (typeof found)[number]) => Decimal): Rows<Decimal> => [found.map(value)];
    expect(found.flatMap(({ QQT }, i) => misses(QQT, record.QQT[i], share))).toEqual([]);
    expect(found.flatMap(({ W }, i) => misses(W, record.W2W1[i], share))).toEqual([]);
    expect(
      misses(
        row((one) => one.halfSquaredError),
        [record.halfSqErr],
        share,
      ),
    ).toEqual([]);
    expect(
      misses(
        row((one) => one.trace),
        [record.ntkTrace],
        share,
      ),
    ).toEqual([]);
    expect(
      misses(
        row(({ kernel }) => inner(kernel, kernel).sqrt()),
        [record.ntkFro],
        share,
      ),
    ).toEqual([]);
    const K0 = found[0].kernel;
    const distance = ({ kernel }: { readonly kernel: Rows<Decimal> }) =>
      new D(1).minus(inner(K0, kernel).dividedBy(inner(K0, K0).times(inner(kernel, kernel)).sqrt()));
    expect(misses(row(distance), [record.kernelDistance], share, '1')).toEqual([]);
    for (const [place, values] of Object.entries(record.ntkEntries)) {
      const [i, j] = place.split(',').map(Number);
      expect(
        misses(
          row(({ kernel }) => kernel[i][j]),
          [values],
          share,
        ),
      ).toEqual([]);
    }
  });
});

describe('deep networks of one unit a layer in float64', () => {
  it.each(fixture.deep)('$id', async ({ w0, s, u, a, w }) => {
    const layers = w0.map((text) => [[float(text)]]);
    const { widths: _, ...flow } = deepLinear({ sigma: [[float(s)]] }, layers);
    const times = u.map(float);
    const trajectory = await integrate(flow, {
      until: times[times.length - 1],
      times,
      relativeTolerance: 1e-13,
      absoluteTolerance: 1e-15,
    });
    const states = times.map((time) => Array.from(trajectory.at(time)));
    expect(misses(states, w, '1e-12')).toEqual([]);
    expect(misses([states.map((state) => state.reduce((x, y) => x * y, 1))], [a], '1e-12')).toEqual([]);
  });
});
