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

/** The statements that the shipped derivations of a theory without a catalogue.json answer for. */
const CATALOGUE = [
  'pretraining-finetuning/gf-equations',
  'pretraining-finetuning/conserved-layer-difference',
  'pretraining-finetuning/conserved-cross',
  'pretraining-finetuning/weights-closed-form',
  'pretraining-finetuning/beta-sinh',
  'pretraining-finetuning/weights-from-beta',
  'pretraining-finetuning/general-init',
  'pretraining-finetuning/beta-ode',
  'pretraining-finetuning/nu-ode',
  'pretraining-finetuning/scalar-dynamics',
  'pretraining-finetuning/scaling-symmetry',
  'pretraining-finetuning/residual-decay',
  'pretraining-finetuning/gd-drift',
  'pretraining-finetuning/q-definition',
  'pretraining-finetuning/q-derivatives',
  'pretraining-finetuning/q-homogeneity',
  'pretraining-finetuning/q-asymptotics',
  'pretraining-finetuning/q-conjugate',
  'pretraining-finetuning/implicit-bias-theorem',
  'pretraining-finetuning/rich-limit',
  'pretraining-finetuning/lazy-limit',
  'pretraining-finetuning/rebalance-identity',
  'pretraining-finetuning/k-formula',
  'pretraining-finetuning/k-monotone',
  'pretraining-finetuning/no-rebalance',
  'pretraining-finetuning/lam-minus-one',
  'pretraining-finetuning/dead-coordinates',
  'pretraining-finetuning/ell-closed-form',
  'pretraining-finetuning/elasticity',
  'pretraining-finetuning/pd-closed-form',
  'pretraining-finetuning/triangle',
  'pretraining-finetuning/regimes',
  'pretraining-finetuning/regime-limits',
  'pretraining-finetuning/regime-boundaries',
  'pretraining-finetuning/monotonicity',
];

/** Statements with wrong variants, and entries of the errata list, that speak about these sections. */
const CATALOGUE_ERRATA = [
  'pretraining-finetuning/gf-equations',
  'pretraining-finetuning/conserved-layer-difference',
  'pretraining-finetuning/conserved-cross',
  'pretraining-finetuning/beta-sinh',
  'pretraining-finetuning/weights-from-beta',
  'pretraining-finetuning/beta-ode',
  'pretraining-finetuning/scalar-dynamics',
  'pretraining-finetuning/residual-decay',
  'pretraining-finetuning/q-derivatives',
  'pretraining-finetuning/q-homogeneity',
  'pretraining-finetuning/q-asymptotics',
  'pretraining-finetuning/implicit-bias-theorem',
  'pretraining-finetuning/rich-limit',
  'pretraining-finetuning/rebalance-identity',
  'pretraining-finetuning/k-formula',
  'pretraining-finetuning/k-monotone',
  'pretraining-finetuning/no-rebalance',
  ...['ell-closed-form', 'pd-closed-form', 'triangle', 'regime-limits', 'monotonicity'].map(
    (id) => `pretraining-finetuning/${id}`,
  ),
  ...['X1', 'X2', 'X3', 'X4', 'X5', 'X6', 'X7', 'X8', 'X9', 'X13', 'X15'].map(
    (id) => `pretraining-finetuning/${id}`,
  ),
];

const claimsOf = (inputs: readonly DerivationInput[]) => inputs.flatMap(({ claims }) => claims);
const sourcesOf = (inputs: readonly DerivationInput[]) =>
  new Set(
    claimsOf(inputs).flatMap(({ source }) => (source?.startsWith('pretraining-finetuning/') ? [source] : [])),
  );

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

  it('cover every statement of a theory without a catalogue.json', () => {
    const sources = sourcesOf(derivations);
    expect(CATALOGUE.filter((id) => !sources.has(id))).toEqual([]);
    expect([...sources].filter((id) => !CATALOGUE.includes(id))).toEqual([]);
  });
});

describe('the errata', () => {
  const refuted = () =>
    claimsOf([...derivations, ...errata]).filter(({ expect: expected }) => expected === 'refuted');

  it('cover every wrong variant of a theory without a catalogue.json', () => {
    const sources = new Set(refuted().map(({ source }) => source));
    expect(CATALOGUE_ERRATA.filter((id) => !sources.has(id))).toEqual([]);
  });

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
