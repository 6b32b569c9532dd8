/** Laws of the closed forms: the Riccati equation, its start and its end, and that every form of the solution says the same. */
import type { Decimal } from 'decimal.js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { randomStream } from '../../src/domain/random-stream.js';
import { rational } from '../../src/expression/rational.js';
import { drawBalancedNetwork } from '../../src/flow/index.js';
import {
  type BalancedFlow,
  type Entry,
  spectralFloat64,
  spectralToDigits,
} from '../../src/spectral/index.js';
import {
  EXACT_NETWORKS,
  type ExactNetwork,
  largest,
  minus,
  networkCalled,
  plus,
  type Rows,
  times,
  transposed,
  Wide,
  wide,
} from './balanced-networks.js';

const DIGITS = 50;
const precise = spectralToDigits(DIGITS);
const flowOf = ({ W1, W2, Sigma: sigma, lambda }: ExactNetwork): BalancedFlow<Decimal> =>
  precise.balancedFlow({ W1, W2, task: { sigma }, lambda });
const seeds = fc.integer({ min: 0, max: 2 ** 31 - 1 });
const drawn = (seed: number) => drawBalancedNetwork(randomStream(seed), { largest: 5, decades: 8 });
const float64Flow = ({ W1, W2, sigma, lambda }: ReturnType<typeof drawn>) =>
  spectralFloat64.balancedFlow({
    W1: W1.map((r) => [...r]),
    W2: W2.map((r) => [...r]),
    task: { sigma: sigma.map((r) => [...r]) },
    lambda,
  });

/** How far P is from P' = F P + P F - P^2 at time u, relative to its largest term; P' is a central difference. */
function defect(
  flow: BalancedFlow<Decimal>,
  F: Rows<Decimal>,
  u: number,
  P = (time: Entry) => flow.qqt(time),
): number {
  const h = 12n;
  const at = (sign: 1n | -1n) => wide(P(rational(BigInt(u) * 10n ** h + sign, 10n ** h)));
  const rate = minus(at(1n), at(-1n)).map((row) =>
    row.map((x) => x.times(new Wide(10).pow(Number(h))).dividedBy(2)),
  );
  const now = wide(P(u));
  const linear = plus(times(F, now), times(now, F));
  const right = minus(linear, times(now, now));
  const scale = Wide.max(largest(linear), largest(times(now, now)));
  return largest(minus(rate, right)).dividedBy(scale).toNumber();
}

describe('P(u)', () => {
  it.each(EXACT_NETWORKS)('of $id obeys the Riccati equation', (network) => {
    const flow = flowOf(network);
    for (const u of [1, 3]) expect(defect(flow, wide(flow.matrixF()), u)).toBeLessThan(1e-18);
  });

  it.each(EXACT_NETWORKS)('of $id starts at Q0 Q0^T', (network) => {
    const flow = flowOf(network);
    const Q = [...transposed(network.W1), ...network.W2].map((row) => row.map((text) => fraction(text)));
    expect(largest(minus(wide(flow.qqt(0)), times(Q, transposed(Q)))).toNumber()).toBeLessThan(
      10 ** (1 - DIGITS),
    );
  });

  it('is not told to obey a mutated equation (negative control)', () => {
    const flow = flowOf(networkCalled('m08'));
    const F = wide(flow.matrixF());
    const inputs = flow.sizes.inputs;
    const onDiagonal = (factor: number) =>
      F.map((row, i) => row.map((x, j) => (i === j ? x.times(factor) : x)));
    for (const mutant of [onDiagonal(-1), onDiagonal(2), onDiagonal(0)])
      expect(defect(flow, mutant, 1)).toBeGreaterThan(0.01);
    const swapped = (time: Entry) => {
      const P = flow.qqt(time);
      return P.map((row, i) => row.map((x, j) => (i < inputs === j < inputs ? x.times(1.01) : x)));
    };
    expect(defect(flow, F, 1, swapped)).toBeGreaterThan(1e-3);
  });

  it.each(EXACT_NETWORKS)('of $id is the same in every form that applies', (network) => {
    const flow = flowOf(network);
    const forms = [
      (u: Entry) => flow.qqtStableMin(u),
      (u: Entry) => flow.qqtStableMax(u),
      (u: Entry) => flow.riccatiSolution(u),
      (u: Entry) => flow.riccatiSolutionByInverse(u),
    ];
    let applied = 0;
    for (const form of forms) {
      for (const u of [0, '1/10', 1, 5]) {
        const found = orRefusal(() => form(u));
        if (found === undefined) continue;
        applied += 1;
        const wanted = wide(flow.qqt(u));
        expect(
          largest(minus(wide(found), wanted))
            .dividedBy(largest(wanted))
            .toNumber(),
        ).toBeLessThan(10 ** (1 - DIGITS));
      }
    }
    // The solution as it stands always applies.
    expect(applied).toBeGreaterThanOrEqual(4);
  });

  it('of a square network has both stable forms, and they agree at times at which exponentials overflow', () => {
    const { W1, W2, Sigma: sigma } = networkCalled('m01');
    const flow = spectralFloat64.balancedFlow({ W1, W2, task: { sigma }, lambda: 1 });
    for (const u of [1, 1e3, 1e6, 1e300]) {
      const [min, max, any] = [flow.qqtStableMin(u), flow.qqtStableMax(u), flow.qqt(Math.min(u, 1e6))];
      for (const [i, row] of min.entries())
        for (const [j, x] of row.entries()) {
          expect(Math.abs(x - max[i][j])).toBeLessThan(1e-13);
          expect(Math.abs(x - any[i][j])).toBeLessThan(1e-12);
        }
    }
    expect(() => flow.riccatiSolution(1e6)).toThrow(/float64 can hold/);
  });

  it('moves on from where it stands: P(u + v) is P(v) after P(u)', () => {
    for (const network of EXACT_NETWORKS) {
      const flow = flowOf(network);
      const later = flow.switchTask('3/2', { sigma: network.Sigma });
      const [once, twice] = [flow.qqt('5/2'), later.qqt(1)].map(wide);
      expect(largest(minus(once, twice)).dividedBy(largest(once)).toNumber()).toBeLessThan(1e-48);
    }
  });

  it('is mirrored by the transpose of the network, with -lambda', () => {
    for (const network of EXACT_NETWORKS) {
      const flow = flowOf(network);
      const mirrored = flowOf({
        ...network,
        W1: transposed(network.W2),
        W2: transposed(network.W1),
        Sigma: transposed(network.Sigma),
        lambda: network.lambda.startsWith('-') ? network.lambda.slice(1) : `-${network.lambda}`,
      });
      expect(
        largest(minus(wide(flow.product(2)), transposed(wide(mirrored.product(2))))).toNumber(),
      ).toBeLessThan(1e-48);
      expect(largest(minus(wide(flow.inputGram(2)), wide(mirrored.outputGram(2)))).toNumber()).toBeLessThan(
        1e-48,
      );
    }
  });

  it('converges to its limit, on both sides', () => {
    const reached: string[] = [];
    for (const network of EXACT_NETWORKS) {
      const flow = flowOf(network);
      const limit = orRefusal(() => flow.qqtLimit());
      if (limit === undefined) continue;
      reached.push(network.id);
      // Other widths have no rate in closed form; theirs is not slower than this here.
      const rate = orRefusal(() => flow.slowestRate())?.toNumber() ?? 0.1;
      const late = wide(flow.qqt(Math.ceil(60 / rate)));
      expect(largest(minus(late, wide(limit))).toNumber()).toBeLessThan(1e-20);
    }
    // Funnels of either side, anti-funnels and wide networks are among them; bottlenecks and obstructed ones are not.
    expect(reached).toEqual(
      expect.arrayContaining(['m01', 'm03', 'm05', 'm08', 'm09', 'm10', 'm11', 'm12', 'm13', 'm14']),
    );
    expect(reached).not.toContain('m04');
    expect(reached).not.toContain('m17');
  });
});

describe('random networks in float64', () => {
  it('have finite closed forms of the right shape at every time, that balance', () => {
    fc.assert(
      fc.property(seeds, fc.constantFrom(0, 1e-9, 1, 30, 1e3), (seed, u) => {
        const network = drawn(seed);
        const flow = float64Flow(network);
        const P = flow.qqt(u);
        expect(P).toHaveLength(network.inputs + network.outputs);
        const trace = (A: Rows<number>) => A.reduce((sum, row, i) => sum + row[i], 0);
        const [R1, R2] = [trace(flow.inputGram(u)), trace(flow.outputGram(u))];
        // tr R2 - tr R1 = lambda Nh, for ever.
        const gap = R2 - R1 - network.lambda * network.hidden;
        expect(Math.abs(gap)).toBeLessThanOrEqual(
          1e-9 * Math.max(R1 + R2, Math.abs(network.lambda) * network.hidden),
        );
        expect(flow.halfSquaredError(u)).toBeLessThanOrEqual(flow.halfSquaredError(0) * (1 + 1e-9) + 1e-12);
      }),
      { numRuns: 60, seed: 5 },
    );
  });

  it('have an eigen-decomposition of F whose vectors are orthonormal, for every lambda', () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const flow = float64Flow(drawn(seed));
        const [F, values, V] = [flow.matrixF(), flow.eigenvaluesOfF(), flow.eigenvectorsOfF()];
        const scale = Math.max(...values.map(Math.abs));
        for (const [i, row] of V.entries()) {
          for (const k of row.keys()) {
            const image = F[i].reduce((sum, f, j) => sum + f * V[j][k], 0);
            expect(Math.abs(image - values[k] * V[i][k])).toBeLessThanOrEqual(1e-12 * scale);
          }
        }
        for (const k of values.keys()) {
          for (const l of values.keys()) {
            const inner = V.reduce((sum, row) => sum + row[k] * row[l], 0);
            expect(Math.abs(inner - (k === l ? 1 : 0))).toBeLessThan(1e-12);
          }
        }
      }),
      { numRuns: 60, seed: 6 },
    );
  });

  it('have Gram matrices that their product determines, where it does', () => {
    let determined = 0;
    fc.assert(
      fc.property(seeds, (seed) => {
        const network = drawn(seed);
        const flow = float64Flow(network);
        const [W, R1, R2] = [flow.product(0), flow.inputGram(0), flow.outputGram(0)];
        const found = orRefusal(() => spectralFloat64.gramsFromProduct(W, network.lambda, network.hidden));
        if (found === undefined) return;
        determined += 1;
        const scale = Math.max(...[...R1.flat(), ...R2.flat()].map(Math.abs));
        for (const [A, B] of [
          [found.R1, R1],
          [found.R2, R2],
        ] as const)
          for (const [i, row] of A.entries())
            for (const [j, x] of row.entries())
              expect(Math.abs(x - B[i][j])).toBeLessThanOrEqual(1e-7 * scale);
      }),
      { numRuns: 80, seed: 7 },
    );
    expect(determined).toBeGreaterThan(30);
  });
});

describe('one hidden unit', () => {
  it('has weights in closed form whose square is P, with the signs of the start', () => {
    for (const id of ['m17', 'm20']) {
      const flow = flowOf(networkCalled(id));
      for (const u of [0, 1, 40]) {
        const Q = wide(flow.singleUnitWeights(u));
        expect(largest(minus(times(Q, transposed(Q)), wide(flow.qqt(u)))).toNumber()).toBeLessThan(1e-46);
      }
      const start = [...transposed(networkCalled(id).W1), ...networkCalled(id).W2].map(([text]) =>
        fraction(text),
      );
      expect(
        largest(
          minus(
            wide(flow.singleUnitWeights(0)),
            start.map((x) => [x]),
          ),
        ).toNumber(),
      ).toBeLessThan(1e-48);
    }
  });
});

/** Undefined where a form says that it does not apply; it says so with a statement, never with NaN. */
function orRefusal<Value>(form: () => Value): Value | undefined {
  try {
    return form();
  } catch (error) {
    expect(error).toMatchObject({ name: 'FlowproofError' });
    expect((error as Error).message).toMatch(/\S/);
    return undefined;
  }
}

function fraction(text: string): Decimal {
  const [numerator, denominator = '1'] = text.split('/');
  return new Wide(numerator).dividedBy(denominator);
}
