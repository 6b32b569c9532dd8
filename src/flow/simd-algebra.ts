import { FlowproofError } from '../errors.js';
import { type Entries, type LinearAlgebra, paddedLength, type WeightedVector } from './linear-algebra.js';
import { LINEAR_KERNEL } from './linear-kernel-bytes.js';
import { plainAlgebra } from './plain-algebra.js';
import { moduleOf, type WasmMemory, type WasmModule, webAssembly } from './web-assembly.js';

/** The functions of `linear-kernel.wat`; all addresses and strides in bytes. */
interface Kernel {
  transposeMultiply(a: number, b: number, c: number, rows: number, columns: number, width: number): void;
  transpose(from: number, to: number, rows: number, columns: number): void;
  correlate(x: number, beta: number, g: number, y: number, width: number, samples: number): void;
  combine(out: number, y: number, h: number, table: number, end: number, bytes: number): void;
  scaledSquares(
    e: number,
    y: number,
    next: number,
    bytes: number,
    relative: number,
    absolute: number,
  ): number;
}

/** Vectors start and end on blocks of this size, the largest that an operation touches at once. */
const BLOCK = 128;
/** Room for the tables of weighted sums. */
const TABLES = 1 << 14;
const PAGE = 1 << 16;
/** WebAssembly addresses end here. */
const LARGEST = 2 ** 32 - PAGE;

// The module is compiled once, when the first large system asks for it; null where SIMD is missing.
let compiled: WasmModule | null | undefined;

/** Can this host run the SIMD kernel? Found out once. */
export function simdIsAvailable(): boolean {
  if (compiled === undefined) compiled = moduleOf(bytesOf(LINEAR_KERNEL)) ?? null;
  return compiled !== null;
}

/** As browsers and Node decode it. */
const bytesOf = (base64: string): Uint8Array =>
  Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));

/** The fastest {@link LinearAlgebra} of this host. @param lengths of the vectors wanted. */
export const linearAlgebra = (lengths: readonly number[]): LinearAlgebra =>
  simdIsAvailable() ? simdAlgebra(lengths) : plainAlgebra(lengths);

interface Workbench {
  readonly kernel: Kernel;
  readonly buffer: ArrayBuffer;
}

/**
 * Memories that were given back. A host reserves gigabytes of address space for each and takes longer to make one than a
 * small flow takes to integrate.
 */
const idle: Workbench[] = [];
const MOST_IDLE = 4;
/** Larger memories are left to the garbage collector. */
const LARGEST_IDLE = 1 << 24;

function workbench(bytes: number): Workbench {
  const fits = idle.findIndex(({ buffer }) => buffer.byteLength >= bytes);
  if (fits >= 0) {
    const [found] = idle.splice(fits, 1);
    new Uint8Array(found.buffer, 0, bytes).fill(0);
    return found;
  }
  const { Instance, Memory } = webAssembly();
  const memory: WasmMemory = new Memory({ initial: Math.max(4, Math.ceil(bytes / PAGE)) });
  const { exports } = new Instance(compiled as WasmModule, { flow: { memory } });
  return { kernel: exports as unknown as Kernel, buffer: memory.buffer };
}

const blocked = (bytes: number): number => Math.ceil(bytes / BLOCK) * BLOCK;
const addressOf = ({ vector, at }: Entries): number => vector.byteOffset + 8 * at;

/**
 * The operations of {@link LinearAlgebra} in WebAssembly SIMD, on a memory of its own that lives as long as the vectors.
 * @throws FlowproofError `matrix-shape` where the vectors do not fit in 4 GB; `simd-missing` where the host has no SIMD.
 */
export function simdAlgebra(lengths: readonly number[]): LinearAlgebra {
  if (!simdIsAvailable()) {
    throw new FlowproofError({
      code: 'simd-missing',
      message: 'this host has no WebAssembly SIMD',
      expected: 'a host that has it, or linearAlgebra(), which falls back to plain loops',
    });
  }
  const bytes = lengths.reduce((sum, length) => sum + blocked(8 * length), TABLES);
  if (bytes > LARGEST) {
    throw new FlowproofError({
      code: 'matrix-shape',
      message: 'the matrices of this flow do not fit in one memory',
      expected: `at most ${LARGEST} bytes`,
      found: `${bytes} bytes`,
    });
  }
  return onBench(workbench(bytes), lengths);
}

function onBench(bench: Workbench, lengths: readonly number[]): LinearAlgebra {
  const { kernel, buffer } = bench;
  let next = TABLES;
  const vectors = lengths.map((length) => {
    const vector = new Float64Array(buffer, next, length);
    next += blocked(8 * length);
    return vector;
  });
  let tableEnd = 0;
  let released = false;
  return {
    vectors,
    transpose(out, a, rows, columns) {
      kernel.transpose(addressOf(a), addressOf(out), rows, columns);
    },
    transposeMultiply(out, a, b, rows, columns, width) {
      kernel.transposeMultiply(addressOf(a), addressOf(b), addressOf(out), rows, columns, width);
    },
    correlate(g, X, y, beta, samples, features) {
      g.fill(0);
      const width = 8 * paddedLength(features);
      kernel.correlate(X.byteOffset, beta.byteOffset, g.byteOffset, y.byteOffset, width, samples);
    },
    combination(terms: readonly WeightedVector[]) {
      const table = tableEnd;
      const entries = new DataView(buffer);
      for (const { weight, vector } of terms) {
        if (tableEnd + 16 > TABLES) throw new RangeError(`more than ${TABLES / 16} weighted terms`);
        entries.setFloat64(tableEnd, weight, true);
        entries.setUint32(tableEnd + 8, vector.byteOffset, true);
        tableEnd += 16;
      }
      const end = tableEnd;
      return (out, y, h) =>
        kernel.combine(out.byteOffset, y.byteOffset, h, table, end, blocked(8 * out.length));
    },
    scaledSquares(e, y, next, relative, absolute) {
      const bytes = 8 * e.length;
      return kernel.scaledSquares(e.byteOffset, y.byteOffset, next.byteOffset, bytes, relative, absolute);
    },
    release() {
      if (released) return;
      released = true;
      if (idle.length < MOST_IDLE && buffer.byteLength <= LARGEST_IDLE) idle.push(bench);
    },
  };
}
