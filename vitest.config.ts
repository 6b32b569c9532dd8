import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const source = (path: string) => fileURLToPath(new URL(path, import.meta.url));

export default defineConfig({
  resolve: {
    alias: { 'flowproof/vitest': source('./src/vitest/index.ts'), flowproof: source('./src/index.ts') },
  },
  test: {
    include: ['test/**/*.test.ts'],
    testTimeout: 120_000,
    hookTimeout: 120_000,
    pool: 'forks',
    // Two cores are what every machine has; the default would leave one of them idle.
    maxWorkers: 2,
  },
});
