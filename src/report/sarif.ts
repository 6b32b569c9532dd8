/** What fell short as SARIF 2.1.0, for the code scanning pages of forges. */
import type { CheckReport } from '../check/result.js';
import type { SourcePlace } from '../errors.js';
import { problemSentence, shortfallOf } from './shortfall.js';

const SCHEMA = 'https://json.schemastore.org/sarif-2.1.0.json';

const RULES = {
  refuted: 'A claim is false: a point is printed at which both sides are provably different.',
  'fell-short': 'A claim did not reach the verdict it requires.',
  'not-refuted': 'An erratum was not refuted.',
  malformed: 'A claim is malformed.',
  input: 'A file, a claim or an option could not be read.',
} as const;
type Rule = keyof typeof RULES;

/** Is this the text of a report, as {@link reportToSarif} writes it? */
export function isSarif(text: string): boolean {
  try {
    const data = JSON.parse(text) as { runs?: { tool?: { driver?: { name?: unknown } } }[] } | null;
    return Array.isArray(data?.runs) && data.runs[0]?.tool?.driver?.name === 'flowproof';
  } catch {
    return false;
  }
}

/** Paths from the root of the repository, as a URI wants them. */
const uriOf = (file: string): string =>
  file
    .replaceAll('\\', '/')
    .replace(/^\.\//, '')
    .split('/')
    .map((part) => encodeURIComponent(part))
    .join('/');

function locations(place: SourcePlace | undefined) {
  const { file, line, column } = place ?? {};
  if (file === undefined) return [];
  const region =
    line === undefined
      ? {}
      : { region: { startLine: line, ...(column === undefined ? {} : { startColumn: column }) } };
  return [{ physicalLocation: { artifactLocation: { uri: uriOf(file) }, ...region } }];
}

export function reportToSarif(report: CheckReport): string {
  const finding = (
    ruleId: Rule,
    text: string,
    place: SourcePlace | undefined,
    fingerprint: string | undefined,
  ) => ({
    ruleId,
    level: 'error',
    message: { text },
    locations: locations(place),
    ...(fingerprint === undefined ? {} : { partialFingerprints: { 'claim/v1': fingerprint } }),
  });
  const results = report.results.flatMap((result) => {
    const wrong = shortfallOf(result);
    if (wrong === undefined) return [];
    const { verdict, expected } = result;
    const rule: Rule =
      verdict === 'error'
        ? 'malformed'
        : verdict === 'refuted'
          ? 'refuted'
          : expected === 'refuted'
            ? 'not-refuted'
            : 'fell-short';
    return [
      finding(rule, [wrong.title, ...wrong.lines].join('\n'), result, `${result.derivation}/${result.claim}`),
    ];
  });
  const problems = report.problems.map((problem) =>
    finding('input', problemSentence(problem), problem.place, undefined),
  );
  const rules = Object.entries(RULES).map(([id, text]) => ({ id, shortDescription: { text } }));
  const run = {
    tool: { driver: { name: 'flowproof', rules } },
    results: [...results, ...problems],
  };
  return `${JSON.stringify({ $schema: SCHEMA, version: '2.1.0', runs: [run] }, undefined, 2)}\n`;
}
