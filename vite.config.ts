/** The page of `flowproof explore --open`: everything it needs in `dist/page`, and nothing of Node in it. */
import { fileURLToPath } from 'node:url';
import { defineConfig, type Plugin } from 'vite';

/** A program for the browser that still needs Node, once what it does not call is left out, would fail there: it fails here. */
const withoutNode: Plugin = {
  name: 'without-node',
  enforce: 'pre',
  resolveId: (source) =>
    source.startsWith('node:') ? { id: source, external: true, moduleSideEffects: false } : undefined,
  generateBundle(_, bundle) {
    for (const part of Object.values(bundle)) {
      const needed = part.type === 'chunk' ? part.imports.filter((name) => name.startsWith('node:')) : [];
      if (needed.length > 0) throw new Error(`${part.fileName} of the page imports ${needed.join(', ')}`);
    }
  },
};

/** Every browser that can run the page reads woff2. */
const oneFontFormat: Plugin = {
  name: 'one-font-format',
  enforce: 'pre',
  transform(code, id) {
    return /katex.*\.css$/.test(id)
      ? code.replace(/,url\([^)]*\.(?:woff|ttf)\) format\("[a-z]+"\)/g, '')
      : undefined;
  },
};

export default defineConfig({
  root: fileURLToPath(new URL('src/page', import.meta.url)),
  base: './',
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  plugins: [withoutNode, oneFontFormat],
  worker: { format: 'es', plugins: () => [withoutNode] },
  build: {
    outDir: fileURLToPath(new URL('dist/page', import.meta.url)),
    emptyOutDir: true,
    target: 'es2022',
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 1000,
  },
  logLevel: 'warn',
});
