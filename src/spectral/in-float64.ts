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

const outOfRange = (found: unknown) =>
  badInput(
    'the formula leaves the numbers float64 can hold',
    'values that stay below 1e308 on the way',
    found,
    'evaluate it to many digits, or use a stable form',
  );

/**
 * Formulas in float64. What is not finite in the end is no answer.
 */
export const inFloat64: Arithmetic<number> = {
  evaluate(formula) {
    try {
      const rows = formula(reader);
      const broken = rows.flat().find((value) => !Number.isFinite(value));
      if (broken !== undefined) throw outOfRange(broken);
      return rows.map((row) => [...row]);
    } catch (error) {
      throw error instanceof RangeError ? outOfRange(error.message) : error;
    }
  },
};
