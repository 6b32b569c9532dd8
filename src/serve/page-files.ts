import { readdirSync, readFileSync, statSync } from 'node:fs';
import { extname, join, sep } from 'node:path';
import { FlowproofError } from '../errors.js';

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.wasm': 'application/wasm',
  '.woff2': 'font/woff2',
};

export interface PageFile {
  readonly type: string;
  readonly bytes: Uint8Array;
}

/**
 * The files of the built page by their path from its root. All are read at once: what is not among them cannot be asked for.
 * @throws FlowproofError `page-not-built`.
 */
export function pageFiles(folder: string): ReadonlyMap<string, PageFile> {
  const files = new Map<string, PageFile>();
  for (const name of namesIn(folder)) {
    const type = TYPES[extname(name)];
    if (type === undefined || !statSync(join(folder, name)).isFile()) continue;
    files.set(`/${name.split(sep).join('/')}`, { type, bytes: readFileSync(join(folder, name)) });
  }
  const index = files.get('/index.html');
  if (index === undefined) throw notBuilt(folder);
  return files.set('/', index);
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder, { recursive: true, encoding: 'utf8' });
  } catch {
    throw notBuilt(folder);
  }
}

const notBuilt = (folder: string): FlowproofError =>
  new FlowproofError({
    code: 'page-not-built',
    message: 'the page is not among the programs of this package',
    expected: `a built page in ${folder}`,
    hint: 'in a clone, npm run build builds it; an installed package that has none is damaged: install it again',
  });
