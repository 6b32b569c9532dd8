import { createRequire, register as registerHooks } from 'node:module';
import { dirname, sep } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { register as registerCommonJs } from 'tsx/cjs/api';
import { type NamespacedUnregister, register } from 'tsx/esm/api';

/** A module that has not finished loading after this long has failed: it waits for something that never comes. */
export const MODULE_TIMEOUT_MS = 60_000;

let generation = 0;
let loader: NamespacedUnregister | undefined;

/** From now on, modules are loaded anew: their files may have changed. What was loaded stays with whoever has it. */
export function forgetModules(): void {
  generation += 1;
  loader = undefined;
  // CommonJS knows a file by its name alone, whatever the loader. Packages do not change, and this one is large.
  const { cache } = createRequire(import.meta.url);
  const own = dirname(fileURLToPath(import.meta.url));
  for (const file of Object.keys(cache)) {
    if (!file.includes(`${sep}node_modules${sep}`) && !file.startsWith(own)) delete cache[file];
  }
}

/**
 * Loads a TypeScript or JavaScript module without a build step. One loader serves all modules of a run, so that what
 * they share (this package, too) is loaded once.
 * @returns its exports by name, looking through the wrapper that CommonJS puts around a default export.
 * @throws whatever the module throws, or an Error after {@link MODULE_TIMEOUT_MS}.
 */
export async function importModule(path: string): Promise<ReadonlyMap<string, unknown>> {
  if (loader === undefined) {
    // A folder whose package.json does not say "type": "module" is CommonJS to Node; its imports become requires.
    // No tsconfig: a path mapping of the author's must not decide which copy of this package a module gets.
    const namespace = generation === 0 ? 'flowproof' : `flowproof-${generation}`;
    registerCommonJs({ namespace });
    loader = register({ namespace, tsconfig: false });
    shareThisPackage();
  }
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(
      () => reject(new Error(`the module did not finish loading in ${MODULE_TIMEOUT_MS / 1000} s`)),
      MODULE_TIMEOUT_MS,
    );
  });
  try {
    const namespace: unknown = await Promise.race([
      loader.import(pathToFileURL(path).href, import.meta.url),
      late,
    ]);
    return exportsOf(namespace);
  } finally {
    clearTimeout(timer);
  }
}

/**
 * Modules that import the package which is running get the copy that is running, not a second one that starts from nothing.
 * Only the built package is shared; where it runs from its sources, somebody else loads them.
 */
function shareThisPackage(): void {
  const [, dist] = /^(.*\/dist\/)[^?]*$/.exec(import.meta.url) ?? [];
  if (dist === undefined) return;
  const hook = `const entry = ${JSON.stringify(`${dist}index.js`)};
    export const resolve = async (specifier, context, next) => {
      const found = await next(specifier, context);
      return found.url.split('?')[0] === entry ? { ...found, url: entry } : found;
    };`;
  registerHooks(`data:text/javascript,${encodeURIComponent(hook)}`);
}

/** In the order of their names, as a module lists them: loaders that build the object themselves keep other orders. */
function exportsOf(namespace: unknown): Map<string, unknown> {
  const exports = new Map<string, unknown>();
  if (typeof namespace !== 'object' || namespace === null) return exports;
  for (const name of Object.keys(namespace).sort()) {
    const value: unknown = Reflect.get(namespace, name);
    const wrapper = typeof value === 'object' && value !== null && '__esModule' in value;
    if (name === 'default' && wrapper) {
      for (const [inner, part] of exportsOf(value)) if (!exports.has(inner)) exports.set(inner, part);
    } else if (name !== '__esModule' && name !== 'module.exports') exports.set(name, value);
  }
  return exports;
}
