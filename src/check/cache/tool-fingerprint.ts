/** Which flowproof this is: results of another one are not results of this one. */
import { createHash, type Hash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Packages whose arithmetic, draws or parsing a verdict may depend on. */
const PACKAGES = [
  'decimal.js',
  'fast-check',
  'mathjs',
  'ml-matrix',
  'nerdamer',
  'pure-rand',
  'valibot',
  'yaml',
];

let known: string | undefined;

/** SHA-256 over the programs of this package, the versions of what it calls, and the version of Node. */
export function toolFingerprint(): string {
  known ??= fingerprint();
  return known;
}

function fingerprint(): string {
  const hash = createHash('sha256');
  hashPrograms(hash, programsFolder(fileURLToPath(import.meta.url)));
  const require = createRequire(import.meta.url);
  for (const name of PACKAGES) hash.update(`${name} ${versionOf(require, name)}\n`);
  return hash.update(`node ${process.version} ${process.arch}`).digest('hex');
}

/** The folder `dist` or `src` around a file of this package. */
function programsFolder(file: string): string {
  const parts = dirname(file).split(sep);
  const at = Math.max(parts.lastIndexOf('dist'), parts.lastIndexOf('src'));
  return parts.slice(0, at + 1).join(sep);
}

function hashPrograms(hash: Hash, folder: string): void {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.(?:js|ts|wasm)$/.test(name) && !name.endsWith('.d.ts'))
    // The page decides nothing.
    .filter((name) => name.split(sep)[0] !== 'page')
    .sort();
  for (const name of files) hash.update(`${name}\n`).update(readFileSync(join(folder, name)));
}

/** Not every package exports its package.json, so it is looked for where Node would look. */
function versionOf(require: NodeJS.Require, name: string): string {
  for (const folder of require.resolve.paths(name) ?? []) {
    const file = join(folder, name, 'package.json');
    if (existsSync(file)) return (JSON.parse(readFileSync(file, 'utf8')) as { version: string }).version;
  }
  return 'not found';
}
