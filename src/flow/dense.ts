/** Dense row-major matrices in Float64Array: the few naive kernels the fields and the implicit method share. */
import { FlowproofError } from '../errors.js';

/**
 * out (rows x columns) = a (rows x inner) b (inner x columns), each matrix starting at its offset. `out` must not overlap
 * the factors.
 */
export function multiplyInto(
  out: Float64Array,
  a: Float64Array,
  b: Float64Array,
  rows: number,
  inner: number,
  columns: number,
  outAt = 0,
  aAt = 0,
  bAt = 0,
): void {
  for (let i = 0; i < rows; i++) {
    const row = outAt + i * columns;
    for (let j = 0; j < columns; j++) out[row + j] = 0;
    for (let k = 0; k < inner; k++) {
      const factor = a[aAt + i * inner + k];
      const from = bAt + k * columns;
      for (let j = 0; j < columns; j++) out[row + j] += factor * b[from + j];
    }
  }
}

/** out (columns x width) = a^T b for a (rows x columns) and b (rows x width); offsets as above. */
export function transposeMultiplyInto(
  out: Float64Array,
  a: Float64Array,
  b: Float64Array,
  rows: number,
  columns: number,
  width: number,
  outAt = 0,
  aAt = 0,
  bAt = 0,
): void {
  for (let i = 0; i < columns; i++) {
    const row = outAt + i * width;
    for (let j = 0; j < width; j++) out[row + j] = 0;
    for (let k = 0; k < rows; k++) {
      const factor = a[aAt + k * columns + i];
      const from = bAt + k * width;
      for (let j = 0; j < width; j++) out[row + j] += factor * b[from + j];
    }
  }
}

/** out (rows x height) = a b^T for a (rows x inner) and b (height x inner); offsets as above. */
export function multiplyTransposeInto(
  out: Float64Array,
  a: Float64Array,
  b: Float64Array,
  rows: number,
  inner: number,
  height: number,
  outAt = 0,
  aAt = 0,
  bAt = 0,
): void {
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < height; j++) {
      let sum = 0;
      for (let k = 0; k < inner; k++) sum += a[aAt + i * inner + k] * b[bAt + j * inner + k];
      out[outAt + i * height + j] = sum;
    }
  }
}

/**
 * A matrix given as rows, as a flat row-major array.
 * @throws FlowproofError `matrix-shape` for ragged rows, no rows, or entries that are not finite numbers.
 */
export function fromRows(
  name: string,
  rows: readonly ArrayLike<number>[],
): { readonly data: Float64Array; readonly rows: number; readonly columns: number } {
  const columns = rows[0]?.length ?? 0;
  const shapes = rows.map((row) => row.length);
  const data = Float64Array.from(rows.flatMap((row) => Array.from(row)));
  if (rows.length === 0 || columns === 0 || shapes.some((c) => c !== columns)) {
    throw new FlowproofError({
      code: 'matrix-shape',
      message: `${name} is not a matrix`,
      expected: 'at least one row, all rows of one positive length',
      found: `rows of lengths ${shapes.join(', ') || '(none)'}`,
    });
  }
  requireFinite(name, data);
  return { data, rows: rows.length, columns };
}

/** @throws FlowproofError `matrix-shape` when `values` does not have `length` entries or one is not finite. */
export function requireVector(name: string, values: ArrayLike<number>, length: number): Float64Array {
  if (values.length !== length) {
    throw new FlowproofError({
      code: 'matrix-shape',
      message: `${name} has the wrong number of entries`,
      expected: `${length}`,
      found: `${values.length}`,
    });
  }
  const vector = Float64Array.from(values);
  requireFinite(name, vector);
  return vector;
}

function requireFinite(name: string, data: Float64Array): void {
  const bad = data.findIndex((x) => !Number.isFinite(x));
  if (bad >= 0) {
    throw new FlowproofError({
      code: 'matrix-shape',
      message: `${name} holds an entry that is not a finite number`,
      expected: 'finite numbers',
      found: `${data[bad]} at position ${bad}`,
    });
  }
}
