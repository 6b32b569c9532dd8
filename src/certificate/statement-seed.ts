/** The seed of a proof attempt: a cryptographic hash of what is to be proved, so that no author can aim at its primes. */
import { createHash } from 'node:crypto';
import type { Domain } from '../domain/domain.js';
import type { Expression } from '../expression/expression.js';
import { hashExpressions } from '../expression/fingerprint.js';

/**
 * 64 bits of SHA-256 over the seed, the expressions and the domain. The bound on the error probability of a modular proof
 * assumes that the primes do not depend on the claim in a way its author could use: finding a claim that is false modulo
 * the primes drawn from its own hash is as hard as inverting the hash.
 */
export function statementSeed(seed: number, expressions: readonly Expression[], domain: Domain): bigint {
  const hash = createHash('sha256');
  hash.update(`${seed}\n`);
  hashExpressions(hash, [...expressions, ...domain.relations.flatMap((r) => [r.left, r.right])]);
  for (const { name, integer, lower, upper } of domain.symbols.values()) {
    const bounds = [lower, upper].map((b) =>
      b ? `${b.value.numerator}/${b.value.denominator}${b.strict}` : '-',
    );
    hash.update(`\n${name} ${integer} ${bounds.join(' ')}`);
  }
  hash.update(domain.relations.map((r) => r.operator).join());
  return hash.digest().readBigUInt64BE();
}
