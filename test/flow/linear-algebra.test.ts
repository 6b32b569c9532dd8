import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { assemble, bytesModule } from '../../scripts/assemble-linear-kernel.js';
import { linearKernelSource } from '../../scripts/linear-kernel-source.js';
import { randomStream } from '../../src/domain/random-stream.js';
import type { Entries, LinearAlgebra } from '../../src/flow/linear-algebra.js';
import { paddedLength } from '../../src/flow/linear-algebra.js';
import { plainAlgebra } from '../../src/flow/plain-algebra.js';
import { linearAlgebra, simdAlgebra, simdIsAvailable } from '../../src/flow/simd-algebra.js';

const committed = (name: string) => readFileSync(new URL(`../../src/flow/${name}`, import.meta.url), 'utf8');

const width = fc.integer({ min: 1, max: 23 });
const seeds = fc.integer({ min: 0, max: 2 ** 31 - 1 });

/** Fills the vectors of an algebra with the same draws, whatever the algebra. */
function drawn(algebra: LinearAlgebra, seed: number): LinearAlgebra {
  const random = randomStream(seed);
  for (const vector of algebra.vectors) {
    for (let i = 0; i < vector.length; i++) vector[i] = random.normal();
  }
  return algebra;
}

/** Does the operation leave the same bits on SIMD and on plain loops? */
function agree(lengths: readonly number[], seed: number, act: (algebra: LinearAlgebra) => void): void {
  const [simd, plain] = [simdAlgebra, plainAlgebra].map((make) => drawn(make(lengths), seed));
  act(simd);
  act(plain);
  expect(simd.vectors.map((v) => Array.from(v))).toEqual(plain.vectors.map((v) => Array.from(v)));
  simd.release();
}

describe('the kernel of linear algebra', () => {
  it('is the assembled source, and the source is what the script writes', async () => {
    const source = linearKernelSource();
    expect(committed('linear-kernel.wat')).toBe(source);
    expect(committed('linear-kernel-bytes.ts')).toBe(bytesModule(await assemble(source)));
    const mutant = source.replace('f64x2.add', 'f64x2.sub');
    expect(bytesModule(await assemble(mutant))).not.toBe(committed('linear-kernel-bytes.ts'));
  });

  it('is there on the hosts that are tested', () => expect(simdIsAvailable()).toBe(true));

  it('multiplies to the same bits as plain loops, and touches nothing else', () => {
    fc.assert(
      fc.property(width, width, width, seeds, (rows, inner, columns, seed) => {
        const before = 3;
        const part = (vector: Float64Array): Entries => ({ vector, at: before });
        const lengths = [inner * rows, inner * columns, rows * columns].map((n) => n + 2 * before);
        agree(lengths, seed, ({ vectors: [x, y, z], transposeMultiply }) =>
          transposeMultiply(part(z), part(x), part(y), inner, rows, columns),
        );
        agree(lengths.slice(0, 1).concat(lengths[0]), seed, ({ vectors: [x, z], transpose }) =>
          transpose(part(z), part(x), inner, rows),
        );
      }),
      { numRuns: 300 },
    );
  });

  it('multiplies rightly: against sums written from the definition', () => {
    fc.assert(
      fc.property(width, width, width, seeds, (rows, inner, columns, seed) => {
        const algebra = drawn(
          simdAlgebra([inner * rows, inner * columns, rows * columns, inner * rows]),
          seed,
        );
        const [a, b, c, turned] = algebra.vectors;
        algebra.transposeMultiply(whole(c), whole(a), whole(b), inner, rows, columns);
        algebra.transpose(whole(turned), whole(a), inner, rows);
        for (let i = 0; i < rows; i++) {
          for (let j = 0; j < columns; j++) {
            let sum = 0;
            for (let k = 0; k < inner; k++) sum += a[k * rows + i] * b[k * columns + j];
            expect(c[i * columns + j]).toBe(sum);
          }
          for (let k = 0; k < inner; k++) expect(turned[i * inner + k]).toBe(a[k * rows + i]);
        }
        algebra.release();
      }),
      { numRuns: 60 },
    );
  });

  it('correlates to the same bits as plain loops', () => {
    fc.assert(
      fc.property(width, width, seeds, (samples, features, seed) => {
        const stride = paddedLength(features);
        agree([samples * stride, samples, features, features], seed, ({ vectors, correlate }) => {
          const [X, y, beta, g] = vectors;
          for (let s = 0; s < samples; s++) X.fill(0, s * stride + features, (s + 1) * stride);
          correlate(g, X, y, beta, samples, features);
        });
      }),
      { numRuns: 300 },
    );
  });

  it('adds up weighted vectors to the same bits as plain loops', () => {
    fc.assert(
      fc.property(width, fc.integer({ min: 1, max: 12 }), seeds, (length, count, seed) => {
        const lengths = new Array<number>(count + 2).fill(length);
        agree(lengths, seed, ({ vectors: [out, y, ...terms], combination }) => {
          combination(terms.map((vector, k) => ({ weight: 1 / (k + 1) - 0.4, vector })))(out, y, 0.37);
        });
      }),
      { numRuns: 200 },
    );
  });

  it('sums squares in units of a scale to the same bits as plain loops', () => {
    fc.assert(
      fc.property(width, seeds, fc.constantFrom(0, 1e-10, 1), (length, seed, relative) => {
        const sums: number[] = [];
        agree(new Array<number>(3).fill(length), seed, ({ vectors: [e, y, next], scaledSquares }) =>
          sums.push(scaledSquares(e, y, next, relative, 1e-3)),
        );
        const [simd, plain] = sums;
        expect(simd).toBe(plain);
        expect(simd).toBeGreaterThan(0);
      }),
      { numRuns: 200 },
    );
  });

  it('hands a returned memory on zeroed', () => {
    const first = drawn(simdAlgebra([40, 40]), 1);
    first.release();
    const second = simdAlgebra([80]);
    expect(Array.from(second.vectors[0])).toEqual(new Array(80).fill(0));
    second.release();
    second.release();
    const [third, fourth] = [simdAlgebra([8]), simdAlgebra([8])];
    third.vectors[0].fill(1);
    expect(Array.from(fourth.vectors[0])).toEqual(new Array(8).fill(0));
    for (const algebra of [third, fourth]) algebra.release();
  });

  it('refuses vectors that do not fit in its memory', () => {
    expect(() => simdAlgebra([2 ** 29, 2 ** 29])).toThrow(expect.objectContaining({ code: 'matrix-shape' }));
  });
});

const whole = (vector: Float64Array): Entries => ({ vector, at: 0 });

describe('without WebAssembly SIMD', () => {
  afterEach(() => {
    vi.unstubAllGlobals();
    vi.resetModules();
  });

  it.each([
    ['no WebAssembly at all', undefined],
    ['a host that does not know the instructions', { validate: () => false }],
  ])('plain loops serve: %s', async (_name, host) => {
    vi.stubGlobal('WebAssembly', host);
    vi.resetModules();
    const fresh = await import('../../src/flow/simd-algebra.js');
    expect(fresh.simdIsAvailable()).toBe(false);
    expect(() => fresh.simdAlgebra([4])).toThrow(expect.objectContaining({ code: 'simd-missing' }));
    const run = (algebra: LinearAlgebra) => {
      const [a, b, c] = drawn(algebra, 7).vectors;
      algebra.transposeMultiply(whole(c), whole(a), whole(b), 5, 5, 5);
      return Array.from(c);
    };
    expect(run(fresh.linearAlgebra([25, 25, 25]))).toEqual(run(linearAlgebra([25, 25, 25])));
  });
});
