/** Factors of a product, and when they differ from 0. */
import { type Expression, NOUGHT } from '../expression/expression.js';
import { rationalValue } from './core-form.js';

/** A product that is not zero, and the factors that then are not zero either. */
export function nonzeroFactors(root: Expression): Expression[] {
  const factors = [root];
  for (const e of factors) {
    if (e.kind === 'negate') factors.push(e.operand);
    else if (e.kind === 'subtract' && e.left === NOUGHT) factors.push(e.right);
    else if (e.kind === 'multiply') factors.push(e.left, e.right);
    else if (e.kind === 'divide') factors.push(e.left);
    else if (e.kind === 'call' && (e.name === 'sqrt' || e.name === 'cbrt' || e.name === 'abs'))
      factors.push(e.operands[0]);
    else if (e.kind === 'power') {
      const exponent = rationalValue(e.right);
      if (exponent !== undefined && exponent.numerator > 0n) factors.push(e.left);
    }
  }
  return factors;
}

/** Expressions without a product on top that all differ from 0 exactly where `e` does, wherever it is defined. */
export function decisiveFactors(e: Expression): Expression[] {
  switch (e.kind) {
    case 'negate':
      return decisiveFactors(e.operand);
    case 'multiply':
      return [...decisiveFactors(e.left), ...decisiveFactors(e.right)];
    case 'divide':
      return decisiveFactors(e.left);
    case 'power': {
      const exponent = rationalValue(e.right);
      return exponent !== undefined && exponent.numerator > 0n ? decisiveFactors(e.left) : [e];
    }
    case 'call':
      return e.name === 'sqrt' || e.name === 'cbrt' || e.name === 'abs'
        ? decisiveFactors(e.operands[0])
        : [e];
    case 'number':
      return e.value.numerator === 0n ? [e] : [];
    default:
      return [e];
  }
}
