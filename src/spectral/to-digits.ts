import type { Decimal } from 'decimal.js';
import { FlowproofError } from '../errors.js';
import { power, rational } from '../expression/rational.js';
import {
  type BinaryMatrix,
  type BinaryNumber,
  binaryAlgebra,
  MatrixOperations,
} from '../linear-algebra/index.js';
import { toDecimal } from '../precision/index.js';
import type { Arithmetic, Rows } from './arithmetic.js';
import { exactEntryForDigits } from './entry.js';
import { badInput } from './failures.js';
import type { Reader } from './read-network.js';

/** More digits than this are not what small matrices are studied with. */
const MAX_DIGITS = 1000;
/** Precision is doubled this often before giving up. */
const MAX_DOUBLINGS = 5;

const BITS_PER_DIGIT = Math.log2(10);

/**
 * Formulas to `digits` significant digits, on mantissas of as many bits as it takes: a value counts when two precisions agree on
 * its digits, or on it being smaller than 10^(-2 digits) of the largest of its matrix and of 1. Inputs are exact: a float64 that
 * is not an integer is refused.
 * @throws FlowproofError `spectral-input` for a number of digits out of range; `precision-exhausted` from `evaluate` where no
 *   two precisions agree.
 */
export function toDigits(digits: number): Arithmetic<Decimal> {
  if (!(Number.isInteger(digits) && digits >= 1 && digits <= MAX_DIGITS)) {
    throw badInput('this number of digits is out of range', `an integer from 1 to ${MAX_DIGITS}`, digits);
  }
  const readers = new Map<number, Reader<BinaryNumber, BinaryMatrix>>();
  const readerWith = (bits: number): Reader<BinaryNumber, BinaryMatrix> => {
    const known = readers.get(bits);
    if (known !== undefined) return known;
    const algebra = binaryAlgebra(bits);
    const reader: Reader<BinaryNumber, BinaryMatrix> = {
      on: new MatrixOperations(algebra),
      number: (entry, name) => algebra.of(exactEntryForDigits(entry, name)),
      exact: exactEntryForDigits,
      tolerance: algebra.of(power(rational(10), BigInt(-digits))),
    };
    readers.set(bits, reader);
    return reader;
  };
  return {
    evaluate(formula) {
      let bits = Math.ceil((2 * digits + 10) * BITS_PER_DIGIT);
      let rough = formula(readerWith(bits));
      for (let doubling = 0; doubling < MAX_DOUBLINGS; doubling++) {
        bits = doubling === 0 ? Math.ceil(bits * 1.25) : bits * 2;
        const fine = formula(readerWith(bits));
        if (agree(rough, fine, digits)) {
          return fine.map((row) => row.map((value) => toDecimal({ ...value, radius: 0n }, digits)));
        }
        rough = fine;
      }
      throw new FlowproofError({
        code: 'precision-exhausted',
        message: `two precisions never agreed on ${digits} digits`,
        expected: `${digits} digits that a higher precision confirms`,
        found: `no agreement up to ${bits} bits`,
        hint: 'the formula is at a point where it is not continuous, or its exponents are too large',
      });
    },
  };
}

/** Whether two evaluations agree on the significant digits of every entry, or on its being negligible. */
function agree(rough: Rows<BinaryNumber>, fine: Rows<BinaryNumber>, digits: number): boolean {
  // The sum of exact operands is rounded once, so a few bits are enough for the difference.
  const { subtract, log2 } = binaryAlgebra(64);
  const largest = Math.max(0, ...fine.flat().map(log2));
  const floor = largest - 2 * digits * BITS_PER_DIGIT;
  return fine.every((row, i) =>
    row.every((value, j) => {
      const gap = log2(subtract(rough[i][j], value));
      return gap <= Math.max(floor, log2(value) - (digits + 1) * BITS_PER_DIGIT);
    }),
  );
}
