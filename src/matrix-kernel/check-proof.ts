/** Takes a certificate for a proof where its arithmetic holds and the kernel proves the scalar coefficients it leaves. */
import type { Domain } from '../domain/domain.js';
import { NOUGHT } from '../expression/expression.js';
import { type KernelOptions, proveEquality } from '../kernel/index.js';
import {
  expandStatement,
  type MatrixCertificate,
  type MatrixStatement,
  NotACombination,
  remaindersOf,
  TooManyTerms,
} from '../matrix/index.js';
import { remainderAsQuestion } from './scalar-remainders.js';

/**
 * Why the certificate proves nothing; undefined where it proves the statement.
 * @param domain of the scalar symbols and size names.
 */
export function whyNoProof(
  statement: MatrixStatement,
  certificate: MatrixCertificate,
  domain: Domain,
  options: KernelOptions,
): string | undefined {
  try {
    const expanded = expandStatement(statement);
    for (const coefficient of remaindersOf(statement, expanded, certificate)) {
      const question = remainderAsQuestion(expanded.alphabet, coefficient, domain);
      const proof = proveEquality({ ...question, right: NOUGHT }, options);
      if (proof.kind !== 'proved') return `a coefficient was not proved to vanish: ${proof.reason}`;
    }
    return undefined;
  } catch (error) {
    if (error instanceof NotACombination) return error.message;
    if (error instanceof TooManyTerms) return 'the expansion has too many terms';
    throw error;
  }
}
