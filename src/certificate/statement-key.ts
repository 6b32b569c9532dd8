/** What a statement says, as a text to look it up by. */
import { createHash } from 'node:crypto';
import type { Domain } from '../domain/domain.js';
import type { Expression } from '../expression/expression.js';
import { hashExpressions } from '../expression/fingerprint.js';

/** SHA-256, in hexadecimal, of some words, expressions and a domain: equal exactly where all of them are. */
export function statementKey(
  words: readonly string[],
  expressions: readonly Expression[],
  { symbols, relations }: Domain,
): string {
  const ranges = [...symbols.values()].map(({ name, integer, lower, upper }) => [
    name,
    integer,
    ...[lower, upper].map((b) => b && [`${b.value.numerator}/${b.value.denominator}`, b.strict]),
  ]);
  const facts = [words, ranges, relations.map((r) => r.operator), expressions.length];
  const hash = createHash('sha256').update(`${JSON.stringify(facts)}\n`);
  hashExpressions(hash, [...expressions, ...relations.flatMap((r) => [r.left, r.right])]);
  return hash.digest('hex');
}
