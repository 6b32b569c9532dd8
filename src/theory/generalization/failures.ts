import { FlowproofError } from '../../errors.js';

/** `theory-domain`: a parameter outside of what the theory covers, with what it says there. */
export const outsideTheory = (
  name: string,
  expected: string,
  found: unknown,
  hint?: string,
): FlowproofError =>
  new FlowproofError({
    code: 'theory-domain',
    message: `${name} is outside of what the theory covers`,
    expected,
    found: String(found),
    hint,
  });
