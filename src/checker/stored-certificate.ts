/** Certificates as files and reports hold them: plain JSON with the trials that were made and a digest of it all. */
import { createHash, randomBytes } from 'node:crypto';
import * as v from 'valibot';
import type { Certificate } from '../certificate/certificate.js';
import { decodeCertificate, encodeCertificate } from '../certificate/certificate-schema.js';
import type { Json } from '../certificate/format.js';
import { Rejected } from '../certificate/rejected.js';
import { checkCertificate, holdsExactly, type Trials } from './check-certificate.js';

export const FORMAT = 'flowproof certificate 1';

export interface StoredCertificate {
  readonly format: typeof FORMAT;
  readonly expressions: readonly Json[];
  readonly content: Json;
  readonly trials: Trials;
  /** Every identity also holds by exact reduction: then no error probability is left. */
  readonly exact: boolean;
  /** SHA-256 of the rest, in hexadecimal. */
  readonly digest: string;
}

const digestOf = (parts: Omit<StoredCertificate, 'digest'>): string => {
  const { format, expressions, content, trials, exact } = parts;
  return createHash('sha256')
    .update(JSON.stringify([format, expressions, content, trials, exact]))
    .digest('hex');
};

export function store(certificate: Certificate, trials: Trials): StoredCertificate {
  const parts = {
    format: FORMAT,
    ...encodeCertificate(certificate),
    trials,
    exact: holdsExactly(certificate),
  } as const;
  return { ...parts, digest: digestOf(parts) };
}

const StoredSchema = v.strictObject({
  format: v.literal(FORMAT),
  expressions: v.array(v.array(v.union([v.string(), v.number()]))),
  content: v.unknown(),
  trials: v.strictObject({ seed: v.string(), primes: v.array(v.string()), log2Error: v.number() }),
  exact: v.boolean(),
  digest: v.string(),
});

/**
 * Reads a stored certificate and checks it twice: with the primes that belong to its statement, which must be those it
 * names, and with fresh ones.
 * @throws Rejected where it is not a certificate, was changed, or does not prove its statement.
 */
export function verify(stored: unknown): Certificate {
  const read = v.safeParse(StoredSchema, stored);
  if (!read.success) {
    const [issue] = read.issues;
    throw new Rejected(`this is no certificate: ${v.getDotPath(issue) ?? 'it'}: ${issue.message}`);
  }
  const parts = read.output as StoredCertificate;
  if (digestOf(parts) !== parts.digest)
    throw new Rejected('the certificate was changed: its digest does not fit');
  const certificate = decodeCertificate(parts);
  const trials = checkCertificate(certificate);
  if (JSON.stringify(trials) !== JSON.stringify(parts.trials))
    throw new Rejected('the trials are not those that belong to the statement');
  if (holdsExactly(certificate) !== parts.exact) throw new Rejected('whether it holds exactly is misstated');
  checkCertificate(certificate, { seed: randomBytes(8).readBigUInt64BE() });
  return certificate;
}
