/** The identities that sign steps rest on. */
import type { Monomial, SignStep } from '../certificate/certificate.js';
import { Rejected } from '../certificate/rejected.js';
import { difference, type Expression, UNIT } from '../expression/expression.js';
import { rational } from '../expression/rational.js';
import type { Evaluation } from './evaluation.js';

/** What must be zero for the step to be right, over square roots and free quantities. */
export function obligationsOf<Value>(step: SignStep, at: Evaluation<Value>): Value[] {
  const { arithmetic } = at;
  const add = (...parts: Value[]): Value => parts.reduce((a, b) => arithmetic.add(a, b));
  const multiply = (...parts: Value[]): Value => parts.reduce((a, b) => arithmetic.multiply(a, b));
  const negate = (a: Value): Value => arithmetic.negate(a);
  const value = (e: Expression): Value => at.value(e);
  const squared = (e: Expression): Value => arithmetic.power(value(e), 2n);
  const product = ({ scale, factors }: Monomial): Value => at.product(scale, factors);
  switch (step.by) {
    case 'combination': {
      const left = multiply(product(step.times), value(step.of));
      return [step.terms.reduce((rest, term) => add(rest, negate(product(term))), left)];
    }
    case 'fraction':
      return [
        add(multiply(value(step.below), value(step.of)), negate(value(step.above))),
        add(value(step.below), negate(product(step.divisors))),
      ];
    case 'quadratic': {
      const [a, b, c] = [step.a, step.b, step.c].map(value);
      const x = value(step.x);
      return [
        add(value(step.of), negate(add(multiply(a, x, x), multiply(b, x), c))),
        add(value(step.gap), negate(multiply(arithmetic.rational(rational(4)), a, c)), multiply(b, b)),
      ];
    }
    case 'chord': {
      const [x, rest] = [value(step.x), value(difference(UNIT, step.x))];
      const line = add(multiply(rest, value(step.from)), multiply(x, value(step.to)));
      return [add(value(step.of), negate(line), multiply(value(step.bend), x, rest))];
    }
    case 'dominance': {
      const sum = add(value(step.larger), value(step.rest));
      const gap = add(squared(step.larger), negate(squared(step.rest)));
      const own = [add(value(step.of), negate(sum)), add(value(step.gap), negate(gap))];
      if (step.touch === undefined) return own;
      const { m, v, scale, q, there } = step.touch;
      if (scale.numerator <= 0n) throw new Rejected('a scale is not positive');
      const line = add(multiply(value(q), value(v)), value(there));
      return [
        ...own,
        add(value(step.gap), negate(multiply(value(m), squared(v)))),
        add(multiply(arithmetic.rational(scale), value(step.rest)), negate(line)),
      ];
    }
    case 'monotone':
      return step.along.flatMap((inner) => obligationsOf(inner, at));
    default:
      return [];
  }
}
