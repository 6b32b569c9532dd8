/** Certificates as files and reports hold them: plain JSON that says how it was decided, with a digest of it all. */
import { createHash } from 'node:crypto';
import * as v from 'valibot';
import type { Json } from './format.js';
import { Rejected } from './rejected.js';

export const FORMAT = 'flowproof certificate 1';

/** Tests of every identity at random points modulo random primes. */
export interface Trials {
  /** Of the stream from which primes and points are drawn, in hexadecimal. */
  readonly seed: string;
  /** The primes at which every identity held, in decimal. */
  readonly primes: readonly string[];
  /** Bound on log2 of the probability that a certificate with a false identity passes them. */
  readonly log2Error: number;
}

/** How the identities were decided: by exact reduction, which leaves no error, or by trials. */
export type Decision = 'exact' | Trials;

export interface StoredCertificate {
  readonly format: typeof FORMAT;
  readonly expressions: readonly Json[];
  readonly content: Json;
  readonly decision: Decision;
  /** SHA-256 of the rest, in hexadecimal. */
  readonly digest: string;
}

const digestOf = ({ format, expressions, content, decision }: Omit<StoredCertificate, 'digest'>): string =>
  createHash('sha256')
    .update(JSON.stringify([format, expressions, content, decision]))
    .digest('hex');

/** The form with its digest. */
export function sealed(
  parts: Pick<StoredCertificate, 'expressions' | 'content' | 'decision'>,
): StoredCertificate {
  const whole = { format: FORMAT, ...parts } as const;
  return { ...whole, digest: digestOf(whole) };
}

const StoredSchema = v.strictObject({
  format: v.literal(FORMAT),
  expressions: v.array(v.array(v.union([v.string(), v.number()]))),
  content: v.unknown(),
  decision: v.union([
    v.literal('exact'),
    v.strictObject({ seed: v.string(), primes: v.array(v.string()), log2Error: v.number() }),
  ]),
  digest: v.string(),
});

/** @throws Rejected where it is not a certificate, or was changed after it was sealed. */
export function readSealed(stored: unknown): StoredCertificate {
  const read = v.safeParse(StoredSchema, stored);
  if (!read.success) {
    const [issue] = read.issues;
    throw new Rejected(`this is no certificate: ${v.getDotPath(issue) ?? 'it'}: ${issue.message}`);
  }
  const parts = read.output as StoredCertificate;
  if (digestOf(parts) !== parts.digest)
    throw new Rejected('the certificate was changed: its digest does not fit');
  return parts;
}
