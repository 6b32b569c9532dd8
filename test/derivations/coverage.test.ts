import { beforeAll, describe, expect, it } from 'vitest';
import type { DerivationInput } from '../../src/claim/document.js';
import { compiledDerivation, type Shipped, shippedDerivations } from './shipped.js';

const derivations: DerivationInput[] = [];
const errata: DerivationInput[] = [];
let shipped: readonly Shipped<DerivationInput>[] = [];

beforeAll(async () => {
  shipped = await shippedDerivations();
  for (const { file, input } of shipped) (file.includes('/errata/') ? errata : derivations).push(input);
});

const claimsOf = (inputs: readonly DerivationInput[]) => inputs.flatMap(({ claims }) => claims);
/** Claims of one derivation, as an erratum names them. */
const NAMED = /([\w-]+(?:(?:, | and )[\w-]+)*) of ([\w-]+)/g;

describe('the shipped derivations', () => {
  it('compile without a problem', () => {
    expect(derivations.length).toBeGreaterThan(20);
    expect(errata.length).toBeGreaterThan(8);
    for (const item of shipped) expect(() => compiledDerivation(item)).not.toThrow();
  });

  it('give every claim an id of its own and a source', () => {
    const names = [...derivations, ...errata].map(({ derivation }) => derivation);
    expect(new Set(names).size).toBe(names.length);
    const ids = [...derivations, ...errata].flatMap(({ derivation, claims }) =>
      claims.map(({ id }) => `${derivation}/${id}`),
    );
    expect(new Set(ids).size).toBe(ids.length);
    for (const { id, source } of claimsOf([...derivations, ...errata])) expect(source, id).toBeDefined();
  });
});

describe('the errata', () => {
  const refuted = () =>
    claimsOf([...derivations, ...errata]).filter(({ expect: expected }) => expected === 'refuted');

  it('state the right form, and name only claims that exist', () => {
    const all = [...derivations, ...errata];
    const known = new Set([
      ...all.map(({ derivation }) => derivation),
      ...all.flatMap(({ derivation, claims }) => claims.flatMap(({ id }) => [id, `${id} of ${derivation}`])),
    ]);
    expect(refuted().length).toBeGreaterThan(160);
    const unknown = refuted().flatMap(({ id, right = '' }) => {
      expect(right, id).toBeTruthy();
      // `claim a of d`, `claims a, b and c of d and e of f`; a name may stand alone.
      const [, named = ''] = /(?:^|: )claims? (.*)$/.exec(right) ?? [];
      const pairs = [...named.matchAll(NAMED)].flatMap(([, claims, derivation]) =>
        claims.split(/, | and /).map((claim) => `${claim} of ${derivation}`),
      );
      const alone = named.replace(NAMED, '').split(/, | and /);
      return [...pairs, ...alone]
        .filter((name) => name !== '' && !known.has(name))
        .map((name) => `${id}: ${name}`);
    });
    expect(unknown).toEqual([]);
  });
});
