import { exactValue } from '../domain/exact-value.js';
import type { Expression } from '../expression/expression.js';
import type { Rational } from '../expression/rational.js';
import { symbolsOf } from '../expression/traverse.js';

/** The exact value of an expression without symbols, where it has a rational one. */
export function constantOf(e: Expression): Rational | undefined {
  const value = symbolsOf(e).length === 0 ? exactValue(e, new Map()) : undefined;
  return value?.kind === 'value' ? value.value : undefined;
}
