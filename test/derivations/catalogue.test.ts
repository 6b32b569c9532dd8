import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { type Carrier, carriersOf, digestOf, gapsOf } from '../../scripts/coverage/carriers.js';
import { type Catalogue, readCatalogue } from '../../scripts/coverage/catalogue.js';
import { coverageDocument, verdictsIn } from '../../scripts/coverage/coverage-document.js';
import { errataDocument, falseForms } from '../../scripts/coverage/errata-document.js';
import { digestIn } from '../../scripts/coverage/markdown.js';
import { catalogues, ERRATA_FILE } from '../../scripts/write-coverage.js';
import { derivationOf } from '../../src/claim/compile-derivation.js';
import type { ProofInput } from '../../src/claim/proof.js';
import { reaches } from '../../src/claim/verdict.js';
import {
  compiledDerivation,
  compiledProofOf,
  compiledSimulationOf,
  shippedDerivations,
  shippedProofs,
  shippedSimulations,
} from './shipped.js';

const WRITE_AGAIN = 'run npm run coverage:write';

interface Covered {
  readonly catalogue: Catalogue;
  readonly document: string;
  readonly carriers: readonly Carrier[];
}

const theories: Covered[] = [];

beforeAll(async () => {
  const derivations = (await shippedDerivations()).map(compiledDerivation);
  const proofs = [
    ...(await shippedProofs()).map(compiledProofOf),
    ...(await shippedSimulations()).map(compiledSimulationOf),
  ];
  for (const { catalogue, coverageFile } of catalogues()) {
    const carriers = carriersOf(catalogue, derivations, proofs);
    theories.push({ catalogue, document: readFileSync(coverageFile, 'utf8'), carriers });
  }
});

describe('the catalogues', () => {
  it('are covered: every source is an id, every id has a claim or a reason, every erratum is refuted', () => {
    expect(theories.length).toBeGreaterThan(0);
    for (const { catalogue, carriers } of theories) expect(gapsOf(catalogue, carriers)).toEqual([]);
  });

  it('have a COVERAGE.md that is written for the claims of today', () => {
    for (const { catalogue, carriers, document } of theories) {
      expect(digestIn(document), WRITE_AGAIN).toBe(digestOf(carriers));
      expect(document, WRITE_AGAIN).toBe(coverageDocument(catalogue, carriers, verdictsIn(document)));
    }
  });

  it('have a COVERAGE.md in which every claim reaches what it requires, and most are proved', () => {
    for (const { carriers, document } of theories) {
      const found = verdictsIn(document);
      const short = carriers.filter(({ name, claim }) => {
        const verdict = found.get(name) ?? 'error';
        return claim?.expect === 'refuted'
          ? verdict !== 'refuted'
          : !reaches(verdict, claim?.require ?? 'supported');
      });
      expect(short.map(({ name }) => name)).toEqual([]);
      const claims = carriers.filter(({ claim }) => claim !== undefined);
      const proved = claims.filter(({ name }) => found.get(name) === 'proved');
      expect(proved.length / claims.length).toBeGreaterThanOrEqual(0.7);
    }
  });

  it('have their false forms, all and no others, in docs/errata.md', () => {
    const document = readFileSync(ERRATA_FILE, 'utf8');
    const carriers = theories.flatMap((theory) => falseForms(theory.carriers));
    expect(digestIn(document), WRITE_AGAIN).toBe(digestOf(carriers));
    const rows = document.split('\n').filter((line) => line.startsWith('| `'));
    expect(rows).toHaveLength(carriers.length);
    for (const { name } of carriers) {
      const row = rows.filter((line) => line.split(' | ')[0].endsWith(`\`${name}\``));
      expect(row, name).toHaveLength(1);
      const [, printed, counterexample, right] = row[0].slice(2, -2).split(' | ');
      expect(printed, name).toMatch(/^`.+`/);
      expect(counterexample, name).not.toBe('none');
      expect(right, name).toBeTruthy();
    }
  });
});

const toy = derivationOf({
  derivation: 'toy',
  title: 'A toy',
  symbols: { x: 'real' },
  define: { y: 'x^2', z: 'y + 1' },
  claims: [
    { id: 'square', source: 'toy/square', equal: ['(x + 1)^2', 'y + 2*x + 1'] },
    {
      id: 'square-without-middle',
      source: 'toy/erratum-1',
      prose: 'The `middle` | is missing.',
      equal: ['abs(x)^2 + 2*x + 1', 'z'],
      expect: 'refuted',
      right: 'y + 2 x + 1',
    },
  ],
});

const CATALOGUE: Catalogue = {
  theory: 'toy',
  title: 'A toy',
  source: 'nowhere',
  sections: [
    { letter: 'A', title: 'All', statements: [{ id: 'square', title: 'a square', falseForms: true }] },
  ],
  errata: [
    { id: 'erratum-1', where: 'p. 1', printed: 'y + 1', right: 'y + 2 x + 1', statements: ['square'] },
  ],
};

describe('what a catalogue lacks', () => {
  const carriers = carriersOf(CATALOGUE, [toy], []);
  const without = (id: string) => carriers.filter(({ ids }) => !ids.includes(id));
  const [{ statements, ...section }] = CATALOGUE.sections;

  it('is nothing where everything is claimed', () => expect(gapsOf(CATALOGUE, carriers)).toEqual([]));

  it('is an id without a claim', () =>
    expect(gapsOf(CATALOGUE, without('square'))).toEqual(['square has no claim and no reason']));

  it('is not an id that has a reason', () => {
    const reasoned = [{ ...statements[0], unclaimed: 'it is words' }];
    const catalogue = { ...CATALOGUE, sections: [{ ...section, statements: reasoned }] };
    expect(gapsOf(catalogue, without('square'))).toEqual([]);
    expect(gapsOf(catalogue, carriers)).toEqual(['square has a claim, and a reason for having none']);
  });

  it('is an erratum that is only proved, and a false form that nothing refutes', () => {
    const tame = carriers.map((carrier) => ({ ...carrier, expected: 'proved' }));
    expect(gapsOf(CATALOGUE, tame)).toEqual([
      'erratum-1: no claim refutes it',
      'square: no claim refutes a false form of it',
    ]);
  });

  it('is a source that is no id', () => {
    const stray = carriers.map((carrier) => ({ ...carrier, ids: [...carrier.ids, 'circle'] }));
    expect(gapsOf(CATALOGUE, stray)).toContain('toy/square: circle is no id of the catalogue');
  });

  it('is what a proof shows, too', () => {
    const proof = compiledProofOf({
      file: '(test)',
      input: {
        proof: 'flow',
        title: 'A flow',
        derivation: {
          derivation: 'toy',
          title: 'A toy',
          symbols: { x: 'real' },
          claims: [{ id: 'square', source: 'toy/square', equal: ['x', 'x'] }],
        },
        confronts: ['square'],
        source: ['toy/erratum-1', 'other/thing'],
        symbols: {},
        confront: () => [],
      },
    });
    const [flow] = carriersOf(CATALOGUE, [], [proof]);
    expect(flow).toMatchObject({ name: 'proof/flow', ids: ['erratum-1', 'square'] });
  });
});

describe('the source of a proof', () => {
  it.each([[''], [[]], [['toy/square', '']]])('is refused as %j', (source) => {
    const input = {
      proof: 'flow',
      title: 'A flow',
      derivation: {
        derivation: 'toy',
        title: 'A toy',
        symbols: { x: 'real' },
        claims: [{ id: 'square', equal: ['x', 'x'] }],
      },
      confronts: ['square'],
      source,
      symbols: {},
      confront: () => [],
    } satisfies ProofInput;
    expect(() => compiledProofOf({ file: '(test)', input })).toThrow(/source/);
  });
});

describe('the documents', () => {
  const carriers = carriersOf(CATALOGUE, [toy], []);
  const found = new Map([
    ['toy/square', 'proved'],
    ['toy/square-without-middle', 'refuted'],
  ] as const);

  it('give back the verdicts they were written with', () => {
    const document = coverageDocument(CATALOGUE, carriers, found);
    expect(verdictsIn(document)).toEqual(found);
    expect(document).toContain('1 statements and 1 errata, carried by 2 claims\n(1 proved, 1 refuted)');
  });

  it('change with a claim', () => {
    const other = carriers.map((carrier) => ({ ...carrier, fingerprint: 'other' }));
    expect(digestOf(other)).not.toBe(digestOf(carriers));
  });

  it('show the printed form with what it abbreviates, the counterexample and the right form', () => {
    const counterexample = {
      point: { x: '1' },
      values: [
        { label: 'left side', value: '4' },
        { label: 'right side', value: '2.00000000000000000001' },
        { label: 'left − right', value: '2' },
      ],
      because: 'they differ',
    };
    const document = errataDocument(
      [{ catalogue: CATALOGUE, carriers }],
      [toy],
      new Map([['toy/square-without-middle', counterexample]]),
    );
    expect(document).toContain(
      '| `erratum-1`<br>p. 1<br>`toy/square-without-middle` ' +
        '| `abs(x)^2 + 2*x + 1 = z`<br>with `y = x^2`, `z = y + 1`<br>The \\`middle\\` \\| is missing. ' +
        '| at `x = 1`<br>left side `4`<br>right side `2.0000000000…` | y + 2 x + 1 |',
    );
  });
});

describe('a catalogue that is not one', () => {
  const refused = (catalogue: unknown): unknown => {
    const folder = mkdtempSync(join(tmpdir(), 'flowproof-catalogue-'));
    const file = join(folder, 'catalogue.json');
    try {
      writeFileSync(file, JSON.stringify(catalogue));
      return readCatalogue(file);
    } finally {
      rmSync(folder, { recursive: true });
    }
  };
  const [only] = CATALOGUE.sections;

  it('is read where it is one', () => expect(refused(CATALOGUE)).toEqual(CATALOGUE));

  it.each([
    ['an id twice', { ...CATALOGUE, sections: [only, only] }, 'square twice'],
    ['an erratum of nothing', { ...CATALOGUE, sections: [] }, 'erratum-1 of square'],
    ['another key', { ...CATALOGUE, chapters: [] }, 'chapters'],
  ])('names %s', (_name, catalogue, words) => {
    expect(() => refused(catalogue)).toThrowError(expect.objectContaining({ code: 'bad-catalogue' }));
    try {
      refused(catalogue);
    } catch (error) {
      expect(JSON.stringify((error as { facts(): unknown }).facts())).toContain(words);
    }
  });
});
