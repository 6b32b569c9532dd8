/** Limits and orders of quantities that were measured along a parameter that doubles. */
import { FlowproofError } from '../errors.js';

/** A number with a bound on its error. */
export interface Bounded {
  readonly value: number;
  readonly bound: number;
}

/**
 * The limit of f(x), f(2x), f(4x), …, where f(x) = limit + c x^-order + (higher orders): the last Richardson step. Its bound is
 * how far the last two steps are apart, which for an expansion in x^-order is several times the error of the later one, plus the errors of the
 * values carried through it.
 * @throws FlowproofError `extrapolation` for fewer than three values or an order that is not positive.
 */
export function limitOfDoublings(values: readonly Bounded[], order: number): Bounded {
  if (values.length < 3 || !(order > 0)) {
    throw new FlowproofError({
      code: 'extrapolation',
      message: 'a limit is extrapolated from three values or more, and a positive order',
      found: `${values.length} values, order ${order}`,
    });
  }
  const weight = 2 ** order - 1;
  const steps = values.slice(1).map(({ value, bound }, k): Bounded => {
    const before = values[k];
    return {
      value: value + (value - before.value) / weight,
      bound: bound + (bound + before.bound) / weight,
    };
  });
  const [earlier, later] = steps.slice(-2);
  return { value: later.value, bound: Math.abs(later.value - earlier.value) + later.bound + earlier.bound };
}

/**
 * The order p of errors e(x), e(2x), e(4x), … that fall like x^-p (1 + c x^-next + …).
 * @throws FlowproofError `extrapolation` for fewer than four errors, or errors that vanish within their bounds.
 */
export function orderOfDoublings(errors: readonly Bounded[], next: number): Bounded {
  const lost = errors.find(({ value, bound }) => !(Math.abs(value) > 2 * bound));
  if (lost !== undefined || errors.length < 4) {
    throw new FlowproofError({
      code: 'extrapolation',
      message:
        'these errors have no order: one of them is lost in its own bound, or there are fewer than four',
      found: errors.map(({ value, bound }) => `${value} ± ${bound}`).join(', '),
      hint: 'measure at smaller parameters, or with finer tolerances',
    });
  }
  const orders = errors.slice(1).map(({ value, bound }, k): Bounded => {
    const before = errors[k];
    return {
      value: Math.log2(Math.abs(before.value / value)),
      bound: (2 * (bound / Math.abs(value) + before.bound / Math.abs(before.value))) / Math.LN2,
    };
  });
  return limitOfDoublings(orders, next);
}
