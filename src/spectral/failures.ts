import { FlowproofError } from '../errors.js';

/** What a failure of a spectral formula says: which assumption is violated, and which statement explains it. */
interface Violation {
  /** Name of the statement of the theory whose assumption is violated; it is the code of the failure too. */
  readonly statement: string;
  readonly message: string;
  readonly expected: string;
  readonly found: string;
  /** What to do next. */
  readonly hint: string;
}

/** An assumption of a formula does not hold; the statement that explains why stands in the hint. */
export const violated = ({ statement, message, expected, found, hint }: Violation): FlowproofError =>
  new FlowproofError({
    code: statement,
    message,
    expected,
    found,
    hint: `the statement ${statement}: ${hint}`,
  });

/** `matrix-shape`: matrices that do not fit each other. */
export const shapeMismatch = (message: string, expected: string, found: string): FlowproofError =>
  new FlowproofError({ code: 'matrix-shape', message, expected, found });

/** `spectral-input`: a number, a time or a number of digits that cannot be used. */
export const badInput = (message: string, expected: string, found: unknown, hint?: string): FlowproofError =>
  new FlowproofError({ code: 'spectral-input', message, expected, found: String(found), hint });
