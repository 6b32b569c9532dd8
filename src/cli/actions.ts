import type { Actions } from './program.js';

/** The commands with the real checker behind them; every import waits until its command runs. */
export const ACTIONS: Actions = {
  check: async (paths, flags, terminal) => {
    const [{ check }, { checkFiles }] = await Promise.all([import('./check.js'), import('./checker.js')]);
    return check(paths, flags, terminal, checkFiles);
  },
  exportLatex: async (paths, flags, terminal) => {
    const [{ exportLatex }, { checkFiles }, { readFiles }] = await Promise.all([
      import('./export.js'),
      import('./checker.js'),
      import('../claim/read-files.js'),
    ]);
    return exportLatex(paths, flags, terminal, checkFiles, readFiles);
  },
  merge: async (files, flags, terminal) => {
    const { merge } = await import('./merge.js');
    return merge(files, flags, terminal);
  },
  mutate: async (paths, flags, terminal) => {
    const [{ mutate }, { readFiles }] = await Promise.all([
      import('./mutate.js'),
      import('../claim/read-files.js'),
    ]);
    return mutate(paths, flags, terminal, readFiles);
  },
  explore: async (claim, paths, flags, terminal) => {
    if (flags.open) {
      const [{ openPage }, { checkFiles }, { readFiles }] = await Promise.all([
        import('./open-page.js'),
        import('./checker.js'),
        import('../claim/read-files.js'),
      ]);
      return openPage(claim, paths, flags, terminal, checkFiles, readFiles);
    }
    const [{ explore }, { readFiles }] = await Promise.all([
      import('./explore.js'),
      import('../claim/read-files.js'),
    ]);
    return explore(claim, paths, flags, terminal, readFiles);
  },
  verify: async (paths, flags, terminal) => {
    const [{ verifyCertificates }, { readFiles }] = await Promise.all([
      import('./verify.js'),
      import('../claim/read-files.js'),
    ]);
    return verifyCertificates(paths, flags, terminal, readFiles);
  },
  evaluate: async (formula, flags, terminal) => {
    const [{ evaluate }, { evaluateExtended }] = await Promise.all([
      import('./evaluate.js'),
      import('../check/evaluate-extended.js'),
    ]);
    return evaluate(formula, flags, terminal, evaluateExtended);
  },
  regimes: async (flags, terminal) => {
    const { regimes } = await import('./regimes.js');
    return regimes(flags, terminal);
  },
  simulate: async (paths, flags, terminal) => {
    const { simulate } = await import('./simulate.js');
    return simulate(paths, flags, terminal);
  },
  init: async (folder, flags, terminal, version) => {
    const { init } = await import('./init.js');
    return init(folder, flags, terminal, version);
  },
  doctor: async (flags, terminal) => {
    const { doctor } = await import('./doctor.js');
    return doctor(flags, terminal);
  },
};
