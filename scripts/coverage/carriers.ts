/** What carries the statements of a catalogue: claims by their `source`, and proofs by the claims that they confront. */
import { createHash } from 'node:crypto';
import type { Claim, Derivation } from '../../src/claim/claim.js';
import type { Confrontation } from '../../src/claim/confrontation.js';
import { claimFingerprints } from '../../src/claim/fingerprint.js';
import { type Catalogue, entriesOf } from './catalogue.js';

/** A claim or a proof that speaks of statements of a catalogue. */
export interface Carrier {
  /** `derivation/claim`, or `proof/<id>`. */
  readonly name: string;
  readonly ids: readonly string[];
  readonly expected: string;
  /** What the verdict is about; of a claim only. */
  readonly fingerprint: string;
  readonly claim?: Claim;
}

/** A `source` that names no id of the catalogue. */
interface Stray {
  readonly name: string;
  readonly id: string;
}

const idsIn = (source: string | undefined, theory: string): readonly string[] =>
  source?.startsWith(`${theory}/`) ? [source.slice(theory.length + 1)] : [];

/**
 * Everything that carries a statement of the theory: claims in the order of the derivations, those of errata and false
 * ones after the others, then proofs.
 */
export function carriersOf(
  { theory }: Catalogue,
  derivations: readonly Derivation[],
  proofs: readonly Confrontation[],
): readonly Carrier[] {
  const isFalse = ({ expect }: Claim) => expect === 'refuted';
  const isErrata = ({ claims }: Derivation) => claims.filter(isFalse).length * 2 > claims.length;
  const ordered = [...derivations].sort((x, y) => Number(isErrata(x)) - Number(isErrata(y)));
  const claims = ordered.flatMap((derivation) => {
    const fingerprints = claimFingerprints(derivation.claims);
    return derivation.claims.map((claim) => ({
      name: `${derivation.id}/${claim.id}`,
      ids: idsIn(claim.source, theory),
      expected: claim.expect ?? claim.require,
      fingerprint: fingerprints.get(claim.id) ?? '',
      claim,
    }));
  });
  // By name: their order is that of the files, which depends on who reads them.
  const named = [...proofs].sort((x, y) => (x.id < y.id ? -1 : 1));
  const flows = named.map((proof) => ({
    name: `proof/${proof.id}`,
    ids: [
      ...new Set([
        ...(proof.sources ?? []).flatMap((source) => idsIn(source, theory)),
        ...proof.derivation.claims
          .filter(({ id }) => proof.confronts.includes(id))
          .flatMap(({ source }) => idsIn(source, theory)),
      ]),
    ],
    expected: 'supported',
    // The text of its function depends on who loads it.
    fingerprint: '',
  }));
  const isRefuted = ({ expected }: { readonly expected: string }) => Number(expected === 'refuted');
  const falseLast = claims.sort((x, y) => isRefuted(x) - isRefuted(y));
  return [...falseLast, ...flows].filter(({ ids }) => ids.length > 0);
}

/** Carriers of ids that the catalogue does not have. */
function straysOf(ids: ReadonlySet<string>, carriers: readonly Carrier[]): readonly Stray[] {
  return carriers.flatMap(({ name, ids: carried }) =>
    carried.filter((id) => !ids.has(id)).map((id) => ({ name, id })),
  );
}

/** One hash of all that the verdicts are about: a claim that changed since a document was written changes it. */
export function digestOf(carriers: readonly Carrier[]): string {
  const hash = createHash('sha256');
  const lines = carriers.map(({ name, fingerprint }) => `${name} ${fingerprint}\n`).sort();
  for (const line of lines) hash.update(line);
  return hash.digest('hex');
}

/** What is missing, one line each: ids without a claim and a reason, with both, and errata and false forms that nothing refutes. */
export function gapsOf(catalogue: Catalogue, carriers: readonly Carrier[]): readonly string[] {
  const ids = new Set(entriesOf(catalogue).map(({ id }) => id));
  const carried = new Set(carriers.flatMap((carrier) => carrier.ids));
  const refuted = new Set(
    carriers.filter(({ expected }) => expected === 'refuted').flatMap((carrier) => carrier.ids),
  );
  const refutedFor = (id: string) =>
    refuted.has(id) ||
    catalogue.errata.some((erratum) => erratum.statements.includes(id) && refuted.has(erratum.id));
  return [
    ...straysOf(ids, carriers).map(({ name, id }) => `${name}: ${id} is no id of the catalogue`),
    ...entriesOf(catalogue).flatMap(({ id, unclaimed }) => {
      if (carried.has(id) && unclaimed !== undefined)
        return [`${id} has a claim, and a reason for having none`];
      return carried.has(id) || unclaimed !== undefined ? [] : [`${id} has no claim and no reason`];
    }),
    ...catalogue.errata
      .filter(({ id, unclaimed }) => unclaimed === undefined && !refuted.has(id))
      .map(({ id }) => `${id}: no claim refutes it`),
    ...catalogue.sections
      .flatMap(({ statements }) => statements)
      .filter(({ id, falseForms }) => falseForms === true && !refutedFor(id))
      .map(({ id }) => `${id}: no claim refutes a false form of it`),
  ];
}
