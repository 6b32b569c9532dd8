/** `docs/errata.md`: every form that is claimed to be false, with the point that refutes it and the right form. */
import type { Derivation } from '../../src/claim/claim.js';
import type { Counterexample } from '../../src/claim/verdict.js';
import { type Carrier, digestOf } from './carriers.js';
import type { Catalogue } from './catalogue.js';
import { cell, code, digestLine, prose, section, table, WRITTEN } from './markdown.js';
import { definitionsIn, plainStatement } from './plain-statement.js';

/** One theory, its carriers, and the derivations that hold its claims. */
export interface Theory {
  readonly catalogue: Catalogue;
  readonly carriers: readonly Carrier[];
}

/** Claims that are expected to be refuted. */
export const falseForms = (carriers: readonly Carrier[]): readonly Carrier[] =>
  carriers.filter(({ claim }) => claim?.expect === 'refuted');

export function errataDocument(
  theories: readonly Theory[],
  derivations: readonly Derivation[],
  counterexamples: ReadonlyMap<string, Counterexample>,
): string {
  const parts = theories.map(({ catalogue, carriers }) =>
    section(
      prose(catalogue.title),
      [
        `${prose(catalogue.source)}. Formulas are written as in the claims; \`place\` names the erratum or the statement of`,
        `the catalogue (\`derivations/${catalogue.theory}/COVERAGE.md\`), and the claim.`,
        '',
        table(
          ['place', 'printed form', 'counterexample', 'right form'],
          inOrder(catalogue, falseForms(carriers)).map((carrier) =>
            rowOf(catalogue, carrier, derivations, counterexamples.get(carrier.name)),
          ),
        ),
      ].join('\n'),
    ),
  );
  return [
    '# Errata',
    `False forms of published statements, each refuted by the tool at the printed point. ${WRITTEN}`,
    ...parts,
    `${digestLine(digestOf(theories.flatMap(({ carriers }) => falseForms(carriers))))}\n`,
  ].join('\n\n');
}

/** The errata of the sources as they are numbered, then false variants of statements, as the catalogue has them. */
function inOrder(catalogue: Catalogue, carriers: readonly Carrier[]): readonly Carrier[] {
  const ids = [
    ...catalogue.errata.map(({ id }) => id),
    ...catalogue.sections.flatMap(({ statements }) => statements.map(({ id }) => id)),
  ];
  const place = ({ ids: [id] }: Carrier) => ids.indexOf(id);
  return [...carriers].sort((x, y) => place(x) - place(y));
}

function rowOf(
  { errata }: Catalogue,
  { name, ids: [id], claim }: Carrier,
  derivations: readonly Derivation[],
  counterexample: Counterexample | undefined,
): string[] {
  if (claim === undefined) return [code(name), '', '', ''];
  const derivation = derivations.find((d) => d.id === claim.derivation);
  const definitions = derivation === undefined ? [] : definitionsIn(claim, derivation);
  const erratum = errata.find((e) => e.id === id);
  return [
    [code(id), ...(erratum ? [prose(erratum.where)] : []), code(name)].join('<br>'),
    [
      code(plainStatement(claim.statement)),
      ...(definitions.length > 0 ? [`with ${definitions.map(code).join(', ')}`] : []),
      ...(claim.prose ? [prose(claim.prose)] : []),
    ].join('<br>'),
    counterexample === undefined ? 'none' : pointOf(counterexample),
    prose(claim.right ?? erratum?.right ?? ''),
  ];
}

function pointOf({ point, values }: Counterexample): string {
  const at = Object.entries(point).map(([name, value]) => `${name} = ${value}`);
  const sides = values
    .filter(({ label }) => label !== 'left − right')
    .map(({ label, value }) => `${cell(label)} ${code(shortened(value))}`);
  return [...(at.length > 0 ? [`at ${code(at.join(', '))}`] : []), ...sides].join('<br>');
}

/** Decimals to ten digits are enough to see the difference. */
const shortened = (value: string): string =>
  /^-?\d+\.\d{11,}$/.test(value) ? `${value.slice(0, value.indexOf('.') + 11)}…` : value;
