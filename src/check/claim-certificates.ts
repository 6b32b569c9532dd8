/** The certificates of a proved claim as one JSON document. */

import { createHash } from 'node:crypto';
import * as v from 'valibot';
import type { StoredCertificate } from '../certificate/stored-form.js';
import { messageOf } from '../errors.js';
import { type MatrixCertificate, MatrixCertificateSchema } from '../matrix/index.js';
import type { ClaimResult } from './result.js';

const FORMAT = 'flowproof certificates 2';

/** Every certificate that the verdict of a claim rests on. */
export interface ClaimCertificates {
  readonly format: typeof FORMAT;
  readonly derivation: string;
  readonly claim: string;
  readonly kind: string;
  /** Of the claim that was checked, and of all it cites. */
  readonly fingerprint: string;
  readonly certificates: readonly StoredCertificate[];
  /** Combinations of what claims about matrices are given. */
  readonly matrices: readonly MatrixCertificate[];
  /** Parameters by whose signs the work went on where an expansion failed, by the key of what was to be expanded. */
  readonly cases: Readonly<Record<string, readonly string[]>>;
  /** SHA-256 of the rest, in hexadecimal. */
  readonly digest: string;
}

const Schema = v.strictObject({
  format: v.literal(FORMAT),
  derivation: v.string(),
  claim: v.string(),
  kind: v.string(),
  fingerprint: v.string(),
  certificates: v.array(v.looseObject({})),
  matrices: v.array(MatrixCertificateSchema),
  cases: v.record(v.string(), v.array(v.string())),
  digest: v.string(),
});

/** Undefined for a claim that is not proved. */
export function certificatesOf(result: ClaimResult): ClaimCertificates | undefined {
  const { derivation, claim, kind, fingerprint, verdict, certificates, cases = {} } = result;
  const { matrixCertificates: matrices = [] } = result;
  if (verdict !== 'proved' || certificates === undefined) return undefined;
  return sealed({ format: FORMAT, derivation, claim, kind, fingerprint, certificates, matrices, cases });
}

/** The document with its digest. */
export const sealed = (parts: Omit<ClaimCertificates, 'digest'>): ClaimCertificates => ({
  ...parts,
  digest: digestOf(parts),
});

function digestOf(parts: Omit<ClaimCertificates, 'digest'>): string {
  const { format, derivation, claim, kind, fingerprint, certificates, matrices, cases } = parts;
  return createHash('sha256')
    .update(JSON.stringify([format, derivation, claim, kind, fingerprint, certificates, matrices, cases]))
    .digest('hex');
}

export const isUnchanged = (document: ClaimCertificates): boolean => digestOf(document) === document.digest;

/** The document in a text, or what is wrong with it. Whether it was changed is for the verifier to say. */
export function readCertificates(text: string): ClaimCertificates | { readonly problem: string } {
  let data: unknown;
  try {
    data = JSON.parse(text);
  } catch (error) {
    return { problem: `it is not JSON: ${messageOf(error)}` };
  }
  const read = v.safeParse(Schema, data);
  if (!read.success) {
    const [issue] = read.issues;
    return { problem: `${v.getDotPath(issue) ?? 'the document'}: ${issue.message}` };
  }
  // The schema lets names pass that every object inherits, such as `constructor`.
  const { format, derivation, claim, kind, fingerprint, certificates, matrices, cases, digest } = read.output;
  const known = { format, derivation, claim, kind, fingerprint, certificates, matrices, cases, digest };
  if (JSON.stringify(known) !== JSON.stringify(data))
    return { problem: 'the document is not written as a check writes it' };
  return read.output as unknown as ClaimCertificates;
}

/** Did a check write this, whole or in part, in this version or another one? */
export const isCertificates = (text: string): boolean =>
  text === '' || text.startsWith('{"format":"flowproof certificates ');
