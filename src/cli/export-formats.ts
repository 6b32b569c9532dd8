/** What `export` can write. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ClaimResult } from '../check/result.js';
import type { Claim, Derivation } from '../claim/claim.js';
import { FlowproofError } from '../errors.js';
import { latexDocument } from '../latex/index.js';
import { markdownDocument, mathmlPage } from '../markup/index.js';
import { pythonScript } from '../python/index.js';
import type { OutputKind } from './output-file.js';
import { packageRoot } from './package-root.js';

export interface ExportFormat {
  /** The kind of file that holds it. */
  readonly kind: OutputKind;
  readonly write: (
    derivations: readonly Derivation[],
    results: readonly ClaimResult[],
    stale?: ReadonlySet<Claim>,
  ) => string;
}

const FORMATS = {
  latex: { kind: 'tex', write: latexDocument },
  markdown: { kind: 'md', write: markdownDocument },
  mathml: { kind: 'html', write: mathmlPage },
  python: {
    kind: 'py',
    write: (derivations, results, stale) =>
      pythonScript(
        readFileSync(join(packageRoot(), 'python', 'recheck.py'), 'utf8'),
        derivations,
        results,
        stale,
      ),
  },
} satisfies Record<string, ExportFormat>;

/** @throws FlowproofError `bad-option`. */
export function exportFormat(format: string | undefined, latex: boolean | undefined): ExportFormat {
  const names = Object.keys(FORMATS);
  const known = format === undefined ? latex === true : Object.hasOwn(FORMATS, format);
  if (known && !(latex && format !== undefined && format !== 'latex'))
    return FORMATS[(format ?? 'latex') as keyof typeof FORMATS];
  throw new FlowproofError({
    code: 'bad-option',
    message:
      format === undefined ? 'export needs to know the format' : 'the value of --format makes no sense',
    expected: `--format ${names.join(', --format ')}, or --latex`,
    ...(format === undefined ? {} : { found: JSON.stringify(format) }),
    hint: 'flowproof export --latex -o derivations.tex',
  });
}
