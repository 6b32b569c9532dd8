/** Writes down accepted certificates, and checks what was written down. */
import { randomBytes } from 'node:crypto';
import type { Certificate } from '../certificate/certificate.js';
import { decodeCertificate, encodeCertificate } from '../certificate/certificate-schema.js';
import { Rejected } from '../certificate/rejected.js';
import { type Decision, readSealed, type StoredCertificate, sealed } from '../certificate/stored-form.js';
import { checkCertificate, holdsExactly } from './check-certificate.js';

/** @param decision how the certificate was accepted; an exact reduction takes the place of trials where it is affordable. */
export const store = (certificate: Certificate, decision: Decision): StoredCertificate =>
  sealed({
    ...encodeCertificate(certificate),
    decision: decision === 'exact' || holdsExactly(certificate) ? 'exact' : decision,
  });

/**
 * Reads a stored certificate and checks it twice: as it was decided, exactly or with the primes that belong to its statement,
 * which must be those it names; and with fresh primes.
 * @throws Rejected where it is not a certificate, was changed, or does not prove its statement.
 */
export function verify(stored: unknown): Certificate {
  const parts = readSealed(stored);
  const certificate = decodeCertificate(parts);
  const decision = holdsExactly(certificate) ? 'exact' : checkCertificate(certificate);
  if (JSON.stringify(decision) !== JSON.stringify(parts.decision))
    throw new Rejected('the identities were not decided as it says');
  checkCertificate(certificate, { seed: randomBytes(8).readBigUInt64BE() });
  return certificate;
}
