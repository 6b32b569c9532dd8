/** What a certificate rests on in the end: quantities that must be zero. */

import type { Definition, SignStep } from '../certificate/certificate.js';
import type { Expression } from '../expression/expression.js';
import type { Arithmetic } from '../rules/arithmetic.js';
import { define } from '../rules/definitions.js';
import { Evaluation, type Orders } from '../rules/evaluation.js';
import { obligationsOf } from '../rules/step-obligations.js';

/** Identities that a certificate rests on: over defined generators, and over square roots and free quantities only. */
export interface Identities {
  readonly definitions: readonly Definition[];
  readonly orders: Orders;
  readonly zeros: readonly Expression[];
  readonly steps: readonly SignStep[];
}

export const NO_ORDERS: Orders = { root: new Map(), exponential: new Map(), circular: new Map() };

/** The values of all quantities that must be zero. */
export function evaluate<Value>(
  { definitions, orders, zeros, steps }: Identities,
  arithmetic: () => Arithmetic<Value>,
): Value[] {
  const defined = new Evaluation(arithmetic(), orders);
  const atoms = new Evaluation(arithmetic(), NO_ORDERS, true);
  return [
    ...definitions.flatMap((d) => define(d, defined)),
    ...zeros.map((e) => defined.value(e)),
    ...steps.flatMap((step) => obligationsOf(step, atoms)),
  ];
}
