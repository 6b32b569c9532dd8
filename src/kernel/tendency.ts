/** Where a sum of exponentials times series goes as t → 0+. */
import { type Expression, integer, NOUGHT } from '../expression/expression.js';
import { mentions } from '../expression/traverse.js';
import type { Sum, SumArithmetic, Summand } from './exponential-sum.js';
import { withoutIdleLog } from './exponents.js';
import { plus } from './light.js';
import { SignUndecided, unresolved } from './series.js';

export type Tendency =
  /** Bounded; a limit where `value` holds no growing angle. */
  | { readonly kind: 'finite'; readonly value: Expression }
  /** Outgrows every constant wherever the coefficient of its largest term is not zero. */
  | { readonly kind: 'infinite'; readonly lead: Summand; readonly coefficient: Expression };

/** @throws NotProved where signs do not decide it, or where more terms are needed. */
export function tendencyOf(sum: Sum, arithmetic: SumArithmetic): Tendency {
  const { scale } = arithmetic;
  let value: Expression = NOUGHT;
  for (const summand of arithmetic.settled(sum)) {
    const order = orderOf(summand, arithmetic);
    if (order > 0) continue;
    const [first] = summand.series.coefficients;
    if (first === undefined) throw unresolved('the function');
    const constant = withoutIdleLog(first, scale);
    const finite = order < 0 ? undefined : constantTendency(constant, arithmetic);
    if (finite !== undefined) {
      value = plus(value, finite);
      continue;
    }
    const { lead } = arithmetic.dominant(sum, 'the function');
    return { kind: 'infinite', lead, coefficient: withoutIdleLog(lead.series.coefficients[0], scale) };
  }
  return { kind: 'finite', value };
}

/** Positive where the summand vanishes, negative where it grows, 0 where it is a slow function. */
function orderOf({ exponent, series }: Summand, arithmetic: SumArithmetic): number {
  const growth = arithmetic.growth(exponent);
  switch (growth.kind) {
    case 'none':
      return series.valuation;
    case 'exponential':
      return -growth.sign;
    case 'power': {
      const { known } = arithmetic.scale;
      const power = plus(growth.power, integer(series.valuation));
      if (known.isPositive(power)) return 1;
      if (known.isNegative(power)) return -1;
      if (known.isZero(power)) return 0;
      throw new SignUndecided('the sign of an exponent is not decided', power);
    }
  }
}

/** The limit of a slow coefficient; undefined where it is infinite. */
function constantTendency(c: Expression, { scale }: SumArithmetic): Expression | undefined {
  if (!mentions(c, scale.log.name)) return c;
  const slow = scale.tendency(c);
  return slow.kind === 'finite' ? slow.value : undefined;
}
