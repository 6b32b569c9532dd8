import type { SymbolDomain } from '../domain/domain.js';
import { add, compare, type Rational, rational, signOf, subtract } from '../expression/rational.js';
import type { SweepAxis, SweepScale } from './sweep-axis.js';

/** Where a symbol has no bound, it is looked at this far from zero, or from its other bound. */
const REACH = rational(20n);
/** A positive symbol is looked at over these factors around 1. */
const SMALLEST = rational(1n, 1000n);
const LARGEST = rational(1000n);

/**
 * The axis on which somebody would like to move a symbol: its whole range where that is bounded, else the moderate values, on a
 * scale that passes through zero where the symbol may.
 */
export function axisOfSymbol({ name, integer, lower, upper }: SymbolDomain): SweepAxis {
  const axis = (from: Rational, to: Rational, scale: SweepScale): SweepAxis => ({
    symbol: name,
    from,
    to,
    scale,
  });
  if (integer) {
    const from = lower?.value ?? (upper ? subtract(upper.value, REACH) : subtract(rational(0n), REACH));
    const to = upper?.value ?? add(from, REACH);
    return compare(from, to) < 0 ? axis(from, to, 'linear') : around(axis, from);
  }
  if (lower && upper)
    return compare(lower.value, upper.value) < 0
      ? axis(lower.value, upper.value, 'linear')
      : around(axis, lower.value);
  if (lower && signOf(lower.value) === 0) {
    // A symbol that may be 0 needs a scale that reaches it.
    return lower.strict ? axis(SMALLEST, LARGEST, 'log') : axis(lower.value, REACH, 'symlog');
  }
  if (lower) return axis(lower.value, add(lower.value, REACH), 'symlog');
  if (upper) return axis(subtract(upper.value, REACH), upper.value, 'symlog');
  return axis(subtract(rational(0n), REACH), REACH, 'symlog');
}

/** A symbol with one value only: an axis needs an extent, and the claim will say that the rest is outside. */
const around = (
  axis: (from: Rational, to: Rational, scale: SweepScale) => SweepAxis,
  value: Rational,
): SweepAxis => axis(subtract(value, rational(1n)), add(value, rational(1n)), 'linear');
