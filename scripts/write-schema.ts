/** Writes schema/*.schema.json from the valibot schemas of claim files and of reports. */
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { toJsonSchema } from '@valibot/to-json-schema';
import { DerivationSchema } from '../src/claim/schema.js';
import { ReportSchema } from '../src/report/index.js';

export const SCHEMA_FILE = fileURLToPath(new URL('../schema/claims.schema.json', import.meta.url));

/** The text of the JSON Schema (draft 7) of claim files. */
export const claimSchemaText = (): string => `${JSON.stringify(toJsonSchema(DerivationSchema), null, 2)}\n`;

export const REPORT_SCHEMA_FILE = fileURLToPath(new URL('../schema/report.schema.json', import.meta.url));

/** The text of the JSON Schema (draft 7) of reports. */
export const reportSchemaText = (): string =>
  `${JSON.stringify(toJsonSchema(ReportSchema, { typeMode: 'input', ignoreActions: ['transform'] }), null, 2)}\n`;

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  writeFileSync(SCHEMA_FILE, claimSchemaText());
  writeFileSync(REPORT_SCHEMA_FILE, reportSchemaText());
}
