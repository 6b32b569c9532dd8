/**
 * Second half of `npm run build`: the programs of `src/` in few files, so that a start need not look for hundreds. Packages stay
 * outside; the declarations are the compiler's.
 */
import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const OUT = join(ROOT, 'dist');

for (const name of readdirSync(OUT, { recursive: true, encoding: 'utf8' }))
  if (/\.js(?:\.map)?$/.test(name)) rmSync(join(OUT, name));

await build({
  absWorkingDir: ROOT,
  outdir: OUT,
  // The workers stand beside the parts that start them.
  entryPoints: {
    index: 'src/index.ts',
    'cli/main': 'src/cli/main.ts',
    'vitest/index': 'src/vitest/index.ts',
    'oracle-worker': 'src/oracles/oracle-worker.ts',
    'simulation-worker': 'src/check/simulate/simulation-worker.ts',
  },
  chunkNames: '[name]-[hash]',
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'node20',
  packages: 'external',
  sourcemap: true,
  sourcesContent: false,
  logLevel: 'warning',
});
