import { formatRational, fromNumber, parseRational, type Rational } from '../expression/rational.js';
import { badInput } from './failures.js';

/** A number of an input: exact (`'3/4'`, `'0.1'`, a {@link Rational}) or a float64. */
export type Entry = number | string | Rational;

/** A matrix of an input, by rows. */
export type Entries = readonly (readonly Entry[])[];

/**
 * The exact value of an entry. A float64 is the binary fraction it is.
 * @throws FlowproofError `spectral-input` for text that is no number, and for what is not finite.
 */
export function exactEntry(entry: Entry, name: string): Rational {
  if (typeof entry === 'string') {
    const value = parseRational(entry);
    if (value === undefined)
      throw badInput(`${name} is not a number`, "a number such as '3/4' or '0.1'", entry);
    return value;
  }
  if (typeof entry !== 'number') return entry;
  if (!Number.isFinite(entry)) throw badInput(`${name} is not finite`, 'a finite number', entry);
  return fromNumber(entry);
}

/**
 * The value of an entry for an evaluation to many digits, where a float64 that is not an integer is most likely a rounded
 * decimal.
 * @throws FlowproofError `spectral-input` for such a float, and as {@link exactEntry}.
 */
export function exactEntryForDigits(entry: Entry, name: string): Rational {
  const value = exactEntry(entry, name);
  if (typeof entry !== 'number' || Number.isInteger(entry)) return value;
  throw badInput(
    `${name} is a float64 in an evaluation to many digits`,
    "an exact number such as '1/10'",
    entry,
    `write '${entry}', or fromNumber(${entry}) for the binary fraction ${formatRational(value)}`,
  );
}
