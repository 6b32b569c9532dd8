/** `COVERAGE.md` of a theory: every id of its catalogue with the claims and proofs that carry it, and what a check found. */
import type { Verdict } from '../../src/claim/verdict.js';
import type { Carrier } from './carriers.js';
import { digestOf } from './carriers.js';
import { type Catalogue, type Entry, entriesOf } from './catalogue.js';
import { code, digestLine, prose, section, table, WRITTEN } from './markdown.js';

/** What a check found, by the name of the claim or proof. */
export type Found = ReadonlyMap<string, Verdict>;

export function coverageDocument(catalogue: Catalogue, carriers: readonly Carrier[], found: Found): string {
  const carriersOfId = (id: string) => carriers.filter(({ ids }) => ids.includes(id));
  const rowsOf = (entry: Entry, words: string): string[][] => {
    const [first, ...others] = carriersOfId(entry.id);
    const head = `${code(entry.id)} ${words}`;
    if (first === undefined) return [[head, `none: ${prose(entry.unclaimed ?? '')}`, '', '']];
    const row = (carrier: Carrier, start: string) => [
      start,
      code(carrier.name),
      carrier.expected,
      found.get(carrier.name) ?? 'not checked',
    ];
    return [row(first, head), ...others.map((carrier) => row(carrier, ''))];
  };
  const head = ['statement', 'carried by', 'expected', 'found'];
  const sections = catalogue.sections.map(({ letter, title, statements }) =>
    section(
      `${letter} ${title}`,
      table(
        head,
        statements.flatMap((entry) => rowsOf(entry, `${prose(entry.title)}${errataOf(catalogue, entry.id)}`)),
      ),
    ),
  );
  const errata = table(
    ['erratum', ...head.slice(1)],
    catalogue.errata.flatMap((erratum) =>
      rowsOf(
        { ...erratum, title: erratum.printed },
        `${prose(`${erratum.where}: ${erratum.printed}; right: ${erratum.right}`)} (${erratum.statements.map(code).join(', ')})`,
      ),
    ),
  );
  return [
    `# ${prose(catalogue.title)}: coverage`,
    `${prose(catalogue.source)}. ${WRITTEN}`,
    summary(catalogue, carriers, found),
    ...sections,
    ...(catalogue.errata.length > 0 ? [section('Errata of the sources', errata)] : []),
    `${digestLine(digestOf(carriers))}\n`,
  ].join('\n\n');
}

const errataOf = ({ errata }: Catalogue, id: string): string => {
  const numbers = errata
    .filter(({ statements }) => statements.includes(id))
    .map((erratum) => code(erratum.id));
  return numbers.length > 0 ? ` (${numbers.join(', ')})` : '';
};

function summary(catalogue: Catalogue, carriers: readonly Carrier[], found: Found): string {
  const carried = new Set(carriers.flatMap(({ ids }) => ids));
  const without = entriesOf(catalogue).filter(({ id }) => !carried.has(id));
  const claims = carriers.filter(({ claim }) => claim !== undefined);
  const counts = new Map<string, number>();
  for (const { name } of claims) {
    const verdict = found.get(name) ?? 'not checked';
    counts.set(verdict, (counts.get(verdict) ?? 0) + 1);
  }
  const verdicts = [...counts].sort(([, x], [, y]) => y - x).map(([verdict, count]) => `${count} ${verdict}`);
  const statements = catalogue.sections.flatMap((s) => s.statements);
  return [
    `${statements.length} statements and ${catalogue.errata.length} errata, carried by ${claims.length} claims`,
    `(${verdicts.join(', ')}) and ${carriers.length - claims.length} proofs.`,
    without.length === 0
      ? 'Every id is carried.'
      : `${without.length} without a claim, with the reason: ${without.map(({ id }) => code(id)).join(', ')}.`,
  ].join('\n');
}

const ROW = /^\| .*? \| `([^`]+)` \| [a-z]+ \| ([a-z ]+) \|$/gm;
const VERDICTS: ReadonlySet<string> = new Set<Verdict>([
  'proved',
  'certified',
  'supported',
  'undecided',
  'refuted',
  'error',
]);
const isVerdict = (text: string): text is Verdict => VERDICTS.has(text);

/** The verdicts that a document holds. */
export function verdictsIn(document: string): Found {
  const found = new Map<string, Verdict>();
  for (const [, name, verdict] of document.matchAll(ROW)) if (isVerdict(verdict)) found.set(name, verdict);
  return found;
}
