import { FlowproofError } from '../errors.js';
import type { Expression } from '../expression/expression.js';
import { parse } from '../expression/parse.js';
import { isInteger } from '../expression/rational.js';
import { addSizes, fixedSize, multiplySizes, namedSize, type Shape, type Size } from './size.js';

const MAX_FIXED = 1_000n;

/** A size of an expression of size names; undefined where it is none. */
export function sizeOfExpression(e: Expression): Size | undefined {
  switch (e.kind) {
    case 'number':
      return isInteger(e.value) && e.value.numerator <= MAX_FIXED ? fixedSize(e.value.numerator) : undefined;
    case 'symbol':
      return namedSize(e.name);
    case 'add':
    case 'multiply': {
      const [a, b] = [sizeOfExpression(e.left), sizeOfExpression(e.right)];
      return a && b && (e.kind === 'add' ? addSizes(a, b) : multiplySizes(a, b));
    }
    default:
      return undefined;
  }
}

/**
 * Reads `Nh`, `3`, `Ni + No`, `No*n`.
 * @throws FlowproofError `matrix-size`
 */
export function readSize(text: string): Size {
  const size = sizeOfExpression(parse(text));
  if (size === undefined || size.key === '0')
    throw new FlowproofError({
      code: 'matrix-size',
      message: `${JSON.stringify(text)} is no size of a matrix`,
      expected: `a name, a positive integer up to ${MAX_FIXED}, or sums and products of them, such as Nh or Ni + No`,
    });
  return size;
}

/**
 * Reads `Nh x Ni`; a single size is a square matrix.
 * @throws FlowproofError `matrix-size`
 */
export function readShape(text: string): Shape {
  const parts = text.split(/\s+x\s+|×/);
  if (parts.length > 2)
    throw new FlowproofError({
      code: 'matrix-size',
      message: `${JSON.stringify(text)} is no shape of a matrix`,
      expected: 'rows x columns, such as Nh x Ni, or one size for a square matrix',
    });
  const [rows, columns] = parts.map(readSize);
  return { rows, columns: columns ?? rows };
}
