import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { randomStream } from '../../src/domain/random-stream.js';
import {
  balancedDiagonalWeights,
  type DiagonalWeights,
  diagonalNetwork,
} from '../../src/flow/diagonal-network.js';
import type { Flow } from '../../src/flow/flow.js';
import { integrate } from '../../src/flow/integrate.js';
import { integrateWithError } from '../../src/flow/tracked-trajectory.js';
import { twoLayerLinear } from '../../src/flow/two-layer-linear.js';

const seeds = fc.integer({ min: 0, max: 2 ** 31 - 1 });
const width = fc.integer({ min: 1, max: 9 });
const RUN = { until: 2, method: 'explicit' } as const;

const matrix = (rows: number, columns: number, random: { normal(): number }): number[][] =>
  Array.from({ length: rows }, () => Array.from({ length: columns }, () => 0.5 * random.normal()));

function linearFlow(inputs: number, hidden: number, outputs: number, seed: number, whitened: boolean): Flow {
  const random = randomStream(seed);
  const task = whitened
    ? { sigma: matrix(outputs, inputs, random) }
    : { X: matrix(inputs, inputs + 2, random), Y: matrix(outputs, inputs + 2, random) };
  return twoLayerLinear(task, matrix(hidden, inputs, random), matrix(outputs, hidden, random));
}

function diagonalFlow(features: number, samples: number, seed: number): Flow {
  const random = randomStream(seed);
  const X = matrix(samples, features, random);
  const y = Array.from({ length: samples }, () => random.normal());
  return diagonalNetwork({ X, y }, balancedDiagonalWeights(0.4, 0.3, features));
}

/**
 * The same flow by the plain integrator on naive loops: the field knows no kernel, so that the step is the one that is
 * written out, on vectors of its own.
 */
function plainly(flow: Flow): Flow {
  const { dimension, names } = flow.field;
  return {
    initial: flow.initial,
    field: { dimension, names, evaluate: (time, state, out) => flow.field.evaluate(time, state, out) },
  };
}

function sameBits(flow: Flow): void {
  const [fast, plain] = [flow, plainly(flow)].map((each) => integrate(each, RUN));
  expect(Array.from(fast.times)).toEqual(Array.from(plain.times));
  expect(Array.from(fast.at(2))).toEqual(Array.from(plain.at(2)));
  expect(Array.from(fast.at(1.234))).toEqual(Array.from(plain.at(1.234)));
  expect([fast.evaluations, fast.rejected]).toEqual([plain.evaluations, plain.rejected]);
}

describe('a step on the memory of its field', () => {
  it('takes the steps of the plain integrator to the bit: two-layer linear networks', () => {
    fc.assert(
      fc.property(width, width, width, seeds, fc.boolean(), (inputs, hidden, outputs, seed, whitened) =>
        sameBits(linearFlow(inputs, hidden, outputs, seed, whitened)),
      ),
      { numRuns: 60 },
    );
  });

  it('takes the steps of the plain integrator to the bit: diagonal networks', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 40 }),
        fc.integer({ min: 1, max: 12 }),
        seeds,
        (features, samples, seed) => sameBits(diagonalFlow(features, samples, seed)),
      ),
      { numRuns: 40 },
    );
  });

  it('serves matrices too large for copies to matter', () => {
    sameBits(linearFlow(14, 17, 15, 3, true));
    sameBits(linearFlow(13, 15, 14, 3, false));
    sameBits(diagonalFlow(130, 21, 4));
  });

  it('conserves the balance and the diagonal invariants', () => {
    fc.assert(
      fc.property(width, width, seeds, (n, hidden, seed) => {
        for (const flow of [linearFlow(n, hidden, n, seed, true), diagonalFlow(n, hidden, seed)]) {
          const end = integrate(flow, RUN).at(2);
          for (const { value } of flow.invariants ?? []) {
            const before = value(flow.initial);
            expect(Math.abs(value(end) - before)).toBeLessThan(1e-8 * (1 + Math.abs(before)));
          }
        }
      }),
      { numRuns: 30 },
    );
  });

  it('bounds its error as the plain integrator does', () => {
    const flow = linearFlow(4, 3, 5, 11, false);
    const [fast, plain] = [flow, plainly(flow)].map((each) => integrateWithError(each, RUN));
    expect(Array.from(fast.errorsAt(2))).toEqual(Array.from(plain.errorsAt(2)));
    expect(Array.from(fast.at(2))).toEqual(Array.from(plain.at(2)));
  });

  it('leaves one run alone while another one goes on', () => {
    // The signal is asked between steps: a run that starts and ends there must not touch the memory of the first.
    const [outer, inner] = [linearFlow(5, 5, 5, 1, true), linearFlow(4, 6, 3, 2, true)];
    const [alone, before] = [outer, inner].map((flow) => Array.from(integrate(flow, RUN).at(2)));
    let nested = 0;
    const signal = new AbortController().signal;
    signal.throwIfAborted = () => {
      nested += 1;
      expect(Array.from(integrate(inner, RUN).at(2))).toEqual(before);
    };
    expect(Array.from(integrate(outer, { ...RUN, signal }).at(2))).toEqual(alone);
    expect(nested).toBeGreaterThan(1);
  });

  it('gives its memory back when a run fails, so that later runs start clean', () => {
    const flow = linearFlow(5, 5, 5, 8, true);
    const before = Array.from(integrate(flow, RUN).at(2));
    for (let k = 0; k < 6; k++) {
      expect(() => integrate(flow, { ...RUN, maxSteps: 2 })).toThrow(
        expect.objectContaining({ code: 'flow-too-many-steps' }),
      );
    }
    const wild = { ...flow, initial: flow.initial.map(() => 1e200) };
    expect(() => integrate(wild, RUN)).toThrow(expect.objectContaining({ code: 'flow-not-finite' }));
    expect(Array.from(integrate(flow, RUN).at(2))).toEqual(before);
  });

  it('does not serve a field that only borrowed its facts', () => {
    const flow = linearFlow(4, 4, 4, 5, true);
    const still: Flow = { ...flow, field: { ...flow.field, evaluate: (_time, _state, out) => out.fill(0) } };
    expect(Array.from(integrate(still, RUN).at(2))).toEqual(Array.from(flow.initial));
  });

  it('refuses weights and tasks that do not fit', () => {
    const shape = expect.objectContaining({ code: 'matrix-shape' });
    expect(() => twoLayerLinear({ sigma: [[1, 2]] }, [[1]], [[1]])).toThrow(shape);
    const weights: DiagonalWeights = balancedDiagonalWeights(1, 0, 2);
    expect(() => diagonalNetwork({ X: [[1, 2, 3]], y: [1] }, weights)).toThrow(shape);
  });
});
