/** Takes a certificate for a proof where its arithmetic holds and the kernel proves the scalar coefficients it leaves. */
import type { Domain } from '../domain/domain.js';
import { type KernelOptions, proveEquality } from '../kernel/index.js';
import {
  expandStatement,
  type MatrixCertificate,
  type MatrixStatement,
  NotACombination,
  remaindersOf,
  TooManyTerms,
} from '../matrix/index.js';
import { type RemainderQuestion, remainderAsQuestions } from './scalar-remainders.js';

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
      const why = whyNotZero(remainderAsQuestions(expanded.alphabet, coefficient, domain), options);
      if (why !== undefined) return `a coefficient was not proved to vanish: ${why}`;
    }
    return undefined;
  } catch (error) {
    if (error instanceof NotACombination) return error.message;
    if (error instanceof TooManyTerms) return 'the expansion has too many terms';
    throw error;
  }
}

/** Why none of the questions was answered; undefined where one was. */
function whyNotZero(questions: Iterable<RemainderQuestion>, options: KernelOptions): string | undefined {
  let reason: string | undefined;
  for (const question of questions) {
    const proof = proveEquality(question, options);
    if (proof.kind === 'proved') return undefined;
    reason ??= proof.reason;
  }
  return reason;
}
