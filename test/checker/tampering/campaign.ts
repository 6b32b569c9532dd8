/** Many tamperings from one seed, each judged by the verifier. */

import { Rejected } from '../../../src/certificate/rejected.js';
import { type ClaimCertificates, readCertificates } from '../../../src/check/claim-certificates.js';
import { type ClaimToVerify, verifyClaim } from '../../../src/check/verify-claim.js';
import { verify } from '../../../src/checker/stored-certificate.js';
import { type FuzzDice, fuzzDice } from '../../soundness/fuzz/dice.js';
import { changeField, type Json } from './change-field.js';
import { counterexampleTo } from './false-statement.js';
import { forgedCertificate, forgedDocument } from './forge.js';

/** Stored certificates, and the claim that they prove. */
export interface Target {
  readonly name: string;
  readonly stored: ClaimCertificates;
  readonly claim: ClaimToVerify;
}

export interface Tampering {
  readonly target: string;
  readonly what: string;
  readonly outcome: 'rejected' | 'stale' | 'accepted' | 'FALSE' | 'CRASH';
  readonly detail?: string;
}

/** One field changed, nothing else: the verifier has to notice. */
export async function tamper({ name, stored, claim }: Target, dice: FuzzDice): Promise<Tampering> {
  const { document, what } = changeField(plain(stored), dice);
  return { target: name, what, ...(await judged(document, claim)) };
}

/**
 * One field changed, and everything that only guards against accidents made again. What is accepted then has to be another
 * proof of the same claim; and no certificate on its own may state something false.
 */
export async function forge({ name, stored, claim }: Target, dice: FuzzDice): Promise<Tampering> {
  const { document, what } = changeField(plain(stored), dice);
  const outcome = await judged(forgedDocument(document), claim);
  if (outcome.outcome === 'CRASH') return { target: name, what, ...outcome };
  const certificates = (document as { certificates?: Json }).certificates;
  const before = new Set(stored.certificates.map((c) => JSON.stringify(c)));
  for (const certificate of Array.isArray(certificates) ? certificates : []) {
    if (before.has(JSON.stringify(certificate))) continue;
    const found = await falseStatement(forgedCertificate(certificate), dice);
    if (found !== undefined) return { target: name, what, ...found };
  }
  return { target: name, what, ...outcome };
}

const plain = (stored: ClaimCertificates): Json => JSON.parse(JSON.stringify(stored)) as Json;

type Judged = Pick<Tampering, 'outcome' | 'detail'>;

async function judged(document: Json, claim: ClaimToVerify): Promise<Judged> {
  try {
    const read = readCertificates(JSON.stringify(document));
    if ('problem' in read) return { outcome: 'rejected', detail: read.problem };
    const verification = await verifyClaim(read, claim, { seed: 1 });
    return verification.kind === 'verified'
      ? { outcome: 'accepted' }
      : { outcome: verification.kind, detail: verification.reason };
  } catch (error) {
    return crash(error);
  }
}

async function falseStatement(certificate: Json, dice: FuzzDice): Promise<Judged | undefined> {
  try {
    const found = await counterexampleTo(verify(certificate), dice.integer(0, 1_000_000));
    return found === undefined ? undefined : { outcome: 'FALSE', detail: found };
  } catch (error) {
    return error instanceof Rejected || error instanceof RangeError ? undefined : crash(error);
  }
}

const crash = (error: unknown): Judged => ({
  outcome: 'CRASH',
  detail: error instanceof Error ? (error.stack ?? error.message) : String(error),
});

export interface CampaignReport {
  readonly tamperings: number;
  readonly counts: ReadonlyMap<Tampering['outcome'], number>;
  /** All that were not refused. */
  readonly accepted: readonly (Tampering & { readonly index: number })[];
}

export interface CampaignOptions {
  readonly seed: number;
  readonly runs: number;
  readonly from?: number;
  readonly forged?: boolean;
}

/** Each tampering depends on the seed and its index alone. */
export async function campaign(
  targets: readonly Target[],
  { seed, runs, from = 0, forged = false }: CampaignOptions,
): Promise<CampaignReport> {
  const counts = new Map<Tampering['outcome'], number>();
  const accepted: (Tampering & { index: number })[] = [];
  for (let index = from; index < from + runs; index++) {
    const dice = fuzzDice(fuzzDice(seed).stream.fork(index).seed);
    const tampering = await (forged ? forge : tamper)(dice.pick(targets), dice);
    counts.set(tampering.outcome, (counts.get(tampering.outcome) ?? 0) + 1);
    if (tampering.outcome !== 'rejected' && tampering.outcome !== 'stale')
      accepted.push({ ...tampering, index });
  }
  return { tamperings: runs, counts, accepted };
}
