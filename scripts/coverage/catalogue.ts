/** The catalogue of a theory (`derivations/<theory>/catalogue.json`): every statement it has, and every erratum of its sources. */
import { readFileSync } from 'node:fs';
import * as v from 'valibot';
import { FlowproofError } from '../../src/errors.js';

const ID = v.pipe(v.string(), v.regex(/^[A-Za-z0-9][A-Za-z0-9-]*$/, 'an id of letters, digits and -'));
const TEXT = v.pipe(v.string(), v.nonEmpty());
/** Why no claim carries it. An id with a claim must not have a reason. */
const UNCLAIMED = v.optional(TEXT);

const CatalogueSchema = v.strictObject({
  theory: ID,
  title: TEXT,
  source: TEXT,
  sections: v.array(
    v.strictObject({
      letter: TEXT,
      title: TEXT,
      statements: v.array(
        v.strictObject({
          id: ID,
          title: TEXT,
          /** False forms of it are in print or lie near: at least one claim must refute one. */
          falseForms: v.optional(v.literal(true)),
          unclaimed: UNCLAIMED,
        }),
      ),
    }),
  ),
  errata: v.optional(
    v.array(
      v.strictObject({
        id: ID,
        /** Place in the sources. */
        where: TEXT,
        printed: TEXT,
        right: TEXT,
        /** Ids of the statements that hold instead. */
        statements: v.pipe(v.array(ID), v.minLength(1)),
        unclaimed: UNCLAIMED,
      }),
    ),
    [],
  ),
});

export type Catalogue = v.InferOutput<typeof CatalogueSchema>;
export type Erratum = Catalogue['errata'][number];

/** One id of a catalogue. */
export interface Entry {
  readonly id: string;
  readonly title: string;
  readonly unclaimed?: string;
}

/** All ids of a catalogue in order: statements, then errata. */
export const entriesOf = ({ sections, errata }: Catalogue): readonly Entry[] => [
  ...sections.flatMap(({ statements }) => statements),
  ...errata.map(({ id, printed, unclaimed }) => ({ id, title: printed, unclaimed })),
];

/**
 * Reads a catalogue.
 * @throws FlowproofError `bad-catalogue` for another shape, an id that stands twice, or an erratum of an unknown statement.
 */
export function readCatalogue(file: string): Catalogue {
  const fail = (found: string): never => {
    throw new FlowproofError({
      code: 'bad-catalogue',
      message: 'this is not the catalogue of a theory',
      expected: 'sections of statements and a list of errata, every id once',
      found,
      place: { file },
    });
  };
  const parsed = v.safeParse(CatalogueSchema, JSON.parse(readFileSync(file, 'utf8')));
  if (!parsed.success) {
    const [issue] = parsed.issues;
    return fail(`${v.getDotPath(issue) ?? 'the file'}: ${issue.message}`);
  }
  const catalogue = parsed.output;
  const seen = new Set<string>();
  for (const { id } of entriesOf(catalogue)) {
    if (seen.has(id)) fail(`${id} twice`);
    seen.add(id);
  }
  for (const { id, statements } of catalogue.errata) {
    for (const statement of statements)
      if (!seen.has(statement)) fail(`${id} of ${statement}, which is no statement`);
  }
  return catalogue;
}
