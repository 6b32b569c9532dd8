import { toNumber } from '../expression/rational.js';
import { float64Algebra, MatrixOperations } from '../linear-algebra/index.js';
import type { Arithmetic } from './arithmetic.js';
import { exactEntry } from './entry.js';
import { badInput } from './failures.js';
import type { Reader } from './read-network.js';

/** Relative defect of a balance, or of whitened inputs, that still counts as rounding. */
const TOLERANCE = 1e-10;

const reader: Reader<number, import('ml-matrix').Matrix> = {
  on: new MatrixOperations(float64Algebra),
  number: (entry, name) =>
    typeof entry === 'number' && Number.isFinite(entry) ? entry : toNumber(exactEntry(entry, name)),
  exact: exactEntry,
  tolerance: TOLERANCE,
};

/**
 * Formulas in float64. What is not finite in the end is no answer.
 */
export const inFloat64: Arithmetic<number> = {
  evaluate(formula) {
    const rows = formula(reader);
    if (rows.some((row) => !row.every(Number.isFinite))) {
      throw badInput(
        'the formula leaves the numbers float64 can hold',
        'values that stay below 1e308 on the way',
        rows.flat().find((value) => !Number.isFinite(value)),
        'evaluate it to many digits, or use a stable form',
      );
    }
    return rows.map((row) => [...row]);
  },
};
