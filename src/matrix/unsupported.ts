import { FlowproofError } from '../errors.js';

/** What the matrix kernel does not know how to write as a polynomial. */
export const unsupported = (what: string): FlowproofError =>
  new FlowproofError({
    code: 'matrix-unsupported',
    message: `${what} cannot be expanded`,
    expected:
      'sums, products, transposes, inverses, exponentials and roots of letters, and blocks that fit each other',
  });
