/** A changed document as a determined attacker would hand it in: trials made again, every digest fitting. */

import { decodeCertificate } from '../../../src/certificate/certificate-schema.js';
import { type ClaimCertificates, sealed } from '../../../src/check/claim-certificates.js';
import { checkCertificate } from '../../../src/checker/check-certificate.js';
import { store } from '../../../src/checker/stored-certificate.js';
import type { Json } from './change-field.js';

/** The certificate with its trials and digest made again, or as it is where it does not stand up to its own checker. */
export function forgedCertificate(certificate: Json): Json {
  try {
    const decoded = decodeCertificate(certificate as { expressions: unknown; content: unknown });
    return store(decoded, checkCertificate(decoded)) as unknown as Json;
  } catch {
    return certificate;
  }
}

/** The document with every certificate and its own digest made again. */
export function forgedDocument(document: Json): Json {
  if (typeof document !== 'object' || document === null || Array.isArray(document)) return document;
  const certificates = Array.isArray(document.certificates)
    ? document.certificates.map(forgedCertificate)
    : document.certificates;
  return sealed({ ...document, certificates } as unknown as ClaimCertificates) as unknown as Json;
}
