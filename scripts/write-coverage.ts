/**
 * `npm run coverage:write [-- --report report.json]`: writes `derivations/<theory>/COVERAGE.md` for every theory that has a
 * `catalogue.json`, and `docs/errata.md`. Verdicts are those of a check of everything that ships, made now or read from
 * a report that `flowproof check --json report.json` wrote; a report of claims that have changed since is refused.
 */
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import * as v from 'valibot';
import { checkFiles } from '../src/check/run.js';
import { readFiles } from '../src/claim/read-files.js';
import type { Counterexample, Verdict } from '../src/claim/verdict.js';
import { carriersOf, gapsOf } from './coverage/carriers.js';
import { type Catalogue, readCatalogue } from './coverage/catalogue.js';
import { coverageDocument } from './coverage/coverage-document.js';
import { errataDocument } from './coverage/errata-document.js';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const PATHS = ['derivations', 'proofs'].map((folder) => join(ROOT, folder));
export const ERRATA_FILE = join(ROOT, 'docs', 'errata.md');

/** Catalogues of all theories, each with the file of its coverage. */
export function catalogues(): readonly { readonly catalogue: Catalogue; readonly coverageFile: string }[] {
  const folder = join(ROOT, 'derivations');
  return readdirSync(folder)
    .sort()
    .filter((theory) => existsSync(join(folder, theory, 'catalogue.json')))
    .map((theory) => ({
      catalogue: readCatalogue(join(folder, theory, 'catalogue.json')),
      coverageFile: join(folder, theory, 'COVERAGE.md'),
    }));
}

/** What this script needs of a result, checked now or read from a report. */
interface Result {
  readonly derivation: string;
  readonly claim: string;
  readonly kind: string;
  readonly fingerprint: string;
  readonly verdict: Verdict;
  readonly counterexample?: Counterexample;
}

const ReportSchema = v.object({
  results: v.array(
    v.object({
      derivation: v.string(),
      claim: v.string(),
      kind: v.string(),
      fingerprint: v.string(),
      verdict: v.picklist(['proved', 'certified', 'supported', 'undecided', 'refuted', 'error']),
      counterexample: v.optional(
        v.object({
          point: v.record(v.string(), v.string()),
          values: v.array(v.object({ label: v.string(), value: v.string() })),
          because: v.string(),
        }),
      ),
    }),
  ),
});

async function results(report: string | undefined): Promise<readonly Result[]> {
  if (report !== undefined) return v.parse(ReportSchema, JSON.parse(readFileSync(report, 'utf8'))).results;
  const checked = await checkFiles(PATHS, {
    onProgress: ({ done, total, current }) => {
      if (process.stderr.isTTY) process.stderr.write(`\r\x1b[K${done}/${total} ${current}`);
    },
  });
  if (process.stderr.isTTY) process.stderr.write('\n');
  for (const { message } of checked.problems) throw new Error(message);
  return checked.results;
}

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { report: { type: 'string' } } });
  const { derivations, proofs, problems } = await readFiles(PATHS);
  for (const problem of problems) throw problem;
  const known = await results(values.report);
  const nameOf = (r: Result) => (r.kind === 'flow' ? `proof/${r.claim}` : `${r.derivation}/${r.claim}`);
  const byName = new Map(known.map((result) => [nameOf(result), result]));
  const verdicts = new Map(known.map((result) => [nameOf(result), result.verdict]));
  const counterexamples = new Map(
    known.flatMap((r) => (r.counterexample === undefined ? [] : [[nameOf(r), r.counterexample] as const])),
  );
  const theories = catalogues().map(({ catalogue, coverageFile }) => {
    const carriers = carriersOf(catalogue, derivations, proofs);
    const gaps = gapsOf(catalogue, carriers);
    if (gaps.length > 0) throw new Error(`${catalogue.theory} is not covered:\n  ${gaps.join('\n  ')}`);
    for (const { name, claim, fingerprint } of carriers) {
      const result = byName.get(name);
      if (result === undefined) throw new Error(`${name} was not checked`);
      if (claim !== undefined && result.fingerprint !== fingerprint)
        throw new Error(`${name} has changed since the report was written`);
    }
    return { catalogue, coverageFile, carriers };
  });
  for (const { catalogue, coverageFile, carriers } of theories)
    writeFileSync(coverageFile, coverageDocument(catalogue, carriers, verdicts));
  mkdirSync(dirname(ERRATA_FILE), { recursive: true });
  writeFileSync(ERRATA_FILE, errataDocument(theories, derivations, counterexamples));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await main();
