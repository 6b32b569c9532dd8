import { Worker, type WorkerOptions } from 'node:worker_threads';

/** Constant text: a thread does not inherit the TypeScript loader of its parent on Node 20. */
const LOAD_TYPESCRIPT = `
  const { workerData } = require('node:worker_threads');
  import('tsx/esm/api').then(({ register }) => { register(); return import(workerData.module); });`;

/** The module beside a part that starts it: under tsx and vitest both are TypeScript, in a build both are JavaScript. */
export const besideModule = (name: string, importer: string): URL =>
  new URL(`./${name}.${importer.endsWith('.ts') ? 'ts' : 'js'}`, importer);

/**
 * A thread that runs a module, which finds what it was given in `workerData`.
 * @param given plain data; `module` is added to it.
 */
export function startThread(
  module: URL,
  given: Readonly<Record<string, unknown>>,
  options: WorkerOptions = {},
): Worker {
  const settings = { ...options, workerData: { ...given, module: module.href } };
  return module.pathname.endsWith('.ts')
    ? new Worker(LOAD_TYPESCRIPT, { ...settings, eval: true })
    : new Worker(module, settings);
}
