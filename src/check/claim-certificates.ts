/** The certificates of a proved claim as one JSON document. */
import * as v from 'valibot';
import type { StoredCertificate } from '../checker/stored-certificate.js';
import type { ClaimResult } from './result.js';

const FORMAT = 'flowproof certificates 1';

/** Every certificate that the verdict of a claim rests on. */
export interface ClaimCertificates {
  readonly format: typeof FORMAT;
  readonly derivation: string;
  readonly claim: string;
  readonly kind: string;
  /** Of the claim that was checked, and of all it cites. */
  readonly fingerprint: string;
  readonly certificates: readonly StoredCertificate[];
  /** Parameters by whose signs the work went on where an expansion failed, by the key of what was to be expanded. */
  readonly cases: Readonly<Record<string, readonly string[]>>;
}

const Schema = v.strictObject({
  format: v.literal(FORMAT),
  derivation: v.string(),
  claim: v.string(),
  kind: v.string(),
  fingerprint: v.string(),
  certificates: v.array(v.unknown()),
  cases: v.record(v.string(), v.array(v.string())),
});

/** Undefined for a claim that is not proved. */
export function certificatesOf(result: ClaimResult): ClaimCertificates | undefined {
  const { derivation, claim, kind, fingerprint, verdict, certificates, cases = {} } = result;
  if (verdict !== 'proved' || certificates === undefined) return undefined;
  return { format: FORMAT, derivation, claim, kind, fingerprint, certificates, cases };
}

/** The document in a text, or what is wrong with it. */
export function readCertificates(text: string): ClaimCertificates | { readonly problem: string } {
  let data: unknown;
  try {
    data = JSON.parse(text);
  } catch (error) {
    return { problem: `it is not JSON: ${error instanceof Error ? error.message : String(error)}` };
  }
  const read = v.safeParse(Schema, data);
  if (read.success) return read.output as ClaimCertificates;
  const [issue] = read.issues;
  return { problem: `${v.getDotPath(issue) ?? 'the document'}: ${issue.message}` };
}

/** Is this a document that a check wrote? */
export const isCertificates = (text: string): boolean => !('problem' in readCertificates(text));
