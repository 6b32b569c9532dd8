import type { Expression } from '../expression/expression.js';
import { print } from '../expression/print.js';

/** The certificate does not prove what it states; the message says where it fails. */
export class Rejected extends Error {}

/** An expression in a message: its text where it is short. */
export const nameOf = (e: Expression): string => (e.size > 60 ? `a ${e.kind} of ${e.size} parts` : print(e));
