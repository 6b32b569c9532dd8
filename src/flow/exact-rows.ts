import { Decimal } from 'decimal.js';
import { FlowproofError } from '../errors.js';
import { parseRational, type Rational } from '../expression/rational.js';

/** An exact number: an integer, text such as `1/3`, `-0.25` or `1e-20`, a decimal, or a fraction. Other floats are refused. */
export type ExactNumber = number | string | Decimal | Rational;

/**
 * The rational an author wrote.
 * @throws FlowproofError `inexact-number` for a float that is no safe integer or text that is no rational.
 */
export function readExact(name: string, value: ExactNumber): Rational {
  if (typeof value === 'object' && 'numerator' in value) return value;
  if (typeof value === 'number' && !Number.isSafeInteger(value)) {
    throw new FlowproofError({
      code: 'inexact-number',
      message: `${name} is the float ${value}, not an exact number`,
      expected: 'an integer, or a decimal or fraction as text',
      found: String(value),
      hint: Number.isFinite(value)
        ? `write '${value}': floats are not the decimals they look like`
        : undefined,
    });
  }
  const exact = parseRational(String(value));
  if (exact !== undefined) return exact;
  throw new FlowproofError({
    code: 'inexact-number',
    message: `${name} is not an exact number`,
    expected: 'an integer, a decimal or a fraction, such as 1/10, -0.25 or 1e-20',
    found: String(value),
  });
}

/** A matrix of exact numbers, as rows. */
export type ExactRows = readonly (readonly ExactNumber[])[];

/** A matrix of rationals, row-major. */
export interface RationalEntries {
  readonly entries: readonly Rational[];
  readonly rows: number;
  readonly columns: number;
}

/** @throws FlowproofError `matrix-shape` for ragged or no rows; `inexact-number`. */
export function readExactRows(name: string, rows: ExactRows): RationalEntries {
  const columns = rows[0]?.length ?? 0;
  if (columns === 0 || rows.some((row) => row.length !== columns)) {
    throw new FlowproofError({
      code: 'matrix-shape',
      message: `${name} is not a matrix`,
      expected: 'at least one row, all rows of one positive length',
      found: `rows of lengths ${rows.map((row) => row.length).join(', ') || '(none)'}`,
    });
  }
  const entries = rows.flatMap((row, i) =>
    row.map((value, j) => readExact(`${name}[${i + 1},${j + 1}]`, value)),
  );
  return { entries, rows: rows.length, columns };
}

/** mantissa / 2^bits in as many decimals as tell such numbers apart. */
export function decimalOf(mantissa: bigint, bits: number): Decimal {
  const decimals = Math.ceil(bits * Math.log10(2));
  const half = 1n << BigInt(bits - 1);
  return new Decimal(`${(mantissa * 10n ** BigInt(decimals) + half) >> BigInt(bits)}e-${decimals}`);
}
