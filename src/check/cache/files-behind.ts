/** The files that a module of an author may load. */
import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

/** In TypeScript, an import names the file that the compiler would write. */
const WRITTEN_AS: Readonly<Record<string, readonly string[]>> = {
  '.js': ['.ts', '.tsx', '.js'],
  '.mjs': ['.mts', '.mjs'],
  '.cjs': ['.cts', '.cjs'],
};
const ENDINGS = ['', '.ts', '.tsx', '.mts', '.cts', '.js', '.mjs', '.cjs', '.json', '/index.ts', '/index.js'];
const RELATIVE = /(['"`])(\.{1,2}\/[^'"`\n]*)\1/g;
const LOCK_FILES = ['package-lock.json', 'npm-shrinkwrap.json', 'pnpm-lock.yaml', 'yarn.lock', 'bun.lock'];

/**
 * The file and all that can be reached from it: every text in it that is the relative path of a file counts as an import, so
 * there may be too many, but none is missed that is written out. The lock file of the packages is among them.
 */
export function filesBehind(file: string): readonly string[] {
  const found = new Set<string>();
  const pending = [resolve(file)];
  for (let path = pending.pop(); path !== undefined; path = pending.pop()) {
    if (found.has(path)) continue;
    found.add(path);
    for (const [, , specifier] of readFileSync(path, 'utf8').matchAll(RELATIVE))
      pending.push(...fileNamed(resolve(dirname(path), specifier)));
  }
  return [...found, ...lockFile(dirname(resolve(file)))].sort();
}

function fileNamed(path: string): string[] {
  const written = Object.entries(WRITTEN_AS).find(([ending]) => path.endsWith(ending));
  const candidates =
    written === undefined
      ? ENDINGS.map((ending) => `${path}${ending}`)
      : written[1].map((ending) => `${path.slice(0, -written[0].length)}${ending}`);
  return candidates.filter((name) => statSync(name, { throwIfNoEntry: false })?.isFile());
}

/** The nearest one in the folders above. */
function lockFile(from: string): string[] {
  for (let folder = from; ; folder = dirname(folder)) {
    const lock = LOCK_FILES.map((name) => join(folder, name)).find((name) => existsSync(name));
    if (lock !== undefined) return [lock];
    if (dirname(folder) === folder) return [];
  }
}
