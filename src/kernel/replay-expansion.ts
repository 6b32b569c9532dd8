/** An expansion again from its certificate: the arithmetic of series, with the answers that were checked. */

import type { ExpansionCertificate } from '../certificate/certificate.js';
import type { StoredCertificate } from '../certificate/stored-form.js';
import { checkExpansion } from '../checker/check-expansion.js';
import { oracleFrom } from './limit-oracle.js';
import { type AsymptoticGoal, type Asymptotics, deriveAsymptotics } from './prove-limit.js';

/** @param stored the certificate as it was stored; it has passed the checker. */
export function replayExpansion(
  goal: AsymptoticGoal,
  certificate: ExpansionCertificate,
  stored: StoredCertificate,
): Asymptotics {
  const { signs } = checkExpansion(certificate);
  const zeros = new Set(certificate.zeros);
  const oracle = oracleFrom(signs, (e) => zeros.has(e), goal.domain, goal.variable);
  const { contradiction } = certificate;
  return { ...deriveAsymptotics(goal, { ...oracle, contradiction }), certificate: stored };
}
